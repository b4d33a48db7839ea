"""What the wording of a text gives or takes, and how it is told."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from engine.match.plain import PlainReader
from engine.match.wording import Shares, WordingReader, highest_share
from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Status
from engine.ruleset import schema
from engine.text.scorecard import Reading
from tests.match.invented import exclusion, rule, ruleset, words

RULES = [
    rule("A-1", {"a": words("甲")}, applies_to="advert", family="甲", points=20),
    rule("A-2", {"a": words("乙")}, applies_to="advert", family="甲", points=30),
    rule("A-3", {"a": words("丙")}, applies_to="advert", family="乙", points={"text": 5, "title": 15}),
    rule("A-4", {"a": words(lexicon="offers", at_least=0.7)}, applies_to="advert", family="丙", points=90),
    rule("A-5", {"a": words("丁")}, applies_to="advert", family="丁", points={}),
    rule("T-1", {"a": words("甲")}, applies_to="tip", family="戊", points=90),
]  # fmt: skip
PLAIN = {"lexicon": "offers", "step": 10.0, "least": 20.0, "characters": 5}


class _Card:
    """A card by which a text reads the more like an offer the more of 利 it has."""

    def __init__(self, char: str) -> None:
        self.char = char
        self.asked: list[str] = []

    def share(self, text: str) -> float:
        return text.count(self.char) / 10

    def read(self, text: str) -> Reading:
        self.asked.append(text)
        return Reading(self.share(text), 0, len(text))

    def explain(self, text: str, told: Reading) -> Reading:
        return Reading(told.share, told.start, told.end, ((1, len(text) - 3),))

    def telling(self, text: str, most: int) -> list[Reading]:
        return [Reading(self.share(text), 0, most)]


def _shares(**texts: str) -> Shares:
    cards: Any = {"offers": _Card("利"), "calls": _Card("来")}
    return Shares(cards, texts, {})


def _reader(*plain: dict[str, Any]) -> PlainReader:
    exclusions = [
        exclusion("plain", f"P-{at}", "像普通内容", **{**PLAIN, **one})
        for at, one in enumerate(plain)
    ]
    return PlainReader(ruleset(RULES, exclusions), "advert")


def _evidence(*hits: tuple[str, int]) -> RecordEvidence:
    return RecordEvidence(0, [Hit(name, "text", 0, 1, "某", points) for name, points in hits])


@pytest.mark.parametrize(
    ("hits", "points"),
    [
        ([], 0),
        ([("A-1", 20)], 20),
        ([("A-1", 20), ("A-2", 30)], 30),
        ([("A-2", 30), ("A-1", 20)], 30),
        ([("A-1", 20), ("A-3", 5)], 25),
        ([("A-5", 0)], 0),
        ([("A-4", 90)], 0),  # the wording weighs elsewhere
        ([("T-1", 90), ("none", 90)], 0),
    ],
)
def test_points(hits: list[tuple[str, int]], points: int) -> None:
    reader = _reader({})
    assert reader.points(_evidence(*hits)) == points
    dismissed = _evidence(*hits)
    for hit in dismissed.hits:
        hit.status = Status.DISMISSED
    assert reader.points(dismissed) == 0


def test_points_of_words_that_tell_more_here() -> None:
    told = _evidence(("A-1", 20), ("A-2", 30), ("A-3", 5))
    assert _reader({}).points(told, {"A-1": 15, "T-1": 99}) == 40


def test_no_text_has_more_points() -> None:
    reader = _reader({})
    for _ in range(2):
        assert reader.most(frozenset()) == 0
        assert reader.most(frozenset({"A-1", "A-2"})) == 30
        assert reader.most(frozenset({"A-1", "A-3", "A-4", "A-5"})) == 35


@pytest.mark.parametrize(
    ("text", "hits", "extra", "dismissed"),
    [
        ("某某利利利利利", [("A-1", 20)], {}, False),  # neither more nor less like an offer
        ("某某利利利利利", [("A-1", 19)], {}, True),
        ("某某利利利利", [("A-1", 24)], {}, True),  # 24 - 4.05
        ("某某利利利利", [("A-1", 25)], {}, False),
        ("某某利利利利", [("A-1", 20)], {"A-1": 5}, False),
        ("某利利利利利利利", [("A-1", 12)], {}, False),
        ("利利利利", [("A-1", 1)], {}, False),  # too short
        ("某利利利利", [("A-1", 1)], {}, True),
    ],
)
def test_what_reads_plain(
    text: str, hits: list[tuple[str, int]], extra: dict[str, int], dismissed: bool
) -> None:
    evidence = _evidence(*hits)
    _reader({"extra": extra}).exempt(evidence, _shares(text=text), len(text))
    (hit,) = evidence.hits
    assert (hit.status is Status.DISMISSED) is dismissed
    share = text.count("利") * 10
    reason = f"像普通内容（与招揽资金广告的相近程度 {share}%）" if dismissed else ""
    assert (hit.reason, hit.cause_id) == (reason, "P-0" if dismissed else "")


def test_which_texts_are_not_read_plain() -> None:
    done = Hit("A-1", "text", 0, 1, "某", 1, Status.DISMISSED, "早已", "G-1")
    evidence = RecordEvidence(0, [done])
    _reader({}).exempt(evidence, _shares(text="某某某某某"), 5)
    assert (done.reason, done.cause_id) == ("早已", "G-1")
    evidence = RecordEvidence(0, [done, Hit("A-1", "text", 0, 1, "某", 1)])
    _reader({"lexicon": "nobody"}, {"characters": 9}).exempt(evidence, _shares(text="某" * 5), 5)
    assert evidence.hits[1].status is Status.COUNTED
    _reader({"lexicon": "nobody"}, {"characters": 9}, {}).exempt(
        evidence, _shares(text="某" * 5), 5
    )
    assert evidence.hits[1].cause_id == "P-2"
    assert done.cause_id == "G-1"
    # What is offered beside notes of risk is read by itself.
    for offers, counted in (([], False), (["利"], False), (["某", "利利利利利"], True)):
        evidence, shares = _evidence(("A-1", 20)), _shares(text="某某某某利")
        shares.offers = offers
        _reader({}).exempt(evidence, shares, 5)
        assert (evidence.hits[0].status is Status.COUNTED) is counted


def test_how_the_texts_of_a_record_read() -> None:
    shares = _shares(title="利利", text="利来来来")
    assert dict(shares) == {"offers": 0.2, "calls": 0.3}
    assert (len(shares), shares["calls"], shares.of("calls", "来来")) == (2, 0.3, 0.2)
    assert shares.readings("offers")["text"] == Reading(0.1, 0, 4)
    assert [card.asked for card in shares._cards.values()] == [["利利", "利来来来"]] * 2  # type: ignore[attr-defined]
    nothing = _shares()
    assert (dict(nothing), len(nothing), nothing.get("offers"), shares.offers) == ({}, 0, None, [])
    known: Any = {"offers": {"text": Reading(0.9)}}
    assert Shares({"offers": _Card("利")}, {"text": "某"}, known)["offers"] == 0.9  # type: ignore[dict-item]


def _wording(*rules: schema.Rule) -> WordingReader:
    cards = {"offers": _Card("利"), "calls": _Card("来")}
    return WordingReader(SimpleNamespace(weighed=rules, cards=cards, all_cards=cards))  # type: ignore[arg-type]


def _weighed(number: str, lexicon: str, **least: float) -> schema.Rule:
    features = {name: words(lexicon=lexicon, at_least=value) for name, value in least.items()}
    return rule(number, {**features, "w": words("甲")}, applies_to="advert")


def test_which_readings_rules_ask_for() -> None:
    reader = _wording(
        _weighed("A-1", "offers", sure=0.7, half=0.5), _weighed("A-2", "offers", x=0.6)
    )
    assert reader.wanted(_shares(title="利利利利", text="利")) == {}
    wanted = reader.wanted(_shares(title="利利利利利", text="利利利利利利"))
    assert wanted == {("offers", "text"): Reading(0.6, 0, 6)}
    assert reader.wanted(_shares(title="利利利利利", text="利")) == {
        ("offers", "title"): Reading(0.5, 0, 5)
    }
    assert reader.wanted(_shares()) == {}
    assert highest_share(wanted, "offers") == 0.6
    assert highest_share({**wanted, ("offers", "title"): Reading(0.7)}, "offers") == 0.7
    assert highest_share(wanted, "calls") == 0.0


def test_how_a_text_reads_by_the_card_it_speaks_for_most() -> None:
    reader = _wording()
    assert reader.reads_like("利利来来来来来来") == pytest.approx(math.log(0.6 / 0.4))
    none = WordingReader(SimpleNamespace(weighed=(), cards={}, all_cards={}))  # type: ignore[arg-type]
    assert none.reads_like("利") == -math.inf
    assert none.read_all(["利"]) == {}
    # Many texts are read by all cards together.
    reader.__dict__["_cards"] = SimpleNamespace(
        telling=lambda *asked: [asked], read_all=lambda texts: {"offers": texts}
    )
    assert reader.telling("calls", ["来来"], 3, True) == [("calls", ["来来"], 3)]  # type: ignore[comparison-overlap]
    assert reader.read_all(["利"]) == {"offers": ["利"]}  # type: ignore[comparison-overlap]
    reader = _wording()
    assert reader.telling("calls", ["来来", "利"], 3, False) == [
        [Reading(0.2, 0, 3)],
        [Reading(0.0, 0, 3)],
    ]


def test_what_speaks_for_a_reading_stands_in_the_raw_text() -> None:
    restored = SimpleNamespace(text="本人保本付息", span=lambda s, e: (s + 10, e + 20))
    told = {("offers", "text"): Reading(0.8, 0, 4)}
    explained = _wording().explained(told, {"text": restored})  # type: ignore[dict-item]
    assert explained == {("offers", "text"): Reading(0.8, 10, 24, ((11, 23),))}
