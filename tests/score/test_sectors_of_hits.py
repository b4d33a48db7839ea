"""Which sector comes first, and what else of hits depends on their rules (found wanting by mutants).

The rules are made here, so that weights and ties are known.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from engine import load_ruleset
from engine.model.evidence import Hit
from engine.model.terms import Band, Element, Status
from engine.score.entity import Score, naming_rules, score

_PACK = load_ruleset().pack
_PROMISE = next(element for element in Element if element is not Element.CONTEXT)


def _rules(*rules: dict[str, Any]) -> Any:
    usual = {
        "status": "active",
        "role": "lead",
        "names_sector": True,
        "audience": (),
        "applies_to": "registration",
        "severity": "medium",
        "element": _PROMISE,
    }
    by_id = {r["id"]: SimpleNamespace(**{"family": r["id"], **usual, **r}) for r in rules}
    names = {name for rule in by_id.values() for name in rule.sectors} | {"b", "c"}
    sectors = {
        name: SimpleNamespace(exposure=7, track="lending" if name == "loans" else "raising")
        for name in names
    }
    return SimpleNamespace(by_id=by_id, sectors=sectors, pack=_PACK)


def _rule(id: str, *sectors: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "sectors": sectors, **more}


def _hit(rule: str, points: int = 10, word: str = "词", start: int = 0, long: int = 2) -> Hit:
    return Hit(rule, "name", start, start + long, word, points=points)


def _words(rule: str, count: int, points: int = 10) -> list[Hit]:
    return [_hit(rule, points, f"词{at}", 3 * at) for at in range(count)]


# "a" comes before "z" where both weigh the same.
@pytest.mark.parametrize(
    ("rules", "hits", "first"),
    [
        ((_rule("1", "a"), _rule("2", "z")), [_hit("1", 10), _hit("2", 11)], "z"),
        ((_rule("1", "a"), _rule("2", "z")), [_hit("1"), _hit("2")], "a"),
        ((_rule("1", "z", "a"),), [_hit("1")], "z"),
        ((_rule("1", "a", role="signal"), _rule("2", "z")), [_hit("1"), _hit("2")], "z"),
        # A further word weighs two points: more than one, as much as two.
        ((_rule("1", "a"), _rule("2", "z")), [_hit("1", 11), *_words("2", 2)], "z"),
        ((_rule("1", "a"), _rule("2", "z")), [_hit("1", 12), *_words("2", 2)], "a"),
        ((_rule("1", "z"), _rule("2", "a")), [_hit("1", 12), *_words("2", 2)], "a"),
        # No more than five are counted.
        ((_rule("1", "a"), _rule("2", "z")), [_hit("1", 17), *_words("2", 5)], "z"),
        ((_rule("1", "a"), _rule("2", "z")), [_hit("1", 18), *_words("2", 9)], "a"),
        # A lead weighs a quarter of a point more than a signal, a later sector a quarter less.
        ((_rule("1", "a", role="signal"), _rule("2", "x", "z")), [_hit("1"), _hit("2")], "x"),
        # What is vague comes last, unless there is nothing else.
        ((_rule("1", "finance_like"), _rule("2", "z")), [_hit("1", 30), _hit("2", 5)], "z"),
        ((_rule("1", "finance_like"), _rule("2", "other")), [_hit("1", 5), _hit("2", 30)], "other"),
        ((_rule("1", "other"), _rule("2", "z")), [_hit("1", 30), _hit("2", 5)], "z"),
        # The best of all that speaks for a sector counts, whatever else does.
        (
            (_rule("1", "z"), _rule("2", "z"), _rule("3", "a")),
            [_hit("1", 30), _hit("2", 5), _hit("3", 20)],
            "z",
        ),
        # What only guesses comes behind what names.
        ((_rule("1", "a", names_sector=False), _rule("2", "z")), [_hit("1", 30), _hit("2", 5)], "z"),
    ],
)  # fmt: skip
def test_the_first_sector(rules: Any, hits: list[Hit], first: str) -> None:
    assert score(hits, _rules(*rules)).sectors[0] == first


def test_a_signal_weighs_as_much_as_the_second_sector_of_a_lead() -> None:
    rules = _rules(_rule("1", "a", role="signal"), _rule("2", "x", "z"))
    assert score([_hit("1"), _hit("2")], rules).sectors == ["x", "a", "z"]


def test_a_word_of_the_audience_names_no_sector() -> None:
    rules = _rules(_rule("1", "a", audience=("老人",)), _rule("2", "b", names_sector=False))
    assert naming_rules([_hit("1", word="老人"), _hit("2")], rules) == set()
    assert naming_rules([_hit("1", word="养老"), _hit("2")], rules) == {"1"}


def test_guesses_follow_in_the_order_of_their_weight() -> None:
    rules = _rules(
        _rule("1", "a", names_sector=False), _rule("2", "z", names_sector=False), _rule("3", "m")
    )
    assert score([_hit("1", 5), _hit("2", 9), _hit("3", 1)], rules).sectors == ["m", "z", "a"]


@pytest.mark.parametrize(
    ("names", "votes", "order"),
    [
        # A named sector is worth one vote, one that is guessed 0.4, a later one 0.1 less.
        (True, {"a": 0.0, "b": 0.95}, ["a", "x"]),
        (True, {"a": 0.0, "b": 1.05}, ["b", "a", "x"]),
        (False, {"a": 0.0, "b": 0.35}, ["a", "x"]),
        (False, {"a": 0.0, "b": 0.45}, ["b", "a", "x"]),
        (True, {"a": -1.0, "x": 0.0, "b": 0.85}, ["x", "a"]),
        (True, {"a": -1.0, "x": 0.0, "b": 0.95}, ["b", "a", "x"]),
        # Of what nobody voted for, as little as for any.
        (True, {"b": 1.2, "c": 0.25}, ["a", "x"]),
        (True, {"b": 1.3, "c": 0.25}, ["b", "a", "x"]),
    ],
)
def test_votes_of_the_wording(names: bool, votes: dict[str, float], order: list[str]) -> None:
    rules = _rules(_rule("1", "a", "x", names_sector=names))
    assert score([_hit("1")], rules, votes=votes).sectors == order


def test_what_names_a_sector_is_not_less_for_what_also_guesses_it() -> None:
    rules = _rules(_rule("1", "a"), _rule("2", "a", names_sector=False))
    votes = {"a": 0.0, "b": 0.9}
    assert score([_hit("1", 20), _hit("2", 5)], rules, votes=votes).sectors == ["a"]


def test_votes_are_for_leads_and_signals() -> None:
    signal = _rules(_rule("1", "a", role="signal"))
    assert score([_hit("1")], signal, votes={"a": 0.0, "b": 1.1}).sectors == ["b", "a"]
    rules = _rules(_rule("1", "a", role="context"))
    assert score([_hit("1")], rules, votes={"a": 0.0, "b": 1.0}).sectors == ["a"]


def test_what_is_dismissed_unknown_or_on_trial_brings_nothing() -> None:
    rules = _rules(_rule("1", "a"), _rule("2", "a", status="nursery"))
    dismissed, unknown, trial = _hit("1"), _hit("9"), _hit("2")
    dismissed.status = Status.DISMISSED
    found = score([dismissed, unknown, trial], rules)
    assert (found.points, found.band, found.sectors) == (0, Band.NONE, [])
    assert trial.status is Status.SUPERSEDED
    trial, after = _hit("2", 90), _hit("1", 10)
    assert score([trial, after], rules).signals == 10
    assert after.status is Status.COUNTED


def test_what_others_pass_on_counts_without_hits() -> None:
    found = score([], _rules(), extra=50)
    assert (found.points, found.index > 0, found.band) == (50, True, Band.NONE)
    assert score([], _rules()) == Score()


def test_only_leads_and_signals_bring_the_exposure_of_a_sector() -> None:
    rules = _rules(_rule("1", "loans", role="context"), _rule("2", "loans"), _rule("3", "a"))
    assert score([_hit("1")], rules).exposure == 0
    lends = score([_hit("2", 40)], rules)
    assert (lends.exposure, lends.lending, lends.band) == (7, True, Band.MEDIUM)
    assert not score([_hit("3")], rules).lending


def test_of_equal_hits_the_longer_one_counts() -> None:
    short, long = _hit("1", start=0, long=2), _hit("1", start=10, long=9)
    score([short, long], _rules(_rule("1", "a")))
    assert (short.status, long.status) == (Status.SUPERSEDED, Status.COUNTED)


def test_elements_are_those_of_what_counts_but_not_of_context() -> None:
    rules = _rules(_rule("1", "a"), _rule("2", "a", element=Element.CONTEXT))
    assert score([_hit("1"), _hit("2")], rules).elements == [_PROMISE.value]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("info", Band.NONE),
        ("low", Band.NONE),
        ("medium", Band.NONE),
        ("high", Band.HIGH),
        ("critical", Band.HIGH),
    ],
)
def test_weak_adverts_alone_have_no_band(severity: str, expected: Band) -> None:
    rules = _rules(_rule("1", "a", applies_to="advert", severity=severity, role="signal"))
    assert score([_hit("1", 90)], rules).band is expected


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        ("info", Band.MEDIUM),
        ("medium", Band.MEDIUM),
        ("high", Band.HIGH),
        ("critical", Band.HIGH),
    ],
)
def test_words_alone_reach_the_top_where_nobody_may_do_it(severity: str, expected: Band) -> None:
    rules = _rules(_rule("1", "a", severity=severity), _rule("2", "a", role="signal"))
    found = score([_hit("1", 90), _hit("2", 1)], rules)
    assert (found.behaviour, found.band) == (False, expected)
