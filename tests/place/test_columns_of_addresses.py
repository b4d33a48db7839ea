"""Addresses read by the column have the parts that each has when it is read alone."""

import re

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.place import Addresses, parse_address, tails
from engine.place.address import first_address, read_zone
from engine.place.addresses import special
from engine.place.division_part import may_begin, read_divisions, town_sign
from engine.place.head_part import CITY, COUNTY, TOWN, Head, read_head, read_known, skip
from engine.place.heads import UNTOLD, Heads, Names, following, lasting
from engine.place.lines import Lines
from engine.place.local_part import (
    ESTATE_SIGN,
    FLOOR_SIGN,
    LEFT_OVER,
    ROAD_SIGN,
    ROOM_SIGN,
    VILLAGE_SIGN,
    read_front,
    read_tail,
    without_left_over,
)
from engine.place.shapes import PATTERNS, Shapes
from engine.place.words import Words
from engine.text.divisions import divisions
from engine.text.fold import fold

SHAPES = Shapes()
NAMES = Names()
HEADS = Heads(100_000, NAMES)
#: Shared by all examples, so that what one leaves behind meets the others.
ADDRESSES = Addresses()

# From a table of 3,000 counties some that lie in one place, some whose names stand elsewhere, too.
_COUNTIES = [*sorted(divisions().counties)[::40], "鼓楼区", "通州区", "市中区", "平罗县", "中宁县"]
_CITIES = [*sorted(divisions().cities)[::20], "杭州市", "东莞市", "中山市"]
_TOWNS = sorted(
    {name for c in _COUNTIES for k in divisions().counties[c] for name in sorted(k.towns.names)[:3]}
)
#: Heads of which nothing behind them changes how they are read.
_LASTING = [
    text
    for county in [
        *_COUNTIES,
        "抚顺县",
        "苏州工业园区",
        "莒县",
        "路桥区",
        "东莞市",
        "朝阳区",
        "天门市",
    ]
    for known in divisions().counties.get(county, ())
    for text in {
        county,
        known.city + county,
        known.province + county,
        known.province + known.city + county,
        known.city,
        known.province + known.city,
    }
    if text and lasting(text)
]
head = st.one_of(
    st.sampled_from(sorted(divisions().provinces)),
    st.sampled_from(_CITIES),
    st.sampled_from(sorted(divisions().short_cities)[::20]),
    st.sampled_from(_COUNTIES),
    st.sampled_from([name[:-1] for name in _COUNTIES]),
    st.sampled_from(_TOWNS),
    st.sampled_from(
        ["地址：", "中国", "-", "，", "市辖区", "开发区", "云泉县", "清渠镇", "場鎮", "旗"]
    ),
)
local = st.one_of(
    st.sampled_from(
        ["中山路", "新华西路", "解放街", "人民", "北京", "城关", "西街", "环城", "福州大道"]
    ),
    st.sampled_from(
        ["金桥村", "七队", "3组", "村委会", "社区", "工业园", "市场", "花园", "大厦", "里"]
    ),
    st.sampled_from(
        ["18号", "2号楼", "３幢", "5栋", "1单元", "B座", "3层", "二楼", "305室", "A12", "-1", "、"]
    ),
    st.sampled_from(
        ["（临街）", "(2楼)", "【", "；平罗县", "，惠农区", "东侧", "对面", "号", "商铺", "之一"]
    ),
    st.text("0123456789AbF甲一二东西路街号村镇县市区 \u3000-", max_size=4),
)
addresses = st.builds(
    lambda *parts: "".join(p for part in parts for p in part),
    st.lists(head, max_size=5),
    st.lists(local, max_size=6),
)


def shapes(text: str) -> tuple[str, list[int]]:
    lines = Lines(pa.array([text]), SHAPES)
    return lines.folded_text[: len(text)], lines.shape[: len(text)].tolist()


def rows(addresses: Addresses, texts: list[str]) -> list[tuple[str, ...]]:
    columns = addresses.read(pa.array(texts, pa.string()))
    return list(zip(*(column.to_pylist() for column in columns), strict=True))


def alone(text: str) -> tuple[str, ...]:
    return tuple(parse_address(text))


@settings(max_examples=300, deadline=None)
@example(["上海市市场1号"])
@example(["石嘴山市石嘴山市", "石嘴山市石嘴山市县重庆"])
@given(st.lists(addresses, min_size=1, max_size=8))
def test_a_column_is_read_like_each_address(texts: list[str]) -> None:
    assert rows(ADDRESSES, texts) == [alone(text) for text in texts]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=30), max_size=5))
def test_whatever_stands_in_the_column(texts: list[str]) -> None:
    assert rows(ADDRESSES, texts) == [alone(text) for text in texts]


@settings(max_examples=50, deadline=None)
@given(st.lists(addresses, min_size=1, max_size=8), st.integers(0, 3))
def test_a_full_memory_changes_nothing(texts: list[str], most: int) -> None:
    assert rows(Addresses(most), texts) == [alone(text) for text in texts]


@settings(max_examples=50, deadline=None)
@given(st.lists(addresses, max_size=8), st.integers(1, 8), st.randoms(use_true_random=False))
def test_order_and_portions_change_nothing(texts: list[str], size: int, random) -> None:
    shuffled = random.sample(texts, len(texts))
    column = Addresses(4)
    parts = [p for at in range(0, len(texts), size) for p in rows(column, shuffled[at : at + size])]
    assert dict(zip(shuffled, parts, strict=True)) == {text: alone(text) for text in texts}


@settings(max_examples=50, deadline=None)
@given(st.lists(head, min_size=1, max_size=4), st.lists(local, max_size=4), local)
def test_what_follows_a_head_still_counts(heads: list[str], rest: list[str], other: str) -> None:
    told = "".join(heads)
    texts = [told + "".join(rest), told + other, told, told + other + "".join(rest)]
    assert rows(Addresses(), texts) == [alone(text) for text in texts]


@pytest.mark.parametrize(
    ("pattern", "sign"),
    [
        (tails.VILLAGE, VILLAGE_SIGN),
        (tails.ESTATE, ESTATE_SIGN),
        (tails.ROAD, ROAD_SIGN),
        (tails.ROOM, ROOM_SIGN),
        (tails.FLOOR, FLOOR_SIGN),
        (tails.ZONE, re.compile("^.{0,19}区")),
        (COUNTY, re.compile("^.{0,9}[县旗区市]")),
        (CITY, re.compile("^.{0,8}[州区盟市]")),
    ],
    ids=["village", "estate", "road", "room", "floor", "zone", "county", "city"],
)
@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_nothing_is_passed_over_for_want_of_a_sign(
    pattern: re.Pattern[str], sign: re.Pattern[str], data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    found = pattern.search(text)
    assert found
    assert sign.search(found.group())


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(["", "，、"]),
    st.sampled_from(["", "宏源大厦", "三院内楼"]),
    st.lists(st.sampled_from(LEFT_OVER)),
)
def test_what_is_left_over_goes_from_both_ends(before: str, kept: str, left: list[str]) -> None:
    found = without_left_over(before + kept + "".join(left))
    assert found == kept or (not kept and set(found) <= set("".join(left)))
    assert without_left_over(found) == found
    assert not found.endswith(LEFT_OVER)


def test_a_row_of_signs_takes_no_time() -> None:
    text = "宏源大厦" + "，" * 30_000 + "旁处乙处"
    assert without_left_over(text) == text[:-1]
    assert parse_address(text).building


def found(text: str) -> Head | None:
    """The head that ``text`` is told to begin with."""
    number = HEADS.find(Lines(pa.array([text]), SHAPES))[0]
    return None if number == UNTOLD else HEADS.known[number]


@settings(max_examples=200, deadline=None)
@given(addresses, st.sampled_from(["", "中国"]))
def test_a_head_is_told_as_it_is_read(text: str, before: str) -> None:
    text = "".join((before + text).split())
    assert found(text) in (None, read_head(fold(text), text))


@settings(max_examples=100, deadline=None)
@given(st.lists(head, max_size=3).map("".join), st.lists(local, max_size=3).map("".join))
def test_nothing_is_read_where_no_head_may_begin(heads: str, rest: str) -> None:
    text = fold("".join((heads + rest).split()))
    begun = skip(text, 0)
    assert may_begin(text, begun) or not read_known(text, text, begun).found
    lines = Lines(pa.array([text]), SHAPES)
    assert NAMES.may_begin(lines, np.array([begun])) == may_begin(text, begun)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_what_lasts_is_read_like_that_whatever_follows(data: st.DataObject) -> None:
    known = data.draw(st.sampled_from(_LASTING))
    text = known + "".join(data.draw(st.lists(head, max_size=2)) + data.draw(st.lists(local)))
    text = "".join(text.split())
    assert found(text) in (None, read_head(fold(text), text))


def test_a_head_is_told_unless_a_name_goes_on_behind_it() -> None:
    assert following("上海") >= {"市"}
    told = found("上海张杨路800号")
    assert told
    assert told.found == {"province": "上海", "city": "上海市"}
    assert found("上海市张杨路800号") != told
    assert found("上海上海路1号") is None


@settings(max_examples=100, deadline=None)
@given(st.lists(head, max_size=3).map("".join), st.lists(local, max_size=3).map("".join))
def test_divisions_end_before_the_first_digit(heads: str, rest: str) -> None:
    text = "".join((heads + rest).split())
    folded = fold(text)
    first = next((at for at, char in enumerate(folded) if char.isascii() and char.isalnum()), None)
    assert read_divisions(folded, text) == read_divisions(folded[:first], text[:first])
    at = read_divisions(folded, text)[2]
    assert read_zone(folded, text, at, "") == read_zone(folded[:first], text[:first], at, "")


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=3), st.sampled_from([";；,，、（(【["]), st.text(max_size=3))
def test_whatever_may_be_more_than_an_address_is_looked_at(first, sign, last) -> None:
    for text in (first + last, first + sign + last, first + last + " "):
        plain = first_address(text) == (text, "")
        assert plain or special(pa.array([text])).to_pylist() == [True]


def test_every_space_is_taken_out() -> None:
    spaces = [char for char in map(chr, range(0xD800)) if char.isspace()]
    assert all(special(pa.array(spaces)).to_pylist())


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(_TOWNS), min_size=1), st.data())
def test_the_longest_word_of_a_group_is_found(names: list[str], data: st.DataObject) -> None:
    words, groups = Words(), {}
    for number, name in enumerate(dict.fromkeys(names)):
        group = data.draw(st.integers(0, 2))
        groups[name] = group, number
        words.add(name, number, group)
        if data.draw(st.booleans()):
            words.longest(np.zeros(80, np.uint32), np.zeros(1, np.int64))  # some come later
    text = data.draw(st.sampled_from(names)) + data.draw(st.sampled_from(names))
    group = data.draw(st.integers(0, 2))
    fitting = [n for n, (g, _) in groups.items() if g == group and text.startswith(n)]
    longest = max(fitting, key=len, default="")
    lines = Lines(pa.array([text]), SHAPES)
    size, number = words.longest(lines.raw, lines.begins, np.array([group]))
    assert (size[0], number[0]) == (len(longest), groups[longest][1] if longest else -1)


@settings(max_examples=50, deadline=None)
@given(st.from_regex(TOWN))
def test_no_township_without_a_sign_nearby(text: str) -> None:
    found = TOWN.match(text)
    assert found
    assert town_sign(found.group()[:12])


@settings(max_examples=50, deadline=None)
@given(st.lists(local, max_size=6).map("".join), st.randoms(use_true_random=False))
def test_rests_of_one_shape_have_their_parts_at_the_same_places(text: str, random) -> None:
    plain = "".join(text.split())
    folded, shape = shapes(plain)
    assert folded == fold(plain)
    named = "".join(p.pattern for p in PATTERNS)
    free = [char for char in "甜蛙锦绣翡翠" if char not in named]
    twin = "".join(
        random.choice("0123456789")
        if char in "0123456789"
        else random.choice(free)
        if char in free or (char not in named and "\u4e00" <= char <= "\u9fff" == fold(char))
        else char
        for char in plain
    )
    assert shapes(twin)[1] == shape
    assert read_tail(twin, fold(twin)) == read_tail(plain, folded)
    assert read_front(fold(twin)) == read_front(folded)


def test_no_pattern_names_a_range_of_chinese_characters_but_all() -> None:
    """Shapes know ranges of Chinese characters only as a whole."""
    for pattern in PATTERNS:
        assert not re.search("[\u4e00-\u9fff]-[\u4e00-\u9fff]", pattern.pattern)
