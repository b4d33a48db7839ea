"""A tip may tell a place and what is done there, and no name."""

import pytest

from engine.link.tips.there import Inside, There, told_of_trade, told_of_what
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


DOORS = [
    "云泉县清渠镇团结路国兴大厦2层206室",
    "云泉县清渠镇团结路国兴大厦9层903室",
    "云泉县清渠镇健康路财源广场C座2206室",
    "云泉县河顺镇兴旺村3组",
    "云泉县清渠镇鼓楼西街12号",
    "云泉县清渠镇健康路18号金鼎大厦3层302室",
    "云泉县清渠镇与民路和太华路交叉口",
    "云泉县清渠镇汇融商务大厦B座5层",
    "云泉县清渠镇百货大楼二楼",
    "云泉县河顺镇骡山脚下",
    "云泉县清渠镇锦绣小区3号楼2单元",
    "云泉县清渠镇健康路",
    "",
]
PRINTS, ADVISES, FILMS, FARMS, WINES, NOODLES, CROSSING, OFFICES, GOODS, FOOT, ESTATE, STREET, _ = (
    range(len(DOORS))
)
THERE = There(DOORS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # A house by its number, its floor, its room; 3 is the same house or room, 1 the same floor.
        ("鼓楼西街12号", {WINES: 3}),
        ("鼓楼西街12", {WINES: 3}),
        ("鼓楼西街12那家", {WINES: 3}),
        ("鼓楼西街１２号", {WINES: 3}),
        ("鼓楼西街12元一斤", {}),
        ("鼓楼西街13号", {}),
        ("鼓楼西街", {}),
        ("健康路18号", {NOODLES: 3}),
        ("健康路19号", {}),
        ("国兴大厦", {PRINTS: 0, ADVISES: 0}),
        ("在国兴", {PRINTS: 0, ADVISES: 0}),
        ("国兴", {}),  # a word that nothing makes a place
        ("国兴大厦九楼", {ADVISES: 1}),
        ("国兴九层", {ADVISES: 1}),
        ("国兴903", {ADVISES: 3}),
        ("国兴904", {}),
        ("国兴大厦五楼", {}),
        ("国兴大厦八九楼", {ADVISES: 1}),  # whoever tells of it is not sure
        ("国兴大厦七八楼", {}),
        ("财源广场C座", {FILMS: 1}),
        ("财源广场c座", {FILMS: 1}),
        ("财源广场C座22楼", {FILMS: 2}),
        ("财源广场A座22楼", {}),
        ("金鼎大厦三楼", {NOODLES: 1}),
        ("锦绣小区3号楼", {ESTATE: 1}),
        ("锦绣小区4号楼", {}),
        ("兴旺村", {FARMS: 0}),
        ("兴旺村三组", {FARMS: 0}),
        ("兴旺村4组", {}),
        # How else a house is called.
        ("汇融大厦", {OFFICES: 0}),
        ("汇融商务大厦", {OFFICES: 0}),
        ("汇融商务", {OFFICES: 0}),
        ("汇融大厦B座五楼", {OFFICES: 2}),
        ("汇融大厦A座五楼", {}),
        ("百货楼", {GOODS: 0}),
        ("百货楼二层", {GOODS: 1}),
        ("百货楼三层", {}),
        ("百货大楼", {GOODS: 0}),
        ("骡山底下", {FOOT: 0}),
        # A crossing of two streets.
        ("与民路", {}),
        ("民路", {}),
        ("太华路跟健康路", {}),
        ("健康路那边，国兴大厦九楼", {ADVISES: 1}),
        ("附近的国兴大厦九楼", {ADVISES: 1}),
        # Beside a place is not at it; the most of two readings counts.
        ("国兴大厦对面", {}),
        ("国兴大厦旁边", {}),
        ("国兴大厦来的人，对面", {PRINTS: 0, ADVISES: 0}),
        ("国兴大厦，国兴903", {ADVISES: 3}),
        ("国兴903，国兴大厦", {PRINTS: 0, ADVISES: 3}),
        ("", {}),
    ],
)
def test_who_is_there_and_how_exactly(text: str, found: dict[int, int]) -> None:
    assert THERE.find(text) == found


@pytest.mark.parametrize(
    ("row", "text", "loose"),
    [
        (ADVISES, "国兴大厦九楼", False),
        (ADVISES, "国兴大厦五楼", True),
        (ADVISES, "国兴大厦905", True),
        (ADVISES, "国兴大厦", False),
        (FILMS, "A座", True),
        (FILMS, "Ｃ座", False),
        (FARMS, "兴旺村", True),
        (FARMS, "兴旺村5号", False),
        (FARMS, "兴盛村", False),
        (FARMS, "兴盛村4组", True),
    ],
)
def test_who_lies_on_another_floor_or_in_the_village_at_large(
    row: int, text: str, loose: bool
) -> None:
    assert THERE.loosely(row, text) == loose


@pytest.mark.parametrize(
    ("row", "text", "name", "house"),
    [
        # What a floor follows, or what goes on as a house of the register is called, is where, not who.
        (NOODLES, "国兴大厦九楼", "国兴大厦", True),
        (PRINTS, "国兴大厦里面", "国兴大厦", True),
        (NOODLES, "国兴大厦收钱", "国兴大厦", False),
        (NOODLES, "金鼎大厦三楼", "金鼎大厦", False),  # of that house it is the only one itself
        (NOODLES, "金鼎三楼", "金鼎", False),
        (NOODLES, "国兴大厦收钱", "国兴", True),
        (NOODLES, "到国兴大厦", "国兴", True),
        (NOODLES, "国兴商厦收钱", "国兴", False),
        (NOODLES, "国兴", "国兴", False),
        (NOODLES, "国兴大厦", "国兴", True),
        (NOODLES, "远方大厦九楼", "远方大厦", False),
    ],
)
def test_a_house_is_where_and_not_who(row: int, text: str, name: str, house: bool) -> None:
    begin = text.index(name)
    assert THERE.house(row, text, begin, begin + len(name)) == house


def test_on_a_street() -> None:
    assert THERE.on("健康路") == [FILMS, NOODLES, STREET]
    assert THERE.on("康路") == []


def test_the_floor_on_a_street_of_others() -> None:
    assert There(["清渠镇健康路", "清渠镇健康路金鼎大厦3层"]).find("健康路三楼") == {1: 1}


def test_a_street_of_thousands_is_not_looked_at() -> None:
    assert len(There(["清渠镇健康路"] * 2000).on("健康路")) == 2000
    assert There(["清渠镇健康路"] * 2001).on("健康路") == []


def test_a_place_that_more_than_sixty_share_tells_none() -> None:
    assert len(There(["清渠镇国兴大厦"] * 60).find("国兴大厦")) == 60
    assert There(["清渠镇国兴大厦"] * 61).find("国兴大厦") == {}


@pytest.mark.parametrize(
    ("address", "text", "level"),
    [
        ("清渠镇太华路与健康路", "太华路和健康路路口", 1),
        ("清渠镇太华路与健康路", "太华路路口", None),
        ("清渠镇太华路健康路9号", "太华路健康路9号", 3),
        (
            "清渠镇光明",
            "在光明上班",
            0,
        ),  # a word is a place where 在 leads to it, or a floor follows
        ("清渠镇光明", "光明二楼", 0),
        ("清渠镇光明", "走向光明的路上", None),
        ("清渠镇光明", "人在光明上班", 0),
        ("清渠镇光明", "在这里走向光明的路上", None),
        ("清渠镇骡马屯", "骡马屯的人", 0),
        ("清渠镇太华路与健康路", "太华路9号，健康路路口", None),
        ("清渠镇兴旺村12号", "兴旺村13，收钱", 0),  # without 号 only of streets
        ("清渠镇兴旺村12号", "兴旺村13号，收钱", None),
        ("清渠镇沙枣湾子", "沙枣楼的人", None),
    ],
)
def test_where_two_streets_cross_and_words(address: str, text: str, level: int | None) -> None:
    assert There([address]).find(text).get(0) == level


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("", ((), (), (), ())),
        ("a座2206室", (("A",), (22,), ("2206",), ())),
        ("3号楼五层", (("3",), (5,), (), ())),
        ("十二栋", (("12",), (), (), ())),
        ("b302房", ((), (3,), ("B302",), ())),
        ("三组", ((), (), (), (3,))),
        ("十八楼", ((), (18,), (), ())),
        ("二十八楼", ((), (28,), (), ())),
        ("5队和6社", ((), (), (), (5, 6))),
        ("903，二楼", ((), (2, 9), ("903",), ())),
        ("800元，300平米", ((), (), (), ())),
    ],
)
def test_where_in_a_building(text: str, inside: tuple[tuple[object, ...], ...]) -> None:
    assert Inside.of(text) == tuple(map(frozenset, inside))


@pytest.mark.parametrize(
    ("one", "other", "contrary"),
    [
        ("三楼", "四楼", True),
        ("三楼", "三楼", False),
        ("三楼", "A座", False),
        ("A座三楼", "B座三楼", True),
        ("", "三楼", False),
        ("三楼", "", False),
    ],
)
def test_elsewhere_in_a_building(one: str, other: str, contrary: bool) -> None:
    assert Inside.of(one).contrary(Inside.of(other)) == contrary


@pytest.mark.parametrize(
    ("told", "what", "trade"),
    [
        ([], 0, 0),
        (["topic 2"], 2, 2),
        (["topic 2", "echo 3"], 5, 5),
        (["fits 1"], 0, 1),
        (["fits 0"], 0, 0),
        (["fits 2", "topic 1"], 1, 2),
        (["person here"], 0, 2),
        (["given"], 0, 2),
        (["family", "fits 1"], 0, 3),
        (["fits 1", "family"], 0, 3),
        (["street"], 0, 0),
    ],
)
def test_how_much_is_told_of_a_trade(told: list[str], what: int, trade: int) -> None:
    assert told_of_what(told) == what
    assert told_of_trade(told) == trade
