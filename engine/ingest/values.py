"""Values inside cells: sums of capital and dates."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from engine.model.patterns import later


class Capital(NamedTuple):
    """``wan``: the sum in 万元, only for CNY; None if it is unreadable or in another currency."""

    wan: float | None
    currency: str


_CURRENCIES = (
    ("USD", r"美元|美金|usd|us\$"),
    ("HKD", r"港元|港币|香港元|香港币|hkd"),
    ("EUR", r"欧元|eur"),
    ("JPY", r"日元|日币|日圆|jpy"),
    ("GBP", r"英镑|gbp"),
    ("TWD", r"新台币|台币|台湾元|twd"),
    ("KRW", r"韩元|韩币|krw"),
    ("SGD", r"新加坡元|新币|sgd"),
    ("AUD", r"澳大利亚元|澳元|aud"),
    ("CAD", r"加拿大元|加元|cad"),
    ("CHF", r"瑞士法郎|chf"),
    ("MOP", r"澳门元|澳门币|mop"),
    ("FRF", r"法国法郎|法郎"),
    ("DEM", r"德国马克|马克"),
    ("THB", r"泰铢|泰国铢|thb"),
    ("MYR", r"马来西亚|林吉特|马币|myr"),
    ("RUB", r"卢布|rub"),
    ("NZD", r"新西兰元|nzd"),
)
_FOREIGN = later("|".join(words for _, words in _CURRENCIES))
#: What may stand behind a number: in how many 万元 it counts, as 元, or as it is; or it goes on.
_UNIT = later(r"[(\[]?(?:人民币)?(千万|百万|十万|亿|万)?(元)?")
_LATE = later("万|亿")
_POWER = later(r"e\+?[0-9]")
_NUMBER = later(r"[0-9][0-9,\s]*(?:\.[0-9]+)?|\.[0-9]+")
_SCALES = {"亿": 10000.0, "千万": 1000.0, "百万": 100.0, "十万": 10.0, "万": 1.0}
_DIGITS = (
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {c: i for i, c in enumerate("零壹贰叁肆伍陆柒捌玖")}
    | {"〇": 0, "两": 2, "貳": 2, "參": 3, "叄": 3, "陸": 6, "弍": 2}
)
#: 万元; no firm of the country has a tenth of it.
_MOST = 10**9
#: Characters of the longest sum in words; 亿 often enough is a number that no float holds.
_LONGEST = 32
#: A sum in 元 as long as this is a round one.
_TELEPHONE = later(r"1[3-9][0-9]{5}(?!0{4})[0-9]{4}(?:\.0+)?元")
#: Groups of digits are no sum but a telephone, a day or a code.
_GROUPED = later("[0-9]+(?:[-–—][0-9]+)+")
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BIG = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_CHINESE = later("[" + "".join([*_DIGITS, *_UNITS, *_BIG]) + "]+")


def parse_capital(text: str) -> Capital | None:
    """Read a sum of capital. A bare number is 万元, the unit of the registry; None if no text."""
    folded = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    if not folded:
        return None
    found = _NUMBER.search(folded)
    before, after = (folded[: found.start()], folded[found.end() :]) if found else (folded, "")
    # No word for a currency has a number in it.
    currency = _currency(f"{before}0{after}")
    wan = _wan(found.group(), after) if found else _chinese_wan(folded)
    # A telephone, or another number, may have slipped into the column of capital.
    if wan and (wan >= _MOST or _TELEPHONE.match(folded) or _GROUPED.fullmatch(folded)):
        wan = None
    return Capital(wan if currency == "CNY" else None, currency)


# What stands around the number is the same few words in a whole register.
@lru_cache(maxsize=1024)
def _currency(words: str) -> str:
    if not _FOREIGN.search(words):
        return "CNY"
    return next(code for code, named in _CURRENCIES if re.search(named, words))


@lru_cache(maxsize=1024)
def _unit(after: str) -> str | None:
    """In what a number counts by what stands behind it, "" where that does not say; None if it is not
    the whole number."""
    if _POWER.match(after):
        return None
    found = _UNIT.match(after)
    scale = found.group(1) if found else None
    if scale is None and (late := _LATE.search(after)):
        scale = late.group()
    return scale or ("元" if "元" in after else "")


def _wan(digits: str, after: str) -> float | None:
    number, unit = float(digits.replace(",", "")), _unit(after)
    if unit is None:
        return None
    if unit in _SCALES:
        return round(number * _SCALES[unit], 6)
    # 元 without 万 is a sum in 元; «人民币» alone says nothing of the unit.
    return round(number / 10000, 6) if unit == "元" else number


def _chinese_wan(text: str) -> float | None:
    for found in _CHINESE.finditer(text):
        value = _chinese(found.group()) if len(found.group()) <= _LONGEST else 0
        if value:
            return round(value / 10000, 6)
    return None


def _chinese(text: str) -> int:
    total, section, digit = 0, 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            section += (digit or (1 if not section else 0)) * _UNITS[char]
            digit = 0
        else:
            total = (
                (total + section + digit) * _BIG[char]
                if _BIG[char] == 10**8
                else (total + (section + digit) * _BIG[char])
            )
            section, digit = 0, 0
    return total + section + digit


_YMD = later(r"^(\d{4})\s*[-/.年]\s*(\d{1,2})(?:\s*[-/.月]\s*(\d{1,2}))?\s*[日号月]?(?:[\sT,].*)?$")
_COMPACT = later(r"^(\d{4})(\d{2})(\d{2})(?:\d{4}|\d{6})?$")
_YEAR_MONTH = later(r"^(\d{4})(\d{2})$")
_SERIAL = later(r"^(\d{5})(?:\.\d+)?$")
_ISO = later(r"\d{4}-\d\d-\d\d(?!\d)")
_MONTH = later(r"\d{4}(?:\d\d|\s*[-/.年]\s*\d{1,2}\s*月?)$")
_TIME = later(r"(?<!\d)(\d{1,2}):(\d\d)(:\d\d)?(?:\.\d+)?\s*$")
_CLOCK = later(r"([日号\d])\s+\d{1,2}:.*$|(日)\d{1,2}[:时].*$")


def parse_date(text: str) -> dt.date | None:
    """Read a date that names the year first, or an Excel serial; a month alone is its first day.

    Orders of day and month that could be read both ways give None.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    folded = _CLOCK.sub(lambda m: m.group(1) or m.group(2), folded)
    if found := _SERIAL.match(folded):
        serial = int(found.group(1))
        # 1954 to 2064: a number outside is no date of a firm.
        return (
            dt.date(1899, 12, 30) + dt.timedelta(days=serial) if 20000 <= serial < 60000 else None
        )
    found = _YMD.match(folded) or _COMPACT.match(folded) or _YEAR_MONTH.match(folded)
    if not found:
        return None
    parts = [int(g) for g in found.groups() if g]
    year, month, day = (*parts, 1)[:3] if len(parts) == 2 else parts
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def iso_time(text: str) -> str:
    """A day however it is written (2026/6/1, 2026年6月1日, 20260601, 46174) as ISO, with the time of
    day behind it unless that is midnight; what names no day stays as it is."""
    if _ISO.match(text) or _MONTH.match(unicodedata.normalize("NFKC", text).strip()):
        return text
    day = parse_date(text)
    if day is None:
        return text
    clock = _TIME.search(unicodedata.normalize("NFKC", text))
    time = f" {int(clock[1]):02}:{clock[2]}{clock[3] or ''}" if clock else ""
    return day.isoformat() + ("" if time[1:] in ("00:00", "00:00:00") else time)
