"""Rules of one kind of record, indexed by their terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.match.scan import Scanner
from engine.ruleset import RuleSet, schema
from engine.text.fold import fold


@dataclass(frozen=True, slots=True)
class Use:
    """One feature of one rule that wants a term."""

    rule: schema.Rule
    feature: str
    fields: frozenset[str]
    plain: bool
    near: schema.Near | None
    pattern: bool = False
    disguised: bool = False


class CompiledRules:
    """``uses[i]`` are the features that want term ``i`` of ``scanner``."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        self.ruleset, self.kind = ruleset, kind
        known = ruleset.rules_for(kind)
        #: rules about facts between records; they wait until those are known
        self.linked = tuple(r for r in known if any(_linked(f) for f in r.features.values()))
        self.rules = tuple(r for r in known if r not in self.linked)
        index: dict[str, list[Use]] = {}
        fields: set[str] = set()
        self.textless: list[schema.Rule] = []
        #: rules about the wording as a whole, read from a scorecard
        self.weighed: list[schema.Rule] = []
        self.combining: list[schema.Rule] = []
        #: rule → rules it is built on
        self.built_on: dict[str, frozenset[str]] = {}
        for rule in self.rules:
            textual = False
            if any(_weighed(f) for f in rule.features.values()):
                self.weighed.append(rule)
                textual = True
            for name, feature in rule.features.items():
                if _weighed(feature):
                    continue
                if isinstance(feature, schema.Keyword | schema.Fuzzy):
                    plain = isinstance(feature, schema.Keyword) and feature.plain
                    near = feature.unless_near if isinstance(feature, schema.Keyword) else None
                    hidden = isinstance(feature, schema.Keyword) and feature.disguised
                    use = Use(rule, name, frozenset(feature.fields), plain, near, disguised=hidden)
                    for term in ruleset.terms_of(feature):
                        index.setdefault(fold(term), []).append(use)
                elif isinstance(feature, schema.Regex):
                    use = Use(rule, name, frozenset(feature.fields), True, None, pattern=True)
                    for term in feature.anchors:
                        index.setdefault(fold(term), []).append(use)
                else:
                    continue
                textual = True
                fields.update(feature.fields)
            if any(isinstance(f, schema.RuleRef) for f in rule.features.values()):
                self.combining.append(rule)
                self.built_on[rule.id] = frozenset(
                    known
                    for f in rule.features.values()
                    if isinstance(f, schema.RuleRef)
                    for known in f.rules
                )
            elif not textual:
                self.textless.append(rule)
        self.cards = {
            f.lexicon: ruleset.scorecard(f.lexicon)
            for rule in self.weighed
            for f in rule.features.values()
            if isinstance(f, schema.Keyword) and f.at_least is not None
        }
        self.terms = tuple(index)
        self.uses: list[list[Use]] = [index[term] for term in self.terms]
        self.fields = tuple(sorted(fields))
        self.scanner = Scanner(self.terms)

    def wants(self, term: int, field: str) -> list[Use]:
        return [use for use in self.uses[term] if field in use.fields]


def _linked(feature: Any) -> bool:
    return isinstance(feature, schema.Link | schema.LicenceFact)


def _weighed(feature: Any) -> bool:
    return isinstance(feature, schema.Keyword) and feature.at_least is not None


def names_in(node: Any) -> list[str]:
    """Feature names of a match tree."""
    if isinstance(node, str):
        return [node]
    names: list[str] = []
    for key, value in node.items():
        if key != "n_of":
            for child in value if isinstance(value, list) else [value]:
                names.extend(names_in(child))
    return names
