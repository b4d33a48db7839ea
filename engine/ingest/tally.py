"""What rows of a register tell of the whole, counted; parts in any order give the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
import pyarrow as pa

from engine.ingest.bounds import Bytes, first_bytes
from engine.model.arrays import Flags, Ints
from engine.model.columns import whole

_NINE = np.uint8(9)


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often each of some numbers occurs."""

    keys: Ints
    times: Ints

    @classmethod
    def of(cls, numbers: Ints) -> Self:
        return cls(*np.unique(numbers, return_counts=True))

    @classmethod
    def sum(cls, parts: Iterable[_Counts]) -> Self:
        known = list(parts)
        every = np.concatenate([np.zeros(0, np.int64), *(part.keys for part in known)])
        keys, at = np.unique(every, return_inverse=True)
        times = np.zeros(len(keys), np.int64)
        np.add.at(times, at, np.concatenate([[], *(part.times for part in known)]).astype(np.int64))
        there = times != 0
        return cls(keys[there], times[there])

    def less(self, other: _Counts) -> _Counts:
        return self.sum([self, _Counts(other.keys, -other.times)])

    def items(self) -> list[tuple[int, int]]:
        return list(zip(self.keys.tolist(), self.times.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many firms were established on each day, and registered in each city, as numbers."""

    _days: _Counts
    _cities: _Counts

    @classmethod
    def of(cls, firms: pa.Table) -> Self:
        return cls(_days_of(firms.column("est_date")), _cities_of(firms.column("uscc")))

    @classmethod
    def sum(cls, parts: Iterable[Tally]) -> Self:
        known = list(parts)
        return cls(_Counts.sum(p._days for p in known), _Counts.sum(p._cities for p in known))

    def without(self, other: Tally) -> Tally:
        """``other``: rows that are among those of this."""
        return Tally(self._days.less(other._days), self._cities.less(other._cities))

    @property
    def days(self) -> Counter[str]:
        return _named_days(self._days)

    @property
    def cities(self) -> Counter[str]:
        return _named_cities(self._cities)


def days(column: pa.Array | pa.ChunkedArray) -> Counter[str]:
    """How many rows name each day, the beginning of a time being one."""
    return _named_days(_days_of(column))


def cities(codes: pa.Array | pa.ChunkedArray) -> Counter[str]:
    """How many firms of a part were registered in each city."""
    return _named_cities(_cities_of(codes))


def _named_days(counts: _Counts) -> Counter[str]:
    return Counter(
        {
            f"{key // 10_000}-{key // 100 % 100:02}-{key % 100:02}": times
            for key, times in counts.items()
        }
    )


def _named_cities(counts: _Counts) -> Counter[str]:
    return Counter({f"{key:04}": times for key, times in counts.items()})


def _days_of(column: pa.Array | pa.ChunkedArray) -> _Counts:
    """Days as numbers, 20260601, of what begins like 2026-06-01."""
    codes = first_bytes(whole(column), 10)
    digits = _digits(codes, (0, 1, 2, 3, 5, 6, 8, 9))
    lines = (codes[:, 4] == ord("-")) & (codes[:, 7] == ord("-"))
    plain = lines & (digits <= _NINE).all(axis=0)
    days = _number(digits)
    return _Counts.of(days[plain & (days >= 1900_00_00) & (days < 2100_00_00)])


def _cities_of(column: pa.Array | pa.ChunkedArray) -> _Counts:
    """Cities as numbers: the first four digits of the six for a place in a credit code."""
    codes = first_bytes(whole(column), 8)
    digits = _digits(codes, range(2, 8))
    coded: Flags = _SIGNS[codes[:, 0]] & _SIGNS[codes[:, 1]] & (digits <= _NINE).all(axis=0)
    return _Counts.of(_number(digits[:4])[coded])


def _digits(codes: Bytes, columns: Iterable[int]) -> Bytes:
    """The values of digits, above 9 for what is none; one row for each of the ``columns``."""
    digits: Bytes = np.ascontiguousarray(codes.T[list(columns)]) - np.uint8(ord("0"))
    return digits


def _number(digits: Bytes) -> Ints:
    number = np.zeros(digits.shape[1], np.int64)
    for row in digits:
        number *= 10
        number += row
    return number


#: What the first two characters of a credit code may be.
_SIGNS = np.isin(np.arange(256), [*b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"])
