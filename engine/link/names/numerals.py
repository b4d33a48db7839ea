"""Numbers in names, in one form: 第三, 三厂, 二〇一九, 二十四节气 with digits, 7天 and 两口 with a numeral.

A number that tells firms apart (三厂) or has several digits becomes digits; a single one that only
counts what follows becomes a numeral, for most names are written with it (七天, 三只羊).
"""

from __future__ import annotations

import re
from types import MappingProxyType

_NUMERALS = "一二三四五六七八九十百千"
_COUNTED = r"(?:号|期|分[店厂部校社院行公]|店|厂|[社队组](?!区)|村|中学|小学|门市|支队|营业|连锁?店|矿|校|院|所|车间|部$)"
_ORDINAL = re.compile(
    rf"第((?:[一二三四五六七八九十零]|百(?!货))+)|(?<![{_NUMERALS}零万])([一二三四五六七八九十]{{1,3}})(?={_COUNTED})"
)
#: Digits read out one by one: 一零一, 二零一九, 三六五.
_RUN = re.compile(
    rf"(?<![{_NUMERALS}万亿])(?:[一二三四五六七八九][零一二三四五六七八九]{{2,}}|[一二三四五六七八九]零)(?![十百千万亿])"
)
#: What a numeral before it belongs to: places (三十里铺, 十八家子, 二七), 百货, 百姓.
_PART = r"(?![万亿铺户顷台岗盘站塘连道沟梁级敖德吐弄陵山工市区县镇乡街路堡团师货姓]|家子)"
_WHOLE = re.compile(
    rf"(?<![第{_NUMERALS}零万亿])(?:[一二三四五六七八九两]?[十百千][零{_NUMERALS}]+|[一二三四五六七八九两][十百千]"
    rf"|(?!二七)[一二三四五六七八九]{{2}})(?![{_NUMERALS}零])" + _PART
)
#: 两口, 十元店: behind a number stands what is counted.
_TWO = re.compile(rf"两(?<![{_NUMERALS}\d]两)(?=[元块个只口家头匹条层杯碗件张把天年])")
_TENS = re.compile(rf"[十百](?<![第{_NUMERALS}零万亿\d].)(?=[元块天]|分(?![店厂部校社院]))")
_SINGLE = re.compile(rf"[1-9](?<![\da-z第].)(?![\da-z]|{_COUNTED}|[区栋幢楼座室路]|$)")
#: Where one may stand before what it counts, or behind 第.
_BEFORE = re.compile(rf"第|[一二三四五六七八九十]{_COUNTED}")
#: Without two of them side by side there is no number of several.
_PAIR = re.compile(rf"[{_NUMERALS}两][零{_NUMERALS}]")
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_SPELT = MappingProxyType({str(i): c for i, c in enumerate("零一二三四五六七八九")})
_VALUE = MappingProxyType({c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2})
_UNIT = MappingProxyType({"十": 10, "百": 100, "千": 1000})
_LARGE = frozenset("百千")
_SIGNS = frozenset("一二三四五六七八九十百千两123456789")


def figured(text: str) -> str:
    """``text`` with its numbers in one form."""
    if _SIGNS.isdisjoint(text):
        return text
    several = _PAIR.search(text) is not None
    if several:
        text = _RUN.sub(lambda run: run.group().translate(_DIGITS), text)
    if _BEFORE.search(text):
        text = _ORDINAL.sub(_ordinal, text)
    if several:
        text = _WHOLE.sub(_whole, text)
    text = _TENS.sub(lambda ten: str(_UNIT[ten.group()]), _TWO.sub("二", text))
    return _SINGLE.sub(lambda digit: _SPELT[digit.group()], text)


def _whole(match: re.Match[str]) -> str:
    word = match.group()
    if match.string.startswith("里", match.end()) and _LARGE.isdisjoint(word):
        return word  # 十八里 is a place
    if _UNIT.keys().isdisjoint(word):
        return word.translate(_DIGITS)
    value = _value(word)
    return word if value is None else str(value)


def _ordinal(match: re.Match[str]) -> str:
    """第三 and 三厂 with a digit: 第3, 3厂."""
    word = match.group(1) or match.group(2)
    value = _value(word)
    if value is None:
        digits = "".join(str(_VALUE[c]) for c in word if c in _VALUE)
        if not digits:
            return match.group()
        value = int(digits)
    return f"{'第' if match.group(1) else ''}{value}"


def _value(word: str) -> int | None:
    """The number that a numeral with units says; None if it says none (十百, 八一)."""
    value, digit, unit = 0, 0, 10_000
    for i, char in enumerate(word):
        if char in _UNIT:
            if _UNIT[char] >= unit or (not digit and i and word[i - 1] != "零"):
                return None
            unit = _UNIT[char]
            value += (digit or 1) * unit
            digit = 0
        elif digit or (char == "零" and not i):
            return None
        else:
            digit = _VALUE[char]
    return value + digit
