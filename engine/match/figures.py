"""Which figures of a text decide how its words are read.

Campaigns send one text with other telephone numbers, dates and sums. Nearly all that reads words
takes a figure for a figure; what does not is known beforehand: words with figures in them (96110),
patterns that name single ones ([1-9]) and what disguises read figures for. So texts that differ in
other figures only are read once. Rates are another matter: they are asked for text by text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from engine.match.advert_view import AdvertView
from engine.match.compiled import CompiledRules
from engine.match.patterns import Pattern
from engine.match.sectors import SectorReader
from engine.match.telephones import Telephones
from engine.ruleset import RuleSet, schema
from engine.text.compact import compact
from engine.text.figured import FIGURE, Figured, masked
from engine.text.fold import fold

#: What a pattern may hold that takes all figures for one: classes of all ten, counts of repeats.
_ALL_TEN = re.compile(r"0-9|\\d|\{[0-9]*,?[0-9]*\}")

#: A part of a telephone number, in a pattern.
_NUMBER = re.compile("[0-9]{3,}")

Spans = tuple[tuple[int, int], ...]


class Named(NamedTuple):
    """A pattern that names single figures; it is tried where one of its anchors stands."""

    pattern: Pattern
    anchors: tuple[str, ...]
    masked: tuple[str, ...]

    @classmethod
    def of(cls, pattern: str, anchors: Iterable[str]) -> Named:
        anchors = tuple(anchors)
        return cls(Pattern.of(pattern), anchors, tuple(map(masked, anchors)))

    def stands(self, text: str, met: Sequence[int]) -> tuple[Spans, int]:
        """Where in a compacted text, and behind how many of the sorted places ``met`` it begins to be
        looked for."""
        first = min([at for a in self.anchors if (at := text.find(a)) >= 0], default=-1)
        if first < 0:
            return (), 0
        spans = tuple(self.pattern.spans(text))
        return spans, bisect_left(met, first) if met else 0


class Figures:
    """Compiled once for the rules of one kind of text."""

    def __init__(
        self, ruleset: RuleSet, compiled: CompiledRules, sectors: SectorReader | None
    ) -> None:
        #: A pattern that is not a rule's names figures: then every text is read by itself.
        self.blind = any(map(names_figures, _patterns_of_exclusions(ruleset, compiled.kind)))
        rules: dict[str, dict[str, None]] = {}
        for rule in compiled.rules:
            for feature in rule.features.values():
                if isinstance(feature, schema.Regex) and names_figures(feature.pattern):
                    anchors = rules.setdefault(feature.pattern, {})
                    anchors.update(dict.fromkeys(map(fold, feature.anchors)))
        self._named = [Named.of(pattern, anchors) for pattern, anchors in rules.items()]
        words = {
            fold(word)
            for word in (
                *_words_of_rules(ruleset, compiled),
                *_words_of_exclusions(ruleset, compiled.kind),
                *(sectors.words if sectors else ()),
            )
            if FIGURE.search(fold(word))
        }
        numbers = {word for word in words if not FIGURE.sub("", word)}
        whole = {number for pattern in rules for number in _NUMBER.findall(_bare(pattern))}
        #: texts with these are read with whatever telephone number they have
        self.telephones = Telephones(numbers | whole, words - numbers)
        self._named += [Named.of(word, [word]) for word in sorted(numbers)]
        self._words = Figured(sorted(words - numbers))

    def naming(self, text: str) -> tuple[Named, ...]:
        """Of what names figures that which may stand in a compacted text, whatever figures it has."""
        plain = masked(text)
        return tuple([one for one in self._named if any(a in plain for a in one.masked)])

    def read(self, view: AdvertView) -> dict[int, frozenset[str]]:
        """Places of figures in the raw text, and which figures there are read as part of a word."""
        if not FIGURE.search(view.raw):
            return {}
        found: dict[int, set[str]] = {at: set(figures) for at, figures in view.figures.items()}
        for at, figures in self._words.places(view.text):
            for place in range(*view.span(at, at + 1)):
                found.setdefault(place, set()).update(figures)
        folded = fold(view.raw)
        for place, figures in self._words.places(folded):
            found.setdefault(place, set()).update(figures)
        if view.text != folded:
            text, kept = compact(folded)
            for at, figures in self._words.places(text):
                found.setdefault(kept[at], set()).update(figures)
            for at, figures in self._words.places(fold(view.restored.text)):
                for place in range(*view.restored.span(at, at + 1)):
                    found.setdefault(place, set()).update(figures)
        return {at: frozenset(f) for at, f in found.items() if FIGURE.match(view.raw[at])}


def names_figures(pattern: str) -> bool:
    return FIGURE.search(_bare(pattern)) is not None


def _bare(pattern: str) -> str:
    """Without what takes all figures for one."""
    return _ALL_TEN.sub("", pattern)


def _words_of_rules(ruleset: RuleSet, compiled: CompiledRules) -> Iterator[str]:
    for rule in compiled.rules:
        for feature in rule.features.values():
            if isinstance(feature, schema.Keyword | schema.Fuzzy):
                yield from ruleset.terms_of(feature)
            if isinstance(feature, schema.Keyword) and feature.unless_near:
                yield from feature.unless_near.terms


def _words_of_exclusions(ruleset: RuleSet, kind: str) -> Iterator[str]:
    for negation in ruleset.exclusions_of(schema.Negation, kind):
        yield from (*negation.before, *negation.not_in, *negation.after, *negation.clause)
    for guard in ruleset.exclusions_of(schema.Guard, kind):
        yield from guard.terms
    for warning in ruleset.exclusions_of(schema.Warning_, kind):
        yield from (*warning.terms, *warning.unless)
    for exclusion in ruleset.exclusions_of(schema.ExclusionBase, kind):
        yield from exclusion.words


def _patterns_of_exclusions(ruleset: RuleSet, kind: str) -> Iterable[str]:
    for warning in ruleset.exclusions_of(schema.Warning_, kind):
        yield from warning.patterns
    if kind == "advert":
        for of in ("advert", "registration"):
            for licensed in ruleset.exclusions_of(schema.Licensed, of):
                yield from (*licensed.name_patterns, *licensed.not_patterns)
                yield from (*licensed.text_patterns, *licensed.scope_needs)
