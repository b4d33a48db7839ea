"""What a territory table says of where an area is: 清江路61-120号（含金座大厦）, 永兴村（全部）,
某某街道（除三里桥社区）, 梅花村1-3组.

What stands in brackets adds to what stands before them, takes away of it, numbers its houses, or
says nothing. What is neither is told to the office.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from engine.model.patterns import later
from engine.place.house_numbers import STREET, Houses, houses, houses_in
from engine.place.whereabouts import tells_nothing
from engine.text.fold import fold
from engine.text.numerals import parse

_BETWEEN = "、,，;；|"
_OPEN, _CLOSE = "(（[【〔", ")）]】〕"
_SPACE = later(r"\s+")
_BEFORE_REMARK = later(r"\s+(?=[(（[【〔])")
_ADDS = later(
    r"(?:另外?|并|其中)?(?:包含|包括|含(?![山光谷浦弘]))(?:有|了)?[:：]?(?P<what>.{2,})|(?:以及|连同)(?P<also>.{2,})"
)
_LESS = later(
    r"(?:但|其中)?(?:除(?:去|了|开|掉)?|不(?:包含|包括|含|包)|剔除|扣除|去除)[:：]?(?P<what>.+?)"
    r"(?:(?:以|之)?外|除外)?|(?P<but>.+?)(?:除外|不在内)"
)
#: In the middle of a text 除 needs its end: 清江路除88号外.
_LESS_OF = later(
    r"(?P<of>.{2,}?)(?:(?:但|其中)?(?:除(?:去|了|开|掉)?(?P<what>.{2,}?)(?:(?:以|之)外|外)|不(?:包含|包括|含)(?P<no>.{2,})))"
)
#: Too few characters to take 含 at the beginning of a text for a word of its own.
_FEW = 4
_ALL = later(
    r"(?:全|整|所有)(?:部|域|境|线|段|路段|路|街|巷|村|社区|小区|区域|体|条(?:路|街|巷))?(?:范围|区域|住户|商户|门牌)?"
    r"|单双号?|两侧|两边|双侧|路两侧|约?[0-9]+(?:余|多)?(?:户|人|家|人口)"
)
_PLACE = later(
    r".*(?:[路街道巷弄里村居队组社场园苑城楼厦寓庄湾坊栋幢座号馆店院房]|社区|小区|市场|中心|广场|新区|园区|花园|学校|医院|[0-9]期|东区|西区|南区|北区)"
)
#: Such stand in every second address: 含社区, 含居民楼.
_ANY = later(
    r"(?:本|各|所有|农|居|辖区|村)?(?:村|社区|街道|道路|街|路|巷|组|小区|花园|楼房|居民楼|民房|自建房|大院|医院|学校|幼儿园|园区|公园|门店)+"
)
#: Which part of a street is meant nobody can read of an address.
_PART_OF = later(
    r".*(?:至|到|以[东西南北上下内外]|[东西南北]侧|[东西南北]边|[东西南北上下中前后]?段|旁|对面|附近|周边|外的|其他|其余|所有|全部|背街|沿街|临街|小巷|支路|商铺|门面|门店|[两双]侧).*"
)
#: The four ends of an area: 东至蒸阳大道.
_ENDS = later(r"[东西南北]{1,2}[至到起抵临接].{3,}")
_COUNT = "[0-9]{1,3}|[一二三四五六七八九十]{1,3}"
_OF_PLACES = "村民小组|村民组|小组|组|社|队|号楼|栋|幢|座|层|楼"
_UNITS = later(
    rf"(?P<base>.*?)第?(?P<low>{_COUNT})(?:(?:{_OF_PLACES})?(?:[-—–~]+|至|到)第?(?P<high>{_COUNT}))?"
    rf"(?P<unit>{_OF_PLACES})"
)
#: Units that are written for one another.
_SAME_UNITS = (("号楼", "栋", "幢"), ("层", "楼"))
_MOST_UNITS = 99
_BARE = later(
    r"(?P<base>.*[^0-9一二三四五六七八九十第])?第?(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})"
)
_UNIT = later(
    r"第?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})(?P<unit>村民小组|村民组|小组|组|社|队|号楼|栋|幢|座|号)"
)
_ONE_HOUSE = later(r"[0-9]{1,5}(?:-[0-9]+)?号")
_NUMBER = later(r"第?(?:[0-9]{1,3}|[一二三四五六七八九十]{1,3})")
_SPAN = later(r"[0-9]{1,5}[-—–~]+[0-9]{1,5}")
_NUMERAL = "〇一二三四五六七八九"


class Keywords(NamedTuple):
    """``patterns`` and ``ranges`` of the area, ``less`` and ``less_ranges`` of what is not its;
    ``said``: the words of the office that are looked for; ``unread``: what nobody can read, each with
    what is looked for in its stead."""

    patterns: tuple[str, ...]
    ranges: tuple[Houses, ...]
    less: tuple[str, ...]
    less_ranges: tuple[Houses, ...]
    said: tuple[str, ...]
    unread: tuple[tuple[str, str], ...]


def keywords(cell: str) -> Keywords:
    """Of one cell of 地址关键词."""
    reading = _Reading()
    for text, remarks in _parts(cell):
        reading.take(text, remarks)
    return reading.done()


def keywords_of_name(name: str) -> Keywords | None:
    """Of what an area is called, where that says more than a name: 永兴村（全部）, 梅花村1-3组."""
    if len([*_parts(name)]) != 1:
        return None
    read = keywords(name)
    return None if read.unread or read.patterns == (name,) else read


class _Reading:
    def __init__(self) -> None:
        self.said: list[str] = []
        #: behind all others, so that 61-120号（含金座大厦）、130号 is of one street
        self.more: list[str] = []
        self.less: list[str] = []
        self.unread: list[tuple[str, str]] = []

    def take(self, text: str, remarks: list[str]) -> None:
        before = self.said[-1] if self.said else ""
        if _ENDS.fullmatch(text):
            self.unread.append((text, ""))
            return
        if _ALL.fullmatch(fold(text)):
            return
        if (self.said or text.endswith("外")) and (found := _LESS.fullmatch(text)):
            self._without(found["what"] or found["but"], before, text)
            return
        if (found := _ADDS.fullmatch(text)) and len(what := found["what"] or found["also"]) >= _FEW:
            self.more += [what, text]
            return
        if found := _LESS_OF.fullmatch(text):
            text = found["of"]
            self._without(found["what"] or found["no"], text, found.group())
        at = len(self.said)
        for remark in remarks:
            self._remark(text, remark)
        if len(self.said) == at and text:
            self.said.append(text)

    def _remark(self, text: str, remark: str) -> None:
        if not remark or _ALL.fullmatch(fold(remark)):
            return
        side = houses_in(whole := f"{text}({remark})")
        if side and "(" not in side[0].street:
            self.said.append(whole)  # 柳荫街1-50号（单号）
            return
        if found := _LESS.fullmatch(remark):
            self._without(found["what"] or found["but"], text, f"{text}（{remark}）")
            return
        found = _ADDS.fullmatch(remark)
        adds = _pieces((found["what"] or found["also"]) if found else remark)
        numbered = [_numbered(text, one) for one in adds]
        if all(numbered):
            if found:
                self.more += numbered
            else:
                self.said += [*([text] if houses_in(text) else ()), *numbered]
            return
        named = [number or one for number, one in zip(numbered, adds, strict=True)]
        known = [one for one in named if _is_place(one)]
        if not found and (len(known) < len(named) or STREET.fullmatch(text)):
            # 清江路（金座大厦） may mean that there is nothing else of the street.
            self.unread.append((f"{text}（{remark}）", text))
            return
        self.more += known
        if len(known) < len(named):
            self.unread.append((f"{text}（{remark}）", "、".join((text, *known))))

    def _without(self, what: str, text: str, whole: str) -> None:
        pieces = _pieces(what)
        numbered = [_numbered(text, one) or one for one in pieces]
        known = [one for one in numbered if _is_place(one)]
        self.less += known
        if len(known) < len(pieces):
            self.unread.append((whole, text))

    def done(self) -> Keywords:
        said = [*_with_shared_units(self.said), *self.more]
        self.unread += [(one, "") for one in said if _NUMBER.fullmatch(fold(one))]
        said = [one for one in said if not _NUMBER.fullmatch(fold(one))]
        patterns, ranges = houses(_with_units(said))
        less, less_ranges = houses(_with_units(self.less))
        return Keywords(
            tuple(patterns),
            tuple(ranges),
            tuple(less),
            tuple(less_ranges),
            tuple(said),
            tuple(self.unread),
        )


def _parts(cell: str) -> Iterator[tuple[str, list[str]]]:
    """Texts between separators, each with what stands in its brackets."""
    text, inner, depth = "", "", 0
    remarks: list[str] = []
    for char in _SPACE.sub(" ", _BEFORE_REMARK.sub("", cell.strip())) + _BETWEEN[0]:
        if char in _OPEN:
            depth += 1
            inner += char if depth > 1 else ""
        elif char in _CLOSE:
            if depth == 1:
                remarks.append(inner.strip())
                inner = ""
            elif depth:
                inner += char
            depth = max(depth - 1, 0)
        elif depth:
            inner += char
        elif char in _BETWEEN or char == " ":
            if text or remarks:
                yield text, remarks
                text, remarks = "", []
        else:
            text += char
    if depth:  # nobody closed it
        remarks.append(inner.strip().rstrip(_BETWEEN))
        yield text, remarks


def _pieces(text: str) -> list[str]:
    """和, 及 part two names, but not what is but one name: 和平路."""
    pieces: list[str] = []
    for part in filter(None, re.split(rf"[{_BETWEEN}\s]+", text)):
        begin = 0
        for sign in re.finditer("[和及与]", part):
            if _is_place(part[begin : sign.start()]) and _is_place(part[sign.end() :]):
                pieces.append(part[begin : sign.start()])
                begin = sign.end()
        pieces.append(part[begin:])
    return pieces


def _numbered(text: str, piece: str) -> str:
    """The piece with the street or village before it, if it is but a number or a range of some."""
    plain = fold(piece)
    street = next((one.street for one in houses_in(text)), "") or text
    units = _UNITS.fullmatch(plain)
    if units and not units["base"]:
        return _base(text) + plain
    if _SPAN.fullmatch(plain) and STREET.fullmatch(street):
        plain += "号"
    if any(not one.street for one in houses_in(plain)) or _ONE_HOUSE.fullmatch(plain):
        return street + plain
    return ""


def _base(text: str) -> str:
    found = _UNITS.fullmatch(fold(text))
    return found["base"] if found and found["base"] else text


def _is_place(text: str) -> bool:
    plain = fold(text)
    return (
        len(plain) > 1
        and (_PLACE.fullmatch(plain) is not None or bool(houses_in(plain)))
        and not (_PART_OF.fullmatch(plain) and not houses_in(plain))
        and not tells_nothing(plain)
        and not _ANY.fullmatch(plain)
    )


def _with_shared_units(said: list[str]) -> list[str]:
    """梅花村1、2、3组: the last tells what all of them number."""
    units: list[str] = []
    unit = ""
    for text in reversed(said):
        plain = fold(text)
        bare = _BARE.fullmatch(plain) if unit else None
        if bare:
            number = bare["number"]
            told = number if number.isdecimal() else f"{parse(number):.0f}"
            units.append(f"{bare['base'] or ''}{told}{unit}")
            unit = "" if bare["base"] else unit
            continue
        found = _UNIT.fullmatch(plain)
        unit = found["unit"] if found else ""
        units.append(text)
    return units[::-1]


def _with_units(said: Iterable[str]) -> Iterator[str]:
    """Groups of a village and blocks of an estate one by one, each in the ways it is written."""
    base = ""
    for text in said:
        found = _UNITS.fullmatch(fold(text))
        if found is None:
            base = text
            yield text
            continue
        base = found["base"] or base
        low, high = sorted(_number(found[end] or found["low"]) for end in ("low", "high"))
        if not base or high - low > _MOST_UNITS:
            yield text
            continue
        base = _base(base)
        unit = found["unit"]
        alike = next((units for units in _SAME_UNITS if unit in units), (unit,))
        units = {unit, "组"} if unit.endswith("组") else alike
        for number in range(low, high + 1):
            for numeral in (str(number), _chinese(number)):
                yield from (
                    f"{base}{before}{numeral}{one}"
                    for before in ("", "第")
                    for one in sorted(units)
                )


def _number(told: str) -> int:
    return int(told) if told.isdecimal() else round(parse(told) or 0)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if number > 99:
        return str(number)
    return (("" if tens == 1 else _NUMERAL[tens]) + "十" if tens else "") + (
        _NUMERAL[ones] if ones else ""
    )
