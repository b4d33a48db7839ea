"""What has to be known of the whole register before the first firm is judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine import ingest
from engine.flow.dates import Dates
from engine.link import origin
from engine.triage import REGISTER

#: Columns by which adverts and tips are linked, and relatives found.
LINKED = (
    *("name", "uscc", "phone", "used_name", "web", "address", "legal_rep", "email"),
    REGISTER,
)


@dataclass(frozen=True, slots=True)
class Survey:
    dates: Dates
    cities: Counter[str]


def survey(firms: pa.Table) -> Survey:
    return Survey(Dates.of(firms), ingest.cities(_texts(firms, "uscc")))


def at_home(firms: pa.Table, city: str) -> tuple[Counter[str], set[str]]:
    """Local places, and head offices that branches name."""
    names = _texts(firms, "name")
    places = origin.local_places(names, _texts(firms, "uscc"), city)
    return places, origin.head_offices(names)


def present(firms: pa.Table, asked: frozenset[str]) -> set[str]:
    """Which of the head offices asked for stand in this part of the register."""
    return origin.standing(_texts(firms, "name"), asked)


def for_links(firms: pa.Table) -> pa.Table:
    return firms.select([name for name in LINKED if name in firms.column_names])


def take(firms: pa.Table, numbers: Sequence[int]) -> pa.Table:
    """Firms of a partition by their numbers."""
    first = firms.column(REGISTER)[0].as_py() if firms.num_rows else 0
    return firms.take(pa.array(np.asarray(numbers, np.int64) - first)).combine_chunks()


def _texts(firms: pa.Table, column: str) -> pa.ChunkedArray:
    return pc.fill_null(firms.column(column), "")
