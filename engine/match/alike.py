"""Rows that look alike to the rules are judged once.

What the rules find on a row depends on little: which words stand in which order, what each of
them means there, and what is true of the few attributes that rules look at. Rows with the same of
all these have the same *look* and share one finding; only the places of their words differ. A
register of a million firms has some ten thousand looks.

The look of a row is worked out as numbers, by columns; Python sees each look once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from engine.match.columns import ranked
from engine.match.words import Read
from engine.model.arrays import Ints
from engine.model.evidence import Hit, RecordEvidence

Small = npt.NDArray[np.int32]
#: Numbers in one entry of a key: what, spelling, meaning, marks of its start and end.
_WIDTH = 5
_NOTHING: Ints = np.zeros(0, np.int64)


#: The numbers of the marks a hit begins and ends at; None without a place.
Place: TypeAlias = tuple[int, int] | None


class Look(NamedTuple):
    """``evidence``: as found on the first row of this look. ``places``: those of its hits."""

    evidence: RecordEvidence
    places: tuple[Place, ...]

    @property
    def content(self) -> tuple[Any, ...]:
        """What makes it differ from others, on whatever row it was found."""
        e = self.evidence
        hits = (
            (h.rule_id, h.field, h.matched, h.points, h.status, h.reason, h.cause_id)
            for h in e.hits
        )
        return e.public_money, e.licensed, self.places, *hits


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of rows, one after another in ``flat``; those of row i begin at ``offsets[i]``."""

    flat: Small
    offsets: Ints

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, at: int) -> tuple[int, ...]:
        return tuple(self.flat[self.offsets[at] : self.offsets[at + 1]].tolist())

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Marks:
        flat = np.fromiter(chain.from_iterable(rows), np.int32)
        return cls(flat, np.cumsum([0, *map(len, rows)], dtype=np.int64))

    def picked(self, rows: Ints, of: Marks) -> Marks:
        """Those of some rows that ``of`` names for each by their numbers."""
        first = np.repeat(self.offsets[rows], np.diff(of.offsets))
        return Marks(self.flat[first + of.flat], of.offsets)

    def take(self, rows: Ints) -> Marks:
        counts = np.diff(self.offsets)[rows]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        inner = np.arange(offsets[-1]) - np.repeat(offsets[:-1], counts)
        return Marks(self.flat[np.repeat(self.offsets[rows], counts) + inner], offsets)


@dataclass(slots=True)
class Found:
    """Evidence of the rows of a table: ``look`` (an index into ``looks``) and ``marks`` (where the
    words of the row begin and end, characters of their fields) of each row of ``rows``."""

    looks: list[Look]
    rows: Ints
    look: Ints
    marks: Marks

    def evidence(self, at: int) -> RecordEvidence:
        """The evidence of row ``rows[at]``, of its own."""
        look, marks = self.looks[self.look[at]], self.marks[at]
        hits = [
            replace(hit) if place is None else _moved(hit, marks[place[0]], marks[place[1]])
            for hit, place in zip(look.evidence.hits, look.places, strict=True)
        ]
        evidence: RecordEvidence = replace(look.evidence, row=int(self.rows[at]), hits=hits)
        return evidence

    def __iter__(self) -> Iterator[RecordEvidence]:
        return (self.evidence(at) for at in range(len(self.rows)))


def _moved(hit: Hit, start: int, end: int) -> Hit:
    return replace(hit, start=start, end=end)


class Keys(NamedTuple):
    """``rows`` that have a look; for each its key and its marks."""

    rows: Ints
    key: pa.DictionaryArray
    marks: Marks


def keys_of(fields: Sequence[Read], heads: tuple[Ints, Ints, Ints]) -> Keys:
    """``heads``: rows, and two numbers of each that its look depends on besides its words. Every
    row with words is among them."""
    rows, *numbers = heads
    columns = ("row", "what", "start", "end", "spelling", "meaning")
    row, what, start, end, spelling, meaning = (
        np.concatenate([_NOTHING, *(getattr(read, name) for read in fields)]) for name in columns
    )
    part = np.repeat(np.arange(len(fields)), np.array([len(f.row) for f in fields], np.int64))
    order = np.argsort(row, kind="stable")  # fields stay in their order within a row
    row, what, start, end, part = (c[order] for c in (row, what, start, end, part))
    at = np.searchsorted(rows, row)
    # Marks are the distinct places of a row's words, field by field, in order.
    span = int(end.max(initial=0)) + 1
    place = (at * len(fields) + part) * span
    points, number = ranked(np.concatenate([place + start, place + end]))
    owner = points // (span * max(len(fields), 1))
    first = np.searchsorted(owner, np.arange(len(rows) + 1))
    marks = Marks((points % span).astype(np.int32), first)
    opens, closes = number.reshape(2, -1) - first[at]

    counts = np.bincount(at, minlength=len(rows)) + 1
    offsets = np.concatenate([[0], np.cumsum(counts)])
    entries = np.zeros((offsets[-1], _WIDTH), np.int32)
    entries[offsets[:-1], :2] = np.stack(numbers, axis=1)
    body = np.ones(len(entries), dtype=np.bool_)
    body[offsets[:-1]] = False
    entries[body] = np.stack([what, spelling[order], meaning[order], opens, closes], axis=1)
    size = _WIDTH * entries.itemsize
    texts = pa.Array.from_buffers(
        pa.large_binary(),
        len(rows),
        [None, pa.py_buffer(offsets * size), pa.py_buffer(entries)],
    )
    return Keys(rows, texts.dictionary_encode(), marks)


def entries_of(key: bytes) -> list[list[int]]:
    """The head of a key, and for each word what, spelling, meaning, marks of start and end."""
    entries: list[list[int]] = np.frombuffer(key, np.int32).reshape(-1, _WIDTH).tolist()
    return entries
