"""Adverts and tips as tables: texts that must read alike are read once.

A feed of a million messages has some thousand campaigns, each with other telephone numbers, dates
and sums. Texts that differ in figures only make up a *form*. Of each form one text is read, and what
it was read from tells which other figures would have been read otherwise (``figures``); texts that
have those in common share the finding. Rates are asked for text by text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from engine.match.columns import Rows, alike, codes_of, masked
from engine.match.compiled import asking
from engine.match.eras import Eras
from engine.match.figures import Figures
from engine.match.forms import (
    First,
    Fork,
    Leaf,
    Place,
    Wanted,
    filled,
    leaf_of,
    way_of,
)
from engine.match.found import TextLook, TextsFound
from engine.match.passages import Passages
from engine.match.rated import Rates, heeded, highest, returns
from engine.match.read_text import Read, TextReader
from engine.match.scan import whole
from engine.match.telephones import own_words
from engine.model.arrays import Ints
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet
from engine.text.figured import FIGURE
from engine.text.rates.find import find_rates

#: Of these the sender of an advert is told, besides its text.
_SENDERS = ("advertiser", "media_name")
#: New forms read at once (so many, or of so many characters), and forms remembered.
_BATCH, _CHARACTERS, _REMEMBERED = 2048, 500_000, 200_000
#: Where none is known yet.
_NO_LOOK = TextLook(RecordEvidence(-1, []))
T = TypeVar("T")


class TextMatcher:
    """Adverts or tips → evidence for every row, read with disguises and negations in mind."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        self._reader = ruleset.once(TextReader, kind)
        compiled = self._reader.compiled
        self._figures = ruleset.once(_figures, kind)
        self._texts = compiled.fields
        asked = {feature.field for feature in asking(compiled.rules)}
        looked_at = {*asked, *(_SENDERS if kind == "advert" else ())}
        if kind == "advert":
            self._texts = tuple(dict.fromkeys((*self._texts, "text")))
        self._others = tuple(sorted(looked_at - set(self._texts)))
        self._eras = Eras(ruleset, compiled.rules)
        self._forms: dict[tuple[str, ...], Fork | Leaf] = {}
        self._passages = Passages(ruleset, kind, self._reader)

    def make_ready(self) -> None:
        """Do what takes time before many texts are read, by this process or by copies of it."""
        self._reader.make_ready()

    def match(self, table: pa.Table, as_of: str, date_field: str) -> Iterator[RecordEvidence]:
        """Rows of ``table`` in order; ``row`` of the evidence is the row's index in it."""
        return iter(self.find(table, as_of, date_field))

    def read(self, table: pa.Table, as_of: str, date_field: str) -> Iterator[RecordEvidence]:
        """The same, slowly: each row by itself, nothing shared."""
        for row in range(table.num_rows):
            one = table.slice(row, 1)
            found = self._found_slowly(one, as_of, date_field)
            self._passages.looked_into(
                found, one, lambda some, _: self._found_slowly(some, as_of, date_field)
            )
            yield replace(found.evidence(0), row=row)

    def _found_slowly(self, table: pa.Table, as_of: str, date_field: str) -> TextsFound:
        names = [name for name in self._texts if name in table.column_names]
        plain = pa.table({name: self._as_one(whole(table.column(name))) for name in names})
        looks: list[TextLook] = []
        for row, values in enumerate(table.to_pylist()):
            record = {name: str(value) for name, value in values.items() if value is not None}
            day = record.get(date_field) or as_of
            given = {**record, **(plain.slice(row, 1).to_pylist()[0] if names else {})}
            evidence = self._reader.read([given], [day[:10]])[0].evidence
            looks.append(TextLook(own_words(evidence, record)))
        return TextsFound(looks, list(range(len(looks))))

    def find(self, table: pa.Table, as_of: str, date_field: str) -> TextsFound:
        """The same by looks, of which texts that read alike share one."""
        found = self._find(table, as_of, date_field)
        self._passages.looked_into(
            found, table, lambda some, least: self._find(some, as_of, date_field, least)
        )
        return found

    def _find(
        self, table: pa.Table, as_of: str, date_field: str, least: Sequence[int] | None = None
    ) -> TextsFound:
        """What is found on the texts as a whole. ``least``: points of each; of texts that cannot
        have so many nothing need be found."""
        found = TextsFound([])
        if not table.num_rows:
            return found
        named = set(table.column_names)
        texts = [name for name in self._texts if name in named]
        others = [name for name in self._others if name in named]
        raw = {name: whole(table.column(name)) for name in (*texts, *others)}
        columns = {**raw, **{name: self._as_one(raw[name]) for name in texts}}
        blind = self._figures.blind
        masks = {name: columns[name] if blind else masked(columns[name]) for name in texts}
        days = whole(table.column(date_field)) if date_field in named else None
        codes = [codes_of(masks[name]) for name in texts]
        codes += [codes_of(columns[name]) for name in others]
        told, era = self._eras.of(days, as_of, table.num_rows)
        first, form = alike([*codes, era])
        heads = pa.array(first, pa.int64())
        keys = list(
            zip(
                *(masks[name].take(heads).to_pylist() for name in texts),
                *(columns[name].take(heads).to_pylist() for name in others),
                [str(told[i]) for i in era[first].tolist()],
                strict=True,
            )
        )
        rows = Rows(columns, (*texts, *others), told, era)
        heard: dict[int, TextLook] = {}
        forms = self._known_forms(keys, first, np.bincount(form), rows, heard, least)

        # Forms without figures or of one row have one look; of the others each text is asked for its own.
        plain = np.array([isinstance(one, Leaf) for one in forms])[form]
        varied = np.flatnonzero(~plain)
        several = [codes_of(columns[name].take(pa.array(varied))) for name in texts]
        heads_of, text = alike([*several, form[varied]])
        asked = varied[heads_of]
        of_texts = self._looks(
            [forms[i] for i in form[asked].tolist()], asked.tolist(), rows, heard
        )
        of_forms = [one.looks[()] if isinstance(one, Leaf) else _NO_LOOK for one in forms]
        which = form.copy()
        which[varied] = text + len(forms)
        found.share([*of_forms, *of_texts], which, {name: raw[name] for name in texts})
        return found

    def _as_one(self, texts: pa.Array) -> pa.Array:
        return texts if self._figures.blind else self._figures.telephones.as_one(texts)

    def _known_forms(
        self,
        keys: Sequence[tuple[str, ...]],
        first: Ints,
        counts: Ints,
        rows: Rows,
        heard: dict[int, TextLook],
        least: Sequence[int] | None,
    ) -> list[Fork | Leaf]:
        """The forms; those not known yet are read in batches. ``counts``: how many rows have each;
        ``heard``: what was found on the rows that were read for it; ``least``: see ``_find``."""
        if len(self._forms) > _REMEMBERED:
            self._forms.clear()
        new = [i for i, key in enumerate(keys) if key not in self._forms]
        made: dict[int, Fork | Leaf] = {}
        for batch in _batches(new, [sum(map(len, keys[i])) for i in new]):
            records, days = rows.records([int(first[i]) for i in batch])
            # What suffices for one row says nothing of others of its form.
            wanted = [least[first[i]] if least and counts[i] == 1 else 0 for i in batch]
            told = self._reader.read_telling(records, days, wanted)
            for i, read, record in zip(batch, told, records, strict=True):
                if read is None:
                    made[i] = Leaf({}, None, False, {(): _NO_LOOK})
                    continue
                if counts[i] == 1 and self._figured(record):
                    # To tell how others would be read that may never come takes a tenth of reading.
                    made[i] = Leaf({}, None, False, {(): _look_of(read.evidence)})
                    continue
                made[i], heard[int(first[i])] = self._form(read, record)
                self._forms[keys[i]] = made[i]
        return [made[i] if i in made else self._forms[key] for i, key in enumerate(keys)]

    def _form(self, read: Read, record: Mapping[str, str]) -> tuple[Fork | Leaf, TextLook]:
        if not self._figured(record):
            leaf = Leaf({}, None, False)
            look = leaf.looks[()] = TextLook(read.evidence)
            return leaf, look
        fork = Fork(self._places(read))
        leaf = fork.ways[way_of(fork.places, record)] = leaf_of(read, self._figures)
        return fork, self._remember(leaf, read, record)

    def _figured(self, record: Mapping[str, str]) -> bool:
        return any(FIGURE.search(record.get(name, "")) for name in self._texts)

    def _places(self, read: Read) -> tuple[Place, ...]:
        return tuple(
            (name, at, figures)
            for name, view in sorted(read.views.items())
            for at, figures in sorted(self._figures.read(view).items())
        )

    def _looks(
        self,
        forks: Sequence[Fork | Leaf],
        asked: Sequence[int],
        rows: Rows,
        heard: Mapping[int, TextLook],
    ) -> list[TextLook]:
        """Of some rows of forms with figures. What none of their form tells is read, many at once;
        then those are asked again that it may have told of."""
        looks = [heard.get(row, _NO_LOOK) for row in asked]
        left = [i for i, look in enumerate(looks) if look is _NO_LOOK]
        records = dict(zip(left, rows.records([asked[i] for i in left])[0], strict=True))
        while left:
            wanted: dict[Any, tuple[int, Wanted]] = {}
            later = []
            for i in left:
                look = self._look(forks[i], records[i], i)
                if isinstance(look, TextLook):
                    looks[i] = look
                elif look.key in wanted:
                    later.append(i)
                else:
                    wanted[look.key] = i, look
            sizes = [sum(map(len, records[i].values())) for i, _ in wanted.values()]
            for batch in _batches([*wanted.values()], sizes):
                given, days = rows.records([asked[i] for i, _ in batch])
                for (i, what), read in zip(batch, self._reader.read(given, days), strict=True):
                    looks[i] = self._learn(what, read, records[i])
            left = later
        return looks

    def _look(self, fork: Fork | Leaf, record: dict[str, str], number: int) -> TextLook | Wanted:
        """A look that is known or can be concluded, or what must be read for it."""
        at = fork
        seen: set[Place] = set()
        while isinstance(at, Fork):
            way = way_of(at.places, record)
            seen.update(at.places)
            below = at.ways.get(way)
            if below is None:
                return Wanted((id(at), way), at, way, seen)
            at = below
        if at.alone:
            return Wanted((number,), at)
        if at.first is not None:
            self._settle(at, at.first)
            at.first = None
        rates, named = self._rates(at, record), self._named(at, record)
        key = _key(rates, named)
        known = at.looks.get(key)
        if known is None:
            words = at.seen.get(named)
            if words is None:
                return Wanted((id(at), named), at)
            known = at.looks[key] = _look_of(self._reader.conclude(words, record, rates))
        return known

    def _learn(self, wanted: Wanted, read: Read, record: Mapping[str, str]) -> TextLook:
        leaf = wanted.at
        if isinstance(leaf, Fork):
            fork, leaf = leaf, leaf_of(read, self._figures)
            fork.ways[wanted.way] = leaf
            places = tuple(p for p in self._places(read) if p not in wanted.seen)
            if places:
                fork.ways[wanted.way] = Fork(places, {way_of(places, record): leaf})
        return self._remember(leaf, read, record)

    def _remember(self, leaf: Leaf, read: Read, record: Mapping[str, str]) -> TextLook:
        look = _look_of(read.evidence)
        if leaf.alone:
            return look
        if any(one.promises for one in leaf.fields.values()):
            known = First(look, record, read.rates, read.seen)
        else:
            known = First(look, record, read.rates, None)
        if leaf.first is None and not leaf.looks:
            leaf.first = known  # most leaves have one text
        else:
            self._settle(leaf, known)
        return look

    def _settle(self, leaf: Leaf, known: First) -> None:
        named = self._named(leaf, known.record)
        leaf.looks[_key(known.rates, named)] = known.look
        if known.seen is not None:
            leaf.seen.setdefault(named, known.seen)

    def _named(self, leaf: Leaf, record: Mapping[str, str]) -> tuple[Any, ...]:
        return tuple(
            [
                tuple([some.stands(text, one.met) for some in one.named])
                for name, one in leaf.fields.items()
                if one.named
                for text in (filled(one.compacted, one.in_compacted, record[name]),)
            ]
        )

    def _rates(self, leaf: Leaf, record: Mapping[str, str]) -> Rates:
        """Rates of the text as it was meant, with their places in that."""
        rates: Rates = {
            name: find_rates(filled(one.restored, one.in_restored, record[name]))
            for name, one in leaf.fields.items()
            if one.promises
        }
        return heeded(rates, leaf.warned)


def _figures(ruleset: RuleSet, kind: str) -> Figures:
    reader = ruleset.once(TextReader, kind)
    return Figures(ruleset, reader.compiled, reader.sectors)


def _key(rates: Rates, named: tuple[Any, ...]) -> tuple[Any, ...]:
    """Texts of a leaf with the same have the same evidence: of rates promised their places count as
    well, of others the highest price of a loan."""
    promised = [
        (name, rate.start, rate.end, rate.annual_pct)
        for name, found in returns(rates).items()
        for rate in found
    ]
    return (highest(rates, "loan"), tuple(promised), named)


def _look_of(evidence: RecordEvidence) -> TextLook:
    shown = tuple(
        (at, hit.field, hit.start, hit.end)
        for at, hit in enumerate(evidence.hits)
        if FIGURE.search(hit.matched)
    )
    return TextLook(evidence, shown)


def _batches(items: Sequence[T], sizes: Sequence[int]) -> Iterator[list[T]]:
    batch: list[T] = []
    characters = 0
    for item, size in zip(items, sizes, strict=True):
        batch.append(item)
        characters += size
        if len(batch) == _BATCH or characters >= _CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
