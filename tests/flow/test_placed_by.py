"""By what a tip was placed with a firm stands beside the lead, so that a wrong link is seen at once."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import screen
from engine.export.sheets.route import NAME as ROUTE

FIRMS = pd.DataFrame(
    [
        (
            "云泉县禾瑞信息咨询有限公司",
            "贡明",
            "云泉县清渠镇育才街9号望海大厦6层608室",
            "0953-7210066",
        ),
        ("云泉县颐泰养老服务有限公司", "盛兰", "云泉县清渠镇文昌路3号", ""),
    ],
    columns=["企业名称", "法定代表人", "住所", "联系电话"],
)
TEXT = "承诺保本高息向老人集资"


def remarks(tips: list[tuple[str, str]]) -> str:
    run = screen(FIRMS, tips=pd.DataFrame(tips, columns=["编号", "内容"]))
    return str("".join(run.entities["remarks"]))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("禾瑞咨询", ["文中出现名称“禾瑞咨询”"]),
        ("育才街9号望海大厦608室那家公司", ["地址一致"]),
        ("老板贡明开的那家咨询公司", ["法定代表人姓名一致"]),
        ("打7210066联系的人", ["电话一致"]),
    ],
)
def test_by_what_it_agrees(text: str, told: list[str]) -> None:
    said = remarks([("T1", f"{text}，{TEXT}")])
    assert said.startswith("举报对应本企业的依据：T1（")
    assert all(one in said for one in told)


def test_a_name_comes_before_the_place_that_supports_it() -> None:
    """With the house given as well it read as if nobody had named the firm."""
    tips = [
        ("T1", "颐泰养老服务有限公司", "", "收了五万养老床位费，现在不给退"),
        ("T2", "颐泰养老服务有限公司", "文昌路3号", "收了五万养老床位费，现在不给退"),
        ("T3", "云泉县颐泰养老服务有限公司", "文昌路3号", "收了五万养老床位费，现在不给退"),
        ("T4", "禾瑞咨询", "望海大厦608室", TEXT),
        ("T5", "禾瑞咨询", "文昌路3号", TEXT),
    ]
    run = screen(FIRMS, tips=pd.DataFrame(tips, columns=["编号", "被反映对象", "事发地址", "内容"]))
    said = "".join(run.entities["remarks"])
    assert "T1（名称的缩略）" in said
    assert "T2（名称的缩略，地址一致）" in said
    assert "T3" not in said
    assert "T4（名称的缩略，地址一致）" in said
    assert "T5（名称的缩略）" in said


def test_of_the_whole_name_nothing_need_be_told() -> None:
    assert "依据" not in remarks([("T1", f"云泉县禾瑞信息咨询有限公司{TEXT}")])


def test_tips_of_one_ground_are_told_together() -> None:
    said = remarks([(f"T{n}", f"禾瑞咨询{TEXT}，第{n}次反映") for n in range(1, 6)])
    assert said.count("文中出现名称") == 1
    assert "等5件" in said


def test_it_is_told_at_the_desk_and_not_at_the_door(tmp_path: Path) -> None:
    tips = pd.DataFrame({"编号": ["T1"], "内容": [f"禾瑞咨询{TEXT}"]})
    screen(FIRMS, tips=tips).write(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "leads.xlsx")
    of_sheet = {
        sheet.title: "".join(str(c) for row in sheet.iter_rows(values_only=True) for c in row)
        for sheet in book
    }
    assert "举报对应本企业的依据" in of_sheet["线索清单"]
    assert "举报对应本企业的依据" not in of_sheet[ROUTE]
