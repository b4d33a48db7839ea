"""What is written of one firm stays with it: another of the same name is another firm."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine.cases import CaseStore, Finding, read_findings
from engine.cases.imported import ImportReport
from engine.cases.words import HANDLING
from engine.triage import entity_id
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep

JUXIN, CODE = FIRMS.loc[0, ["企业名称", "统一社会信用代码"]]
RIGHT, OTHER = "91640221MA75W0001B", "91640221MA75W0002E"
SHOP = "云泉县信诚超市"


def _import(db: Path, *rows: Finding) -> ImportReport:
    with CaseStore.open(db, "张三", now=JULY) as store:
        return store.import_findings(rows)


def _measure(entity: str, uscc: str = "", name: str = JUXIN) -> Finding:
    return Finding(entity, uscc, name, {HANDLING: "警示约谈"}, "回.xlsx", "第 2 行")


@pytest.mark.parametrize("by", ["entity", "uscc"])
def test_another_code_is_another_firm(sweep: Sweep, db: Path, by: str) -> None:
    sweep()
    other = "91640221000000088X"
    report = _import(db, _measure(other if by == "entity" else "", other))
    assert report.changed == 0
    (told,) = report.unknown
    assert f"同名企业的编号是{CODE}" in told
    with CaseStore.open(db) as store:
        assert store.values(CODE) == {}


@pytest.mark.parametrize(
    ("kept", "told"),
    [
        (CODE, ""),  # the row tells no code
        ("", "91640221000000088X"),  # the store has none
        (RIGHT, "9.16402E+17"),  # Excel's
        ("91640221MA75W0001", RIGHT),  # a character was lost
        (CODE, entity_id("", JUXIN, "原来的地址")),  # the code came with a later register
    ],
)
def test_without_a_right_code_the_name_tells(sweep: Sweep, db: Path, kept: str, told: str) -> None:
    firms = FIRMS.copy()
    firms.loc[0, "统一社会信用代码"] = kept
    sweep(firms=firms)
    made = told.startswith("N")
    assert _import(db, _measure(told, "" if made else told)).changed == 1


def test_two_right_codes_are_two_firms(sweep: Sweep, db: Path) -> None:
    firms = FIRMS.copy()
    firms.loc[0, "统一社会信用代码"] = RIGHT
    sweep(firms=firms)
    assert _import(db, _measure(OTHER, OTHER)).changed == 0
    assert _import(db, _measure(RIGHT, RIGHT)).changed == 1


@pytest.mark.parametrize("code", ["92640221MA70000022", ""])
def test_a_review_is_of_the_firm_that_was_reviewed(
    sweep: Sweep, db: Path, tmp_path: Path, code: str
) -> None:
    """Two shops of one name, of which one is a lead and the other in 已排除."""
    firms = pd.DataFrame(
        {
            "企业名称": [SHOP] * 2,
            "统一社会信用代码": ["92640221MA70000011", code],
            "法定代表人": ["王某某", "李某某"],
            "住所": ["清渠镇健康路3号", "渠口乡团结路9号"],
            "经营范围": ["食品零售；民间借贷、理财咨询", "食品零售（不得从事吸收存款、理财等金融业务）"],
        }
    )  # fmt: skip
    for month in ("六月", "七月"):
        run = sweep(firms=firms, ads=ADS.iloc[:0], out=tmp_path / month)
        assert [*run.entities["disposition"]] == ["线索", "已排除" if month == "六月" else "线索"]
        if month == "七月":
            break
        book = openpyxl.load_workbook(tmp_path / "六月/leads.xlsx")
        sheet = book["已排除"]
        columns = {str(cell.value): cell.column for cell in sheet[1]}
        sheet.cell(2, columns["复核意见"], "转为线索")
        book.save(tmp_path / "填.xlsx")
        report = _import(db, *read_findings(tmp_path / "填.xlsx"))
        assert (report.changed, report.unknown) == (1, [])
        with CaseStore.open(db) as store:
            assert store.values("92640221MA70000011") == {}
