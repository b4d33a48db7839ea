"""What hits come to: none, one, two of a family, behaviour (found wanting by mutants)."""

from __future__ import annotations

from engine import load_ruleset
from engine.model.evidence import Hit
from engine.model.terms import Status
from engine.score.entity import score

RULES = load_ruleset()


def _hit(rule: str, points: int = 20, start: int = 0) -> Hit:
    return Hit(rule, "name", start, start + 2, "金融", points=points)


def _rule(kind: str, role: str) -> str:
    return next(
        r.id for r in RULES.rules
        if r.status != "nursery" and r.role == role and (r.applies_to == "registration") == (kind == "registration")
    )  # fmt: skip


def test_nothing_comes_to_nothing() -> None:
    none = score([], RULES)
    assert (none.points, none.sectors, none.behaviour) == (0, [], False)


def test_one_hit_counts_with_the_exposure_of_its_sector() -> None:
    rule = _rule("registration", "lead")
    found = score([_hit(rule)], RULES)
    assert found.signals == 20
    assert found.sectors[0] in RULES.by_id[rule].sectors
    assert found.exposure == RULES.sectors[found.sectors[0]].exposure
    assert not found.behaviour


def test_the_best_of_a_family_counts_once() -> None:
    rule = _rule("registration", "lead")
    hits = [_hit(rule, 5, 4), _hit(rule, 20)]
    assert score(hits, RULES, extra=7).signals == 27
    assert [hit.status for hit in hits] == [Status.SUPERSEDED, Status.COUNTED]


def test_only_signals_of_adverts_are_behaviour() -> None:
    assert score([_hit(_rule("advertisement", "signal"))], RULES).behaviour
    for kind, role in (("registration", "signal"), ("registration", "lead")):
        if any(r.role == role and r.applies_to == kind for r in RULES.rules):
            assert not score([_hit(_rule(kind, role))], RULES).behaviour
