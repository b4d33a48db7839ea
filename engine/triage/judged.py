"""What follows from the evidence alone, the same for every firm with the same evidence."""

from __future__ import annotations

from dataclasses import dataclass

from engine.model.evidence import Hit
from engine.model.terms import Band, Disposition, Status
from engine.ruleset import RuleSet, schema
from engine.score import Score, score
from engine.triage.assembly import Entity
from engine.triage.disposition import disposition
from engine.triage.reasons import reasons

_CHECKS = 8


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

    @property
    def words(self) -> str:
        """The words that count, for telling which licence they call for."""
        return " ".join(h.matched for h in self.hits if h.status is Status.COUNTED)


def judge(entity: Entity, ruleset: RuleSet) -> Judged:
    """Marks hits as exempt or superseded on the way."""
    evidence = entity.evidence
    if evidence.licensed:
        _exempt(evidence.hits, evidence.licensed.exclusion_id, evidence.licensed.kind)
    hits = [*evidence.hits]
    for advert in entity.adverts:
        hits.extend(advert.evidence.hits)
    for _, found in entity.tips:
        hits.extend(found.hits)
    votes = _votes(entity)
    result = score(hits, ruleset, votes=votes)
    kind = disposition(hits, result, evidence.licensed is not None, evidence.public_money, ruleset)
    passed_on = max((points for _, _, points in entity.ties), default=0)
    if kind is Disposition.LEAD and passed_on:
        # A relative's conduct adds weight to a firm's own signs; alone it makes nobody a lead.
        result = score(hits, ruleset, passed_on, votes)
    if kind is not Disposition.LEAD:
        result.band = Band.NONE
    main = ruleset.sectors[result.sectors[0]] if result.sectors else None
    told = [h for h in hits if h.status is not Status.DISMISSED] or hits
    rules = [ruleset.by_id[h.rule_id] for h in told if h.rule_id in ruleset.by_id]
    sector_checks = main.checks if main and kind is Disposition.LEAD else ()
    checks = [c for rule in rules for c in rule.triage]
    return Judged(
        kind,
        result,
        hits,
        main,
        [ruleset.sectors[s].name for s in result.sectors],
        reasons(entity, kind, ruleset),
        list(dict.fromkeys(b for r in rules for b in r.basis().split("|"))),
        list(dict.fromkeys([*sector_checks, *checks]))[:_CHECKS],
        evidence.licensed.licence if evidence.licensed else (main.licence if main else ""),
    )


def _votes(entity: Entity) -> dict[str, float]:
    """What the wording of the entity's adverts says of its sector, the best of each."""
    found: dict[str, float] = {}
    for advert in entity.adverts:
        for sector, vote in advert.evidence.sector_votes.items():
            found[sector] = max(found.get(sector, vote), vote)
    return found


def _exempt(hits: list[Hit], rule: str, kind: str) -> None:
    """A licence exempts the word: name and scope of a licensed body are no hits."""
    for hit in hits:
        if hit.status is not Status.DISMISSED:
            hit.status, hit.cause_id = Status.DISMISSED, rule
            hit.reason = f"名称属于需持牌的机构（{kind}），请核对许可证"
