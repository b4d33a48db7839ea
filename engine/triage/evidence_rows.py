"""Rows of the table of evidence for firms of which only the registration is known, by columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.match.alike import Marks
from engine.ruleset import RuleSet
from engine.triage.advert_row import QUOTE, hit_columns
from engine.triage.judged_looks import JudgedLooks
from engine.triage.order import REGISTER

#: Columns that are the same for all firms of a look.
_SHARED = ("rule_id", "sector", "element", "field", "matched", "points", "status", "reason", "basis", "title", "family")  # fmt: skip

_NOWHERE = (-1, -1)

Ints = npt.NDArray[np.int64]


def _kind(name: str) -> pa.DataType:
    return pa.int64() if name == "points" else pa.string()


class EvidenceRows:
    """Turns rows of the register, each with its look and marks, into rows of evidence."""

    def __init__(self, looks: JudgedLooks, ruleset: RuleSet) -> None:
        self._looks, self._ruleset = looks, ruleset
        #: look → number of its first hit in ``_hits``
        self._first: dict[int, int] = {}
        self._hits: list[dict[str, Any]] = []
        #: of each of ``_hits`` the numbers of its marks, -1 where it has no place
        self._places: list[tuple[int, int]] = []

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
        firsts, counts = self._known(looks)
        owner = np.repeat(np.arange(len(looks)), counts)
        # Of every hit: its number within its row, and then its number in ``_hits``.
        within = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        number = np.repeat(firsts, counts) + within
        taken = pa.array(number)
        columns = {name: self._column(name).take(taken) for name in _SHARED}
        columns["entity_id"] = ids.take(pa.array(owner))
        columns["ad_id"] = pa.repeat(pa.scalar("", pa.string()), len(owner))
        columns[REGISTER] = pa.array(register[owner])
        places = np.array(self._places, np.int64).reshape(-1, 2)[number]
        placed = places[:, 0] >= 0
        span = np.zeros((len(owner), 2), np.int64)
        span[placed] = marks.flat[marks.offsets[owner[placed]][:, None] + places[placed]]
        begin = np.maximum(span[:, 0] - QUOTE, 0)
        columns["start"], columns["end"] = pa.array(span[:, 0]), pa.array(span[:, 1])
        columns["quote_start"] = pa.array(span[:, 0] - begin)
        columns["quote"] = self._quotes(firms, owner, number, begin, span[:, 1] + QUOTE)
        return pa.table(columns)

    def _quotes(
        self, firms: pa.Table, owner: Ints, number: Ints, begin: Ints, end: Ints
    ) -> pa.Array:
        """The part of its field that is shown of each hit."""
        fields = [hit["field"] for hit in self._hits]
        known, code = np.unique(np.array(fields, dtype=object).astype(str), return_inverse=True)
        quotes = np.full(len(owner), "", dtype=object)
        for at, name in enumerate(known.tolist()):
            if not name:
                continue
            rows = np.flatnonzero(code[number] == at)
            where, back = np.unique(owner[rows], return_inverse=True)
            texts = firms.column(name).take(pa.array(where)).fill_null("").to_pylist()
            spans = zip(back.tolist(), begin[rows].tolist(), end[rows].tolist(), strict=True)
            quotes[rows] = [texts[i][first:last] for i, first, last in spans]
        return pa.array(quotes.tolist(), pa.string())

    def _column(self, name: str) -> pa.Array:
        return pa.array([hit[name] for hit in self._hits], _kind(name))

    def _known(self, looks: Ints) -> tuple[Ints, Ints]:
        """Of the look of each row the number of its first hit in ``_hits``, and how many it has."""
        distinct, at = np.unique(looks, return_inverse=True)
        firsts = np.array([self._number(look) for look in distinct.tolist()], np.int64)
        counts = np.array(
            [len(self._looks.look(look).evidence.hits) for look in distinct.tolist()], np.int64
        )
        return firsts[at], counts[at]

    def _number(self, look: int) -> int:
        first = self._first.get(look)
        if first is None:
            first = self._first[look] = len(self._hits)
            look_ = self._looks.look(look)
            self._hits += [hit_columns(hit, self._ruleset) for hit in look_.evidence.hits]
            self._places += [place or _NOWHERE for place in look_.places]
        return first
