"""Adverts in parts, in several processes, on disk: the results are the same."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from engine import load_ruleset, pipeline, screen
from engine.flow import texts, whole
from engine.flow.plan import Plan
from engine.flow.work import keep_finished
from engine.match import TextMatcher
from engine.pipeline import screen_files
from engine.triage.judged import judge
from engine.triage.judged_adverts import JudgedAdverts
from engine.triage.wordings import Wordings

_TEXTS = (
    "保本保息，年化{n}%，随时赎回，电话1381234{n:04}",
    "投{n}万返{m}万，当天到账，额度有限，加微信咨询",
    "三月春装上新，凭短信到店有礼，电话1381234{n:04}",
    "【某某商贸】无抵押贷款，只需身份证，当天放款，电话1381234{n:04}",
    "区处非办提示：警惕保本高息，参与非法集资风险自负。",
    "今日气温{n}度，出行请带伞",
)
_FILES = ("entities.csv", "adverts.csv", "evidence.csv", "leads.xlsx")


def _adverts(folder: Path) -> Path:
    rows = [text.format(n=n, m=n + 1) for n in range(3, 30) for text in _TEXTS]
    file = folder / "ads.csv"
    file.write_text("编号,广告内容\n" + "".join(f"{i},{t}\n" for i, t in enumerate(rows)), "utf-8")
    return file


@pytest.mark.parametrize("workers", [1, 2])
def test_parts_make_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    ruleset, file = load_ruleset(), _adverts(tmp_path)
    screen_files(adverts=[file], ruleset=ruleset).write(tmp_path / "at-once")
    for module, name, size in ((texts, "_MANY", 10), (texts, "_PART", 40), (whole, "_PART", 50)):
        monkeypatch.setattr(module, name, size)
    plan = Plan(tmp_path / "work", workers=workers, chunk=60, large=1)
    screen_files(adverts=[file], ruleset=ruleset, plan=plan).write(tmp_path / "in-parts")
    for name in _FILES:
        first, second = (tmp_path / out / name for out in ("at-once", "in-parts"))
        assert first.read_bytes() == second.read_bytes(), name


def test_what_was_read_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruleset, file, said = load_ruleset(), _adverts(tmp_path), list[str]()
    screen_files(adverts=[file], ruleset=ruleset).write(tmp_path / "at-once")
    monkeypatch.setattr(texts, "_PART", 40)
    work, read = tmp_path / "work", TextMatcher.find
    asked: list[int] = []

    def reading(*told: object) -> object:
        asked.append(1)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return read(*told)  # type: ignore[arg-type]

    monkeypatch.setattr(TextMatcher, "find", reading)
    with pytest.raises(KeyboardInterrupt):
        screen_files(adverts=[file], ruleset=ruleset, plan=Plan(work, chunk=60))
    assert keep_finished(work)
    plan = Plan(work, chunk=60, resume=True, said=said.append)
    screen_files(adverts=[file], ruleset=ruleset, plan=plan).write(tmp_path / "resumed")
    different = {line.partition(",")[2] for line in file.read_text("utf-8").splitlines()[1:]}
    parts = -(-len(different) // 40)
    assert len(asked) == 1 + parts, "two were known"
    assert "已读过的广告不再读" in said[0]
    for name in _FILES:
        first, second = (tmp_path / out / name for out in ("at-once", "resumed"))
        assert first.read_bytes() == second.read_bytes(), name


def test_a_stop_after_the_chunks_is_gone_on_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    firms = tmp_path / "firms.csv"
    rows = "".join(f"云泉县{n}号投资管理有限公司,投资管理,平罗县团结路{n}号\n" for n in range(90))
    firms.write_text("企业名称,经营范围,住所\n" + rows, "utf-8")
    ruleset, work, said = load_ruleset(), tmp_path / "work", list[str]()
    plan = Plan(tmp_path / "first", chunk=30)
    screen_files([firms], ruleset=ruleset, plan=plan).write(tmp_path / "at-once")
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "whole", _stopped)
        with pytest.raises(KeyboardInterrupt):
            screen_files([firms], ruleset=ruleset, plan=Plan(work, chunk=30))
    assert keep_finished(work)
    plan = Plan(work, chunk=30, resume=True, said=said.append)
    screen_files([firms], ruleset=ruleset, plan=plan).write(tmp_path / "resumed")
    assert "上次已筛查 90 户" in said[0]
    for name in _FILES:
        first, second = (tmp_path / out / name for out in ("at-once", "resumed"))
        assert first.read_bytes() == second.read_bytes(), name


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_advertisers_are_judged_as_each_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruleset, file = load_ruleset(), _adverts(tmp_path)
    screen_files(adverts=[file], ruleset=ruleset).write(tmp_path / "alike")
    monkeypatch.setattr(JudgedAdverts, "judge", lambda self, entity: judge(entity, ruleset))
    screen_files(adverts=[file], ruleset=ruleset).write(tmp_path / "each")
    for name in _FILES:
        first, second = (tmp_path / out / name for out in ("alike", "each"))
        assert first.read_bytes() == second.read_bytes(), name


def test_parts_of_which_one_is_coded_and_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    ruleset = load_ruleset()
    different = [f"民间借贷，急用钱找我，电话1540000{n:04}" for n in range(1500)]
    ads = pd.DataFrame({"广告内容": [*different, *["新店开业，欢迎光临"] * 1500]})
    at_once = screen(adverts=ads, ruleset=ruleset)
    monkeypatch.setattr("engine.flow.whole._PART", 1500)
    in_parts = screen(adverts=ads, ruleset=ruleset)
    for name in ("adverts", "evidence", "entities"):
        pd.testing.assert_frame_equal(getattr(at_once, name), getattr(in_parts, name))


def test_reasons_are_told_as_of_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers that are the same in some texts and not in others are quoted once there, and twice here."""
    ruleset = load_ruleset()
    said = [
        f"{text}，{one}1540000{n:04}，{other}1540000{m:04}"
        for one, other in (("电话", "或"), ("电话", ""), ("", "电话"), ("电话", "电话"))
        for text in (
            "急用钱找我，无抵押放款{n}万|当天到账100%",
            "投{n}万返{m}万，保本{n}%，",
            "新店开业",
        )
        for n, m in ((1, 2), (3, 3), (4, 5), (6, 6), (7, 1540))
    ]
    texts = [text.format(n=at, m=at + at % 3) for at, text in enumerate(said, 1)]
    ads = pd.DataFrame({"广告内容": [*texts, "加1540，电话15400001540", "加1541，电话15400001540"]})
    alike = screen(adverts=ads, ruleset=ruleset)
    monkeypatch.setattr(Wordings, "of", lambda *_: None)
    each = screen(adverts=ads, ruleset=ruleset)
    assert alike.adverts["reasons"].str.contains("154", regex=False).any()
    for name in ("adverts", "evidence", "entities"):
        pd.testing.assert_frame_equal(getattr(alike, name), getattr(each, name))
