"""Rows that look alike to the rules are judged once.

What the rules find on a row depends on little: which words stand in which order, what each of
them means there, and the few attributes that rules look at. Rows with the same of all these have
the same *look* and share one finding; only the places of their words differ. A register of a
million firms has some ten thousand looks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.match.compiled import CompiledRules
from engine.match.judge import Judge, ScopeView
from engine.match.records import Evaluator, Facts, FieldHits, age_months, near_any
from engine.model.evidence import Hit, LicensedName, RecordEvidence
from engine.text.fold import fold

Spans = list[tuple[str, int, int]]  # (pattern, start, end)
_AGE = "age_months"


@dataclass(frozen=True, slots=True)
class Look:
    """``evidence``: as found on the first row of this look. ``places``: for each hit the numbers
    of the marks it begins and ends at, or None for a hit without a place."""

    evidence: RecordEvidence
    places: tuple[tuple[int, int] | None, ...]


@dataclass(slots=True)
class Found:
    """Evidence of the rows of a table: ``look`` (an index into ``looks``) and ``marks`` (where the
    words of the row begin and end, characters of their fields) of each row of ``rows``."""

    looks: list[Look]
    rows: list[int] = field(default_factory=list)
    look: list[int] = field(default_factory=list)
    marks: list[tuple[int, ...]] = field(default_factory=list)

    def evidence(self, at: int) -> RecordEvidence:
        """The evidence of row ``rows[at]``, of its own."""
        look, marks = self.looks[self.look[at]], self.marks[at]
        hits = [
            replace(hit) if place is None else _moved(hit, marks[place[0]], marks[place[1]])
            for hit, place in zip(look.evidence.hits, look.places, strict=True)
        ]
        return replace(look.evidence, row=self.rows[at], hits=hits)

    def extended(self, other: Found, begin: int) -> Found:
        """With the rows of ``other``, whose row 0 is row ``begin`` here; looks are shared."""
        self.rows += [row + begin for row in other.rows]
        self.look += other.look
        self.marks += other.marks
        return self

    def __iter__(self) -> Iterator[RecordEvidence]:
        return (self.evidence(at) for at in range(len(self.rows)))


def _moved(hit: Hit, start: int, end: int) -> Hit:
    return replace(hit, start=start, end=end)


class Looks:
    """Finds the look of a row, and asks the rules about a look at its first row only."""

    def __init__(self, compiled: CompiledRules, judge: Judge) -> None:
        self._compiled, self._judge = compiled, judge
        self._evaluator = Evaluator(compiled)
        self._number: dict[tuple[Any, ...], int] = {}
        self.looks: list[Look] = []

    def of(
        self,
        hits: FieldHits,
        spans: Mapping[str, Spans],
        record: Callable[[str], str],
        licensed: LicensedName | None,
        as_of: str,
    ) -> tuple[int, tuple[int, ...]]:
        """Number of the look and marks of one row; ``spans``: what patterns match, by field."""
        key: list[Any] = [licensed.exclusion_id if licensed else ""]
        marks: list[int] = []
        views: dict[str, ScopeView] = {}
        wanted: set[str] = set()
        for name, every in hits.items():
            known = self._compiled.by_field[name]
            text = record(name)
            if known.attributes:
                for term, _, _ in every:
                    wanted.update(known.attributes.get(term, ()))
            found, matched = known.words(every), spans.get(name, ())
            if not found and not matched:
                continue
            if len(found) == 1 and not matched and found[0][0] in known.simple:
                # Most rows: one word that only tells the trade.
                term, start, end = found[0]
                key.append((name, term, text[start:end]))
                marks += (start, end)
                continue
            points = sorted(
                {p for _, s, e in found for p in (s, e)}
                | {p for _, s, e in matched for p in (s, e)}
            )
            number = {point: at for at, point in enumerate(points)}
            meant = self._meanings(name, found, matched, text, views)
            key.append(
                (
                    name,
                    *(
                        (term, number[s], number[e], text[s:e], meaning)
                        for (term, s, e), meaning in zip((*found, *matched), meant, strict=True)
                    ),
                )
            )
            marks += points
        if wanted:
            key.append(tuple(_attribute(name, record, as_of) for name in sorted(wanted)))
        signature = tuple(key)
        at = self._number.get(signature)
        if at is None:
            at = self._number[signature] = len(self.looks)
            self.looks.append(self._judged(hits, spans, record, licensed, as_of, views))
        return at, tuple(marks)

    def _meanings(
        self,
        name: str,
        found: Sequence[tuple[int, int, int]],
        matched: Sequence[tuple[str, int, int]],
        text: str,
        views: dict[str, ScopeView],
    ) -> list[Any]:
        """What each hit and each match of a pattern means in its text, as far as rules ask."""
        known = self._compiled.by_field[name]
        judged = not known.judged.isdisjoint(t for t, _, _ in found)
        near = any(term in known.near for term, _, _ in found)
        folded = fold(text) if judged or matched or near else ""
        if matched:
            view = views[name] = self._judge.scope(folded, name)
        meant: list[Any] = [None] * len(found)
        if judged:
            terms = self._compiled.terms
            words = [(terms[t], s, e) for t, s, e in found]
            meant = [_told(v) for v in self._judge.verdicts(folded, name, words)]
        if near:
            meant = [
                (meaning, *(near_any(folded, s, e, near) for near in known.near.get(t, ())))
                for meaning, (t, s, e) in zip(meant, found, strict=True)
            ]
        return meant + [_told(view.verdict_of_match(s, e)) for _, s, e in matched]

    def _judged(
        self,
        hits: FieldHits,
        spans: Mapping[str, Spans],
        record: Callable[[str], str],
        licensed: LicensedName | None,
        as_of: str,
        views: dict[str, ScopeView],
    ) -> Look:
        marks: dict[tuple[str, int], int] = {}
        for name, found in hits.items():
            if name not in views:
                views[name] = self._judge.scope(fold(record(name)), name)
            words = self._compiled.by_field[name].words(found)
            points = {p for _, s, e in (*words, *spans.get(name, ())) for p in (s, e)}
            for point in sorted(points):
                marks[name, point] = len(marks)
        evidence = self._evaluator.record(0, record, hits, views, Facts(record, as_of))
        evidence.licensed = licensed
        places = tuple(
            (marks[hit.field, hit.start], marks[hit.field, hit.end]) if hit.end else None
            for hit in evidence.hits
        )
        return Look(evidence, places)


def _told(verdict: Any) -> tuple[str, str, bool] | None:
    return None if verdict is None else (verdict.exclusion, verdict.cause, verdict.own_money)


def _attribute(name: str, record: Callable[[str], str], as_of: str) -> str:
    return age_months(record("est_date"), as_of) if name == _AGE else record(name)
