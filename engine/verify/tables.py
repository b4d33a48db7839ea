"""What a finished run tells of single rows: in its csv files, or in the datasets of a cluster."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from engine.export.text import safe
from engine.model.columns import replace_surrogates
from engine.model.names import FILES

#: Rule, field, start, end, matched.
Found = set[tuple[str, str, int, int, str]]
#: File and row.
Place = tuple[str, str]
_HIT = ("rule_id", "field", "start", "end", "matched")


class Tables(ABC):
    """``guarded``: cells that could be formulas begin with an apostrophe."""

    guarded: bool

    @abstractmethod
    def rows(
        self, name: str, columns: Sequence[str], where: str, values: Collection[str]
    ) -> Iterator[tuple[str, ...]]:
        """``columns`` of the rows of a table whose ``where`` is one of ``values``."""

    def missing(self, places: Iterable[Place]) -> list[Found] | None:
        """What is known of a row that the table of entities or adverts lacks."""
        return [set()]

    def hits(
        self, name: str, key: str, places: Sequence[Place], skipped: Collection[str]
    ) -> list[list[Found] | None]:
        """Of each place the hits of those entities or adverts, one of which it is; None where
        nothing can be said. ``name``: their table; ``skipped``: rules that are passed over."""
        owners = self._owners(name, key, places)
        wanted = {owner for found in owners.values() for owner, _ in found}
        known: dict[str, Found] = {}
        for owner, advert, rule, field, start, end, matched in self.rows(
            "evidence", (key, "ad_id", *_HIT), key, wanted
        ):
            own = key != "entity_id" or not advert
            if own and rule not in skipped and not rule.startswith("CASE-"):
                known.setdefault(owner, set()).add((rule, field, int(start), int(end), matched))
        shown = self._shown({entity for found in owners.values() for _, entity in found})
        told: list[list[Found] | None] = []
        for place in places:
            found = owners.get(place)
            if found is None:
                told.append(self.missing([place]))
            elif shown is not None and any(e and e not in shown for _, e in found):
                told.append(None)
            else:
                told.append([known.get(owner, set()) for owner, _ in found])
        return told

    def _owners(
        self, name: str, key: str, places: Sequence[Place]
    ) -> dict[Place, list[tuple[str, str]]]:
        """Place → the identities of those that stand there, each with that of its entity."""
        wanted: dict[Place, list[Place]] = {}
        for place in dict.fromkeys(places):
            file = safe(place[0]) if self.guarded else replace_surrogates(place[0])
            wanted.setdefault((file, place[1]), []).append(place)
        owners: dict[Place, list[tuple[str, str]]] = {}
        columns = ("source_file", "source_row", key, "entity_id")
        for file, row, owner, entity in self.rows(
            name, columns, "source_row", {row for _, row in places}
        ):
            for place in wanted.get((file, row), ()):
                owners.setdefault(place, []).append((owner, entity))
        return owners

    def _shown(self, entities: set[str]) -> set[str] | None:
        """Those entities whose evidence can be here; None for all."""
        return None


class Files(Tables):
    guarded = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rows(
        self, name: str, columns: Sequence[str], where: str, values: Collection[str]
    ) -> Iterator[tuple[str, ...]]:
        file = self._folder / next(f for f in FILES if f == f"{name}.csv")
        table = pd.read_csv(
            file,
            dtype=str,
            keep_default_na=False,
            encoding="utf-8-sig",
            usecols=sorted({*columns, where}),
        )
        found = table[table[where].isin(list(values))]
        yield from zip(*(found[column] for column in columns), strict=True)


class TopFiles(Files):
    """The files beside datasets: only the first entities in order of visit stand in them."""

    def missing(self, places: Iterable[Place]) -> list[Found] | None:
        return None

    def _shown(self, entities: set[str]) -> set[str] | None:
        rows = self.rows("entities", ("entity_id",), "entity_id", entities)
        return {entity for (entity,) in rows}


class Datasets(Tables):
    """Read part by part, and of each only the columns asked for."""

    guarded = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def rows(
        self, name: str, columns: Sequence[str], where: str, values: Collection[str]
    ) -> Iterator[tuple[str, ...]]:
        wanted = pa.array(sorted(values), pa.string())
        for path in sorted((self._folder / name).glob("part-*.parquet")):
            asked = sorted({*columns, where})
            table = pq.read_table(path, columns=asked, partitioning=None)
            texts = [pc.fill_null(pc.cast(table.column(c), pa.string()), "") for c in asked]
            table = pa.table(dict(zip(asked, texts, strict=True)))
            table = table.filter(pc.is_in(table.column(where), value_set=wanted))
            yield from zip(*(table.column(c).to_pylist() for c in columns), strict=True)


def tables_of(folder: Path, cluster: bool) -> list[Tables]:
    return [Datasets(folder), TopFiles(folder)] if cluster else [Files(folder)]
