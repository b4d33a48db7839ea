"""Numbers of houses, floors and rooms as people write them, in one form."""

from __future__ import annotations

import re

from engine.text import numerals

_DIGITS = "零〇一二三四五六七八九十百"
_SAID = re.compile(rf"[{_DIGITS}]{{1,5}}(?=[号楼层栋幢座室组社队库摊](?![\u4e00-\u9fff]?[路街]))")
_HOUSES, _FLOORS = re.compile(r"号楼(?<=\d号楼)(?![上下])"), re.compile(r"楼(?<=\d楼)")


def with_digits(text: str) -> str:
    """Numbers of houses, floors and rooms in digits; 层 for 楼 behind them, 栋 for 号楼 and 幢. ``text``:
    folded."""
    if not set(text).isdisjoint(_DIGITS):
        text = _SAID.sub(_number, text)
    if "楼" in text or "幢" in text:
        text = _HOUSES.sub("栋", text)
        text = _FLOORS.sub("层", text).replace("幢", "栋")
    return text


def _number(match: re.Match[str]) -> str:
    value = numerals.parse(match.group())
    return str(int(value)) if value else match.group()
