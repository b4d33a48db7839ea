"""Rows of the table of evidence for firms of which only the registration is known, by columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from engine.match.alike import Marks
from engine.model.arrays import Ints
from engine.model.columns import coded, encode, same, whole
from engine.model.evidence import Hit
from engine.ruleset import RuleSet
from engine.triage.advert_row import hit_columns
from engine.triage.judged_looks import JudgedLooks
from engine.triage.order import REGISTER
from engine.triage.quotes import QUOTE, parts

#: Columns that are the same for all firms, or adverts, of a look.
SHARED = ("rule_id", "sector", "element", "field", "matched", "points", "status", "reason", "basis", "title", "family")  # fmt: skip

_NOWHERE = (-1, -1)


def kind_of(name: str) -> pa.DataType:
    return pa.int64() if name == "points" else pa.string()


class SharedColumns:
    """Columns of a hit; what hits say of their words differs in few ways."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._known: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def of(self, hit: Hit) -> tuple[Any, ...]:
        """Those of ``SHARED``."""
        key = hit.rule_id, hit.field, hit.matched, hit.points, hit.status, hit.reason, hit.cause_id
        columns = self._known.get(key)
        if columns is None:
            record = hit_columns(hit, self._ruleset)
            columns = self._known[key] = tuple([record[name] for name in SHARED])
        return columns


class EvidenceRows:
    """Turns rows of the register, each with its look and marks, into rows of evidence."""

    def __init__(self, looks: JudgedLooks, ruleset: RuleSet) -> None:
        self._looks, self._columns = looks, SharedColumns(ruleset)
        #: the columns of ``SHARED`` of hits → number; thousands of looks have few different ones
        self._numbers: dict[tuple[Any, ...], int] = {}
        self._hits: list[tuple[Any, ...]] = []
        #: look → of each of its hits its number, and the numbers of its marks
        self._known: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}

    def table(
        self,
        firms: pa.Table,
        ids: pa.Array,
        register: Ints,
        looks: Ints,
        marks: Marks,
    ) -> pa.Table:
        """``firms``: rows of the register; of each its identity, its number in it, its look
        and its marks."""
        distinct, at = np.unique(looks, return_inverse=True)
        told = [self._of(look) for look in distinct.tolist()]
        sizes = np.array([len(hits) for hits, _ in told], np.int64)
        counts, firsts = sizes[at], (np.cumsum(sizes) - sizes)[at]
        owner = np.repeat(np.arange(len(looks)), counts)
        # Of every hit: its number within its row, then among those of all looks here, then in ``hits``.
        within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        at_look = np.repeat(firsts, counts) + within
        used, which = np.unique([n for numbers, _ in told for n in numbers], return_inverse=True)
        hits, number = [self._hits[n] for n in used.tolist()], which[at_look]
        shared = zip(*hits, strict=True) if hits else ((),) * len(SHARED)
        columns = {
            name: pa.array(column, kind_of(name))
            for name, column in zip(SHARED, shared, strict=True)
        }
        fields = encode(columns["field"])
        columns = {name: coded(column, number) for name, column in columns.items()}
        columns["entity_id"] = ids.take(pa.array(owner))
        columns["ad_id"] = same("", len(owner))
        columns[REGISTER] = pa.array(register[owner])
        places = np.array([place for _, places in told for place in places], np.int64)
        places = places.reshape(-1, 2)[at_look]
        placed = places[:, 0] >= 0
        span = np.zeros((len(owner), 2), np.int64)
        span[placed] = marks.flat[marks.offsets[owner[placed]][:, None] + places[placed]]
        begin = np.maximum(span[:, 0] - QUOTE, 0)
        columns["start"], columns["end"] = pa.array(span[:, 0]), pa.array(span[:, 1])
        columns["quote_start"] = pa.array(span[:, 0] - begin)
        columns["quote"] = quotes(
            firms, owner, fields.take(pa.array(number)), begin, span[:, 1] + QUOTE
        )
        return pa.table(columns)

    def _of(self, look: int) -> tuple[list[int], list[tuple[int, int]]]:
        known = self._known.get(look)
        if known is None:
            judged = self._looks.look(look)
            numbers = [self._number(self._columns.of(hit)) for hit in judged.evidence.hits]
            known = self._known[look] = numbers, [place or _NOWHERE for place in judged.places]
        return known

    def _number(self, columns: tuple[Any, ...]) -> int:
        number = self._numbers.setdefault(columns, len(self._hits))
        if number == len(self._hits):
            self._hits.append(columns)
        return number


def quotes(
    firms: pa.Table, owner: Ints, fields: pa.DictionaryArray, begin: Ints, end: Ints
) -> pa.Array:
    """The part of its field that is shown of each hit."""
    code = fields.indices.to_numpy()
    texts, count = [pa.array([""], pa.string())], 1
    number = np.zeros(len(owner), np.int64)
    for at, name in enumerate(fields.dictionary.to_pylist()):
        if not name:
            continue
        rows = np.flatnonzero(code == at)
        # Hits of one row stand together, so every row is taken once.
        own = owner[rows]
        fresh = np.diff(own, prepend=-1) != 0
        number[rows] = np.cumsum(fresh) - 1 + count
        texts.append(whole(firms.column(name).take(pa.array(own[fresh])).fill_null("")))
        count += len(texts[-1])
    return parts(pa.concat_arrays(texts), number, begin, end)
