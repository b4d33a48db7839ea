"""Variants of rules that show what the rules themselves keep silent about.

The engine reports rules that fire. What a single feature saw, and which rules lacked one condition
only, is found by letting the same engine run variants of the rules; so coverage can never
disagree with what a screening does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from engine.ruleset import RuleSet, schema

#: How is told what a rule lacked that an exception of its own took back.
EXCEPT = "例外 "
#: So many words of a feature are named.
_SHOWN = 3
TEXTUAL = (schema.Keyword, schema.Fuzzy, schema.Regex, schema.Rate)


@dataclass(frozen=True, slots=True)
class Probe:
    """``feature`` set: the rule cut down to that feature; else the rule without ``lacking``."""

    rule: str
    feature: str = ""
    lacking: str = ""


def with_probes(ruleset: RuleSet, only: Set[str] | None = None) -> tuple[RuleSet, dict[str, Probe]]:
    """The rule set with the variants added, and what each added id stands for.

    ``only``: ids of the rules that get variants (default: all).
    """
    rules = list(ruleset.rules)
    probes: dict[str, Probe] = {}

    def add(rule: schema.Rule, probe: Probe, **changes: Any) -> None:
        # A tilde cannot stand in an id of a file.
        identifier = f"{rule.id}~{len(probes)}"
        probes[identifier] = probe
        rules.append(rule.model_copy(update={"id": identifier, **changes}))

    for rule in ruleset.rules:
        if only is not None and rule.id not in only:
            continue
        for name, feature in rule.features.items():
            if isinstance(feature, TEXTUAL):
                features = {name: feature}
                match = {"any": [name]}
                add(rule, Probe(rule.id, name), features=features, match=match, exclude=())
            if isinstance(feature, schema.Keyword) and feature.unless_near:
                free = {**rule.features, name: feature.model_copy(update={"unless_near": None})}
                add(rule, Probe(rule.id, lacking=f"{name} 旁边的词"), features=free)
        for label, tree in relaxed(rule.match):
            add(rule, Probe(rule.id, lacking=label), match=tree)
        for name in rule.exclude:
            others = tuple(other for other in rule.exclude if other != name)
            add(rule, Probe(rule.id, lacking=f"{EXCEPT}{name}"), exclude=others)
    return replace(ruleset, rules=tuple(rules)), probes


def in_words(lacking: str, rule: str, ruleset: RuleSet) -> str:
    """What a probe dropped, for who does not know how the rule calls its features."""
    features = ruleset.by_id[rule].features
    named = sorted(features, key=len, reverse=True)
    # A name is no part of a longer one, nor of what stands around it in Chinese.
    pattern = re.compile(rf"(?<![A-Za-z0-9_])(?:{'|'.join(map(re.escape, named))})(?![A-Za-z0-9_])")
    return pattern.sub(lambda found: _feature(features[found[0]], ruleset), lacking)


def _feature(feature: Any, ruleset: RuleSet) -> str:
    if isinstance(feature, schema.Keyword | schema.Fuzzy):
        if getattr(feature, "at_least", None) is not None:
            return "整段的措辞"
        return _quoted(ruleset.terms_of(feature), "的词")
    if isinstance(feature, schema.Regex):
        return _quoted(feature.anchors, "的说法")
    if isinstance(feature, schema.Rate):
        return "许诺的回报率"
    if isinstance(feature, schema.RuleRef):
        return f"另一条规则（{'、'.join(feature.rules[:_SHOWN])}{'等' * (len(feature.rules) > _SHOWN)}）"
    return "登记或关联的情况"


def _quoted(words: Sequence[str], end: str) -> str:
    return "".join(f"“{word}”" for word in words[:_SHOWN]) + "一类" * (len(words) > 1) + end


def relaxed(node: Any) -> Iterator[tuple[str, Any]]:
    """(what was dropped, tree) for every tree that asks for one condition less."""
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        if key in ("n_of", "not"):
            continue
        children = value if isinstance(value, list) else [value]
        for i, child in enumerate(children):
            if key == "all" and len(children) > 1:
                yield spelled(child), {**node, key: [*children[:i], *children[i + 1 :]]}
            for label, tree in relaxed(child):
                yield label, {**node, key: [*children[:i], tree, *children[i + 1 :]]}
    if "n_of" in node and node["n_of"] > 1:
        yield "所列几样之中再有一样", {**node, "n_of": node["n_of"] - 1}
    if "not" in node and len(node) > 1:
        yield f"不得有 {spelled(node['not'])}", {k: v for k, v in node.items() if k != "not"}


def spelled(node: Any) -> str:
    """A match tree as a short Chinese formula."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "或".join(spelled(child) for child in node)
    parts = []
    for key, value in node.items():
        if key == "n_of":
            continue
        children = [spelled(c) for c in (value if isinstance(value, list) else [value])]
        if key == "any":
            parts.append("或".join(children))
        elif key == "all":
            parts.append("且".join(f"（{c}）" if "或" in c else c for c in children))
        elif key == "not":
            parts.append("没有 " + "或".join(children))
        elif key == "of":
            parts.append(f"{'、'.join(children)} 之中至少 {node['n_of']} 个")
    return "且".join(f"（{p}）" if "或" in p and len(parts) > 1 else p for p in parts)
