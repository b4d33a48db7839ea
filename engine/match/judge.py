"""Does a word in a name or scope speak of the firm's own business?

Four questions, in this order: is it the word at all (guards, word edges), was it taken back
(disclaimers), does it name somebody or something else (referents)?
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial

import ahocorasick_rs

from engine.match.heads import Heads, alternatives
from engine.match.referents import OWN_MONEY, Referents
from engine.match.verdicts import TakenBack, Verdict, about, misread
from engine.ruleset import RuleSet, schema
from engine.text.clauses import exclusions
from engine.text.edges import Edges
from engine.text.fold import fold
from engine.text.items import rest_of

#: lexicon of words the dictionary of the segmenter lacks
_WORDS = "registration-words"
#: lexicon of what a firm of finance does itself
_OWN = "registration-own-business"
SENTENCE_ENDS = "；;。\n"
_SENTENCE_END = re.compile(f"[{SENTENCE_ENDS}]")
OPENING, CLOSING = "（(【[［〔〈「{｛", "）)】]］〕〉」}｝"
_MARKS = re.escape(f'{OPENING}{CLOSING}《》『』“”‘’"<>〖〗')
_INSIDE = rf"[^{_MARKS}；;。\n\r]*"
#: A scope whose sentences can be read one by one: every bracket and every quotation is closed
#: before its sentence ends, and none stands in another.
PLAIN = (
    rf"[^{_MARKS}]*(?:(?:[{re.escape(OPENING)}]{_INSIDE}[{re.escape(CLOSING)}]"
    rf"|《{_INSIDE}》|“{_INSIDE}”)[^{_MARKS}]*)*"
)
_PLAIN = re.compile(PLAIN)
_REMEMBERED = 200_000


class Judge:
    """Holds the compiled exclusions of a rule set; remembers what it decided per text."""

    def __init__(self, ruleset: RuleSet) -> None:
        words: list[str] = []
        self._guard_of: list[schema.Guard] = []
        for guard in ruleset.exclusions_of(schema.Guard, "registration"):
            for term in guard.terms:
                words.append(fold(term))
                self._guard_of.append(guard)
        self.guards = ahocorasick_rs.AhoCorasick(words)
        self.guard_words = tuple(words)
        self.longest_guard = max(map(len, words), default=0)
        self._around: dict[str, tuple[str, ...]] = {}
        self._heads = Heads(_terms(ruleset, _OWN))
        self.referents = Referents(ruleset, self._heads)
        self._disclaimers: list[schema.Disclaimer] = ruleset.exclusions_of(
            schema.Disclaimer, "registration"
        )
        #: wording that takes back (one of the negators) → its rule
        self._disclaimer: dict[str, schema.Disclaimer | None] = {}
        self.negators = ruleset.negators
        self.edges = Edges(_terms(ruleset, _WORDS))

    def make_ready(self) -> None:
        self.edges.load()
        self.edges.open_borders()

    def scope(self, text: str, field: str) -> ScopeView:
        """A view of one folded text, for all its hits."""
        return ScopeView(self, text, field)

    def may_reach_back(self, scope: str) -> bool:
        """May the scope take back what stands in a sentence before (以上不含 …)?"""
        return self.negators.reach.search(scope) is not None

    def verdict_of_match(self, text: str, field: str, start: int, end: int) -> Verdict | None:
        """What the match of a pattern means in a folded text."""
        if field == "scope" and not self.negators.reach.search(text) and _PLAIN.fullmatch(text):
            # Nothing but its own sentence speaks of it.
            begin = max(text.rfind(mark, 0, start) for mark in SENTENCE_ENDS) + 1
            stop = _SENTENCE_END.search(text, start)
            if stop is None or end <= stop.start():
                text = text[begin : stop.start() if stop else len(text)]
                start, end = start - begin, end - begin
        if field == "scope" and self.negators.any.search(text):
            return self.scope(text, field).verdict_of_match(start, end)
        word = text[start:end]
        if any(guard in text for guard in self._guards_around(word)):
            return self.scope(text, field).verdict_of_match(start, end)
        return self.refers(text, field, word, start, end)

    def doubts(self, words: Sequence[str], field: str) -> tuple[list[bool], str]:
        """For each of ``words`` that patterns match whether it always has to be asked what it
        means; and a pattern that fits every text in which another of them is dismissed (empty:
        none ever is). Most (…店, …支行) are told by few guards and referents."""
        always: list[bool] = []
        marks: set[str] = set()
        for word in words:
            wanted = self.referents.marks(word, field)
            always.append(wanted is None)
            marks.update(self._guards_around(word), wanted or ())
        told = [alternatives(list(marks))] if marks else []
        return always, "|".join([*told, self.negators.any.pattern] if field == "scope" else told)

    def _guards_around(self, word: str) -> tuple[str, ...]:
        """Words of guards that hold ``word`` and more."""
        guards = self._around.get(word)
        if guards is None:
            guards = tuple(g for g in self.guard_words if word in g and word != g)
            if len(self._around) < _REMEMBERED:
                self._around[word] = guards
        return guards

    def refers(self, text: str, field: str, term: str, start: int, end: int) -> Verdict | None:
        referent = self.referents.find(term, text, start, end, field)
        if referent is None:
            return None
        return Verdict(referent.id, referent.cause, referent.what in OWN_MONEY)

    def cut(self, text: str, field: str, start: int, end: int) -> Verdict | None:
        word = self.edges.cut_by(
            text, start, end, field == "name", lambda: self.foreign(text, field, end)
        )
        return misread(word, text[start:end]) if word else None

    def foreign(self, text: str, field: str, end: int) -> bool:
        """Is what follows a word that ends there no business of finance?"""
        rest = rest_of(text, end, field)
        return bool(rest) and not self._heads.begins_own(rest)

    def may_tell_money(self, term: str, field: str) -> bool:
        """Could the word turn out to speak of the firm's own or of public money?"""
        return any(c.rule.what in OWN_MONEY for c in self.referents.of(term, field))

    def guarded(self, guard: int, term: str) -> Verdict | None:
        """What a term means inside of the word of a guard, by its number in ``guard_words``."""
        rule = self._guard_of[guard]
        return Verdict(rule.id, rule.cause) if about(rule, term) else None

    def taken_back(self, text: str, hits: list[tuple[str, int, int]]) -> TakenBack | None:
        """What a text takes back, if anything; ``hits``: all of its words."""
        found = exclusions(text, self.negators)
        return TakenBack(text, hits, found, self._disclaimer_of) if found else None

    def _disclaimer_of(self, cue: str) -> schema.Disclaimer | None:
        if cue not in self._disclaimer:
            self._disclaimer[cue] = self._spoken_by(cue)
        return self._disclaimer[cue]

    def _spoken_by(self, cue: str) -> schema.Disclaimer | None:
        for disclaimer in self._disclaimers:
            if any(cue in word or word in cue for word in (*disclaimer.open, *disclaimer.close)):
                return disclaimer
        return self._disclaimers[0] if self._disclaimers else None


class ScopeView:
    """One folded name or scope with its guards and disclaimers found once. Nobody writes these to
    hide a word, and folding moves no character."""

    unmatched: frozenset[str] = frozenset()

    def __init__(self, judge: Judge, text: str, field: str) -> None:
        self._judge, self.text, self._field = judge, text, field
        found = judge.guards.find_matches_as_indexes(text, overlapping=True)
        self._guards = [(start, end, guard) for guard, start, end in found]
        self._guard_ends = [end for _, end, _ in self._guards]

    def verdicts(self, hits: list[tuple[str, int, int]]) -> list[Verdict | None]:
        """One verdict per (term, start, end); None means: it stands."""
        return _covered(hits, partial(self._verdict, self._taken_back(hits)))

    def verdict_of_match(self, start: int, end: int) -> Verdict | None:
        """The same for what a pattern matched: a pattern knows its own edges."""
        text = self.text[start:end]
        taken = self._taken_back([(text, start, end)])
        return self._guarded(text, start, end) or self._means(taken, text, start, end)

    def span(self, start: int, end: int) -> tuple[int, int]:
        return start, end

    def reading(self, start: int, end: int) -> str:
        return ""

    def disguised(self, start: int, end: int) -> bool:
        return False

    def _taken_back(self, hits: list[tuple[str, int, int]]) -> TakenBack | None:
        return self._judge.taken_back(self.text, hits) if self._field == "scope" else None

    def _verdict(self, taken: TakenBack | None, term: str, start: int, end: int) -> Verdict | None:
        verdict = self._guarded(term, start, end) or self._judge.cut(
            self.text, self._field, start, end
        )
        return verdict or self._means(taken, term, start, end)

    def _means(self, taken: TakenBack | None, term: str, start: int, end: int) -> Verdict | None:
        """Was the word taken back, or does it name somebody or something else?"""
        verdict = taken.verdict(term, start, end) if taken else None
        return verdict or self._judge.refers(self.text, self._field, term, start, end)

    def _guarded(self, term: str, start: int, end: int) -> Verdict | None:
        # They stand by their ends: those before the word and those that begin behind it are passed.
        first = bisect_left(self._guard_ends, end)
        last = bisect_right(self._guard_ends, start + self._judge.longest_guard)
        for begin, stop, guard in self._guards[first:last]:
            if begin <= start and end <= stop and stop - begin > end - start:
                verdict = self._judge.guarded(guard, term)
                if verdict is not None:
                    return verdict
        return None


def _covered(
    hits: list[tuple[str, int, int]], verdict_of: Callable[[str, int, int], Verdict | None]
) -> list[Verdict | None]:
    """Verdicts of hits. A hit inside a longer one is no better than that (基金 in 基金管理, when a
    customer is a 基金管理公司), though it may be worse."""
    if len(hits) < 2:
        return [verdict_of(*hit) for hit in hits]
    known: dict[tuple[int, int], Verdict | None] = {}
    #: start of a dismissed hit → its turn, end and verdict
    covers: dict[int, list[tuple[int, int, Verdict]]] = {}
    longest = max(end - start for _, start, end in hits)
    turns = sorted(set(hits), key=lambda h: (h[1] - h[2], h[1], h[0]))
    for turn, (term, start, end) in enumerate(turns):
        begins = range(end - longest, start + 1) if covers else ()
        around = (c for begin in begins for c in covers.get(begin, ()) if end <= c[1])
        # The first: no two have the same turn.
        _, _, cover = min(around, default=(0, 0, None))
        verdict = known[start, end] = cover or verdict_of(term, start, end)
        if verdict and not cover:
            covers.setdefault(start, []).append((turn, end, verdict))
    return [known[start, end] for _, start, end in hits]


def _terms(ruleset: RuleSet, lexicon: str) -> list[str]:
    """Words of a lexicon; none when the pack has no such lexicon."""
    found = ruleset.lexicons.get(lexicon)
    return [fold(word) for word in found.terms] if found else []
