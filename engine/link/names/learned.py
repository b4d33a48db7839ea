"""Places that a register teaches: those that its firms begin with and no table knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from engine.link.names.places import TOWN, Spot, gazetteer, level_of, stem, towns, unknown
from engine.text.dictionary import frequencies

_LEARNED_TOWN = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}[县市区旗])?([\u4e00-\u9fff]{2,3}(?:(?<![古小名重村])镇(?![海江])|乡))"
)
#: The township of an address.
_SEATED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,7}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,7}?[市州])?(?:[\u4e00-\u9fff]{1,8}?[县区旗市])?([\u4e00-\u9fff]{2,3}(?:(?<!乡)镇|乡(?!镇)))(?![路街道])"
)
#: A place is learned of so many names.
_OFTEN = 3
#: The part of a register's names that begin with what is its own county.
_OWN = 0.5


def learn(names: Sequence[str], addresses: Sequence[str] = ()) -> dict[str, Spot]:
    """Places that firms of a register begin with and the table does not know: counties, also by
    their bare names (云泉 of 云泉县), and townships; where most are of such a county, also those of
    their addresses.

    A town that is named less often is one if others leave out what it is (云泉市, 云泉), and it is
    no word."""
    counties: Counter[str] = Counter()
    towns_seen: Counter[str] = Counter()
    for name in names:
        county = unknown(name)
        if county and county not in gazetteer():
            counties[county] += 1
        town = _LEARNED_TOWN.match(name)
        if town and town.group(1) not in towns():
            towns_seen[town.group(1)] += 1
    often = {name for name, count in counties.items() if count >= _OFTEN}
    often |= _borne_out(counties.keys() - often, names)
    if sum(counties[name] for name in often) >= _OWN * len(names):
        towns_seen.update(
            town.group(1) for address in addresses if (town := _SEATED.match(address))
        )
    learned = {name: Spot(name, TOWN) for name, count in towns_seen.items() if count >= _OFTEN}
    # 云泉 is what more firms say that it is, 云泉县 or 云泉市, whichever comes first.
    for name in sorted(often, key=lambda known: (counties[known], known)):
        level = level_of(name)
        learned[name] = Spot(stem(name), level)
        learned[stem(name)] = Spot(stem(name), level, bare=True)
    return learned


def _borne_out(seldom: Iterable[str], names: Sequence[str]) -> set[str]:
    """Those of a few towns that other names begin with without what they are."""
    words = frequencies()
    stems = {
        stem(name): name for name in seldom if name[-1] in "市县" and not words.get(stem(name))
    }
    sizes = sorted({len(known) for known in stems})
    return {
        stems[bare]
        for name in names
        for size in sizes
        if (bare := name[:size]) in stems and not name.startswith(stems[bare])
    }
