"""Telephones and sites, in every writing that people use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from engine.link.index.postings import Postings
from engine.link.texts.reach import SPOKEN, Reach
from engine.text.digits import lettered
from engine.text.fold import fold

_GAP = r"[\s\-—–－_·.]{0,3}"
_MOBILE = re.compile(rf"(?<!\d)(?:\+?(?:00)?86{_GAP})?(1[3-9](?:{_GAP}\d){{9}})(?!\d)")
_LAND = re.compile(rf"(?<!\d)[(（]?(0\d{{2,3}})[)）]?{_GAP}(\d{{3,4}}{_GAP}\d{{4}})(?!\d)")
#: Read out digit by digit: 0 7 9 5 7 2 3 0 6 0 6.
_SPACED = re.compile(r"(?<![\d.])\d(?:[\s\-·.]{1,3}\d){6,11}(?![\d.])")
#: With the country's number, and without the nought of the area code.
_ABROAD = re.compile(rf"(?<!\d)(?:\+|00)86{_GAP}([2-9]\d{{1,2}}{_GAP}\d{{3,4}}{_GAP}\d{{4}})(?!\d)")
_SERVICE = re.compile(rf"(?<!\d)([48]00(?:{_GAP}\d){{7}})(?!\d)")
_LOCAL = re.compile(rf"(?<![\d\-])([2-9]\d{{2,3}}{_GAP}\d{{4}})(?![\d元块万%])")
_NOT_DIGIT = re.compile(r"\D")
_SAID = re.compile(rf"[{SPOKEN}](?:[\s,，、\-—·]{{0,2}}[{SPOKEN}]){{6,11}}")
#: A mobile number half in figures, half said.
_MIXED = re.compile(
    rf"(?<![\d{SPOKEN}])[1一幺壹](?:[\s\-—·]{{0,2}}[\d{SPOKEN}]){{10}}(?![\d{SPOKEN}])"
)
#: Without so many digits there is no number, and without letters no site.
_ENOUGH = re.compile(rf"[\d{SPOKEN}](?:[^\d{SPOKEN}]{{0,6}}[\d{SPOKEN}]){{6}}")
_LATIN = re.compile(r"[a-z]{2}")
_NOT_SAID = re.compile(f"[^{SPOKEN}]")
_FIGURES = str.maketrans(SPOKEN, "0011234567892123456789")
#: Only from where the first word begins, so that a long one and many with dots are looked at once.
_SITE = re.compile(r"(?<![a-z0-9.-])(?<!\.\s)(?:[a-z0-9-]++\s?\.\s?)+[a-z]{2,}")
#: How a dot is written so that no filter sees it.
_DOT = re.compile(r"(?<=[a-z0-9])\s?(?:。|点|．|\bdot\b)\s?(?=[a-z])")
_ZONES = re.compile(r"(?:com|net|org|gov|edu)\.[a-z]{2}$")
#: A word long enough to be nobody else's, and no part of an address on the web.
_HANDLE = re.compile(
    r"(?<![a-z0-9.@/_-])(?=[a-z0-9_-]*[a-z])[a-z0-9][a-z0-9_-]{5,}(?![a-z0-9_-]|\s?\.\s?[a-z]|@)"
)
_NAME = "~"
#: No domain is longer (RFC 1035).
_LONGEST = 255
#: First digit of a number with its area code, and of a mobile one → how many digits it has.
_WRITTEN = MappingProxyType({"0": (10, 11, 12), "1": (11,)})
#: Sites that many firms share.
_HOSTS = re.compile(
    r"(?:^|\.)(?:qq|163|126|sina|sohu|weibo|weixin|douyin|kuaishou|taobao|tmall|jd|pinduoduo|1688|58|ganji|baidu|alibaba|xiaohongshu|gmail|hotmail"
    r"|outlook|139|189|aliyun|foxmail|dianping|meituan|toutiao|zhihu|bilibili|youzan|weidian)\.(?:com|cn|net|com\.cn)$|^(?:t|dwz|url)\.cn$"
)


def phones(text: str) -> Iterator[str]:
    """Numbers, digits only; a local number begins with a dash."""
    text = fold(lettered(text))  # folded, a capital I looks like no digit
    if not _ENOUGH.search(text):
        return
    text = _MIXED.sub(lambda m: _NOT_DIGIT.sub("", m.group().translate(_FIGURES)), text)
    text = _SAID.sub(lambda m: _NOT_SAID.sub("", m.group()).translate(_FIGURES), text)
    text = _SPACED.sub(lambda m: _NOT_DIGIT.sub("", m.group()), text)
    for pattern in (_MOBILE, _SERVICE):
        for match in pattern.finditer(text):
            yield _NOT_DIGIT.sub("", match.group(1))
        text = pattern.sub("；", text)  # two parts of a number have none between them
    for match in _ABROAD.finditer(text):
        yield "0" + _NOT_DIGIT.sub("", match.group(1))
    for match in _LAND.finditer(text):
        yield match.group(1) + _NOT_DIGIT.sub("", match.group(2))
    for match in _LOCAL.finditer(_LAND.sub("；", text)):
        yield "-" + _NOT_DIGIT.sub("", match.group(1))


def sites(text: str) -> Iterator[str]:
    """Domains without www and what they are a part of, those that everybody uses left out; last,
    words that may be the name of one (公众号 xiyun-example)."""
    text = fold(text).lower()
    if not _LATIN.search(text):
        return
    text = _DOT.sub(".", text)
    for match in _SITE.finditer(text):
        if len(match.group()) > _LONGEST:
            continue
        site = match.group().replace(" ", "").removeprefix("www.")
        while not _HOSTS.search(site):
            yield site
            _, _, site = site.partition(".")
            if "." not in site or _ZONES.match(site):
                break
    for match in _HANDLE.finditer(text):
        yield _NAME + match.group()


def _every_site(cell: str) -> Iterator[str]:
    for site in sites(cell):
        yield site
        name = site.partition(".")[0]
        if site[0] != _NAME and _HANDLE.fullmatch(name):
            yield _NAME + name


class Contacts:
    """Columns of the register, looked up by what an advert says."""

    def __init__(self, numbers: Sequence[str], webs: Sequence[str]) -> None:
        self._phones = _postings(numbers, _every_phone)
        self._sites = _postings(webs, _every_site)

    def by_phone(self, text: str) -> list[int]:
        return self._first(self._phones, phones(text))

    def by_site(self, text: str) -> list[int]:
        return self._first(self._sites, sites(text))

    def ending(self, digits: str) -> list[int]:
        """Rows of the numbers that end with these four digits."""
        return sorted({row for key in self._by_end[digits] for row in self._phones.rows(key)})

    @cached_property
    def _by_end(self) -> Mapping[str, Sequence[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._phones.keys:
            found[key[-4:]].append(key)
        return found

    @cached_property
    def reach(self) -> Reach:
        return Reach(self._phones.keys, self._sites.keys)

    @staticmethod
    def _first(index: Postings, keys: Iterator[str]) -> list[int]:
        if not index.keys:
            return []
        return next((rows for key in keys if (rows := index.rows(key))), [])


def numbers(cell: str) -> Iterable[str]:
    """``phones`` of a cell of a register, most of which hold one number and nothing else."""
    plain = cell.replace("-", "")
    if plain.isascii() and plain.isdigit() and len(plain) in _WRITTEN.get(plain[0], ()):
        return (plain,)
    return phones(cell)


def _every_phone(cell: str) -> Iterator[str]:
    for number in numbers(cell):
        yield number
        if number[0] == "0":  # people leave out the area code
            yield "-" + number[3 if number[1] in "12" else 4 :]


def _postings(cells: Sequence[str], keys) -> Postings:  # type: ignore[no-untyped-def]
    return Postings.of_pairs(
        (key, row) for row, cell in enumerate(cells) if cell for key in keys(cell)
    )
