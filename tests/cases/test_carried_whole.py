"""Whoever visits a lead of an earlier run has what whoever visited it then had: questions, quotes, the
adverts, and who has the territory."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import screen
from engine.cases import CaseStore, keep, remember
from engine.cases.purge import purge
from engine.export.sheets.desk import NAME as DESK
from engine.export.told import at_the_door
from engine.pipeline import Run, screen_files
from engine.ruleset import RuleSet
from engine.score import index
from tests.cases.conftest import ADS, FIRMS, JULY, JUNE

AUGUST = dt.datetime(2026, 8, 3, 9)
JUXIN, NOBODY = "云泉县聚鑫投资管理有限公司", "候舟旅居"
SAID = "候舟旅居保本保息，年化20%，一万元起投，电话13912345678"
GIVEN = pd.concat(
    [
        ADS,
        pd.DataFrame(
            {
                "编号": ["G3"],
                "广告主": [NOBODY],
                "广告内容": [SAID],
                "媒体类型": ["短信"],
                "发布时间": ["2026-05-04"],
            }
        ),
    ]
).fillna("")
OTHER = ADS.iloc[:1].assign(编号="H1", 广告主="", 广告内容="今日特价，进店有礼")
AREA = pd.DataFrame(
    {
        "责任区": ["健康社区"],
        "地址关键词": ["健康路"],
        "责任人": ["甲一"],
        "联系电话": ["0952-7019999"],
    }
)
Sweep = Callable[..., Run]


@pytest.fixture
def sweep(db: Path, ruleset: RuleSet) -> Sweep:
    def run(
        now: dt.datetime,
        ads: pd.DataFrame = OTHER,
        territory: pd.DataFrame | None = None,
        out: Path | None = None,
        redact: bool = False,
    ) -> Run:
        found = screen(FIRMS, adverts=ads, territory=territory, ruleset=ruleset)
        with CaseStore.open(db, "经办人", create=True, now=now) as store:
            remember(found, store, lambda points: index(points, ruleset.pack))
            if out:
                found.write(out, redact=redact)
            keep(found, store)
        return found

    return run


def _row(run: Run, name: str) -> pd.Series:
    (row,) = [r for _, r in run.entities[run.entities["name"] == name].iterrows()]
    return row


def _line(folder: Path, sheet: str, name: str) -> str:
    """All cells of the row of a firm."""
    rows = openpyxl.load_workbook(folder / "leads.xlsx")[sheet].iter_rows(values_only=True)
    (line,) = [row for row in rows if any(str(c or "").startswith(name) for c in row)]
    return "\n".join(str(cell) for cell in line if cell)


@pytest.mark.parametrize("name", [JUXIN, NOBODY])
def test_the_questions_stay(sweep: Sweep, name: str) -> None:
    june = set(_row(sweep(JUNE, GIVEN), name)["checks"].split("|"))
    sweep(JULY)
    asked = _row(sweep(AUGUST), name)["checks"].split("|")
    assert june <= set(asked)
    assert len(asked) == len(set(asked))


def test_whose_it_is_stays_and_a_new_person_counts(sweep: Sweep) -> None:
    sweep(JUNE, GIVEN, AREA)
    july = _row(sweep(JULY), JUXIN)
    told = ("territory", "responsible", "responsible_phone")
    assert [july[name] for name in told] == ["健康社区", "甲一", "0952-7019999"]
    august = _row(sweep(AUGUST, territory=AREA.assign(责任人="乙二")), JUXIN)
    assert august["responsible"] == "乙二"


def test_nobody_is_named_for_another_territory(sweep: Sweep) -> None:
    sweep(JUNE, GIVEN, AREA)
    other = pd.DataFrame({"责任区": ["清渠村"], "地址关键词": ["清渠镇"], "责任人": [""]})
    july = _row(sweep(JULY, territory=other), JUXIN)
    assert (july["territory"], july["responsible"]) == ("清渠村", "")


def test_the_words_are_quoted_on_the_list(sweep: Sweep, tmp_path: Path) -> None:
    sweep(JUNE, GIVEN)
    sweep(JULY)
    sweep(AUGUST, out=tmp_path)
    assert "年化18%，一万元起投" in _line(tmp_path, "线索清单", JUXIN)
    assert "年化18%" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_advert_stands_on_the_desk(sweep: Sweep, tmp_path: Path) -> None:
    sweep(JUNE, GIVEN)
    sweep(JULY)
    sweep(AUGUST, out=tmp_path)
    desk = _line(tmp_path, DESK, NOBODY)
    assert SAID in desk
    assert "短信" in desk
    assert "G3\n（沿用2026-06-02）" in desk
    assert "运营商" in desk  # whom to ask, by its channel


def test_an_advert_that_is_told_again_stands_once(sweep: Sweep, tmp_path: Path) -> None:
    sweep(JUNE, GIVEN)
    sweep(JULY, GIVEN.iloc[2:], out=tmp_path)
    assert _line(tmp_path, DESK, NOBODY).count(SAID) == 1


def test_numbers_are_masked_outside_of_the_workbook(sweep: Sweep, tmp_path: Path) -> None:
    sweep(JUNE, GIVEN)
    sweep(JULY, out=tmp_path / "七月")
    for file in (tmp_path / "七月").iterdir():
        if file.suffix != ".xlsx":
            assert "13912345678" not in file.read_text(encoding="utf-8-sig"), file.name
    sweep(AUGUST, out=tmp_path / "转交", redact=True)
    assert "一万元起投，电话" not in _line(tmp_path / "转交", DESK, "候")


def test_purge_takes_adverts_and_persons(sweep: Sweep, db: Path) -> None:
    sweep(JUNE, GIVEN, AREA)
    with CaseStore.open(db, now=AUGUST) as store:
        purge(store, "2026-07-01")
        for case in store.cases():
            assert (case["adverts"], case["responsible"]) == ("[]", "")


def test_who_has_moved_is_nobodys_of_before(sweep: Sweep, db: Path) -> None:
    sweep(JUNE, GIVEN, AREA)
    moved = FIRMS.assign(住所="渠口镇富民路99号")
    run = screen(moved, adverts=OTHER)
    with CaseStore.open(db, now=JULY) as store:
        remember(run, store, lambda points: points)
    for name in (JUXIN, "云泉县恒通财富管理有限公司"):
        row = _row(run, name)
        assert (row["territory"], row["responsible"]) == ("", "")


def test_quotes_of_before_that_overlap_are_one(sweep: Sweep, tmp_path: Path) -> None:
    sweep(JUNE, GIVEN)
    sweep(JULY, out=tmp_path)
    book = openpyxl.load_workbook(tmp_path / "leads.xlsx")["线索清单"]
    (cell,) = [r[5] for r in book.iter_rows(values_only=True) if str(r[2]).startswith(NOBODY)]
    assert str(cell).count("〔正文〕") == 1


def test_what_two_tips_of_before_say_alike_is_said_once_at_the_door() -> None:
    told = [f"举报T{n}：沿用{day}：反映收存款（“集资”）" for n, day in ((1, "2026-06-02"), (2, ""))]
    assert at_the_door(told) == ["有举报：沿用2026-06-02：反映收存款"]


def test_every_firm_of_the_register_is_counted_once_and_who_is_carried_besides(
    db: Path, ruleset: RuleSet, tmp_path: Path
) -> None:
    """Of files, which have names to tell their rows apart by. One firm hits by its advert alone, and 候舟旅居
    is in no register."""
    plain = FIRMS.replace(
        {"云泉县福寿养老服务有限公司": "云泉县福寿商贸有限公司", "养老服务": "批发零售"}
    )
    ads = GIVEN.replace("云泉县福寿养老服务有限公司", "云泉县福寿商贸有限公司")
    plain.to_csv(tmp_path / "登记.csv", index=False)
    for now, some in ((JUNE, ads), (JULY, OTHER)):
        some.to_csv(tmp_path / "广告.csv", index=False)
        run = screen_files(
            [tmp_path / "登记.csv"], adverts=[tmp_path / "广告.csv"], ruleset=ruleset
        )
        with CaseStore.open(db, "经办人", create=True, now=now) as store:
            remember(run, store, lambda points: index(points, ruleset.pack))
            keep(run, store)
    assert _row(run, "云泉县福寿商贸有限公司")["disposition"] == "线索"
    counts = run.run["counts"]
    assert counts["entities"] == sum(counts["by_disposition"].values()) == len(run.entities)
    assert (counts["unregistered"], counts["carried_unregistered"]) == (0, 1)
    assert counts["entities"] + counts["without_hits"] - 1 == len(plain)
