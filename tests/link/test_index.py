"""What a register is looked up by: keys to rows, words that are near, numbers, seats."""

import pickle
from collections.abc import Callable

import numpy as np
import pytest

from engine.link.index.alike_parts import AlikeParts
from engine.link.index.called import BRIEF, NAMELESS, keys_of, together
from engine.link.index.hashed import HashedRows
from engine.link.index.joined import END, Joined
from engine.link.index.near import Near
from engine.link.index.numbers import (
    NO_DOUBT,
    Called,
    Doubt,
    Slips,
    Watch,
    codes_in,
    numbered,
    numbers,
    plain,
    split,
)
from engine.link.index.postings import Pairs, Postings
from engine.link.index.seats import Seats
from engine.link.names.company import NameParser

PAIRS = [("溪云", 2), ("山居", 0), ("溪云", 1), ("溪云", 2), ("溪云谷", 5)]


def test_hashed_rows_are_those_of_the_keys() -> None:
    rows = HashedRows(PAIRS)
    assert rows.rows(["溪云"]) == {1, 2}
    assert rows.rows(["山居", "溪云谷", "无"]) == {0, 5}
    assert rows.rows(["无"]) == rows.rows([]) == HashedRows([]).rows(["溪云"]) == set()
    many = HashedRows((str(key), key) for key in range(500))
    assert all(many.rows([str(key)]) == {key} for key in range(500))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Postings([key for key, _ in PAIRS], [row for _, row in PAIRS]),
        lambda: Postings.of_pairs(iter(PAIRS)),
        lambda: Postings.of_parts([Pairs.of(PAIRS[:2]), Pairs.of(PAIRS[2:])]),
    ],
    ids=["columns", "pairs", "parts"],
)
def test_postings(make: Callable[[], Postings]) -> None:
    made = make()
    assert made.keys == ["溪云", "山居", "溪云谷"]
    assert [made.rows(key) for key in (*made.keys, "无")] == [[2, 1], [0], [5], []]
    assert [made.count(key) for key in (*made.keys, "无")] == [3, 1, 1, 0]
    assert "山居" in made
    assert "无" not in made
    assert list(made.beginning("溪")) == ["溪云", "溪云谷"]
    assert list(made.beginning("溪云")) == ["溪云谷"]
    assert list(made.beginning("溪云谷")) == list(made.beginning("无")) == []


def test_nothing_makes_postings_of_nothing() -> None:
    assert Postings([], []).rows("溪云") == []
    assert Postings.of_pairs([]).keys == []


def test_joined_texts() -> None:
    joined = Joined(END.join(["甲乙", "丙"]))
    assert (len(joined), joined[0], joined[1]) == (2, "甲乙", "丙")
    assert joined.owners([0, 1, 3]).tolist() == [0, 0, 1]
    assert (len(Joined("甲")), Joined("甲")[0], Joined("甲").owners([0]).tolist()) == (1, "甲", [0])


@pytest.mark.parametrize(
    ("word", "may"),
    [
        ("溪云山谷", True),  # itself
        ("西云山谷", True),
        ("溪云山古", True),
        ("溪山云谷", True),
        ("溪云谷山", True),
        ("溪大云山谷", True),  # one more
        ("大溪云山谷", False),
        ("云溪山谷", False),
        ("溪云谷", False),  # of four none is left out
        ("金禾泉林", True),
        ("金禾麦泉林", True),
        ("西芸山谷", False),
        ("溪", False),
        ("月", False),
        ("", False),
        ("星月", True),
        ("兴月", True),
        ("月星", False),
        ("长长长长长长长", True),  # one more than is asked for may have lost one
        ("长长长长长长", True),
        ("短短短短短短短短", False),
    ],
)
def test_near(word: str, may: bool) -> None:
    near = Near(["溪云山谷", "金禾麦泉林", "星月", "溪", "长" * 7, "短" * 8], 6)
    assert near.may([word]).tolist() == [may]
    assert near.may(["无关", word, "也无"]).tolist() == [False, may, False]


def test_near_nothing() -> None:
    assert Near([], 6).may(["溪云"]).tolist() == [False]
    assert Near(["溪云"], 6).may([]).tolist() == []


def test_numbers_of_a_text() -> None:
    assert numbers("满100减20，第3日a45") == ["100", "20", "45"]
    assert plain("满100减2") == "满000减0"
    assert (numbered("第3"), numbered("第三")) == (True, False)
    code = "91640221ma7000001x"
    assert codes_in(f"代码{code}，又1{code}，{code}0") == [code.upper()]
    assert codes_in(f"{code[:-1]}") == codes_in("9164022OMA7000001X") == []


@pytest.mark.parametrize(
    ("start", "end", "within"),
    [(0, 2, False), (2, 4, True), (4, 5, True), (2, 5, False), (0, 3, True), (5, 6, False), (0, 6, False)],
)  # fmt: skip
def test_a_span_within_a_number(start: int, end: int, within: bool) -> None:
    assert split("溪云541谷", start, end) == within


class TestWatch:
    def test_remembers_what_was_compared(self) -> None:
        watch = Watch()
        assert not watch.hangs(["10"])
        watch.over("幢3", "3号楼第12间")
        assert watch.hangs(["3"])
        assert watch.hangs(["12"])
        assert watch.hangs(["4", "123"])  # holds it
        assert watch.hangs(["2"])  # is held
        assert not watch.hangs(["45"])
        watch.begin()
        assert not watch.hangs(["3"])

    def test_what_holds_no_figure_is_not_compared(self) -> None:
        watch = Watch()
        watch.over("幢三", "3号楼")
        watch.over("3幢", "三号楼")
        assert not watch.hangs(["3"])

    @pytest.mark.parametrize(
        ("marks", "text", "hangs"),
        [
            (["溪云360"], "", True),
            (["溪云3"], "", False),
            (["溪云"], "看163.com", True),
            (["溪云"], "看163点cn", True),
            (["溪云"], "看溪.com", False),
            ([], "", False),
        ],
    )
    def test_marks_and_sites(self, marks: list[str], text: str, hangs: bool) -> None:
        watch = Watch()
        watch.texts(marks, text)
        assert watch.hangs(["7"]) == hangs
        watch.begin()
        assert not watch.hangs(["7"])

    @pytest.mark.parametrize(
        ("names", "text", "hangs"),
        [(["溪云360"], "去溪云365", True), (["溪云360"], "去溪云36", False), (["溪云"], "去溪云", False)],
    )  # fmt: skip
    def test_names(self, names: list[str], text: str, hangs: bool) -> None:
        watch = Watch()
        watch.names(names, text)
        assert watch.hangs(["7"]) == hangs


def test_doubt() -> None:
    doubt = Doubt(frozenset(["360"]), told=True, houses=False)
    assert doubt
    assert doubt.fixed("溪云360，满100") == ("360", "")
    assert doubt.changing("溪云360，满100") == ["100"]
    untold = Doubt(frozenset(["360"]), told=False, houses=False)
    assert untold.fixed("溪云360") == ()
    assert untold.changing("溪云360") == ["360"]
    assert Doubt(frozenset(), told=True, houses=True)
    assert Doubt(frozenset(), told=True, houses=True).fixed("溪云360") == ()
    assert not NO_DOUBT
    assert NO_DOUBT.fixed("溪云360") == ()
    assert NO_DOUBT.changing("溪云360，满5") == ["360"]


def test_names_with_numbers() -> None:
    called = Called(["溪云360", "溪云365", "山居", "溪3", "溪云360"])
    assert called.may_stand("去溪云361") == {"360", "365"}
    assert called.may_stand("去溪云3612") == called.may_stand("溪4") == frozenset()
    assert called.stand("去溪云365，快")
    assert not called.stand("去溪云361")
    assert not called.stand("去溪云3650")
    anywhere = Called(["溪3", "12"], anywhere=True)
    assert anywhere.may_stand("溪47") == {"3", "1", "2"}
    assert anywhere.stand("013124")
    assert anywhere.stand("溪35")
    assert not anywhere.stand("溪45")
    nothing = Called(["山居"])
    assert nothing.may_stand("去溪云361") == frozenset()
    assert not nothing.stand("去山居")


def test_slips_of_names_with_numbers() -> None:
    slips = Slips(["溪云360", "山居"])
    assert slips.near("溪云145")
    assert slips.near("西云145")
    assert slips.near("溪云14")
    assert not slips.near("西芸145")
    assert not slips.near("山居")
    assert slips.near("溪云145")  # again


_ADDRESSES = [
    "宁夏石嘴山市平罗县陶乐镇马太沟村文化西路阳光大厦3层",
    "平罗县宝丰镇新丰村",
    "平罗县城关镇阳光佳苑12号楼",
    "平罗县颍桥回族镇团结街",
]
_SEATS = Seats(_ADDRESSES, NameParser())


def test_seats() -> None:
    assert _SEATS
    assert not Seats([], NameParser())
    assert Seats([], NameParser()).address(3) == ""
    assert _SEATS.address(1) == _ADDRESSES[1]
    assert [spot.stem for spot in _SEATS.spots(1)] == ["平罗", "宝丰镇"]
    assert _SEATS.spots(1) is _SEATS.spots(1)


@pytest.mark.parametrize(
    ("row", "own"),
    [
        (0, {"陶乐镇", "陶乐", "马太沟村", "马太沟", "文化西路", "阳光大厦"}),
        (1, {"宝丰镇", "宝丰", "新丰村", "新丰"}),
        (2, {"城关镇", "阳光佳苑"}),
        (3, {"颍桥回族镇", "颍桥", "团结街"}),
    ],
)
def test_places_of_its_own(row: int, own: set[str]) -> None:
    found = _SEATS.own_places(row)
    assert set(found) == own
    assert list(found) == sorted(own, key=lambda name: (-len(name), name))
    assert _SEATS.own_places(row) is found


def test_another_township() -> None:
    text = "在陶乐溪云店"
    assert _SEATS.other_town(text, 3, 1)
    assert not _SEATS.other_town(text, 3, 0)  # its own
    assert not _SEATS.other_town(text, 2, 1)  # not right before
    assert not _SEATS.other_town("在红岩溪云店", 3, 1)  # none of the register's
    assert not _SEATS.other_town("陶", 1, 1)
    assert _SEATS.other_town("颍桥回族镇在陶乐溪云", 8, 1)
    assert not Seats(["平罗县", *_ADDRESSES], NameParser()).other_town(text, 3, 0)


def test_another_township_than_somebody_gives() -> None:
    def spots(text: str) -> list:  # type: ignore[type-arg]
        return list(NameParser().parse(f"{text}溪云商店").places)

    assert _SEATS.other_than(1, spots("平罗县陶乐镇"))
    assert not _SEATS.other_than(0, spots("平罗县陶乐镇"))
    assert not _SEATS.other_than(1, spots("平罗县"))
    assert not Seats(["平罗县"], NameParser()).other_than(0, spots("平罗县陶乐镇"))
    assert _SEATS.moved(1, ["陶乐", "红岩"])
    assert not _SEATS.moved(0, ["陶乐", "红岩"])
    assert not _SEATS.moved(1, [])
    assert not Seats(["平罗县"], NameParser()).moved(0, ["陶乐"])


def keys(name: str) -> set[str]:
    parser = NameParser()
    return set(keys_of(parser.parse(name), parser.atlas))


@pytest.mark.parametrize(
    ("name", "some", "none"),
    [
        ("平罗县溪云谷商贸有限公司", {"溪云谷"}, {NAMELESS + "平罗|商贸"}),
        ("溪云谷水产峪有限公司", {"溪云谷水产峪", "溪云谷"}, set()),
        ("平罗县龙虎山溪云谷民宿有限公司", {"龙虎山溪云谷", "溪云谷"}, set()),
        ("龙虎山溪云谷民宿有限公司", {"龙虎山溪云谷"}, {"溪云谷"}),
        ("云南民间工艺绣蝶坊文化产业有限公司", {BRIEF + "绣蝶坊"}, {"绣蝶坊"}),
        ("中石油甘肃庆阳销售分公司", {NAMELESS + "中石油|庆阳|销售"}, set()),
        ("甘建投", {NAMELESS + "甘肃|建设|投资"}, set()),
        ("平罗县小额贷款有限公司", {NAMELESS + "平罗|小额贷款"}, set()),
        ("宁夏平罗县小额贷款有限公司", {NAMELESS + "平罗|小额贷款", NAMELESS + "宁夏|小额贷款"}, set()),
        ("农业银行平罗县陶乐支行", {NAMELESS + "平罗陶乐"}, set()),
        ("中国农业银行平罗支行", {NAMELESS + "平罗", NAMELESS + "平罗平罗"}, set()),
    ],
)  # fmt: skip
def test_keys_of_a_name(name: str, some: set[str], none: set[str]) -> None:
    found = keys(name)
    assert some <= found, found
    assert not none & found


def test_parts_of_a_register_together() -> None:
    one = Pairs.of([("溪云", 0)]), {"溪泉酒业": [0], "养殖": [1]}
    other = Pairs.of([("溪云", 3)]), {"溪泉酒业": [3]}
    postings, bodies = together([one, other])
    assert postings.rows("溪云") == [0, 3]
    assert bodies == {"溪泉酒业": [0, 3], "养殖": [1]}


_PARTS = ["溪云山谷居", "星月谷", "兴月谷", "香林坊", NAMELESS + "平罗|商贸", "月"]
_ALIKE = AlikeParts(Postings(_PARTS, range(len(_PARTS))))


@pytest.mark.parametrize(
    ("part", "alike"),
    [
        ("溪云谷居", {"溪云山谷居"}),  # left out
        ("溪云大山谷居", {"溪云山谷居"}),
        ("溪山云谷居", {"溪云山谷居"}),
        ("香伶坊", {"香林坊"}),
        ("香林访", {"香林坊"}),
        ("响林坊", {"香林坊"}),
        ("香林坊", set()),
        ("溪月坊", set()),
        ("月", set()),
    ],
)
def test_parts_with_a_slip(part: str, alike: set[str]) -> None:
    assert set(_ALIKE.alike(part)) == alike
    assert _ALIKE.alike(part) is _ALIKE.alike(part)


def test_parts_that_sound_alike() -> None:
    assert set(_ALIKE.sounding("星月谷")) == {"兴月谷"}
    assert set(_ALIKE.sounding("杏月谷")) == {"兴月谷", "星月谷"}
    assert _ALIKE.sounding("溪月谷") == []


def test_which_of_many_may_be_a_slip() -> None:
    _ALIKE.make_ready()
    assert _ALIKE.near(["响林坊", "香林坊", "溪月坊", "月"]) == {"响林坊"}


def test_an_index_goes_to_another_process() -> None:
    rows = pickle.loads(pickle.dumps(HashedRows(PAIRS)))
    assert rows.rows(["溪云"]) == {1, 2}
    assert np.array_equal(Near(["溪云"], 6).may(["西云"]), [True])
