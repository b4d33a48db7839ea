"""What was found in a table of texts, those that read alike sharing one finding.

It stands here, and not with the forms, as a process without adverts need not load their readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from engine.model.evidence import RecordEvidence


@dataclass(frozen=True, slots=True)
class TextLook:
    """``evidence``: as found on the first text of this look. ``shown``: number of a hit whose
    words hold figures, which are those of each text, with its field and place."""

    evidence: RecordEvidence
    shown: tuple[tuple[int, str, int, int], ...] = ()


@dataclass(slots=True)
class TextsFound:
    """Evidence of all rows of a table: ``look`` (an index into ``looks``) of each, and ``said``:
    the words that its look shows, where there are any."""

    looks: list[TextLook]
    look: list[int] = field(default_factory=list)
    said: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def evidence(self, row: int) -> RecordEvidence:
        """The evidence of a row, of its own."""
        look = self.looks[self.look[row]]
        hits = [hit.copied() for hit in look.evidence.hits]
        for (at, *_), words in zip(look.shown, self.said.get(row, ()), strict=True):
            hits[at].matched = words
        votes = dict(look.evidence.sector_votes)
        return replace(look.evidence, row=row, hits=hits, sector_votes=votes)

    def extended(self, other: TextsFound) -> TextsFound:
        """With the rows of ``other`` behind those here."""
        looks, rows = len(self.looks), len(self.look)
        self.looks += other.looks
        self.look += [look + looks for look in other.look]
        self.said.update((row + rows, words) for row, words in other.said.items())
        return self

    def __len__(self) -> int:
        return len(self.look)

    def __iter__(self) -> Iterator[RecordEvidence]:
        return (self.evidence(row) for row in range(len(self.look)))
