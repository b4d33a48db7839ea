"""What is odd rather than hostile: it is read where it can be told what is meant, and otherwise named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.cases.days import completed
from engine.cluster import connect
from engine.model.errors import InputError, UsageError
from engine.study.evaluate import evaluate_folder
from engine.study.evaluate_text import human
from engine.text.bodies import bodies
from engine.text.scorecard import Scorecard
from tests.command import saolou

from .case import HEAD, TABLE


def _problems(out: Path) -> list[str]:
    sheet = openpyxl.load_workbook(out / "leads.xlsx", read_only=True)["数据问题"]
    return [str(row[5]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_ruined_codes_are_one_line(tmp_path: Path) -> None:
    names = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    rows = [f"平罗县鑫盛{one}投资咨询有限公司,9.1E+17,投资咨询,平罗县1号,," for one in names]
    (tmp_path / "in.csv").write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    done = saolou("screen", str(tmp_path / "in.csv"), "--out", str(tmp_path / "out"))
    assert "有 22 个“统一社会信用代码”被 Excel 损坏" in done.stderr + done.stdout
    (told,) = (said for said in _problems(tmp_path / "out") if "损坏" in said)
    assert "共有 22 个单元格" in told
    assert "第 1 条（Excel 第 2 行）9.1E+17、第 2 条（Excel 第 3 行）" in told


@pytest.mark.parametrize(
    "columns", [{"起号": "1", "止号": "99"}, {"号段": "1-99"}, {"门牌号段": "1号至99号"}]
)
def test_house_numbers_under_other_headings(columns: dict[str, str]) -> None:
    firms = pd.DataFrame(
        {"企业名称": ["平罗县甲投资公司", "平罗县乙投资公司"], "住所": ["团结东路18号", "团结东路180号"]}
    )  # fmt: skip
    areas = pd.DataFrame([{"网格名称": "一网格", "路名": "团结东路", **columns}])
    run = screen(firms, territory=areas)
    assert dict(zip(run.entities["name"], run.entities["territory"], strict=True)) == {
        "平罗县甲投资公司": "一网格",
        "平罗县乙投资公司": "",
    }


def test_each_body_is_named_once() -> None:
    assert bodies(["商务、市场监管部门", "商务、市场监管、网信部门", "公安机关、公安部门"]) == [
        "商务部门",
        "市场监管部门",
        "网信部门",
        "公安机关",
    ]


@pytest.mark.parametrize("on", ["local:999", "local:99999999"])
def test_more_processes_than_the_machine_has(on: str) -> None:
    with pytest.raises(UsageError, match="本机最多写 local:"):
        connect._check(on)
    connect._check("local:2")


@pytest.mark.parametrize("command", [["check"], ["new", "AD-X-001"], ["fmt"], ["lock"]])
def test_a_folder_of_rules_that_is_none(command: list[str], tmp_path: Path) -> None:
    missing = str(tmp_path / "没有")
    done = saolou("rules", *command, "--rules", missing)
    assert done.returncode == 2
    assert "没有文件夹" in done.stderr
    assert "overlay.yaml" in done.stderr
    assert not Path(missing).exists()


def _labelled(folder: Path, labels: str) -> Path:
    (folder / "adverts.csv").write_text("编号,广告内容\nA1,月息两分保本\n", encoding="utf-8")
    (folder / "labels_adverts.csv").write_text(labels, encoding="utf-8")
    return folder


def test_a_label_without_a_record_is_no_miss(tmp_path: Path) -> None:
    folder = _labelled(tmp_path, "编号,是否可疑\nA1,是\nA9,是\n")
    (report,) = found = evaluate_folder(folder, load_ruleset())
    assert [case.key for case in report.cases] == ["A1"]
    assert report.without_record == ["labels_adverts.csv 第 2 行（A9）"]
    assert "labels_adverts.csv 第 2 行（A9）" in human(found, [], 5, cuts=False)


def test_labels_of_which_none_has_a_record(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="一条记录也没有（第一条是“B1”）"):
        evaluate_folder(_labelled(tmp_path, "编号,是否可疑\nB1,是\n"), load_ruleset())


def test_a_wrong_answer_is_told_under_the_heading_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="第 1 行的“是否可疑”是“也许”，只能写 是、否、1、0"):
        evaluate_folder(_labelled(tmp_path, "编号,是否可疑\nA1,也许\n"), load_ruleset())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("8.4", "2026-08-04"),
        ("8月4日", "2026-08-04"),
        ("８／４", "2026-08-04"),
        ("8.04", "2026-08-04"),
        ("8.1", ""),  # or 8.10
        ("昨天", ""),
        ("2.30", ""),
        ("1.15", ""),  # far from all other days
    ],
)
def test_a_day_without_its_year(text: str, day: str) -> None:
    known = {dt.date(2026, 7, 30), dt.date(2026, 8, 6)}
    found = completed(text, known)
    assert (found.isoformat() if found else "") == day
    assert completed(text, ()) is None


def test_a_day_at_the_turn_of_the_year() -> None:
    assert completed("12.28", {dt.date(2027, 1, 5)}) == dt.date(2026, 12, 28)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12.28", ""),
        ("1月5日", ""),
        ("11.29", ""),
        ("11.28", "2026-11-28"),
        ("11月3日", "2026-11-03"),
    ],
)
def test_a_day_not_yet_come_is_none(text: str, day: str) -> None:
    found = completed(text, {dt.date(2026, 11, 20)}, today=dt.date(2026, 11, 28))
    assert (found.isoformat() if found else "") == day


def test_a_day_of_the_other_year_where_this_one_is_to_come() -> None:
    known = {dt.date(2025, 12, 20), dt.date(2026, 11, 20)}
    assert completed("12.28", known) is None
    assert completed("12.28", known, today=dt.date(2026, 11, 28)) == dt.date(2025, 12, 28)


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (["公安部门", "市场监管部门", "公安机关"], ["公安部门", "市场监管部门"]),
        (["公安机关", "商务部门", "公安部门", "商务部门"], ["公安机关", "商务部门"]),
        (["商务、市场监管部门", "网信部门", "商务部门"], ["商务部门", "市场监管部门", "网信部门"]),
        (["民政局", "教育局", "民政局"], ["民政局", "教育局"]),
    ],
)
def test_bodies_keep_the_order_in_which_they_are_named_first(
    parts: list[str], found: list[str]
) -> None:
    assert bodies(parts) == found


def test_a_day_that_may_be_of_two_years() -> None:
    assert completed("8.4", {dt.date(2025, 8, 1), dt.date(2026, 8, 1)}) is None


def test_weights_are_read_once_and_not_for_each_tip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    tips = [
        f"T{at},热线,平罗县鑫盛通投资咨询有限公司,{at}号，老人把钱都交给他们" for at in range(60)
    ]
    (tmp_path / "t.csv").write_text(
        "\n".join(["编号,来源,被反映对象,内容", *tips]), encoding="utf-8"
    )
    read, load = [], Scorecard.load.__func__  # type: ignore[attr-defined]

    def counted(cls: type[Scorecard], text: str) -> Scorecard:
        read.append(len(text))
        made: Scorecard = load(cls, text)
        return made

    monkeypatch.setattr(Scorecard, "load", classmethod(counted))
    given = ("screen", str(tmp_path / "in.csv"), "--tips", str(tmp_path / "t.csv"))
    done = saolou(*given, "--workers", "1", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert len(read) < 20
