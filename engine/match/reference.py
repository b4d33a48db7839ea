"""The slow and obvious matcher that the fast one must equal.

No automaton, no columns, no prefilter, nothing remembered from one row to the next: every rule's
terms are looked for in every row, one after another.
"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import re2

from engine.match.compiled import CompiledRules
from engine.match.facts import Facts
from engine.match.fuzzy import Candidate, Family, chosen, may_be
from engine.match.judge import Judge
from engine.match.licensed import denied, licence_patterns, licensed_name
from engine.match.records import Evaluator, FieldHits
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet
from engine.text.fold import fold


def match_registrations(table: pa.Table, ruleset: RuleSet, as_of: str) -> list[RecordEvidence]:
    """Evidence of every row of ``table`` that has any, in order."""
    compiled = CompiledRules(ruleset, "registration")
    result = []
    for row, record in enumerate(table.to_pylist()):

        def get(field: str, record: dict[str, str | None] = record) -> str:
            return record.get(field) or ""

        judge, evaluator = Judge(ruleset), Evaluator(compiled)
        hits: FieldHits = {}
        for field in compiled.fields:
            text = fold(get(field))
            found = [
                (index, at, at + len(term))
                for index, term in enumerate(compiled.scanner.terms)
                for at in range(len(text))
                if text.startswith(term, at) and compiled.wants(index, field)
            ]
            for family in compiled.by_field[field].slips.families:
                found += chosen(family, _like(family, text), len(text))
            if found:
                hits[field] = sorted(found, key=lambda h: (h[1], h[2], h[0]))
        views = {field: judge.scope(fold(get(field)), field) for field in hits}
        evidence = evaluator.record(row, get, hits, views, Facts(get, as_of))
        name = fold(get("name"))
        if any(
            re2.search(pattern, name)
            for kind, _, _ in licence_patterns(ruleset)
            for pattern in kind.name_patterns
        ):
            evidence.licensed = licensed_name(name, licence_patterns(ruleset), fold(get("scope")))
            for kind, _, _ in licence_patterns(ruleset):
                body = evidence.licensed
                if body and kind.id == body.exclusion_id and denied(kind, fold(get("scope"))):
                    evidence.licensed = None
        if evidence.hits or evidence.licensed or evidence.public_money:
            result.append(evidence)
    return result


def _like(family: Family, text: str) -> Iterator[Candidate]:
    """Every stretch of a text that is a word of the family but for its edits."""
    for place, word in enumerate(family.words):
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                stretch, edits = text[start:end], _edits(text[start:end], word)
                if edits <= family.edits and may_be(stretch, word):
                    yield Candidate.of(stretch, start, word, place, edits)


def _edits(text: str, word: str) -> int:
    """How many characters have to be changed, dropped or put in."""
    row = list(range(len(word) + 1))
    for at, char in enumerate(text, 1):
        before, row = row, [at]
        for n, other in enumerate(word, 1):
            row.append(min(before[n] + 1, row[-1] + 1, before[n - 1] + (char != other)))
    return row[-1]
