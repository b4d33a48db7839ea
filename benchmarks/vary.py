"""Many records out of few: other codes, numbers in names, houses and telephones.

Everything follows from the number of the record, so that the same source gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from stdnum.cn import uscc

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
# A number goes before the form of the firm: 云泉宏源商贸3号有限公司 is still a company of that trade.
_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|分公司|营业所|营业部|经营部|服务部|零售部|门市部|专业合作社"
    r"|合作社|信用社|分理处|储蓄所|支行|分行|中心|公司|[部店厂社行所院站场馆堂])?(?:[（(][^（()）]*[)）])?$"
)
_HOUSE = re.compile(r"(\d+)(?=号)")
_TELEPHONE = re.compile(r"[0-9xX]{7,}")
# Years, area codes and parts of decimals stay; a text without its sums would be another text.
_NUMBER = re.compile(r"(?<![\d.])(?!19|20|0)\d{2,4}(?![\d.])")


def code(like: str, serial: int) -> str:
    """A credit code of the same body and division that no register can have issued.

    The last character is right (GB 32100), the organisation's own is wrong (GB 11714). Codes that
    are damaged in the source stay as they are: damage is part of what is measured.
    """
    if len(like) != 18:
        return like
    digits = ""
    for _ in range(6):
        serial, rest = divmod(serial, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    body = "MB" + digits
    right = -sum(int(c, 36) * w for c, w in zip(body, _WEIGHTS, strict=True)) % 11
    wrong = "0123456789X"[(right + 1) % 11]
    start = like[:8] + body + wrong
    try:
        return str(start + uscc.calc_check_digit(start))
    except ValueError:
        return like


def name(text: str, copy: int) -> str:
    found = _FORM.search(text)
    at = found.start() if found and found.start() else len(text)
    return f"{text[:at]}{copy}号{text[at:]}"


def address(text: str, copy: int) -> str:
    return _HOUSE.sub(lambda m: str(int(m[1][:6]) + 2 * copy), text, count=1)


def advert(text: str, serial: int, copy: int) -> str:
    """Other sums, another telephone; a text without a telephone gets one."""
    # 7919 shares no factor with 10**8: every serial has a number of its own.
    phone = f"154{serial * 7919 % 10**8:08d}"
    parts = _TELEPHONE.split(text)
    changed = [_NUMBER.sub(lambda m: str(int(m[0]) + copy % 90), part) for part in parts]
    if len(parts) == 1:
        return f"{changed[0]} 电话{phone}"
    return phone.join(changed)


def order(count: int, seed: int) -> list[int]:
    """A few rows of an ordered source shall stand for all of it."""
    numbers = list(range(count))
    Random(seed).shuffle(numbers)
    return numbers


def repeated(
    rows: Sequence[Sequence[str]], total: int, seed: int
) -> Iterator[tuple[int, int, Sequence[str]]]:
    """``total`` times (serial, number of the copy, row); the first copy is the source itself."""
    drawn = order(len(rows), seed)
    for serial in range(total):
        copy, at = divmod(serial, len(rows))
        yield serial, copy, rows[drawn[at]]
