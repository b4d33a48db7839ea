"""The workbook of the next month tells of another visit; that is no contradiction."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.cases import CaseStore, Finding, papers
from engine.cases.figures import COLUMNS, Case, Figures, figures, sentences
from engine.cases.imported import ImportReport
from engine.cases.words import CLEARED, HANDLING, VISITED
from tests.cases.conftest import JULY, Sweep
from tests.command import saolou

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


SENT = COLUMNS.index("移送公安")


def _of_month(db: Path, month: str, monkeypatch: pytest.MonkeyPatch) -> Figures:
    told: list[Figures] = []

    def counted(cases: Sequence[Case]) -> Figures:
        told.append(figures(cases))
        return told[-1]

    monkeypatch.setattr(papers, "figures", counted)
    with CaseStore.open(db) as store:
        papers.for_period(store, "monthly", month, "territory", db.parent / "文", None)
    return told[-1]


def test_what_was_sent_stays_counted_after_a_visit_that_came_to_less(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _import(db, _row("五月", "2026-05-20", "移送公安"))
    before = _of_month(db, "2026-05", monkeypatch)
    assert before.total.counts[SENT] == 1
    _import(db, _row("六月", "2026-06-28", "持续监测"))
    assert _of_month(db, "2026-05", monkeypatch).total.counts == before.total.counts
    for month in ("2026-06", ""):
        found = _of_month(db, month, monkeypatch)
        counts = dict(zip(COLUMNS, found.total.counts, strict=True))
        assert (counts["移送公安"], counts["关注"], counts["已核查"]) == (1, 1, 1)
        assert any("仍然计入" in line for line in sentences(found))
    # Whoever was sent to the police, and found harmless later, has been sent.
    done = saolou("cases", "waive", JUXIN, "--reason", "公安不予立案", "--cases", str(db))
    assert done.returncode == 0, done.stderr
    assert _of_month(db, "", monkeypatch).total.counts[SENT] == 1


def test_a_slip_that_is_corrected_was_never_sent(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _import(db, _row("六月", "2026-06-18", "移送公安"))
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings([_row("更正", "2026-06-18", "警示约谈")], overwrite=True)
    assert _of_month(db, "2026-06", monkeypatch).total.counts[SENT] == 0
    _import(db, _row("七月", "2026-06-28", "移送公安"))
    assert _of_month(db, "2026-06", monkeypatch).total.counts[SENT] == 1
    with CaseStore.open(db, "张三") as store:
        store.undo()
    assert _of_month(db, "2026-06", monkeypatch).total.counts[SENT] == 0


def test_a_visit_that_decided_nothing_is_told(db: Path, sweep: Sweep) -> None:
    _import(db, _row("六月", "2026-06-18", "", 实际业务="空壳", 备注="王某说的"))
    row = sweep().entities.set_index("name").loc[JUXIN]
    told = row["remarks"]
    assert "2026-06-18 已核查，未写处置措施" in told
    assert row["own_words"] == "实际业务：空壳"
    assert "尚未登记" not in told
    assert "王某" not in told
