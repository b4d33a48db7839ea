"""A workbook filled in twice, in sheets that are not kept, and what the next visitor reads."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from engine.cases import CaseStore, read_findings
from engine.cases.words import HANDLING
from engine.cli.cases import group
from tests.cases.conftest import JULY, Sweep, fill

JUXIN = "云泉县聚鑫投资管理有限公司"


@pytest.fixture
def book(sweep: Sweep, tmp_path: Path) -> Path:
    sweep(out=tmp_path / "六月")
    return tmp_path / "六月" / "leads.xlsx"


def _fill_in(book: Path, sheet: str, column: str, value: str, row: int | None = None) -> int:
    """Write into the first row of a sheet that has something, or into ``row``; returns the row."""
    loaded = openpyxl.load_workbook(book)
    cells = loaded[sheet]
    header = next(r for r in cells.iter_rows() if any(c.value == column for c in r))
    at = next(c.column for c in header if c.value == column)
    row = row or header[0].row + 1
    cells.cell(row, at, value)
    loaded.save(book)
    return row


@pytest.mark.parametrize("overwrite", [False, True])
def test_two_sheets_that_differ_are_a_conflict(
    book: Path, db: Path, tmp_path: Path, overwrite: bool
) -> None:
    filled = fill(book, tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "移送公安"}})
    route = openpyxl.load_workbook(filled)["扫楼路线"]
    row = next(c.row for r in route.iter_rows() for c in r if str(c.value).split("\n")[0] == JUXIN)
    _fill_in(filled, "扫楼路线", "处置措施", "持续监测", row)
    with CaseStore.open(db, "张三", now=JULY) as store:
        report = store.import_findings(read_findings(filled), overwrite=overwrite)
        assert store.find(JUXIN)[HANDLING] == ""  # nobody knows which counts
    (conflict,) = report.differing
    assert {conflict.known, conflict.new} == {"移送公安", "持续监测"}
    assert {"线索清单" in s for s in (conflict.known_source, conflict.source)} == {True, False}
    assert (report.changed, report.conflicts) == (0, [])


def test_what_is_not_kept_is_told_with_its_row(book: Path, db: Path) -> None:
    """An advert in a workbook of an earlier version, which does not say which it is."""
    row = _fill_in(book, "广告线索", "处置措施", "移送公安")
    loaded = openpyxl.load_workbook(book)
    header = next(cell for cell in loaded["广告线索"][1] if cell.value == "广告标识")
    loaded["广告线索"].delete_cols(header.column)
    loaded.save(book)
    findings = read_findings(book)
    with CaseStore.open(db, "张三", now=JULY) as store:
        report = store.import_findings(findings)
    assert (report.changed, report.unknown) == (0, [])
    assert [f"第 {row} 行写的“移送公安”" in said for said in report.untaken] == [True]


def test_the_next_list_says_what_was_done(
    book: Path, db: Path, tmp_path: Path, sweep: Sweep
) -> None:
    filled = fill(book, tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "责令整改规范"}})
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(filled))
    sweep(now=JULY, out=tmp_path / "七月")
    printed = openpyxl.load_workbook(tmp_path / "七月" / "leads.xlsx")
    for name in ("线索清单", "扫楼路线"):
        cells = [str(c.value) for r in printed[name].iter_rows() for c in r]
        said = [text for text in cells if text.startswith(f"{JUXIN}\n")]
        assert said, name
        assert all("责令整改规范】" in text for text in said), name
    others = [text for text in cells if "有限公司\n" in text and not text.startswith(JUXIN)]
    assert not any("前次" in text for text in others)


def test_a_day_to_come_purges_nothing_and_a_past_one_waives_nothing(book: Path, db: Path) -> None:
    run = CliRunner()
    for command in (
        ["purge", "--before", "2999-01-01"],
        ["waive", JUXIN, "--reason", "物业公司", "--until", "2001-01-01"],
    ):
        result = run.invoke(group, [*command, "--cases", str(db)])
        assert result.exit_code != 0, command
    with CaseStore.open(db) as store:
        assert store.find(JUXIN)[HANDLING] == ""
        assert any(c["legal_rep"] for c in store.cases())


def test_a_purge_says_how_many_of_them_are_in_hand(book: Path, db: Path) -> None:
    done = CliRunner().invoke(group, ["purge", "--before", "2026-07-01", "--cases", str(db)])
    assert "户在办。证据已清除" in done.output


def test_undo_names_what_it_takes_back(book: Path, db: Path, tmp_path: Path) -> None:
    filled = fill(book, tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "警示约谈"}})
    with CaseStore.open(db, "张三") as store:
        store.import_findings(read_findings(filled))
        _, changes = store.undo()
    assert [(c["name"], c["new"], c["source"]) for c in changes] == [(JUXIN, "警示约谈", "甲.xlsx")]


def test_of_a_visit_that_is_contradicted_nothing_is_written(
    book: Path, db: Path, tmp_path: Path
) -> None:
    """Or it would count as a visit, without anybody who was there."""
    both = {"核查日期": "2026-06-20", "备注": "门开着"}
    first = fill(book, tmp_path / "甲.xlsx", {JUXIN: {**both, "核查人": "甲一"}})
    second = fill(book, tmp_path / "乙.xlsx", {JUXIN: {**both, "核查人": "乙二"}})
    with CaseStore.open(db, "张三", now=JULY) as store:
        report = store.import_findings(read_findings(first, second))
        case = store.find(JUXIN)
    assert [case[name] for name in ("核查日期", "核查人", "备注")] == ["", "", ""]
    assert (report.changed, [one.field for one in report.differing]) == (0, ["核查人"])
    assert ["核查日期、备注" in said for said in report.untaken] == [True]


def test_what_contradicts_the_store_adds_nothing_to_the_visit(
    book: Path, db: Path, tmp_path: Path
) -> None:
    was = {"核查日期": "2026-06-20", "核查人": "甲一", "处置措施": "持续监测"}
    now = was | {"处置措施": "移送公安", "实际业务": "收存款"}
    with CaseStore.open(db, "张三", now=JULY) as store:
        first = fill(book, tmp_path / "甲.xlsx", {JUXIN: was})
        store.import_findings(read_findings(first))
        second = fill(book, tmp_path / "乙.xlsx", {JUXIN: now})
        report = store.import_findings(read_findings(second))
        assert (store.find(JUXIN)[HANDLING], store.find(JUXIN)["实际业务"]) == ("持续监测", "")
        assert (report.changed, report.same) == (0, 2)
        store.import_findings(read_findings(second), overwrite=True)
        assert (store.find(JUXIN)[HANDLING], store.find(JUXIN)["实际业务"]) == (
            "移送公安",
            "收存款",
        )
