"""What came of an import of findings."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two copies say different things; the store keeps ``known`` until somebody decides."""

    entity_id: str
    name: str
    field: str
    known: str
    known_source: str
    new: str
    source: str


@dataclass(slots=True)
class ImportReport:
    """``changed`` items (fields, tips that were closed, notes) were written, ``same`` were known already, ``unknown`` firms are in no
    run; ``differing`` is what one import says in two ways, of which nothing is written; ``untaken``
    what stands in columns that the store does not keep; ``unplaced`` what was found of somebody who
    is no firm of the store yet; ``closed`` are tips of which nobody has to look for the firm any
    more; ``again`` firms of which what was found at a later visit took the place of what had been
    found before; ``noted``: adverts, tips and faults of the files of which something was written
    down; ``opinions``: reviews that change nothing; ``corrected``: what the file said otherwise
    before; ``strange``: files that no run of the store wrote."""

    batch: int
    changed: int = 0
    same: int = 0
    conflicts: list[Conflict] = field(default_factory=list)
    differing: list[Conflict] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    untaken: list[str] = field(default_factory=list)
    unplaced: list[str] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    noted: list[str] = field(default_factory=list)
    opinions: list[str] = field(default_factory=list)
    corrected: list[Conflict] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def count(self, written: bool) -> bool:
        """``written``; what is told as written is as many items as an undo takes back."""
        if written:
            self.changed += 1
        else:
            self.same += 1
        return written
