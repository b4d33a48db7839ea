"""What is taken back is as it was: whose file it was, how long a decision holds, of which day a note is."""

import datetime as dt
from pathlib import Path

import pytest

from engine.cases import CaseStore, Finding
from engine.cases.imported import ImportReport
from engine.cases.purge import purge
from tests.cases.conftest import JULY, JUNE, Sweep
from tests.command import saolou

JUXIN = "云泉县聚鑫投资管理有限公司"
CLEARED = "排除（误报）"


@pytest.fixture(autouse=True)
def _listed(sweep: Sweep) -> None:
    sweep()


def _row(source: str, **values: str) -> Finding:
    filled = {name: value for name, value in values.items() if value}
    return Finding("", "", JUXIN, filled, source, source)


def _import(db: Path, *rows: Finding, now: dt.datetime = JULY, **how: bool) -> ImportReport:
    with CaseStore.open(db, "张三", now=now) as store:
        return store.import_findings(rows, **how)


def _undo(db: Path, now: dt.datetime = JULY) -> None:
    with CaseStore.open(db, "张三", now=now) as store:
        store.undo()


def _decisions(db: Path) -> list[tuple[str, ...]]:
    with CaseStore.open(db) as store:
        return [tuple(row)[1:4] for row in store.db.execute("SELECT * FROM clearance")]


def _waive(db: Path, until: str = "2026-06-30") -> None:
    """As the command does, on a day of its own."""
    with CaseStore.open(db, "李四", now=JUNE) as store, store.batch() as batch:
        identity = store.find(JUXIN)["entity_id"]
        store.set_field(batch, identity, "处置措施", CLEARED, "命令")
        store.clear(identity, store.today, "自有资金", until)


WAIVED = ("2026-06-02", "2026-06-30", "自有资金")


@pytest.mark.parametrize(
    "later",
    [
        {"证照情况": "有执照"},  # tells nothing of the decision
        {"核查日期": "2026-06-28", "处置措施": CLEARED},  # decides anew
        {"核查日期": "2026-06-28", "处置措施": "移送公安"},  # ends it
        {"核查日期": "2026-06-28", "实际业务": "收存款"},
    ],
)
def test_a_decision_holds_as_long_as_it_did(db: Path, later: dict[str, str]) -> None:
    _waive(db)
    _import(db, _row("七月.xlsx", **later))
    _undo(db, dt.datetime(2026, 7, 5, 9))
    assert _decisions(db) == [WAIVED]
    _undo(db)
    assert _decisions(db) == []


def test_a_command_takes_no_remark_away(db: Path) -> None:
    _import(db, _row("七月.xlsx", 核查日期="2026-06-28", 备注="房东说只卖茶"))
    done = saolou("cases", "waive", JUXIN, "--reason", "自有资金", "--cases", str(db))
    assert done.returncode == 0, done.stderr
    with CaseStore.open(db) as store:
        assert store.find(JUXIN)["备注"] == "房东说只卖茶；自有资金"
        store.undo()
        assert store.find(JUXIN)["备注"] == "房东说只卖茶"


def test_two_batches_are_taken_back_one_by_one(db: Path) -> None:
    _waive(db)
    _import(db, _row("七月.xlsx", 核查日期="2026-06-28", 处置措施=CLEARED, 备注="看过账"))
    _import(db, _row("八月.xlsx", 核查日期="2026-07-01", 处置措施="移送公安"))
    assert _decisions(db) == []
    _undo(db)
    assert _decisions(db) == [("2026-06-28", "2027-06-28", "看过账")]
    _undo(db)
    assert _decisions(db) == [WAIVED]


def test_what_is_kept_of_a_decision_for_an_undo_is_purged_too(db: Path) -> None:
    _waive(db)
    _import(db, _row("七月.xlsx", 核查日期="2026-06-28", 处置措施="移送公安"))
    with CaseStore.open(db, now=JULY) as store:
        purge(store, "2026-06-30")
        assert "自有资金" not in "\n".join(store.db.iterdump())
        assert "|年化18%" not in "\n".join(store.db.iterdump())
        store.undo()
    assert _decisions(db) == [("2026-06-02", "2026-06-30", "")]


def test_what_is_put_back_is_of_the_file_that_it_was_of(db: Path) -> None:
    first = {"核查人": "王", "核查日期": "2026-06-10"}
    _import(db, _row("甲.xlsx", **first, 处置措施="警示约谈"))
    _import(db, _row("乙.xlsx", 核查人="王", 处置措施="持续监测"), overwrite=True)
    _undo(db)
    report = _import(db, _row("甲.xlsx", **first, 处置措施="责令整改规范"))
    assert (report.conflicts, [one.new for one in report.corrected]) == ([], ["责令整改规范"])
    report = _import(db, _row("乙.xlsx", 核查人="王", 处置措施="持续监测"))
    assert [one.known_source for one in report.conflicts] == ["甲.xlsx"]


def _note(source: str, day: str, said: str) -> Finding:
    values = {"核查日期": day, "实际业务": said}
    filled = {name: value for name, value in values.items() if value}
    return Finding("", "", "某某", filled, source, source, thing="AD1")


def _notes(db: Path) -> list[tuple[str, ...]]:
    with CaseStore.open(db) as store:
        return [tuple(row) for row in store.db.execute("SELECT * FROM note")]


NEW = _note("新.xlsx", "2026-06-20", "已查实，收款人跑路")
KNOWN = ("AD1", "某某", "已查实，收款人跑路", "2026-06-20")


@pytest.mark.parametrize("day", ["2026-06-01", "2026-06-20"])
def test_an_older_list_takes_no_note_away(db: Path, day: str) -> None:
    _import(db, NEW)
    old = _note("旧.xlsx", day, "未见异常")
    report = _import(db, old)
    assert (report.noted, _notes(db)) == ([], [KNOWN])
    (clash,) = report.conflicts
    assert (clash.known, clash.known_source) == ("2026-06-20 已查实，收款人跑路", "新.xlsx")
    assert (clash.new, clash.source) == (f"{day} 未见异常", "旧.xlsx")
    assert _import(db, old, overwrite=True).noted
    assert _notes(db) == [("AD1", "某某", "未见异常", day)]
    _undo(db)
    assert _notes(db) == [KNOWN]


@pytest.mark.parametrize(("source", "day"), [("旧.xlsx", "2026-06-28"), ("新.xlsx", "2026-06-20")])
def test_a_later_note_and_a_corrected_copy_are_taken(db: Path, source: str, day: str) -> None:
    _import(db, NEW)
    later = _note(source, day, "人已找到")
    assert _import(db, later).noted
    assert _notes(db) == [("AD1", "某某", "人已找到", day)]
    _undo(db)
    assert _notes(db) == [KNOWN]
    _undo(db)
    assert _notes(db) == []


def test_the_list_of_before_once_more_is_no_contradiction(db: Path) -> None:
    """Whoever imports the folder of all months finds there what he imported before."""
    for old in (NEW, _note("新.xlsx", "", "已查实，收款人跑路")):
        _import(db, old)
        _import(db, _note("七月.xlsx", "2026-06-28", "人已找到"))
        report = _import(db, old)
        assert (report.conflicts, report.noted, report.same) == ([], [], 1)
        assert _notes(db) == [("AD1", "某某", "人已找到", "2026-06-28")]


def test_a_note_of_a_day_to_come_is_of_today(db: Path) -> None:
    _import(db, _note("新.xlsx", "2062-06-20", "已查实"))
    assert _notes(db) == [("AD1", "某某", "已查实", "2026-07-01")]


TIP = "T" * 16


def _tip(source: str, day: str, done: str) -> Finding:
    values = {"核查日期": day, "处置措施": done}
    return Finding("", "", "老张理财", values, source, source, desk=True, tip=TIP)


def _closed(db: Path) -> str:
    with CaseStore.open(db) as store:
        return str(store.db.execute("SELECT closed FROM tip").fetchone()[0])


def test_an_older_list_says_nothing_else_of_a_closed_tip(db: Path) -> None:
    with CaseStore.open(db) as store:
        store.db.execute("INSERT INTO tip VALUES (?, ?, 1, 1, '')", (TIP, "{}"))
    assert _import(db, _tip("新.xlsx", "2026-06-20", "移送公安")).closed
    assert _closed(db) == "2026-06-20 移送公安"
    old = _tip("旧.xlsx", "2026-06-10", "未发现异常")
    report = _import(db, old)
    assert ([one.known for one in report.conflicts], report.closed) == (["2026-06-20 移送公安"], [])
    assert _closed(db) == "2026-06-20 移送公安"
    assert _import(db, _tip("七月.xlsx", "2026-06-28", "已注销失联")).closed
    assert _closed(db) == "2026-06-28 已注销失联"
    _undo(db)
    assert _closed(db) == "2026-06-20 移送公安"
