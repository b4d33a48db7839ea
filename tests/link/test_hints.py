"""A tip may tell no name and no door, and yet what only one firm agrees with, or as many as it counts."""

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.hints import Hints
from engine.link.tips.there import There
from engine.link.tips.tip_links import TipLinks
from tests.link.firms import index_of, tip_links_of

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


#: Others of the county: three of one village, estates, and a street of four of a trade.
MORE = [
    ("云泉县沙葱滩养殖专业合作社", "石一", "云泉县柳坝镇沙葱滩村"),
    ("云泉县沙葱滩种植专业合作社", "石二", "云泉县柳坝镇沙葱滩村"),
    ("云泉县沙葱滩超市", "石三", "云泉县柳坝镇沙葱滩村"),
    ("云泉县翠湖苑物业服务有限公司", "石四", "云泉县清渠镇湖滨路9号"),
    ("云泉县翠湖苑置业有限公司", "石五", "云泉县清渠镇湖滨路15号"),
    ("云泉县诚达房地产开发有限公司", "石六", "云泉县清渠镇湖滨路11号"),
    ("云泉县诚达置业有限公司", "石七", "云泉县清渠镇湖滨路13号"),
    ("云泉县柳荫养老院", "石八", "云泉县清渠镇解放路1号"),
    ("云泉县柳荫老年用品店", "石九", "云泉县清渠镇解放路3号"),
    ("云泉县金桂翡翠湾房地产开发有限公司", "石十", "云泉县清渠镇湖滨路21号"),
    ("云泉县沁园房地产开发有限公司", "季一", "云泉县清渠镇湖滨路23号"),
    ("云泉县昌隆典当行", "季二", "云泉县清渠镇东街9号"),
    ("云泉县丁香五金店", "季三", "云泉县清渠镇园林街1号"),
    ("云泉县茉莉五金店", "季四", "云泉县清渠镇园林街2号"),
    ("云泉县玫瑰五金店", "季五", "云泉县清渠镇园林街3号"),
    *((f"云泉县{part}香面馆", f"季{part}", f"云泉县清渠镇和平街{part}号") for part in "麦谷米豆"),
]
BREEDS, GROWS, SHOP, KEEPS, RAISES, _, _, HOME, ARTICLES, BAY, PARK, PLEDGES, *FLOWERS = range(
    len(FIRMS), len(FIRMS) + 15
)
COUNTED = "文中所说的{}家都有字号“{}”{}"
ON, OF_ESTATE = "所在街道和行业相符（{}）", "楼盘名与字号相符，身份（开发商、物业）相符"


@pytest.fixture(scope="module")
def hints() -> Hints:
    names, people, doors = zip(*FIRMS, *MORE, strict=True)
    index = index_of([*zip(names, doors, people, strict=True)])
    return Hints(index, names, doors, There(doors))


@pytest.mark.parametrize(
    ("text", "rows", "how"),
    [
        # As many as bear a part, or of a kind.
        ("沙葱滩两个合作社都收股金", (BREEDS, GROWS), COUNTED.format(2, "沙葱滩", "，都是合作社")),
        ("沙葱滩三家都收钱", (BREEDS, GROWS, SHOP), COUNTED.format(3, "沙葱滩", "")),
        ("沙葱滩三个合作社都收股金", (), ""),
        ("沙葱滩两家都收钱", (), ""),
        ("两家恒瑞收钱", (TEA, GOODS), COUNTED.format(2, "恒瑞", "")),
        ("恒瑞俩店收钱", (TEA, GOODS), COUNTED.format(2, "恒瑞", "")),
        ("恒瑞3家收钱", (), ""),
        ("宏远、恒瑞两家收钱", (), ""),  # one of each
        ("恒瑞两家门口有人摆摊收钱", (), ""),
        ("两家恒瑞店收钱", (TEA, GOODS), COUNTED.format(2, "恒瑞", "")),
        ("租了恒瑞两家的门面收钱", (), ""),
        ("宏远在，恒瑞俩店收钱", (TEA, GOODS), COUNTED.format(2, "恒瑞", "")),
        ("沙葱滩两家，恒瑞俩店收钱", (TEA, GOODS), COUNTED.format(2, "恒瑞", "")),
        (
            "百川、恒瑞两家，沙葱滩三家收钱",
            (BREEDS, GROWS, SHOP),
            COUNTED.format(3, "沙葱滩", ""),
        ),
        # Who built an estate and who manages it.
        ("翡翠湾开发商收钱", (BAY,), OF_ESTATE),
        ("翠湾开发商收钱", (), ""),
        ("景澜庭开发商收钱", (), ""),
        ("沁园开发商收钱", (PARK,), OF_ESTATE),
        ("租了沁园开发商的门面收钱", (), ""),
        ("御景澜庭物业收钱", (MANAGES,), OF_ESTATE),
        ("翠湖苑物业收钱", (KEEPS,), OF_ESTATE),
        ("翠湖苑物业费收了钱", (), ""),
        ("翠湖苑售楼处、物业公司收钱", (KEEPS, RAISES), OF_ESTATE),
        ("御景澜庭的开发商收钱，物业也被骗了", (BUILDS,), OF_ESTATE),
        ("御景澜庭开发商也被骗了", (), ""),
        ("诚达开发商收钱", (), ""),  # two are called so
        ("开发商收钱", (), ""),
        # All of a trade on a street, of two streets both.
        ("城关镇民生路那几家养生馆收钱", (WELL, CALM), ON.format("民生路、“养生馆”")),
        ("在民生路的两家养生馆收钱", (WELL, CALM), ON.format("民生路、“养生馆”")),
        (
            "民生路两家养生馆，北门街那家寄卖行，收钱",
            (WELL, CALM, PAWN),
            ON.format("民生路、“养生馆”；北门街、“寄卖行”"),
        ),
        ("民生路两家养生馆，北门街那家理发店，收钱", (), ""),
        ("北门街的大厦里有家寄卖行收钱", (PAWN,), ON.format("北门街、“寄卖行”")),
        ("北门街那家寄卖行也被骗了", (), ""),
        ("解放路那家养老中心收钱", (HOME,), ON.format("解放路、“养老中心”")),
        ("解放路老年用品店收钱", (ARTICLES,), ON.format("解放路、“老年用品店”")),
        ("民生路那一家养生馆收钱", (), ""),
        ("街那家面馆收钱", (), ""),
        ("民生路上那俩家养生馆收钱", (WELL, CALM), ON.format("民生路、“养生馆”")),
        ("东街那家典当行收钱", (PLEDGES,), ON.format("东街、“典当行”")),
        ("租了北门街那家寄卖行的门面收钱", (), ""),
        (
            "租了北门街那家寄卖行的门面，民生路两家养生馆收钱",
            (WELL, CALM),
            ON.format("民生路、“养生馆”"),
        ),
        # More than three are too many.
        ("园林街那三家五金店收钱", tuple(FLOWERS), ON.format("园林街、“五金店”")),
        ("和平街几家面馆收钱", (), ""),
        ("和平街那三家面馆收钱", (), ""),
    ],
)
def test_by_what_it_is_found(hints: Hints, text: str, rows: tuple[int, ...], how: str) -> None:
    found = hints.find(text)
    assert found == (rows, how) if found else not rows


def test_none_in_a_register_of_the_whole_country(
    hints: Hints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FirmIndex, "wide", property(lambda _: True))
    assert hints.find("恒瑞俩店收钱") is None
