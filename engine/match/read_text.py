"""One advert or tip at a time: what the rules, its wording, its rates and its sender say of it.

This is the reading itself, which ``TextMatcher`` shares among texts that must read alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter

import numpy as np

from engine.match.advert_reader import AdvertReader
from engine.match.advert_view import AdvertView
from engine.match.asked import Asked
from engine.match.compiled import CompiledRules
from engine.match.facts import Facts
from engine.match.fits import Fits
from engine.match.licensed import licence_patterns
from engine.match.plain import PlainReader
from engine.match.possible import Possible
from engine.match.rated import (
    Places,
    Rates,
    heeded,
    highest,
    placed,
    promising,
    returns,
)
from engine.match.record_hits import Gathered, of_its_own
from engine.match.records import Evaluator, FieldHits
from engine.match.sectors import SectorReader
from engine.match.sender import SenderReader
from engine.match.wording import Shares, Wording, WordingReader, highest_share
from engine.model.arrays import Flags
from engine.model.evidence import LicensedName, RecordEvidence
from engine.model.terms import Element, Status
from engine.ruleset import RuleSet, schema
from engine.text.disguise import DisguiseFinder
from engine.text.fold import fold_all
from engine.text.rates.find import find_rates
from engine.text.rates.weights import weights
from engine.text.scorecard import Reading

#: From so many texts on, they are looked at by columns.
_MANY = 8

#: Of a hit its place, and the term.
_PLACE = itemgetter(1, 2, 0)


@dataclass(slots=True)
class Read:
    """One text read: its evidence, and what it was read from.

    ``met``: see ``Facts``. ``seen``: all of it but the rates. ``rates``: with their places in the
    text as it was meant. ``promising``: fields that may name a rate, whatever their figures are.
    """

    evidence: RecordEvidence
    views: Mapping[str, AdvertView]
    warned: schema.Warning_ | None
    met: Mapping[str, list[int]]
    seen: Seen
    rates: Rates
    promising: frozenset[str]


@dataclass(slots=True)
class Seen:
    """What was found on a text before anybody asked for its rates; ``places``: field → where each
    character of the text as it was meant stands in the raw one, unless it is the raw one."""

    record: Mapping[str, str]
    day: str
    gathered: Gathered
    met: Mapping[str, tuple[str, int]]
    public_money: bool
    wording: Wording
    shares: Shares
    warned: schema.Warning_ | None
    licensed: LicensedName | None
    length: int
    #: the text as it was meant, all fields of it
    meant: str
    places: Places
    #: the rules that may have something to say of it; None for all of them
    only: frozenset[str] | None
    #: sector → vote of the text for it, once asked for
    votes: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True)
class _Begun:
    """A record that is being read. ``speaks``: see ``SenderReader.licensed``; ``mask``: see
    ``Possible``; the others as in ``Seen`` and ``Read``."""

    record: Mapping[str, str]
    day: str
    views: dict[str, AdvertView] = field(default_factory=dict)
    hits: FieldHits = field(default_factory=dict)
    speaks: bool = True
    #: its text as it stands, folded
    folded: str = ""
    asked: Asked | None = None
    wording: dict[tuple[str, str], Reading] = field(default_factory=dict)
    shares: Shares = field(default_factory=lambda: Shares({}, {}, {}))
    #: lexicon → field → how it reads
    readings: dict[str, dict[str, Reading]] = field(default_factory=dict)
    warned: schema.Warning_ | None = None
    promising: frozenset[str] = frozenset()
    mask: int = 0


class TextReader:
    """Compiled once for a rule set and a kind of text. ``thorough``: all rules are asked, those as
    well that cannot have anything to say."""

    def __init__(self, ruleset: RuleSet, kind: str, thorough: bool = False) -> None:
        self._thorough = thorough
        self.compiled = CompiledRules(ruleset, kind)
        self._wording = WordingReader(self.compiled)
        self._evaluator = Evaluator(self.compiled)
        self.finder: DisguiseFinder | None = None
        if kind == "advert":
            self.finder = DisguiseFinder(_worth_hiding(ruleset), wording=self._wording.reads_like)
        self._reader = AdvertReader(ruleset, kind, self.finder)
        #: each warning that has cues, with their pattern
        self.cues = self._reader.words.cues
        patterns = licence_patterns(ruleset, "registration") + licence_patterns(ruleset, "advert")
        self.sectors = SectorReader(ruleset) if kind == "advert" else None
        self._sender = SenderReader(ruleset, patterns) if kind == "advert" else None
        self.plain = PlainReader(ruleset, kind)
        self._possible = Possible(self.compiled)
        self._fits = Fits(self._possible.patterns)

    def make_ready(self) -> None:
        """Make what many texts need, before further processes begin that share it."""
        self._wording.make_ready()
        self._fits.make_ready()
        self._reader.make_ready()
        weights()
        if self.sectors:
            self.sectors.make_ready()
        if self._sender:
            self._sender.make_ready()

    def read(self, records: Sequence[Mapping[str, str]], days: Sequence[str]) -> list[Read]:
        """Each record by itself; many at once take less time. ``days``: the day of each (ISO)."""
        told = [self._read(one) for one in self._all_begun(records, days)]
        self._vote([(read.evidence, read.seen) for read in told])
        return told

    def read_telling(
        self, records: Sequence[Mapping[str, str]], days: Sequence[str], least: Sequence[int]
    ) -> list[Read | None]:
        """The same of those records whose rules may bring so many points, as ``PlainReader`` counts
        them; None for the others."""
        begun = self._all_begun(records, days)
        told = [
            self._read(one)
            if one.asked is None or self.plain.most(one.asked.names) >= wanted
            else None
            for one, wanted in zip(begun, least, strict=True)
        ]
        self._vote([(read.evidence, read.seen) for read in told if read is not None])
        return told

    def _all_begun(self, records: Sequence[Mapping[str, str]], days: Sequence[str]) -> list[_Begun]:
        texts = [(at, f) for at, r in enumerate(records) for f in self.compiled.fields if r.get(f)]
        made = self._reader.views([records[at][name] for at, name in texts])
        begun = [_Begun(record, day) for record, day in zip(records, days, strict=True)]
        for (at, name), view in zip(texts, made, strict=True):
            found = self.compiled.scanner.text(view.text) + self.compiled.slips.text(view.text)
            begun[at].views[name] = view
            begun[at].hits[name] = sorted(found, key=_PLACE)
        for one, folded in zip(begun, fold_all([r.get("text", "") for r in records]), strict=True):
            one.folded = folded
        if self._sender and len(records) >= _MANY:
            speaks = self._sender.may_speak([one.folded for one in begun])
            for one, spoken in zip(begun, speaks, strict=True):
                one.speaks = spoken
        if len(texts) >= _MANY and not self._thorough:
            self._weigh(begun, texts)
        saying = {at for at, one in enumerate(begun) if self._says_something(one)}
        for at, one in enumerate(begun):
            self._begin(one, at in saying)
        if begun and not self._thorough:
            self._ask(begun)
            asked = [(view, one.hits[name]) for one in begun for name, view in one.views.items()]
            self._reader.find_whole([view for view, _ in asked], [hits for _, hits in asked])
        return begun

    def _weigh(self, begun: Sequence[_Begun], fields: Sequence[tuple[int, str]]) -> None:
        """How these fields (number of the record, name) read; where nobody has told, ``Shares``
        finds out."""
        texts = [begun[at].views[name].restored.text for at, name in fields]
        for lexicon, readings in self._wording.read_all(texts).items():
            for (at, name), reading in zip(fields, readings, strict=True):
                begun[at].readings.setdefault(lexicon, {})[name] = reading

    def telling(self, lexicon: str, texts: Sequence[str], most: int) -> list[list[Reading]]:
        """The stretches of each text that read most like a lexicon (``Scorecard.telling``)."""
        at_once = len(texts) >= _MANY and not self._thorough
        return self._wording.telling(lexicon, texts, most, at_once)

    def _says_something(self, one: _Begun) -> bool:
        """Is there anything that a warning could take away, or a word of warning?"""
        texts = {name: view.restored.text for name, view in one.views.items()}
        one.shares = Shares(self.compiled.all_cards, texts, one.readings)
        one.wording = self._wording.wanted(one.shares)
        one.promising = promising(texts)
        found = one.wording or one.promising or any(one.hits.values())
        return bool(found) or any(view.warnings for view in one.views.values())

    def _begin(self, one: _Begun, saying: bool) -> None:
        """What can be told of a text before its words are judged."""
        if saying:
            for view in one.views.values():
                if one.record.get("advertiser"):
                    view.warnings.forget_signed()
                view.warnings.weigh(one.shares, one.shares.of)
            one.shares.offers = [o for v in one.views.values() if (o := v.warnings.offer)]
        one.warned = next((w for v in one.views.values() if (w := v.warnings.whole)), None)
        if one.warned is not None:
            one.wording = {}
            # What a warning or the news quotes is no promise. A public offer with risk notes is
            # one, if it names a rate, but nothing to hold against it: see ``heeded``.
            if one.warned.quotes and not one.warned.rates:
                one.promising = frozenset()
        one.mask = self._possible.mask({t for found in one.hits.values() for t, _, _ in found})

    def _ask(self, begun: Sequence[_Begun]) -> None:
        """Which rules may have something to say of each; words that none of these wants are left
        out."""
        possible = self._possible
        columns = possible.columns([one.mask for one in begun])
        rated = np.array([_promises(one.warned) and bool(one.promising) for one in begun])
        worded = {
            lexicon: np.array([highest_share(one.wording, lexicon) for one in begun])
            for lexicon in self.compiled.cards
        }
        rules = possible.rules(columns, rated, worded)
        if len(begun) >= _MANY:
            self._try_patterns(begun, columns, possible.wanted(columns, rules))
            rules = possible.rules(columns, rated, worded)
        masks = possible.masks(possible.wanted(columns, rules))
        known: dict[bytes, Asked] = {}
        for one, mask, may in zip(begun, masks, np.ascontiguousarray(rules.T), strict=True):
            key = may.tobytes()
            if key not in known:
                known[key] = Asked(self.compiled, compress(possible.names, may))
            one.asked = known[key]
            one.hits = {
                name: [hit for hit in found if possible.asked(hit[0], mask)]
                for name, found in one.hits.items()
            }

    def _try_patterns(self, begun: Sequence[_Begun], columns: Flags, wanted: Flags) -> None:
        """Tell the views which patterns match nowhere in them, and take their features out of
        ``columns`` of texts where they match in none."""
        views = [(at, view) for at, one in enumerate(begun) for view in one.views.values()]
        fitted = self._fits.of([view.text for _, view in views])
        owner = np.array([at for at, _ in views], np.int64)
        unmatched: list[set[str]] = [set() for _ in views]
        for pattern, features in self._possible.patterns.items():
            asked = np.logical_or.reduce(wanted[features])[owner]
            matched = fitted.where(pattern, asked)
            asked[matched] = False
            for row in np.flatnonzero(asked).tolist():
                unmatched[row].add(pattern)
            gone = np.setdiff1d(owner[asked], owner[matched])
            columns[np.ix_(self._possible.vain[pattern], gone)] = False
        for (_, view), patterns in zip(views, unmatched, strict=True):
            view.unmatched = frozenset(patterns)

    def _read(self, one: _Begun) -> Read:
        values, views, warned = one.record, one.views, one.warned
        record = _getter(values)
        words = RecordEvidence(0, [])
        gathered, met = self._evaluator.gather(words, record, one.hits, views, one.asked)
        seen = Seen(
            values,
            one.day,
            gathered,
            met,
            words.public_money,
            self._explained(one),
            one.shares,
            warned,
            self._sender.licensed(record, one.folded, one.speaks) if self._sender else None,
            sum(len(view.text) for view in views.values()),
            "\n".join(view.restored.text for view in views.values()),
            {
                field: (view.restored.begin, view.restored.end)
                for field, view in views.items()
                if view.restored.text != view.raw
            },
            one.asked.names if one.asked else None,
        )
        meant: Rates = {f: find_rates(views[f].restored.text) for f in sorted(one.promising)}
        rates = placed(meant, seen.places, values)
        meant, rates = heeded(meant, warned), heeded(rates, warned)
        evidence, facts = self._concluded(seen, values, rates, again=bool(one.promising))
        return Read(evidence, views, warned, facts.met, seen, meant, one.promising)

    def conclude(self, seen: Seen, values: Mapping[str, str], rates: Rates) -> RecordEvidence:
        """The evidence of a text that differs from the one that was seen in figures only, of which
        none is read otherwise. ``rates``: of the text as it was meant."""
        values = {**seen.record, **values}
        evidence, _ = self._concluded(seen, values, placed(rates, seen.places, values))
        self._vote([(evidence, seen)])
        return evidence

    def _concluded(
        self, seen: Seen, values: Mapping[str, str], rates: Rates, again: bool = True
    ) -> tuple[RecordEvidence, Facts]:
        """``again``: will what was seen be asked for again?"""
        record = _getter(values)
        promised = returns(rates) if _promises(seen.warned) else {}
        facts = Facts(record, seen.day, promised, wording=seen.wording)
        evidence = RecordEvidence(0, [], public_money=seen.public_money)
        gathered = of_its_own(seen.gathered, values) if again else seen.gathered
        self._evaluator.conclude(evidence, gathered, facts, record, seen.met, seen.only)
        evidence.rate = highest(rates, "return")
        evidence.loan_rate = highest(rates, "loan")
        evidence.warning = seen.warned.cause if seen.warned else ""
        if self._sender:
            evidence.licensed = seen.licensed
            self._sender.exempt(evidence)
        if not seen.warned:
            self.plain.exempt(evidence, seen.shares, seen.length)
        return evidence, facts

    def _vote(self, found: Sequence[tuple[RecordEvidence, Seen]]) -> None:
        """Tell the sector of texts with hits that count."""
        if self.sectors is None:
            return
        some = [
            (evidence, seen)
            for evidence, seen in found
            if any(hit.status is Status.COUNTED for hit in evidence.hits)
        ]
        new = [seen for _, seen in some if not seen.votes]
        for seen, votes in zip(new, self.sectors.votes([s.meant for s in new]), strict=True):
            seen.votes.update(votes)
        for evidence, seen in some:
            evidence.sector_votes = seen.votes

    def _explained(self, one: _Begun) -> Wording:
        """The wording at its places in the raw text; nothing where no rule asks for it."""
        if one.asked and not any(rule.id in one.asked.names for rule in self.compiled.weighed):
            return {}
        restored = {name: view.restored for name, view in one.views.items()}
        return self._wording.explained(one.wording, restored)


def _promises(warned: schema.Warning_ | None) -> bool:
    """May a rate be a promise in a text for which this warning speaks?"""
    return warned is None or warned.rates


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
