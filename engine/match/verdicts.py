"""What is said of a hit that does not count."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from engine.ruleset import schema
from engine.text.clauses import Exclusion
from engine.text.fold import fold

EDGE_RULE = "EXC-EDGE"
# 不含金融 takes back 金融; 不含金融租赁 and 除股权投资管理 take back only what they spell out.
_UNQUALIFIED_LEFT = re.compile(
    r"(?:^|[、，,；;：:（(\s及和与或]|从事|经营|开展|提供|涉及|包括|包含|不含|以及|其他|其它|除|各类|任何)$"
)
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
        self._exclusions = [(e, self._named(hits, e)) for e in exclusions]

    def verdict(self, term: str, start: int, end: int) -> Verdict | None:
        """Was this word taken back?"""
        for exclusion, words in self._exclusions:
            verdict = self._by(exclusion, words, term, start, end)
            if verdict:
                return verdict
        return None

    def _named(self, hits: Sequence[tuple[str, int, int]], exclusion: Exclusion) -> frozenset[str]:
        if exclusion.item is None and not exclusion.reaches_back:
            return frozenset()
        return frozenset(
            term
            for term, start, end in hits
            if exclusion.start <= start
            and end <= exclusion.end
            and _UNQUALIFIED_LEFT.search(self._text[exclusion.start : start])
            and _UNQUALIFIED_RIGHT.match(self._text[end : exclusion.end])
        )

    def _by(
        self, exclusion: Exclusion, words: frozenset[str], term: str, start: int, end: int
    ) -> Verdict | None:
        rule = self._rule_of(exclusion.cue)
        identifier = rule.id if rule else "EXC-DISCLAIMER"
        quote = self._text[exclusion.start : min(exclusion.end, exclusion.start + 40)]
        if exclusion.start <= start and end <= exclusion.end:
            return Verdict(identifier, f"经营范围写明排除：“{quote}”")
        # 非融资性担保（不得经营融资性担保） keeps its item: the bracket only says it again.
        if not any(word in term and f"非{word}" not in term for word in words):
            return None
        if exclusion.item and exclusion.item[0] <= start and end <= exclusion.item[1]:
            return Verdict(identifier, f"同一项目后的括号写明排除：“{quote}”")
        if exclusion.reaches_back and end <= exclusion.start:
            return Verdict(identifier, f"“以上”类声明写明排除：“{quote}”")
        return None
