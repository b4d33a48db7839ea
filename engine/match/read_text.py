"""One advert or tip at a time: what the rules, its wording, its rates and its sender say of it.

This is the reading itself, which ``TextMatcher`` shares among texts that must read alike.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from engine.match.advert_view import AdvertReader, AdvertView
from engine.match.compiled import CompiledRules
from engine.match.facts import Facts
from engine.match.licensed import licence_patterns
from engine.match.plain import PlainReader
from engine.match.records import Evaluator, FieldHits
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
#: From so many texts on, patterns are tried on all of them at once.
_MANY = 8

Rates = dict[str, list[Rate]]


@dataclass(frozen=True, slots=True)
class Read:
    """One text read: its evidence, and what it was read from.

    ``met``: see ``Facts``.
    """

    evidence: RecordEvidence
    views: Mapping[str, AdvertView]
    warned: schema.Warning_ | None
    met: Mapping[str, list[int]]


class TextReader:
    """Compiled once for a rule set and a kind of text."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        self.compiled = CompiledRules(ruleset, kind)
        self._evaluator = Evaluator(self.compiled)
        self.finder: DisguiseFinder | None = None
        if kind == "advert":
            self.finder = DisguiseFinder(_worth_hiding(ruleset), wording=self._reads_like)
        self._reader = AdvertReader(ruleset, kind, self.finder)
        patterns = licence_patterns(ruleset, "registration") + licence_patterns(ruleset, "advert")
        self.sectors = SectorReader(ruleset) if kind == "advert" else None
        self._sender = SenderReader(ruleset, patterns) if kind == "advert" else None
        self._plain = PlainReader(ruleset, kind)
        self._anchors: dict[str, frozenset[int]] = {}
        for known in self.compiled.by_field.values():
            for search in known.searches:
                anchors = self._anchors.get(search.pattern, frozenset())
                self._anchors[search.pattern] = anchors | search.anchors

    def read(self, records: Sequence[Mapping[str, str]], days: Sequence[str]) -> list[Read]:
        """Each record by itself; many at once take less time. ``days``: the day of each (ISO)."""
        texts = [(at, f) for at, r in enumerate(records) for f in self.compiled.fields if r.get(f)]
        made = self._reader.views([records[at][field] for at, field in texts])
        views: list[dict[str, AdvertView]] = [{} for _ in records]
        hits: list[FieldHits] = [{} for _ in records]
        for (at, field), view in zip(texts, made, strict=True):
            views[at][field] = view
            found = self.compiled.scanner.text(view.text)
            hits[at][field] = sorted(found, key=lambda h: (h[1], h[2], h[0]))
        if len(made) >= _MANY:
            self._try_patterns(made, [hits[at][field] for at, field in texts])
        speaks = [True] * len(records)
        if self._sender and len(records) >= _MANY:
            speaks = self._sender.may_speak([fold(r.get("text", "")) for r in records])
        return [
            self._read(record, day, views[at], hits[at], speaks[at])
            for at, (record, day) in enumerate(zip(records, days, strict=True))
        ]

    def _try_patterns(
        self, views: Sequence[AdvertView], hits: Sequence[list[tuple[int, int, int]]]
    ) -> None:
        """Tell the views which patterns match nowhere in them."""
        terms = [{term for term, _, _ in found} for found in hits]
        texts = pa.array([view.text for view in views], pa.large_string())
        vain: list[set[str]] = [set() for _ in views]
        for pattern, anchors in self._anchors.items():
            rows = [at for at, mine in enumerate(terms) if not anchors.isdisjoint(mine)]
            if rows:
                tried = pc.match_substring_regex(texts.take(pa.array(rows, pa.int64())), pattern)
                for at, matches in zip(rows, tried.to_pylist(), strict=True):
                    if not matches:
                        vain[at].add(pattern)
        for view, patterns in zip(views, vain, strict=True):
            view.unmatched = frozenset(patterns)

    def _read(
        self,
        values: Mapping[str, str],
        day: str,
        views: Mapping[str, AdvertView],
        hits: FieldHits,
        speaks: bool,
    ) -> Read:
        record = _getter(values)
        shares: dict[str, float] = {}
        wording = self._wording(views, shares)
        for view in views.values():
            view.read_as(shares)
        warned = next((v.warning for v in views.values() if v.warning), None)
        rates = rates_of(views, warned)
        promised: Rates = {}
        if warned is None:
            promised = {f: [r for r in rs if r.kind == "return"] for f, rs in rates.items()}
        facts = Facts(record, day, promised, wording={} if warned else wording)
        evidence = self._evaluator.record(0, record, hits, views, facts)
        evidence.rate = highest(rates, "return")
        evidence.loan_rate = highest(rates, "loan")
        evidence.warning = warned.cause if warned else ""
        if self._sender:
            evidence.licensed = self._sender.licensed(record, speaks)
            self._sender.exempt(evidence)
        length = sum(len(view.text) for view in views.values())
        if not warned:
            self._plain.exempt(evidence, shares, length)
        if self.sectors and any(h.status is Status.COUNTED for h in evidence.hits):
            whole = "\n".join(view.restored.text for view in views.values())
            evidence.sector_votes = self.sectors.votes(whole)
        return Read(evidence, views, warned, facts.met)

    def _reads_like(self, text: str) -> float:
        """Log-odds of the scorecard that the text speaks for most."""
        cards = self.compiled.cards.values()
        return max((log_odds(card.read(text).share) for card in cards), default=-math.inf)

    def _wording(
        self, views: Mapping[str, AdvertView], shares: dict[str, float]
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


def rates_of(views: Mapping[str, AdvertView], warned: schema.Warning_ | None) -> Rates:
    """What a warning or the news quotes is no promise. A public offer with risk notes is one, if
    it names a rate (储蓄国债票面年利率2%), but nothing to hold against it."""
    if warned is not None and warned.quotes:
        return {}
    rates = {f: _rates(views[f]) for f in ("title", "text") if f in views}
    return told_in_percent(rates) if warned is not None else rates


def told_in_percent(rates: Rates) -> Rates:
    return {f: [r for r in rs if _PERCENT.search(r.raw)] for f, rs in rates.items()}


def highest(rates: Mapping[str, list[Rate]], kind: str) -> float | None:
    return max((r.annual_pct for rs in rates.values() for r in rs if r.kind == kind), default=None)


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


def _getter(values: Mapping[str, str]) -> Callable[[str], str]:
    def get(field: str) -> str:
        return values.get(field, "")

    return get
