"""A whole season on the sample township: June list, workbooks of the villages, a second run,
transfers, monthly reports, October summary; every figure of every paper is counted again."""

import datetime as dt
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest

from engine.cases import CaseStore, keep, read_findings, remember
from engine.cases.figures import COLUMNS
from engine.cases.papers import for_case, for_period
from engine.model.errors import UsageError
from engine.pipeline import Run, screen_files
from engine.ruleset import RuleSet
from engine.score import index

SAMPLES = Path(__file__).resolve().parents[2] / "data/samples"
MEASURES = ["警示约谈", "移送公安", "排除（误报）", "责令整改规范", "移交市场监管"]


def _sweep(db: Path, day: dt.datetime, out: Path, ruleset: RuleSet) -> Run:
    files = {k: [SAMPLES / f"{k}.csv"] for k in ("registrations", "adverts", "tips", "licences", "territory")}  # fmt: skip
    run = screen_files(**files, ruleset=ruleset)  # type: ignore[arg-type]
    with CaseStore.open(db, "专班", create=True, now=day) as store:
        remember(run, store, lambda points: index(points, ruleset.pack))
        run.write(out)
        keep(run, store)
    return run


@pytest.fixture(scope="module")
def season(
    tmp_path_factory: pytest.TempPathFactory, ruleset: RuleSet
) -> tuple[Path, Path, Run, Run]:
    home = tmp_path_factory.mktemp("season")
    db = home / "office.db"
    june = _sweep(db, dt.datetime(2026, 6, 1, 9), home / "六月", ruleset)
    # Two territories fill in their own rows in a copy each, the others share one.
    book = openpyxl.load_workbook(home / "六月/leads.xlsx")
    sheet = book["线索清单"]
    columns = {str(c.value).replace("\n", ""): c.column for c in sheet[1]}
    territory = columns["责任区"]
    areas = sorted({sheet.cell(r, territory).value or "" for r in range(2, sheet.max_row + 1)})
    number = 0
    for shared in (areas[1:2], areas[2:3], areas[3:]):
        copy = openpyxl.load_workbook(home / "六月/leads.xlsx")
        mine = copy["线索清单"]
        for row in range(2, mine.max_row + 1):
            if mine.cell(row, territory).value not in shared:
                continue
            number += 1
            if number % 4 == 0:
                continue  # nobody got there yet
            mine.cell(row, columns["核查人"], "甲、乙")
            mine.cell(row, columns["核查日期"], f"2026-0{6 + number % 3}-1{number % 9}")
            mine.cell(row, columns["处置措施"], MEASURES[number % len(MEASURES)])
        copy.save(home / f"{shared[0]}.xlsx")
    with CaseStore.open(db, "专班", now=dt.datetime(2026, 8, 20, 9)) as store:
        for file in sorted(home.glob("*.xlsx")):
            report = store.import_findings(read_findings(file))
            assert not report.conflicts
            assert not report.unknown
    september = _sweep(db, dt.datetime(2026, 9, 1, 9), home / "九月", ruleset)
    return home, db, june, september


def _tables(file: Path) -> list[list[list[str]]]:
    return [
        [[c.text for c in row.cells] for row in t.rows] for t in docx.Document(str(file)).tables
    ]


def _text(file: Path) -> str:
    return "\n".join(p.text for p in docx.Document(str(file)).paragraphs)


def test_second_run_settles_what_was_found_harmless(season: tuple[Path, Path, Run, Run]) -> None:
    _, db, june, september = season
    with CaseStore.open(db) as store:
        cleared = [c for c in store.cases() if c["处置措施"] == "排除（误报）"]
    assert cleared
    leads = [set(run.entities[run.entities["disposition"] == "线索"]["entity_id"]) for run in (june, september)]  # fmt: skip
    assert leads[0] - leads[1] == {c["entity_id"] for c in cleared}
    assert leads[1] <= leads[0]


@pytest.mark.parametrize("month", ["", "2026-06", "2026-07", "2026-08"])
def test_figures_are_the_rows_of_the_store(
    season: tuple[Path, Path, Run, Run], month: str, tmp_path: Path
) -> None:
    _, db, _, _ = season
    with CaseStore.open(db) as store:
        file = for_period(store, "monthly" if month else "summary", month, "territory", tmp_path, None)  # fmt: skip
        cases = store.cases()
    if month and month != "2026-06":
        cases = [c for c in cases if c["核查日期"].startswith(month)]
    tables = _tables(file)
    for key in ("territory", "sector"):
        wanted = Counter(c[key] or {"territory": "未划定", "sector": "未分类"}[key] for c in cases)
        rows = next(
            {row[0]: row for row in table[1:]}
            for table in tables
            if table[0] == [{"territory": "责任区", "sector": "行业"}[key], *COLUMNS]
        )
        assert {k: int(row[1]) for k, row in rows.items() if k != "合计"} == wanted
        assert int(rows["合计"][1]) == len(cases)
        # Columns add up, bands to the leads and lines to the total.
        body = [[int(x) for x in row[1:]] for k, row in rows.items() if k != "合计"]
        assert [sum(column) for column in zip(*body, strict=True)] == [
            int(x) for x in rows["合计"][1:]
        ]
        assert all(line[0] == sum(line[1:4]) for line in body)
    assert f"{len(cases)} 户" in _text(file)


def test_the_ledger_lists_every_row_once(
    season: tuple[Path, Path, Run, Run], tmp_path: Path
) -> None:
    _, db, _, _ = season
    with CaseStore.open(db) as store:
        known = Counter(c["name"] for c in store.cases())
        for by in ("territory", "department"):
            file = for_period(store, "ledger", "", by, tmp_path, None)
            assert Counter(row[0] for table in _tables(file) for row in table[1:]) == known


def test_a_month_that_nobody_screened_is_no_zero_report(
    season: tuple[Path, Path, Run, Run], tmp_path: Path
) -> None:
    _, db, _, _ = season
    with CaseStore.open(db) as store:
        file = for_period(store, "monthly", "2025-01", "territory", tmp_path, None)
        assert "特此零报告" not in _text(file)
        assert "没有做过筛查" in _text(file)
        with pytest.raises(UsageError, match="2099-01 还没有到"):
            for_period(store, "monthly", "2099-01", "territory", tmp_path, None)


def test_transfer_has_the_four_elements_and_the_notice_keeps_tips_secret(
    season: tuple[Path, Path, Run, Run], tmp_path: Path
) -> None:
    _, db, _, _ = season
    with CaseStore.open(db) as store:
        told = next(c for c in store.cases() if c["source"] == "举报反映")
        transfer = for_case(store, "transfer", told["entity_id"], tmp_path, None)
        notice = for_case(store, "talk", told["entity_id"], tmp_path, None)
    tables = _tables(transfer)
    assert [row[0] for row in tables[2][1:]] == ["非法性", "公开性", "利诱性", "社会性"]
    assert any(row[0] == "举报反映" for row in tables[3][1:])
    assert "待核查" in _text(transfer)
    assert "反映" not in _text(notice)
    assert "线索" not in _text(notice).replace("疑似线索", "")


def test_an_office_may_bring_its_own_template(
    season: tuple[Path, Path, Run, Run], tmp_path: Path
) -> None:
    _, db, _, _ = season
    own = docx.Document()
    own.add_paragraph("本县自用：{{ name }}")
    (tmp_path / "t").mkdir()
    own.save(str(tmp_path / "t/talk.docx"))
    with CaseStore.open(db) as store:
        case = store.cases()[0]
        file = for_case(store, "talk", case["entity_id"], tmp_path / "out", tmp_path / "t")
    assert _text(file) == f"本县自用：{case['name']}"
