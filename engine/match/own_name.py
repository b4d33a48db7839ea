"""A firm's own name is no disguise: 惠购 in 惠购生活 hides no 回购."""

from __future__ import annotations

from collections.abc import Iterable

from engine.match.record_hits import DISGUISED
from engine.model.evidence import RecordEvidence
from engine.model.terms import Status
from engine.text.fold import fold

CAUSE = "EXC-OWN-NAME"
_LEAST = 2


def spare_own_name(evidence: RecordEvidence, names: Iterable[str]) -> None:
    """Dismiss what was read as a disguised word, and is a part of one of ``names``."""
    known = [fold(name) for name in names if name]
    for hit in evidence.hits:
        if hit.status is Status.DISMISSED or DISGUISED not in hit.reason:
            continue
        word = fold(hit.matched)
        if len(word) >= _LEAST and any(word in name for name in known):
            hit.status, hit.cause_id = Status.DISMISSED, CAUSE
            hit.reason = f"“{hit.matched}”是广告主名称里的字，不是变形写法"
