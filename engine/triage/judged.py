"""What follows from the evidence alone, the same for every firm with the same evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from engine.link import SAME_DOOR
from engine.model.evidence import Hit, LicensedName
from engine.model.terms import Band, Disposition, Status
from engine.ruleset import RuleSet, schema
from engine.score import Score, naming_rules, score
from engine.triage.assembly import Entity
from engine.triage.disposition import disposition
from engine.triage.fitting import fits
from engine.triage.licensed_body import body_of, questions
from engine.triage.reasons import reasons
from engine.triage.trade import licensed_trade

_CHECKS = 8
_ASKING = re.compile(r"^(?:查看|查|看看|看|问清|问|核对|核实)")
_PAUSE = re.compile("[，、]")
#: Where a licensed body belongs whose words are all its licence's.
_OF_LICENSED = ("finance_like",)
#: Checks that begin alike for so many characters ask the same.
_ALIKE = 6
#: What is asked for is told by so many.
_LEAST = 4


@dataclass(slots=True)
class Judged:
    """Disposition and score of an entity. ``hits``: its own, and those of its adverts and tips.
    ``reasons``, ``basis``, ``checks``: short Chinese texts, the weightiest first."""

    kind: Disposition
    score: Score
    hits: list[Hit]
    main: schema.Sector | None
    sectors: list[str]
    reasons: list[str]
    basis: list[str]
    checks: list[str]
    licence_needed: str
    #: who supervises a body of a licensed kind
    supervisor: str = ""
    #: what it is by its name, where that needs a licence and what it is suspected of does not
    trade: schema.Sector | None = None

    @property
    def words(self) -> str:
        """The words that count, for telling which licence they call for."""
        return " ".join(h.matched for h in self.hits if h.status is Status.COUNTED)


def judge(
    entity: Entity, ruleset: RuleSet, say: Callable[[Entity, Disposition], list[str]] | None = None
) -> Judged:
    """Marks hits as exempt or superseded on the way. ``say``: tells the reasons."""
    evidence = entity.evidence
    if evidence.licensed:
        _exempt(evidence.hits, evidence.licensed, ruleset)
    hits = [*evidence.hits]
    for advert in entity.adverts:
        hits.extend(advert.evidence.hits)
    for _, found in entity.tips:
        hits.extend(found.hits)
    votes = _votes(entity)
    result = _scored(entity) or score(hits, ruleset, votes=votes)
    kind = disposition(hits, result, evidence.licensed is not None, evidence.public_money, ruleset)
    passed_on = max((points for _, how, points in entity.ties if how != SAME_DOOR), default=0)
    if passed_on and kind is Disposition.LEAD:
        # A relative's conduct adds weight to a firm's own signs.
        result = score(hits, ruleset, passed_on, votes)
    if kind is not Disposition.LEAD:
        result.band = Band.NONE
    main = ruleset.sectors[result.sectors[0]] if result.sectors else None
    told = [h for h in hits if h.status is not Status.DISMISSED] or hits
    named = dict.fromkeys(h.rule_id for h in told)
    rules = [ruleset.by_id[rule_id] for rule_id in named if rule_id in ruleset.by_id]
    body = body_of(evidence.licensed, ruleset) if evidence.licensed else None
    sectors = result.sectors or [
        s for s in _OF_LICENSED if kind is Disposition.LICENSED and s in ruleset.sectors
    ]
    return Judged(
        kind,
        result,
        hits,
        main,
        [ruleset.sectors[s].name for s in sectors],
        say(entity, kind) if say else reasons(entity, kind, ruleset),
        list(dict.fromkeys(cited for rule in rules for cited in ruleset.bases[rule.id])),
        _checks(entity, kind, told, body, main, ruleset)[:_CHECKS],
        evidence.licensed.licence if evidence.licensed else (main.licence if main else ""),
        body.issuer if body else "",
        licensed_trade(entity, main, ruleset),
    )


def _checks(
    entity: Entity,
    kind: Disposition,
    told: Sequence[Hit],
    body: schema.Licensed | None,
    main: schema.Sector | None,
    ruleset: RuleSet,
) -> list[str]:
    """What to ask at the door: of what weighs most first, of a licensed body what its kind is."""
    general: Sequence[str] = main.checks if main and kind is Disposition.LEAD else ()
    if entity.evidence.licensed:
        general = questions(body)
        if kind is not Disposition.LEAD:
            return list(general)
    naming = naming_rules(told, ruleset)
    named = dict.fromkeys(h.rule_id for h in sorted(told, key=lambda h: -h.points))
    beside = _beside(entity, ruleset)
    rules = [
        ruleset.by_id[rule_id]
        for rule_id in named
        if rule_id in ruleset.by_id and rule_id not in beside
    ]
    # What is asked of the trade in whose name money is asked for before what is asked of everybody.
    rules.sort(key=lambda rule: not _asks_of(rule, main))
    if kind is Disposition.LEAD:  # what a trade is asked in general does not fit what is known
        rules = [rule for rule in rules if rule.role != "membership"]
    checks = [c for rule in rules if rule.id in naming or not rule.audience for c in rule.triage]
    return list(_different((*general, *checks)))


def _asks_of(rule: schema.Rule, sector: schema.Sector | None) -> bool:
    conduct = rule.applies_to != "registration" and rule.names_sector
    return conduct and sector is not None and sector.id in rule.sectors


def _beside(entity: Entity, ruleset: RuleSet) -> set[str]:
    """Rules that are met only in adverts that are about something else."""
    found: set[str] = set()
    fitting = {hit.rule_id for _, tip in entity.tips for hit in tip.hits}
    for advert in entity.adverts:
        for name in {hit.rule_id for hit in advert.evidence.hits} & ruleset.by_id.keys():
            side = fitting if fits(ruleset.by_id[name], advert.score, ruleset) else found
            side.add(name)
    return found - fitting


# Thousands of looks have few different rules, and so few different checks.
@lru_cache(maxsize=4096)
def _different(checks: tuple[str, ...]) -> tuple[str, ...]:
    """Without those that ask the same (有无商品回购, 看有无商品回购、寄存代售): of these the one that
    asks more, in the place of the first."""
    found: list[tuple[str, str]] = []
    for check in checks:
        asked = _ASKING.sub("", check)
        at = next((i for i, (other, _) in enumerate(found) if _same(asked, other)), len(found))
        if at == len(found):
            found.append((asked, check))
        elif len(asked) > len(found[at][0]):
            found[at] = asked, check
    return tuple([check for _, check in found])


def _same(one: str, other: str) -> bool:
    if one[:_ALIKE] == other[:_ALIKE]:
        return True
    first, second = _PAUSE.split(one, maxsplit=1)[0], _PAUSE.split(other, maxsplit=1)[0]
    return any(
        len(subject) >= _LEAST and asked.startswith(subject)
        for subject, asked in ((first, other), (second, one))
    )


def _scored(entity: Entity) -> Score | None:
    """One of whom nothing but one advert is known has its score."""
    if entity.evidence.hits or entity.tips or len(entity.adverts) != 1:
        return None
    return replace(entity.adverts[0].score)


def _votes(entity: Entity) -> dict[str, float]:
    """What the wording of the entity's adverts says of its sector, the best of each."""
    found: dict[str, float] = {}
    for advert in entity.adverts:
        for sector, vote in advert.evidence.sector_votes.items():
            found[sector] = max(found.get(sector, vote), vote)
    return found


def _exempt(hits: list[Hit], licensed: LicensedName, ruleset: RuleSet) -> None:
    """A licence exempts the word: name and scope of a licensed body are no hits."""
    for hit in hits:
        rule = ruleset.by_id.get(hit.rule_id)
        if hit.status is not Status.DISMISSED and not (rule and rule.holds_for_licensed):
            hit.status, hit.cause_id = Status.DISMISSED, licensed.exclusion_id
            hit.reason = f"名称属于需持牌的机构（{licensed.kind}），请核对许可证"
