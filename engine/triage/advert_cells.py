"""What stands in the rows of different adverts and of their evidence, by columns.

A *kind* of adverts shares a look, a score, and what became of each hit. Of a kind everything is
the same but the words that hold figures, the quotations, and whose the advert is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.link import NOBODY
from engine.model.arrays import Ints
from engine.model.columns import whole
from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Status
from engine.score import Score
from engine.triage.advert_read import AdvertsRead
from engine.triage.advert_row import looked, reasons_of
from engine.triage.assembly import Assembly
from engine.triage.evidence_rows import SHARED, SharedColumns, kind_of, quotes
from engine.triage.quotes import QUOTE
from engine.triage.wordings import Once, Wording, Wordings, together

GIVEN = ("source_file", "advertiser", "channel", "publish_time", "title", "text", "media_name", "phone", "contact", "url")  # fmt: skip
_LOOKED = ("band", "score", "points", "sector", "sectors", "elements", "annual_rate_pct", "basis", "track", "remarks")  # fmt: skip
_NUMBERS = {"score": pa.int64(), "points": pa.int64(), "annual_rate_pct": pa.float64()}
_TEXTS = ("title", "text")
_SEVERAL = "有几家企业与此广告相符，请人工确认"


@dataclass(slots=True)
class _Kind:
    """``reasons``: those of all its adverts, None if each is told its own. ``hits``: of each the
    columns of ``SHARED``."""

    evidence: RecordEvidence
    score: Score
    shown: Sequence[tuple[int, str, int, int]]
    reasons: Wording | None
    columns: tuple[Any, ...]
    hits: list[tuple[Any, ...]]


class Cells(NamedTuple):
    """``adverts``: columns of the adverts; ``hits``: of their hits, one advert's after the other's;
    ``sizes``: how many hits each has."""

    adverts: dict[str, pa.Array]
    hits: dict[str, pa.Array]
    sizes: Ints


class AdvertCells:
    """``whose``: number of a different advert → identity and name of the entity it belongs to."""

    def __init__(
        self,
        a: Assembly,
        read: AdvertsRead,
        whose: Mapping[int, tuple[str, str]],
        wordings: Wordings,
    ) -> None:
        self._a, self._read, self._whose, self._wordings = a, read, whose, wordings
        self._columns = SharedColumns(a.ruleset)
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._kinds: list[_Kind] = []

    def of(self, numbers: Ints, copies: Ints) -> Cells:
        """Of different adverts; ``copies``: of which the evidence is that of further rows: their
        hits count with the first."""
        ads = self._read.table.take(pa.array(numbers))
        texts = {name: texts_of(ads, name).to_pylist() for name in _TEXTS}
        rows = numbers.tolist()
        kinds = np.array(
            [
                self._kind(row, copy, texts, at)
                for at, (row, copy) in enumerate(zip(rows, copies.tolist(), strict=True))
            ],
            np.int64,
        )
        distinct, at = np.unique(kinds, return_inverse=True)
        some = [self._kinds[number] for number in distinct.tolist()]
        columns: dict[str, Any] = {
            name: texts_of(ads, name) for name in GIVEN if name in self._read.columns
        }
        for number, name in enumerate(_LOOKED):
            values = [kind.columns[number] for kind in some]
            columns[name] = pa.array(values, _NUMBERS.get(name, pa.string())).take(pa.array(at))
        columns["reasons"] = self._reasons(rows, some, at, texts)
        owners = [self._whose.get(row, ("", "")) for row in rows]
        for number, name in enumerate(("entity_id", "entity_name")):
            columns[name] = pa.array([owner[number] for owner in owners], pa.string())
        self._tell_links(columns, rows)
        return Cells(columns, *self._hits(rows, some, at, ads))

    def _kind(self, row: int, copy: bool, texts: Mapping[str, list[str]], at: int) -> int:
        look = self._read.found.look[row]
        advert = self._read.single.get(row)
        if advert is None:
            key: tuple[Any, ...] = (look,)
        else:
            key = (copy, *advert.kind)
        number = self._numbers.get(key)
        if number is None:
            evidence = _copied(advert.evidence) if advert else self._read.found.evidence(row)
            score = advert.score if advert else self._read.scores[look]
            kind = advert.kind if advert else key
            told = self._wordings.of(kind, evidence, score, _at(texts, at))
            number = self._numbers[key] = len(self._kinds)
            self._kinds.append(self._made(evidence, score, look, told, copy))
        return number

    def _made(
        self,
        evidence: RecordEvidence,
        score: Score,
        look: int,
        told: list[Once] | None,
        copy: bool,
    ) -> _Kind:
        """``copy``: the reasons are those of the advert that it repeats."""
        ruleset = self._a.ruleset
        columns = looked(evidence, score, ruleset)
        hits = [_counted_before(hit) if copy else hit for hit in evidence.hits]
        if told is not None:
            told = sorted(told, key=lambda one: -one.worth)
        return _Kind(
            evidence,
            score,
            self._read.found.looks[look].shown,
            None if told is None else together([one.wording for one in told]),
            tuple(columns[name] for name in _LOOKED),
            [self._columns.of(hit) for hit in hits],
        )

    def _reasons(
        self, rows: list[int], kinds: Sequence[_Kind], at: Ints, texts: Mapping[str, list[str]]
    ) -> pa.Array:
        reasons: list[str] = []
        for place, (row, number) in enumerate(zip(rows, at.tolist(), strict=True)):
            kind = kinds[number]
            if kind.reasons:
                reasons.append(kind.reasons.of(texts, place))
            else:
                self._say(kind, row)
                own = _at(texts, place)
                reasons.append(reasons_of(kind.evidence, kind.score, own, self._a.ruleset))
        return pa.array(reasons, pa.string())

    def _say(self, kind: _Kind, row: int) -> None:
        """Put the words with the figures of an advert into the evidence of its kind."""
        for (hit, *_), words in zip(kind.shown, self._read.found.said.get(row, ()), strict=True):
            kind.evidence.hits[hit].matched = words

    def _tell_links(self, columns: dict[str, Any], rows: list[int]) -> None:
        """How the adverts were linked, and to whom they may belong instead."""
        owned = pc.not_equal(columns["entity_id"], "")
        nowhere = "登记中未找到" if self._a.registered else "没有登记可对照"
        how = pc.if_else(owned, nowhere, "").to_pylist()
        likeness: list[int | None] = [None] * len(rows)
        candidates = [""] * len(rows)
        for at, row in enumerate(rows):
            link = self._read.links.get(row, NOBODY)
            if link is not NOBODY:
                how[at] = link.how or how[at]
                likeness[at] = link.similarity or None
                candidates[at] = "|".join(self._a.firm(r, "name") for r in link.candidates)
        columns["link_how"] = pa.array(how, pa.string())
        columns["link_similarity"] = pa.array(likeness, pa.int64())
        columns["candidates"] = pa.array(candidates, pa.string())
        remarks = columns["remarks"]
        more = pc.if_else(
            pc.equal(remarks, ""), _SEVERAL, pc.binary_join_element_wise(remarks, _SEVERAL, "|")
        )
        several = [bool(self._read.links.get(row, NOBODY).candidates) for row in rows]
        columns["remarks"] = pc.if_else(pa.array(several, pa.bool_()), more, remarks)

    def _hits(
        self, rows: list[int], kinds: Sequence[_Kind], at: Ints, ads: pa.Table
    ) -> tuple[dict[str, pa.Array], Ints]:
        hits = [hit for kind in kinds for hit in kind.hits]
        sizes = np.array([len(kind.hits) for kind in kinds], np.int64)
        counts, firsts = sizes[at], (np.cumsum(sizes) - sizes)[at]
        owner = np.repeat(np.arange(len(at)), counts)
        begins = np.cumsum(counts) - counts
        number = np.arange(len(owner)) - np.repeat(begins, counts) + np.repeat(firsts, counts)
        shared = zip(*hits, strict=True) if hits else ((),) * len(SHARED)
        columns = {
            name: pa.array(column, kind_of(name)).take(pa.array(number))
            for name, column in zip(SHARED, shared, strict=True)
        }
        columns["matched"] = self._matched(columns["matched"], rows, kinds, at, begins)
        spans = [(hit.start, hit.end) for kind in kinds for hit in kind.evidence.hits]
        span = np.array(spans, np.int64).reshape(-1, 2)[number]
        begin = np.maximum(span[:, 0] - QUOTE, 0)
        columns["start"], columns["end"] = pa.array(span[:, 0]), pa.array(span[:, 1])
        columns["quote_start"] = pa.array(span[:, 0] - begin)
        fields = columns["field"].dictionary_encode()
        named = [name for name in fields.dictionary.to_pylist() if name]
        texts = pa.table({name: texts_of(ads, name) for name in named})
        columns["quote"] = quotes(texts, owner, fields, begin, span[:, 1] + QUOTE)
        return columns, counts

    def _matched(
        self, matched: pa.Array, rows: list[int], kinds: Sequence[_Kind], at: Ints, begins: Ints
    ) -> pa.Array:
        """With the figures of each advert."""
        words: dict[int, str] = {}
        for row, kind, first in zip(rows, at.tolist(), begins.tolist(), strict=True):
            said = self._read.found.said.get(row, ())
            words.update(
                (first + hit, one) for (hit, *_), one in zip(kinds[kind].shown, said, strict=True)
            )
        if not words:
            return matched
        mask = np.zeros(len(matched), bool)
        mask[list(words)] = True
        new = pa.array([words[place] for place in sorted(words)], pa.string())
        return pc.replace_with_mask(matched, pa.array(mask), new)


def _copied(evidence: RecordEvidence) -> RecordEvidence:
    return replace(evidence, hits=[hit.copied() for hit in evidence.hits])


def _counted_before(hit: Hit) -> Hit:
    return replace(hit, status=Status.SUPERSEDED) if hit.status is Status.COUNTED else hit


def _at(texts: Mapping[str, list[str]], row: int) -> dict[str, str]:
    return {name: column[row] for name, column in texts.items()}


def texts_of(table: pa.Table, name: str) -> pa.Array:
    if name not in table.column_names:
        return pa.repeat(pa.scalar("", pa.string()), table.num_rows)
    return whole(pc.fill_null(table.column(name).cast(pa.string()), ""))
