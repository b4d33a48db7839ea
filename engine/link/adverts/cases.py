"""What may be said of a firm that a text may mean, beside the others that it may mean."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from engine.link.texts.sighting import Sighting

TRADE = ("fits 1", "fits 2", "fits 3", "topic", "echo")
#: What stands between the names of a list.
_SIGNS = tuple("、和与")
#: Kinds of facts that speak for a firm.
_KINDS = (
    ("trade", TRADE),
    ("place", ("place told", "door")),
    ("person", ("person", "family", "given")),
)
#: Row, where it may be named, what else is told.
Case = tuple[int, list[Sighting], list[str]]


def alone(cases: list[Case]) -> list[Case]:
    """With how many kinds of facts speak for each firm, and which of them speak for no other of
    its name."""
    if not cases:  # as of most texts
        return []
    kinds = [{kind for feature in told if (kind := _kind(feature))} for _, _, told in cases]
    stems = [{s.stem for s in sightings} for _, sightings, _ in cases]
    bearers = Counter(stem for mine in stems for stem in mine)
    told_of = Counter(
        (stem, kind)
        for mine, known in zip(stems, kinds, strict=True)
        for stem in mine
        for kind in known
    )
    found: list[Case] = []
    for (row, sightings, told), mine, known in zip(cases, stems, kinds, strict=True):
        # That nothing else is told says little against a name, and much where none is.
        more = [f"kinds {len(known)}"] if len(known) > 1 or not sightings else []
        if any(bearers[stem] > 1 for stem in mine):
            theirs = {
                kind
                for kind, _ in _KINDS
                if any(told_of[stem, kind] > (kind in known) for stem in mine)
            }
            more += [f"sole {kind}" for kind in sorted(known - theirs)]
            more += [f"lacks {kind}" for kind in sorted(theirs - known)]
        if not sightings:
            more = [f"unnamed {one}" for one in more]
        found.append((row, sightings, [*told, *more]))
    return found


@lru_cache(maxsize=1024)
def _kind(feature: str) -> str:
    """Of which kind a fact is; "" for one of none."""
    return next((kind for kind, starts in _KINDS if feature.startswith(starts)), "")


def listed(text: str, mine: set[str], named: set[str]) -> bool:
    """Does a name of ``mine`` stand beside another that is ``named``, as in a list? Names are looked
    for around each place only: a text may name thousands."""
    others = tuple(named - mine)
    for one in mine if others else ():
        at = text.find(one)
        while at >= 0:
            end = at + len(one)
            if text.startswith(_SIGNS, end) and text.startswith(others, end + 1):
                return True
            if text.endswith(_SIGNS, 0, at) and text.endswith(others, 0, at - 1):
                return True
            at = text.find(one, at + 1)
    return False
