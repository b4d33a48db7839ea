"""Whatever a drop-down of the workbook offers is taken when it comes back, and told by the next run."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from engine import screen
from engine.cases import CaseStore, keep, read_findings, remember
from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.score import index
from tests.cases.conftest import ADS, FIRMS

JUNE, JULY = dt.datetime(2026, 6, 15, 9), dt.datetime(2026, 7, 15, 9)
DISMISSED = "云泉县财富广场物业服务有限公司"
MORE = pd.DataFrame(
    {
        "企业名称": [DISMISSED, "云泉县兴农小额贷款有限公司", "云泉县云龙商贸有限公司", "云泉县云龙餐饮有限公司"],
        "统一社会信用代码": ["91640221MA00000013", "91640221MA0000001R", "", ""],
        "法定代表人": ["钱戊", "孙己", "周庚", "吴辛"],
        "联系电话": [""] * 4,
        "住所": ["清渠镇健康路5号", "清渠镇健康路7号", "清渠镇健康路9号", "清渠镇健康路11号"],
        "经营范围": ["物业服务；不得从事吸收存款等金融业务", "小额贷款", "日用百货", "餐饮服务"],
    }
)  # fmt: skip
TIPS = pd.DataFrame(
    {
        "编号": ["T1", "T2"],
        "受理时间": ["2026-05-02"] * 2,
        "被反映对象": ["桥头发传单的人", ""],
        "地点": ["清渠镇健康路21号", ""],
        "内容": ["向老人集资，承诺保本高息", "有人向老人集资，承诺保本高息"],
    }
)
NOBODY = ADS[:1].assign(编号="G3", 广告主="云龙", 广告内容="保本保息，年化20%，五千元起投")
BAD = pd.DataFrame({"企业名称": [""], "经营范围": ["没有名称的一行"]})


def _run(db: Path, ruleset: RuleSet, now: dt.datetime, out: Path) -> Run:
    firms = pd.concat([FIRMS, MORE, BAD]).fillna("")
    ads = pd.concat([ADS, NOBODY])
    found = screen(firms, adverts=ads, tips=TIPS, ruleset=ruleset)
    with CaseStore.open(db, "经办人", create=True, now=now) as store:
        remember(found, store, lambda points: index(points, ruleset.pack))
        found.write(out)
        keep(found, store)
    return found


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory, ruleset: RuleSet) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("listed")
    _run(folder / "office.db", ruleset, JUNE, folder / "六月")
    return folder / "office.db", folder / "六月/leads.xlsx"


def _columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).replace("\n", ""): cell.column for cell in sheet[1]}


def _rows(sheet: Worksheet) -> Iterator[int]:
    """Those that somebody fills in: no headings of stops, no second half of an advert."""
    columns = _columns(sheet)
    names = ("广告主或对象", "企业名称、电话", "企业名称统一社会信用代码", "广告编号", "说明")
    named = next(columns[name] for name in names if name in columns)
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, named).value:
            yield row


def _filled(book: Path, target: Path, turn: int) -> dict[str, str]:
    """Every drop-down of every sheet has its value number ``turn`` in all its rows; sheet → value."""
    loaded = openpyxl.load_workbook(book)
    told = {}
    for sheet in loaded:
        for choice in sheet.data_validations.dataValidation:
            if choice.type != "list":
                continue
            values = choice.formula1.strip('"').split(",")
            column = next(iter(choice.sqref.ranges)).min_col
            for row in _rows(sheet):
                sheet.cell(row, column, values[turn % len(values)])
                told[sheet.title] = values[turn % len(values)]
    loaded.save(target)
    return told


def test_every_value_of_every_drop_down_is_taken(listed: tuple[Path, Path], tmp_path: Path) -> None:
    db, book = listed
    sheets: set[str] = set()
    for turn in range(17):
        told = _filled(book, tmp_path / "填.xlsx", turn)
        found = read_findings(tmp_path / "填.xlsx")
        sheets |= told.keys()
        by_sheet = groupby(found, key=lambda one: one.place.partition("“")[2].partition("”")[0])
        for sheet, group in by_sheet:
            rows = [*group]
            fresh = shutil.copy(db, tmp_path / "库.db")
            with CaseStore.open(fresh, "张三", now=JULY) as store:
                report = store.import_findings(rows)
            lost = (report.untaken, report.unknown, report.unplaced, report.conflicts)
            assert lost == ([], [], [], []), (sheet, told[sheet])
            assert report.differing == [], (sheet, told[sheet])
            assert report.changed or report.noted or report.closed, (sheet, told[sheet])
            with CaseStore.open(fresh, "张三", now=JULY) as store:
                again = store.import_findings(rows)
                assert (again.changed, again.same) == (0, report.changed + report.same), sheet
                _, undone = store.undo(report.batch)
                assert len(undone) == report.changed, sheet
            told.pop(sheet)
        # What is left was filled in and not even read.
        assert not told
    assert sheets == {
        "线索清单",
        "扫楼路线",
        "案头核查",
        "广告线索",
        "持牌核对",
        "已排除",
        "数据问题",
    }


def _fill(listed: tuple[Path, Path], tmp_path: Path, sheet: str, **values: str) -> Path:
    """The store after an import of one sheet with these values in all its rows."""
    db, book = listed
    loaded = openpyxl.load_workbook(book)
    columns = _columns(loaded[sheet])
    for row in _rows(loaded[sheet]):
        for name, value in values.items():
            loaded[sheet].cell(row, columns[name], value)
    loaded.save(tmp_path / "填.xlsx")
    fresh = shutil.copy(db, tmp_path / f"{sheet}.db")
    with CaseStore.open(fresh, "张三", now=JULY) as store:
        store.import_findings(read_findings(tmp_path / "填.xlsx"))
    return Path(fresh)


def _cells(book: Path, sheet: str) -> str:
    rows = openpyxl.load_workbook(book)[sheet].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row if cell)


def test_what_a_review_makes_a_lead_is_one_until_somebody_was_there(
    listed: tuple[Path, Path], tmp_path: Path, ruleset: RuleSet
) -> None:
    db = _fill(listed, tmp_path, "已排除", 复核意见="转为线索", 复核人="李四")
    for month in (7, 8):
        run = _run(db, ruleset, dt.datetime(2026, month, 20), tmp_path / str(month))
        row = run.entities.set_index("name").loc[DISMISSED]
        assert (row["disposition"], row["band"]) == ("线索", "低")
        # Why it had been left out is no reason to go, but it is told.
        assert re.search("转为线索）：(企业名称|经营范围)“", row["reasons"])
        assert "|" not in row["reasons"]
        assert "前次：列在“已排除”，当时的原因：" in row["remarks"]
        assert row["sector"]
        told = _cells(tmp_path / str(month) / "leads.xlsx", "线索清单")
        assert "等级“低”是复核转为线索时定的" in told
    filled = _fill((db, tmp_path / "8/leads.xlsx"), tmp_path, "线索清单", 处置措施="未发现异常")
    run = _run(filled, ruleset, dt.datetime(2026, 9, 20), tmp_path / "9")
    assert run.entities.set_index("name").loc[DISMISSED, "disposition"] == "已排除"


@pytest.mark.parametrize("opinion", ["同意排除", "待进一步了解"])
def test_another_opinion_is_told_beside_the_cause(
    listed: tuple[Path, Path], tmp_path: Path, ruleset: RuleSet, opinion: str
) -> None:
    db = _fill(listed, tmp_path, "已排除", 复核意见=opinion)
    _run(db, ruleset, JULY, tmp_path / "七月")
    assert f"复核意见：{opinion}" in _cells(tmp_path / "七月/leads.xlsx", "已排除")


@pytest.mark.parametrize(
    ("sheet", "values", "told"),
    [
        ("广告线索", {"处置措施": "警示约谈", "备注": "传单已收"}, "警示约谈，传单已收"),
        ("案头核查", {"处置措施": "持续监测", "核查人": "王五"}, "持续监测，王五"),
        ("数据问题", {"处理情况": "待补报"}, "待补报"),
    ],
)
def test_what_was_done_about_no_firm_is_told_when_it_comes_again(
    listed: tuple[Path, Path],
    tmp_path: Path,
    ruleset: RuleSet,
    sheet: str,
    values: dict[str, str],
    told: str,
) -> None:
    db = _fill(listed, tmp_path, sheet, **values)
    _run(db, ruleset, JULY, tmp_path / "七月")
    assert told in _cells(tmp_path / "七月/leads.xlsx", sheet)
    with CaseStore.open(db, "张三") as store:
        store.undo()
        assert store.db.execute("SELECT * FROM note").fetchall() == []


def test_a_tip_on_the_route_is_no_unknown_firm(listed: tuple[Path, Path], tmp_path: Path) -> None:
    db, book = listed
    loaded = openpyxl.load_workbook(book)
    sheet = loaded["扫楼路线"]
    columns = _columns(sheet)
    (row,) = [
        r for r in _rows(sheet) if "桥头" in str(sheet.cell(r, columns["企业名称、电话"]).value)
    ]
    sheet.cell(row, columns["备注"], "查无此人")
    # As in the workbooks of earlier versions, the tip is known by nothing but its subject.
    sheet.cell(row, columns["举报标识"], "")
    loaded.save(tmp_path / "旧.xlsx")
    sheet.cell(row, columns["举报标识"], "T")
    loaded.save(tmp_path / "新.xlsx")
    for name, unplaced in (("旧", 1), ("新", 0)):
        fresh = shutil.copy(db, tmp_path / "库.db")
        with CaseStore.open(fresh, "张三", now=JULY) as store:
            report = store.import_findings(read_findings(tmp_path / f"{name}.xlsx"))
        assert (report.unknown, len(report.unplaced)) == ([], unplaced)
        assert len(report.noted) == 1 - unplaced
