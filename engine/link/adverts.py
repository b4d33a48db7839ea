"""Which firm published an advert, or is meant by a tip. Several candidates are never one link."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from engine.link.names import GENERIC, core, normalise, signatures

_FULL_NAME = re.compile(
    r"[\u4e00-\u9fff（）()]{4,30}?(?:有限责任公司|股份有限公司|有限公司|合作社|合伙企业)"
)
_STEM = re.compile(r"([\u4e00-\u9fff]{2,3})(?:省|市|县|区|旗)")
_PROVINCES = (
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "黑龙江",
)
_DIGITS = re.compile(r"\d{7,}")


@dataclass(frozen=True, slots=True)
class LinkResult:
    """``row`` is the firm's row, or -1; ``candidates`` are rows when more than one fits."""

    row: int
    how: str
    similarity: int
    candidates: tuple[int, ...] = ()


NOBODY = LinkResult(-1, "", 0)


class FirmIndex:
    """Look-ups over the names, codes and phones of the register (sequences of equal length)."""

    def __init__(self, names: Sequence[str], usccs: Sequence[str], phones: Sequence[str]) -> None:
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._core: dict[str, list[int]] = defaultdict(list)
        self._phone: dict[str, list[int]] = defaultdict(list)
        self._code: dict[str, list[int]] = defaultdict(list)
        self._by_head: dict[str, list[tuple[str, int]]] = defaultdict(list)
        stems = Counter(m.group(1) for name in names if (m := _STEM.match(name)))
        self._stems = tuple(stem for stem, count in stems.items() if count >= 3) + _PROVINCES
        for row, name in enumerate(names):
            if name:
                self._exact[normalise(name)].append(row)
                short = self._distinctive(name)
                if len(short) >= 2 and short not in GENERIC:
                    self._core[short].append(row)
                    for char in set(short[:3]):
                        self._by_head[char].append((short, row))
        for row, code in enumerate(usccs):
            if code:
                self._code[code].append(row)
        for row, phone in enumerate(phones):
            for number in _DIGITS.findall(phone.replace("-", "")):
                self._phone[number].append(row)

    def find(
        self, *, names: Sequence[str], text: str = "", uscc: str = "", phone: str = ""
    ) -> LinkResult:
        """The best link: code, full name, name in the text, distinctive part, phone."""
        if uscc and len(self._code.get(uscc, ())) == 1:
            return LinkResult(self._code[uscc][0], "统一社会信用代码", 100)
        said = [n for n in names if n]
        for name in said:
            rows = self._exact.get(normalise(name))
            if rows:
                return _one(rows, "全称一致", 100)
        for match in _FULL_NAME.finditer(text):
            for begin in range(match.start(), match.end() - 6):
                rows = self._exact.get(normalise(text[begin : match.end()]))
                if rows:
                    return _one(rows, "文中出现全称", 100)
        marks = [*said, *signatures(text)]
        for mark in marks:
            rows = self._exact.get(normalise(mark))
            if rows:
                return _one(rows, "签名一致", 100)
        for mark in marks:
            found = self._similar(mark)
            if found.row >= 0 or found.candidates:
                return found
        for number in _DIGITS.findall(phone.replace("-", "")):
            if number in self._phone:
                return _one(self._phone[number], "电话一致", 90)
        return NOBODY

    def _distinctive(self, name: str) -> str:
        """The core without a bare place name before it (云泉绿野 → 绿野)."""
        short = core(name)
        for stem in self._stems:
            if short.startswith(stem) and len(short) >= len(stem) + 2:
                return short[len(stem) :]
        return short

    def _similar(self, mark: str) -> LinkResult:
        short = self._distinctive(mark)
        if len(short) < 2 or short in GENERIC:
            return NOBODY
        if short in self._core:
            return _one(self._core[short], "字号及行业一致", 95)
        near: dict[int, int] = {}
        for char in set(short[:3]):
            for other, row in self._by_head.get(char, ()):
                if (
                    len(short) >= 3
                    and (other.startswith(short) or short.startswith(other))
                    and min(len(short), len(other)) >= 3
                ):
                    near[row] = max(near.get(row, 0), 88)
                elif len(short) == 2 and other.startswith(short):
                    near[row] = max(near.get(row, 0), 80)
                elif len(short) >= 5 and Levenshtein.distance(short, other, score_cutoff=1) <= 1:
                    near[row] = max(near.get(row, 0), 85)
        if not near:
            return NOBODY
        best = max(near.values())
        return _one([row for row, value in near.items() if value == best], "简称或近似", best)


def _one(rows: Sequence[int], how: str, similarity: int) -> LinkResult:
    rows = sorted(set(rows))
    if len(rows) == 1:
        return LinkResult(rows[0], how, similarity)
    return LinkResult(-1, how, similarity, tuple(rows[:10]))
