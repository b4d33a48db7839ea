"""Text made safe and short enough for a cell: control characters, formula starts, widths."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from engine.model.columns import SURROGATE, replace_surrogates

#: Characters at the start of a cell that spreadsheets take for a formula, full-width ones too.
FORMULA_START = "=+-@＝＋－＠"
_FORMULA = re.compile(rf"^(?:[\t\r]|[\s\u3000\ufeff\u200b]*[{re.escape(FORMULA_START)}])")
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_DIRTY = re.compile(f"{_CONTROL.pattern[:-1]}{SURROGATE.pattern[1:]}")
_CELL_LIMIT = 8000  # characters; Excel ends at 32767 UTF-16 units


def clean(text: str) -> str:
    """Without control characters (newline and tab stay), direction marks and half surrogates."""
    if not _DIRTY.search(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return replace_surrogates(_CONTROL.sub("", text))


def cleaned(value: Any) -> Any:
    """The same mapping, list or value with every text in it clean."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [cleaned(item) for item in value]
    return value


def unclean(text: str) -> bool:
    """Whether ``clean`` would change it, apart from line ends."""
    return _DIRTY.search(text) is not None


def guard(text: str) -> str:
    """A leading apostrophe where a spreadsheet would see the start of a formula."""
    return "'" + text if _FORMULA.match(text) else text


def safe(text: str) -> str:
    """What every text cell goes through."""
    return guard(clip(clean(text), _CELL_LIMIT))


def clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def as_text(value: Any) -> str:
    """The value as text; missing in any form is ``""``, whole floats lose their ``.0``."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    number = as_number(value)
    if number is None:
        text = str(value)
        return "" if text in ("nan", "NaN", "<NA>", "NaT", "None") else text
    return f"{number:g}" if isinstance(number, float) and abs(number) < 1e6 else str(number)


def as_number(value: Any) -> int | float | None:
    """A finite number, whole ones as ``int``; ``None`` for anything else, texts read too."""
    if value is None or isinstance(value, bool):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number


def parts(joined: str) -> list[str]:
    """The members of a list joined with ``|``."""
    return [part.strip() for part in joined.split("|") if part.strip()]


def comma(joined: str) -> str:
    return "、".join(parts(joined))


def bullets(items: Iterable[str], *, most: int, each: int, rest: str) -> str:
    """Numbered lines, at most ``most`` of at most ``each`` characters; ``rest``: where the rest
    stands, "" on paper that has no room for it."""
    listed = list(dict.fromkeys(items))
    lines = [clip(item, each) for item in listed[:most]]
    if len(lines) > 1:
        lines = [f"{number}. {line}" for number, line in enumerate(lines, 1)]
    if len(listed) > most:
        where = f"，见 {rest}" if rest else "较轻的，略"
        lines.append(f"（另有 {len(listed) - most} 条{where}）")
    return "\n".join(lines)


#: Half-width or full-width for certain; most text is nothing else. In UTF-8 a half-width one of
#: these takes one byte, a full-width one three.
_COMMON = re.compile("[\x00-\x7f\u3001-\u3017\u4e00-\u9fff\uff01-\uff5e“”‘’…—]*")


def display_width(text: str) -> int:
    """Half-width columns: a Chinese character, full-width sign or emoji counts two."""
    if _COMMON.fullmatch(text):
        return (len(text) + len(text.encode())) // 2
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def lines_needed(text: str, width: float) -> int:
    """Lines that the wrapped text takes in a column ``width`` half-width characters wide."""
    usable = max(2.0, width - 0.5)
    lines = 0
    for line in text.split("\n"):
        fits = 2 * len(line) <= usable
        lines += 1 if fits else max(1, math.ceil(display_width(line) / usable))
    return lines
