"""How an advert or a tip is read: compacted text, negations, warnings, rates."""

from __future__ import annotations

import re
from typing import Any

import re2

from engine.match.judge import EDGE_RULE, Verdict, _about
from engine.ruleset import RuleSet, schema
from engine.text.compact import compact
from engine.text.edges import Edges
from engine.text.fold import fold

#: Longer words are hardly ever cut by chance, and adverts bend words that no dictionary knows.
_SHORT = 2
_SENTENCE = re.compile(r"[^。！!；;\n]+")
_STOPS = frozenset("，。；！？!?;\n")


class AdvertReader:
    """Compiled negations and warnings of a rule set."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        self.negations: list[schema.Negation] = ruleset.exclusions_of(schema.Negation, kind)
        self.guards: list[schema.Guard] = ruleset.exclusions_of(schema.Guard, kind)
        warnings: list[schema.Warning_] = ruleset.exclusions_of(schema.Warning_, kind)
        self.cues = [(warning, _cues(warning)) for warning in warnings]
        # The rules' own words are words too, so that a rare token does not cut them (学[费|全免]).
        self.edges = Edges(
            term
            for rule in ruleset.rules_for(kind)
            for feature in rule.features.values()
            if isinstance(feature, schema.Keyword)
            for term in ruleset.terms_of(feature)
            if len(term) == _SHORT
        )

    def view(self, raw: str) -> AdvertView:
        return AdvertView(self, raw)


def _cues(warning: schema.Warning_) -> Any:
    words = [re2.escape(fold(term)) for term in sorted(warning.terms, key=lambda t: (-len(t), t))]
    return re2.compile("|".join([*words, *warning.patterns]))


class AdvertView:
    """One text: ``text`` is compact and folded; ``span`` gives offsets in the raw text back."""

    def __init__(self, reader: AdvertReader, raw: str) -> None:
        self._reader, self.raw = reader, raw
        self.text, self._kept = compact(fold(raw))
        self._warnings = self._warned()

    @property
    def warning(self) -> schema.Warning_ | None:
        """The warning that speaks for the whole text, if one does."""
        whole = (w for start, end, w in self._warnings if start == 0 and end == len(self.text))
        return next(whole, None)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self._kept[start], self._kept[end - 1] + 1

    def _warned(self) -> list[tuple[int, int, schema.Warning_]]:
        """Stretches that warn: the whole text, or, where it also solicits, single sentences."""
        found = []
        for warning, cues in self._reader.cues:
            seen = list(dict.fromkeys(m.group() for m in cues.finditer(self.text)))
            if len(seen) < warning.min_hits:
                continue
            sentences = [m.span() for m in _SENTENCE.finditer(self.text)]
            warned = [s for s in sentences if cues.search(self.text[s[0] : s[1]])]
            # What a warning quotes (进群, 抢购) is no solicitation of its own.
            own = [s for s in sentences if s not in warned] if len(sentences) > 1 else sentences
            spoken = [self.text[start:end] for start, end in own]
            if any(fold(word) in said for word in warning.unless for said in spoken):
                found.extend((start, end, warning) for start, end in warned)
            else:
                found.append((0, len(self.text), warning))
        return found

    def verdicts(self, hits: list[tuple[str, int, int]]) -> list[Verdict | None]:
        return [self._verdict(*hit) for hit in hits]

    def _verdict(self, term: str, start: int, end: int) -> Verdict | None:
        for begin, stop, warning in self._warnings:
            if begin <= start and end <= stop and _about(warning, term):
                return Verdict(warning.id, warning.cause)
        for guard in self._reader.guards:
            if not _about(guard, term):
                continue
            for word in guard.terms:
                at = self.text.find(fold(word), max(0, end - len(word)), start + len(word))
                if at >= 0 and at <= start and end <= at + len(word) and len(word) > end - start:
                    return Verdict(guard.id, guard.cause)
        if end - start <= _SHORT:
            word = self._reader.edges.cut_by(self.text, start, end)
            if word:
                return Verdict(EDGE_RULE, f"误读：此处的词是“{word}”")
        return self._negated(term, start, end)

    def _negated(self, term: str, start: int, end: int) -> Verdict | None:
        left, right = start, end
        while left > 0 and self.text[left - 1] not in _STOPS:
            left -= 1
        while right < len(self.text) and self.text[right] not in _STOPS:
            right += 1
        for negation in self._reader.negations:
            if not _about(negation, term):
                continue
            for word in negation.before:
                if term.startswith(word):
                    continue
                begin = max(left, start - negation.within - len(word))
                at = self.text.rfind(fold(word), begin, start)
                if at >= 0 and not self._inside(negation.not_in, at, at + len(word)):
                    return Verdict(negation.id, negation.cause)
            if any(fold(word) in self.text[left:start] for word in negation.clause):
                return Verdict(negation.id, negation.cause)
            after = self.text[end : min(right, end + negation.within + 6)]
            if any(fold(word) in after for word in negation.after):
                return Verdict(negation.id, negation.cause)
        return None

    def _inside(self, words: tuple[str, ...], start: int, end: int) -> bool:
        """Is ``start``:``end`` part of one of the longer ``words``?"""
        for word in words:
            at = self.text.find(fold(word), max(0, end - len(word)), start + len(word))
            if at >= 0:
                return True
        return False
