"""What is known of a firm that a text may mean, and when it is the one; each line was found wanting by
a mutant."""

from __future__ import annotations

import pytest

from engine.link.adverts.cases import Case, alone, listed
from engine.link.adverts.choosing import Choice
from engine.link.adverts.telling import how
from engine.link.adverts.weighing import Weighed, best, heaviest, total, weigh
from engine.link.index.register import RegisterNames
from engine.link.texts.result import MOST, NOBODY, LinkResult, one_of
from engine.link.texts.sighting import Sighting


def firm(row: int, score: float, *features: str, said: str = "鼎信") -> Weighed:
    return Weighed(row, score, features or ("form",), said, False)


def seen(row: int, stem: str, *features: str, said: str = "", former: bool = False) -> Sighting:
    return Sighting(row, row, former, stem, said or stem, features)


@pytest.mark.parametrize(
    ("feature", "backed", "placed"),
    [
        ("fits 1", True, False),
        ("fits 2", True, False),
        ("fits 3", True, False),
        ("fits 0", False, False),
        ("topic 1", True, False),
        ("echo 1", False, False),
        ("place told 1", True, True),
        ("place agrees", False, True),
        ("own before", True, True),
        ("person 2", True, True),
        ("family", True, True),
        ("given", True, True),
        ("door street", True, True),
        ("rest whole", False, True),
        ("rest begins", False, False),
        ("unnamed fits 1", False, False),
    ],
)
def test_what_speaks_beside_a_name(feature: str, backed: bool, placed: bool) -> None:
    assert (firm(0, 0, feature).backed, firm(0, 0, feature).placed) == (backed, placed)


HEADING = ("left head", "right stop", "size 4", "bearers 1")


@pytest.mark.parametrize(
    ("score", "features", "vague"),
    [
        (0.6, ("alone", "word"), True),
        (0.6, ("form", "word"), False),
        (0.6, ("alone", "word", "mark"), False),
        (1.79, ("alone", "word"), True),
        (1.8, ("alone", "word"), False),
        (0.6, ("alone", "word", "place told 1"), False),
        (0.6, ("alone", "word", "fits 1"), True),
        (0.6, ("alone", "word", "fits 2"), False),
        (0.6, ("alone", "word", "fits 3"), False),
        (0.6, ("alone", "word", "topic 1"), False),
        (0.6, ("alone", "word", "echo 1"), False),
        (0.6, ("alone", "word", "left quote"), False),
        (0.6, ("alone", "word", "right branded"), False),
        (0.6, ("alone", "coined"), False),
        (0.6, ("alone", "coined", "unfit 1"), False),
        (0.6, ("alone", "coined", "unfit 2"), True),
        (0.6, ("alone", "coined", "unfit 2", *HEADING), False),
        (0.6, ("alone", "coined", "unfit 2", *HEADING[1:]), True),
        (0.6, ("alone", "word", "unfit 2", *HEADING), True),
    ],
)
def test_a_word_is_no_name(score: float, features: tuple[str, ...], vague: bool) -> None:
    assert firm(0, score, *features).vague is vague


@pytest.mark.parametrize(
    ("features", "namesake", "here", "here_though_far"),
    [
        (("unnamed", "person 3"), True, True, True),
        (("unnamed", "family"), True, True, False),
        (("unnamed", "place told 1"), False, True, True),
        (("unnamed", "door home"), False, True, True),
        (("place agrees",), False, True, False),
        (("own before",), False, True, True),
        (("given",), False, True, True),
        (("topic 1",), False, False, False),
    ],
)
def test_whether_it_is_here(
    features: tuple[str, ...], namesake: bool, here: bool, here_though_far: bool
) -> None:
    one = firm(0, 0, *features)
    assert (one.namesake, one.here(False), one.here(True)) == (namesake, here, here_though_far)


@pytest.mark.parametrize(("score", "likeness"), [(0, 50), (2, 88), (9, 95), (-3, 5)])
def test_likeness(score: float, likeness: int) -> None:
    assert firm(0, score).likeness == likeness


TABLE = {"bias": -1.0, "coined": 2.0, "topic 1": 0.5, "far": -3.0}


def test_the_best_sighting_of_each_firm_counts() -> None:
    long, short = seen(4, "鼎信", "coined"), seen(4, "鼎", "far", former=True)
    assert best(4, [short, long], ["topic 1"], TABLE) == firm(4, 1.5, "topic 1", "coined")
    assert best(4, [short], [], TABLE) == Weighed(4, -4.0, ("far",), "鼎", True)
    equal = [seen(4, "鼎", "coined"), seen(4, "鼎信", "coined")]
    assert best(4, equal, [], TABLE).said == "鼎"  # the first of two that say as much
    assert best(4, [], ["topic 1", "new"], TABLE) == firm(4, -0.5, "topic 1", "new", said="")
    assert total(["coined", "coined", "new"], TABLE) == 4.0
    assert best(4, [long], ["topic 1"], {"coined": 2.0}).score == 2.0


def test_the_likeliest_first_and_each_once() -> None:
    cases: list[Case] = [
        (3, [seen(3, "鼎信", "coined")], []),
        (2, [seen(2, "鼎信", "coined")], []),
        (5, [seen(5, "鼎信")], ["topic 1"]),
    ]
    assert [(w.row, w.score) for w in weigh(cases, TABLE)] == [(2, 1.0), (3, 1.0), (5, -0.5)]
    # In a register of the whole country who is here is one more likely.
    assert [(w.row, w.score) for w in weigh(cases, TABLE, [3])] == [(3, 2.0), (2, 1.0), (5, -0.5)]
    assert weigh([], TABLE) == []
    assert heaviest([firm(1, 0.5), firm(2, 0.1)], [firm(1, 0.7), firm(2, 0.0)]) == [
        firm(1, 0.7),
        firm(2, 0.1),
    ]


def told(*cases: tuple[str, list[str]]) -> list[list[str]]:
    """What is told of firms that are called by a stem ("": by none), with what ``alone`` adds."""
    given: list[Case] = [
        (row, [seen(row, stem)] if stem else [], features)
        for row, (stem, features) in enumerate(cases)
    ]
    found = alone(given)
    assert [row for row, _, _ in found] == [*range(len(cases))]
    assert [s for _, s, _ in found] == [s for _, s, _ in given]
    return [more[len(features) :] for (_, _, more), (_, features) in zip(found, cases, strict=True)]


def test_what_speaks_for_one_of_a_name_only() -> None:
    assert told() == []
    assert told(("鼎信", [])) == [[]]
    assert told(("鼎信", ["fits 1", "topic 1", "fits 2"])) == [[]]  # one kind
    assert told(("鼎信", ["fits 1", "door home"])) == [["kinds 2"]]
    assert told(("鼎信", ["echo 2", "place told 1", "family"])) == [["kinds 3"]]
    assert told(("鼎信", ["fits 3", "given", "fits 0"])) == [["kinds 2"]]
    # Of one name: what is told of one and not of the other.
    assert told(("鼎信", ["person 2"]), ("鼎信", [])) == [["sole person"], ["lacks person"]]
    assert told(("鼎信", ["topic 1"]), ("鼎信", ["topic 1"])) == [[], []]
    assert told(("鼎信", ["topic 1", "door"]), ("鼎信", ["topic 1"])) == [
        ["kinds 2", "sole place"],
        ["lacks place"],
    ]
    assert told(("鼎信", ["topic 1"]), ("鼎信", ["given"])) == [
        ["sole trade", "lacks person"],
        ["sole person", "lacks trade"],
    ]
    assert told(("鼎信", ["topic 1"]), ("宏远", [])) == [[], []]
    # Who is not named at all.
    assert told(("", [])) == [["unnamed kinds 0"]]
    assert told(("", ["door home"])) == [["unnamed kinds 1"]]
    assert told(("", ["door home"]), ("", [])) == [["unnamed kinds 1"], ["unnamed kinds 0"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鼎信、宏远开业", True),
        ("宏远和鼎信开业", True),
        ("看宏远与鼎信", True),
        ("鼎信，宏远", False),
        ("鼎信和大宏远", False),
        ("鼎信开业，宏远与鼎信都来", True),
        ("鼎信和宏远，又是鼎信", True),
        ("鼎信，鼎信和宏远，鼎信", True),
        ("看、鼎信开业", False),
        ("鼎信", False),
    ],
)
def test_in_a_list(text: str, expected: bool) -> None:
    assert listed(text, {"鼎信"}, {"鼎信", "宏远"}) is expected
    assert not listed(text, {"鼎信"}, {"鼎信"})
    assert listed("甲甲和乙", {"甲"}, {"甲", "乙"})


@pytest.mark.parametrize(
    ("features", "words"),
    [
        (("slip all", "rest whole"), "文中名称差一字（音近或形近）“鼎信”"),
        (("rest whole",), "文中出现名称“鼎信”"),
        (("same with trade", "rest begins"), "文中出现名称“鼎信”"),
        (("rest begins", "trade agrees"), "文中出现名称的缩略“鼎信”"),
        (("short 2",), "文中出现名称的缩略“鼎信”"),
        (("trade agrees",), "文中出现字号及行业“鼎信”"),
        (("alone",), "文中出现字号“鼎信”"),
        (("alone", "topic 1", "person 3"), "文中出现字号“鼎信”，法定代表人姓名一致，行业相符"),
        (("alone", "door street", "place told 1"), "文中出现字号“鼎信”，地址一致"),
        (("alone", "door village", "own before"), "文中出现字号“鼎信”，村址一致"),
        (("alone", "own before", "place told 1"), "文中出现字号“鼎信”，地点相符"),
        (("alone", "door home", "door room"), "文中出现字号“鼎信”，地址一致"),
        (("alone", "family", "given"), "文中出现字号“鼎信”，名字相符，姓氏相符"),
    ],
)
def test_how_it_was_found(features: tuple[str, ...], words: str) -> None:
    assert how(firm(0, 0, *features)) == words


def test_how_it_was_found_without_a_name_or_by_a_former_one() -> None:
    assert how(firm(0, 0, "unnamed", "door home", said="")) == "地址一致"
    assert how(Weighed(0, 0, ("rest whole",), "鼎信", True)) == "文中出现名称“鼎信”（曾用名）"


def test_one_of_several() -> None:
    assert one_of([3, 3], "甲", 90) == LinkResult(3, "甲", 90)
    assert one_of([5, 3, 5], "甲", 90) == LinkResult(-1, "甲", 90, (3, 5))
    assert one_of(range(20, 0, -1), "甲", 90).candidates == tuple(range(1, MOST + 1))
    assert LinkResult(-1, "", 0) == NOBODY


PLAIN = RegisterNames(["云泉县鼎信商贸有限公司", "云泉县宏远家具店", "云泉县三和面馆"])
FITTING = ("rest begins", "same with trade")
HOUSE = ("door whole", "door shared 1")


@pytest.mark.parametrize(
    ("weighed", "row", "candidates"),
    [
        ([firm(0, -1.01)], -1, None),
        ([firm(0, -0.99)], -1, (0,)),
        ([firm(0, -1.0)], -1, ()),
        ([firm(0, 0.49)], -1, (0,)),
        ([firm(0, 0.5)], 0, ()),
        # Whom about as much speaks for is a rival.
        ([firm(0, 0.5), firm(1, -0.99)], -1, (0, 1)),
        ([firm(0, 0.5), firm(1, -1.0)], 0, ()),
        ([firm(0, 1.0), firm(1, -0.5)], -1, (0, 1)),
        ([firm(0, 1.0), firm(1, -0.7)], 0, ()),
        ([firm(0, 9.0), firm(1, 0.51)], -1, (0, 1)),
        ([firm(0, 9.0), firm(1, 0.5)], 0, ()),
        ([firm(1, 2.0), firm(2, 1.9), firm(0, 1.8)], -1, (0, 1, 2)),
        # Who is only at the place is no rival of one that is named and there.
        ([firm(0, 2.0, "door street"), firm(1, 1.9, said="")], 0, ()),
        ([firm(0, 2.0, "door street"), firm(1, 1.9)], -1, (0, 1)),
        ([firm(0, 2.0), firm(1, 1.9, said="")], -1, (0, 1)),
        ([firm(0, 2.0, "door street", said=""), firm(1, 1.9, said="")], -1, (0, 1)),
        ([firm(0, 2.0, "door street"), firm(1, -3.0)], 0, ()),
        # Who goes on in another way is no rival of a whole name, nor of one that goes on with its trade.
        ([firm(0, 2.0, "rest whole"), firm(1, 1.9, "trade other")], 0, ()),
        ([firm(0, 2.0, "rest whole"), firm(1, 1.9, "tail other")], 0, ()),
        ([firm(0, 2.0, "rest whole"), firm(1, 1.9, "shop other")], 0, ()),
        ([firm(0, 2.0, "rest whole"), firm(1, 1.9, "trade other", *FITTING)], -1, (0, 1)),
        ([firm(0, 2.0, "rest whole"), firm(1, 1.9, "trade kin")], -1, (0, 1)),
        ([firm(0, 2.0, "rest whole"), firm(1, -2.0, "trade kin")], 0, ()),
        ([firm(0, 2.0, *FITTING), firm(1, 1.9, "trade other")], 0, ()),
        ([firm(0, 2.0, FITTING[0]), firm(1, 1.9, "trade other")], -1, (0, 1)),
        ([firm(0, 2.0), firm(1, 1.9, "trade other")], -1, (0, 1)),
        # Of one name who is at the place that is told, with twice the lead.
        ([firm(0, 4.0, "sole place"), firm(1, 0.7, "lacks place")], 0, ()),
        ([firm(0, 4.0, "sole place"), firm(1, 0.9, "lacks place")], -1, (0, 1)),
        ([firm(0, 4.0, "sole place"), firm(1, 0.7)], -1, (0, 1)),
        ([firm(0, 4.0, "sole place", said=""), firm(1, 0.7, "lacks place")], -1, (0, 1)),
        ([firm(0, 4.0), firm(1, 0.7, "lacks place")], -1, (0, 1)),
        ([firm(0, 4.0, "sole place"), firm(1, -3.0, "fits 1")], 0, ()),
        # Two side by side, however far ahead one of them is; a third is none of them.
        ([firm(0, 4.0, "listed"), firm(1, -3.0, "listed")], -1, (0, 1)),
        ([firm(0, 4.0, "listed"), firm(1, 3.0), firm(2, -3.0, "listed")], -1, (0, 2)),
        # Alone in its house.
        ([firm(0, 2.0, *HOUSE, said=""), firm(1, 1.9, said="")], 0, ()),
        ([firm(0, 2.0, *HOUSE, said=""), firm(1, 1.9, *HOUSE, said="")], -1, (0, 1)),
        ([firm(0, 2.0, HOUSE[0], said=""), firm(1, 1.9, said="")], -1, (0, 1)),
        ([firm(0, 2.0, *HOUSE), firm(1, 1.9)], -1, (0, 1)),
        ([firm(0, 2.0, *HOUSE, said=""), firm(1, -3.0, *HOUSE, said="")], 0, ()),
        # Another trade behind its part, and nothing else.
        ([firm(0, 2.0, "trade other")], -1, (0,)),
        ([firm(0, 2.0, "trade other", "topic 1")], 0, ()),
        ([firm(0, 0.6, "alone", "word")], -1, (0,)),
    ],
)
def test_the_one_that_most_speaks_for(
    weighed: list[Weighed], row: int, candidates: tuple[int, ...] | None
) -> None:
    found = Choice(PLAIN).heaviest(weighed, "")
    if candidates is None:
        assert found == NOBODY
    else:
        first = next((w for w in weighed if w.row == row), weighed[0])
        assert found == LinkResult(row, how(first), first.likeness, candidates)


def test_no_more_are_shown_than_anybody_looks_at() -> None:
    found = Choice(PLAIN).heaviest([firm(row, 2.0) for row in range(3)], "")
    assert found.candidates == (0, 1, 2)
    many = RegisterNames([f"云泉县鼎信{c}商贸有限公司" for c in "甲乙丙丁戊己庚辛壬癸子丑"])
    rows = range(11, -1, -1)
    found = Choice(many).heaviest([firm(row, 2.0) for row in rows], "")
    assert found.candidates == (*range(2, 12),)


BRANCHES = RegisterNames(
    [
        "云泉县鼎信商贸有限公司",
        "云泉县鼎信商贸有限公司河滩分公司",
        "云泉县鼎信商贸有限公司第二分公司",
        "云泉县宏远家具店",
        "云泉县宏远家具店河滩店",
        "云泉县鼎信商贸有限公司",
        "云泉县德和商贸有限公司河滩分公司",
        "云泉县德和商贸有限公司",
    ]
)


@pytest.mark.parametrize(
    ("rows", "text", "row", "candidates"),
    [
        # Of a firm and its branches the firm, where nothing speaks more for a branch.
        ([0, 1, 2], "鼎信商贸开业", 0, ()),
        ([0, 1, 2], "河滩鼎信商贸开业", -1, (0, 1, 2)),
        ([1, 0, 2], "鼎信商贸开业", -1, (0, 1, 2)),
        ([1, 0, 2], "河滩鼎信商贸开业", 1, ()),
        ([2, 0, 1], "鼎信商贸第2分公司开业", 2, ()),
        ([0, 1, 2], "鼎信商贸2分公司开业", 2, ()),
        ([0, 1, 2], "鼎信商贸3分公司开业", 0, ()),
        ([0, 5], "鼎信商贸开业", -1, (0, 5)),  # two of one name
        ([3, 4], "宏远家具开业", -1, (3, 4)),  # a shop has no branches
        ([0, 3], "河滩开业", -1, (0, 3)),
        ([1, 4], "河滩开业", -1, (1, 4)),
        ([7, 6], "德和商贸开业", 7, ()),
        ([1, 7], "河滩开业", -1, (1, 7)),
    ],
)
def test_a_firm_or_its_branch(
    rows: list[int], text: str, row: int, candidates: tuple[int, ...]
) -> None:
    weighed = [firm(one, 2.0 - at / 10) for at, one in enumerate(rows)]
    found = Choice(BRANCHES).heaviest(weighed, text)
    assert (found.row, found.candidates) == (row, candidates)


BY_NAME = "名称相符"


@pytest.mark.parametrize(
    ("rows", "weighed", "text", "row"),
    [
        # The firm, if no branch is told of; the only branch that is.
        ([0, 1], [], "开业", 0),
        ([0, 1], [], "河滩开业", 1),
        ([0, 1, 2], [], "河滩、第二分公司", -1),
        # The branch by its number.
        ([2, 1], [firm(2, 0.1), firm(1, 0.0)], "2分公司", 2),
        ([1, 2], [firm(1, 0.1), firm(2, 0.0)], "开业", -1),
        # Else the one that all else speaks for, if it is far ahead.
        ([3, 5], [firm(3, 2.0, "topic 1"), firm(5, 0.3)], "开业", 3),
        ([3, 5], [firm(3, 2.0, "topic 1"), firm(5, 0.5)], "开业", -1),
        ([3, 5], [firm(3, 2.0), firm(5, 0.3)], "开业", -1),
        ([3, 5], [firm(3, 0.0, "topic 1"), firm(5, -2.0)], "开业", 3),
        ([3, 5], [firm(3, -0.1, "topic 1"), firm(5, -2.0)], "开业", -1),
        ([3, 5], [firm(3, 2.0, "topic 1")], "开业", -1),
        ([3, 5], [firm(0, 9.0), firm(3, 2.0, "topic 1"), firm(5, 0.3)], "开业", 3),
        ([3], [firm(3, 2.0, "topic 1")], "开业", -1),
    ],
)
def test_of_several_that_bear_a_name(
    rows: list[int], weighed: list[Weighed], text: str, row: int
) -> None:
    by_name = LinkResult(-1, BY_NAME, 90, tuple(rows))
    found = Choice(BRANCHES).decided(by_name, weighed, text)
    assert found.row == row
    if row < 0:
        assert found == by_name
    elif not weighed:
        assert found == LinkResult(row, BY_NAME, 90)
    else:
        first = next(w for w in weighed if w.row == row)
        assert found == LinkResult(row, how(first), first.likeness)


LONGER = RegisterNames(
    ["云泉县瑞禾商贸有限公司", "云泉县瑞禾源商贸有限公司", "云泉县瑞禾丰商贸有限公司"]
)


@pytest.mark.parametrize(
    ("mark", "text", "row"),
    [
        ("瑞禾", "瑞禾源开业，瑞禾源有礼", 1),
        ("瑞禾", "瑞禾源开业，瑞禾有礼", 0),  # not each time
        ("瑞禾", "瑞禾源、瑞禾丰开业", 0),
        ("瑞禾", "开业有礼", 0),
        ("瑞禾商贸", "瑞禾源开业", 0),  # who signs with more
    ],
)
def test_the_longer_part_that_a_text_says_each_time(mark: str, text: str, row: int) -> None:
    found = LinkResult(0, BY_NAME, 90)
    assert Choice(LONGER).longer_part(found, ["某", mark], text) == LinkResult(row, BY_NAME, 90)
