"""Tips: other lines get theirs, and who reported never leaves the input."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import screen
from engine.link.adverts.firm_index import FirmIndex

REPORTER, PHONE = "钱不多", "13900001234"
TIPS = pd.DataFrame(
    {
        "编号": ["J1", "J2", "J3"],
        "举报人": [REPORTER] * 3,
        "举报人电话": [PHONE] * 3,
        "被反映对象": ["某支行职工", "云泉县学享科技有限公司", "云泉县甲财富管理有限公司"],
        "内容": [
            f"支行信贷员私下转贷吃利差，我叫{REPORTER}，电话{PHONE}",
            "在校门口支摊向学生推销分期借款",
            "向村民集资承诺高息",
        ],
    }
)
FIRMS = pd.DataFrame({"企业名称": ["云泉县学享科技有限公司", "云泉县甲财富管理有限公司"]})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("tips") / "out"
    screen(FIRMS, tips=TIPS).write(out)
    return out


def test_sheets_of_other_lines(folder: Path) -> None:
    book = openpyxl.load_workbook(folder / "leads.xlsx")
    assert [row[1] for row in book["转纪检监察线索"].iter_rows(min_row=2, values_only=True)] == [
        "J1"
    ]
    assert [row[1] for row in book["转教育线索"].iter_rows(min_row=2, values_only=True)] == ["J2"]


def test_no_sheet_without_such_tips(tmp_path: Path) -> None:
    screen(FIRMS, tips=TIPS.iloc[2:]).write(tmp_path / "out")
    book = openpyxl.load_workbook(tmp_path / "out" / "leads.xlsx")
    assert not [name for name in book.sheetnames if name.startswith("转")]


def test_reporter_is_in_no_output(folder: Path) -> None:
    for file in folder.iterdir():
        if file.suffix == ".xlsx":
            book = openpyxl.load_workbook(file)
            text = "".join(
                str(cell)
                for sheet in book
                for row in sheet.iter_rows(values_only=True)
                for cell in row
            )
        else:
            text = file.read_text(encoding="utf-8-sig")
        assert REPORTER not in text, file.name
        assert PHONE not in text, file.name


def test_a_tip_about_staff_makes_nobody_a_lead() -> None:
    run = screen(FIRMS, tips=TIPS.iloc[:1])
    assert not run.entities["reasons"].str.contains("J1").any()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("举报康颐年养老服务（云泉）公司，让老人先交五万", 0),
        ("康颐年养老服务(清河)公司的人天天上门", 1),
        ("康颐年养老服务清河公司收了押金不退", 1),
        ("康颐年养老服务公司收了押金不退", -1),
    ],
)
def test_a_place_in_brackets_before_the_form_tells_namesakes_apart(text: str, row: int) -> None:
    names = ["康颐年养老服务（云泉）有限公司", "康颐年养老服务（清河）有限公司"]
    assert FirmIndex(names, ["", ""], ["", ""]).find(names=[], text=text, about=True).row == row


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("澄远祥投资，门口摆牌子，一年给一成二", 0),
        ("墙上挂着澄远祥投资的牌子，天天收钱", 0),
        ("澄远祥投资，换了三块牌子", 0),
        ("有人打着澄远祥投资的牌子收钱", -1),
        ("骗子以澄远祥投资名义收钱", -1),
        ("他借澄远祥投资公司的旗号集资", -1),
    ],
)
def test_a_signboard_is_the_firms_own_unless_others_borrow_it(text: str, row: int) -> None:
    names = ["石嘴山市澄远祥投资管理有限公司"]
    assert FirmIndex(names, [""], [""]).find(names=[], text=text, about=True).row == row


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("百利泓平罗分公司，总部在深圳，天天开会", 0),
        ("百利泓平罗分公司，平罗的老人都去", 0),
        ("深圳的百利泓来平罗收钱", 0),
        ("百利泓，总部在兰州，天天开会", -1),
        ("百利泓，盐池县的老人都去", -1),
    ],
)
def test_where_the_head_office_is_tells_of_no_other_firm(text: str, row: int) -> None:
    names, addresses = ["深圳百利泓资产管理有限公司平罗分公司"], ["宁夏平罗县宝丰路东侧3号"]
    index = FirmIndex(names, [""], [""], addresses=addresses)
    assert index.find(names=[], text=text, about=True).row == row


@pytest.mark.parametrize(
    "text", ["渠口供销合作社", "河顺供销合作社同得利鞋业超市", "找渠口供销合作"]
)
def test_a_longer_name_misspelt_may_end_behind_the_text(text: str) -> None:
    index = FirmIndex(["丰县供销合作总社工业品公司"], [""], [""])
    for about in (True, False):
        assert index.find(names=[text], text=text, about=about).row in (-1, 0)
        assert index.find(names=[], text=text, about=about).row in (-1, 0)
