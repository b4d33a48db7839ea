"""What is said of a hit that does not count."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from engine.ruleset import schema
from engine.text.clauses import Exclusion
from engine.text.fold import fold

EDGE_RULE = "EXC-EDGE"
# 不含金融 takes back 金融; 不含金融租赁 and 除股权投资管理 take back only what they spell out.
_UNQUALIFIED_LEFT = re.compile(
    r"(?:[、，,；;：:（(\s及和与或]|从事|经营|开展|提供|涉及|包括|包含|不含|以及|其他|其它|除|各类|任何)$"
)
#: So many characters it looks at.
_LEFT = 2
#: Among so many exclusions asking each is quickest.
_FEW = 8
_UNQUALIFIED_RIGHT = re.compile(
    r"$|[、，,；;。）)\s及和与或等]|业务|活动|服务|类|产品|项目|除外|外|相关|以及|性"
)


class Verdict:
    """Why a hit was dismissed; ``own_money`` when it is the firm's own or public money."""

    __slots__ = ("cause", "exclusion", "own_money")

    def __init__(self, exclusion: str, cause: str, own_money: bool = False) -> None:
        self.exclusion, self.cause, self.own_money = exclusion, cause, own_money


def misread(word: str, hit: str) -> Verdict:
    """The verdict on a hit that a longer word cuts."""
    return Verdict(EDGE_RULE, f"误读：此处的词是“{word}”，不是“{hit}”")


def about(exclusion: schema.ExclusionBase, term: str) -> bool:
    """Does an exclusion speak of this term?"""
    return not exclusion.words or any(fold(word) in term for word in exclusion.words)


class TakenBack:
    """What a text takes back. ``hits``: all of its words, as an exclusion also concerns those that
    it names and that stand elsewhere. ``rule_of``: wording that takes back → its rule."""

    def __init__(
        self,
        text: str,
        hits: Sequence[tuple[str, int, int]],
        exclusions: Sequence[Exclusion],
        rule_of: Callable[[str], schema.Disclaimer | None],
    ) -> None:
        self._text, self._rule_of = text, rule_of
        starts: list[int] = []
        if len(exclusions) > _FEW:
            hits = sorted(hits, key=_start)
            starts = [start for _, start, _ in hits]
        self._exclusions = exclusions
        self._named = [self._names(e, hits, starts) for e in exclusions]

    def verdict(self, term: str, start: int, end: int) -> Verdict | None:
        """Was this word taken back?"""
        numbers: Iterable[int] = range(len(self._exclusions))
        if len(self._exclusions) > _FEW:
            numbers = sorted(self._index.concerned(term, start, end))
        for number in numbers:
            verdict = self._by(number, term, start, end)
            if verdict:
                return verdict
        return None

    @cached_property
    def _index(self) -> _Index:
        return _Index(self._exclusions, self._named)

    def _names(
        self, exclusion: Exclusion, hits: Sequence[tuple[str, int, int]], starts: Sequence[int]
    ) -> frozenset[str]:
        """The words that an exclusion names for what stands outside of it; ``starts``: of the hits
        where these are in order."""
        if exclusion.item is None and not exclusion.reaches_back:
            return frozenset()
        begin, stop = exclusion.start, exclusion.end
        if starts:
            hits = hits[bisect_left(starts, begin) : bisect_left(starts, stop)]
        return frozenset(
            term
            for term, start, end in hits
            if begin <= start
            and end <= stop
            and (
                start == begin
                or _UNQUALIFIED_LEFT.search(self._text, max(begin, start - _LEFT), start)
            )
            and _UNQUALIFIED_RIGHT.match(self._text, end, stop)
        )

    def _by(self, number: int, term: str, start: int, end: int) -> Verdict | None:
        exclusion = self._exclusions[number]
        rule = self._rule_of(exclusion.cue)
        identifier = rule.id if rule else "EXC-DISCLAIMER"
        quote = self._text[exclusion.start : min(exclusion.end, exclusion.start + 40)]
        if exclusion.start <= start and end <= exclusion.end:
            return Verdict(identifier, f"经营范围写明排除：“{quote}”")
        if not any(_says(term, word) for word in self._named[number]):
            return None
        if exclusion.item and exclusion.item[0] <= start and end <= exclusion.item[1]:
            return Verdict(identifier, f"同一项目后的括号写明排除：“{quote}”")
        if exclusion.reaches_back and end <= exclusion.start:
            return Verdict(identifier, f"“以上”类声明写明排除：“{quote}”")
        return None


class _Index:
    """Which of very many exclusions may take a word back. ``named``: the words of each."""

    def __init__(self, exclusions: Sequence[Exclusion], named: Sequence[Iterable[str]]) -> None:
        self._begins = [exclusion.start for exclusion in exclusions]
        self._ends = [exclusion.end for exclusion in exclusions]
        self._longest = max(e.end - e.start for e in exclusions)
        #: end and start of an item before a bracket → word → the first exclusion that takes it back
        items: dict[tuple[int, int], dict[str, int]] = {}
        #: word → the exclusions that take it back wherever it stood before
        self._back: dict[str, list[int]] = {}
        for number, (exclusion, words) in enumerate(zip(exclusions, named, strict=True)):
            for word in words:
                if exclusion.item:
                    items.setdefault(exclusion.item[::-1], {}).setdefault(word, number)
                if exclusion.reaches_back:
                    self._back.setdefault(word, []).append(number)
        self._items = sorted(items.items(), key=lambda item: item[0])
        self._item_ends = [end for (end, _), _ in self._items]
        self._longest_item = max((end - start for end, start in items), default=0)

    def concerned(self, term: str, start: int, end: int) -> Iterator[int]:
        """Of the exclusions that take a word back in one way only the first."""
        first = bisect_left(self._begins, end - self._longest)
        last = bisect_right(self._begins, start)
        yield from islice((n for n in range(first, last) if end <= self._ends[n]), 1)
        at = bisect_left(self._item_ends, end)
        last = bisect_right(self._item_ends, start + self._longest_item)
        for (_, begin), words in self._items[at:last]:
            if begin <= start:
                yield from (number for word, number in words.items() if _says(term, word))
        behind = bisect_left(self._begins, end)
        for word, numbers in self._back.items():
            at = bisect_left(numbers, behind)
            if at < len(numbers) and _says(term, word):
                yield numbers[at]


def _start(hit: tuple[str, int, int]) -> int:
    return hit[1]


def _says(term: str, word: str) -> bool:
    """Does taking back ``word`` concern a term? 非融资性担保（不得经营融资性担保） keeps its item: the
    bracket only says it again."""
    return word in term and f"非{word}" not in term
