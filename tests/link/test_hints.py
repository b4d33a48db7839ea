"""A tip may tell no name and no door, and yet what only one firm agrees with, or as many as it counts."""

import pytest

from engine.link.tips.tip_links import TipLinks
from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县百川电子商务有限公司", "聂一", "云泉县清渠镇太华路70号"),
    ("云泉县舒和养生馆", "宫二", "云泉县清渠镇民生路5号"),
    ("云泉县乐安养生馆", "季三", "云泉县清渠镇民生路51号"),
    ("云泉县宏远寄卖行", "焦四", "云泉县清渠镇北门街8号"),
    ("云泉县御景澜庭房地产开发有限公司", "覃五", "云泉县清渠镇滨河路1号"),
    ("云泉县御景澜庭物业服务有限公司", "覃五", "云泉县清渠镇滨河路3号"),
    ("云泉县恒瑞茶业有限公司", "雷六", "云泉县清渠镇鼓楼街2号"),
    ("云泉县恒瑞保健品商行", "雷六", "云泉县清渠镇鼓楼街4号"),
    ("云泉县沁芳园养老服务有限公司", "邓七", "云泉县清渠镇园林路9号"),
    ("云泉县煜途影视文化传媒有限公司", "来八", "云泉县清渠镇健康路11号4层"),
    ("云泉县银汉商贸有限公司", "聂九", "云泉县清渠镇东风路6号"),
    ("云泉县凯越信息咨询有限公司", "滕十", "云泉县清渠镇健康路30号3层302室"),
]
NET, WELL, CALM, PAWN, BUILDS, MANAGES, TEA, GOODS, AGED, FILM, TRADE, ADVISER = range(len(FIRMS))


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of([(name, door, person) for name, person, door in FIRMS])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # A family name, and a trade that one firm of it has.
        ("小聂那个电商公司拉人头，交两千八当店长", (NET,)),
        ("焦老板开的寄卖行收大家的存款", (PAWN,)),
        ("小聂那个汽修厂收钱说返利", ()),
        ("小龚那个电商公司拉人头", ()),
        # A street and a trade, as many as there are.
        ("民生路上那几家养生馆都在收老人的钱给利息", (WELL, CALM)),
        ("民生路上那两家养生馆收会员费返利", (WELL, CALM)),
        ("北门街那家寄卖行收群众的钱再放出去", (PAWN,)),
        ("民生路那家养生馆收会员费返利", ()),
        ("民生路上那三家养生馆收会员费返利", ()),
        ("东门街那家寄卖行收群众的钱", ()),
        ("北门街那家理发店收钱返利", ()),
        ("北门街寄卖行隔壁有人收存款", ()),
        # Whom a text only mentions.
        ("御景澜庭开发商卖的商铺没问题，我在另一家公司存了五万", ()),
        ("民生路上那两家养生馆都很好，骗人的是网上的", ()),
        ("邓芳园骗了我三万元，说投资给高息", ()),
        # As many as bear a part.
        ("恒瑞俩店，茶叶和保健品，都拉老人交钱", (TEA, GOODS)),
        ("恒瑞三家店都拉老人交钱", ()),
        # An estate, and what its builder does.
        ("御景澜庭开发商卖商铺，说包租十年每年八个点", (BUILDS,)),
        ("御景澜庭的商铺返租，开发商跟物业一起收的钱", (BUILDS, MANAGES)),
        ("翠柳湖畔开发商卖商铺，说包租十年", ()),
        # Called by what it sounds like.
        ("沁方园的小邓叫我爸交五万办卡", (AGED,)),
        ("煜图影视公司找大家众筹拍戏，三个月回本", (FILM,)),
        ("煜图修车公司找大家众筹", ()),
        # A house of the firm's name, on its floor.
        ("那个凯越大厦三楼天天给老人讲课收钱", (ADVISER,)),
        ("那个凯越大厦九楼天天给老人讲课收钱", ()),
    ],
)
def test_who_alone_agrees_is_meant(links: TipLinks, text: str, rows: tuple[int, ...]) -> None:
    assert links.find("", text).rows == rows


def test_it_is_told_by_what(links: TipLinks) -> None:
    text = "民生路上那几家养生馆都在收老人的钱给利息"
    found = links.find("", text)
    assert "民生路" in links.grounds(WELL, found, "", text, "")
