"""In which order entities stand, and under which identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from engine.model.columns import encode
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

    Leads first, by band; firms that are gone last in their band, as nobody may be there any more; then by
    raw points; more elements of the definition before fewer; code, name and source make the order total.
    """
    keys = {
        "kind": _numbers(table.column("disposition"), _places(_DISPOSITIONS)),
        "band": _numbers(table.column("band"), _places(_BANDS)),
        "gone": _numbers(table.column("status"), lambda text: int(gone(text))),
        "points": pc.negate(table.column("points")),
        "elements": _numbers(
            table.column("elements"), lambda text: -(text.count("|") + 1) if text else 0
        ),
        **{name: table.column(name) for name in ("uscc", "name", "source_file", "source_row")},
    }
    return pa.table(keys)


def visit_order(keys: pa.Table) -> pa.Array:
    """Indices of rows in order of visit."""
    return pc.sort_indices(keys, sort_keys=[(name, "ascending") for name in keys.column_names])


def _numbers(column: pa.ChunkedArray, number: Callable[[str], int | None]) -> pa.Array:
    """The number of each text, asked once for each different one."""
    known = encode(column)
    told = [number(text) for text in known.dictionary.to_pylist()]
    return pa.array(told, pa.int32()).take(known.indices)


def _places(order: Sequence[Disposition | Band]) -> Callable[[str], int | None]:
    return {one.value: at for at, one in enumerate(order)}.get


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
