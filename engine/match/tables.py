"""Match whole tables: scan the columns, then look only at the rows that were hit."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.advert_view import AdvertReader, AdvertView
from engine.match.alike import Found, Look, Looks, Spans
from engine.match.compiled import CompiledRules, attributes
from engine.match.judge import Judge
from engine.match.licensed import LicensedNames, licence_patterns
from engine.match.plain import PlainReader
from engine.match.records import Evaluator, Facts, FieldHits
from engine.match.sectors import SectorReader
from engine.match.sender import SenderReader
from engine.model.evidence import RecordEvidence
from engine.model.terms import Element, Status
from engine.ruleset import RuleSet, schema
from engine.text.disguise import DisguiseFinder
from engine.text.fold import fold
from engine.text.rates import Rate, find_rates
from engine.text.scorecard import Reading, log_odds

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

    @property
    def looks(self) -> list[Look]:
        """All looks met so far, by their numbers."""
        return self._looks.looks

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


class TextMatcher:
    """Adverts or tips → evidence for every row, read with disguises and negations in mind."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        self.compiled = CompiledRules(ruleset, kind)
        self._evaluator = Evaluator(self.compiled)
        finder = None
        if kind == "advert":
            finder = DisguiseFinder(_worth_hiding(ruleset), wording=self._reads_like)
        self._reader = AdvertReader(ruleset, kind, finder)
        patterns = licence_patterns(ruleset, "registration") + licence_patterns(ruleset, "advert")
        self._sectors = SectorReader(ruleset) if kind == "advert" else None
        self._sender = SenderReader(ruleset, patterns) if kind == "advert" else None
        self._plain = PlainReader(ruleset, kind)

    def match(self, table: pa.Table, as_of: str, date_field: str) -> Iterator[RecordEvidence]:
        fields = [f for f in self.compiled.fields if f in table.column_names]
        for row, values in enumerate(table.to_pylist()):
            record = _getter(values)
            views: dict[str, AdvertView] = {}
            hits: FieldHits = {}
            for field in fields:
                raw = record(field)
                if not raw:
                    continue
                view = views[field] = self._reader.view(raw)
                found = self.compiled.scanner.text(view.text)
                hits[field] = sorted(found, key=lambda h: (h[1], h[2], h[0]))
            shares: dict[str, float] = {}
            wording = self._wording(views, shares)
            for view in views.values():
                view.read_as(shares)
            warned = next((v.warning for v in views.values() if v.warning), None)
            rates: dict[str, list[Rate]] = {}
            # What a warning or the news quotes is no promise. A public offer with risk notes is
            # one, if it names a rate (储蓄国债票面年利率2%), but nothing to hold against it.
            if warned is None or not warned.quotes:
                rates = {f: _rates(views[f]) for f in ("title", "text") if f in views}
            if warned is not None:
                rates = {f: [r for r in rs if _PERCENT.search(r.raw)] for f, rs in rates.items()}
            promised = {f: [r for r in rs if r.kind == "return"] for f, rs in rates.items()}
            if warned is not None:
                promised = {}
            day = record(date_field) or as_of
            facts = Facts(record, day[:10], promised, wording={} if warned else wording)
            evidence = self._evaluator.record(row, record, hits, views, facts)
            evidence.rate = _highest(rates, "return")
            evidence.loan_rate = _highest(rates, "loan")
            evidence.warning = warned.cause if warned else ""
            if self._sender:
                evidence.licensed = self._sender.licensed(record)
                self._sender.exempt(evidence)
            length = sum(len(view.text) for view in views.values())
            if not warned:
                self._plain.exempt(evidence, shares, length)
            if self._sectors and any(h.status is Status.COUNTED for h in evidence.hits):
                whole = "\n".join(view.restored.text for view in views.values())
                evidence.sector_votes = self._sectors.votes(whole)
            yield evidence

    def _reads_like(self, text: str) -> float:
        """Log-odds of the scorecard that the text speaks for most."""
        cards = self.compiled.cards.values()
        return max((log_odds(card.read(text).share) for card in cards), default=-math.inf)

    def _wording(
        self, views: dict[str, AdvertView], shares: dict[str, float]
    ) -> dict[tuple[str, str], Reading]:
        """How each text reads on each scorecard; places are those of the raw text.

        ``shares`` is filled with the highest share of each.
        """
        found: dict[tuple[str, str], Reading] = {}
        for lexicon, card in self.compiled.cards.items():
            best = Reading(_WORTH)
            where = ""
            for field, view in views.items():
                reading = card.read(view.restored.text)
                shares[lexicon] = max(shares.get(lexicon, 0.0), reading.share)
                if reading.share > best.share:
                    best, where = reading, field
            if where:
                view = views[where]
                best = card.explain(view.restored.text, best)
                pieces = tuple(view.restored.span(*piece) for piece in best.pieces)
                start, end = view.restored.span(best.start, best.end)
                found[lexicon, where] = Reading(best.share, start, end, pieces)
        return found


def _rates(view: AdvertView) -> list[Rate]:
    """Rates of the text as it was meant, with their place in the raw text."""
    found = find_rates(view.restored.text)
    if view.restored.text == view.raw:
        return found
    spans = [view.restored.span(rate.start, rate.end) for rate in found]
    return [
        replace(rate, start=start, end=end, raw=view.raw[start:end])
        for rate, (start, end) in zip(found, spans, strict=True)
    ]


def _worth_hiding(ruleset: RuleSet) -> list[str]:
    """Words an advert may want to hide: of promises, lending, schemes; not the goods it names."""
    return [
        term
        for rule in ruleset.rules_for("advert")
        if rule.role == "signal" and rule.element is not Element.CONTEXT and rule.family != "scheme"
        for feature in rule.features.values()
        if isinstance(feature, schema.Keyword) and feature.at_least is None
        for term in ruleset.terms_of(feature)
    ]


def _highest(rates: dict[str, list[Rate]], kind: str) -> float | None:
    return max((r.annual_pct for rs in rates.values() for r in rs if r.kind == kind), default=None)


def _getter(values: dict[str, Any]) -> Callable[[str], str]:
    def get(field: str) -> str:
        value = values.get(field)
        return "" if value is None else str(value)

    return get
