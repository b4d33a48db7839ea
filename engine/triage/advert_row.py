"""One row of the frame of adverts, one of the frame of evidence."""

from __future__ import annotations

import re
from typing import Any

from engine.model.evidence import Hit
from engine.model.terms import Band, Status
from engine.ruleset import RuleSet
from engine.triage.assembly import Assembly, ReadAdvert
from engine.triage.reasons import pretext, tell

#: Characters shown on either side of a hit.
QUOTE = 24


def advert_row(a: Assembly, advert: ReadAdvert, identity: str, name: str) -> dict[str, Any]:
    row, result = advert.evidence.row, advert.score
    told = [h for h in advert.evidence.hits if h.status is not Status.DISMISSED]
    sector = a.sector_name(result.sectors[0]) if result.sectors and told else ""
    reasons = sorted(
        tell(
            advert.evidence, advert.texts, a.ruleset, pretext(result, a.ruleset), dismissed=not told
        ),
        key=lambda reason: -reason.points,
    )
    rules = [a.ruleset.by_id[h.rule_id] for h in told if h.rule_id in a.ruleset.by_id]
    remarks = []
    if advert.evidence.warning:
        remarks.append(advert.evidence.warning)
    if advert.evidence.licensed:
        remarks.append(f"署名似{advert.evidence.licensed.kind}类持牌机构，核对发布者身份")
    if advert.link.candidates:
        remarks.append("有几家企业与此广告相符，请人工确认")
    return {
        "ad_id": advert.ad_id,
        "source_file": a.ad(row, "source_file"),
        "source_row": int(a.ad(row, "source_row") or 0),
        "band": result.band.value
        if result.band in (Band.HIGH, Band.MEDIUM, Band.LOW)
        else Band.NONE.value,
        "score": result.index,
        "points": result.points,
        "sector": sector,
        "sectors": "|".join(a.sector_name(s) for s in result.sectors) if told else "",
        "elements": "|".join(result.elements),
        "annual_rate_pct": _annual_rate(advert),
        "entity_id": identity,
        "entity_name": name,
        "link_how": advert.link.how or ("登记中未找到" if identity else ""),
        "link_similarity": advert.link.similarity or None,
        "reasons": "|".join(
            re.sub(r"[|\r\n]", " ", f"{r.reason}（{r.words}）" if r.words else r.reason)
            for r in reasons
        ),
        "basis": "|".join(dict.fromkeys(b for r in rules for b in r.basis().split("|"))),
        "advertiser": a.ad(row, "advertiser"),
        "channel": a.ad(row, "channel"),
        "publish_time": a.ad(row, "publish_time"),
        "title": a.ad(row, "title"),
        "text": a.ad(row, "text"),
        "candidates": "|".join(a.firm(r, "name") for r in advert.link.candidates),
        "track": "放贷" if result.lending else ("集资" if told else ""),
        "remarks": "|".join(remarks),
        **{column: a.ad(row, column) for column in ("media_name", "phone", "contact", "url")},
    }


def _annual_rate(advert: ReadAdvert) -> float | None:
    """The highest promised return; for an unlicensed lender what it asks of the borrower."""
    evidence, lender = advert.evidence, advert.score.lending and not advert.evidence.licensed
    known = [r for r in (evidence.rate, evidence.loan_rate if lender else None) if r is not None]
    return max(known, default=None)


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
        "quote": raw if confidential else raw[begin : hit.end + QUOTE],
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
        "basis": rule.basis() if rule else "",
        "title": rule.title if rule else "",
        "family": rule.family if rule else "",
    }
