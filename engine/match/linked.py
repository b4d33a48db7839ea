"""Rules about facts between records: evaluated once adverts, tips and licences are linked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.match.facts import Facts
from engine.match.records import Evaluator
from engine.model.evidence import RecordEvidence
from engine.model.terms import Status


def apply_linked(
    evaluator: Evaluator,
    evidence: RecordEvidence,
    raw: Callable[[str], str],
    as_of: str,
    links: Mapping[str, int],
    licence: str | None,
) -> None:
    """Add to ``evidence`` what the linked rules find. ``licence``: held, not_found, unknown,
    expired, impostor, or None when nothing was asked."""
    counted = {h.rule_id for h in evidence.hits if h.status is Status.COUNTED}
    kind = evidence.licensed.kind if evidence.licensed else ""
    facts = Facts(raw, as_of, licence=licence, links=links, licensed_kind=kind)
    for rule in evaluator.compiled.linked:
        if evaluator.apply(rule, {}, facts, counted, raw, evidence):
            counted.add(rule.id)
