"""Adverts by what they ask of the register: which firm is meant. It is asked once for all that ask
the same.

The same text again is the same question, and so is one with other numbers (prices, days, other
telephones), unless the register knows one of them: as a telephone, a site, a house, a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.link.index.numbers import NO_DOUBT
from engine.link.texts.result import NOBODY, LinkResult
from engine.match.columns import alike, codes_of
from engine.model.arrays import Flags, Ints
from engine.model.columns import pieces, whole

if TYPE_CHECKING:
    from engine.link import FirmIndex

COLUMNS = ("advertiser", "title", "text", "uscc", "phone", "url", "place")
#: Where the numbers of the text are looked at.
_RUNNING = frozenset(["title", "text"])
#: What stands beside a figure that is part of a word: 1号, 4S店, c1.
_SIGN, _SMALL = "号".encode(), 0x20
_SPACE = pa.scalar(" ", pa.large_string())


def questions(ads: pa.Table) -> tuple[pa.Table, Ints]:
    """The different ones, and which of them each advert asks."""
    columns = [texts_of(ads, name) for name in COLUMNS]
    first, which = alike([codes_of(column) for column in columns])
    rows = pa.array(first)
    return pa.table([column.take(rows) for column in columns], COLUMNS), which


def texts_of(ads: pa.Table, name: str) -> pa.Array:
    """A column; what is missing is empty."""
    if name not in ads.column_names:
        return pa.array(np.full(ads.num_rows, ""), pa.large_string())
    return pc.fill_null(whole(ads.column(name).cast(pa.large_string())), "")


def kinds(asked: pa.Table) -> list[Ints]:
    """Rows of questions that differ in numbers only, of each kind; in order of their first."""
    columns = [(name, whole(asked.column(name))) for name in COLUMNS]
    codes = [codes_of(_plain(column) if name in _RUNNING else column) for name, column in columns]
    _, which = alike(codes)
    order = np.argsort(which, kind="stable")
    return np.split(order, np.cumsum(np.bincount(which))[:-1])


class Asked:
    """``table``: ``questions``, whole kinds of them."""

    def __init__(self, table: pa.Table, index: FirmIndex) -> None:
        self._table, self._index = table, index
        self._doubt = NO_DOUBT
        self._silent: set[int] = set()
        self._columns = [table.column(name).to_pylist() for name in COLUMNS]

    def linked(self) -> dict[int, LinkResult]:
        """Row → what was found, where that is anything."""
        asked = [rows.tolist() for rows in kinds(self._table)]
        self._silent = self._of_nobody([rows[0] for rows in asked])
        found = (pair for rows in asked for pair in self._answered(rows))
        return {row: link for row, link in found if link != NOBODY}

    def _of_nobody(self, rows: Sequence[int]) -> set[int]:
        """Those of which nothing can be found, whatever their numbers are compared with."""
        told = [self._read(row) for row in rows]
        advertisers, texts, usccs, _, urls, places = map(list, zip(*told, strict=True))
        may = self._index.may_mean(
            names=advertisers, texts=texts, usccs=usccs, urls=urls, places=places
        )
        silent = ~(may | self._reaching[rows])
        return set(np.array(rows)[silent].tolist())

    def _answered(self, rows: Sequence[int]) -> Iterator[tuple[int, LinkResult]]:
        for some in self._alike(rows) if len(rows) > 1 else ([*rows],):
            if some[0] in self._silent:
                continue
            link = self._find(some[0])
            if len(some) > 1 and self._index.hangs(self._doubt.changing(self._read(some[0])[1])):
                yield from ((row, self._find(row)) for row in some[1:])
                some = some[:1]
            if link != NOBODY:
                yield from ((row, link) for row in some)

    def _alike(self, rows: Sequence[int]) -> Iterable[list[int]]:
        """Rows that differ in numbers of which the register knows none; others each alone."""
        index = self._index
        _, text, _, _, _, place = self._read(rows[0])
        doubt = self._doubt = index.doubt(text, f"{text} {place}")
        groups: dict[object, list[int]] = {}
        reaching = self._reaching[rows].tolist()
        if not doubt and not any(reaching):
            return [[*rows]]
        for row, reaches in zip(rows, reaching, strict=True):
            _, text, _, phone, url, place = self._read(row)
            known = (reaches and index.reaches(phone, text, url)) or index.knows(
                text, f"{text} {place}", doubt
            )
            groups.setdefault(row if known else doubt.fixed(text), []).append(row)
        return groups.values()

    @cached_property
    def _reaching(self) -> Flags:
        """May the text hold a telephone or site of a firm?"""
        told = [whole(self._table.column(name)) for name in ("phone", "title", "text", "url")]
        return self._index.may_reach(pc.binary_join_element_wise(*told, _SPACE))

    def _find(self, row: int) -> LinkResult:
        advertiser, text, uscc, phone, url, place = self._read(row)
        return self._index.find(
            names=[advertiser], text=text, uscc=uscc, phone=phone, url=url, place=place
        )

    def _read(self, row: int) -> tuple[str, str, str, str, str, str]:
        """Advertiser, title and text, code, telephone, site and place."""
        advertiser, title, text, uscc, phone, url, place = (column[row] for column in self._columns)
        return advertiser, f"{title}\n{text}", uscc, phone, url, place


def _plain(column: pa.Array) -> pa.Array:
    """With one figure for all, as many as there are; ``column``: large strings without nulls.

    A figure that stands alone is a numeral (7天, 七天), and words of the language hold some: those
    stay.
    """
    offsets, data = pieces(column)
    if not len(data):
        return column
    figure = (data >= ord("0")) & (data <= ord("9"))
    ends = np.zeros(len(data), bool)
    ends[offsets[1:][offsets[1:] > 0] - 1] = True
    joined = figure[1:] & figure[:-1] & ~ends[:-1]
    number = np.zeros(len(data), bool)
    number[1:] = joined
    number[:-1] |= joined
    at = np.flatnonzero(number)
    beside = np.pad(data, (1, len(_SIGN)))
    value, before, behind = data[at], beside[at] | _SMALL, beside[at + 2] | _SMALL
    sign = np.all([beside[at + 2 + i] == byte for i, byte in enumerate(_SIGN)], axis=0)
    word = (value == ord("1")) & sign | (value == ord("4")) & (behind == ord("s"))
    masked = data.copy()
    masked[at[~(word | (before == ord("c")))]] = ord("0")
    return pa.Array.from_buffers(
        pa.large_string(),
        len(column),
        [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(masked.tobytes())],
    )
