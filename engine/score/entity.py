"""Evidence → points → bands (design §2): best of a family, exposure and signals kept apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.model.evidence import Hit
from engine.model.terms import Band, Element, Status
from engine.ruleset import RuleSet, schema

_ELEMENTS = tuple(element.value for element in Element if element is not Element.CONTEXT)
#: Weight, in quarters of a point, of each further distinct word for a sector.
_MORE, _MOST = 8, 5
#: Votes of a rule for the sector it names, for one it only guesses, and less for each later one.
_NAMED, _GUESSED, _LATER = 1.0, 0.4, 0.1


@dataclass(slots=True)
class Score:
    """``points`` = exposure + signals; ``index`` is 0–100 for people; ``sectors`` best first."""

    exposure: int = 0
    signals: int = 0
    index: int = 0
    band: Band = Band.NONE
    sectors: list[str] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)
    behaviour: bool = False
    lending: bool = False

    @property
    def points(self) -> int:
        return self.exposure + self.signals


def score(
    hits: Iterable[Hit],
    ruleset: RuleSet,
    extra: int = 0,
    votes: Mapping[str, float] | None = None,
) -> Score:
    """Score the hits of one entity or advert. Marks what is superseded within a family.

    ``extra``: points passed on by others (affiliates). ``votes``: what the wording of adverts
    says of the sector; without it the points of the rules decide. Hits of a family count once, the best
    first; ties go to the earlier rule id, so that the order of rows changes nothing.
    """
    result = Score(signals=extra)
    counted = [h for h in hits if h.status is not Status.DISMISSED and h.rule_id in ruleset.by_id]
    best: dict[str, Hit] = {}
    weight: dict[str, int] = {}
    guess: dict[str, int] = {}
    words: dict[str, set[str]] = {}
    spoken: dict[str, float] = {}
    if not counted and not extra:
        return result
    naming = naming_rules(counted, ruleset)
    for hit in sorted(
        counted, key=lambda h: (-h.points, h.rule_id, h.start - h.end, h.field, h.start)
    ):
        rule = ruleset.by_id[hit.rule_id]
        if rule.status == "nursery":
            hit.status = Status.SUPERSEDED
            continue
        hit.status = Status.COUNTED
        if rule.family in best:
            hit.status = Status.SUPERSEDED
        else:
            best[rule.family] = hit
            result.signals += hit.points
        words.setdefault(rule.id, set()).add(hit.matched)
        for rank, sector in enumerate(rule.sectors):
            gain = hit.points * 4 + (2 if rule.role == "lead" else 1) - rank
            # Of two pretexts that weigh the same, the one that the text says more of.
            gain += _MORE * (min(len(words[rule.id]), _MOST) - 1)
            side = weight if rule.id in naming else guess
            side[sector] = max(side.get(sector, 0), gain)
            voice = (_NAMED if rule.id in naming else _GUESSED) - _LATER * rank
            if rule.role in ("lead", "signal"):
                spoken[sector] = max(spoken.get(sector, 0.0), voice)
        if rule.applies_to != "registration" and rule.role == "signal":
            result.behaviour = True
    shown = {ruleset.by_id[hit.rule_id].element.value for hit in best.values()}
    vague = {"finance_like", "other"}
    result.sectors = sorted(weight, key=lambda s: (s in vague, -weight[s], s))
    result.sectors += sorted(guess.keys() - weight.keys(), key=lambda s: (-guess[s], s))
    if votes and spoken:
        result.sectors = _voted(result.sectors, spoken, votes)
    result.elements = [element for element in _ELEMENTS if element in shown]
    leads = [h for h in best.values() if ruleset.by_id[h.rule_id].role in ("lead", "signal")]
    if leads and result.sectors:
        result.exposure = ruleset.sectors[result.sectors[0]].exposure
        result.lending = ruleset.sectors[result.sectors[0]].track == "lending"
    result.index = index(result.points, ruleset.pack)
    result.band = band(result, leads, ruleset)
    return result


def naming_rules(hits: Iterable[Hit], ruleset: RuleSet) -> set[str]:
    """The rules that name a sector here: of some the words found only say whom is spoken to."""
    found: set[str] = set()
    for hit in hits:
        rule = ruleset.by_id[hit.rule_id]
        if rule.names_sector and hit.matched not in rule.audience:
            found.add(rule.id)
    return found


def _voted(
    sectors: list[str], spoken: Mapping[str, float], votes: Mapping[str, float]
) -> list[str]:
    """The sectors in the order of rules and wording together; the first need not be a rule's."""
    totals = {s: spoken.get(s, 0.0) + votes.get(s, min(votes.values())) for s in {*spoken, *votes}}
    first = min(totals, key=lambda s: (-totals[s], s))
    return [first, *(s for s in sectors if s != first)]


def index(points: int, pack: schema.Pack) -> int:
    """0–100 for people; saturates softly, so that raw points keep the order at the top."""
    return round(100 * (1 - math.exp(-points / pack.index_scale * 2)))


def band(result: Score, leads: list[Hit], ruleset: RuleSet) -> Band:
    """The band of the points; weak adverts have none, words alone never the top one."""
    limits = ruleset.pack.bands
    rules = [ruleset.by_id[hit.rule_id] for hit in leads]
    if all(r.applies_to == "advert" and r.severity in ("info", "low", "medium") for r in rules):
        # 名额有限 or 理财 in an advert says nothing without a promise beside it.
        return Band.NONE
    if result.points >= limits["高"]:
        # A word alone never reaches the top band, unless nobody may lawfully carry the activity on.
        unlawful = any(ruleset.by_id[h.rule_id].severity in ("high", "critical") for h in leads)
        if result.behaviour or unlawful or not ruleset.pack.top_needs_behaviour:
            return Band.HIGH
        return Band.MEDIUM
    if result.points >= limits["中"]:
        return Band.MEDIUM
    return Band.LOW if result.points >= limits["低"] else Band.NONE
