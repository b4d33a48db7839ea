"""From partitions of the register to the datasets: screened, joined, in order, written. Driven by
the caller; what is held here is small."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from engine.cluster import account, joined, keyed, store, visit, worker
from engine.cluster.account import Tally
from engine.cluster.crew import Crew
from engine.cluster.links import by_part
from engine.cluster.register import Register, buckets
from engine.flow.chunk import ChunkResult, Facts, Known
from engine.flow.told import Told
from engine.flow.whole import Adverts, first_adverts, owners, whose_adverts
from engine.model.runs import plain
from engine.model.screening import (
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
)
from engine.triage import REGISTER, AdvertTables, Wordings, advertiser_rows, unplaced_rows

#: Entities of one file of the dataset, about.
_FILE = 50_000


def waived(result: ChunkResult) -> Tally:
    return Tally(waived=Counter(result.waived))


def write_evidence(
    result: ChunkResult,
    renames: Sequence[pa.Table],
    place: store.Place,
    number: int,
    shown: frozenset[str] | None,
) -> Tally:
    table = joined.evidence_of(result, renames)
    store.write_evidence(table, place, number, shown)
    return account.of_evidence(table)


def screened(crew: Crew, register: Register, told: Told, token: str, tally: Tally) -> list[Any]:
    """Results of all partitions, those who share a room with a lead known to each other."""
    facts = by_part(told.facts, register)
    count = len(register.firms)
    results = crew.start(worker.screen, register.firms, facts, [token] * count)
    crew.done("筛查企业登记", results, register.rows)
    for known in crew.results("同一地址", crew.start(waived, results), register.rows):
        tally.add(known)
    many = buckets(crew, register.bounds.total, count)
    rooms = crew.start(joined.rooms, results, [many] * count)
    crowds = [
        crew.one(joined.crowd, crew.start(keyed.pick, rooms, [b] * count), register.bounds)
        for b in range(many)
    ]
    where = crew.results("同一地址", crew.start(keyed.by_part, crowds))
    concerned: dict[int, list[Any]] = {}
    for crowd, places in zip(crowds, where, strict=True):
        for p in places:
            concerned.setdefault(p, []).append(crew.one(keyed.of_part, crowd, p))
    for p, crowds_of_p in concerned.items():
        mine: Mapping[int, Facts] = facts[p]
        results[p] = crew.one(
            worker.again,
            register.firms[p],
            results[p],
            crew.one(keyed.whole, crowds_of_p),
            mine,
            token,
        )
    crew.done("同一地址", [results[p] for p in concerned])
    return results


def named_apart(
    crew: Crew, register: Register, results: Sequence[Any], advertisers: pa.Table
) -> list[list[Any]]:
    """New identities of entities whose identity stood before: tables on the workers, of each
    partition; last, of the advertisers."""
    count = len(results)
    many = buckets(crew, register.bounds.total, count)
    keys = crew.start(joined.identities_of, results, [many] * count)
    keys.append(crew.one(joined.identities, advertisers, many))
    # Advertisers have numbers behind the register: a partition of their own.
    bounds = keyed.Bounds([*register.rows, max(1, advertisers.num_rows)])
    found = [
        crew.one(joined.renamed, crew.start(keyed.pick, keys, [b] * (count + 1)), bounds)
        for b in range(many)
    ]
    renames: list[list[Any]] = [[] for _ in keys]
    for table, places in zip(
        found, crew.results("排序与汇总", crew.start(keyed.by_part, found)), strict=True
    ):
        for p in places:
            renames[p].append(crew.one(keyed.of_part, table, p))
    return renames


def write_results(
    crew: Crew,
    register: Register,
    results: Sequence[Any],
    known: Known,
    told: Told,
    ads: pa.Table,
    place: store.Place,
    tally: Tally,
) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Write the datasets; returns an empty table of entities, the adverts, an empty one of
    evidence."""
    last = register.bounds.total
    rows = told.adverts.firms()
    asked = register.take(crew, rows).to_pylist() if rows else []
    assembly = known.assembly(
        dict(zip(rows, asked, strict=True)),
        first_adverts(Adverts(ads, told.adverts, told.unregistered)),
        registered=last > 0,
    )
    wordings = Wordings(known.ruleset)
    others, _ = advertiser_rows(assembly, told.unregistered, last, wordings)
    renames = named_apart(crew, register, results, others)
    count = len(results)
    entities = crew.start(joined.entities_of, results, renames[:-1])
    others = joined.with_names(others, crew.client.gather(renames[-1]))
    rows_of = _owners(crew, register, entities, told, others)
    columns = (rows_of.column(c).to_pylist() for c in (REGISTER, "entity_id", "name"))
    by_number = {number: (identity, name) for number, identity, name in zip(*columns, strict=True)}
    owner = owners(told.adverts, told.unregistered, last)
    whose = whose_adverts(owner, by_number, assembly)
    behind = last + len(told.unregistered)
    made = AdvertTables(assembly, ads, told.adverts, whose, behind, wordings)
    adverts, evidence = map(plain, made.tables(0, ads.num_rows))
    unplaced = unplaced_rows(assembly, told.tips.unplaced, behind)
    evidence = pa.concat_tables([evidence, unplaced.select(evidence.column_names)])
    store.write_adverts(adverts, place)
    _in_order(crew, [*entities, crew.one(keyed.itself, others)], place, tally)
    shown = _shown(place, tally)
    written = crew.start(
        write_evidence,
        results,
        renames[:-1],
        [place] * count,
        range(count),
        [crew.one(keyed.itself, shown)] * count,
    )
    for part in crew.results("写出证据", written, register.rows):
        tally.add(part)
    tally.add(account.of_evidence(evidence))
    store.write_evidence(evidence, place, count, shown)
    none = evidence.select([*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA]).slice(0, 0)
    return visit.ranked(others.slice(0, 0), 0), adverts, none


def _shown(place: store.Place, tally: Tally) -> frozenset[str] | None:
    """The entities of the office's files, and "" for adverts of nobody; None for all."""
    if tally.entities <= place.office:
        return None
    paths = store.files(place.full("entities"))
    known = (pq.read_table(path, columns=["entity_id"], partitioning=None) for path in paths)
    return frozenset(["", *(name for table in known for name in table[0].to_pylist())])


def _owners(
    crew: Crew, register: Register, entities: Sequence[Any], told: Told, others: pa.Table
) -> pa.Table:
    """The rows of entities that an advert belongs to, here."""
    linked = sorted({link.row for link in told.adverts.links.values() if link.row >= 0})
    parts = register.bounds.parts(linked).tolist()
    asked: dict[int, list[int]] = {}
    for number, part in zip(linked, parts, strict=True):
        asked.setdefault(part, []).append(number)
    futures = crew.start(joined.owners, [entities[p] for p in asked], asked.values())
    return pa.concat_tables([*crew.results("排序与汇总", futures), others])


def _in_order(crew: Crew, entities: Sequence[Any], place: store.Place, tally: Tally) -> None:
    """The dataset of entities in order of visit: ranges of the keys are sorted by one worker each."""
    samples = []
    for part, keys in crew.results("排序与汇总", crew.start(visit.looked_over, entities)):
        tally.add(part)
        samples.append(keys)
    ranges = max(1, -(-tally.entities // _FILE))
    begins = visit.splitters(samples, ranges)
    cut = crew.start(visit.ranged, entities, [begins] * len(entities))
    sorted_ranges = [
        crew.one(visit.ordered, crew.start(keyed.pick, cut, [r] * len(cut)))
        for r in range(begins.num_rows + 1)
    ]
    sizes = crew.results("排序与汇总", crew.start(visit.size, sorted_ranges))
    before = keyed.Bounds(sizes)
    written = crew.start(
        store.write_entities,
        sorted_ranges,
        [before.first(r) for r in range(len(sizes))],
        [place] * len(sizes),
        range(len(sizes)),
    )
    crew.done("写出名单", written, sizes)
