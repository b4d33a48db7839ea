"""One advert or tip as it is read: its compacted text, and what its words mean there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Container, Mapping
from functools import cached_property

from engine.match.advert_words import SHORT, AdvertWords
from engine.match.restore import Restored
from engine.match.said import Said
from engine.match.standing import Placed
from engine.match.verdicts import EDGE_RULE, Verdict, about
from engine.match.warned import Warnings
from engine.ruleset import schema
from engine.text.compact import compact
from engine.text.fold import odd_glyphs

_STOP = re.compile(r"[，。；！？!?;\n]")
#: How far behind a word its negation may begin (返租免谈).
_AFTER = 6
#: And at most, with all that a rule may allow (``schema.Negation.within``).
_MOST_AFTER = _AFTER + 12
_NUMERALS = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_BANK = re.compile(
    r"[壹贰叁肆伍陆柒捌玖拾佰仟零]+(?=[万亿元块分厘成倍点%年月天日份股])"
    r"|[壹贰叁肆伍陆柒捌玖][拾佰仟][壹贰叁肆伍陆柒捌玖拾佰仟零]*"
    r"|(?<=[万仟佰千百])[壹贰叁肆伍陆柒捌玖](?![\u4e00-\u9fff])"
)
#: Marks that have no business inside a word; spaces and dots make headings.
_INSIDE = re.compile(r"[^\w\s、，,。.%+]|[丶丨丿灬]")


class AdvertView:
    """One text: ``text`` is compact and folded; ``span`` gives offsets in the raw text back.

    ``folded``: the text as it was meant, ``restored``, folded.
    """

    def __init__(self, words: AdvertWords, raw: str, restored: Restored, folded: str) -> None:
        self._words, self.raw, self.restored = words, raw, restored
        #: Patterns of rules known to match nowhere in ``text``.
        self.unmatched: frozenset[str] = frozenset()
        #: Spans of words of the rules that are known to be cut by no word.
        self.whole: Container[tuple[int, int]] = ()
        #: Where figures may be read as a disguise, and which.
        self.figures: Mapping[int, set[str]] = {}
        self._said: dict[int, list[tuple[int, int, schema.Negation]]] = {}
        text, self._kept = compact(folded)
        # One for one, so that no offset moves; 登陆 and the surname 伍 stay what they are.
        self.text = _BANK.sub(lambda m: m.group().translate(_NUMERALS), text)
        self.warnings = Warnings(words, self.text, folded)

    # Found when the first hit asks: most adverts have none whose meaning decides.
    @cached_property
    def _stops(self) -> list[int]:
        return [m.start() for m in _STOP.finditer(self.text)]

    @cached_property
    def _found(self) -> Said:
        return self._words.said(self.text)

    @cached_property
    def _guards(self) -> list[tuple[int, int, schema.Guard]]:
        return sorted(self._found.guards, key=lambda g: g[:2])

    @cached_property
    def _longest_guard(self) -> int:
        return max((e - s for s, e, _ in self._guards), default=0)

    @cached_property
    def _negators(self) -> list[tuple[int, int, schema.Negation]]:
        """Words that negate, those left out that are part of a longer one (不仅, 不容错过)."""
        found = self._found.before
        if not found:
            return []
        held = Placed(self._found.holders)
        free = [
            (start, end, negation)
            for start, end, negation in found
            if not any(
                end <= e and n is negation for _, e, n in held.between(end - held.longest, start)
            )
        ]
        return sorted(free, key=lambda n: n[:2])

    @cached_property
    def _negator_starts(self) -> list[int]:
        return [start for start, _, _ in self._negators]

    @cached_property
    def _clause(self) -> Placed:
        return Placed(self._found.clause)

    @cached_property
    def _after(self) -> Placed:
        return Placed(self._found.after)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return self.restored.span(self._kept[start], self._kept[end - 1] + 1)

    def reading(self, start: int, end: int) -> str:
        """What the disguised words within raw offsets ``start``:``end`` are read as."""
        return self.restored.reading(start, end)

    def disguised(self, start: int, end: int) -> bool:
        """Did somebody take pains to hide what stands in ``raw[start:end]``?

        Traditional characters, full width and spaced-out headings are ways to write.
        """
        stretch = self.raw[start:end]
        return bool(
            self.restored.reading(start, end) or _INSIDE.search(stretch) or odd_glyphs(stretch)
        )

    def verdicts(self, hits: list[tuple[str, int, int]]) -> list[Verdict | None]:
        return [self._verdict(*hit) for hit in hits]

    def verdict_of_match(self, start: int, end: int) -> Verdict | None:
        """The same for what a pattern matched: a pattern knows its own edges, and where a word cuts
        it that is how it is meant."""
        term = self.text[start:end]
        verdict = self._quoted(term, start, end)
        if verdict is None:
            verdict = self._negated(term, start, end)
            if verdict is not None and self._cut_by(start, end):
                return None
        return verdict

    def _verdict(self, term: str, start: int, end: int) -> Verdict | None:
        verdict = self._quoted(term, start, end)
        if verdict is None and (word := self._cut_by(start, end)):
            verdict = Verdict(EDGE_RULE, f"误读：此处的词是“{word}”")
        return verdict or self._negated(term, start, end)

    def _quoted(self, term: str, start: int, end: int) -> Verdict | None:
        """Does it stand in a warning, or in a longer word that is harmless?"""
        for warning in self.warnings.over(start, end):
            if about(warning, term):
                return Verdict(warning.id, warning.cause)
        first = bisect_left(self._guards, end - self._longest_guard, key=lambda g: g[0])
        for at in range(first, len(self._guards)):
            begin, stop, guard = self._guards[at]
            if begin > start:
                break
            if end <= stop and about(guard, term):
                return Verdict(guard.id, guard.cause)
        return None

    def _cut_by(self, start: int, end: int) -> str:
        """The word that cuts a short one; nothing where none does."""
        if end - start > SHORT or (start, end) in self.whole:
            return ""
        word = self._words.edges.cut_by(self.text, start, end)
        return "" if self._each_other(word, start, end) else word

    def _said_in(self, left: int, right: int) -> list[tuple[int, int, schema.Negation]]:
        """Of each negation the first place in a clause: what does not stand before a word there
        stands nowhere before it, as places are found by where they end."""
        found = self._said.get(left)
        if found is None:
            first: dict[int, tuple[int, int, schema.Negation]] = {}
            for span in self._clause.between(left, right):
                first.setdefault(id(span[2]), span)
            found = self._said[left] = list(first.values())
        return found

    def _each_other(self, word: str, start: int, end: int) -> bool:
        """Words of the rules that share a character (分红利) are both meant."""
        own = self._words.short
        return word in own and self.text[start:end] in own

    def _negated(self, term: str, start: int, end: int) -> Verdict | None:
        at = bisect_right(self._stops, start - 1)
        left = self._stops[at - 1] + 1 if at else 0
        ahead = self._stops[at] if at < len(self._stops) else len(self.text)
        after = bisect_left(self._stops, end)
        right = self._stops[after] if after < len(self._stops) else len(self.text)
        low = max(left, start - self._words.reach)
        for place in range(bisect_left(self._negator_starts, low), len(self._negators)):
            begin, stop, negation = self._negators[place]
            if begin >= start:
                break
            near = stop <= start <= stop + negation.within
            if near and not term.startswith(self.text[begin:stop]) and about(negation, term):
                return Verdict(negation.id, negation.cause)
        for _, stop, negation in self._said_in(left, ahead):
            if stop <= start and about(negation, term):
                return Verdict(negation.id, negation.cause)
        for _, stop, negation in self._after.between(end, min(right, end + _MOST_AFTER)):
            limit = min(right, end + negation.within + _AFTER)
            if stop <= limit and about(negation, term):
                return Verdict(negation.id, negation.cause)
        return None
