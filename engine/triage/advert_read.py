"""All adverts of a run as read: what texts that read alike share, and what each has of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from engine.link import LinkResult
from engine.match.found import TextsFound
from engine.model.arrays import Ints
from engine.score import Score
from engine.triage.assembly import ReadAdvert


@dataclass(frozen=True, slots=True)
class AdvertsRead:
    """``table``: the different adverts, of each its first row, and ``found`` of them; ``which``: the
    number in these of every row, ``columns``: those that all rows of a number have in common,
    ``ids``: of every row. ``scores``: of each look. ``links``: by number, where there is anything to
    tell. ``single``: number → adverts that are kept each for itself: the suspicious ones, and those
    of which more is known than their look."""

    table: pa.Table
    which: Ints
    columns: frozenset[str]
    found: TextsFound
    ids: pa.Array
    scores: Sequence[Score]
    links: Mapping[int, LinkResult] = field(default_factory=dict)
    single: dict[int, ReadAdvert] = field(default_factory=dict)

    def suspicious(self) -> Iterator[ReadAdvert]:
        """In order of their first rows."""
        return (ad for _, ad in sorted(self.single.items()) if ad.suspicious)

    def firms(self) -> list[int]:
        """Rows of the register that an advert belongs to or may belong to."""
        links = self.links.values()
        return sorted({row for one in links for row in (one.row, *one.candidates) if row >= 0})


def no_adverts() -> AdvertsRead:
    none = pa.array([], pa.string())
    return AdvertsRead(pa.table({}), np.zeros(0, np.int64), frozenset(), TextsFound([]), none, ())
