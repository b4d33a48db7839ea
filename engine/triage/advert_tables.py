"""Rows of adverts and of their evidence, by columns: what read alike is told once.

A *kind* of adverts shares a look, a score, and what became of each hit. Of a kind everything is
the same but the words that hold figures, the quotations, and whose the advert is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.link import NOBODY
from engine.model.columns import coded, whole
from engine.model.evidence import RecordEvidence
from engine.model.runs import Ints
from engine.model.screening import ADVERT_COLUMNS, ADVERT_EXTRA, EVIDENCE_COLUMNS, EVIDENCE_EXTRA
from engine.model.terms import Status
from engine.score import Score
from engine.triage.advert_read import AdvertsRead
from engine.triage.advert_row import hit_columns, looked, reasons_of
from engine.triage.assembly import Assembly
from engine.triage.evidence_rows import SHARED, kind_of, quotes
from engine.triage.order import REGISTER
from engine.triage.quotes import QUOTE

_GIVEN = ("source_file", "advertiser", "channel", "publish_time", "title", "text", "media_name", "phone", "contact", "url")  # fmt: skip
_LOOKED = ("band", "score", "points", "sector", "sectors", "elements", "annual_rate_pct", "basis", "track", "remarks")  # fmt: skip
_NUMBERS = {"score": pa.int64(), "points": pa.int64(), "annual_rate_pct": pa.float64()}
_TEXTS = ("title", "text")
_SEVERAL = "有几家企业与此广告相符，请人工确认"


@dataclass(slots=True)
class _Kind:
    """``reasons``: those of all its adverts, None if each has its own. ``hits``: of each the
    columns of ``SHARED``."""

    evidence: RecordEvidence
    score: Score
    shown: Sequence[tuple[int, str, int, int]]
    reasons: str | None
    columns: tuple[Any, ...]
    hits: list[tuple[Any, ...]]


class AdvertTables:
    """``whose``: row → identity and name of the entity it belongs to; ``last``: a number behind all
    registers."""

    def __init__(
        self,
        a: Assembly,
        ads: pa.Table,
        read: AdvertsRead,
        whose: Mapping[int, tuple[str, str]],
        last: int,
    ) -> None:
        self._a, self._ads, self._read, self._whose, self._last = a, ads, read, whose, last
        self._look = np.array(read.found.look, np.int64)
        # The rows of which there is something of their own, so that others are not asked one by one.
        self._single, self._linked, self._owned, self._said = (
            np.sort(np.fromiter(known, np.int64, len(known)))
            for known in (read.single, read.links, whose, read.found.said)
        )
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._of_look: dict[int, int] = {}
        self._kinds: list[_Kind] = []

    def tables(self, begin: int, size: int) -> tuple[pa.Table, pa.Table]:
        """Of ``size`` adverts from ``begin`` on: their rows, and those of their evidence; what is the
        same for all adverts of a kind is coded."""
        ads = self._ads.slice(begin, size).combine_chunks()
        given = {name: _texts(ads, name) for name in _GIVEN}
        texts = {name: given[name].to_pylist() for name in _TEXTS}
        rows = range(begin, begin + ads.num_rows)
        kinds = self._kinds_of(rows, texts)
        distinct, at = np.unique(kinds, return_inverse=True)
        some = [self._kinds[number] for number in distinct.tolist()]
        ids = pa.array(self._read.ids[begin : begin + ads.num_rows], pa.string())
        whose = self._columns_of_owners(rows)
        evidence = self._evidence(rows, some, at, given, ids, whose["entity_id"])
        columns: dict[str, Any] = {"ad_id": ids, **given, **whose}
        for number, name in enumerate(_LOOKED):
            values = [kind.columns[number] for kind in some]
            columns[name] = coded(pa.array(values, _NUMBERS.get(name, pa.string())), at)
        columns["source_row"] = pc.fill_null(ads.column("source_row").cast(pa.int64()), 0)
        columns["reasons"] = self._reasons(rows, some, at, texts)
        self._tell_links(columns, rows)
        names = [*ADVERT_COLUMNS, *ADVERT_EXTRA]
        return pa.table({name: columns[name] for name in names}), evidence

    def _kinds_of(self, rows: range, texts: Mapping[str, list[str]]) -> Ints:
        look = self._look[rows.start : rows.stop]
        single = _among(self._single, rows)
        shared = np.ones(len(rows), bool)
        shared[[row - rows.start for row in single]] = False
        kinds = np.zeros(len(rows), np.int64)
        plain, first, of = np.unique(look[shared], return_index=True, return_inverse=True)
        where = np.flatnonzero(shared)[first].tolist()
        numbers = []
        for one, row in zip(plain.tolist(), where, strict=True):
            if one not in self._of_look:
                self._of_look[one] = self._kind_of_look(one, rows.start + row, _at(texts, row))
            numbers.append(self._of_look[one])
        kinds[shared] = np.array(numbers, np.int64)[of] if numbers else 0
        for row in single:
            kinds[row - rows.start] = self._kind_of_single(row, _at(texts, row - rows.start))
        return kinds

    def _kind_of_look(self, look: int, row: int, texts: Mapping[str, str]) -> int:
        evidence = self._read.found.evidence(row)
        return self._made(evidence, self._read.scores[look], look, texts)

    def _kind_of_single(self, row: int, texts: Mapping[str, str]) -> int:
        advert = self._read.single[row]
        look = int(self._look[row])
        copy = row != advert.evidence.row
        # What else may differ within a look comes with a score of its own.
        key = (copy, look, id(advert.score), *[hit.status for hit in advert.evidence.hits])
        number = self._numbers.get(key)
        if number is None:
            number = self._made(advert.evidence, advert.score, look, texts, copy)
            self._numbers[key] = number
        return number

    def _made(
        self,
        evidence: RecordEvidence,
        score: Score,
        look: int,
        texts: Mapping[str, str],
        copy: bool = False,
    ) -> int:
        """``copy``: the reasons are those of the advert that it repeats; its hits count with that."""
        ruleset = self._a.ruleset
        evidence = replace(evidence, hits=[replace(hit) for hit in evidence.hits])
        reasons, shared = reasons_of(evidence, score, texts, ruleset)
        columns = looked(evidence, score, ruleset)
        told = [
            hit_columns(
                replace(hit, status=Status.SUPERSEDED)
                if copy and hit.status is Status.COUNTED
                else hit,
                ruleset,
            )
            for hit in evidence.hits
        ]
        self._kinds.append(
            _Kind(
                evidence,
                score,
                self._read.found.looks[look].shown,
                reasons if shared else None,
                tuple(columns[name] for name in _LOOKED),
                [tuple(one[name] for name in SHARED) for one in told],
            )
        )
        return len(self._kinds) - 1

    def _reasons(
        self, rows: range, kinds: Sequence[_Kind], at: Ints, texts: Mapping[str, list[str]]
    ) -> pa.Array:
        reasons = pa.array([kind.reasons for kind in kinds], pa.string()).take(pa.array(at))
        own = np.flatnonzero(reasons.is_null().to_numpy(zero_copy_only=False))
        if not len(own):
            return reasons
        told = []
        for row in own.tolist():
            kind = kinds[at[row]]
            self._say(kind, rows.start + row)
            told.append(reasons_of(kind.evidence, kind.score, _at(texts, row), self._a.ruleset)[0])
        return pc.replace_with_mask(reasons, reasons.is_null(), pa.array(told, pa.string()))

    def _say(self, kind: _Kind, row: int) -> None:
        """Put the words with the figures of an advert into the evidence of its kind."""
        for (hit, *_), words in zip(kind.shown, self._read.found.said.get(row, ()), strict=True):
            kind.evidence.hits[hit].matched = words

    def _columns_of_owners(self, rows: range) -> dict[str, pa.Array]:
        names = ("entity_id", "entity_name")
        columns = [[""] * len(rows) for _ in names]
        for row in _among(self._owned, rows):
            for column, value in zip(columns, self._whose[row], strict=True):
                column[row - rows.start] = value
        return {name: pa.array(c, pa.string()) for name, c in zip(names, columns, strict=True)}

    def _tell_links(self, columns: dict[str, Any], rows: range) -> None:
        """How the adverts were linked, and to whom they may belong instead."""
        owned = pc.not_equal(columns["entity_id"], "")
        how = pc.if_else(owned, "登记中未找到", "").to_pylist()
        likeness: list[int | None] = [None] * len(rows)
        candidates = [""] * len(rows)
        several = [False] * len(rows)
        for row in _among(self._linked, rows):
            link = self._read.links[row]
            if link is not NOBODY:
                at = row - rows.start
                how[at] = link.how or how[at]
                likeness[at] = link.similarity or None
                candidates[at] = "|".join(self._a.firm(r, "name") for r in link.candidates)
                several[at] = bool(link.candidates)
        columns["link_how"] = pa.array(how, pa.string())
        columns["link_similarity"] = pa.array(likeness, pa.int64())
        columns["candidates"] = pa.array(candidates, pa.string())
        if any(several):
            remarks = columns["remarks"].cast(pa.string())
            more = pc.if_else(
                pc.equal(remarks, ""), _SEVERAL, pc.binary_join_element_wise(remarks, _SEVERAL, "|")
            )
            columns["remarks"] = pc.if_else(pa.array(several), more, remarks)

    def _evidence(
        self,
        rows: range,
        kinds: Sequence[_Kind],
        at: Ints,
        given: Mapping[str, pa.Array],
        ids: pa.Array,
        entities: pa.Array,
    ) -> pa.Table:
        hits = [hit for kind in kinds for hit in kind.hits]
        sizes = np.array([len(kind.hits) for kind in kinds], np.int64)
        counts, firsts = sizes[at], (np.cumsum(sizes) - sizes)[at]
        owner = np.repeat(np.arange(len(at)), counts)
        begins = np.cumsum(counts) - counts
        number = np.arange(len(owner)) - np.repeat(begins, counts) + np.repeat(firsts, counts)
        taken = pa.array(number)
        shared = zip(*hits, strict=True) if hits else ((),) * len(SHARED)
        columns = {
            name: pa.array(column, kind_of(name))
            for name, column in zip(SHARED, shared, strict=True)
        }
        fields = columns["field"].dictionary_encode().take(taken)
        matched = columns.pop("matched").take(taken)
        columns = {name: coded(column, taken) for name, column in columns.items()}
        columns["matched"] = self._matched(matched, rows, kinds, at, begins)
        columns["ad_id"] = ids.take(pa.array(owner))
        columns["entity_id"] = entities.take(pa.array(owner))
        columns[REGISTER] = pa.repeat(pa.scalar(self._last, pa.int64()), len(owner))
        spans = [(hit.start, hit.end) for kind in kinds for hit in kind.evidence.hits]
        span = np.array(spans, np.int64).reshape(-1, 2)[number]
        begin = np.maximum(span[:, 0] - QUOTE, 0)
        columns["start"], columns["end"] = pa.array(span[:, 0]), pa.array(span[:, 1])
        columns["quote_start"] = pa.array(span[:, 0] - begin)
        named = [name for name in fields.dictionary.to_pylist() if name]
        texts = {n: given[n] if n in given else self._text(rows, n) for n in named}
        columns["quote"] = quotes(pa.table(texts), owner, fields, begin, span[:, 1] + QUOTE)
        names = (*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA, REGISTER)
        return pa.table({name: columns[name] for name in names})

    def _text(self, rows: range, name: str) -> pa.Array:
        return _texts(self._ads.slice(rows.start, len(rows)), name)

    def _matched(
        self, matched: pa.Array, rows: range, kinds: Sequence[_Kind], at: Ints, begins: Ints
    ) -> pa.Array:
        """With the figures of each advert."""
        said = self._read.found.said
        places: list[int] = []
        words: list[str] = []
        for row in _among(self._said, rows):
            local = row - rows.start
            first = int(begins[local])
            places += [first + hit for hit, *_ in kinds[at[local]].shown]
            words += said[row]
        if not places:
            return matched
        mask = np.zeros(len(matched), bool)
        mask[places] = True
        order = np.argsort(places, kind="stable").tolist()
        return pc.replace_with_mask(
            matched, pa.array(mask), pa.array([words[i] for i in order], pa.string())
        )


def _among(known: Ints, rows: range) -> list[int]:
    """The rows that are known; ``known`` is sorted."""
    begin, end = np.searchsorted(known, [rows.start, rows.stop])
    among: list[int] = known[begin:end].tolist()
    return among


def _at(texts: Mapping[str, list[str]], row: int) -> dict[str, str]:
    return {name: column[row] for name, column in texts.items()}


def _texts(table: pa.Table, name: str) -> pa.Array:
    if name not in table.column_names:
        return pa.repeat(pa.scalar("", pa.string()), table.num_rows)
    return whole(pc.fill_null(table.column(name).cast(pa.string()), ""))
