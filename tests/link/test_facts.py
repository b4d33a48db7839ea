"""What a text tells beside a name that agrees with a firm; each line was found wanting by a mutant."""

from __future__ import annotations

import pytest

from engine.link.index.register import RegisterNames
from engine.link.texts.facts import Facts
from engine.link.texts.scene import Scene

FIRMS = [
    ("云泉县金桂坊家具有限公司", "云泉县清渠镇滨河路30号", "苗世安"),
    ("云泉县汇鑫投资咨询有限公司", "云泉县清渠镇团结路18号", "田大有"),
    ("云泉县三和面馆", "云泉县河滩镇柳湾村二组", "欧阳大明"),
    ("云泉县丁一水泥制品厂", "云泉县清渠镇桂苑华府3栋2单元1502", "丁一"),
    ("云泉县无名店", "", ""),
    ("云泉县万利粮油店", "云泉县清渠镇滨河路30号3层302室", "万"),
    ("云泉县青山果园", "", "何平"),
    ("云泉县绿水果园", "", "高兴"),
    ("云泉县红日果园", "", "安平山"),
    ("云泉县百货家具茶叶店", "", "秦"),
]
NAMES, ADDRESSES, PEOPLE = ([firm[part] for firm in FIRMS] for part in range(3))
SHOP, MONEY, NOODLES, CEMENT, NONE, GRAIN, ORCHARD, GARDEN, HILL, STORE = range(len(FIRMS))
FACTS = Facts(RegisterNames(NAMES, (), ADDRESSES), PEOPLE, ADDRESSES)


@pytest.mark.parametrize(
    ("row", "text", "told"),
    [
        # What it does, and what another does.
        (SHOP, "实木床", ["fits 1", "fits best"]),
        (SHOP, "实木家具", ["topic 1", "fits 2", "fits best", "echo 1"]),
        (SHOP, "红木家具定制沙发", ["topic 1", "fits 3", "fits best", "echo 1"]),
        (SHOP, "好", ["fits 0"]),
        (NOODLES, "家具沙发衣柜", ["fits 0", "unfit 3"]),
        (NOODLES, "年化", ["fits 0", "unfit 1"]),
        (MONEY, "年化一成，保本", ["fits 2", "fits best"]),
        (MONEY, "年化一成，沙发衣柜", ["fits 1"]),
        (NONE, "家具沙发", []),
        # Who is there may raise money whatever its trade.
        (NOODLES, "柳湾村，年化一成", ["fits 0", "place told 2"]),
        (NOODLES, "柳湾村，沙发", ["fits 0", "unfit 1", "place told 2"]),
        # Words of its name that are not its own part.
        (CEMENT, "水泥", ["topic 1", "fits 1", "fits best", "echo 1"]),
        (CEMENT, "水泥制品", ["topic 2", "fits 1", "fits best", "echo 2"]),
        (CEMENT, "云泉", ["fits 0"]),
        (GRAIN, "油店", ["echo 1"]),
        # Its street, and another house of it.
        (SHOP, "滨河路", ["fits 0", "place told 1"]),
        (SHOP, "滨河路30号", ["fits 0", "place told 1", "door street", "door shared 2", "door whole"]),
        (GRAIN, "滨河路30号", ["fits 0", "place told 1", "door street", "door shared 2"]),
        (SHOP, "滨河路31号", ["fits 0"]),
        (MONEY, "团结路18号", ["place told 1", "door street", "door shared 1", "door whole"]),
        (SHOP, "滨河路口，往东到清渠镇50号", ["fits 0", "place told 2"]),
        (SHOP, "清渠镇", ["fits 0", "place told 2"]),
        (NOODLES, "柳湾村3号", ["fits 0", "place told 2"]),  # a village has no numbers
        (
            CEMENT,
            "桂苑华府3栋2单元1502",
            ["fits 0", "place told 1", "door home", "door shared 1", "door whole", "door home alone"],
        ),
        # Whoever runs it.
        (SHOP, "苗世安", ["fits 0", "person 3"]),
        (MONEY, "田大有", ["fits 0", "person 3"]),
        (SHOP, "世安哥", ["fits 0", "given"]),
        (SHOP, "世安那里", ["fits 0", "given"]),
        (SHOP, "世安总价", ["fits 0"]),
        (SHOP, "世安", ["fits 0"]),
        (SHOP, "苗老板", ["fits 0", "family"]),
        (SHOP, "老苗", ["fits 0", "family"]),
        (SHOP, "老田", ["fits 0"]),
        (SHOP, "安哥", []),
        (NOODLES, "欧阳大明", ["person 3"]),
        (ORCHARD, "何平", ["person 2"]),
        (ORCHARD, "平哥", []),
        (STORE, "秦", []),
        (CEMENT, "丁一", ["fits 0"]),  # whose name the firm bears
        (CEMENT, "老丁", ["fits 0"]),
        (NONE, "老苗", []),
        (GRAIN, "万哥", ["fits 0"]),
    ],
)  # fmt: skip
def test_what_agrees(row: int, text: str, told: list[str]) -> None:
    found = FACTS.of(row, Scene(text), "", FACTS.doors.find(text))
    assert [one for one in found if one != "fits 0"] == [one for one in told if one != "fits 0"]


def test_no_more_than_two_words_of_its_trade_count() -> None:
    told = FACTS.of(STORE, Scene("百货、家具、茶叶"), "", [])
    assert "topic 2" in told
    assert "echo 2" in told


def test_of_two_houses_of_a_street_the_first_counts() -> None:
    assert "place told 1" in FACTS.of(SHOP, Scene("滨河路30号，滨河路31号"), "", [])
    assert "place told 1" not in FACTS.of(SHOP, Scene("滨河路31号，滨河路32号"), "", [])


def test_its_own_name_is_no_fact_beside_it() -> None:
    text = "金桂坊家具，滨河路30号"
    doors = FACTS.doors.find(text)
    assert "topic 1" in FACTS.of(SHOP, Scene(text), "", doors)
    assert "topic 1" not in FACTS.of(SHOP, Scene(text), "金桂坊家具", doors)
    assert "door street" in FACTS.of(SHOP, Scene(text), "金桂坊家具", doors)
    assert "door street" not in FACTS.of(MONEY, Scene(text), "", doors)


def test_without_people_nobody_is_told() -> None:
    facts = Facts(RegisterNames(NAMES, (), ADDRESSES), (), ADDRESSES)
    assert "person 3" not in facts.of(SHOP, Scene("苗世安"), "", [])
    assert list(facts.persons("联系苗世安")) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("联系苗世安", {SHOP}),
        ("联系人：苗世安", {SHOP}),
        ("我叫田大有", {MONEY}),
        ("田大有老板", {MONEY}),
        ("好，田大有，好", {MONEY}),
        ("好田大有好", {MONEY}),  # a whole name that is no word, anywhere
        ("欧阳大明老师", {NOODLES}),
        ("好苗世安平山好", {SHOP, HILL}),
        ("丁一说", set()),
        ("联系丁一", {CEMENT}),
        ("丁一老板", {CEMENT}),
        ("鱼苗出塘，丁一", {CEMENT}),
        ("苗老板在滨河路", {SHOP}),
        ("老苗在团结路", set()),
        ("苗在滨河路", set()),
        ("老丁在桂苑华府", {CEMENT}),
        ("联系丁一，联系何平", {CEMENT, ORCHARD}),
        ("我是丁一，我是何平", {CEMENT, ORCHARD}),
        ("丁一老板和何平老板", {CEMENT, ORCHARD}),
        ("联系丁", set()),
        ("我是丁，我是何", set()),
        ("好，高兴，好", set()),  # a word
        ("联系高兴", {GARDEN}),
        ("联系苗世", set()),
        ("", set()),
    ],
)
def test_firms_of_somebody_that_a_text_calls_by_name(text: str, rows: set[int]) -> None:
    assert set(FACTS.persons(text)) == rows


def _of(person: str, count: int) -> Facts:
    """Facts of so many firms of one person and one street."""
    door = "云泉县清渠镇滨河路3号"
    names = [f"云泉县{chr(0x7532 + at)}店" for at in range(count)]
    return Facts(RegisterNames(names, (), [door] * count), [person] * count, [door] * count)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("联系丁一", "丁一"),
        ("我是丁一", "丁一"),
        ("丁一老板", "丁一"),
        ("好，丁一，好", "丁一"),
        ("好田大有好", "田大有"),
        ("老田在滨河路", "田大有"),
    ],
)
def test_of_five_of_a_name_each_may_be_meant_and_of_more_none(text: str, person: str) -> None:
    assert set(_of(person, 5).persons(text)) == {0, 1, 2, 3, 4}
    assert list(_of(person, 6).persons(text)) == []
