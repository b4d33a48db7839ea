"""What the firms of a register may be called by in running text."""

import pytest

from engine.link.index import stems
from engine.link.index.register import RegisterNames
from engine.link.index.stems import Sense, Stems

NAMES = [
    "平罗县溪云谷商贸有限公司",
    "银川溪云谷餐饮店",
    "平罗县云脊户外装备有限公司",
    "塞上恒丰源商贸有限公司",
    "平罗县渠口乡富民种植专业合作社",
    "平罗县小额贷款有限公司",
    "平罗县541户外有限公司",
    "舒胖子粉馆",
    "陶乐种植专业合作社",
    "平罗县溪荷业有限公司",
    "平罗县公司有限公司",
    "溪云谷实业有限公司平罗分公司",
]
REGISTER = RegisterNames(NAMES)
STEMS = Stems(REGISTER)


def test_keys() -> None:
    """Parts, what stands before words of the language, bodies; no generic word."""
    STEMS.make_ready()
    keys = set(STEMS.keys)
    assert keys >= {"溪云谷", "云脊", "恒丰源", "塞上恒丰源", "富民", "渠口富民", "小额贷款", "541", "舒胖子"}  # fmt: skip
    assert "种植专业" in keys  # what goes on behind a place is looked for, too
    assert not keys & {"公司", "溪", "云", "商贸"}
    assert not any(key.startswith("∅") for key in keys)


@pytest.mark.parametrize(
    ("text", "spans", "anywhere"),
    [
        ("去溪云谷吃饭", [(1, 4)], [1]),
        ("溪云谷、溪云谷", [(0, 3), (4, 7)], [0, 4]),
        ("在渠口富民社", [(1, 5)], [1, 1, 3]),  # none within a longer one
        ("541户外", [(0, 3)], [0]),
        ("电话5412", [], []),  # none within a number
        ("电话1541", [], []),
        ("没有人", [], []),
        ("", [], []),
    ],
)
def test_where_they_stand(text: str, spans: list[tuple[int, int]], anywhere: list[int]) -> None:
    assert STEMS.spans(text) == spans
    assert sorted(STEMS.anywhere(text)) == anywhere


_LTD = ("有限公司", "公司")


@pytest.mark.parametrize(
    ("stem", "senses"),
    [
        (
            "溪云谷",
            [
                Sense(0, "part", "商贸", "有限公司", _LTD, frozenset({"商贸"})),
                Sense(1, "part", "餐饮店", "", (), frozenset({"餐饮"})),
                Sense(11, "part", "实业有限公司平罗分公司", "有限公司", _LTD, frozenset({"实业"})),
            ],
        ),
        ("云脊", [Sense(2, "part", "户外装备", "有限公司", _LTD, frozenset({"户外", "装备"}))]),
        ("恒丰源", [Sense(3, "soft", "商贸", "有限公司", _LTD, frozenset({"商贸"}))]),
        ("舒胖子", [Sense(7, "soft", "粉馆", "", (), frozenset())]),
        ("渠口富民", [Sense(4, "part", "种植", "专业合作社", ("专业合作社", "合作社"), frozenset({"种植"}))]),
        ("小额贷款", [Sense(5, "body", "", "有限公司", _LTD, frozenset({"小额贷款"}))]),
        ("无人", []),
    ],
)  # fmt: skip
def test_senses(stem: str, senses: list[Sense]) -> None:
    assert list(STEMS.senses(stem)) == senses
    assert STEMS.senses(stem) is STEMS.senses(stem)
    assert STEMS.bearers(stem) == len(senses)


def crowd(size: int) -> Stems:
    names = ["溪云谷商贸有限公司"] * (size - 1) + ["溪云谷餐饮有限公司"]
    return Stems(RegisterNames(names, (), [f"平罗县溪谷路{at}号" for at in range(size)]))


def test_of_a_crowd_those_that_hold_what_stands_beside() -> None:
    many = crowd(101)
    assert many.bearers("溪云谷") == 101
    assert [sense.entry for sense in many.senses("溪云谷", ["餐饮"])] == [100]
    assert [sense.entry for sense in many.senses("溪云谷", ["没有", "路77号"])] == [77]
    assert list(many.senses("溪云谷", ["没有"])) == []
    assert many.senses("溪云谷") == []


def test_a_hundred_are_no_crowd() -> None:
    few = crowd(100)
    assert len(few.senses("溪云谷")) == few.bearers("溪云谷") == 100
    assert len(few.senses("溪云谷", ["餐饮"])) == 100


@pytest.mark.parametrize(
    ("part", "heads"),
    [
        ("云脊户外", {"云脊"}),  # a word
        ("溪云望远镜", {"溪云", "溪云望"}),
        ("溪云户外运动", {"溪云", "溪云户", "溪云户外"}),  # two words
        ("舒胖子粉馆", {"舒胖子"}),  # one character of the trade
        ("溪云粉馆", set()),
        ("溪荷鱼业", {"溪荷鱼"}),
        ("溪荷业", set()),  # short
        ("溪云谷", set()),
        ("溪云种植", {"溪云"}),  # words of trades
    ],
)
def test_beginnings_before_words(part: str, heads: set[str]) -> None:
    assert set(stems._hidden(part)) == heads


@pytest.mark.parametrize(
    ("part", "behind"),
    [("塞上恒丰", ["恒丰"]), ("塞上恒", []), ("齐鲁恒丰源", ["恒丰源"]), ("溪上恒丰", [])],
)
def test_behind_the_byname_of_a_province(part: str, behind: list[str]) -> None:
    assert list(stems._behind(part)) == behind
