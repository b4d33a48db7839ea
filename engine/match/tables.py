"""Match whole tables: scan the columns, then look only at the rows that were hit."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.alike import Found, Looks, Spans
from engine.match.compiled import CompiledRules, attributes
from engine.match.judge import Judge
from engine.match.licensed import LicensedNames, licence_patterns
from engine.match.records import FieldHits
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet
from engine.text.fold import fold

_PERCENT = re.compile("[%％‰]|百分之|个点")
#: No rule asks for less.
_WORTH = 0.3


class RegistrationMatcher:
    """Registrations → evidence for every row with a hit or a licensed name."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.compiled = CompiledRules(ruleset, "registration")
        self._looks = Looks(self.compiled, Judge(ruleset))
        self._licensed = LicensedNames(licence_patterns(ruleset))
        self._regexes = {
            pattern: re2.compile(pattern)
            for known in self.compiled.by_field.values()
            for pattern in known.patterns
        }

    def match(self, table: pa.Table, as_of: str) -> Iterator[RecordEvidence]:
        """Rows of ``table`` in order; ``row`` of the evidence is the row's index in it."""
        return iter(self.find(table, as_of))

    def find(self, table: pa.Table, as_of: str) -> Found:
        """The same by columns; looks are shared by all tables of one matcher."""
        rows: dict[int, FieldHits] = {}
        spans: dict[int, dict[str, Spans]] = {}
        for field in self.compiled.fields:
            if field in table.column_names:
                self._scan(field, table.column(field), rows, spans)
        likely = set(self._licensed.rows(table.column("name")))
        wanted = sorted(rows.keys() | likely)
        needed = self._needed(table)
        taken = table.select(needed).take(pa.array(wanted, pa.int64()))
        columns = {name: pc.fill_null(taken.column(name), "").to_pylist() for name in needed}
        found = Found(self._looks.looks)
        for at, row in enumerate(wanted):

            def record(name: str, at: int = at) -> str:
                column = columns.get(name)
                return column[at] if column else ""

            licensed = None
            if row in likely:
                licensed = self._licensed.of(fold(columns["name"][at]), record)
            hits = rows.get(row, {})
            look, marks = self._looks.of(hits, spans.get(row, {}), record, licensed, as_of)
            evidence = found.looks[look].evidence
            if evidence.hits or evidence.licensed or evidence.public_money:
                found.rows.append(row)
                found.look.append(look)
                found.marks.append(marks)
        return found

    def _needed(self, table: pa.Table) -> list[str]:
        """Columns that rules look at."""
        looked_at = attributes(self.compiled.rules)
        wanted = {*self.compiled.fields, *looked_at, "name", "scope", "est_date"}
        return [name for name in table.column_names if name in wanted]

    def _scan(
        self,
        field: str,
        column: pa.ChunkedArray,
        rows: dict[int, FieldHits],
        spans: dict[int, dict[str, Spans]],
    ) -> None:
        """Add the hits of one column to ``rows`` and the matches of patterns to ``spans``."""
        known = self.compiled.by_field[field]
        found = known.scanner.column(column)
        numbers, terms = found.row.tolist(), found.term.tolist()
        places = zip(terms, found.start.tolist(), found.end.tolist(), strict=True)
        for row, hit in zip(numbers, places, strict=True):
            rows.setdefault(row, {}).setdefault(field, []).append(hit)
        for pattern, anchors in known.patterns.items():
            held = np.unique(found.row[np.isin(found.term, list(anchors))])
            texts = column.take(pa.array(held))
            # What folding changes is read by itself; of the others most match nothing.
            hopeful = pc.fill_null(pc.match_substring_regex(texts, pattern), False).to_pylist()
            regex = self._regexes[pattern]
            for row, text, hope in zip(held.tolist(), texts.to_pylist(), hopeful, strict=True):
                if hope or row in found.folded:
                    matched = [(pattern, *m.span()) for m in regex.finditer(fold(text))]
                    if matched := [m for m in matched if m[1] < m[2]]:
                        spans.setdefault(row, {}).setdefault(field, []).extend(matched)
