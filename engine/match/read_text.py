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
from engine.match.records import Evaluator, FieldHits, Gathered
from engine.match.sectors import SectorReader
from engine.match.sender import SenderReader
from engine.model.evidence import Hit, LicensedName, RecordEvidence
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

Rates = Mapping[str, list[Rate]]


@dataclass(frozen=True, slots=True)
class Read:
    """One text read: its evidence, and what it was read from.

    ``met``: see ``Facts``. ``seen``: all of it but the rates. ``rates``: with their places in the
    text as it was meant.
    """

    evidence: RecordEvidence
    views: Mapping[str, AdvertView]
    warned: schema.Warning_ | None
    met: Mapping[str, list[int]]
    seen: Seen
    rates: Rates


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found on a text before anybody asked for its rates; ``places``: field → where each
    character of the text as it was meant stands in the raw one, unless it is the raw one."""

    record: Mapping[str, str]
    day: str
    gathered: Gathered
    met: Mapping[str, tuple[str, int]]
    public_money: bool
    wording: Mapping[tuple[str, str], Reading]
    shares: Mapping[str, float]
    warned: schema.Warning_ | None
    licensed: LicensedName | None
    length: int
    #: the text as it was meant, all fields of it
    meant: str
    places: Mapping[str, tuple[Sequence[int], Sequence[int]]]


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
        words = RecordEvidence(0, [])
        gathered, met = self._evaluator.gather(words, record, hits, views)
        seen = Seen(
            values,
            day,
            gathered,
            met,
            words.public_money,
            {} if warned else wording,
            shares,
            warned,
            self._sender.licensed(record, speaks) if self._sender else None,
            sum(len(view.text) for view in views.values()),
            "\n".join(view.restored.text for view in views.values()),
            {
                field: (view.restored.begin, view.restored.end)
                for field, view in views.items()
                if view.restored.text != view.raw
            },
        )
        meant = rates_of({f: view.restored.text for f, view in views.items()}, warned)
        rates = _in_place(meant, seen, values)
        if warned is not None:
            meant, rates = told_in_percent(meant), told_in_percent(rates)
        evidence, facts = self._concluded(seen, values, rates)
        return Read(evidence, views, warned, facts.met, seen, meant)

    def conclude(self, seen: Seen, values: Mapping[str, str], rates: Rates) -> RecordEvidence:
        """The evidence of a text that differs from the one that was seen in figures only, of which
        none is read otherwise. ``rates``: of the text as it was meant."""
        values = {**seen.record, **values}
        return self._concluded(seen, values, _in_place(rates, seen, values))[0]

    def _concluded(
        self, seen: Seen, values: Mapping[str, str], rates: Rates
    ) -> tuple[RecordEvidence, Facts]:
        record = _getter(values)
        promised: Rates = {}
        if seen.warned is None:
            promised = {f: [r for r in rs if r.kind == "return"] for f, rs in rates.items()}
        facts = Facts(record, seen.day, promised, wording=seen.wording)
        evidence = RecordEvidence(0, [], public_money=seen.public_money)
        gathered = _of_its_own(seen.gathered, values)
        self._evaluator.conclude(evidence, gathered, facts, record, seen.met)
        evidence.rate = highest(rates, "return")
        evidence.loan_rate = highest(rates, "loan")
        evidence.warning = seen.warned.cause if seen.warned else ""
        if self._sender:
            evidence.licensed = seen.licensed
            self._sender.exempt(evidence)
        if not seen.warned:
            self._plain.exempt(evidence, seen.shares, seen.length)
        if self.sectors and any(h.status is Status.COUNTED for h in evidence.hits):
            evidence.sector_votes = self.sectors.votes(seen.meant)
        return evidence, facts

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


def rates_of(texts: Mapping[str, str], warned: schema.Warning_ | None) -> Rates:
    """What a warning or the news quotes is no promise. A public offer with risk notes is one, if
    it names a rate (储蓄国债票面年利率2%; see ``told_in_percent``), but nothing to hold against it."""
    if warned is not None and warned.quotes:
        return {}
    return {f: find_rates(texts[f]) for f in ("title", "text") if f in texts}


def told_in_percent(rates: Rates) -> Rates:
    return {f: [r for r in rs if _PERCENT.search(r.raw)] for f, rs in rates.items()}


def highest(rates: Mapping[str, list[Rate]], kind: str) -> float | None:
    return max((r.annual_pct for rs in rates.values() for r in rs if r.kind == kind), default=None)


def _in_place(rates: Rates, seen: Seen, values: Mapping[str, str]) -> Rates:
    """Rates with their places in the raw texts."""
    return {
        field: [_placed(rate, values[field], *seen.places[field]) for rate in found]
        if field in seen.places
        else found
        for field, found in rates.items()
    }


def _placed(rate: Rate, raw: str, begin: Sequence[int], end: Sequence[int]) -> Rate:
    start, stop = begin[rate.start], end[rate.end - 1]
    return replace(rate, start=start, end=stop, raw=raw[start:stop])


def _of_its_own(gathered: Gathered, values: Mapping[str, str]) -> Gathered:
    """Hits to be judged, with the words of a text."""
    return {
        name: (
            rule,
            {
                feature: [
                    Hit(
                        h.rule_id,
                        h.field,
                        h.start,
                        h.end,
                        values[h.field][h.start : h.end],
                        h.points,
                        h.status,
                        h.reason,
                        h.cause_id,
                    )
                    for h in hits
                ]
                for feature, hits in by_feature.items()
            },
        )
        for name, (rule, by_feature) in gathered.items()
    }


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
