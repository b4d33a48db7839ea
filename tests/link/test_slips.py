"""Slips of the pen in distinctive parts: what can be one, what speaks for it, how it is called."""

import pytest

from engine.link.names import slips


def test_what_is_left_without_a_character_or_with_two_exchanged() -> None:
    assert list(slips.moved("溪云山谷")) == ["溪山谷", "溪山云谷", "溪云谷", "溪云谷山"]
    assert list(slips.moved("溪云")) == []


def test_only_long_parts_are_looked_for_without_a_character() -> None:
    assert list(slips.shortened("溪云山谷居")) == ["溪山谷居", "溪云谷居", "溪云山居"]
    assert list(slips.shortened("溪云山谷")) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # two exchanged, not the first
        ("溪云山谷", "溪山云谷", True),
        ("溪云山谷", "溪云谷山", True),
        ("溪云山谷居", "溪山云谷居", True),
        ("溪云山谷", "云溪山谷", False),
        ("溪云山", "溪山云", False),  # short
        ("溪云山谷", "溪林花谷", False),
        ("溪云山谷居", "溪谷山云居", False),
        ("溪云山谷居", "溪云山谷居", False),
        ("溪云三谷", "溪三云谷", False),  # numbers
        # one left out or written twice, not the first nor the last
        ("溪云山谷居", "溪山谷居", True),
        ("溪云山谷居", "溪云谷居", True),
        ("溪云山谷居", "溪云山居", True),
        ("溪云云谷居", "溪云谷居", True),
        ("溪云山谷居", "云山谷居", False),
        ("溪云山谷居", "溪云山谷", False),
        ("溪云谷谷谷", "溪云谷谷", False),
        ("溪云山谷", "溪云谷", False),
        ("溪云山谷居", "溪云居", False),
        ("溪云三谷居", "溪云谷居", False),
    ],
)
def test_misplaced(one: str, other: str, expected: bool) -> None:
    assert slips.misplaced(one, other) == slips.misplaced(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("溪云山谷", "溪山云谷", True),
        ("香林坊", "香伶坊", True),  # by a little, if place and trade agree
        ("竹舍栈", "足舍栈", True),
        ("溪谷", "溪居", False),
        ("竹舍栈", "竹舍居", False),
    ],
)
def test_possible(one: str, other: str, expected: bool) -> None:
    assert slips.possible(one, other) == slips.possible(other, one) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("周家", "邹家"), ("周家面", "邹家面"), ("溪周家", "溪邹家"), ("老周", "老邹"), ("小周", "小邹")],
)  # fmt: skip
def test_two_families_are_no_slip(one: str, other: str) -> None:
    assert slips.signs(one, other, 2) == slips.signs(other, one, 2) == []


@pytest.mark.parametrize(
    ("one", "other"), [("周河面", "邹河面"), ("大周", "大邹"), ("小州", "小洲")]
)
def test_surnames_of_nobody_may_be_slips(one: str, other: str) -> None:
    assert slips.signs(one, other, 2)
    assert set(slips.signs(one, other, 2)) == set(slips.signs(other, one, 2))


@pytest.mark.parametrize(
    ("one", "other", "size", "where", "words"),
    [
        ("溪云传媒", "溪云船媒", 2, "trade", "one"),  # the first of the trade
        ("溪云传媒", "溪云传煤", 2, "trade", "one"),
        ("溪云传媒", "溪芸传媒", 2, "last", "none"),
        ("溪云传媒", "西云传媒", 2, "first", "none"),
        ("溪云谷", "溪芸谷", 3, "amid", "none"),
    ],
)
def test_where_a_slip_is_and_whether_it_makes_a_word(
    one: str, other: str, size: int, where: str, words: str
) -> None:
    found = slips.signs(one, other, size)
    assert f"where={where}" in found
    assert f"words={words}" in found


def test_score_counts_what_is_known_only() -> None:
    assert slips.score(["this", "that", "nothing"], {"this": 2.0, "that": -0.5}) == 1.5
    assert slips.score(["nothing"]) == 0


@pytest.mark.parametrize(
    ("a", "b", "how"),
    [
        ("星", "兴", "读音相近"),
        ("莱", "菜", "字形相近"),
        ("未", "末", "字形相近"),
        ("州", "洲", "音形相近"),
        ("清", "青", "音形相近"),
    ],
)
def test_how_a_slip_is_called(a: str, b: str, how: str) -> None:
    assert slips.called(a, b) == slips.called(b, a) == how


@pytest.mark.parametrize(
    ("one", "other", "at"),
    [("溪云", "溪芸", 1), ("溪云", "西云", 0), ("溪云", "溪云", -1), ("溪云", "西芸", -1), ("溪云", "溪", -1)],
)  # fmt: skip
def test_where_they_differ(one: str, other: str, at: int) -> None:
    assert slips.changed(one, other) == slips.changed(other, one) == at
