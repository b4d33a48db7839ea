"""Kinds of ends of a matter, and which clauses of a tip each of them covers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

#: Is what stands there in the text told by who looked or tipped off?
Own = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Ending:
    """``spans``: what of the text it covers; in order."""

    spans: Sequence[tuple[int, int]] = ()

    def covers(self, start: int, end: int) -> bool:
        return any(begin <= start and end <= stop for begin, stop in self.spans)


def _denied(text: str, own: Own) -> Ending | None:
    return Ending()


#: Kind → the end as it stands in a text; None where the text does not end so.
ENDINGS: dict[str, Callable[[str, Own], Ending | None]] = {"": _denied}
