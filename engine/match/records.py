"""Rules × one record → evidence. The tables call this for the records that have any hit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from engine.match.asked import Asked
from engine.match.compiled import TELLING, CompiledRules, Use
from engine.match.facts import Beside, Facts
from engine.match.patterns import Pattern, within_item
from engine.match.record_hits import (
    Gathered,
    as_clauses,
    borrowed,
    changed_by,
    distinct,
    of_wording,
    told,
    within,
)
from engine.match.tree import Truth, evaluate
from engine.match.verdicts import Verdict
from engine.match.view import View, of_slips
from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Status
from engine.ruleset import schema
from engine.text import numerals
from engine.text.percent import spoken

FieldHits = dict[str, list[tuple[int, int, int]]]  # field → (term, start, end) in the view's text

#: Where what is found of a feature comes from.
_WORDS, _RATE, _WORDING, _FACT = "words", "rate", "wording", "fact"


class Evaluator:
    """Evaluates the rules of one kind of record."""

    def __init__(self, compiled: CompiledRules) -> None:
        self.compiled = compiled
        self._all = Asked(compiled, (rule.id for rule in compiled.rules))
        self._params = compiled.ruleset.params
        self._plans: dict[str, list[tuple[str, Any, str]]] = {}
        #: rule and truths of its features, in order → truth of the rule
        self._truths: dict[tuple[Any, ...], Truth] = {}
        self._rated: dict[str, bool] = {}
        self._regexes: dict[str, Pattern] = {}
        self._matched: tuple[str, dict[str, list[tuple[int, int]]]] = ("", {})

    def record(
        self,
        row: int,
        raw: Callable[[str], str],
        hits: FieldHits,
        views: Mapping[str, View],
        facts: Facts,
    ) -> RecordEvidence:
        evidence = RecordEvidence(row, [])
        gathered, met = self.gather(evidence, raw, hits, views)
        self.conclude(evidence, gathered, facts, raw, met)
        return evidence

    def gather(
        self,
        evidence: RecordEvidence,
        raw: Callable[[str], str],
        hits: FieldHits,
        views: Mapping[str, View],
        asked: Asked | None = None,
    ) -> tuple[Gathered, dict[str, tuple[str, int]]]:
        """What the words of a record are for its rules, and ``met`` (see ``conclude``).

        ``asked``: the rules that are; all without it. The others have nothing to say.
        """
        gathered: Gathered = {}
        wants = (asked or self._all).wants
        searched: set[tuple[str, str, str]] = set()
        met: dict[str, tuple[str, int]] = {}
        edits = self.compiled.edits
        for field, found in hits.items():
            view = views[field]
            terms = self.compiled.terms
            verdicts: dict[tuple[int, int, int], Verdict | None] = {}
            slips = [hit for hit in found if hit[0] in edits] if edits else []
            whole = [hit for hit in found if hit[0] not in edits] if slips else found
            if asked is not None:
                words = [hit for hit in whole if wants(hit[0], field)[1]]
            else:  # what one word means may hang on any other
                known = self.compiled.by_field[field]
                words = (
                    [] if known.judged.isdisjoint(t for t, _, _ in whole) else known.words(whole)
                )
            if words:
                judged = view.verdicts([(terms[t], s, e) for t, s, e in words])
                verdicts = dict(zip(words, judged, strict=True))
            if slips:
                others = self.compiled.by_field[field].words(whole)
                verdicts.update(zip(slips, of_slips(view, terms, others, slips), strict=True))
            text = raw(field)
            for hit_at in found:
                term, start, _ = hit_at
                verdict = verdicts.get(hit_at)
                if verdict is not None and verdict.own_money:
                    evidence.public_money = True
                for use in wants(term, field)[0]:
                    if use.pattern:
                        # An anchor only says that looking is worth while; once is enough.
                        key = (use.rule.id, use.feature, field)
                        if key in searched:
                            continue
                        searched.add(key)
                    for hit in self._hits(use, field, text, view, hit_at, verdict):
                        gathered.setdefault(use.rule.id, (use.rule, {}))[1].setdefault(
                            use.feature, []
                        ).append(hit)
                        if use.rule.id in self.compiled.built_on:
                            met.setdefault(use.rule.id, (field, start))
        return gathered, met

    def conclude(
        self,
        evidence: RecordEvidence,
        gathered: Gathered,
        facts: Facts,
        raw: Callable[[str], str],
        met: Mapping[str, tuple[str, int]] = MappingProxyType({}),
        only: frozenset[str] | None = None,
    ) -> None:
        """What the rules make of the hits of their features. ``met``: of rules that others build
        on the field and place where each was first met. ``only``: rules that are asked."""
        compiled = self.compiled
        asked = self._all.names if only is None else only
        weighed = compiled.weighed if facts.wording else ()
        rated = any(facts.rates.values())
        textless = compiled.textless if rated else compiled.rateless
        for rule in (*textless, *(compiled.rated if rated else ()), *weighed):
            if rule.id in asked:
                gathered.setdefault(rule.id, (rule, {}))
        counted: set[str] = set()
        for rule, by_feature in gathered.values():
            if rule.id in met and (rule.id in self.compiled.referred or _doubtful(by_feature)):
                facts.met.setdefault(met[rule.id][0], []).append(met[rule.id][1])
            if rule.id in compiled.unless:
                continue
            if self.apply(rule, by_feature, facts, counted, raw, evidence):
                counted.add(rule.id)
        for rule in compiled.combining:
            if rule.id not in asked:
                continue
            by_feature = gathered.get(rule.id, (rule, {}))[1]
            needed = self.compiled.built_on[rule.id]
            waits = rule.id in compiled.unless and rule.id in gathered
            asks = by_feature or waits or not needed.isdisjoint(counted)
            if rule.id in counted or not asks:
                continue
            if self.apply(rule, by_feature, facts, counted, raw, evidence):
                counted.add(rule.id)
        evidence.hits.sort(key=lambda h: (h.field, h.start, h.end, h.rule_id))

    def _hits(
        self,
        use: Use,
        field: str,
        raw: str,
        view: View,
        found: tuple[int, int, int],
        verdict: Verdict | None,
    ) -> list[Hit]:
        term, start, end = found
        text = view.text
        feature = use.rule.features[use.feature]
        if isinstance(feature, schema.Regex):
            return self._regex_hits(use, feature, field, raw, view)
        first, last = view.span(start, end)
        if use.disguised and not view.disguised(first, last):
            return []
        status, reason, cause = Status.COUNTED, "", ""
        if verdict is not None and not use.plain:
            status, reason, cause = Status.DISMISSED, verdict.cause, verdict.exclusion
        elif use.near and Beside(use.near).stands(text, start, end):
            status, cause = Status.DISMISSED, use.rule.id
            reason = changed_by(use.near)
        if status is Status.COUNTED:
            edits = self.compiled.edits.get(term, 0)
            reason = told(use.rule, view.reading(first, last), self.compiled.terms[term], edits)
        return [
            Hit(
                use.rule.id,
                field,
                first,
                last,
                raw[first:last],
                use.rule.points_for(field),
                status,
                reason,
                cause,
            )
        ]

    def _regex_hits(
        self,
        use: Use,
        feature: schema.Regex,
        field: str,
        raw: str,
        view: View,
    ) -> list[Hit]:
        """Matches of the pattern; the whole match is judged."""
        found: list[Hit] = []
        if feature.pattern in view.unmatched:
            return found
        for begin, stop in self._matches(feature.pattern, view.text):
            if use.rule.applies_to == "registration":
                begin, stop = within_item(view.text, begin, stop)
            if begin >= stop:
                continue
            first, last = view.span(begin, stop)
            first = numerals.begins(raw, first)
            hit = Hit(
                use.rule.id,
                field,
                first,
                last,
                raw[first:last],
                use.rule.points_for(field),
                reason=told(use.rule, view.reading(first, last)),
            )
            verdict = view.verdict_of_match(begin, stop)
            wider = feature.unless_within
            if verdict is not None:
                hit.status, hit.reason = Status.DISMISSED, verdict.cause
                hit.cause_id = verdict.exclusion
            elif wider and any(
                left <= begin and stop <= right
                for left, right in self._matches(wider.pattern, view.text)
            ):
                hit.status, hit.reason, hit.cause_id = Status.DISMISSED, wider.cause, use.rule.id
            found.append(hit)
        return found

    def _matches(self, pattern: str, text: str) -> list[tuple[int, int]]:
        """Spans of one pattern in one text, found once for all anchors of the text."""
        if self._matched[0] is not text:
            self._matched = (text, {})
        spans = self._matched[1].get(pattern)
        if spans is None:
            regex = self._regexes.get(pattern)
            if regex is None:
                regex = self._regexes[pattern] = Pattern.of(pattern)
            spans = self._matched[1][pattern] = regex.spans(text)
        return spans

    def apply(
        self,
        rule: schema.Rule,
        by_feature: dict[str, list[Hit]],
        facts: Facts,
        counted: set[str],
        raw: Callable[[str], str],
        evidence: RecordEvidence,
    ) -> bool:
        values: dict[str, Truth] = {}
        words: list[Hit] = []
        wording: list[Hit] = []
        for name, feature, kind in self._plan(rule):
            if kind is _FACT:
                values[name] = self._fact(feature, facts, counted)
                continue
            found = by_feature.get(name, [])
            if kind is _RATE:
                found = self._rate_hits(rule, feature, facts, raw)
            elif kind is _WORDING:
                found = of_wording(rule, feature, facts, raw)
            if name not in rule.absent and (kind is _RATE or not self._on_rate(rule)):
                (wording if kind is _WORDING else words).extend(found)
            values[name] = any(hit.status is Status.COUNTED for hit in found)
        # Beside words that tell enough the wording is a condition; where no word tells enough, the
        # words beside the wording are.
        spans = wording if wording and rule.confidence == "low" else words
        fires = self._evaluated(rule, values) is True
        if fires and any(values.get(name) for name in rule.exclude):
            fires = False
            for hit in spans:
                hit.status, hit.cause_id = Status.DISMISSED, rule.id
                hit.reason = "同时出现规则列明的例外情形"
        if not fires:
            if rule.role in TELLING:
                dismissed = [hit for hit in spans if hit.status is Status.DISMISSED]
                # What a rule must not find may be just what dismisses its words (基金会).
                possible = {
                    k: k not in rule.absent and (v or bool(by_feature.get(k)))
                    for k, v in values.items()
                }
                if dismissed and self._evaluated(rule, possible) is True:
                    evidence.hits.extend(dismissed)
            return False
        positive = [h for h in spans if h.status is Status.COUNTED or rule.role in TELLING]
        if rule.confidence == "low" and rule.applies_to == "advert":
            positive = as_clauses(positive, raw)
        if rule.role == "context":
            positive = within(rule, positive, evidence.hits)
        if not positive:
            positive = borrowed(rule, evidence.hits)
        if not positive:
            positive = [Hit(rule.id, "", 0, 0, "", rule.points_for(""), Status.COUNTED, rule.title)]
        for hit in positive:
            if hit.status is Status.COUNTED and not hit.reason:
                hit.reason = rule.title
        evidence.hits.extend(distinct(positive))
        return True

    def _plan(self, rule: schema.Rule) -> list[tuple[str, Any, str]]:
        """The features of a rule, and where what is found of each comes from."""
        plan = self._plans.get(rule.id)
        if plan is None:
            plan = [(name, feature, _source(feature)) for name, feature in rule.features.items()]
            self._plans[rule.id] = plan
        return plan

    def _on_rate(self, rule: schema.Rule) -> bool:
        """Does the rule say nothing without a rate? Then words that it asks for beside it are no
        ground for what it says."""
        if rule.id not in self._rated:
            without = {name: kind is not _RATE for name, _, kind in self._plan(rule)}
            absent = dict.fromkeys(rule.absent, False)
            self._rated[rule.id] = not all(without.values()) and (
                evaluate(rule.match, {**without, **absent}) is not True
            )
        return self._rated[rule.id]

    def _evaluated(self, rule: schema.Rule, values: Mapping[str, Truth]) -> Truth:
        """What the rule makes of the truth of its features; there are few cases."""
        key = (rule.id, *values.values())
        if key not in self._truths:
            self._truths[key] = evaluate(rule.match, values)
        return self._truths[key]

    def _rate_hits(
        self, rule: schema.Rule, feature: schema.Rate, facts: Facts, raw: Callable[[str], str]
    ) -> list[Hit]:
        limit = feature.value
        if isinstance(limit, schema.ParamRef):
            limit = self._params[limit.param].at(facts.as_of) * limit.times
        found = []
        for field in feature.fields:
            text = raw(field)
            for rate in facts.rates.get(field, []):
                over = rate.annual_pct > limit if feature.op == ">" else rate.annual_pct >= limit
                if over:
                    reason = f"{rule.title}：折合年化{spoken(rate.annual_pct)}"
                    found.append(
                        Hit(
                            rule.id,
                            field,
                            rate.start,
                            rate.end,
                            text[rate.start : rate.end],
                            rule.points_for(field),
                            Status.COUNTED,
                            reason,
                        )
                    )
        return found

    def _fact(self, feature: Any, facts: Facts, counted: set[str]) -> Truth:
        if isinstance(feature, schema.RuleRef):
            return any(rule in counted for rule in feature.rules)
        if isinstance(feature, schema.LicenceFact):
            if feature.kinds and facts.licensed_kind not in feature.kinds:
                return False
            return None if facts.licence is None else facts.licence == feature.state
        if isinstance(feature, schema.Link):
            return facts.links.get(feature.what, 0) >= feature.value
        return facts.truth(feature)


def _source(feature: Any) -> str:
    if isinstance(feature, schema.Rate):
        return _RATE
    if schema.is_weighed(feature):
        return _WORDING
    return _WORDS if schema.is_textual(feature) else _FACT


def _doubtful(by_feature: Mapping[str, list[Hit]]) -> bool:
    return any(hit.status is Status.DISMISSED for hits in by_feature.values() for hit in hits)
