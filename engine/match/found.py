"""What was found in a table of texts, those that read alike sharing one finding.

It stands here, and not with the forms, as a process without adverts need not load their readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pyarrow as pa

from engine.model.arrays import Ints
from engine.model.evidence import RecordEvidence


@dataclass(frozen=True, slots=True)
class TextLook:
    """``evidence``: as found on the first text of this look. ``shown``: number of a hit whose
    words hold figures, which are those of each text, with its field and place."""

    evidence: RecordEvidence
    shown: tuple[tuple[int, str, int, int], ...] = ()

    def saying(self, words: Sequence[str], row: int = 0) -> RecordEvidence:
        """The evidence of a row, of its own, with its ``words`` where these are shown."""
        hits = [hit.copied() for hit in self.evidence.hits]
        for (at, *_), said in zip(self.shown, words, strict=True):
            hits[at].matched = said
        votes = dict(self.evidence.sector_votes)
        return replace(self.evidence, row=row, hits=hits, sector_votes=votes)


@dataclass(slots=True)
class TextsFound:
    """Evidence of all rows of a table: ``look`` (an index into ``looks``) of each, and ``said``:
    the words that its look shows, where there are any."""

    looks: list[TextLook]
    look: list[int] = field(default_factory=list)
    said: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def share(self, looks: Sequence[TextLook], which: Ints, texts: Mapping[str, pa.Array]) -> None:
        """Give each row its look: ``which`` of some; ``texts``: the columns as they are shown.

        Of texts that show the same words twice and those that show two, each kind has its look.
        """
        shows = np.array([bool(one.shown) for one in looks], np.bool_)[which]
        number: dict[tuple[int, ...], int] = {}
        of = np.full(len(looks), -1, np.int64)
        for at in np.unique(which[~shows]).tolist():
            of[at] = number.setdefault((id(looks[at]),), len(self.looks))
            if of[at] == len(self.looks):
                self.looks.append(looks[at])
        look = of[which]
        telling = np.flatnonzero(shows)
        values = [column.take(pa.array(telling)).to_pylist() for column in texts.values()]
        for row, of_text, *cells in zip(
            telling.tolist(), which[telling].tolist(), *values, strict=True
        ):
            one, record = looks[of_text], dict(zip(texts, cells, strict=True))
            said = tuple([record[name][start:end] for _, name, start, end in one.shown])
            first: dict[str, int] = {}
            key = (id(one), *(first.setdefault(words, at) for at, words in enumerate(said)))
            known = number.get(key)
            if known is None:
                known = number[key] = len(self.looks)
                self.looks.append(TextLook(one.saying(said), one.shown))
            look[row], self.said[row] = known, said
        self.look = look.tolist()

    def evidence(self, row: int) -> RecordEvidence:
        """The evidence of a row, of its own."""
        return self.looks[self.look[row]].saying(self.said.get(row, ()), row)

    def __len__(self) -> int:
        return len(self.look)

    def __iter__(self) -> Iterator[RecordEvidence]:
        return (self.evidence(row) for row in range(len(self.look)))
