"""What an officer finds of a licence is taken, told on the next list, and counts as no lead."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine.cases import CaseStore, read_findings
from engine.cases.figures import figures
from engine.cases.words import HANDLING
from engine.model.errors import InputError, UsageError
from tests.cases.conftest import FIRMS, JULY, JUNE, Sweep

LENDER = "云泉县丰源小额贷款有限公司"
LICENSED = pd.concat(
    [
        FIRMS,
        pd.DataFrame(
            {
                "企业名称": [LENDER, "云泉县众信典当有限公司"],
                "统一社会信用代码": ["91640221000000008X", "91640221000000009X"],
                "法定代表人": ["甲乙丙", "丁戊己"],
                "联系电话": ["0952-7010008", ""],
                "住所": ["清渠镇健康路8号"] * 2,
                "经营范围": ["小额贷款业务", "典当业务"],
            }
        ),
    ],
    ignore_index=True,
)


def fill(book: Path, target: Path, cells: dict[str, str], sheet: str = "持牌核对") -> Path:
    loaded = openpyxl.load_workbook(book)
    page = loaded[sheet]
    columns = {str(c.value).split("\n")[0]: c.column for c in page[1]}
    rows = {str(r[1].value).split("\n")[0]: r[0].row for r in page.iter_rows(min_row=2)}
    for column, value in cells.items():
        page.cell(rows[LENDER], columns[column], value)
    loaded.save(target)
    return target


FOUND = {"核查人": "王、李", "核查日期": "2026.6.10", "证照情况": "未能出示", "备注": "说在补办|等"}


@pytest.fixture
def filled(sweep: Sweep, tmp_path: Path) -> Path:
    sweep(JUNE, firms=LICENSED, out=tmp_path / "六月")
    return fill(tmp_path / "六月/leads.xlsx", tmp_path / "回.xlsx", FOUND)


def test_the_result_is_taken(filled: Path, db: Path) -> None:
    with CaseStore.open(db, "张三", now=JULY) as store:
        leads = [case["entity_id"] for case in store.cases()]
        report = store.import_findings(read_findings(filled))
        assert (report.changed, report.unknown) == (4, [])
        case = store.find("丰源")
        assert (case["证照情况"], case["核查日期"], case["band"]) == (
            "未能出示",
            "2026-06-10",
            "持牌核对",
        )
        assert len(store.history(case["entity_id"])) == 4
        assert [c["name"] for c in store.checked()] == [LENDER]
        # No lead: no figure counts it, and no person of it is kept.
        assert [case["entity_id"] for case in store.cases()] == leads
        assert figures(store.cases()).total.counts[0] == len(leads)
        assert case["legal_rep"] == case["phone"] == ""
        store.undo()
        assert store.checked() == []
        with pytest.raises(UsageError, match="办案库里没有"):
            store.find("众信")  # nothing was found there


def test_the_next_list_tells_it(sweep: Sweep, filled: Path, db: Path, tmp_path: Path) -> None:
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(filled))
    run = sweep(JULY, firms=LICENSED, out=tmp_path / "七月")
    remarks = run.entities.set_index("name")["remarks"]
    assert remarks[LENDER] == "上次核对（2026-06-10）：未能出示"
    assert remarks["云泉县众信典当有限公司"] == ""
    page = openpyxl.load_workbook(tmp_path / "七月/leads.xlsx")["持牌核对"]
    told = [str(cell.value) for row in page.iter_rows() for cell in row]
    assert sum("上次核对（2026-06-10）：未能出示\n备注：说在补办／等" in cell for cell in told) == 1


def test_a_firm_that_becomes_a_lead_is_new(sweep: Sweep, filled: Path, db: Path) -> None:
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(filled))
    ads = pd.DataFrame({"编号": ["G9"], "广告主": [LENDER], "广告内容": ["保本保息，年化18%，一万元起投"], "发布时间": ["2026-06-20"]})  # fmt: skip
    row = sweep(JULY, ads=ads, firms=LICENSED).entities.set_index("name").loc[LENDER]
    assert (row["disposition"], row["case_state"]) == ("线索", "新增")
    with CaseStore.open(db) as store:
        assert store.find(LENDER)["证照情况"] == "未能出示"
        assert store.checked() == []


def test_all_that_is_wrong_is_told_at_once(filled: Path, db: Path, tmp_path: Path) -> None:
    both = fill(
        filled, tmp_path / "甲村.xlsx", {"核查日期": "上周", "处置措施": "移交公安、已搬走"}
    )
    other = openpyxl.Workbook()
    sheet = other.active
    assert sheet is not None
    sheet.append(["企业名称", "处置措施"])
    for row in (["", "警示约谈"], [LENDER, "警示约谈"], [LENDER, "约谈"]):
        sheet.append(row)
    other.save(tmp_path / "乙村.xlsx")
    with pytest.raises(InputError) as told:
        read_findings(both, tmp_path / "乙村.xlsx", tmp_path / "没有.xlsx")
    lines = str(told.value).splitlines()
    assert lines[0] == "有 5 处不能导入，什么也没有写入。改好、保存后再导入："
    places = ("甲村.xlsx 工作表“持牌核对”", "甲村.xlsx 工作表“持牌核对”", "乙村.xlsx 工作表“Sheet”第 2 行", "乙村.xlsx 工作表“Sheet”第 4 行（单元格 B4）", "找不到文件")  # fmt: skip
    assert all(line.startswith(place) for line, place in zip(lines[1:6], places, strict=True))
    assert "“移交公安、已搬走”不在可选之列。是否想写“移送公安”？" in lines[2]
    assert lines[6].startswith("处置措施可以写的是：")
    assert len(lines) == 7
    with CaseStore.open(db) as store:
        assert HANDLING not in store.values(store.cases()[0]["entity_id"])
