"""The firms that an office's ledger knows, in the stead of a register that was not given.

An advert or a tip that means one of them is that firm's, as it would be with the register at hand. Of
the others the run tells nothing: nothing of this run's files speaks of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from functools import partial

import numpy as np
import pyarrow as pa

from engine.flow.register import Register, TableRegister, rows_called
from engine.model.screening import Screening
from engine.model.terms import NO_REGISTER, STOOD_IN
from engine.triage import REGISTER


class Ledger(TableRegister):
    """``firms``: canonical columns of registrations; ``told``: numbers of those that are screened, all
    others can only be found."""

    def __init__(self, firms: pa.Table, told: Collection[int] = ()) -> None:
        if REGISTER not in firms.column_names:
            firms = firms.append_column(REGISTER, pa.array(np.arange(firms.num_rows)))
        super().__init__(firms, max(1, firms.num_rows))
        self._told = np.array(sorted(told), np.int64)

    def rows(self, number: int) -> int:
        return len(self._told)

    def chunk(self, number: int) -> pa.Table:
        return self.take(self._told.tolist())

    def parts(self, names: Sequence[str]) -> Iterator[pa.Table]:
        yield self._table.select([name for name in names if name in self._table.column_names])

    def of(self, numbers: Collection[int]) -> Ledger:
        """The same, of which these are screened."""
        return Ledger(self._table, numbers)


def or_ledger(register: Register, firms: pa.Table | None) -> Register:
    """The register, or where there is none the firms of the ledger, none of them screened yet."""
    stands_in = not register.num_rows and firms is not None and firms.num_rows
    return Ledger(firms) if stands_in else register


def with_former_names(
    names: Sequence[str], codes: Sequence[str], used: Sequence[str], firms: pa.Table | None
) -> list[str]:
    """``used`` (of each firm of a register the names it had), and what the ledger knows it by besides: who
    advertises under an old name is no unregistered firm. A name that another firm bears is that one's."""
    found = [*used]
    if firms is None:
        return found
    known = {
        row["uscc"]: f"{row['name'] or ''}；{row['used_name'] or ''}"
        for row in firms.select(["uscc", "name", "used_name"]).to_pylist()
        if row["uscc"]
    }
    taken = {*names}
    for at, code in enumerate(codes):
        if code in known:
            more = [name for name in known[code].split("；") if name and name not in taken]
            found[at] = "；".join(filter(None, (found[at], *more)))
    return found


def told_of(register: Register, numbers: Collection[int]) -> Register:
    """Of a ledger only the firms with these numbers are screened."""
    return register.of(numbers) if isinstance(register, Ledger) else register


def digest(firms: pa.Table | None) -> str:
    """The same for the same firms; "" for none."""
    if firms is None:
        return ""
    return hashlib.sha256(repr(firms.to_pydict()).encode()).hexdigest()


def registered(register: Register) -> bool:
    """Is there a register that an advertiser may be missing from?"""
    return register.num_rows > 0 and not isinstance(register, Ledger)


def without_register(register: Register) -> list[str]:
    """What is to be said where no register was given."""
    said = [] if registered(register) else [NO_REGISTER]
    if isinstance(register, Ledger):
        said.append(f"{STOOD_IN}（{register.num_rows} 户），对上 {register.rows(0)} 户。")
    return said


def note(run: Screening, register: Register) -> None:
    """In the record firms of the ledger are none that only adverts name; rows are called for of a
    register only."""
    if not isinstance(register, Ledger):
        run.registered = partial(rows_called, register)
        return
    counts, known = run.run["counts"], register.rows(0)
    counts |= {"from_ledger": known, "unregistered": counts["entities"] - known}
