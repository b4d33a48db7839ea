"""Match whole tables: scan the columns, then look only at the rows that were hit."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from engine.match.advert_view import AdvertReader, AdvertView
from engine.match.alike import Found, Look, keys_of
from engine.match.compiled import CompiledRules
from engine.match.judge import Judge
from engine.match.licensed import LicensedNames, licence_patterns
from engine.match.looks import Looks
from engine.match.plain import PlainReader
from engine.match.records import Evaluator, Facts, FieldHits
from engine.match.scan import Texts
from engine.match.sectors import SectorReader
from engine.match.sender import SenderReader
from engine.match.told import Told
from engine.match.words import FieldReader, Glossary, Read
from engine.model.evidence import RecordEvidence
from engine.model.terms import Element, Status
from engine.ruleset import RuleSet, schema
from engine.text.disguise import DisguiseFinder
from engine.text.rates import Rate, find_rates
from engine.text.scorecard import Reading, log_odds

_PERCENT = re.compile("[%％‰]|百分之|个点")
#: No rule asks for less.
_WORTH = 0.3


class RegistrationMatcher:
    """Registrations → evidence for every row with a hit or a licensed name."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.compiled = CompiledRules(ruleset, "registration")
        judge, glossary = Judge(ruleset), Glossary()
        self._readers = {
            field: FieldReader(self.compiled, field, judge, glossary)
            for field in self.compiled.fields
        }
        self._licensed = LicensedNames(licence_patterns(ruleset))
        self._looks = Looks(self.compiled, glossary, self._licensed.bodies)
        self._told = Told(self.compiled)

    @property
    def looks(self) -> list[Look]:
        """All looks met so far, by their numbers."""
        return self._looks.looks

    def match(self, table: pa.Table, as_of: str) -> Iterator[RecordEvidence]:
        """Rows of ``table`` in order; ``row`` of the evidence is the row's index in it."""
        return iter(self.find(table, as_of))

    def find(self, table: pa.Table, as_of: str) -> Found:
        """The same by columns; looks are shared by all tables of one matcher."""
        texts = {
            name: Texts(table.column(name))
            for name in {*self.compiled.fields, "name", "scope"} & set(table.column_names)
        }
        nothing = Texts(pa.array([""]).take(pa.array(np.zeros(len(table), np.int64))))
        bodies = self._licensed.of(texts.get("name", nothing), texts.get("scope", nothing))
        fields: list[Read] = []
        telling = np.zeros(len(table), dtype=np.bool_)
        wanted = (bodies >= 0) | bool(self.compiled.textless)
        for name in self.compiled.fields:
            if name in texts:
                read = self._readers[name].read(texts[name])
                telling[read.telling] = True
                wanted[read.row] = True
                fields.append(replace(read, what=read.what + self._looks.bases[name]))
        telling |= bool(self.compiled.textless)
        rows = wanted.nonzero()[0]
        told = np.zeros(len(rows), np.int64)
        told[telling[rows]] = self._told.of(table, rows[telling[rows]], as_of)

        def facts(row: int) -> Facts:
            return Facts(_cells(table, row), as_of)

        return self._looks.find(keys_of(fields, (rows, bodies[rows], told)), facts)


def _cells(table: pa.Table, row: int) -> Callable[[str], str]:
    def cell(name: str) -> str:
        value = table.column(name)[row].as_py() if name in table.column_names else None
        return "" if value is None else str(value)

    return cell


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
