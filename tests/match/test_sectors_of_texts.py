"""Which sector a text speaks of: its wording, and distinct words that rules tie to one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest

from engine.match.sectors import SectorReader
from tests.match.invented import pattern, rule, words

RULES = [
    rule("R-1", {"a": words("甲乙", "丙丁", "己")}, sectors=["education", "other"]),
    rule("R-2", {"a": words("甲乙")}, sectors=["usury"], names_sector=False),
    rule("A-1", {"a": words("戊己", "老人", "学生")}, sectors=["elder_care"], applies_to="advert", audience=["老人"]),
    rule("A-2", {"a": words("庚辛"), "b": pattern("壬癸", "壬癸")}, sectors=["usury"], applies_to="advert", names_sector=False),
    rule("A-3", {"a": words("子丑", lexicon="advert-wording", at_least=0.5)}, sectors=["usury"], applies_to="advert"),
    rule("T-1", {"a": words("大人", "庚辛樓", "乙丙")}, sectors=["usury"], applies_to="tip", audience=["大老人", "老人家"]),
]  # fmt: skip


class _Card:
    """Gives each sector as many points as its character stands in the text."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.at_once = 0

    def scores(self, text: str) -> Mapping[str, float]:
        self.asked.append(text)
        return {
            "education": 1.0 * text.count("学"),
            "elder_care": 1.0 * text.count("老"),
            "usury": 0.0,
        }

    def scores_all(self, texts: Sequence[str]) -> list[Mapping[str, float]]:
        self.at_once += 1
        return [self.scores(text) for text in texts]


def _reader(card: Any, rules: Sequence[Any] = RULES) -> SectorReader:
    def terms_of(feature: Any) -> tuple[str, ...]:
        return tuple(feature.terms)

    ruleset: Any = SimpleNamespace(
        rules=rules,
        terms_of=terms_of,
        class_card=lambda name: card if name == "advert-sectors" else None,
    )
    return SectorReader(ruleset)


def test_words() -> None:
    # Words of one character, whom an advert speaks to, and rules that only guess tie nothing.
    assert _reader(_Card()).words == tuple(
        sorted(["甲乙", "丙丁", "戊己", "学生", "大人", "庚辛楼", "乙丙"])
    )


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("", {}),
        ("学学", {"education": 1.2}),
        ("甲乙甲乙", {"education": 0.2 * math.sqrt(0.5), "usury": 0.2 * math.sqrt(0.5)}),
        ("丙丁", {"education": 0.2}),
        ("甲乙，丙丁", {"education": 0.2 * math.sqrt(1.5), "usury": 0.2 * math.sqrt(0.5)}),
        ("大人，庚辛樓", {"usury": 0.2 * math.sqrt(2)}),
        ("甲乙丙丁", {"education": 0.2 * math.sqrt(1.5), "usury": 0.2 * math.sqrt(1.5)}),
        ("学学丙丁", {"education": 1.4}),
        ("老人", {}),  # whom it speaks to
        ("大老人老", {"elder_care": 0.6}),
        ("学生", {"education": 0.6, "elder_care": 0.2}),
    ],
)
def test_votes(text: str, votes: dict[str, float]) -> None:
    expected = {"education": 0.0, "elder_care": 0.0, "usury": 0.0, **votes}
    card = _Card()
    assert _reader(card).votes([text]) == [pytest.approx(expected)]
    assert card.at_once == 0
    many = _reader(card).votes([text] * 8)
    assert many == [pytest.approx(expected)] * 8
    assert card.at_once == 1


def test_many_words_tell_no_more_than_a_few() -> None:
    some = "一二三四五六七八"
    rules = [
        rule("A-1", {"a": words(*(f"甲{c}" for c in some))}, sectors=["usury"], applies_to="advert")
    ]
    votes = [
        _reader(_Card(), rules).votes(["，".join(f"甲{c}" for c in some[:n])])[0]
        for n in (2, 3, 4, 8)
    ]
    told = [vote["usury"] for vote in votes]
    assert told == pytest.approx([0.2 * math.sqrt(n) for n in (2, 3, 3, 3)])


def test_a_sector_that_the_table_does_not_know_has_no_vote() -> None:
    rules = [rule("A-1", {"a": words("甲乙")}, sectors=["prepaid_card"], applies_to="advert")]
    assert _reader(_Card(), rules).votes(["甲乙"]) == [
        {"education": 0.0, "elder_care": 0.0, "usury": 0.0}
    ]
    assert _reader(None).votes(["甲乙", "某"]) == [{}, {}]
    _reader(None).make_ready()


def test_nobody_is_spoken_to_by_rules_without_an_audience() -> None:
    card = _Card()
    rules = [rule("A-1", {"a": words("甲乙")}, sectors=["usury"], applies_to="advert")]
    _reader(card, rules).votes(["老人"])
    _reader(card).votes(["老人家和大老人"])
    assert card.asked == ["老人", "和"]
