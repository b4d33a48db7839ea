"""A tip may tell a place and what is done there, and no name."""

import pytest

from engine.link.tips.tip_links import TipLinks
from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县晨光图文打印部", "史一", "云泉县清渠镇团结路国兴大厦2层206室"),
    ("云泉县瑞安信息咨询有限公司", "龚海", "云泉县清渠镇团结路国兴大厦9层903室"),
    ("云泉县中辉影视文化有限公司", "来峰", "云泉县清渠镇健康路财源广场C座2206室"),
    ("云泉县绿野畜禽养殖专业合作社", "牛振", "云泉县河顺镇兴旺村"),
    ("云泉县老窖坊酒业商行", "龚顺", "云泉县清渠镇鼓楼西街12号"),
    ("云泉县云海快捷宾馆", "费一", "云泉县清渠镇太华路70号"),
    ("云泉县民和大药房", "魏林", "云泉县清渠镇民族路58号"),
    ("云泉县丙理发店", "丙一", "云泉县河顺镇红星村3组"),
    ("云泉县甲面馆", "甲一", "云泉县清渠镇健康路18号金鼎大厦3层302室"),
]
PRINT, ADVISER, FILM, FARM, *_ = range(len(FIRMS))


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of([(name, door, person) for name, person, door in FIRMS])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("国兴大厦九楼那家咨询公司，放款先扣手续费", (ADVISER,)),
        ("国兴903，收老人的钱给高息", (ADVISER,)),
        ("国兴二楼的打印店收会员费返利", (PRINT,)),
        ("财源广场C座22楼那个影视公司，投资款不还", (FILM,)),
        ("兴旺村养鸡的合作社，收股金给利息", (FARM,)),
        # Whoever is there may be in no register.
        ("国兴大厦五楼那家装修公司收钱不干活", ()),
        ("国兴大厦九楼有人做美容，收会员费返利", ()),
        ("财源广场A座22楼的影视公司收投资款", ()),
        ("财源广场门口有人发传单拉投资", ()),
        ("鼓楼西街卖手机的，收钱返利", ()),
        ("民族路药房旁边那家养生馆收钱讲课", ()),
        ("太华路那家宾馆里有人开会讲投资", ()),
        # A village and a building are no firm, though but one of them is registered.
        ("红星村3组老赵家收村民的存款给利息", ()),
        ("健康路18号金鼎大厦B座1203，收钱说保本高息", ()),
    ],
)
def test_the_one_of_the_trade_is_meant(links: TipLinks, text: str, rows: tuple[int, ...]) -> None:
    assert links.find("", text).rows == rows
