"""Does a word in a name or scope speak of the firm's own business?

Four questions, in this order: is it the word at all (guards, word edges), was it taken back
(disclaimers), does it name somebody or something else (referents)?
"""

from __future__ import annotations

import re

import ahocorasick_rs

from engine.match.referents import OWN_MONEY, Referents
from engine.model.evidence import LicensedName
from engine.ruleset import RuleSet, schema
from engine.text.clauses import Exclusion, exclusions
from engine.text.edges import Edges
from engine.text.fold import fold

EDGE_RULE = "EXC-EDGE"
#: lexicon of words the dictionary of the segmenter lacks
_WORDS = "registration-words"
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


class Judge:
    """Holds the compiled exclusions of a rule set; remembers what it decided per text."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._guards: list[schema.Guard] = ruleset.exclusions_of(schema.Guard, "registration")
        words: list[str] = []
        self._guard_of: list[schema.Guard] = []
        for guard in self._guards:
            for term in guard.terms:
                words.append(fold(term))
                self._guard_of.append(guard)
        self._guard_scan = ahocorasick_rs.AhoCorasick(words)
        self._referents = Referents(ruleset.exclusions_of(schema.Referent, "registration"))
        self._disclaimers: list[schema.Disclaimer] = ruleset.exclusions_of(
            schema.Disclaimer, "registration"
        )
        self._negators = ruleset.negators
        self._edges = Edges(_known_words(ruleset))

    def scope(self, text: str, field: str) -> ScopeView:
        """A view of one folded text, for all its hits."""
        return ScopeView(self, text, field)

    def disclaimer_of(self, cue: str) -> schema.Disclaimer | None:
        for disclaimer in self._disclaimers:
            if any(cue in word or word in cue for word in (*disclaimer.open, *disclaimer.close)):
                return disclaimer
        return self._disclaimers[0] if self._disclaimers else None


class ScopeView:
    """One text with its guards and disclaimers found once."""

    def __init__(self, judge: Judge, text: str, field: str) -> None:
        self._judge, self.text, self._field = judge, text, field
        self._guards = [
            (start, end, judge._guard_of[index])
            for index, start, end in judge._guard_scan.find_matches_as_indexes(
                text, overlapping=True
            )
        ]
        self._exclusions: list[Exclusion] = (
            exclusions(text, judge._negators) if field == "scope" else []
        )

    def verdicts(self, hits: list[tuple[str, int, int]]) -> list[Verdict | None]:
        """One verdict per (term, start, end); None means: it stands.

        A hit inside a longer one is no better than that (基金 in 基金管理, when a customer is a
        基金管理公司), though it may be worse.
        """
        taken = [self._taken_back(hits, e) for e in self._exclusions]
        known: dict[tuple[int, int], Verdict | None] = {}
        covers: list[tuple[int, int, Verdict]] = []
        for term, start, end in sorted(set(hits), key=lambda h: (h[1] - h[2], h[1], h[0])):
            cover = next((v for s, e, v in covers if s <= start and end <= e), None)
            verdict = known[start, end] = cover or self._verdict(taken, term, start, end)
            if verdict and not cover:
                covers.append((start, end, verdict))
        return [known[start, end] for _, start, end in hits]

    def _verdict(
        self, taken: list[frozenset[str]], term: str, start: int, end: int
    ) -> Verdict | None:
        verdict = self._guarded(term, start, end) or self._cut(start, end)
        if verdict is not None:
            return verdict
        for exclusion, words in zip(self._exclusions, taken, strict=True):
            verdict = self._disclaimed(exclusion, words, term, start, end)
            if verdict:
                return verdict
        return self._refers(term, start, end)

    def _guarded(self, term: str, start: int, end: int) -> Verdict | None:
        for begin, stop, guard in self._guards:
            if (
                begin <= start
                and end <= stop
                and stop - begin > end - start
                and _about(guard, term)
            ):
                return Verdict(guard.id, guard.cause)
        return None

    def _cut(self, start: int, end: int) -> Verdict | None:
        word = self._judge._edges.cut_by(self.text, start, end, self._field == "name")
        if not word:
            return None
        return Verdict(EDGE_RULE, f"误读：此处的词是“{word}”，不是“{self.text[start:end]}”")

    def _taken_back(self, hits: list[tuple[str, int, int]], exclusion: Exclusion) -> frozenset[str]:
        if exclusion.item is None and not exclusion.reaches_back:
            return frozenset()
        return frozenset(
            term
            for term, start, end in hits
            if exclusion.start <= start
            and end <= exclusion.end
            and _UNQUALIFIED_LEFT.search(self.text[exclusion.start : start])
            and _UNQUALIFIED_RIGHT.match(self.text[end : exclusion.end])
        )

    def _disclaimed(
        self, exclusion: Exclusion, words: frozenset[str], term: str, start: int, end: int
    ) -> Verdict | None:
        rule = self._judge.disclaimer_of(exclusion.cue)
        identifier = rule.id if rule else "EXC-DISCLAIMER"
        quote = self.text[exclusion.start : min(exclusion.end, exclusion.start + 40)]
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

    def _refers(self, term: str, start: int, end: int) -> Verdict | None:
        referent = self._judge._referents.find(term, self.text, start, end, self._field)
        if referent is None:
            return None
        return Verdict(referent.id, referent.cause, referent.what in OWN_MONEY)


def _known_words(ruleset: RuleSet) -> list[str]:
    """What the segmenter should know besides its dictionary."""
    lexicon = ruleset.lexicons.get(_WORDS)
    return [fold(word) for word in lexicon.terms] if lexicon else []


def _about(exclusion: schema.ExclusionBase, term: str) -> bool:
    return not exclusion.words or any(fold(word) in term for word in exclusion.words)


def licensed_name(
    name: str, patterns: list[tuple[schema.Licensed, list[object], list[object]]]
) -> LicensedName | None:
    """The first licensed kind whose name pattern fits and whose counter-patterns do not."""
    for kind, wanted, unwanted in patterns:
        if any(p.search(name) for p in unwanted):  # type: ignore[attr-defined]
            continue
        for pattern in wanted:
            match = pattern.search(name)  # type: ignore[attr-defined]
            if match:
                return LicensedName(
                    kind.kind_name,
                    kind.licence_needed,
                    kind.id,
                    match.group(),
                    match.start(),
                    match.end(),
                )
    return None
