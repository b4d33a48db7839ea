"""Places in company names: which one it is, what it lies in, and whether two can be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from engine.link.names import chars, trades
from engine.text.dictionary import frequencies
from engine.text.divisions import divisions
from engine.text.fold import fold

Chain = tuple[str, str, str]
_PEOPLES = re.compile(
    r"(?:维吾尔|哈萨克|柯尔克孜|蒙古|达斡尔|鄂温克|鄂伦春|塔吉克|锡伯|土家|布依|仡佬|景颇|傈僳|拉祜|哈尼|纳西|撒拉|东乡|保安|仫佬"
    r"|毛南|裕固|各族|朝鲜|羌|彝|藏|壮|苗|侗|瑶|回|满|白|傣|佤|黎|水|土|畲|怒|独龙|普米)?族"
)
_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|省|市|盟|州|县|区|旗)$")
_LEVEL = {"省": 1, "市": 2, "盟": 2, "州": 2, "县": 3, "区": 3, "旗": 3}
#: Divisions that no table knows (they have other names now), told by their last character.
_UNKNOWN = re.compile(
    r"[\u4e00-\u9fff]{2,6}?自治[区州县旗]|[\u4e00-\u9fff]{2,3}?(?:市(?![政场民])|县|区(?!块链)|旗|地区"
    r"|省(?![钱心力时事电油水会城委内外级属下]))"
)
_NO_PLACE = re.compile(
    r"市[政场民]|超市|都市|城市|门市|上市|夜市|早市|菜市|花市|集市|股市|楼市|海市|[小社景校厂园矿库片街专特]区|地区|赤县|红旗|国旗|旗县"
)
#: Parts of towns that have no county of their own.
_ZONE = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:经济技术开发区|经济开发区|高新技术开发区|开发区|高新区|工业园区?|新区|示范区|度假区)"
    r"|高新技术产业开发区|经济技术开发区|高新技术开发区|经济开发区|高新区|经开区|开发区|工业园区"
)
_TOWN = re.compile(
    r"[\u4e00-\u9fff]{1,3}?(?:(?<![古小名重])镇(?![海江])|街道(?:办事处)?|办事处|苏木)"
)
_VILLAGE = re.compile(r"[\u4e00-\u9fff]{2,3}?村(?:\d{1,2}[社组队])?(?!镇)")
_SHORT_TOWN = 2
#: Lengths of bare names that may be misread, and what has to be left behind one.
_BARE, _LEAST_PART, _RARE = (2, 3), 2, 30
#: Of a sight how long it is, and how much has to stand behind it.
_SIGHT, _BEHIND = (2, 5), 3
_SIGHTS = frozenset(
    "山湖岛屿江河海湾寺庙宫观镇村乡街巷沟峡谷泉洲滩坝庄寨城关桥门塔陵坡岭峰洞潭池溪"
)
_LONGEST, _COUNTY, TOWN, VILLAGE = 11, 3, 4, 5
#: No name lies in more places; each is compared with all before it.
_MOST = 8
#: Without one of these no unknown division begins.
_ENDS = frozenset("省市县区旗镇道木村州处")


@dataclass(frozen=True, slots=True)
class Spot:
    """``level``: 1 province … 3 county, 4 township, 5 village; ``chains``: every (province, city,
    county) the name may be, () when the table does not know it."""

    stem: str
    level: int
    chains: tuple[Chain, ...] = ()
    #: 宁夏 and not 宁夏回族自治区: a bare name may also begin a distinctive part (惠民, 白云)
    bare: bool = False


@cache
def gazetteer() -> Mapping[str, Spot]:
    """Full and bare names of provinces, cities and counties."""
    known: dict[str, set[Chain]] = {}
    for name, province in divisions().provinces.items():
        known.setdefault(name, set()).add((province, "", ""))
    for name, (province, city) in divisions().cities.items():
        known.setdefault(name, set()).add((province, city, ""))
        known.setdefault(stem(name), set()).add((province, city, ""))
    for name, counties in divisions().counties.items():
        for county in counties:
            city = county.city or county.province
            known.setdefault(name, set()).add((county.province, city, name))
            known.setdefault(stem(name), set()).add((county.province, city, name))
            if name.endswith("区") and len(name) == 3:  # 兴平县 is 兴平市, 耀县 is 耀州区 now
                known.setdefault(name[:-1] + "县", set()).add((county.province, city, name))
    for name in [n for n in known if fold(n) != n]:  # 乾县
        known[fold(name)] = known[name]
    renamed = dict(line.split() for line in _lines("renamed.txt"))
    for then, now in renamed.items():
        known.setdefault(then, set()).update(known[now])
    for name in [n for n in known if n.endswith(("自治州", "自治县"))]:  # 门源县, 湘西州
        known.setdefault(stem(name) + name[-1], set()).update(known[name])
    return {
        name: Spot(
            stem(renamed.get(name, name)),
            min(_level(c) for c in chains),
            tuple(sorted(chains)),
            _bare(name),
        )
        for name, chains in known.items()
        if len(name) > 1 and name not in ("城区", "郊区", "矿区", "市辖区", "新城")
    }


@cache
def everyday() -> frozenset[str]:
    """Bare names that are everyday words."""
    return frozenset(word for line in _lines("everyday.txt") for word in line.split()) | frozenset(
        zones()
    )


@cache
def towns() -> frozenset[str]:
    """Names of townships, as the table writes them."""
    every = (c for found in divisions().counties.values() for c in found)
    return frozenset(
        town
        for county in every
        for town in county.written.split(" ")
        if town.endswith(("镇", "乡"))
    )


@cache
def _bare_towns() -> frozenset[tuple[str, str]]:
    """(county, township without its suffix)."""
    return frozenset(
        (name, town[:-1])
        for name, counties in divisions().counties.items()
        for county in counties
        for town in county.written.split(" ")
        if town.endswith(("镇", "乡")) and len(town) > _SHORT_TOWN
    )


def town(county: Spot, text: str, known: Atlas) -> int:
    """Length of the bare name of one of the county's townships that a name goes on with, with at
    least as much behind it as a distinctive part needs; 0 for none. Those of a county that no table
    has are what the register was found to have."""
    counties = {chain[2] for chain in county.chains if chain[2]}
    for size in (3, 2) if len(text) >= _BARE[0] + _LEAST_PART else ():
        bare = text[:size]
        if len(text) < size + _LEAST_PART:
            continue
        if any((c, bare) in _bare_towns() for c in counties):
            return size
        if not county.chains and any(_learned(f"{bare}{end}", known) for end in "镇乡"):
            return size
    return 0


def _learned(town: str, known: Atlas) -> bool:
    spot = known.names.get(town)
    return spot is not None and spot is not atlas().names.get(town)


@cache
def zones() -> Mapping[str, Spot]:
    """Parts of towns by their bare names: places only behind the town (深圳前海)."""
    lines = (line.split() for line in _lines("zones.txt"))
    return {zone: Spot(zone, TOWN, gazetteer()[town].chains, bare=True) for zone, town in lines}


def _lines(name: str) -> list[str]:
    text = files("engine.link.names").joinpath("data", name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Everything a name may be told a place by. ``heads`` and ``tails``: first (last) two
    characters → lengths of the names that begin (end) so, the longest first."""

    names: Mapping[str, Spot]
    heads: Mapping[str, tuple[int, ...]]
    tails: Mapping[str, tuple[int, ...]]
    #: what is left of the bare name of a town without one character → that character
    short: Mapping[tuple[int, str], frozenset[str]]

    def knowing(self, learned: Mapping[str, Spot]) -> Atlas:
        """The same and what is ``learned``, which comes before towns and parts of towns only."""
        new = {name: spot for name, spot in learned.items() if name not in gazetteer()}
        if not new:
            return self
        names = {**self.names, **new}
        # What is learned is in no chain, so that it has no short form; it may hide one that has.
        short = self.short if new.keys().isdisjoint(zones()) else _without(names)
        return Atlas(names, _lengths(new, 0, self.heads), _lengths(new, -2, self.tails), short)


@cache
def atlas() -> Atlas:
    """What the table of divisions knows."""
    names = {town: Spot(town, TOWN) for town in towns()} | dict(zones()) | dict(gazetteer())
    return Atlas(names, _lengths(names, 0, {}), _lengths(names, -2, {}), _without(names))


def _lengths(
    names: Iterable[str], at: int, known: Mapping[str, tuple[int, ...]]
) -> dict[str, tuple[int, ...]]:
    """Two characters of each name → the lengths of such names, the longest first, beside those that
    are ``known``. ``at``: 0 for the first two, −2 for the last."""
    found: dict[str, set[int]] = {}
    for name in names:
        key = name[at : at + 2 or None]
        found.setdefault(key, set(known.get(key, ()))).add(len(name))
    new = {key: tuple(sorted(sizes, reverse=True)) for key, sizes in found.items()}
    return {**known, **new}


def _without(names: Mapping[str, Spot]) -> dict[tuple[int, str], frozenset[str]]:
    found: dict[tuple[int, str], set[str]] = {}
    for name, spot in names.items():
        if spot.chains and len(name) in _BARE:
            for i, char in enumerate(name):
                found.setdefault((i, name[:i] + name[i + 1 :]), set()).add(char)
    return {key: frozenset(chars) for key, chars in found.items()}


def misread(text: str, known: Atlas, sure: bool = False) -> tuple[Spot | None, int]:
    """The place that ``text`` begins with, one of its characters miswritten (毫州), and its length;
    if ``sure``, only where a rare character was meant."""
    for size in _BARE:
        wrong = text[:size]
        if len(text) < size + _LEAST_PART or frequencies().get(wrong, 0) > _RARE:
            continue
        every = [
            (i, char, right)
            for i, char in enumerate(wrong)
            for right in sorted(known.short.get((i, wrong[:i] + wrong[i + 1 :]), ()))
        ]
        for likely in (chars.rare, chars.confused) if not sure else (chars.rare,):
            for i, char, right in every:
                if likely(char, right):
                    spot = known.names[wrong[:i] + right + wrong[i + 1 :]]
                    return replace(spot, bare=True), size
    return None, 0


def part_of_town(text: str) -> list[Spot]:
    """高新区 by itself, which says no town."""
    return [Spot(text, TOWN)] if _ZONE.fullmatch(text) else []


def scenic(text: str, size: int) -> bool:
    """Is what ``text`` begins with, so long, called like a sight or a village (龙虎山, 夫子庙)?"""
    return _SIGHT[0] <= size <= _SIGHT[1] and text[:size].rstrip("旁畔边")[-1:] in _SIGHTS


def sights(text: str) -> Iterator[int]:
    """Lengths of what may be a sight at the beginning of ``text``."""
    return (size for size in range(_SIGHT[0], len(text) - _BEHIND + 1) if scenic(text, size))


def stem(name: str) -> str:
    """平罗 of 平罗县, 昌吉 of 昌吉回族自治州; 沙县 and 东区 keep their suffix."""
    bare = _PEOPLES.sub("", _SUFFIX.sub("", name))
    return bare if len(bare) > 1 else name


def head(text: str, known: Atlas) -> tuple[list[Spot], list[int]]:
    """The places a name begins with, and where each begins; last, where they end."""
    found: list[Spot] = []
    at = 0
    edges = [0]
    while at < len(text) - 1 and len(found) < _MOST:
        spot, size = _at(text, at, known, found)
        if spot is None or (found and not _fits(spot, found)):
            break
        found.append(spot)
        at += size
        edges.append(at)
    return found, edges


def tail(text: str, known: Atlas, strict: bool = True) -> tuple[Spot | None, int]:
    """The place that ``text`` ends with, and where it begins; if not ``strict``, also one that is an
    everyday word, behind the words of a trade (牧野农业科技惠农)."""
    for size in known.tails.get(text[-2:], ()):
        name = text[-size:]
        if size > len(text) or (spot := known.names.get(name)) is None:
            continue
        start = len(text) - size
        if name not in everyday() or (
            not strict and name not in trades.lexicon() and trades.last(text, start)
        ):
            return spot, start
    return None, len(text)


def contradict(ours: Iterable[Spot], theirs: Iterable[Spot]) -> bool:
    """Is there a place among ours and one among theirs that cannot both be right?"""
    other = tuple(theirs)
    return any(_apart(a, b) for a in ours for b in other)


def shared(ours: Iterable[Spot], theirs: Iterable[Spot]) -> bool:
    """Do both name one place?"""
    other = tuple(theirs)
    return any(a.stem == b.stem or _misspelt(a, b) for a in ours for b in other)


def _at(text: str, at: int, known: Atlas, before: list[Spot]) -> tuple[Spot | None, int]:
    for size in known.heads.get(text[at : at + 2], ()):
        name = text[at : at + size]
        spot = known.names.get(name) if at + size <= len(text) else None
        if spot is None or (spot.bare and text.startswith(("路", "街", "大道"), at + size)):
            continue
        if spot.bare and spot.level > 1 and text.startswith("县", at + size):  # 玉环县, 玉环市 now
            return replace(spot, level=max(spot.level, _COUNTY), bare=False), size + 1
        if before or name not in everyday():
            return spot, size
    window = text[at : at + _LONGEST]
    if _ENDS.isdisjoint(window):
        return None, 0
    for pattern, level in ((_UNKNOWN, 0), (_ZONE, TOWN), (_TOWN, TOWN), (_VILLAGE, VILLAGE)):
        if (level and not before) or (level == VILLAGE and before[-1].level < TOWN):
            continue
        match = pattern.match(window)
        if match and not _NO_PLACE.search(match.group()):
            name = match.group()
            return Spot(stem(name), level or level_of(name)), len(name)
    return None, 0


def unknown(text: str) -> str:
    """What ``text`` begins with that is called like a county or a town; "" where nothing is."""
    match = _UNKNOWN.match(text)
    return match.group() if match and not _NO_PLACE.search(match.group()) else ""


def level_of(name: str) -> int:
    """Of a division that no table knows, by what it is called."""
    return _LEVEL.get(name[-1], 3)


def _fits(spot: Spot, before: list[Spot]) -> bool:
    """May ``spot`` stand behind these: within them, or the same again?"""
    if any(_apart(spot, known) for known in before):
        return False
    return not spot.bare or spot.level > max(known.level for known in before) or not spot.chains


def _apart(one: Spot, other: Spot) -> bool:
    if one.stem == other.stem:
        return False
    if one.chains and other.chains and not one.level == other.level == TOWN:
        return not any(_nested(a, b) for a in one.chains for b in other.chains)
    return one.level == other.level and not _misspelt(one, other)


def _misspelt(one: Spot, other: Spot) -> bool:
    """Is one a known place and the other no place, but for one character (渭楠, 渭南)?"""
    if bool(one.chains) == bool(other.chains) or len(one.stem) != len(other.stem):
        return False
    changed = [(a, b) for a, b in zip(one.stem, other.stem, strict=True) if a != b]
    return len(changed) == 1 and changed[0][1] in chars.alike(changed[0][0])


def _nested(one: Chain, other: Chain) -> bool:
    return all(a == b or not a or not b for a, b in zip(one, other, strict=True))


def _level(chain: Chain) -> int:
    return 3 if chain[2] else 2 if chain[1] else 1


def _bare(name: str) -> bool:
    return _SUFFIX.search(name) is None
