"""Run the tests that stand inside rules and exclusions."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from engine.match import RegistrationMatcher, TextMatcher
from engine.match.advert_view import AdvertReader
from engine.match.judge import Judge, licensed_name
from engine.match.tables import licence_patterns
from engine.model.evidence import RecordEvidence
from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.terms import RecordKind, Status
from engine.ruleset import RuleSet, schema
from engine.text.fold import fold

_KINDS = {
    "registration": RecordKind.REGISTRATION,
    "advert": RecordKind.ADVERT,
    "tip": RecordKind.TIP,
}
_DATES = {"advert": "publish_time", "tip": "received_time"}
_TODAY = "2026-11-23"


def run_embedded(ruleset: RuleSet) -> tuple[list[str], int]:
    """Failures as Chinese lines, and how many tests ran."""
    failures: list[str] = []
    count = 0
    for kind in _KINDS:
        cases = [(rule, test) for rule in ruleset.rules_for(kind) for test in rule.tests]
        count += len(cases)
        found = _match(ruleset, kind, [test for _, test in cases])
        for (rule, test), evidence in zip(cases, found, strict=True):
            hits = [h for h in evidence.hits if h.rule_id == rule.id] if evidence else []
            counted = any(h.status is Status.COUNTED for h in hits)
            if counted != (test.expect == "hit"):
                why = "；".join(f"“{h.matched}”{h.reason}" for h in hits) or "没有命中任何词"
                wanted = "应命中而没有" if test.expect == "hit" else "不应命中而命中"
                failures.append(f"{rule.id} 测试“{test.name}”：{wanted}（{why}）")
    readers = _Readers(ruleset)
    for exclusion in ruleset.exclusions:
        for test in exclusion.tests:
            count += 1
            cause = _dismissed(readers, exclusion, test)
            if (cause is not None) != (test.expect == "dismissed"):
                said = "保留" if cause is None else f"排除（{cause}）"
                failures.append(f"{exclusion.id} 测试“{test.name}”：“{test.word}”实际{said}")
    return failures, count


class _Readers:
    """What reads the texts of exclusions' tests, made once."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.judge = Judge(ruleset)
        self.licences = {
            kind[0].id: kind
            for of in ("registration", "advert")
            for kind in licence_patterns(ruleset, of)
        }
        self._ruleset = ruleset
        self._texts: dict[str, AdvertReader] = {}

    def text(self, kind: str) -> AdvertReader:
        if kind not in self._texts:
            self._texts[kind] = AdvertReader(self._ruleset, kind)
        return self._texts[kind]


def _dismissed(readers: _Readers, exclusion: Any, test: schema.ExclusionTest) -> str | None:
    """Why the word of the test is no hit in its text; None if it is one."""
    if isinstance(exclusion, schema.Licensed):
        found = licensed_name(fold(test.text), [readers.licences[exclusion.id]])
        return found.kind if found else None
    word, raw = fold(test.word), fold(test.text)
    if "registration" in exclusion.applies_to:
        view: Any = readers.judge.scope(raw, test.field)
        text = raw
    else:
        view = readers.text(exclusion.applies_to[0]).view(test.text)
        text = view.text
    at = text.find(word)
    verdict = view.verdicts([(word, at, at + len(word))])[0] if at >= 0 else None
    return verdict.cause if verdict else None


def _match(
    ruleset: RuleSet, kind: str, tests: list[schema.RuleTest]
) -> list[RecordEvidence | None]:
    columns = (*COLUMNS[_KINDS[kind]], *PROVENANCE[:2])
    table = pa.table(
        {c: pa.array([_text(t.record.get(c)) for t in tests], pa.string()) for c in columns}
    )
    found: dict[int, RecordEvidence] = {}
    if kind == "registration":
        found = {e.row: e for e in RegistrationMatcher(ruleset).match(table, _TODAY)}
    elif table.num_rows:
        found = {e.row: e for e in TextMatcher(ruleset, kind).match(table, _TODAY, _DATES[kind])}
    return [found.get(i) for i in range(len(tests))]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
