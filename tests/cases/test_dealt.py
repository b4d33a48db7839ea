"""Who was dealt with before is counted next month, whether its files name him or not."""

import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from engine.cases import CaseStore, Finding
from engine.export.dealt import dealt_sentence
from engine.model.terms import CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON, SETTLED
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep

JUXIN, FUSHOU, COOP = FIRMS["企业名称"][:3]
AUGUST = dt.datetime(2026, 8, 15, 9)


@pytest.fixture
def closed(sweep: Sweep, db: Path) -> None:
    sweep()
    done = {JUXIN: "移送公安", FUSHOU: "关停取缔或吊销", COOP: "排除（误报）"}
    found = [
        Finding("", "", name, {"核查日期": "2026-06-20", "处置措施": how}, "六月.xlsx", name)
        for name, how in done.items()
    ]
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(found)


@pytest.mark.usefixtures("closed")
def test_those_that_no_file_names_are_counted(sweep: Sweep, tmp_path: Path) -> None:
    run = sweep(AUGUST, ads=ADS[:0], firms=FIRMS[3:], out=tmp_path / "八月")
    cases = run.run["cases"]
    assert [cases[kind] for kind in (CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON)] == [0, 2, 1]
    assert cases[SETTLED] == 3
    book = openpyxl.load_workbook(tmp_path / "八月/leads.xlsx")
    told = {row[0]: row[1] for row in book["说明"].iter_rows(values_only=True)}
    assert told["以前办过的"] == f"{dealt_sentence(run.run)}。"
    counted = {row[0]: row[1] for row in book["统计"].iter_rows(values_only=True, max_col=2)}
    assert (counted[CLOSED_QUIET], counted[HANDED_ON]) == (2, 1)


@pytest.mark.usefixtures("closed")
def test_who_is_closed_and_new_is_told_apart(sweep: Sweep) -> None:
    more = ADS.assign(编号=["G8", "G9"], 发布时间="2026-08-01", 广告内容="保本保息，月息3%")
    run = sweep(AUGUST, ads=more)
    cases = run.run["cases"]
    assert [cases[kind] for kind in (CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON)] == [2, 1, 0]
    assert "已办结仍有新线索 2 家" in dealt_sentence(run.run)
    assert "移送、移交中" not in dealt_sentence(run.run)


def test_without_anybody_dealt_with_nothing_is_said(sweep: Sweep) -> None:
    assert dealt_sentence(sweep().run) == ""
    assert dealt_sentence({}) == ""
