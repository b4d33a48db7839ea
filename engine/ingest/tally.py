"""What rows of a register tell of the whole, counted; parts in any order give the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Self

import pyarrow as pa
import pyarrow.compute as pc

_DAY = r"^(19|20)\d\d-\d\d-\d\d$"
_CODED = r"^[0-9A-Z]{2}[0-9]{6}"


@dataclass(slots=True)
class Tally:
    """How many firms were established on each day, and registered in each city."""

    days: Counter[str] = field(default_factory=Counter)
    cities: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, firms: pa.Table) -> Self:
        return cls(days(firms.column("est_date")), cities(pc.fill_null(firms.column("uscc"), "")))

    def add(self, other: Tally) -> None:
        self.days.update(other.days)
        self.cities.update(other.cities)

    def without(self, other: Tally) -> Tally:
        """``other``: rows that are among those of this."""
        return Tally(self.days - other.days, self.cities - other.cities)


def days(column: pa.ChunkedArray) -> Counter[str]:
    """How many rows name each day, the beginning of a time being one."""
    begins = pc.utf8_slice_codeunits(pc.fill_null(column, ""), 0, 10)
    counts = pc.value_counts(begins)
    values, numbers = counts.field("values"), counts.field("counts")
    shaped = pc.match_substring_regex(values, _DAY)
    return Counter(
        dict(
            zip(values.filter(shaped).to_pylist(), numbers.filter(shaped).to_pylist(), strict=True)
        )
    )


def cities(codes: pa.Array | pa.ChunkedArray) -> Counter[str]:
    """How many firms of a part were registered in each city; ``codes`` without nulls."""
    # The first eight characters stand in few variants, so that these are looked at and not rows.
    counts = pc.value_counts(pc.utf8_slice_codeunits(codes, 0, 8)).to_pylist()
    found: Counter[str] = Counter()
    coded = pc.match_substring_regex(
        pa.array([entry["values"] for entry in counts], pa.string()), _CODED
    )
    for entry, known in zip(counts, coded.to_pylist(), strict=True):
        if known:
            found[entry["values"][2:6]] += entry["counts"]
    return found
