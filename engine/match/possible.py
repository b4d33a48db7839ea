"""Which rules may say anything of a text, told before any of its words is judged.

Most rules want several things at once, or build on rules that do: a school needs a promised gain
beside it. Where one of them is missing, what the other words mean makes no difference. What may
be dismissed, taken back or matched later counts as possible here, so a rule that is left out
gives nothing (docs/decisions/0014-forms-of-texts.md). It is told of many texts at once: a column for
each feature and each rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from engine.match.compiled import CompiledRules
from engine.match.figures import names_figures
from engine.model.arrays import Flags, Floats, Ints
from engine.ruleset import schema
from engine.text.figured import FIGURE


class Possible:
    """Compiled once; the features of all rules that want words are the bits of a mask, and rows of
    columns that have a place for each text."""

    def __init__(self, compiled: CompiledRules) -> None:
        self._rules = compiled.rules
        self.names = tuple(rule.id for rule in self._rules)
        self._place = {name: place for place, name in enumerate(self.names)}
        self._bits: dict[tuple[str, str], int] = {}
        #: of each term the features that want it
        self._of_term = [0] * len(compiled.terms)
        #: features of which other figures decide; texts that differ in these share a reading
        self._always = 0
        patterns: dict[str, dict[int, None]] = {}
        lasting = set()
        for term, uses in enumerate(compiled.uses):
            for use in uses:
                number = self._bits.setdefault((use.rule.id, use.feature), len(self._bits))
                self._of_term[term] |= 1 << number
                feature = use.rule.features[use.feature]
                pattern = isinstance(feature, schema.Regex)
                # Of words with figures and more the forms of texts know (``figures``).
                text = compiled.terms[term]
                if FIGURE.search(text) and (pattern or not FIGURE.sub("", text)):
                    self._always |= 1 << number
                if isinstance(feature, schema.Regex):
                    patterns.setdefault(feature.pattern, {})[number] = None
                    if names_figures(feature.pattern):
                        lasting.add(number)
        #: pattern → its features
        self.patterns: dict[str, Ints] = {
            pattern: np.array([*numbers], np.int64) for pattern, numbers in patterns.items()
        }
        #: and those that are not there where it matches nowhere
        self.vain: dict[str, Ints] = {
            pattern: np.array([n for n in numbers if n not in lasting], np.int64)
            for pattern, numbers in patterns.items()
        }
        self._owner = np.array([self._place[rule] for rule, _ in self._bits], np.int64)
        #: what another is built on before it
        self._building = compiled.combining

    def mask(self, terms: Iterable[int]) -> int:
        """The features that want some of these terms."""
        found = self._always
        for term in terms:
            found |= self._of_term[term]
        return found

    def columns(self, masks: Sequence[int]) -> Flags:
        """Of each feature which texts have it."""
        size = len(self._bits) // 8 + 1
        told = np.frombuffer(b"".join(mask.to_bytes(size, "little") for mask in masks), np.uint8)
        bits = np.unpackbits(told.reshape(-1, size), axis=1, bitorder="little")
        return np.ascontiguousarray(bits[:, : len(self._bits)].T).view(np.bool_)

    def masks(self, columns: Flags) -> list[int]:
        """The step back from columns."""
        told = np.packbits(columns, axis=0, bitorder="little").T
        return [int.from_bytes(row.tobytes(), "little") for row in told]

    def wanted(self, columns: Flags, rules: Flags) -> Flags:
        """The features that are left where only these rules are asked."""
        return columns & rules[self._owner]

    def asked(self, term: int, mask: int) -> bool:
        """Does a feature of a mask want the term?"""
        return bool(self._of_term[term] & mask)

    def rules(self, columns: Flags, rated: Flags, worded: Mapping[str, Floats]) -> Flags:
        """Of each rule which texts it may have something to say of. ``rated``: where may there be a
        rate? ``worded``: of each lexicon how much the texts read like it."""
        found = np.zeros((len(self._rules), columns.shape[1]), np.bool_)

        def ask(rule: schema.Rule) -> None:
            holds = {name: holding(rule, name) for name in rule.features}
            found[self._place[rule.id]] = _may(rule.match, holds, rated)

        def holding(rule: schema.Rule, name: str) -> Flags:
            number = self._bits.get((rule.id, name))
            if number is not None:
                return columns[number]  # type: ignore[no-any-return]
            feature = rule.features[name]
            if isinstance(feature, schema.RuleRef):
                known = [self._place[r] for r in feature.rules if r in self._place]
                return np.logical_or.reduce(found[known], axis=0)  # type: ignore[no-any-return]
            if isinstance(feature, schema.Rate):
                return rated
            if isinstance(feature, schema.Keyword) and feature.at_least is not None:
                return worded[feature.lexicon] >= feature.at_least
            # a fact; words that nobody wants, as of a list that is empty, stand nowhere
            return np.full_like(rated, not schema.is_textual(feature))

        for rule in self._rules:
            ask(rule)
        before = -1
        while (now := int(np.count_nonzero(found))) > before:  # rules are built on rules
            before = now
            for rule in self._building:
                ask(rule)
        return found


def _may(node: Any, holds: Mapping[str, Flags], like: Flags) -> Flags:
    """Where a tree of any/all/not/n_of may hold; ``holds``: of each feature where it may. What may
    hold need not, so a ``not`` may always."""
    if isinstance(node, str):
        return holds.get(node, np.zeros_like(like))
    found = np.ones_like(like)
    for key, value in node.items():
        if key in ("n_of", "not"):
            continue
        children = [
            _may(child, holds, like) for child in (value if isinstance(value, list) else [value])
        ]
        least = 1 if key == "any" else len(children) if key == "all" else int(node["n_of"])
        found &= np.sum(children, axis=0) >= least
    return found
