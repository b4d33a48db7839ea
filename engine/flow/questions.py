"""Which firm each advert means, asked once for all that ask the same.

The same text again is the same question, and so is one with other numbers (prices, days, other
telephones), unless the register knows one of them: as a telephone, a site, a house, a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.link import NOBODY, FirmIndex, LinkResult
from engine.link.reach import Flags
from engine.match.columns import alike, codes_of
from engine.model.columns import pieces, whole
from engine.model.progress import Progress

_COLUMNS = ("advertiser", "title", "text", "uscc", "phone", "url", "place")
#: Where the numbers of the text are looked at.
_RUNNING = frozenset(["title", "text"])
#: Questions after which it is told how many adverts are done.
_TOLD = 500
#: What stands beside a figure that is part of a word: 1号, 4S店, c1.
_SIGN, _SMALL = "号".encode(), 0x20
_SPACE = pa.scalar(" ", pa.large_string())


def find_links(ads: pa.Table, index: FirmIndex, tell: Progress) -> dict[int, LinkResult]:
    """What was found of the firm of each advert, where that is anything."""
    columns = {name: _column(ads, name) for name in _COLUMNS}
    first, which = alike([codes_of(column) for column in columns.values()])
    asked = Asked({name: column.take(pa.array(first)) for name, column in columns.items()}, index)
    answers = asked.answers(tell)
    told = np.flatnonzero(np.array([answer != NOBODY for answer in answers], bool)[which])
    return dict(zip(told.tolist(), map(answers.__getitem__, which[told].tolist()), strict=True))


def _column(ads: pa.Table, name: str) -> pa.Array:
    if name not in ads.column_names:
        return pa.nulls(ads.num_rows, pa.large_string()).fill_null("")
    return pc.fill_null(whole(ads.column(name).cast(pa.large_string())), "")


@dataclass(frozen=True)
class Asked:
    """``columns``: adverts of which no two are alike."""

    columns: dict[str, pa.Array]
    index: FirmIndex

    def answers(self, tell: Progress) -> list[LinkResult]:
        """Of each advert."""
        found = [NOBODY] * len(self.columns["text"])
        done = 0
        for number, rows in enumerate(self._kinds()):
            self._answer(rows, found)
            done += len(rows)
            if number % _TOLD == _TOLD - 1:
                tell("对应广告主", done)
        return found

    def _kinds(self) -> Iterator[list[int]]:
        """Rows that differ in numbers only."""
        codes = [
            codes_of(without_numbers(column) if name in _RUNNING else column)
            for name, column in self.columns.items()
        ]
        first, which = alike(codes)
        order = np.argsort(which, kind="stable")
        ends = np.cumsum(np.bincount(which, minlength=len(first)))
        begin = 0
        for end in ends.tolist():
            yield order[begin:end].tolist()
            begin = end

    def _answer(self, rows: Sequence[int], found: list[LinkResult]) -> None:
        known = self._known(rows) if len(rows) > 1 else set()
        alike = [row for row in rows if row not in known] if known else rows
        each: Iterable[int] = known
        if alike:
            link = self._find(alike[0])
            if len(alike) > 1 and self.index.hangs():
                each = (*known, *alike[1:])
                alike = alike[:1]
            for row in alike if link != NOBODY else ():
                found[row] = link
        for row in each:
            found[row] = self._find(row)

    def _known(self, rows: Sequence[int]) -> set[int]:
        """Those of which the register knows a number."""
        index = self.index
        _, text, _, _, _, place = self._read(rows[0])
        named, housed = index.may_know(text, f"{text} {place}")
        known: set[int] = set()
        for row in rows if named or housed else np.array(rows)[self._reaching[rows]].tolist():
            _, text, _, phone, url, place = self._read(row)
            if (self._reaching[row] and index.reaches(phone, text, url)) or index.knows(
                text, f"{text} {place}", named, housed
            ):
                known.add(row)
        return known

    @cached_property
    def _reaching(self) -> Flags:
        """Adverts that may hold a telephone or site of a firm."""
        told = [self.columns[name] for name in ("phone", "title", "text", "url")]
        return self.index.may_reach(pc.binary_join_element_wise(*told, _SPACE))

    def _find(self, row: int) -> LinkResult:
        advertiser, text, uscc, phone, url, place = self._read(row)
        return self.index.find(
            names=[advertiser], text=text, uscc=uscc, phone=phone, url=url, place=place
        )

    def _read(self, row: int) -> tuple[str, str, str, str, str, str]:
        """Advertiser, title and text, code, telephone, site and place."""
        advertiser, title, text, *others = (column[row].as_py() for column in self.columns.values())
        uscc, phone, url, place = others
        return advertiser, f"{title}\n{text}", uscc, phone, url, place


def without_numbers(column: pa.Array) -> pa.Array:
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
