"""Which firm published an advert, or is meant by a tip. Several candidates are never one link."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from engine.link.names import GENERIC, branch, brand, core, flat, normalise, signatures, slip
from engine.text.fold import fold

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
_LISTED = re.compile(r"[;；、,，/|\s]+")
_SITE = re.compile(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}")
#: Two characters of the street are enough: 县健康路3号 and 健康路3号 are one door.
_DOOR = re.compile(r"[\u4e00-\u9fff]{2}(?:路|街|大道|巷)\d{1,4}号")


@dataclass(frozen=True, slots=True)
class LinkResult:
    """``row`` is the firm's row, or -1; ``candidates`` are rows when more than one fits."""

    row: int
    how: str
    similarity: int
    candidates: tuple[int, ...] = ()


#: Characters at the head that a shortened name keeps, and how long it must be to be believed.
_HEAD, _LONG = 3, 6
_NATIONAL = re.compile(r"^(?:中国)?[\u4e00-\u9fff]{2,4}(?:银行|人寿|保险|财险|证券|基金|邮政)$")
_OPENING = re.compile(
    r"^[^\w\u4e00-\u9fff]*([\u4e00-\u9fff]{4,14}?)(?:诚邀|推出|隆重|为您|提醒|开业|现推|火热|招募|携手|欢迎|特推|盛大|客户答谢|内部)"
)
NOBODY = LinkResult(-1, "", 0)


class FirmIndex:
    """Look-ups over the columns of the register (sequences of equal length).

    ``former``: former names, ``webs``: sites, ``addresses``; each may be left out.
    """

    def __init__(
        self,
        names: Sequence[str],
        usccs: Sequence[str],
        phones: Sequence[str],
        former: Sequence[str] = (),
        webs: Sequence[str] = (),
        addresses: Sequence[str] = (),
    ) -> None:
        self._names = names
        self._former: dict[str, list[int]] = defaultdict(list)
        self._site: dict[str, list[int]] = defaultdict(list)
        self._door: dict[str, list[int]] = defaultdict(list)
        for row, used in enumerate(former):
            for name in _LISTED.split(used) if used else ():
                if len(core(name)) >= 2:
                    self._former[normalise(name)].append(row)
        for row, web in enumerate(webs):
            if site := _domain(web):
                self._site[site].append(row)
        for row, address in enumerate(addresses):
            for door in _DOOR.findall(fold(address)):
                self._door[door].append(row)
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._core: dict[str, list[int]] = defaultdict(list)
        self._phone: dict[str, list[int]] = defaultdict(list)
        self._code: dict[str, list[int]] = defaultdict(list)
        self._by_head: dict[str, list[tuple[str, int]]] = defaultdict(list)
        stems = Counter(m.group(1) for name in names if (m := _STEM.match(name)))
        self._stems = frozenset(s for s, count in stems.items() if count >= 3) | set(_PROVINCES)
        self._flat: dict[str, list[int]] = defaultdict(list)
        self._flat_heads: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for row, name in enumerate(names):
            if name:
                self._exact[normalise(name)].append(row)
                said = self._said(name)
                self._flat[said].append(row)
                self._flat_heads[said[:_HEAD]].append((said, row))
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
        self,
        *,
        names: Sequence[str],
        text: str = "",
        uscc: str = "",
        phone: str = "",
        url: str = "",
        place: str = "",
    ) -> LinkResult:
        """The best link: code, full name, name in the text, former name, distinctive part, phone,
        site, door."""
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
            rows = self._former.get(normalise(mark))
            if rows:
                return _one(rows, "曾用名一致", 98)
        for mark in marks:
            found = self._spoken(mark) or self._similar(mark)
            if found.row >= 0 or found.candidates:
                return found
        for number in _DIGITS.findall(f"{phone} {text}".replace("-", "")):
            if number in self._phone:
                return _one(self._phone[number], "电话一致", 90)
        for address in _SITE.findall(f"{url} {text}".lower()):
            if rows := self._site.get(_domain(address)):
                return _one(rows, "网址一致", 90)
        if marks:
            return NOBODY
        found = self._opening(text)
        return found if found is not NOBODY else self._at_door(f"{place} {text}")

    def _at_door(self, text: str) -> LinkResult:
        """An advert that names nobody but gives a street and number where one firm sits."""
        for door in _DOOR.findall(fold(text)):
            if door in self._door:
                return _one(self._door[door], "地址一致", 80)
        return NOBODY

    def _said(self, name: str) -> str:
        """The flat name without the place that half the register begins with."""
        return self._unplaced(flat(name))

    def _fits(self, part: str, row: int) -> bool:
        """Two branches of one firm are two doors."""
        mine = branch(self._names[row])
        return not part or not mine or part in mine or mine in part

    def _unplaced(self, said: str) -> str:
        """Without the places before it, the province's and the county's (宁夏云泉大漠文化)."""
        for _ in range(2):
            size = next((n for n in (3, 2) if said[:n] in self._stems and len(said) >= n + 2), 0)
            if not size:
                break
            said = said[size:].lstrip("县市区")
        return said

    def _spoken(self, mark: str) -> LinkResult | None:
        """A name as people say it, whole or with words left out (凤川证券云泉营业部)."""
        said = self._said(mark)
        if said in self._flat and said not in GENERIC and len(said) >= _HEAD:
            return _one(self._flat[said], "名称一致（不计组织形式）", 97)
        if _national(said):
            return NOBODY
        if len(said) < _LONG:
            return None
        rows = [row for name, row in self._flat_heads[said[:_HEAD]] if _within(said, name)]
        return _one(rows, "名称的缩略", 92) if rows else None

    def _opening(self, text: str) -> LinkResult:
        """An advert that signs nothing but begins with a name: 鼎信财富诚邀您."""
        head = _OPENING.match(text)
        if head is None:
            return NOBODY
        return self._spoken(head.group(1)) or self._similar(head.group(1))

    def _distinctive(self, name: str) -> str:
        """The core without a bare place name before it (云泉绿野 → 绿野)."""
        return self._unplaced(core(name))

    def _similar(self, mark: str) -> LinkResult:
        short = self._distinctive(mark)
        if len(short) < 2 or short in GENERIC:
            return NOBODY
        part = branch(mark)
        if rows := [r for r in self._core.get(short, ()) if self._fits(part, r)]:
            return _one(rows, "字号及行业一致", 95)
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
                elif min(len(short), len(other)) >= 4 and slip(short, other):
                    near[row] = max(near.get(row, 0), 85)
                elif _same_trade(short, other):
                    near[row] = max(near.get(row, 0), 83)
        near = {row: value for row, value in near.items() if self._fits(part, row)}
        if not near:
            return NOBODY
        best = max(near.values())
        return _one([row for row, value in near.items() if value == best], "简称或近似", best)


def _same_trade(one: str, other: str) -> bool:
    """The same distinctive part and the same trade, said otherwise (福寿康养老院, 福寿康养老服务中心)."""
    name = brand(one)
    return (
        len(name) >= 3 and name == brand(other) and one[: len(name) + 2] == other[: len(name) + 2]
    )


def _domain(web: str) -> str:
    """The site without protocol and www; "" when the cell holds none."""
    match = _SITE.search(web.lower())
    if not match:
        return ""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", match.group(0))


def _within(said: str, name: str) -> bool:
    """Are the characters of ``said`` in ``name`` in this order?"""
    characters = iter(name)
    return all(char in characters for char in said)


def _national(said: str) -> bool:
    """The name of a whole bank or insurer says nothing of one branch."""
    return bool(_NATIONAL.search(said))


def _one(rows: Sequence[int], how: str, similarity: int) -> LinkResult:
    rows = sorted(set(rows))
    if len(rows) == 1:
        return LinkResult(rows[0], how, similarity)
    return LinkResult(-1, how, similarity, tuple(rows[:10]))
