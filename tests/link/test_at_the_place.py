"""Whom a text means that names nobody: the one at its place whose trade it tells, one of a person's firms."""

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.at_the_place import AtThePlace, _sure, _undenied
from engine.link.tips.meant import Meant
from engine.link.tips.there import There
from tests.link.firms import index_of

FIRMS = [
    ("云泉县晨光图文打印部", "云泉县清渠镇团结路国兴大厦2层206室", "史一"),
    ("云泉县瑞安信息咨询有限公司", "云泉县清渠镇团结路国兴大厦9层903室", "龚海"),
    ("云泉县绿野畜禽养殖专业合作社", "云泉县河顺镇兴旺村", "牛振"),
    ("云泉县绿野种植专业合作社", "云泉县清渠镇槐树村", "牛振"),
    ("云泉县百合物业服务有限公司", "云泉县清渠镇鼓楼西街12号", "洗远"),
    ("云泉县百合商贸有限公司", "云泉县清渠镇鼓楼西街14号", "洗远"),
    ("云泉县千帆汽修厂", "云泉县清渠镇西关路111号", "强建华"),
    ("云泉县鸿运商务有限公司", "云泉县清渠镇健康路5号", "来顺"),
    ("云泉县丙装饰店", "云泉县清渠镇健康路鸿运商务楼603室", "丙一"),
    ("云泉县甲茶叶店", "云泉县清渠镇滨河路望江大厦2层", "甲一"),
    ("云泉县乙茶叶店", "云泉县清渠镇滨河路望江大厦3层", "乙一"),
    ("云泉县丁保健品商贸有限公司", "云泉县清渠镇滨河路30号", "史一"),
]
PRINTS, ADVISES, BREEDS, GROWS, HOUSES, SELLS, CARS, LUCK, WALLS, TEA, OTHER_TEA, GOODS = range(
    len(FIRMS)
)


def _placed() -> AtThePlace:
    names, doors, people = zip(*FIRMS, strict=True)
    firms_of: dict[str, list[int]] = {}
    for row, person in enumerate(people):
        firms_of.setdefault(person, []).append(row)
    return AtThePlace(index_of(FIRMS), names, doors, people, There(doors), firms_of)


PLACED = _placed()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The one of the trade, on the floor, in the room; of none the text tells enough.
        ("国兴大厦九楼咨询公司收钱", Meant((ADVISES,))),
        ("国兴903收钱", Meant((ADVISES,))),
        ("国兴大厦打印图文收钱", Meant((PRINTS,))),
        ("国兴大厦收钱", Meant()),
        ("国兴大厦九楼收钱", Meant()),
        ("国兴大厦九楼装修", Meant()),
        ("", Meant()),
        # Of several in one house, or where nobody takes money, the trade alone tells none.
        ("国兴大厦的打印图文，好几家，收钱", Meant()),
        ("国兴大厦二楼打印图文，好几家，收钱", Meant((PRINTS,))),
        ("国兴大厦打印图文", Meant()),
        ("国兴大厦二楼打印图文", Meant((PRINTS,))),
        ("国兴大厦打印图文的钱", Meant((PRINTS,))),
        # Of two of a trade there neither, but the one on the floor.
        ("望江大厦卖茶叶的收钱", Meant()),
        ("望江大厦三楼卖茶叶的收钱", Meant((OTHER_TEA,))),
        ("望江大厦卖茶叶的和西关路111号收钱", Meant((), (CARS,))),
        ("望江大厦卖茶叶的和国兴大厦打印图文的收钱", Meant((PRINTS,))),
        # In another township, or of another trade.
        ("兴旺村养殖畜禽的收钱", Meant((BREEDS,))),
        ("西渠镇兴旺村养殖畜禽的收钱", Meant()),
        ("河顺镇兴旺村养殖畜禽的收钱", Meant((BREEDS,))),
        ("西关路111号收钱", Meant((CARS,))),
        ("西关路111号那家足疗店收钱", Meant((), (CARS,))),
    ],
)
def test_who_is_at_the_place(text: str, found: Meant) -> None:
    assert PLACED.find(Meant(), text) == found


@pytest.mark.parametrize(
    ("given", "text", "found"),
    [
        # Who was found by nothing but a place, and told on another floor, or of another trade.
        (Meant((CARS,)), "西关路111号收钱", Meant((CARS,))),
        (Meant((CARS,)), "西关路111号那家足疗店收钱", Meant((), (CARS,))),
        (Meant((CARS,)), "西关路111号那家千味店收钱", Meant((), (CARS,))),
        (Meant((ADVISES,)), "瑞安咨询收钱", Meant((ADVISES,))),
        (Meant((ADVISES,)), "瑞安咨询收钱，那家足疗店不收", Meant((ADVISES,))),
        # By nothing but the name of a house.
        (Meant((LUCK,)), "鸿运商务楼603收钱", Meant((WALLS,))),
        (Meant((LUCK,)), "鸿运商务楼四层收钱", Meant()),
        (Meant((LUCK,)), "鸿运商务公司收钱", Meant((LUCK,))),
        # In another township than is told.
        (Meant((BREEDS,)), "西渠镇兴旺村收钱", Meant()),
        (Meant((BREEDS,)), "清渠镇兴旺村收钱", Meant()),
        (Meant((BREEDS,)), "西渠镇兴旺村，牛振收钱", Meant((), (BREEDS,))),
        (Meant((), (BREEDS, CARS)), "河顺镇兴旺村收钱", Meant((), (BREEDS,))),
        (Meant((BREEDS,)), "清渠镇槐树村，牛振收钱", Meant((BREEDS,))),  # he has a firm there
        (Meant((BREEDS,)), "西渠镇兴旺村，绿野养殖收钱", Meant((BREEDS,))),
        # Of one person's firms the one whose trade is told, and not denied.
        (Meant((), (BREEDS, GROWS)), "牛振养殖畜禽收钱", Meant((BREEDS,))),
        (Meant((), (BREEDS, GROWS)), "牛振收钱", Meant((), (BREEDS, GROWS))),
        (Meant((), (BREEDS, GROWS)), "牛振收钱，种植那个没听说收钱，养殖的收", Meant((BREEDS,))),
        (Meant((), (BREEDS, GROWS)), "牛振收钱，种植那个没听说", Meant((BREEDS,))),
        (Meant((), (BREEDS, GROWS)), "种植那个没听说，牛振人好", Meant((), (BREEDS, GROWS))),
        (Meant((), (BREEDS, GROWS)), "牛振收钱，种植养殖的没听说", Meant((), (BREEDS, GROWS))),
        (Meant((), (BREEDS,)), "牛振养殖畜禽收钱", Meant((), (BREEDS,))),
        (Meant((), (HOUSES, SELLS)), "洗远卖家电的收钱", Meant((SELLS,))),
        (Meant((), (HOUSES, SELLS)), "洗远卖房子的收钱", Meant((), (HOUSES, SELLS))),
        (Meant((), (PRINTS, GOODS)), "史一收钱，保健品那个没听说", Meant((PRINTS,))),
        (Meant((), (PRINTS, GOODS)), "史一卖保健品的收钱，打印图文那个没听说", Meant((GOODS,))),
        (Meant((), (HOUSES, CARS)), "洗远卖家电的收钱", Meant((), (HOUSES, CARS))),
        (Meant((), (HOUSES, SELLS)), "洗远收钱", Meant((), (HOUSES, SELLS))),
    ],
)
def test_who_was_found_before(given: Meant, text: str, found: Meant) -> None:
    assert PLACED.find(given, text) == found


def test_in_a_register_of_the_whole_country_a_place_tells_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(FirmIndex, "wide", property(lambda _: True))
    assert _placed().find(Meant(), "国兴大厦九楼咨询公司收钱") == Meant()


@pytest.mark.parametrize(
    ("trade", "level", "sure"),
    [
        (0, 3, True),
        (0, 2, False),
        (2, 0, True),
        (1, 0, False),
        (1, 1, True),
        (0, 1, False),
        (0, 0, False),
    ],
)
def test_how_much_is_enough(trade: int, level: int, sure: bool) -> None:
    assert _sure(trade, level) == sure


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("养鸡的收钱，种瓜的没收。", "养鸡的收钱，，"),
        ("种瓜的那个，跟这事无关。养鸡的收钱", "，养鸡的收钱"),
        ("种瓜的那个。跟这事无关。", "种瓜的那个。，"),
        ("种瓜的那个，我不是", "种瓜的那个，，"),
        ("没收钱", "，"),
        ("", ""),
    ],
)
def test_what_is_denied_is_told_of_nobody(text: str, left: str) -> None:
    assert _undenied(text) == left
