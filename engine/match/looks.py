"""Asks the rules about each look once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np

from engine.match.alike import Found, Keys, Look, Marks, Place, entries_of
from engine.match.columns import firsts
from engine.match.compiled import CompiledRules, Use
from engine.match.facts import Facts
from engine.match.glossary import Glossary
from engine.match.record_hits import Gathered, changed_by, told
from engine.match.records import Evaluator
from engine.match.tree import Truth
from engine.model.evidence import Hit, LicensedName, RecordEvidence
from engine.model.terms import Status

#: A hit of a feature before its place is known: the rule's use and all but the places of a Hit.
Drawn = tuple[Use, str, int, Status, str, str]


class Looks:
    """Looks by their keys; shared by all tables of one matcher."""

    def __init__(
        self, compiled: CompiledRules, glossary: Glossary, bodies: Sequence[LicensedName]
    ) -> None:
        self._compiled, self._glossary, self._bodies = compiled, glossary, bodies
        self._evaluator = Evaluator(compiled)
        #: ``what`` of a key counts on over the fields: terms and searches of the first, …
        self.bases: dict[str, int] = {}
        self._names: list[tuple[str, int]] = []
        for name in compiled.fields:
            self.bases[name] = len(self._names)
            count = len(compiled.terms) + len(compiled.by_field[name].searches)
            self._names += [(name, what) for what in range(count)]
        #: key → number of its look (-1: nothing to tell), and the marks that this needs
        self._known: dict[bytes, tuple[int, tuple[int, ...]]] = {}
        #: content of a look → its number
        self._number: dict[tuple[Any, ...], int] = {}
        #: number of ``Told`` → what is true of the attributes that rules ask for
        self._truths: dict[int, dict[int, Truth]] = {}
        self._drawn: dict[tuple[int, int, int], list[Drawn]] = {}
        self.looks: list[Look] = []
        #: words of keys and hits of looks, which is what takes memory here
        self.held = 0

    def find(self, keys: Keys, facts: Callable[[int, dict[int, Truth] | None], Facts]) -> Found:
        """``facts``: those of a row, asked for rows of new looks only, and told what is true of
        attributes on rows that answer alike."""
        distinct = keys.key.dictionary.to_pylist()
        codes = keys.key.indices.to_numpy()
        first = firsts(codes)
        known = [
            self._known.get(key)
            or self._new(key, keys.marks[at], partial(facts, int(keys.rows[at])))
            for key, at in zip(distinct, first.tolist(), strict=True)
        ]
        look_of = np.array([number for number, _ in known], np.int64)[codes]
        worth = np.flatnonzero(look_of >= 0)
        used = Marks.of([marks for _, marks in known]).take(codes[worth])
        return Found(self.looks, keys.rows[worth], look_of[worth], keys.marks.picked(worth, used))

    def add(self, look: Look) -> int:
        """A look that no row has by its registration alone; its number."""
        self.looks.append(look)
        return len(self.looks) - 1

    def _new(
        self, key: bytes, marks: Sequence[int], facts_of: Callable[[dict[int, Truth] | None], Facts]
    ) -> tuple[int, tuple[int, ...]]:
        """The number of its look, and which of its marks that needs. Words of which nothing is
        told make keys differ, not looks."""
        evidence, places = self._judged(key, marks, facts_of)
        if not (evidence.hits or evidence.licensed or evidence.public_money):
            known: tuple[int, tuple[int, ...]] = -1, ()
        else:
            used = sorted({mark for place in places if place for mark in place})
            at = {mark: n for n, mark in enumerate(used)}
            look = Look(evidence, tuple(p and (at[p[0]], at[p[1]]) for p in places))
            number = self._number.setdefault(look.content, len(self.looks))
            if number == len(self.looks):
                self.looks.append(look)
                self.held += len(places)
            known = number, tuple(used)
        self._known[key] = known
        self.held += len(marks)
        return known

    def _judged(
        self, key: bytes, marks: Sequence[int], facts_of: Callable[[dict[int, Truth] | None], Facts]
    ) -> tuple[RecordEvidence, list[Place]]:
        """What the rules find, and at which marks each hit begins and ends."""
        (licensed, told, *_), *entries = entries_of(key)
        facts = facts_of(self._truths.setdefault(told, {}) if told else None)
        evidence = RecordEvidence(0, [])
        gathered: Gathered = {}
        at: dict[tuple[str, int], int] = {}
        for what, spelling, meaning, opens, closes in entries:
            name, number = self._names[what]
            start, end = marks[opens], marks[closes]
            at[name, start], at[name, end] = opens, closes
            known = self._glossary.meanings[meaning]
            word = number < len(self._compiled.terms)
            if word and known.verdict is not None and known.verdict.own_money:
                evidence.public_money = True
            drawn = self._drawn.get((what, spelling, meaning))
            if drawn is None:
                drawn = self._draw(name, number, spelling, meaning)
                self._drawn[what, spelling, meaning] = drawn
            for use, matched, points, status, reason, cause in drawn:
                rule = use.rule
                by_feature = gathered.get(rule.id)
                if by_feature is None:
                    by_feature = gathered[rule.id] = (rule, {})
                by_feature[1].setdefault(use.feature, []).append(
                    Hit(rule.id, name, start, end, matched, points, status, reason, cause)
                )
        self._evaluator.conclude(evidence, gathered, facts, facts.get)
        evidence.licensed = self._bodies[licensed] if licensed >= 0 else None
        places = [
            (at[hit.field, hit.start], at[hit.field, hit.end]) if hit.end else None
            for hit in evidence.hits
        ]
        return evidence, places

    def _draw(self, field: str, number: int, spelling: int, meaning: int) -> list[Drawn]:
        """The hits of one word or one match of a pattern."""
        compiled, known = self._compiled, self._glossary.meanings[meaning]
        verdict = known.verdict
        dismissed = (Status.DISMISSED, verdict.cause, verdict.exclusion) if verdict else None
        text = self._glossary.spellings[spelling]
        counted = (Status.COUNTED, "", "")
        if number >= len(compiled.terms):
            use = compiled.by_field[field].searches[number - len(compiled.terms)].use
            points = use.rule.points_for(field)
            return [(use, text, points, *(dismissed or counted))]
        edits = compiled.edits.get(number, 0)
        term = compiled.terms[number]
        text = text or term
        near = iter(known.near)
        drawn: list[Drawn] = []
        for use in compiled.wants(number, field):
            beside = use.near is not None and next(near, False)
            if use.pattern or use.disguised:
                continue
            said = (Status.COUNTED, told(use.rule, "", term, edits), "") if edits else counted
            if dismissed and not use.plain:
                said = dismissed
            elif beside and use.near is not None:
                said = (Status.DISMISSED, changed_by(use.near), use.rule.id)
            drawn.append((use, text, use.rule.points_for(field), *said))
        return drawn
