"""Where a tip says that something happens, as people tell it: a village and its team, an estate, a
market hall, a crossing, what lies opposite.

Coarser than a door (``told_door``), yet a place to go to and ask. Where the reporter lives is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.model.patterns import later
from engine.place.named import told_as_name
from engine.place.told_door import LEADS, one_door
from engine.text.fold import fold

_HAN = r"[\u4e00-\u9fff]"
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_AREAS = rf"(?:{_HAN}{{1,4}}?(?:省|(?<!门)市(?!场)|县(?!医院|政府|中学)|(?<!小)区(?!域)|镇(?!政府|中学|医院)|乡|街道)){{0,4}}?"
_STREET = rf"{_HAN}{{1,4}}?(?:大道|大街|路|街|巷|弄)"
_BLOCK = rf"(?:[A-Za-z][座栋幢区]|{_COUNT}(?:座|栋|幢|号楼|区))"
_UNIT = rf"{_COUNT}单元"
_INSIDE = rf"(?:{_COUNT}[楼层])?(?:[A-Za-z]?\d{{1,4}}(?:室|房|号(?!楼)))?"
_REST = rf"(?:[东西南北]门|[东西南北中]区)?(?:{_BLOCK}){{0,2}}(?:{_UNIT})?{_INSIDE}"
#: Near something: behind these words nothing is counted.
_NEAR = r"(?:斜?对[面过门]|旁边?|隔壁|边上|附近|楼[上下]|后面|前面|门口|[东西南北]头|[东西南北][侧边]|往[东西南北][前边走]?(?:\d{1,4}米)?|里面?|院内|内)"
_ESTATE = rf"{_HAN}{{2,6}}?(?:小区|花园|花苑|家园|佳苑|嘉园|雅苑|公寓|新村|安置区|安置点|华庭|华府|名邸|社区)(?:小区)?"
_HALL = rf"{_HAN}{{2,8}}?(?:市场|商城|批发城|建材城|大厦|广场|写字楼|商务楼|综合楼|大楼|商厦|步行街|产业园|工业园区?|园区|国际)"
_MARK = rf"{_HAN}{{0,6}}?(?:汽车站|火车站|车站|医院|卫生院|小学|中学|学校|幼儿园|银行|信用社|村委会|村部|居委会|镇政府|乡政府|政府|派出所|公园|电影院|酒店|宾馆|饭店|营业厅|邮局|加油站|供销社|超市|药店)(?:[东西南北]门)?"
_SPOT = later(
    rf"{_AREAS}(?:"
    rf"(?P<village>{_HAN}{{2,4}}?村)(?:{_COUNT}[组队社])?(?:(?:村委会|村部)?{_NEAR})?"
    rf"|(?P<team>{_HAN}{{2,4}}?){_COUNT}[组队社](?!会|里)"
    rf"|(?P<cross>{_STREET}[与和跟、]{_STREET})(?:的?(?:交叉|交汇)?[路十]?[口字](?:路口)?)(?:[东西南北]{{1,2}}角)?{_INSIDE}"
    rf"|(?P<house>{_STREET}\d{{1,5}}号)(?:院|附\d{{1,3}}号?)?(?:{_NEAR})?"
    rf"|(?P<estate>{_ESTATE}){_REST}(?:{_NEAR})?"
    rf"|(?P<hall>{_HALL})(?:{_REST}(?:{_NEAR})?)"
    rf"|(?P<mark>{_MARK})(?:{_COUNT}[楼层]|{_NEAR}(?:{_COUNT}[楼层])?)"
    rf"|(?P<road>{_STREET})[东西南北中]段"
    rf")"
)
_CLAUSE = later(r"[^，。；！？、,;!?\s:：|【】()（）《》“”\"'~～·…]+")
#: Words that are no part of a name, and whose village or home it is.
_WORDS = re.compile(
    r"[的了我你他她它们把被让给说这那哪谁几全本邻某个骗借欠]|[同外]村|有人|隔壁|农村|各|^[家人]?住|联系|地址|住址|地点"
)
#: What stands before these is a name of its own.
_KINDS = re.compile(
    r"(?:村|大道|大街|[路街巷弄]|\d+号?|小区|花园|花苑|家园|佳苑|嘉园|雅苑|公寓|安置[区点]|华庭|华府|名邸|社区|农贸|集贸|批发|建材|市场|商城|大厦"
    r"|广场|写字楼|商务|综合|大?楼|商厦|步行街|产业园|工业|园区?|国际|[老旧新]?[汽火]?车站|[省市县镇乡]|医院|卫生院|[中小]?学校?|幼儿园|银行"
    r"|信用社|[村居]委会|村部|政府|派出所|公园|电影院|酒店|宾馆|饭店|营业厅|邮局|加油站|供销社|超市|药店|[东西南北]门)+$"
)
_HOME = re.compile(r"(?:我|我们|我家|本人|家|俺|俺家|她|他)?(?:住在?|家在|是)$")
#: Where whoever tips off is found himself.
_REPORTER = re.compile(
    r"(?:(?:联系|通[讯信]|家庭|寄送?|本人|我的|举报人|来电人|反映人)[^，。；:：\n]{0,4}(?:地址|住址|地点)|回访)[^，。；\n]*"
)
#: Who says who he is goes on with where he is; and whom one asks to come there.
_MYSELF = re.compile(r"(?:我叫|本人|举报人|来电人|我姓)[^，。；！？,;!?]{0,8}[，,]?$")
_TO_ME = re.compile(r"[^，。；]{0,6}(?:找我|联系我|回访|我家|家[中里]|被人?上门)")
#: Two places in one breath.
_BOTH = re.compile(r"[和与及跟]")
#: What adds nothing to a place that it ends with.
_IN = re.compile(r"(?<=.{3})(?:里面?|院内|内|楼[上下])$")
_NEARBY = ("mark", "hall")
_STEPS = 2
_GROUPS = ("village", "team", "cross", "house", "estate", "hall", "mark", "road")


def told_where(text: str) -> str:
    """Where somebody is to go on a tip that names no firm: a door, or else a spot; not where the
    reporter says that he himself is found."""
    told = _REPORTER.sub("", text)
    return one_door([told]) or told_spot(told)


def told_spot(text: str) -> str:
    """The one place that a tip names, as it says it; "" where it names none, or several."""
    found = list(dict.fromkeys(_spots(text)))
    said = "".join(spot for _, spot in found)
    if (
        len(found) == _STEPS
        and found[0][0] not in _NEARBY
        and found[1][0] in _NEARBY
        and said in text.replace("，", "")
    ):
        return said  # told in steps: 光明路中段，营业厅隔壁
    spots = sorted((spot for _, spot in found), key=len)
    return spots[-1] if spots and spots[0] and all(spot in spots[-1] for spot in spots) else ""


def _led(said: str, start: int) -> str:
    """What leads to a place within its clause."""
    return next((m.group() for m in LEADS.finditer(said) if m.end() == start), "")


def _spots(text: str) -> Iterator[tuple[str, str]]:
    """(kind, place), in the order of the text."""
    folded = fold(text)
    text = text if len(text) == len(folded) else folded
    for clause in _CLAUSE.finditer(folded):
        said, at = clause.group(), clause.start()
        ends: dict[int, tuple[str, int]] = {}
        for start in (0, *(lead.end() for lead in LEADS.finditer(said))):
            found = _SPOT.match(said, start)
            if found is None or _HOME.search(said[:start]) or _TO_ME.match(said, found.end()):
                continue
            if _MYSELF.search(folded, 0, at + start - len(_led(said, start))):
                continue
            kind = next(group for group in _GROUPS if found[group])
            if _BOTH.match(said, found.end()):
                yield kind, ""  # not the only one
            elif not _WORDS.search(found[kind]) and _is_named(found, kind):
                ends[found.end()] = kind, start
        for end, (kind, start) in ends.items():
            yield kind, _IN.sub("", text[at + start : at + end])


def _is_named(found: re.Match[str], kind: str) -> bool:
    """``kind``: what of the place bears the name; a street's number stands within it."""
    own = _KINDS.sub("", found[kind])
    before = found.string[: found.start(kind)]
    number = re.search(r"\d+号?$", found[kind]) if kind == "house" else None
    behind = number[0] if number else found.string[found.end(kind) :]
    return told_as_name(own, before, behind)
