"""Run the tests that stand inside rules and exclusions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pyarrow as pa

from engine.match import RegistrationMatcher, TextMatcher
from engine.match.advert_reader import AdvertReader
from engine.match.advert_view import AdvertView
from engine.match.compiled import CompiledRules
from engine.match.judge import Judge
from engine.match.licensed import licence_patterns, licensed_name
from engine.match.linked import apply_linked
from engine.match.records import Evaluator
from engine.match.view import View
from engine.model.evidence import Hit, RecordEvidence
from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.terms import RecordKind, Status
from engine.ruleset import RuleSet, schema
from engine.study.corpus import DATES
from engine.study.probes import TEXTUAL, with_probes
from engine.text.fold import fold

_TODAY = "2026-11-23"


def run_embedded(ruleset: RuleSet) -> tuple[list[str], int]:
    """Failures as Chinese lines, and how many tests ran."""
    failures: list[str] = []
    count = 0
    for kind in DATES:
        cases = [(rule, test) for rule in ruleset.rules_for(kind) for test in rule.tests]
        count += len(cases)
        found = _match(ruleset, kind, [test for _, test in cases])
        wrong = []
        for (rule, test), evidence in zip(cases, found, strict=True):
            hits = [h for h in evidence.hits if h.rule_id == rule.id] if evidence else []
            counted = any(h.status is Status.COUNTED for h in hits)
            if counted != (test.expect == "hit"):
                wrong.append((rule, test, hits))
        failures += _told(ruleset, kind, wrong)
    readers = _Readers(ruleset)
    for exclusion in ruleset.exclusions:
        for test in exclusion.tests:
            count += 1
            cause = _dismissed(readers, exclusion, test)
            if (cause is not None) != (test.expect == "dismissed"):
                said = "保留" if cause is None else f"排除（{cause}）"
                failures.append(f"{exclusion.id} 测试“{test.name}”：“{test.word}”实际{said}")
    return failures, count


def _told(
    ruleset: RuleSet, kind: str, wrong: list[tuple[schema.Rule, schema.RuleTest, list[Hit]]]
) -> list[str]:
    """A line for each failure: what was hit, which feature was and which was not, what was read."""
    if not wrong:
        return []
    probing, probes = with_probes(ruleset, {rule.id for rule, _, _ in wrong})
    seen = _match(probing, kind, [test for _, test, _ in wrong])
    lines = []
    for (rule, test, hits), evidence in zip(wrong, seen, strict=True):
        wanted = "应命中而没有" if test.expect == "hit" else "不应命中而命中"
        why = list(dict.fromkeys(f"“{h.matched}”{h.reason}" for h in hits))
        if not why:
            why.append("没有命中任何词")
        matched: dict[str, list[str]] = {}
        for hit in evidence.hits if evidence else ():
            probe = probes.get(hit.rule_id)
            if probe and probe.rule == rule.id and probe.feature and _counts(hit):
                matched.setdefault(probe.feature, []).append(hit.matched)
        if len(rule.features) > 1:
            for name, feature in rule.features.items():
                if isinstance(feature, TEXTUAL):
                    words = "、".join(dict.fromkeys(matched.get(name, ())))
                    why.append(f"特征 {name} 命中“{words}”" if words else f"特征 {name} 没有命中")
        why.append(f"读到的文字是“{_read(ruleset, kind, test)}”")
        lines.append(f"{rule.id} 测试“{test.name}”：{wanted}（{'；'.join(why)}）")
    return lines


def _counts(hit: Hit) -> bool:
    return hit.status is not Status.DISMISSED


def _read(ruleset: RuleSet, kind: str, test: schema.RuleTest) -> str:
    """The text of the test as the matcher reads it: folded, disguises put back."""
    fields = ("name", "scope") if kind == "registration" else ("title", "text")
    raw = " ".join(str(test.record[f]) for f in fields if test.record.get(f))
    if kind == "registration":
        return fold(raw)
    return AdvertReader(ruleset, kind).view(raw).text


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

    def plain(self, exclusion: schema.Plain, test: schema.ExclusionTest) -> str | None:
        """Why no rule that found the word of the test counts, the whole text read."""
        kind = exclusion.applies_to[0]
        rule_test = schema.RuleTest(name=test.name, record={test.field: test.text}, expect="miss")
        evidence = _match(self._ruleset, kind, [rule_test])[0]
        hits = [h for h in evidence.hits if test.word in h.matched] if evidence else []
        causes = [h.reason for h in hits if h.cause_id == exclusion.id]
        return causes[0] if causes and not any(_counts(h) for h in hits) else None

    def view(self, kind: str, text: str) -> AdvertView:
        """A text with the warnings that its wording does not belie."""
        if kind not in self._texts:
            self._texts[kind] = AdvertReader(self._ruleset, kind)
        view = self._texts[kind].view(text)
        warnings = self._ruleset.exclusions_of(schema.Warning_, kind)
        lexicons = {warning.lexicon for warning in warnings} - {""}
        cards = {name: self._ruleset.scorecard(name) for name in lexicons}
        shares = {name: card.share(text) for name, card in cards.items()}
        view.warnings.weigh(shares, lambda name, said: cards[name].share(said))
        return view


def _dismissed(readers: _Readers, exclusion: Any, test: schema.ExclusionTest) -> str | None:
    """Why the word of the test is no hit in its text; None if it is one."""
    if isinstance(exclusion, schema.Licensed):
        found = licensed_name(fold(test.text), [readers.licences[exclusion.id]], fold(test.text))
        return found.kind if found else None
    if isinstance(exclusion, schema.Plain):
        return readers.plain(exclusion, test)
    word, raw = fold(test.word), fold(test.text)
    if "registration" in exclusion.applies_to:
        view: View = readers.judge.scope(raw, test.field)
        text = raw
    else:
        view = readers.view(exclusion.applies_to[0], test.text)
        text = view.text
    at = text.find(word)
    verdict = view.verdicts([(word, at, at + len(word))])[0] if at >= 0 else None
    return verdict.cause if verdict else None


def _match(
    ruleset: RuleSet, kind: str, tests: list[schema.RuleTest]
) -> list[RecordEvidence | None]:
    columns = (*COLUMNS[RecordKind(kind)], *PROVENANCE[:2])
    table = pa.table(
        {c: pa.array([_text(t.record.get(c)) for t in tests], pa.string()) for c in columns}
    )
    found: dict[int, RecordEvidence] = {}
    if kind == "registration":
        found = {e.row: e for e in RegistrationMatcher(ruleset).match(table, _TODAY)}
        evaluator = Evaluator(CompiledRules(ruleset, kind))
        for row, test in enumerate(tests):
            links, licence = test.record.get("links", {}), test.record.get("licence")
            if row in found and (links or licence):
                raw = partial(_value, test.record)
                apply_linked(evaluator, found[row], raw, _TODAY, links, licence)
    elif table.num_rows:
        found = {e.row: e for e in TextMatcher(ruleset, kind).match(table, _TODAY, DATES[kind])}
    return [found.get(i) for i in range(len(tests))]


def _value(record: Mapping[str, Any], column: str) -> str:
    return str(record.get(column) or "")


def _text(value: object) -> str | None:
    return None if value is None else str(value)
