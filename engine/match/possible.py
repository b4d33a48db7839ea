"""Which rules may say anything of a text, told before any of its words is judged.

Most rules want several things at once, or build on rules that do: a school needs a promised gain
beside it. Where one of them is missing, what the other words mean makes no difference. What may
be dismissed, taken back or matched later counts as possible here, so a rule that is left out
gives nothing (docs/decisions/0014-forms-of-texts.md).
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.match.compiled import CompiledRules
from engine.match.figures import names_figures
from engine.match.tree import Truth, alternatives, evaluate
from engine.ruleset import schema
from engine.text.figured import FIGURE

_UNKNOWN: Truth = None
_NONE: frozenset[str] = frozenset()
_Case = tuple[str, int, frozenset[str]]
#: Answers remembered.
_REMEMBERED = 200_000


class Possible:
    """Compiled once; the features of all rules that want words are the bits of a mask."""

    def __init__(self, compiled: CompiledRules) -> None:
        self._rules = {rule.id: rule for rule in compiled.rules}
        self._bits: dict[tuple[str, str], int] = {}
        #: of each term the features that want it
        self._of_term = [0] * len(compiled.terms)
        #: features of which other figures decide; texts that differ in these share a reading
        self._always = 0
        #: pattern → its features
        self.patterns: dict[str, int] = {}
        lasting = 0
        for term, uses in enumerate(compiled.uses):
            for use in uses:
                bit = self._bits.setdefault((use.rule.id, use.feature), 1 << len(self._bits))
                self._of_term[term] |= bit
                feature = use.rule.features[use.feature]
                pattern = isinstance(feature, schema.Regex)
                # Of words with figures and more the forms of texts know (``figures``).
                text = compiled.terms[term]
                if FIGURE.search(text) and (pattern or not FIGURE.sub("", text)):
                    self._always |= bit
                if isinstance(feature, schema.Regex):
                    known = self.patterns.get(feature.pattern, 0)
                    self.patterns[feature.pattern] = known | bit
                    lasting |= bit if names_figures(feature.pattern) else 0
        #: features that are not there where their pattern matches nowhere
        self._vain = {pattern: bits & ~lasting for pattern, bits in self.patterns.items()}
        self._masks: dict[str, int] = {}
        for (rule, _), bit in self._bits.items():
            self._masks[rule] = self._masks.get(rule, 0) | bit
        self._needs = {rule.id: self._needed(rule) for rule in compiled.rules}
        self._built_on = compiled.built_on
        self._first = [
            (rule, self._masks.get(rule, 0)) for rule in self._rules if rule not in self._built_on
        ]
        self._bases: dict[tuple[bool, frozenset[str]], frozenset[str]] = {}
        self._building = [rule.id for rule in compiled.combining]
        #: rule, its features that are there, rules it may build on → may it hold? By what else is known
        self._known: dict[tuple[bool, frozenset[str]], dict[_Case, bool]] = {}
        self._size = 0

    def mask(self, terms: Iterable[int]) -> int:
        """The features that want some of these terms."""
        found = self._always
        for term in terms:
            found |= self._of_term[term]
        return found

    def without(self, mask: int, pattern: str) -> int:
        """The features that are left where the pattern matches nowhere."""
        return mask & ~self._vain.get(pattern, 0)

    def rules(self, mask: int, rated: bool, lexicons: frozenset[str]) -> frozenset[str]:
        """``rated``: may there be a rate? ``lexicons``: those whose wording the text may have."""
        basis = self._basis(rated, lexicons)
        found = set(basis)
        for rule, wanted in self._first:
            if (
                mask & wanted
                and rule not in basis
                and self._enough(rule, mask, _NONE)
                and self._may(rule, mask, rated, lexicons, _NONE)
            ):
                found.add(rule)
        waiting = [rule for rule in self._building if rule not in basis]
        while waiting:
            # Of the others the basis knows already.
            more = [
                rule
                for rule in waiting
                if ((refs := self._built_on[rule] & found) or mask & self._masks.get(rule, 0))
                and self._enough(rule, mask, refs)
                and self._may(rule, mask, rated, lexicons, refs)
            ]
            if not more:
                break
            found.update(more)
            waiting = [rule for rule in waiting if rule not in found]
        return frozenset(found)

    def _basis(self, rated: bool, lexicons: frozenset[str]) -> frozenset[str]:
        """Rules that may hold without a word, and without those they are built on."""
        known = self._bases.get((rated, lexicons))
        if known is None:
            some = [rule for rule in self._rules if self._may(rule, 0, rated, lexicons, _NONE)]
            known = self._bases[rated, lexicons] = frozenset(some)
        return known

    def _enough(self, rule: str, mask: int, refs: frozenset[str]) -> bool:
        """Is there something of all that the rule cannot do without?"""
        for bits, rules in self._needs[rule]:
            if not (mask & bits or (rules and not rules.isdisjoint(refs))):
                return False
        return True

    def _needed(self, rule: schema.Rule) -> list[tuple[int, frozenset[str]]]:
        """Features, as a mask, and rules, of each of which some have to be there."""
        found = []
        for names in alternatives(rule.match):
            bits, rules, told = 0, _NONE, True
            for name in names:
                feature = rule.features.get(name)
                bits |= self._bits.get((rule.id, name), 0)
                if isinstance(feature, schema.RuleRef):
                    rules |= set(feature.rules)
                elif (rule.id, name) not in self._bits:
                    told = False  # a fact, a rate, the wording
            if told:
                found.append((bits, rules))
        return found

    def features(self, rules: Iterable[str]) -> int:
        """The features of rules that want words."""
        found = 0
        for rule in rules:
            found |= self._masks.get(rule, 0)
        return found

    def _may(
        self,
        name: str,
        mask: int,
        rated: bool,
        lexicons: frozenset[str],
        refs: frozenset[str],
    ) -> bool:
        told = self._known.get((rated, lexicons))
        if told is None:
            told = self._known[rated, lexicons] = {}
        key = (name, mask & self._masks.get(name, 0), refs)
        known = told.get(key)
        if known is None:
            rule = self._rules[name]
            values = {
                feature: _UNKNOWN
                if self._holds(name, feature, mask, rated, lexicons, refs)
                else False
                for feature in rule.features
            }
            known = evaluate(rule.match, values) is not False
            if self._size < _REMEMBERED:
                told[key] = known
                self._size += 1
        return known

    def _holds(
        self,
        name: str,
        feature: str,
        mask: int,
        rated: bool,
        lexicons: frozenset[str],
        refs: frozenset[str],
    ) -> bool:
        bit = self._bits.get((name, feature))
        if bit is not None:
            return bool(mask & bit)
        told = self._rules[name].features[feature]
        if isinstance(told, schema.RuleRef):
            return not set(told.rules).isdisjoint(refs)
        if isinstance(told, schema.Rate):
            return rated
        if isinstance(told, schema.Keyword) and told.at_least is not None:
            return told.lexicon in lexicons
        # a fact; words that nobody wants, as of a list that is empty, stand nowhere
        return not isinstance(told, schema.Keyword | schema.Fuzzy | schema.Regex)
