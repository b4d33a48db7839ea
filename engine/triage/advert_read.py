"""All adverts of a run as read: what texts that read alike share, and what each has of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.link import LinkResult
from engine.link.result import NOBODY
from engine.match.found import TextsFound
from engine.score import Score
from engine.triage.assembly import ReadAdvert


@dataclass(frozen=True, slots=True)
class AdvertsRead:
    """``found`` and ``ids``: by row; ``scores``: of each look. ``links``: by row, where there is
    anything to tell. ``single``: row → adverts that are kept each for itself: the suspicious ones,
    and those of which more is known than their look."""

    found: TextsFound
    ids: Sequence[str]
    scores: Sequence[Score]
    links: Mapping[int, LinkResult] = field(default_factory=dict)
    single: dict[int, ReadAdvert] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    def link(self, row: int) -> LinkResult:
        return self.links.get(row, NOBODY)

    def suspicious(self) -> Iterator[ReadAdvert]:
        """In order of their rows."""
        return (ad for _, ad in sorted(self.single.items()) if ad.suspicious)

    def firms(self) -> list[int]:
        """Rows of the register that an advert belongs to or may belong to."""
        links = self.links.values()
        return sorted({row for one in links for row in (one.row, *one.candidates) if row >= 0})


def no_adverts() -> AdvertsRead:
    return AdvertsRead(TextsFound([]), (), ())
