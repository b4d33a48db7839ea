"""In which order entities stand, and under which identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from engine.model.terms import Band, Disposition
from engine.triage.disposition import gone

#: Number of a firm in the whole register; advertisers found in none come behind.
REGISTER = "register"
#: Columns of entities that are filled once all rows are known.
LATER = ("rank", "case_state")
_DISPOSITIONS = (
    Disposition.LEAD,
    Disposition.LICENSED,
    Disposition.DISMISSED,
    Disposition.NOTICE,
)
_BANDS = (Band.HIGH, Band.MEDIUM, Band.LOW, Band.NONE)


def visit_keys(table: pa.Table) -> pa.Table:
    """Sort keys of rows of entities, all ascending.

    Leads first, firms that are gone last among their kind, then by raw points; more elements of
    the definition before fewer; code, name and source make the order total.
    """
    elements = pc.fill_null(
        pc.list_value_length(pc.split_pattern(table.column("elements"), "|")), 0
    )
    none = pc.equal(table.column("elements"), "")
    keys = {
        "kind": _place(table.column("disposition"), [d.value for d in _DISPOSITIONS]),
        "gone": pc.cast(_gone(table.column("status")), pa.int8()),
        "band": _place(table.column("band"), [b.value for b in _BANDS]),
        "points": pc.negate(table.column("points")),
        "elements": pc.negate(pc.if_else(none, 0, elements)),
        **{name: table.column(name) for name in ("uscc", "name", "source_file", "source_row")},
    }
    return pa.table(keys)


def visit_order(keys: pa.Table) -> pa.Array:
    """Indices of rows in order of visit."""
    return pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in keys.column_names])


def _place(column: pa.ChunkedArray, order: list[str]) -> pa.ChunkedArray:
    return pc.index_in(column, value_set=pa.array(order))


def _gone(column: pa.ChunkedArray) -> pa.Array:
    coded = column.combine_chunks().dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = pa.concat_arrays(coded.unify_dictionaries().chunks)
    words = [gone(word) for word in coded.dictionary.to_pylist()]
    return pa.array(words, pa.bool_()).take(coded.indices)


def distinct(identities: Sequence[str]) -> dict[int, str]:
    """Index → new identity of each that stood before: the second of two gets a number.

    ``identities`` in order of the register.
    """
    if len(set(identities)) == len(identities):
        return {}
    used: Counter[str] = Counter()
    renamed = {}
    for at, identity in enumerate(identities):
        used[identity] += 1
        if used[identity] > 1:
            renamed[at] = f"{identity}#{used[identity]}"
    return renamed
