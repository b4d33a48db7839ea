"""One advert or tip as it is read: compacted text, negations, warnings."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING, Any

from engine.match.restore import Restored
from engine.match.said import Said
from engine.match.standing import Placed, Warned, solicits_in
from engine.match.verdicts import EDGE_RULE, Verdict, about
from engine.ruleset import schema
from engine.text.compact import compact
from engine.text.fold import fold, odd_glyphs

if TYPE_CHECKING:
    from engine.match.advert_reader import AdvertReader

#: Longer words are hardly ever cut by chance, and adverts bend words that no dictionary knows.
SHORT = 2
_SENTENCE = re.compile(r"[^。！!；;\n]+")
_STOP = re.compile(r"[，。；！？!?;\n]")
_CLAUSE = re.compile(r"[^，,。；！？!?;\n]+")
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
#: So many characters of a sentence and of those that warn are weighed, and so many sentences: what is
#: done for a text must not grow with the square of it.
_CAUTION, _SENTENCES = 300, 100
#: Marks that have no business inside a word; spaces and dots make headings.
_INSIDE = re.compile(r"[^\w\s、，,。.%+]|[丶丨丿灬]")


class AdvertView:
    """One text: ``text`` is compact and folded; ``span`` gives offsets in the raw text back."""

    def __init__(self, reader: AdvertReader, raw: str, restored: Restored, folded: str) -> None:
        #: ``folded``: the text as it was meant
        self._reader, self.raw, self.restored, self.folded = reader, raw, restored, folded
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
        self._warnings: list[tuple[int, int, schema.Warning_]] = []
        self._spoken: Warned | None = None
        #: What it offers beside notes of risk that do not speak for that.
        self.offer = ""

    # Found when the first hit asks: most adverts have none whose meaning decides.
    @cached_property
    def _stops(self) -> list[int]:
        return [m.start() for m in _STOP.finditer(self.text)]

    @cached_property
    def _found(self) -> Said:
        return self._reader.words.said(self.text)

    @cached_property
    def _guards(self) -> list[tuple[int, int, schema.Guard]]:
        return sorted(self._found.guards, key=lambda g: g[:2])

    @cached_property
    def _longest_guard(self) -> int:
        return max((e - s for s, e, _ in self._guards), default=0)

    @cached_property
    def _negators(self) -> list[tuple[int, int, schema.Negation]]:
        return self._find_negators()

    @cached_property
    def _negator_starts(self) -> list[int]:
        return [start for start, _, _ in self._negators]

    @cached_property
    def _clause(self) -> Placed:
        return Placed(self._found.clause)

    @cached_property
    def _after(self) -> Placed:
        return Placed(self._found.after)

    @property
    def warning(self) -> schema.Warning_ | None:
        """The warning that speaks for the whole text, if one does."""
        whole = (w for start, end, w in self._warnings if start == 0 and end == len(self.text))
        return next(whole, None)

    @property
    def warns(self) -> bool:
        """Does a part of it, as far as cues tell?"""
        return bool(self._warnings)

    def read_as(self, shares: Mapping[str, float], share: Callable[[str, str], float]) -> None:
        """Forget warnings that the wording belies, and learn of those that it alone tells; ``shares``:
        lexicon → share of the text, ``share``: of any text. A sentence that itself warns goes on
        doing so."""
        spans: dict[int, list[tuple[int, int, schema.Warning_]]] = {}
        for span in self._warnings:
            spans.setdefault(id(span[2]), []).append(span)
        kept: list[tuple[int, int, schema.Warning_]] = []
        solicits = False
        for mine in spans.values():
            warning = mine[0][2]
            if warning.each:
                kept += self._each_weighed(mine, share)
                continue
            beside = self._solicits_beside(warning, share)
            solicits |= beside
            if not beside and shares.get(warning.lexicon, 0.0) <= warning.at_most:
                kept += mine
            elif warning.quotes:
                kept += self._still_warned(mine, share)
        self._warnings, self._spoken = kept, None
        if self.warning is None and not solicits:
            length = len(self.text)
            self._warnings.extend(
                (0, length, warning)
                for warning in self._reader.unsaid
                if length >= warning.characters
                and shares.get(warning.lexicon, 1.0) <= warning.at_most
            )

    def _each_weighed(
        self,
        spans: Sequence[tuple[int, int, schema.Warning_]],
        share: Callable[[str, str], float],
    ) -> Sequence[tuple[int, int, schema.Warning_]]:
        """Of the stretches in which a warning was found to speak those that it does speak for."""
        warning = spans[0][2]
        cues = next(cues for known, cues in self._reader.cues if known is warning)
        sentences = [m.span() for m in _SENTENCE.finditer(self.text)]
        clauses = {s: self._parted(s, cues) for s in sentences}
        notes = [self.text[start:end] for warns, _ in clauses.values() for start, end in warns]
        caution = "。".join(notes)[:_CAUTION]
        if share(warning.lexicon, caution) > warning.at_most:
            return []
        said: dict[str, bool] = {}

        def harmless(one: str, beside: str) -> bool:
            if one not in said and len(said) < _SENTENCES:
                alone, both = share(warning.lexicon, one[:_CAUTION]), 0.0
                if beside and alone <= warning.alone_at_most:
                    both = share(warning.lexicon, f"{one[:_CAUTION]}。{beside}")
                said[one] = alone <= warning.alone_at_most and both <= warning.at_most
            return said.get(one, False)

        whole = any(span[:2] == (0, len(self.text)) for span in spans)
        told = None if whole else {span[:2] for span in spans}
        calm, offers = [], []
        for sentence, (warns, rest) in clauses.items():
            own = "，".join([self.text[start:end] for start, end in rest])
            if harmless(own, "" if warns else caution):
                calm.append(sentence)
            else:
                calm += warns
                offers.append(own)
        if not offers:
            return spans
        self.offer = "。".join(offers)[: _CAUTION * 2]
        return [
            (start, end, warning)
            for start, end in calm
            if told is None or any(s <= start and end <= e for s, e in told)
        ]

    def _parted(
        self, sentence: tuple[int, int], cues: Any
    ) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """The clauses of a sentence in which a cue stands, and the others."""
        found = [m.span() for m in cues.finditer(self.text, *sentence)]
        warns: list[tuple[int, int]] = []
        rest: list[tuple[int, int]] = []
        for m in _CLAUSE.finditer(self.text, *sentence):
            side = warns if any(s < m.end() and m.start() < e for s, e in found) else rest
            side.append(m.span())
        return warns, rest

    def _still_warned(
        self,
        spans: Sequence[tuple[int, int, schema.Warning_]],
        share: Callable[[str, str], float],
    ) -> list[tuple[int, int, schema.Warning_]]:
        """Sentences that warn whatever the others do; ``spans``: where a warning was found to
        speak. The only such sentence is the one that the wording belies."""
        warning = spans[0][2]
        cues = next(cues for known, cues in self._reader.cues if known is warning)
        sentences = (m.span() for m in _SENTENCE.finditer(self.text))
        return [
            (start, end, warning)
            for start, end in sentences
            if (len(spans) > 1 or (start, end) != spans[0][:2])
            and cues.search(said := self.text[start:end])
            and share(warning.lexicon, said) <= warning.at_most
        ]

    def _solicits_beside(
        self, warning: schema.Warning_, share: Callable[[str, str], float]
    ) -> bool:
        """Do the sentences in which nothing warns solicit, so that the warnings are hung on them?"""
        if warning.rest_at_most >= 1 or len(self._rest) < warning.characters:
            return False
        return share(warning.lexicon, self._rest) > warning.rest_at_most

    @cached_property
    def _rest(self) -> str:
        """The sentences in which no word of a warning that quotes stands. None of a text that begins
        and ends with such a word: a report quotes between what it tells."""
        quoting = [cues for warning, cues in self._reader.cues if warning.quotes]
        sentences = _SENTENCE.findall(self.text)
        plain = [not any(cues.search(one) for cues in quoting) for one in sentences]
        if not plain or not (plain[0] or plain[-1]):
            return ""
        return "。".join(compress(sentences, plain))

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

    def warned_by(self, warnings: list[tuple[schema.Warning_, Any]]) -> None:
        """Find the stretches in which some of the warnings speak, those with cues in the text: the
        whole of it, or, where it also solicits, single sentences."""
        found = self._warnings
        for warning, cues in warnings:
            seen = list(dict.fromkeys(m.group() for m in cues.finditer(self.text)))
            if len(seen) < warning.min_hits:
                continue
            unless = [fold(word) for word in warning.unless]
            sentences = [m.span() for m in _SENTENCE.finditer(self.text)]
            warned = [s for s in sentences if cues.search(self.text[s[0] : s[1]])]
            # What a warning quotes (进群, 抢购) is no solicitation of its own.
            said = set(warned)
            own = [s for s in sentences if s not in said] if len(sentences) > 1 else sentences
            own = own if warning.quotes else sentences
            calls = [s for s in own if solicits_in(self.text[s[0] : s[1]], unless)]
            if calls:
                if not warning.quotes:
                    solicits = set(calls)
                    warned = [s for s in warned if s not in solicits]
                found.extend((start, end, warning) for start, end in warned)
            else:
                found.append((0, len(self.text), warning))

    def _find_negators(self) -> list[tuple[int, int, schema.Negation]]:
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
        if self._spoken is None:
            self._spoken = Warned(self._warnings, len(self.text))
        for warning in self._spoken.over(start, end):
            if about(warning, term):
                return Verdict(warning.id, warning.cause)
        first = bisect_left(self._guards, end - self._longest_guard, key=lambda g: g[0])
        for at in range(first, len(self._guards)):
            begin, stop, guard = self._guards[at]
            if begin > start:
                break
            if end <= stop and stop - begin >= end - start and about(guard, term):
                return Verdict(guard.id, guard.cause)
        return None

    def _cut_by(self, start: int, end: int) -> str:
        """The word that cuts a short one; nothing where none does."""
        if end - start > SHORT or (start, end) in self.whole:
            return ""
        word = self._reader.edges.cut_by(self.text, start, end)
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
        at = self.text.find(word, max(0, start - len(word) + 1))
        own = self._reader.short
        return word in own and self.text[start:end] in own and at < end

    def _negated(self, term: str, start: int, end: int) -> Verdict | None:
        at = bisect_right(self._stops, start - 1)
        left = self._stops[at - 1] + 1 if at else 0
        ahead = self._stops[at] if at < len(self._stops) else len(self.text)
        after = bisect_left(self._stops, end)
        right = self._stops[after] if after < len(self._stops) else len(self.text)
        low = max(left, start - self._reader.reach)
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
