"""The register on the workers: read, each firm once, by number. Driven by the caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from engine.cluster import duplicates, keyed, reading, store, survey
from engine.cluster.crew import Crew
from engine.flow.dates import Dates
from engine.ingest.files import Source
from engine.ingest.limits import Limits
from engine.link import Home, origin
from engine.model.errors import InputError
from engine.model.ingested import SourceReport

#: Keys that one bucket of a shuffle may hold before there are more buckets.
_BUCKET = 1_000_000


@dataclass(frozen=True, slots=True)
class Pieces:
    """``tables``: partitions on the workers, of ``rows`` rows each."""

    tables: list[Any]
    rows: list[int]
    reports: tuple[SourceReport, ...]
    rejected: int


@dataclass(frozen=True, slots=True)
class Register:
    """``firms``: partitions of the register on the workers; ``merged``: rows that another row
    stands for."""

    firms: list[Any]
    bounds: keyed.Bounds
    merged: int

    @property
    def rows(self) -> list[int]:
        return [int(count) for count in np.diff(self.bounds.begins)]

    def take(self, crew: Crew, numbers: Sequence[int]) -> pa.Table:
        """A few firms by number, here."""
        wanted = sorted(set(numbers))
        parts = self.bounds.parts(wanted)
        asked = {int(p): [n for n, q in zip(wanted, parts, strict=True) if q == p] for p in parts}
        if not asked:
            asked = {0: []}
        futures = crew.start(survey.take, [self.firms[p] for p in asked], asked.values())
        return pa.concat_tables(crew.results("查找企业", futures))


def buckets(crew: Crew, rows: int, parts: int) -> int:
    return min(parts, max(crew.size, -(-rows // _BUCKET)))


def read(
    crew: Crew, sources: Sequence[Source], limits: Limits, rows: int, place: store.Place
) -> Pieces:
    """``rows``: about so many in a partition; ``place``: where rows set aside are written."""
    asked = [source._replace(path=source.path.resolve()) for source in sources]
    each = ([rows] * len(asked), [limits] * len(asked))
    found = crew.results("检查文件", crew.start(reading.parts_of, asked, *each))
    parts = [(part, digest) for known, digest in found for part in known]
    pieces = crew.start(reading.read, [part for part, _ in parts], [limits] * len(parts))
    # Small: the rows stay where they are.
    about: list[reading.About] = crew.results("读取企业登记", crew.start(reading.about, pieces))
    if all(known.report.unread for known in about):
        raise InputError(about[0].report.notes[0])
    reading.bear(about, limits)
    cuts = [
        (piece, begin, size)
        for piece, known in zip(pieces, about, strict=True)
        for begin, size in _cuts(known.rows, rows)
    ] or [(pieces[0], 0, 0)]
    tables = crew.start(reading.rows, *zip(*cuts, strict=True))
    aside = [at for at, known in enumerate(about) if known.rejected]
    if aside:
        written = crew.start(
            store.write_rejected, [pieces[at] for at in aside], [place] * len(aside), aside
        )
        crew.done("写出未读行", written)
    sizes = [size for _, _, size in cuts]
    crew.done("读取企业登记", tables, sizes)
    reports = reading.reports(
        [(known.report, digest) for known, (_, digest) in zip(about, parts, strict=True)]
    )
    return Pieces(tables, sizes, reports, sum(known.rejected for known in about))


def _cuts(held: int, rows: int) -> list[tuple[int, int]]:
    """Begin and size of each partition of a piece; a little more than a partition is one."""
    if held <= rows * 3 // 2:
        return [(0, held)] if held else []
    return [(begin, min(rows, held - begin)) for begin in range(0, held, rows)]


def each_once(crew: Crew, pieces: Pieces) -> Register:
    """Shuffles hashes of identities; only rows that are suspected travel."""
    count = len(pieces.tables)
    many = buckets(crew, sum(pieces.rows), count)
    tables = pieces.tables
    hashed = crew.start(duplicates.identities, tables, range(count), [many] * count)
    found = [
        crew.one(duplicates.suspects, crew.start(keyed.pick, hashed, [b] * count))
        for b in range(many)
    ]
    where = crew.results("查找重复", crew.start(keyed.by_part, found))
    shares: list[list[Any]] = [[] for _ in tables]
    gone = [0] * count
    merges = []
    for suspected, places in zip(found, where, strict=True):
        if not places:
            continue
        rows = [
            crew.one(duplicates.members, tables[p], crew.one(keyed.of_part, suspected, p))
            for p in places
        ]
        merges.append(crew.one(duplicates.merge, rows))
    concerned = crew.results("合并重复", crew.start(duplicates.concerned, merges))
    for merged, (mended, removed) in zip(merges, concerned, strict=True):
        for p in {*mended, *removed}:
            shares[p].append(crew.one(duplicates.share, merged, p))
            gone[p] += removed.get(p, 0)
    bounds = keyed.Bounds([n - g for n, g in zip(pieces.rows, gone, strict=True)])
    firms = crew.start(duplicates.numbered, tables, [bounds.first(p) for p in range(count)], shares)
    crew.done("合并重复", firms, pieces.rows)
    return Register(firms, bounds, sum(gone))


def dates_and_cities(crew: Crew, register: Register) -> tuple[Dates, Counter[str]]:
    cities: Counter[str] = Counter()
    dates = Dates()
    for known in crew.results("汇总登记", crew.start(survey.survey, register.firms), register.rows):
        dates.join(known.dates)
        cities.update(known.cities)
    return dates, cities


def home(crew: Crew, register: Register, cities: Counter[str], others: Sequence[str]) -> Home:
    """Where the register is from. ``others``: names besides those of the register whose head
    offices will be asked for. Only names of head offices that a branch names come here."""
    city = origin.main_city(cities)
    if not city:
        return origin.home_of("", {}, ())
    asked, places = origin.head_offices(pa.array(list(others), pa.string())), Counter[str]()
    count = len(register.firms)
    told = crew.start(survey.at_home, register.firms, [city] * count)
    for local, heads in crew.results("汇总登记", told, register.rows):
        places.update(local)
        asked |= heads
    wanted = crew.one(frozenset, sorted(asked))
    found = crew.start(survey.present, register.firms, [wanted] * count)
    present = set().union(*crew.results("汇总登记", found, register.rows))
    return origin.home_of(city, places, present)
