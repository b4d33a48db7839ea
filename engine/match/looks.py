"""Asks the rules about each look once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from engine.match.alike import Found, Keys, Look, chosen, entries_of
from engine.match.compiled import CompiledRules, Use
from engine.match.facts import Facts
from engine.match.glossary import Glossary
from engine.match.records import Evaluator, Gathered
from engine.match.scan import Ints
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
        self._number: dict[bytes, int] = {}
        self._worth: list[bool] = []
        #: number of ``Told`` → what is true of the attributes that rules ask for
        self._truths: dict[int, dict[int, Truth]] = {}
        self._drawn: dict[tuple[int, int, int], list[Drawn]] = {}
        self.looks: list[Look] = []

    def find(self, keys: Keys, facts: Callable[[int, dict[int, Truth] | None], Facts]) -> Found:
        """``facts``: those of a row, asked for rows of new looks only, and told what is true of
        attributes on rows that answer alike."""
        distinct = keys.key.dictionary.to_pylist()
        codes = keys.key.indices.to_numpy()
        first = np.unique(codes, return_index=True)[1]
        numbers = []
        for key, at in zip(distinct, first.tolist(), strict=True):
            number = self._number.get(key)
            if number is None:
                number = self._number[key] = len(self.looks)
                look = self._judged(key, keys.marks[at], partial(facts, int(keys.rows[at])))
                self.looks.append(look)
                evidence = look.evidence
                self._worth.append(
                    bool(evidence.hits or evidence.licensed or evidence.public_money)
                )
            numbers.append(number)
        look_of: Ints = np.array(numbers, np.int64)[codes]
        worth = np.array(self._worth, dtype=np.bool_)[look_of]
        return chosen(keys, look_of, worth, self.looks)

    def add(self, look: Look) -> int:
        """A look that no row has by its registration alone; its number."""
        self.looks.append(look)
        self._worth.append(True)
        return len(self.looks) - 1

    def _judged(
        self, key: bytes, marks: Sequence[int], facts_of: Callable[[dict[int, Truth] | None], Facts]
    ) -> Look:
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
        places = tuple(
            (at[hit.field, hit.start], at[hit.field, hit.end]) if hit.end else None
            for hit in evidence.hits
        )
        return Look(evidence, places)

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
        text = text or compiled.terms[number]
        near = iter(known.near)
        drawn: list[Drawn] = []
        for use in compiled.wants(number, field):
            beside = use.near is not None and next(near, False)
            if use.pattern or use.disguised:
                continue
            told = counted
            if dismissed and not use.plain:
                told = dismissed
            elif beside and use.near is not None:
                reason = "旁边的词改变了意思（" + "、".join(use.near.terms[:4]) + "）"
                told = (Status.DISMISSED, reason, use.rule.id)
            drawn.append((use, text, use.rule.points_for(field), *told))
        return drawn
