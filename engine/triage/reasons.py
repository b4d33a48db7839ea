"""Short Chinese sentences that say why, each with the words that caused it."""

from __future__ import annotations

import re

from engine.model.evidence import Hit
from engine.model.terms import Disposition, Status
from engine.ruleset import RuleSet
from engine.triage.assembly import Entity

_FAINT = 1000
#: Family of rules about the conduct of relatives.
_RELATIVE = "relative"
#: Cause of hits that a licence list exempts.
LISTED = "LIC-LIST"


def reasons(entity: Entity, kind: Disposition, ruleset: RuleSet) -> list[str]:
    """Short Chinese sentences, the strongest first, each with the words that caused it."""
    if kind is Disposition.LICENSED and entity.evidence.licensed:
        licensed = entity.evidence.licensed
        if licensed.exclusion_id == LISTED:
            return [f"在所附名录内，{licensed.licence}，核对许可证与实际业务是否相符"]
        return [f"名称属于{licensed.kind}类机构，应出示{licensed.licence}"]
    found: dict[str, tuple[int, list[str]]] = {}
    sources = [("", entity.evidence)]
    sources += [(f"广告{ad.ad_id}：", ad.evidence) for ad in entity.adverts]
    sources += [(f"举报{tip}：", evidence) for tip, evidence in entity.tips]
    wanted = Status.DISMISSED if kind is Disposition.DISMISSED else None
    for prefix, evidence in sources:
        # A family counts once, so these are few even where a hostile text has thousands of hits.
        counted = [hit for hit in evidence.hits if hit.status is Status.COUNTED]
        for hit in evidence.hits:
            dismissed = hit.status is Status.DISMISSED
            if dismissed != (wanted is Status.DISMISSED):
                continue
            if hit.status is Status.SUPERSEDED and _told_already(hit, counted):
                continue
            rule = ruleset.by_id.get(hit.rule_id)
            if rule and rule.family == _RELATIVE and entity.ties:
                continue  # the ties say it with names
            # What rests on many weak signs is told after what a single word shows.
            worth = hit.points - (_FAINT if rule and rule.confidence == "low" else 0)
            points, words = found.setdefault(prefix + hit.reason, (worth, []))
            if hit.matched and hit.matched not in words:
                words.append(hit.matched)
            found[prefix + hit.reason] = (max(points, worth), words)
    tied = [
        f"与有可疑广告或反映的企业有关联：{other}（{how}）"
        for other, how, points in entity.ties
        if points or not found
    ]
    ordered = sorted(found.items(), key=lambda kv: (-kv[1][0], kv[0]))
    told = [
        f"{reason}（“{'”“'.join(words[:4])}”）" if words else reason
        for reason, (_, words) in ordered
    ]
    # What only tells the trade is told after what ties the firm to a suspicious one.
    own = sum(1 for _, (worth, _) in ordered if worth > 0)
    return [re.sub(r"[|\r\n]", " ", text) for text in (*told[:own], *tied, *told[own:])]


def _told_already(hit: Hit, counted: list[Hit]) -> bool:
    """Does a counted hit say the same of the same words (超过10% beside 超过8%)?"""
    return any(
        other.field == hit.field and other.start <= hit.start and hit.end <= other.end
        for other in counted
    )
