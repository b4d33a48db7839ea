"""Somebody was there again and wrote down no measure: what was decided before settles nothing that he found."""

import datetime as dt
from pathlib import Path

import pytest

from engine.cases import CaseStore, Finding
from engine.cases.figures import COLUMNS, figures
from engine.cases.imported import ImportReport
from engine.cases.months import cases_of
from tests.cases.conftest import ADS, Sweep

JUXIN = "云泉县聚鑫投资管理有限公司"
CLEARED = "排除（误报）"
FIRST, SECOND = dt.datetime(2026, 6, 4, 9), dt.datetime(2026, 7, 1, 9)
MORE = ADS.assign(
    编号=["K1", "K2"],
    广告内容=["月息三分，保本，一万元起投，欢迎上门", ADS["广告内容"][1]],
    发布时间="2026-06-20",
)


def _visit(source: str, **values: str) -> Finding:
    filled = {name: value for name, value in values.items() if value}
    return Finding("", "", JUXIN, filled, source, source)


def _import(db: Path, now: dt.datetime, *rows: Finding, overwrite: bool = False) -> ImportReport:
    with CaseStore.open(db, "张三", now=now) as store:
        return store.import_findings(rows, overwrite=overwrite)


def _first(db: Path, done: str) -> None:
    _import(db, FIRST, _visit("六月.xlsx", 核查人="王", 核查日期="2026-06-03", 处置措施=done))


def _known(db: Path) -> tuple[str, str]:
    with CaseStore.open(db) as store:
        case = store.find(JUXIN)
        return case["核查日期"], case["处置措施"]


def _state(sweep: Sweep, ads: object = MORE) -> tuple[str, str]:
    row = sweep(now=dt.datetime(2026, 7, 2, 9), ads=ads).entities.set_index("name").loc[JUXIN]
    return str(row["disposition"]), str(row["case_state"])


@pytest.mark.parametrize("done", [CLEARED, "变更名称或经营范围", "关停取缔或吊销"])
def test_a_visit_that_confirms_what_is_new_closes_nothing(
    sweep: Sweep, db: Path, done: str
) -> None:
    sweep()
    _first(db, done)
    sweep(now=dt.datetime(2026, 6, 25, 9), ads=MORE)
    seen = {"核查人": "李", "核查日期": "2026-06-28", "实际业务": "正在向老人收款，月息三分"}
    report = _import(db, SECOND, _visit("七月.xlsx", **seen))
    assert report.again == [f"{JUXIN}：2026-06-03 {done}，2026-06-28 未写处置措施"]
    assert _known(db) == ("2026-06-28", "")
    assert _state(sweep) == ("线索", "在办")
    with CaseStore.open(db, "张三") as store:
        store.undo()
    assert _known(db) == ("2026-06-03", done)
    assert _state(sweep) == ("线索", "有变化")


def test_who_was_found_harmless_is_so_until_the_next_visit(sweep: Sweep, db: Path) -> None:
    sweep()
    _first(db, "未发现异常")
    _import(db, SECOND, _visit("七月.xlsx", 核查日期="2026-06-28", 实际业务="收存款"))
    assert _state(sweep, ADS) == ("线索", "在办")


@pytest.mark.parametrize("done", ["移送公安", "关停取缔或吊销", "已注销失联"])
def test_what_was_done_has_been_done(sweep: Sweep, db: Path, done: str) -> None:
    """Who looks after a firm that was closed, and finds the door locked, opens no case."""
    sweep()
    _first(db, done)
    _import(db, SECOND, _visit("七月.xlsx", 核查日期="2026-06-28", 实际业务="大门紧锁"))
    assert _known(db) == ("2026-06-28", done)
    assert _state(sweep, ADS) == ("线索", "已办结")


def test_who_says_harmless_once_more_decides_anew(sweep: Sweep, db: Path) -> None:
    sweep()
    _first(db, CLEARED)
    _import(db, SECOND, _visit("七月.xlsx", 核查日期="2026-06-28", 处置措施=CLEARED))
    with CaseStore.open(db) as store:
        (row,) = store.db.execute("SELECT decided, until FROM clearance").fetchall()
    assert tuple(row) == ("2026-06-28", "2027-06-28")


def test_a_transfer_stays_counted_where_the_case_is_in_hand_again(sweep: Sweep, db: Path) -> None:
    sweep()
    _first(db, "移送公安")
    sweep(now=dt.datetime(2026, 6, 25, 9), ads=MORE)
    _import(db, SECOND, _visit("七月.xlsx", 核查日期="2026-06-28", 实际业务="又在收款"))
    assert _known(db) == ("2026-06-28", "")
    with CaseStore.open(db, now=SECOND) as store:
        counts = figures(cases_of(store, "")).total.counts
    assert counts[COLUMNS.index("移送公安")] == 1


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_day_to_come_is_none_whatever_is_known(sweep: Sweep, db: Path, overwrite: bool) -> None:
    """A slip in a corrected copy: nothing of it is written, as nobody knows which visit it tells of."""
    sweep()
    _import(
        db, FIRST, _visit("leads.xlsx", 核查人="王", 核查日期="2026-06-03", 处置措施="警示约谈")
    )
    slip = _visit("leads.xlsx", 核查人="王", 核查日期="2062-06-10", 处置措施="持续监测")
    report = _import(db, SECOND, slip, overwrite=overwrite)
    assert [line for line in report.untaken if "“2062-06-10”还没有到" in line]
    assert [line for line in report.untaken if "这次核查的处置措施" in line]
    assert _known(db) == ("2026-06-03", "警示约谈")
    real = _visit("七月.xlsx", 核查人="王", 核查日期="2026-06-28", 处置措施="移送公安")
    report = _import(db, SECOND, real)
    assert (report.conflicts, _known(db)) == ([], ("2026-06-28", "移送公安"))


def test_a_day_to_come_that_an_earlier_version_took_stands_in_nobodys_way(
    sweep: Sweep, db: Path
) -> None:
    sweep()
    _first(db, "警示约谈")
    with CaseStore.open(db) as store:
        store.db.execute("UPDATE finding SET value = '2062-06-10' WHERE field = '核查日期'")
    _import(db, SECOND, _visit("七月.xlsx", 核查日期="2026-06-28", 处置措施="移送公安"))
    assert _known(db) == ("2026-06-28", "移送公安")
