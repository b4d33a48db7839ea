"""Texts are read with one telephone number for all, and shown with their own."""

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.match.forms import Fork
from engine.match.telephones import Telephones
from engine.ruleset import RuleSet, load_ruleset

DAY = "2026-06-01"
ONE = "17777777777"


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def as_one(text: str, numbers: tuple[str, ...] = ("96110",), named: tuple[str, ...] = ()) -> str:
    column = pa.array([text], pa.large_string())
    (read,) = Telephones(numbers, named).as_one(column).to_pylist()
    return str(read)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("详询13812345678", f"详询{ONE}"),
        ("15911112222，18611113333", f"{ONE}，{ONE}"),
        ("-13812345678-", f"-{ONE}-"),
        # no telephone numbers
        ("01381234567 138123456789 12812345678 1381234567", None),
        ("V13812345678", None),
        ("注册资本13812345678元", None),
        # what a rule looks for
        ("13896110678", None),
        ("13812345678，举报请拨96110", None),
        ("", None),
    ],
)
def test_one_number_stands_for_all(text: str, read: str | None) -> None:
    assert as_one(text) == (text if read is None else read)


def test_figures_that_words_name_are_not_put_in() -> None:
    assert as_one("电话13812345678", named=("稳赚7", "买8送1")) == "电话19999999999"
    assert as_one("电话13812345678", named=("3456789",)) == "电话13812345678"


def test_texts_of_a_column_are_told_apart() -> None:
    given = ["尾号1", "3812345678", "13812345678", "元"]
    column = pa.array(given, pa.large_string())
    read = Telephones((), ()).as_one(column).to_pylist()
    assert read == ["尾号1", "3812345678", ONE, "元"]


def test_campaigns_with_other_numbers_are_one_look_each(ruleset: RuleSet) -> None:
    said = ["保本保息，年化18%，详询", "三月春装上新，详询", "贷款50万当天放款，"]
    texts = [f"{said[i % 3]}13{i % 10}1234{i:04}" for i in range(60)]
    table = pa.table({"text": texts})
    matcher = TextMatcher(ruleset, "advert")
    found = matcher.find(table, DAY, "publish_time")
    assert len(found.looks) == 3
    alone = matcher.read(table, DAY, "publish_time")
    for one, other, text in zip(found, alone, texts, strict=True):
        assert one == other
        for hit in one.hits:
            assert hit.matched == text[hit.start : hit.end]
    for at in range(3):
        assert [hit.matched for hit in found.looks[found.look[at]].evidence.hits] == [
            hit.matched for hit in found.evidence(at).hits
        ]


def test_a_number_said_twice_is_told_from_two(ruleset: RuleSet) -> None:
    text = "贷款50万当天放款，电话{}，或{}"
    numbers = ["13811112222", "13911112222", "15011112222"]
    pairs = [(a, b) for a in numbers for b in numbers]
    table = pa.table({"text": [text.format(*pair) for pair in pairs]})
    found = TextMatcher(ruleset, "advert").find(table, DAY, "publish_time")
    kinds = {(a == b, look) for (a, b), look in zip(pairs, found.look, strict=True)}
    assert len(kinds) == len({look for _, look in kinds}) == 2


def test_many_texts_that_are_told_apart_by_figures_are_read_together(ruleset: RuleSet) -> None:
    """Each has other figures in places where these are read as words."""
    texts = [f"首付{i % 9}成，{i % 7}元购，稳赚{i % 8}赔，期限{i}天" for i in range(100, 160)]
    table = pa.table({"text": texts})
    matcher = TextMatcher(ruleset, "advert")
    found = list(matcher.find(table, DAY, "publish_time"))
    assert found == list(matcher.read(table, DAY, "publish_time"))


def test_where_a_mark_is_left_out_figures_are_told_apart_by_place(ruleset: RuleSet) -> None:
    texts = [f"首 付3成，单价{i}元，稳 赚{i % 10}赔" for i in range(1000, 1100)]
    matcher = TextMatcher(ruleset, "advert")
    found = matcher.find(pa.table({"text": texts}), DAY, "publish_time")
    assert list(found) == list(matcher.read(pa.table({"text": texts}), DAY, "publish_time"))
    (fork,) = matcher._forms.values()
    assert isinstance(fork, Fork)
    assert len(fork.ways) < 20
