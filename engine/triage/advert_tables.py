"""Rows of adverts and of their evidence: those of different adverts are made once, and put where
they stand; only numbers and places of rows are their own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.arrays import Ints
from engine.model.columns import coded
from engine.model.screening import ADVERT_COLUMNS, ADVERT_EXTRA, EVIDENCE_COLUMNS, EVIDENCE_EXTRA
from engine.triage.advert_cells import GIVEN, AdvertCells, Cells, texts_of
from engine.triage.advert_read import AdvertsRead
from engine.triage.assembly import Assembly
from engine.triage.order import REGISTER
from engine.triage.wordings import Wordings

#: So many different adverts are made into cells at once and for all rows.
_FEW = 50_000


class AdvertTables:
    """``whose``: number of a different advert → identity and name of the entity it belongs to;
    ``last``: a number behind all registers."""

    def __init__(
        self,
        a: Assembly,
        ads: pa.Table,
        read: AdvertsRead,
        whose: Mapping[int, tuple[str, str]],
        last: int,
        wordings: Wordings,
    ) -> None:
        self._ads, self._read, self._last = ads, read, last
        self._cells = AdvertCells(a, read, whose, wordings)
        # Numbers behind those of the different adverts are the copies of some of them.
        owned = {n: ad for n, ad in read.single.items() if ad.suspicious and n in whose}
        repeated = [n for n, ad in owned.items() if len(ad.numbers) > 1]
        count = read.table.num_rows
        self._number = np.concatenate([np.arange(count), np.array(repeated, np.int64)])
        copied = np.arange(count)
        copied[repeated] = count + np.arange(len(repeated))
        self._row = copied[read.which]
        firsts = [ad.numbers[0][0] for ad in owned.values()]
        self._row[firsts] = read.which[firsts]

    def tables(self, begin: int, size: int) -> tuple[pa.Table, pa.Table]:
        """Of ``size`` adverts from ``begin`` on: their rows, and those of their evidence; what is the
        same for several is coded."""
        ads = self._ads.slice(begin, size)
        some, at = np.unique(self._row[begin : begin + size], return_inverse=True)
        cells, place = self._made(some)
        ids = self._read.ids.slice(begin, size)
        columns: dict[str, Any] = {"ad_id": ids}
        columns["source_row"] = pc.fill_null(ads.column("source_row").cast(pa.int64()), 0)
        for name in GIVEN:
            if name not in cells.adverts:
                columns[name] = texts_of(ads, name).dictionary_encode()
        taken = pa.array(place)
        columns |= {name: coded(cell.take(taken), at) for name, cell in cells.adverts.items()}
        names = [*ADVERT_COLUMNS, *ADVERT_EXTRA]
        adverts = pa.table({name: columns[name] for name in names})
        return adverts, self._evidence(cells, place, at, ids)

    def _made(self, some: Ints) -> tuple[Cells, Ints]:
        """Cells, and where in them those of ``some`` stand."""
        if len(self._number) <= _FEW:
            return self._all, some
        return self._of(some), np.arange(len(some))

    @cached_property
    def _all(self) -> Cells:
        return self._of(np.arange(len(self._number)))

    def _of(self, some: Ints) -> Cells:
        return self._cells.of(self._number[some], some >= self._read.table.num_rows)

    def _evidence(self, cells: Cells, place: Ints, at: Ints, ids: pa.Array) -> pa.Table:
        sizes = cells.sizes[place][at]
        firsts = (np.cumsum(cells.sizes) - cells.sizes)[place][at]
        owner = np.repeat(np.arange(len(at)), sizes)
        number = np.arange(len(owner)) + np.repeat(firsts - np.cumsum(sizes) + sizes, sizes)
        some, taken = np.unique(number, return_inverse=True)
        columns: dict[str, Any] = {
            name: coded(column.take(pa.array(some)), taken) for name, column in cells.hits.items()
        }
        identities = cells.adverts["entity_id"].take(pa.array(place))
        columns["entity_id"] = coded(identities, at[owner])
        columns["ad_id"] = pa.DictionaryArray.from_arrays(pa.array(owner.astype(np.int32)), ids)
        columns[REGISTER] = pa.repeat(pa.scalar(self._last, pa.int64()), len(owner))
        names = (*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA, REGISTER)
        return pa.table({name: columns[name] for name in names})
