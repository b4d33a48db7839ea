"""The chunk function for a house that runs Spark: Arrow record batches in and out, as
``DataFrame.mapInArrow`` wants them. Nothing of Spark is needed here; docs/spark.md is the recipe.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from functools import lru_cache
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.ipc

from engine import ingest
from engine.flow.chunk import ChunkScreener, Facts, Known
from engine.model.fields import REGISTRATION
from engine.model.screening import ENTITY_COLUMNS, ENTITY_EXTRA, EVIDENCE_COLUMNS, EVIDENCE_EXTRA
from engine.model.terms import RecordKind
from engine.triage import REGISTER, visit_keys
from engine.triage.order import LATER

Batches = Iterator[pa.RecordBatch]
Mapped = Callable[[Batches], Batches]
_KINDS = MappingProxyType(
    {
        "string": pa.string(),
        "bigint": pa.int64(),
        "double": pa.float64(),
        "boolean": pa.bool_(),
    }
)
_FLOATS, _INTS = ("reg_capital_wan",), ("source_row", "score", "points", "licence_similarity")
VISIT_KEYS = (
    *("kind", "gone", "band", "points", "elements"),
    *("uscc", "name", "source_file", "source_row"),
)
_TEXTS = ("uscc", "name", "source_file")
#: What ``canonical`` gives, as Spark writes schemas.
FIRMS = ", ".join(
    [f"{name} string" for name in REGISTRATION]
    + ["source_file string", "source_sheet string", "source_row bigint", "namesake string"]
)
#: What ``each_once`` gives.
ONCE = FIRMS.replace("namesake", "merged_rows")
#: What ``screening`` gives: of each batch, its ``entities``, ``evidence`` and ``rooms``.
CHUNKS = "part string, rows binary"


def canonical(batches: Batches) -> Batches:
    """Rows under any header of the alias table, with ``source_file`` and ``source_row`` → firms
    under canonical names, and ``namesake``, which rows of one firm share. Unusable rows are left out."""
    for batch in batches:
        table = pa.Table.from_batches([batch])
        if not table.num_rows:
            continue
        told = table.select(["source_file", "source_row"])
        raw = table.drop_columns(told.column_names).to_pandas()
        firms = ingest.from_frame(raw, RecordKind.REGISTRATION).table
        read = told.take(pc.subtract(firms.column("source_row"), 1))
        for name in told.column_names:
            at = firms.column_names.index(name)
            firms = firms.set_column(at, name, read.column(name))
        firms = ingest.with_addresses(firms)
        names, _, _ = ingest.identity_keys(firms)
        yield from _batches(firms.append_column("namesake", names), FIRMS)


def each_once(batches: Batches) -> Batches:
    """Each firm once, of partitions that hold all rows of a ``namesake``, in order of the register."""
    parts = list(batches)
    if parts:
        table = pa.Table.from_batches(parts).drop_columns(["namesake"])
        yield from _batches(ingest.merge_duplicates(table)[0], ONCE)


def screening(known: Known) -> Mapped:
    """Screens batches of firms that have the columns ``register`` (a number that grows with the
    register) and, for a second pass, ``others``: how many other leads share the room."""
    pickled = pickle.dumps(known)

    def screen(batches: Batches) -> Batches:
        screener = _screener(pickled)
        for batch in batches:
            firms = pa.Table.from_batches([batch])
            facts = {}
            if "others" in firms.column_names:
                counts = zip(*(firms[c].to_pylist() for c in (REGISTER, "others")), strict=True)
                facts = {number: Facts(neighbours=count) for number, count in counts}
                firms = firms.drop_columns(["others"])
            for result in screener.screen(firms, facts):
                made = result.plain()
                parts = {part: getattr(made, part) for part in ("entities", "evidence", "rooms")}
                yield pa.record_batch(
                    {
                        "part": pa.array(list(parts)),
                        "rows": pa.array([_packed(table) for table in parts.values()], pa.binary()),
                    }
                )

    return screen


@lru_cache(maxsize=1)
def _screener(pickled: bytes) -> ChunkScreener:
    """Making one takes seconds; Spark uses a process for many tasks."""
    known: Known = pickle.loads(pickled)
    return ChunkScreener(known)


def entities(batches: Batches) -> Batches:
    """Rows of entities out of ``CHUNKS``, with the keys of the order of visit."""
    for table in _unpacked(batches):
        keys = visit_keys(table)
        for name in keys.column_names:
            table = table.append_column(f"visit_{name}", keys.column(name))
        yield from _batches(table, ENTITIES)


def evidence(batches: Batches) -> Batches:
    for table in _unpacked(batches):
        yield from _batches(table, EVIDENCE)


def rooms(batches: Batches) -> Batches:
    for table in _unpacked(batches):
        yield from _batches(table, ROOMS)


def _packed(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    packed: bytes = sink.getvalue().to_pybytes()
    return packed


def _unpacked(batches: Batches) -> Iterator[pa.Table]:
    for batch in batches:
        for rows in batch.column("rows").to_pylist():
            yield pa.ipc.open_stream(rows).read_all()


def _batches(table: pa.Table, schema: str) -> Batches:
    """As the schema says that Spark was told: it takes columns by place and does not convert."""
    columns = dict(column.split() for column in schema.split(", "))
    wanted = pa.schema([(name, _KINDS[kind]) for name, kind in columns.items()])
    yield from table.select(list(columns)).cast(wanted).combine_chunks().to_batches()


def _typed(names: tuple[str, ...], integers: tuple[str, ...], floats: tuple[str, ...] = ()) -> str:
    kinds = dict.fromkeys(integers, "bigint") | dict.fromkeys(floats, "double")
    return ", ".join(f"{name} {kinds.get(name, 'string')}" for name in names)


#: The order in which firms are visited: sort by these, ascending.
VISIT = tuple(f"visit_{key}" for key in VISIT_KEYS)
ENTITIES = _typed(
    (*(c for c in ENTITY_COLUMNS + ENTITY_EXTRA if c not in LATER), REGISTER, *VISIT),
    (*_INTS, REGISTER, *(f"visit_{key}" for key in VISIT_KEYS if key not in _TEXTS)),
    _FLOATS,
)
EVIDENCE = _typed(
    (*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA, REGISTER),
    ("start", "end", "points", "quote_start", REGISTER),
)
ROOMS = f"{REGISTER} bigint, room string, lead boolean"
