"""What adverts that read alike have in common in the frame of adverts; one row of the frame of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Band, Status
from engine.ruleset import RuleSet
from engine.score import Score
from engine.triage.assembly import Assembly
from engine.triage.quotes import QUOTE, part
from engine.triage.reasons import LISTED, on_one_line, tell_advert, worth_of

_PRIVATE = "private_finance"


def looked(evidence: RecordEvidence, score: Score, ruleset: RuleSet) -> dict[str, Any]:
    """The columns of an advert that follow from what was found, whatever its figures are."""
    told = [h for h in evidence.hits if h.status is not Status.DISMISSED]
    sectors = [ruleset.sectors[s].name for s in score.sectors] if told else []
    rules = [ruleset.by_id[h.rule_id] for h in told if h.rule_id in ruleset.by_id]
    remarks = []
    if evidence.warning:
        remarks.append(evidence.warning)
    if evidence.licensed:
        kind, _, cause = evidence.licensed
        like = f"发布者在所附名录内（{kind}）" if cause == LISTED else f"署名似{kind}类持牌机构"
        remarks.append(f"{like}，核对发布者身份")
    shown = (Band.HIGH, Band.MEDIUM, Band.LOW)
    return {
        "band": (score.band if score.band in shown else Band.NONE).value,
        "score": score.index,
        "points": score.points,
        "sector": sectors[0] if sectors else "",
        "sectors": "|".join(sectors),
        "elements": "|".join(score.elements),
        "annual_rate_pct": _annual_rate(evidence, score),
        "basis": "|".join(dict.fromkeys([b for r in rules for b in ruleset.bases[r.id]])),
        "track": "放贷" if score.lending else ("集资" if told else ""),
        "remarks": "|".join(remarks),
    }


def reasons_of(
    evidence: RecordEvidence, score: Score, texts: Mapping[str, str], ruleset: RuleSet
) -> str:
    """Why, the weightiest first."""
    told = sorted(tell_advert(evidence, score, texts, ruleset), key=lambda one: -worth_of(one))
    return "|".join(
        [on_one_line(f"{one.reason}（{one.words}）" if one.quotes else one.reason) for one in told]
    )


def _annual_rate(evidence: RecordEvidence, score: Score) -> float | None:
    """The highest promised return; for an unlicensed lender what it asks of the borrower. Where money
    is borrowed and lent in one breath (月息一分五，先息后本), whoever speaks names the rate of it."""
    if evidence.licensed:
        return evidence.rate
    if score.lending:
        known = [r for r in (evidence.rate, evidence.loan_rate) if r is not None]
        return max(known, default=None)
    private = bool(score.sectors) and score.sectors[0] == _PRIVATE
    return evidence.loan_rate if evidence.rate is None and private else evidence.rate


def evidence_row(
    a: Assembly, hit: Hit, identity: str, ad_id: str, raw: str, confidential: bool = False
) -> dict[str, Any]:
    begin = 0 if confidential else max(0, hit.start - QUOTE)
    return {
        "entity_id": identity,
        "ad_id": ad_id,
        **hit_columns(hit, a.ruleset),
        "start": hit.start,
        "end": hit.end,
        "quote": raw if confidential else part(raw, begin, hit.end + QUOTE),
        "quote_start": 0 if confidential else hit.start - begin,
    }


def hit_columns(hit: Hit, ruleset: RuleSet) -> dict[str, Any]:
    """The columns of a hit that say nothing of where and on whom it was found."""
    rule = ruleset.by_id.get(hit.rule_id)
    return {
        "rule_id": hit.rule_id,
        "sector": ruleset.sectors[rule.sectors[0]].name if rule else "",
        "element": rule.element.value if rule else "context",
        "field": hit.field,
        "matched": hit.matched,
        "points": hit.points,
        "status": hit.status.value,
        "reason": hit.reason + (f"（{hit.cause_id}）" if hit.cause_id else ""),
        "basis": "|".join(ruleset.bases[rule.id]) if rule else "",
        "title": rule.title if rule else "",
        "family": rule.family if rule else "",
    }
