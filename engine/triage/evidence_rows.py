"""Rows of the table of evidence for firms of which only the registration is known, by columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.ruleset import RuleSet
from engine.triage.advert_row import QUOTE, hit_columns
from engine.triage.judged_looks import JudgedLooks

#: Columns that are the same for all firms of a look.
_SHARED = ("rule_id", "sector", "element", "field", "matched", "points", "status", "reason", "basis", "title", "family")  # fmt: skip


def _kind(name: str) -> pa.DataType:
    return pa.int64() if name == "points" else pa.string()


class EvidenceRows:
    """Turns rows of the register, each with its look and marks, into rows of evidence."""

    def __init__(self, looks: JudgedLooks, ruleset: RuleSet) -> None:
        self._looks, self._ruleset = looks, ruleset
        #: look → number of its first hit in ``_hits``
        self._first: dict[int, int] = {}
        self._hits: list[dict[str, Any]] = []

    def table(
        self,
        firms: pa.Table,
        ids: pa.Array,
        order: Sequence[int],
        looks: Sequence[int],
        marks: Sequence[tuple[int, ...]],
    ) -> pa.Table:
        """``firms``: rows of the register; of each its identity, its place in the order, its look
        and its marks."""
        texts = {
            name: pc.fill_null(firms.column(name), "").to_pylist()
            for name in {
                hit.field for look in set(looks) for hit in self._looks.look(look).evidence.hits
            }
            if name in firms.column_names
        }
        owner: list[int] = []
        number: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        quotes: list[str] = []
        offsets: list[int] = []
        for row, (look, mark) in enumerate(zip(looks, marks, strict=True)):
            first = self._number(look)
            known = self._looks.look(look)
            for k, (hit, place) in enumerate(zip(known.evidence.hits, known.places, strict=True)):
                start, end = (mark[place[0]], mark[place[1]]) if place else (0, 0)
                begin = start - QUOTE if start > QUOTE else 0
                owner.append(row)
                number.append(first + k)
                starts.append(start)
                ends.append(end)
                quotes.append(texts[hit.field][row][begin : end + QUOTE] if hit.field else "")
                offsets.append(start - begin)
        taken = pa.array(np.array(number, np.int64))
        columns = {
            name: pa.array([hit[name] for hit in self._hits], _kind(name)).take(taken)
            for name in _SHARED
        }
        columns["entity_id"] = ids.take(pa.array(np.array(owner, np.int64)))
        columns["ad_id"] = pa.array([""]).take(pa.array(np.zeros(len(owner), np.int64)))
        columns["start"], columns["end"] = pa.array(starts, pa.int64()), pa.array(ends, pa.int64())
        columns["quote"] = pa.array(quotes, pa.string())
        columns["quote_start"] = pa.array(offsets, pa.int64())
        columns["order"] = pa.array(np.array(order, np.int64)).take(
            pa.array(np.array(owner, np.int64))
        )
        return pa.table(columns)

    def _number(self, look: int) -> int:
        first = self._first.get(look)
        if first is None:
            first = self._first[look] = len(self._hits)
            self._hits += [
                hit_columns(hit, self._ruleset) for hit in self._looks.look(look).evidence.hits
            ]
        return first
