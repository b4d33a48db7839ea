"""Match whole tables: scan the columns, then look only at the rows that were hit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from engine.match.alike import Found, Look, keys_of
from engine.match.compiled import CompiledRules
from engine.match.facts import Facts
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.licensed import LicensedNames, licence_patterns
from engine.match.looks import Looks
from engine.match.scan import Texts
from engine.match.told import Told
from engine.match.tree import Truth
from engine.match.words import FieldReader, Read
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet


@dataclass(frozen=True, slots=True)
class TableWords:
    """The words of rules in a table: ``read``, field by field, and its ``texts``."""

    texts: Mapping[str, Texts]
    read: Mapping[str, Read]

    @property
    def count(self) -> int:
        """How many there are: what is made of a table takes memory by this."""
        return sum(len(read.row) for read in self.read.values())


class RegistrationMatcher:
    """Registrations → evidence for every row with a hit or a licensed name."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.compiled = ruleset.once(CompiledRules, "registration")
        self._judge, glossary = Judge(ruleset), Glossary()
        self._licensed = ruleset.once(_licensed_names)
        besides = {"name": self._licensed.words.terms}
        self._readers = {
            field: FieldReader(self.compiled, field, self._judge, glossary, besides.get(field, ()))
            for field in self.compiled.fields
        }
        self._glossary = glossary
        self._looks = self._no_looks()
        self._told = Told(self.compiled)

    def make_ready(self) -> None:
        """Do beforehand what would be done when a large register needs it."""
        self._judge.make_ready()

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process makes its own of the same rules."""
        return _made_ready, (self.compiled.ruleset,)

    @property
    def looks(self) -> list[Look]:
        """All looks met so far, by their numbers."""
        return self._looks.looks

    def add_look(self, look: Look) -> int:
        """For rows of which more is found than their registration alone tells."""
        return self._looks.add(look)

    @property
    def held(self) -> int:
        """How many words and hits it remembers."""
        return self._looks.held

    def forget(self) -> None:
        """Begin anew: numbers of looks met so far mean nothing any more."""
        self._looks = self._no_looks()

    def _no_looks(self) -> Looks:
        return Looks(self.compiled, self._glossary, self._licensed.bodies)

    def match(self, table: pa.Table, as_of: str) -> Iterator[RecordEvidence]:
        """Rows of ``table`` in order; ``row`` of the evidence is the row's index in it."""
        return iter(self.find(table, as_of))

    def words(self, table: pa.Table) -> TableWords:
        """The words of rules in the fields of a table, which ``find`` makes the most of."""
        texts = {
            name: Texts(table.column(name))
            for name in {*self.compiled.fields, "name", "scope"} & set(table.column_names)
        }
        fields = [name for name in self.compiled.fields if name in texts]
        return TableWords(texts, {name: self._readers[name].read(texts[name]) for name in fields})

    def find(self, table: pa.Table, as_of: str, words: TableWords | None = None) -> Found:
        """The same by columns; looks are shared by all tables of one matcher. ``words``: those of
        the table, where they are known."""
        words = words or self.words(table)
        texts = words.texts
        nothing = Texts(pa.array([""]).take(pa.array(np.zeros(len(table), np.int64))))
        reads: dict[str, Read] = {}
        telling = np.zeros(len(table), dtype=np.bool_)
        wanted = np.full(len(table), bool(self.compiled.textless))
        for name, read in words.read.items():
            telling[read.telling] = True
            wanted[read.row] = True
            reads[name] = replace(read, what=read.what + self._looks.bases[name])
        telling |= bool(self.compiled.textless)
        likely = reads["name"].besides if "name" in reads else None
        bodies = self._licensed.of(texts.get("name", nothing), texts.get("scope", nothing), likely)
        wanted |= bodies >= 0
        rows = wanted.nonzero()[0]
        told = np.zeros(len(rows), np.int64)
        told[telling[rows]] = self._told.of(table, rows[telling[rows]], as_of)

        def facts(row: int, truths: dict[int, Truth] | None) -> Facts:
            return Facts(lambda name: _cell(table, name, row), as_of, truths=truths)

        return self._looks.find(keys_of([*reads.values()], (rows, bodies[rows], told)), facts)


def _cell(table: pa.Table, name: str, row: int) -> str:
    value = table.column(name)[row].as_py() if name in table.column_names else None
    return "" if value is None else str(value)


def _licensed_names(ruleset: RuleSet) -> LicensedNames:
    return LicensedNames(licence_patterns(ruleset))


def _made_ready(ruleset: RuleSet) -> RegistrationMatcher:
    matcher = RegistrationMatcher(ruleset)
    matcher.make_ready()
    return matcher
