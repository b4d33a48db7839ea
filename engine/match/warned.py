"""In which stretches of one advert or tip warnings speak: in all of it, or in single sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import compress
from operator import itemgetter
from typing import Any

from engine.match.advert_words import AdvertWords
from engine.match.standing import Placed
from engine.ruleset import schema
from engine.text.compact import compact
from engine.text.fold import fold

#: Start and end in the compacted text, and the warning that speaks there.
Spoken = tuple[int, int, schema.Warning_]
Span = tuple[int, int]
#: Lexicon and text → how much the text reads like the lexicon.
Share = Callable[[str, str], float]

_QUOTES = str.maketrans("‘’", "“”")
_SENTENCE = re.compile(r"[^。！!；;\n]+")
_QUOTED = re.compile(r"[“「『][^”」』]*[”」』]")
_CLAUSE = re.compile(r"[^，,。；！？!?;\n]+")
_NOT_TAKEN = re.compile(
    r"(?:不收|不交|不用交|无需交|不需要?交?|不要|免收|免交|没有|不涉及|零)[^，。；！？]{0,5}$"
)
#: No longer than this does ``_NOT_TAKEN`` match.
_AHEAD = 9
#: So many characters of a sentence and of those that warn are weighed, and so many sentences: what is
#: done for a text must not grow with the square of it.
_CAUTION, _SENTENCES = 300, 100
#: A victim (去年起停发，一起去反映) reads so much less like a solicitation than who poses as a teller.
_POSED = 0.5


class Warnings:
    """Those of one compacted ``text``; true where any speaks, as far as is known."""

    def __init__(self, words: AdvertWords, text: str, folded: str) -> None:
        """``folded``: the same before it was compacted, which takes single quotes out."""
        self._words, self._text, self._folded = words, text, folded
        self._spans: list[Spoken] = []
        self._warned: Warned | None = None
        #: Does it pose as what a warning tells of? Then its wording alone has to tell it surely.
        self._barred = False
        #: By a warning that ends the matter of a tip: what is left of the text without that end.
        self._left: dict[int, str] = {}
        #: What is offered beside notes of risk that do not speak for that.
        self.offer = ""

    def __bool__(self) -> bool:
        return bool(self._spans)

    @property
    def whole(self) -> schema.Warning_ | None:
        """The warning that speaks for the whole text, if one does."""
        whole = (w for start, end, w in self._spans if start == 0 and end == len(self._text))
        return next(whole, None)

    def over(self, start: int, end: int) -> list[schema.Warning_]:
        """Those that speak of what stands there."""
        if self._warned is None:
            self._warned = Warned(self._spans, len(self._text))
        return self._warned.over(start, end)

    def find(self, warnings: Sequence[tuple[schema.Warning_, Any]]) -> None:
        """Find where some of the warnings speak, those with cues in the text: in the whole of it, or,
        where it also solicits, in single sentences."""
        for warning, cues in warnings:
            if warning.settles:
                from engine.match.settled import settled  # only tips ask for it

                left = settled(self._quoting, cues) if self._is_true(warning) else None
                if left is not None:
                    self._spans.append((0, len(self._text), warning))
                    self._left[id(warning)] = left
                continue
            seen = list(dict.fromkeys(m.group() for m in cues.finditer(self._text)))
            if len(seen) < warning.min_hits:
                continue
            if any(bar.search(self._text) for bar in self._words.bars_of(warning)):
                self._barred = True
                continue
            unless = [fold(word) for word in warning.unless]
            sentences, warned = self._sentences, self._cautious(cues)
            # What a warning quotes (进群, 抢购) is no solicitation of its own.
            said = set(warned)
            own = [s for s in sentences if s not in said] if len(sentences) > 1 else sentences
            own = own if warning.quotes else sentences
            calls = [s for s in own if _solicits(self._text[slice(*s)], unless)]
            if calls and warning.whole:
                continue
            if calls:
                if not warning.quotes:
                    solicits = set(calls)
                    warned = [s for s in warned if s not in solicits]
                self._spans.extend((start, end, warning) for start, end in warned)
            else:
                self._spans.append((0, len(self._text), warning))

    def forget_signed(self) -> None:
        """Somebody is named as the advertiser: what is told there is told for him."""
        unsigned = [span for span in self._spans if not span[2].unsigned]
        self._barred |= len(unsigned) < len(self._spans)
        self._spans, self._warned = unsigned, None

    def weigh(self, shares: Mapping[str, float], share: Share) -> None:
        """Forget warnings that the wording belies, and learn of those that it alone tells; ``shares``:
        lexicon → share of the text, ``share``: of any text. A sentence that itself warns goes on
        doing so."""
        spans: dict[int, list[Spoken]] = {}
        for span in self._spans:
            spans.setdefault(id(span[2]), []).append(span)
        kept: list[Spoken] = []
        solicits = False
        for mine in spans.values():
            warning = mine[0][2]
            if warning.settles:
                # What is left may accuse in words that no list has.
                left = self._left[id(warning)]
                weighed = warning.lexicon and len(left) >= warning.characters
                if not weighed or share(warning.lexicon, left) <= warning.at_most:
                    kept += mine
                continue
            if warning.each:
                kept += self._each_weighed(mine, share)
                continue
            beside = self._solicits_beside(warning, share)
            solicits |= beside
            if not beside and shares.get(warning.lexicon, 0.0) <= warning.at_most:
                kept += mine
            elif warning.quotes and not warning.whole:
                kept += self._still_warned(mine, share)
        self._spans, self._warned = kept, None
        if self.whole is None and not solicits:
            length, surely = len(self._text), _POSED if self._barred else 1.0
            self._spans.extend(
                (0, length, warning)
                for warning in self._words.unsaid
                if length >= warning.characters
                and shares.get(warning.lexicon, 1.0) <= warning.at_most * surely
                and (
                    not warning.offers
                    or share(warning.offers, self._unquoted) <= warning.offers_at_most
                )
                and not any(bar.search(self._text) for bar in self._words.bars_of(warning))
                and not _solicits(self._unquoted, [fold(word) for word in warning.unless])
            )

    def _is_true(self, warning: schema.Warning_) -> bool:
        """Is the cause of a warning that ends a matter true of this text?"""
        names, bars = self._words.names_of(warning), self._words.bars_of(warning)
        told = not names or any(name.search(self._text) for name in names)
        return told and not any(bar.search(self._text) for bar in bars)

    @cached_property
    def _quoting(self) -> str:
        """The text with its single quotes."""
        return compact(self._folded.translate(_QUOTES))[0]

    @cached_property
    def _unquoted(self) -> str:
        return _QUOTED.sub("", self._text)

    @cached_property
    def _sentences(self) -> list[Span]:
        return [m.span() for m in _SENTENCE.finditer(self._text)]

    def _cautious(self, cues: Any) -> list[Span]:
        """The sentences in which a cue stands."""
        return [s for s in self._sentences if cues.search(self._text[slice(*s)])]

    def _each_weighed(self, spans: Sequence[Spoken], share: Share) -> Sequence[Spoken]:
        """Of the stretches in which a warning was found to speak those that it does speak for."""
        warning = spans[0][2]
        cues = self._words.cues_of(warning)
        clauses = {sentence: self._parted(sentence, cues) for sentence in self._sentences}
        notes = [self._text[slice(*clause)] for warns, _ in clauses.values() for clause in warns]
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

        calm: list[Span] = []
        offers: list[str] = []
        for sentence, (warns, rest) in clauses.items():
            own = "，".join([self._text[slice(*clause)] for clause in rest])
            if harmless(own, "" if warns else caution):
                calm.append(sentence)
            else:
                calm += warns
                offers.append(own)
        if not offers:
            return spans
        self.offer = "。".join(offers)[: _CAUTION * 2]
        inside = _within(calm, [span[:2] for span in spans])
        return [(start, end, warning) for start, end in inside]

    def _parted(self, sentence: Span, cues: Any) -> tuple[list[Span], list[Span]]:
        """The clauses of a sentence in which a cue stands, and the others."""
        begin = sentence[0]
        # A pattern that is given places in a text reads all of it each time.
        text = self._text[slice(*sentence)]
        found = [m.span() for m in cues.finditer(text)]
        clauses = [m.span() for m in _CLAUSE.finditer(text)]
        warns: list[Span] = []
        rest: list[Span] = []
        for (start, end), warned in zip(clauses, touched(clauses, found), strict=True):
            (warns if warned else rest).append((begin + start, begin + end))
        return warns, rest

    def _still_warned(self, spans: Sequence[Spoken], share: Share) -> list[Spoken]:
        """Sentences that warn whatever the others do; ``spans``: where a warning was found to
        speak. The only such sentence is the one that the wording belies."""
        warning = spans[0][2]
        return [
            (start, end, warning)
            for start, end in self._cautious(self._words.cues_of(warning))
            if (len(spans) > 1 or (start, end) != spans[0][:2])
            and share(warning.lexicon, self._text[start:end]) <= warning.at_most
        ]

    def _solicits_beside(self, warning: schema.Warning_, share: Share) -> bool:
        """Do the sentences in which nothing warns solicit, so that the warnings are hung on them?"""
        if warning.rest_at_most >= 1 or len(self._rest) < warning.characters:
            return False
        return share(warning.lexicon, self._rest) > warning.rest_at_most

    @cached_property
    def _rest(self) -> str:
        """The sentences in which no word of a warning that quotes stands. None of a text that begins
        and ends with such a word: a report quotes between what it tells."""
        quoting = [cues for warning, cues in self._words.cues if warning.quotes]
        sentences = _SENTENCE.findall(self._text)
        plain = [not any(cues.search(one) for cues in quoting) for one in sentences]
        if not plain or not (plain[0] or plain[-1]):
            return ""
        return "。".join(compress(sentences, plain))


class Warned:
    """Some stretches of a text of this ``length``, so that no hit looks through all of them."""

    def __init__(self, spans: Sequence[Spoken], length: int) -> None:
        told = [(start, end, (at, warning)) for at, (start, end, warning) in enumerate(spans)]
        self._whole = [span for span in told if span[:2] == (0, length)]
        self._parts = Placed([span for span in told if span[:2] != (0, length)])

    def over(self, start: int, end: int) -> list[schema.Warning_]:
        """Those that speak of what stands there, in the order they were given in."""
        near = self._parts.between(start - self._parts.longest, start)
        held = [told for _, stop, told in [*self._whole, *near] if end <= stop]
        return [warning for _, warning in sorted(held, key=itemgetter(0))]


def touched(clauses: Sequence[Span], hits: Sequence[Span]) -> list[bool]:
    """Which clauses share a character with a hit; both in order, and none overlaps the next."""
    found: list[bool] = []
    at = 0
    for start, end in clauses:
        while at < len(hits) and hits[at][1] <= start:
            at += 1
        found.append(at < len(hits) and hits[at][0] < end)
    return found


def _within(inner: Sequence[Span], outer: Sequence[Span]) -> list[Span]:
    """Those that lie inside one of ``outer``, of which none overlaps the next; both in order."""
    begins = [start for start, _ in outer]
    around = [bisect_right(begins, start) - 1 for start, _ in inner]
    return [
        one for one, at in zip(inner, around, strict=True) if at >= 0 and one[1] <= outer[at][1]
    ]


def _solicits(sentence: str, words: Sequence[str]) -> bool:
    """Does a word of solicitation stand in the sentence, not said to be absent (不收任何押金)?"""
    return any(
        not _NOT_TAKEN.search(sentence, max(0, match.start() - _AHEAD), match.start())
        for word in words
        for match in re.finditer(re.escape(word), sentence)
    )
