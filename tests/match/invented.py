"""Small rule sets of invented rules, of which each says one thing: what the shipped ones say is told by many."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.model.evidence import RecordEvidence
from engine.model.terms import Status
from engine.ruleset import RuleSet, load_ruleset, schema

_EXCLUSIONS = {
    "guard": schema.Guard,
    "negation": schema.Negation,
    "warning": schema.Warning_,
    "licensed": schema.Licensed,
    "plain": schema.Plain,
    "disclaimer": schema.Disclaimer,
    "referent": schema.Referent,
}


def words(*terms: str, fields: tuple[str, ...] = ("scope",), **more: Any) -> dict[str, Any]:
    return {"kind": "keyword", "fields": fields, "terms": terms, **more}


def pattern(
    regex: str, *anchors: str, fields: tuple[str, ...] = ("scope",), **more: Any
) -> dict[str, Any]:
    return {"kind": "regex", "fields": fields, "pattern": regex, "anchors": anchors, **more}


def built_on(*rules: str) -> dict[str, Any]:
    return {"kind": "rule", "rules": rules}


def rule(number: str, features: dict[str, Any], **more: Any) -> schema.Rule:
    """A lead of registrations that any one of its features tells, unless told otherwise."""
    plain = {
        "id": number,
        "title": f"规则{number}",
        "applies_to": "registration",
        "role": "lead",
        "family": number,
        "sectors": ["other"],
        "element": "context",
        "legal": [{"instrument": "某法", "article": "1"}],
        "match": {"any": list(features)},
        "points": 20,
    }
    return schema.Rule.model_validate({**plain, "features": features, **more})


def exclusion(kind: str, number: str, cause: str, **more: Any) -> Any:
    plain = {
        "kind": kind,
        "id": number,
        "title": cause,
        "cause": cause,
        "applies_to": ["registration", "advert", "tip"],
    }
    return _EXCLUSIONS[kind].model_validate({**plain, **more})


def ruleset(rules: list[schema.Rule], exclusions: list[Any] | None = None, **more: Any) -> RuleSet:
    """The shipped sectors and lexicons with invented rules."""
    return replace(load_ruleset(), rules=tuple(rules), exclusions=tuple(exclusions or ()), **more)


def shown(evidence: RecordEvidence) -> str:
    """Its hits in order: rule and words, with what dismisses it behind a !."""
    return " ".join(
        f"{hit.rule_id}:{hit.matched}"
        + (f"!{hit.cause_id}" if hit.status is not Status.COUNTED else "")
        for hit in evidence.hits
    )
