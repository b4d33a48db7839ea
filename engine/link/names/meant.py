"""How one name is read beside another: which of its readings the other one bears out."""

from __future__ import annotations

from dataclasses import replace

from engine.link.names import places
from engine.link.names.company import CompanyName, bare_town

_BEHIND = 2


def beside(name: CompanyName, other: CompanyName) -> CompanyName:
    """A misread place is one only if the other name has it; one behind the name says where the
    firm is and not where its branch is, if the other name says so."""
    if name.branch and not other.branch and _aside(name, other):
        name = name._replace(places=(*name.places, *name.seat), branch="", seat=())
    if name.places and not name.brands and name.trade and _called_so(name, other):
        name = name._replace(places=(), brands=(name.places[0].stem,))
    if (spot := _unknown_before(name, other)) is not None:
        part = name.brand.removeprefix(spot.stem)
        name = name._replace(places=(*name.places, spot), brands=(part, *name.brands))
    if not name.misread:
        return name
    if places.shared(name.places[:1], other.places):
        return name._replace(brands=tuple(sorted(name.brands, key=len)))
    return name._replace(places=name.places[1:], brands=name.brands[:1])


def _called_so(name: CompanyName, other: CompanyName) -> bool:
    """宝塔石化, 文昌教育科技: is the only place of ``name`` what a firm elsewhere is called?"""
    spot = name.places[0]
    if len(name.places) > 1 or not spot.bare:
        return False
    return spot.stem in other.brands and not places.shared(name.places, other.places)


def _unknown_before(name: CompanyName, other: CompanyName) -> places.Spot | None:
    """青峪 of 青峪安邦担保 beside 安邦担保（青峪）: a place that no table knows, but ``other``."""
    for spot in other.places:
        unknown = not spot.chains and spot.level < places.TOWN
        if unknown and name.brand.startswith(spot.stem):
            return spot if name.brand.removeprefix(spot.stem) in other.brands else None
    return None


def _aside(name: CompanyName, other: CompanyName) -> bool:
    """食品厂 巨野: is the branch nothing but a place that the other name has, too?"""
    if name.kind or not name.seat or name.branch != name.seat[-1].stem:
        return False
    return any(
        spot.stem in (name.branch, f"{other.places[0].stem}{name.branch}") for spot in other.places
    )


def doubtful(name: CompanyName, other: CompanyName) -> bool:
    """Does an everyday word behind the province begin the part (河南中原金汇, 河南金汇)?"""
    if len(name.places) != len(other.places) + 1 or len(name.places) != _BEHIND:
        return False
    before, spot = name.places
    skips = before.level == 1 and spot.level > _BEHIND
    return skips and spot.bare and spot.stem in places.everyday()


def placed(name: CompanyName, other: CompanyName) -> tuple[places.Spot, ...]:
    """The places of ``name``, 镇 and 街道 without what they are called."""
    meant = _meant(name, other)
    for spot in meant:
        if spot.level >= places.TOWN:
            return tuple(map(_unsuffixed, meant))
    return meant


def _unsuffixed(spot: places.Spot) -> places.Spot:
    return replace(spot, stem=bare_town(spot.stem)) if spot.level >= places.TOWN else spot


def _meant(name: CompanyName, other: CompanyName) -> tuple[places.Spot, ...]:
    """The places of ``name``; one that ``other`` has as a part of its name is none (翠屏山)."""
    further = name.brands[1:]
    if name.places and name.places[-1].bare and further:
        if any(brand.startswith(name.places[-1].stem) for brand in other.brands):
            return name.places[:-1]
        flat = other.brand + other.trade
        if other.brand in further or flat in [brand + name.trade for brand in further]:
            return name.places[:-1]
    return name.places
