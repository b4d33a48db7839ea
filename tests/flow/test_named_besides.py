"""A tip about one firm may name another: it is told beside the lead, and counts for nothing there."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import screen
from engine.export.sheets.route import NAME as ROUTE

NAMES = [
    "云泉县瑞禾信息咨询有限公司",
    "云泉县康颐养老服务有限公司",
    "云泉县聚鑫财富管理有限公司",
    "云泉县聚鑫养殖有限公司",
    "云泉县农业银行股份有限公司",
]
FIRMS = pd.DataFrame(
    {"企业名称": NAMES, "住所": [f"云泉县清渠镇健康路{n}号" for n in range(3, 3 + len(NAMES))]}
)
RUIHE, KANGYI, JUXIN, *_ = NAMES


def remark(subject: str, text: str, folder: Path | None = None) -> str:
    tips = pd.DataFrame({"编号": ["T1"], "被反映对象": [subject], "内容": [text]})
    run = screen(FIRMS, tips=tips)
    if folder:
        run.write(folder)
    lead = run.entities[run.entities["name"] == subject].iloc[0]
    assert "举报T1" in lead["reasons"]
    return str(lead["remarks"])


@pytest.mark.parametrize(
    ("subject", "other", "text"),
    [
        (RUIHE, KANGYI, "瑞禾承诺保本高息收钱，康颐养老的院长常来"),
        (KANGYI, RUIHE, "康颐养老承诺保本高息收钱，瑞禾信息咨询的经理常来"),
    ],
)
def test_whom_a_tip_names_besides_is_told(subject: str, other: str, text: str) -> None:
    said = remark(subject, text)
    assert said.startswith("有举报同时提到：")
    assert other in said


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        (JUXIN, "聚鑫承诺保本高息，向老人集资"),  # of a namesake nothing is told
        (RUIHE, "从农业银行取钱交给瑞禾信息咨询，承诺保本高息"),
        (RUIHE, "承诺保本高息，向老人集资"),
    ],
)
def test_nobody_else_is_told_of(subject: str, text: str) -> None:
    assert remark(subject, text) == ""


@pytest.mark.parametrize("subject", [RUIHE, KANGYI, ""])
def test_who_is_accused_as_well_is_a_lead(subject: str) -> None:
    text = "瑞禾和康颐养老串通，承诺保本高息，瑞禾负责收钱"
    tips = pd.DataFrame({"编号": ["T1"], "被反映对象": [subject], "内容": [text]})
    run = screen(FIRMS, tips=tips)
    told = run.entities[run.entities["reasons"].str.contains("举报T1")]
    assert {*told["name"]} == {RUIHE, KANGYI}
    assert {*told["disposition"]} == {"线索"}


def test_it_is_not_carried_to_the_door(tmp_path: Path) -> None:
    remark(RUIHE, "瑞禾承诺保本高息，康颐养老的院长常来", tmp_path)
    book = openpyxl.load_workbook(tmp_path / "leads.xlsx")
    of_sheet = {
        sheet.title: "".join(str(c) for row in sheet.iter_rows(values_only=True) for c in row)
        for sheet in book
    }
    assert "有举报同时提到" not in of_sheet[ROUTE]
    assert any("有举报同时提到" in said for said in of_sheet.values())
