"""Adverts and tips as tables: texts that must read alike are read once.

A feed of a million messages has some thousand campaigns, each with other telephone numbers, dates
and sums. Texts that differ in figures only make up a *form*. Of each form one text is read, and what
it was read from tells which other figures would have been read otherwise (``figures``); texts that
have those in common share the finding. Rates are asked for text by text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.match.compiled import attributes
from engine.match.figures import Figures, Spans
from engine.match.read_text import Read, TextReader, highest, told_in_percent
from engine.match.scan import whole
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet, schema
from engine.text.figured import FIGURE
from engine.text.rates import Rate, find_rates, may_promise

Ints = npt.NDArray[np.int64]
#: Of these the sender of an advert is told, besides its text.
_SENDERS = ("advertiser", "media_name")
#: New forms read at once, and forms remembered.
_BATCH, _REMEMBERED = 512, 200_000


@dataclass(frozen=True, slots=True)
class TextLook:
    """``evidence``: as found on the first text of this look. ``shown``: number of a hit whose
    words hold figures, which are those of each text, with its field and place."""

    evidence: RecordEvidence
    shown: tuple[tuple[int, str, int, int], ...] = ()


@dataclass(slots=True)
class TextsFound:
    """Evidence of all rows of a table: ``look`` (an index into ``looks``) of each, and ``said``:
    the words that its look shows, where there are any."""

    looks: list[TextLook]
    look: list[int] = field(default_factory=list)
    said: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def evidence(self, row: int) -> RecordEvidence:
        """The evidence of a row, of its own."""
        look = self.looks[self.look[row]]
        hits = [replace(hit) for hit in look.evidence.hits]
        for (at, *_), words in zip(look.shown, self.said.get(row, ()), strict=True):
            hits[at].matched = words
        votes = dict(look.evidence.sector_votes)
        return replace(look.evidence, row=row, hits=hits, sector_votes=votes)

    def extended(self, other: TextsFound) -> TextsFound:
        """With the rows of ``other`` behind those here."""
        looks, rows = len(self.looks), len(self.look)
        self.looks += other.looks
        self.look += [look + looks for look in other.look]
        self.said.update((row + rows, words) for row, words in other.said.items())
        return self

    def __len__(self) -> int:
        return len(self.look)

    def __iter__(self) -> Iterator[RecordEvidence]:
        return (self.evidence(row) for row in range(len(self.look)))


#: Field, place in the raw text, figures that are read there.
_Place = tuple[str, int, frozenset[str]]


@dataclass(slots=True)
class _Field:
    """A text field of a form, to be filled with the figures of another text."""

    compacted: str
    restored: str
    #: places of figures in the compacted and the restored text, each with its place in the raw
    in_compacted: list[tuple[int, int]] | None
    in_restored: list[tuple[int, int]] | None
    promises: bool
    #: see ``Facts``, sorted
    met: list[int]


@dataclass(slots=True)
class _Leaf:
    """What texts of a form have in common that share the figures which are read as words."""

    fields: dict[str, _Field]
    warned: schema.Warning_ | None
    #: Is a rate told in other words than its own, so that no other text helps?
    alone: bool
    #: where what names figures stands, price of a loan, … → look
    looks: dict[tuple[Any, ...], TextLook] = field(default_factory=dict)


@dataclass(slots=True)
class _Fork:
    """Texts part by the figures at ``places``, of which only those named there are told apart."""

    places: tuple[_Place, ...]
    ways: dict[tuple[str, ...], _Fork | _Leaf] = field(default_factory=dict)


class TextMatcher:
    """Adverts or tips → evidence for every row, read with disguises and negations in mind."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        self._reader = TextReader(ruleset, kind)
        compiled = self._reader.compiled
        self._figures = Figures(ruleset, compiled, self._reader.sectors)
        self._texts = compiled.fields
        looked_at = {*attributes(compiled.rules), *(_SENDERS if kind == "advert" else ())}
        if kind == "advert":
            self._texts = tuple(dict.fromkeys((*self._texts, "text")))
        self._others = tuple(sorted(looked_at - set(self._texts)))
        # The day decides which value of a parameter holds, and how old a firm is.
        self._by_day = bool(attributes(compiled.rules))
        self._params = [
            param for _, param in sorted(ruleset.params.items()) if len(param.values) > 1
        ]
        self._forms: dict[tuple[str, ...], _Fork | _Leaf] = {}

    def match(self, table: pa.Table, as_of: str, date_field: str) -> Iterator[RecordEvidence]:
        """Rows of ``table`` in order; ``row`` of the evidence is the row's index in it."""
        return iter(self.find(table, as_of, date_field))

    def read(self, table: pa.Table, as_of: str, date_field: str) -> Iterator[RecordEvidence]:
        """The same, slowly: each row by itself, nothing shared."""
        for row, values in enumerate(table.to_pylist()):
            record = {name: str(value) for name, value in values.items() if value is not None}
            day = record.get(date_field) or as_of
            yield replace(self._reader.read([record], [day[:10]])[0].evidence, row=row)

    def find(self, table: pa.Table, as_of: str, date_field: str) -> TextsFound:
        """The same by looks, of which texts that read alike share one."""
        found = TextsFound([])
        if not table.num_rows:
            return found
        named = set(table.column_names)
        texts = [name for name in self._texts if name in named]
        others = [name for name in self._others if name in named]
        columns = {name: whole(table.column(name)) for name in (*texts, *others)}
        blind = self._figures.blind
        masks = {name: columns[name] if blind else _masked(columns[name]) for name in texts}
        days = whole(table.column(date_field)) if date_field in named else None
        codes = [_codes(masks[name]) for name in texts]
        codes += [_codes(columns[name]) for name in others]
        told, era = self._eras(days, as_of, table.num_rows)
        first, form = _alike([*codes, era])
        heads = pa.array(first, pa.int64())
        keys = list(
            zip(
                *(masks[name].take(heads).to_pylist() for name in texts),
                *(columns[name].take(heads).to_pylist() for name in others),
                [str(told[i]) for i in era[first].tolist()],
                strict=True,
            )
        )
        rows = _Rows(columns, (*texts, *others), told, era)
        forms = self._known_forms(keys, first, rows)
        number: dict[int, int] = {}

        def numbered(look: TextLook) -> int:
            at = number.get(id(look))
            if at is None:
                at = number[id(look)] = len(found.looks)
                found.looks.append(look)
            return at

        # Forms without figures have one look; the others are asked row by row.
        plain = np.full(len(forms), -1, np.int64)
        for i, one in enumerate(forms):
            if isinstance(one, _Leaf):
                plain[i] = numbered(one.looks[()])
        look = plain[form]
        varied = np.flatnonzero(look < 0)
        where = pa.array(varied, pa.int64())
        values = [columns[name].take(where).to_pylist() for name in texts]
        for row, of, *raws in zip(varied.tolist(), form[varied].tolist(), *values, strict=True):
            record = dict(zip(texts, raws, strict=True))
            fork = forms[of]
            assert isinstance(fork, _Fork)
            shared = self._look(fork, record, row, rows)
            look[row] = numbered(shared)
            if shared.shown:
                found.said[row] = tuple([record[f][s:e] for _, f, s, e in shared.shown])
        found.look = look.tolist()
        return found

    def _eras(self, days: pa.Array | None, as_of: str, size: int) -> tuple[list[str], Ints]:
        """Days that make no difference are one: the earliest of them stands for all."""
        if days is None:
            return [as_of[:10]], np.zeros(size, np.int64)
        known = days.dictionary_encode()
        eras: dict[Any, int] = {}
        told: list[str] = []
        of = []
        for day in known.dictionary.to_pylist():
            day = (day or as_of)[:10]
            era = day if self._by_day else tuple(param.at(day) for param in self._params)
            if era not in eras:
                eras[era] = len(told)
                told.append(day)
            of.append(eras[era])
        return told, np.array(of, np.int64)[known.indices.to_numpy()]

    def _known_forms(
        self, keys: Sequence[tuple[str, ...]], first: Ints, rows: _Rows
    ) -> list[_Fork | _Leaf]:
        """The forms; those not known yet are read in batches."""
        if len(self._forms) > _REMEMBERED:
            self._forms.clear()
        new = [i for i, key in enumerate(keys) if key not in self._forms]
        made: dict[int, _Fork | _Leaf] = {}
        for begin in range(0, len(new), _BATCH):
            batch = new[begin : begin + _BATCH]
            records, days = rows.records([int(first[i]) for i in batch])
            for i, read, record in zip(
                batch, self._reader.read(records, days), records, strict=True
            ):
                made[i] = self._form(read, record)
        self._forms.update((keys[i], one) for i, one in made.items())
        return [made[i] if i in made else self._forms[key] for i, key in enumerate(keys)]

    def _form(self, read: Read, record: Mapping[str, str]) -> _Fork | _Leaf:
        if not any(FIGURE.search(record.get(name, "")) for name in self._texts):
            leaf = _Leaf({}, None, False)
            leaf.looks[()] = TextLook(read.evidence)
            return leaf
        fork = _Fork(self._places(read))
        leaf = fork.ways[_at(fork.places, record)] = _leaf(read)
        self._remember(leaf, read, record)
        return fork

    def _places(self, read: Read) -> tuple[_Place, ...]:
        return tuple(
            (name, at, figures)
            for name, view in sorted(read.views.items())
            for at, figures in sorted(self._figures.read(view).items())
        )

    def _look(self, fork: _Fork, record: dict[str, str], row: int, rows: _Rows) -> TextLook:
        at: _Fork | _Leaf = fork
        seen: set[_Place] = set()
        while isinstance(at, _Fork):
            key = _at(at.places, record)
            seen.update(at.places)
            below = at.ways.get(key)
            if below is None:
                (whole_record,), days = rows.records([row])
                read = self._reader.read([whole_record], days)[0]
                places = tuple(p for p in self._places(read) if p not in seen)
                leaf = _leaf(read)
                if places:
                    further = at.ways[key] = _Fork(places)
                    further.ways[_at(places, record)] = leaf
                else:
                    at.ways[key] = leaf
                return self._remember(leaf, read, record)
            at = below
        promise, price = self._rates(at, record)
        if not (promise or at.alone):
            known = at.looks.get(self._key(at, record, price))
            if known is not None:
                return _told_apart(at, known, record)
        (whole_record,), days = rows.records([row])
        return self._remember(at, self._reader.read([whole_record], days)[0], record)

    def _remember(self, leaf: _Leaf, read: Read, record: Mapping[str, str]) -> TextLook:
        evidence = read.evidence
        shown = tuple(
            (at, hit.field, hit.start, hit.end)
            for at, hit in enumerate(evidence.hits)
            if FIGURE.search(hit.matched)
        )
        look = TextLook(evidence, shown)
        if evidence.rate is None and not leaf.alone:
            leaf.looks[self._key(leaf, record, evidence.loan_rate)] = look
            return _told_apart(leaf, look, record)
        return look

    def _key(self, leaf: _Leaf, record: Mapping[str, str], price: float | None) -> tuple[Any, ...]:
        named: list[tuple[tuple[Spans, int], ...]] = []
        for name, one in leaf.fields.items():
            text = _filled(one.compacted, one.in_compacted, record[name])
            named.append(self._figures.named(text, one.met))
        return (price, *named)

    def _rates(self, leaf: _Leaf, record: Mapping[str, str]) -> tuple[bool, float | None]:
        """Whether a return is promised, and the price of a loan."""
        rates: dict[str, list[Rate]] = {
            name: find_rates(_filled(one.restored, one.in_restored, record[name]))
            for name, one in leaf.fields.items()
            if one.promises
        }
        if leaf.warned is not None:
            rates = told_in_percent(rates)
        return highest(rates, "return") is not None, highest(rates, "loan")


@dataclass(frozen=True, slots=True)
class _Rows:
    """The columns of a table that are looked at, row by row."""

    columns: Mapping[str, pa.Array]
    names: Sequence[str]
    days: Sequence[str]
    era: Ints

    def records(self, rows: Sequence[int]) -> tuple[list[dict[str, str]], list[str]]:
        where = pa.array(rows, pa.int64())
        values = [self.columns[name].take(where).to_pylist() for name in self.names]
        records = [dict(zip(self.names, row, strict=True)) for row in zip(*values, strict=True)]
        return records, [self.days[int(self.era[row])] for row in rows]


def _told_apart(leaf: _Leaf, look: TextLook, record: Mapping[str, str]) -> TextLook:
    """Of texts that show the same words twice and those that show two, each kind has its look."""
    if len(look.shown) < 2:
        return look
    said = [record[name][start:end] for _, name, start, end in look.shown]
    key = (id(look), *map(said.index, said))
    return leaf.looks.setdefault(key, replace(look))


def _leaf(read: Read) -> _Leaf:
    warned = read.warned
    asked = warned is None or not warned.quotes
    fields: dict[str, _Field] = {}
    for name, view in read.views.items():
        restored = view.restored
        fields[name] = _Field(
            view.text,
            restored.text,
            _figures_of(view.text, view.raw, view.span),
            _figures_of(restored.text, view.raw, restored.span),
            asked and name in ("title", "text") and may_promise(restored.text),
            sorted(read.met.get(name, ())),
        )
    alone = warned is not None and any(
        one.promises and one.restored != read.views[name].raw for name, one in fields.items()
    )
    return _Leaf(fields, warned, alone)


def _figures_of(
    text: str, raw: str, span: Callable[[int, int], tuple[int, int]]
) -> list[tuple[int, int]] | None:
    """Places of the figures of ``text`` that are figures of ``raw``; None if it is ``raw``."""
    if text == raw:
        return None
    found = []
    for match in FIGURE.finditer(text):
        start, end = span(match.start(), match.end())
        if end - start == 1 and raw[start] == match.group():
            found.append((match.start(), start))
    return found


def _filled(text: str, places: list[tuple[int, int]] | None, raw: str) -> str:
    """``text`` with the figures of another ``raw`` of its form."""
    if places is None:
        return raw
    if not places:
        return text
    chars = list(text)
    for at, source in places:
        chars[at] = raw[source]
    return "".join(chars)


def _at(places: Sequence[_Place], record: Mapping[str, str]) -> tuple[str, ...]:
    found = [(record[name][at], figures) for name, at, figures in places]
    return tuple([char if char in figures else "" for char, figures in found])


def _masked(column: pa.Array) -> pa.Array:
    """With one figure for all; ``column``: large strings without nulls."""
    if not len(column):
        return column
    offsets = np.frombuffer(column.buffers()[1], np.int64)[
        column.offset : column.offset + len(column) + 1
    ]
    first, last = int(offsets[0]), int(offsets[-1])
    if first == last:
        return column
    data = np.frombuffer(column.buffers()[2], np.uint8)[first:last].copy()
    data[(data >= ord("0")) & (data <= ord("9"))] = ord("0")
    return pa.Array.from_buffers(
        pa.large_string(),
        len(column),
        [None, pa.py_buffer((offsets - first).tobytes()), pa.py_buffer(data.tobytes())],
    )


def _codes(column: pa.Array) -> Ints:
    codes: Ints = column.dictionary_encode().indices.to_numpy().astype(np.int64)
    return codes


def _alike(columns: Sequence[Ints]) -> tuple[Ints, Ints]:
    """First row of each group of rows that are alike in all columns; group of each row."""
    group = columns[0]
    for column in columns[1:]:
        # Numbered anew each time, so that the product stays small.
        group = np.unique(group, return_inverse=True)[1]
        group = group * (int(column.max()) + 1) + column
    _, first, form = np.unique(group, return_index=True, return_inverse=True)
    return first, form
