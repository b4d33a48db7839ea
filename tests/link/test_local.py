"""Bodies that are called by what they are and where; each line was found wanting by a mutant."""

from __future__ import annotations

import pytest

from engine.link.adverts.local import Local, begins
from engine.link.index.register import RegisterNames
from engine.link.texts.banks import Banks
from engine.link.texts.result import NOBODY, LinkResult
from engine.link.texts.townsfolk import Townsfolk

FIRMS = [
    ("中国工商银行股份有限公司文成支行", "文成县城关镇解放路1号"),
    ("中国农业银行股份有限公司文成县白沙支行", "文成县白沙镇街道"),
    ("文成县农村信用合作联社柏岭信用社", "文成县柏岭乡街道"),
    ("文成农村商业银行股份有限公司营业部", "文成县城关镇府前街30号"),
    ("中国人民财产保险股份有限公司文成支公司", "文成县城关镇府前街60号"),
    ("文成农村商业银行股份有限公司", "文成县城关镇府前街30号"),
    ("中国建设银行股份有限公司文成解放路分理处", "文成县上湾镇解放路9号"),
    ("中国银行股份有限公司文成支行", "文成县城关镇"),
    ("海通证券股份有限公司文成证券营业部", "文成县城关镇"),
    ("中国人寿保险股份有限公司文成县上湾镇营销服务部", "文成县上湾镇"),
    ("文成县白沙镇敬老院", "文成县白沙镇白沙村"),
    ("文成县柳沟资金互助专业合作社", "文成县柏岭乡柳沟村"),
    ("文成县上湾供销合作社", "文成县上湾镇"),
    ("文成县石梁花椒专业合作社", "文成县白沙镇石梁村"),
    ("文成县好景种植专业合作社", "文成县白沙镇石梁村"),
    ("文成县安康养老院", "文成县柏岭乡安康村"),
    ("文成县石梁卫生院", "文成县柏岭乡石梁村"),
    ("文成县白沙福利院", "文成县白沙镇"),
    ("文成农家面馆", "文成县白沙镇"),
    ("文成县好景果品专业合作社", "文成县柏岭乡柳沟村"),
    ("文成县柳沟村核桃专业合作社", "文成县柏岭乡柳沟村"),
]
NAMES, ADDRESSES = ([firm[part] for firm in FIRMS] for part in range(2))
REGISTER = RegisterNames(NAMES, (), ADDRESSES)
BANKS, FOLK, LOCAL = Banks(REGISTER), Townsfolk(REGISTER), Local(REGISTER)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("工行文成支行", [0]),
        ("【工行文成支行】好", [0]),
        ("工商银行文成支行，好", [0]),
        ("工行文成支行提醒您", [0]),
        ("工行文成支行在", []),
        ("文成工行", [0]),
        ("文成工行在", []),
        ("文成县工商银行", [0]),
        ("工行文", []),
        ("工行沙支行", []),
        ("工行白沙支行", []),
        ("工行解放路支行", []),  # where it lies is no name of it, but for a township
        ("上湾农商行", []),
        ("中行文成支行", [7]),
        ("中国银行文成支行", [7]),
        ("农行白沙支行", [1]),
        ("农行文成白沙支行", [1]),
        ("中国农业银行白沙支行", [1]),
        ("白沙农行", [1]),
        ("白沙镇农业银行", [1]),
        ("农行白沙", []),
        # By its name; by what stands last in it; by where it lies, but for a street.
        ("建行文成解放路分理处", [6]),
        ("建行解放路分理处", [6]),
        ("建行上湾分理处", [6]),
        ("建行上湾支行", []),
        ("建行上湾", []),
        ("上湾建行", []),
        ("农行街道支行", []),
        ("柏岭信用社", [2]),
        ("柏岭农信社", [2]),
        ("信用社", []),
        ("文成县农村信用社", []),
        ("文成农商行", [5]),
        ("文成农商行在", []),
        ("文成农商行营业部", [3]),
        ("农商行营业部", []),
        ("人保财险文成支公司", [4]),
        ("人寿文成上湾营销服务部", [9]),
        ("人寿上湾镇营销服务部", [9]),
        ("海通证券文成营业部", [8]),
        ("海通证券文成证券营业部", [8]),
        ("银行白沙支行", []),
        ("文成面馆", []),
        ("好", []),
        ("", []),
    ],
)
def test_branches_of_banks(text: str, rows: list[int]) -> None:
    assert BANKS.find(text) == rows


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("白沙敬老院", [10]),
        (" 【白沙镇敬老院】", [10]),
        ("白沙敬老院，好", [10]),
        ("白沙敬老院招护工", [10]),
        ("白沙敬老院在", []),
        ("白，沙敬老院", []),
        ("柳沟互助社", [11]),
        ("柳沟资金互助社", [11]),
        ("上湾供销社", [12]),
        ("上湾供销合作社", [12]),
        ("白沙供销合作社", []),
        ("石梁村合作社", [13]),
        ("石梁村的专业合作社", [13]),
        ("白沙镇石梁村合作社", [13]),
        ("柏岭乡石梁村合作社", []),
        ("柳沟村合作社", [20]),  # whose name holds the place
        ("石梁合作社", []),
        ("白沙镇合作社", []),
        ("石梁村合作社联社", []),
        ("安康养老院", [15]),
        ("石梁卫生院", [16]),
        ("白沙福利院", [17]),
        ("白沙卫生院", []),
        ("合作社", []),
    ],
)
def test_bodies_of_a_township(text: str, rows: list[int]) -> None:
    found = FOLK.find(text)
    assert found == FOLK.find(text)
    assert (found[:1] if "石梁村" in text else found) == rows


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("工行文成支行提醒您", 0),
        ("白沙敬老院招护工", 10),
        ("石梁村合作社收花椒", -1),  # one of two
        ("工行文成支行提醒，存我们合作社", -1),  # somebody else speaks
        ("工行文成支行提示：好。平罗县公安局", -1),
        ("文成面馆", -1),
    ],
)
def test_the_one_that_a_text_begins_with(text: str, row: int) -> None:
    how = "机构简称与网点一致" if row == 0 else "乡镇、村名与机构性质一致"
    expected = LinkResult(row, how, 90) if row >= 0 else NOBODY
    seen = REGISTER.spots("文成县")
    assert LOCAL.find(text, []) == expected
    assert LOCAL.find(text, seen) == expected
    assert LOCAL.find(text, REGISTER.spots("剑阁县")) == NOBODY
    if row >= 0:
        assert begins(text)
        assert LOCAL.may(text)


def test_where_many_provinces_are_it_must_have_been_seen() -> None:
    names = [
        "中国工商银行股份有限公司合肥支行",
        "南昌市赣泽商贸有限公司",
        "成都市锦溪商贸有限公司",
        "西安市博泽商贸有限公司",
    ]
    wide = RegisterNames(
        names, (), ["合肥市蜀山区", "南昌市东湖区", "成都市武侯区", "西安市雁塔区"]
    )
    assert wide.wide
    assert Local(wide).find("工行合肥支行提醒您", []) == NOBODY
    assert Local(wide).find("工行合肥支行提醒您", wide.spots("合肥市")).row == 0


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("工行", True),
        (" 【工行文成支行】", True),
        ("好，工行", False),
        ("好", False),
        ("", False),
    ],
)
def test_what_a_text_may_begin_with(text: str, may: bool) -> None:
    assert begins(text) is may
    assert LOCAL.may("好") is False
    assert LOCAL.may("石梁村合作社") is False
