"""What the firms of a register may be called by: keys of their names, and bodies without any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.link.index.postings import Pairs, Postings
from engine.link.names import briefly, groups, places, trades
from engine.link.names.company import CompanyName

#: Begins keys that are no distinctive parts.
NAMELESS, BRIEF = "∅", "∅~"
#: Of a part of a register: keys → entries; what firms without a distinctive part are called → entries.
Bodies = dict[str, list[int]]
Called = tuple[Pairs, Bodies]


def together(parts: Sequence[Called]) -> tuple[Postings, Bodies]:
    """The same of all of them."""
    bodies: Bodies = {}
    for _, some in parts:
        for called, entries in some.items():
            bodies.setdefault(called, []).extend(entries)
    return Postings.of_parts([pairs for pairs, _ in parts]), bodies


def keys_of(name: CompanyName, atlas: places.Atlas) -> Iterator[str]:
    """The distinctive part; for names that have none, and those whose part may be a place, what
    else they are known by."""
    yield from name.brands
    for brand in name.brands:
        if at := trades.inside(brand):  # a word that nobody listed follows one of a trade
            yield brand[:at]
        if name.places:
            yield from (brand[size:] for size in places.sights(brand))
    yield from (BRIEF + part for part in briefly.parts(name))
    if group := groups.key(name.text):
        yield NAMELESS + group
    for stem, told in briefly.bodies(name):
        yield f"{NAMELESS}{stem}|{'|'.join(sorted(told))}"
    stems = [brand for brand in name.brands if brand in atlas.names]
    if not name.brands or stems:
        if name.branch:
            yield NAMELESS + name.branch
            yield from (f"{NAMELESS}{spot.stem}{name.branch}" for spot in name.seat)
        words = "|".join(sorted(name.words))
        for stem in dict.fromkeys((*stems, *(spot.stem for spot in name.places))):
            yield f"{NAMELESS}{stem}|{words}"
