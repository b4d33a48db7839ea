"""The workbook of the next month tells of another visit; that is no contradiction."""

from pathlib import Path

import pytest

from engine.cases import CaseStore, Finding
from engine.cases.imported import ImportReport
from engine.cases.store import CLEARED, HANDLING, VISITED
from tests.cases.conftest import JULY, Sweep

JUXIN = "云泉县聚鑫投资管理有限公司"


@pytest.fixture(autouse=True)
def _listed(sweep: Sweep) -> None:
    sweep()


def _row(month: str, day: str, done: str, **more: str) -> Finding:
    values = {VISITED: day, HANDLING: done, **more}
    filled = {name: value for name, value in values.items() if value}
    return Finding("", "", JUXIN, filled, f"{month}.xlsx", month)


def _import(db: Path, *rows: Finding) -> ImportReport:
    with CaseStore.open(db, "张三", now=JULY) as store:
        return store.import_findings(rows)


def _known(db: Path) -> tuple[str, str]:
    with CaseStore.open(db) as store:
        case = store.find(JUXIN)
        return case[VISITED], case[HANDLING]


def test_a_later_visit_is_taken_and_the_history_keeps_both(db: Path) -> None:
    _import(db, _row("六月", "2026-06-18", "警示约谈"))
    report = _import(db, _row("七月", "2026-06-28", "移送公安"))
    assert (report.conflicts, report.changed) == ([], 2)
    assert [JUXIN in said and "警示约谈" in said for said in report.again] == [True]
    assert _known(db) == ("2026-06-28", "移送公安")
    with CaseStore.open(db, "张三") as store:
        history = store.history(store.find(JUXIN)["entity_id"])
        assert [(c["old"], c["new"]) for c in history if c["field"] == HANDLING] == [
            ("", "警示约谈"),
            ("警示约谈", "移送公安"),
        ]
        store.undo()
    assert _known(db) == ("2026-06-18", "警示约谈")


@pytest.mark.parametrize("day", ["2026-06-18", "2026-06-01", "2027-06-28"])
def test_the_same_day_an_earlier_one_and_one_to_come_are_contradictions(db: Path, day: str) -> None:
    _import(db, _row("六月", "2026-06-18", "警示约谈"))
    report = _import(db, _row("七月", day, "移送公安"))
    assert HANDLING in [conflict.field for conflict in report.conflicts]
    assert report.again == []
    assert _known(db) == ("2026-06-18", "警示约谈")


def test_the_workbook_of_before_once_more_is_no_contradiction(db: Path) -> None:
    june = _row("六月", "2026-06-18", "警示约谈")
    july = _row("七月", "2026-06-28", "移送公安")
    _import(db, june)
    for rows in ((july,), (june,), (july, june)):
        report = _import(db, *rows)
        assert (report.conflicts, report.differing) == ([], [])
        assert _known(db) == ("2026-06-28", "移送公安")


def test_workbooks_of_two_months_at_once_are_two_visits(db: Path) -> None:
    report = _import(
        db, _row("七月", "2026-06-28", "移送公安"), _row("六月", "2026-06-18", "警示约谈")
    )
    assert (report.conflicts, report.differing) == ([], [])
    assert _known(db) == ("2026-06-28", "移送公安")


def test_without_a_day_of_the_first_visit_its_import_counts(db: Path) -> None:
    _import(db, _row("六月", "", "警示约谈"))
    report = _import(db, _row("七月", "2026-06-28", "移送公安"))
    assert [conflict.field for conflict in report.conflicts] == [HANDLING]


def test_who_was_found_harmless_is_so_no_longer_after_a_later_visit(db: Path) -> None:
    _import(db, _row("六月", "2026-06-18", CLEARED))
    _import(db, _row("七月", "2026-06-28", "移送公安"))
    with CaseStore.open(db) as store:
        assert store.db.execute("SELECT * FROM clearance").fetchall() == []
