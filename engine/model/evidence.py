"""Hits: cheap to make by the hundred thousand; turned into table rows at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from engine.model.terms import Status


@dataclass(slots=True)
class Hit:
    """One place in one field of one record that a rule points at.

    ``start``/``end`` index the raw text of ``field`` (characters). ``reason`` says in Chinese
    why the hit counts, or why it was dismissed; ``cause_id`` names the exclusion that did it.
    ``points`` are those the hit would bring; only counted hits bring them.
    """

    rule_id: str
    field: str
    start: int
    end: int
    matched: str
    points: int = 0
    status: Status = Status.COUNTED
    reason: str = ""
    cause_id: str = ""

    def copied(self) -> Hit:
        """Another hit like this one, in a fraction of the time that ``replace`` takes."""
        return Hit(
            self.rule_id,
            self.field,
            self.start,
            self.end,
            self.matched,
            self.points,
            self.status,
            self.reason,
            self.cause_id,
        )


class LicensedName(NamedTuple):
    """A name that belongs to a kind of body which needs a licence."""

    kind: str
    licence: str
    exclusion_id: str


@dataclass(slots=True)
class RecordEvidence:
    """Everything found on one record (a registration row, an advert, a tip)."""

    row: int
    hits: list[Hit]
    licensed: LicensedName | None = None
    #: highest promised return and highest price of a loan, simple annual percent
    rate: float | None = None
    loan_rate: float | None = None
    public_money: bool = False
    warning: str = ""
    #: sector → vote of the wording for it, where a rule that names a sector has 1
    sector_votes: dict[str, float] = field(default_factory=dict)
