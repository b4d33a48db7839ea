"""What the firms of a register may be called by in running text: stems of their names.

The distinctive part is one. A word that nobody listed as a trade hides in it (云脊户外装备), so what
stands before whole words of the language is one too, a ``soft`` one; and bodies without a part are
looked for by the beginning of what they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import ahocorasick_rs

from engine.link.index.called import NAMELESS
from engine.link.index.numbers import split
from engine.link.index.postings import Postings
from engine.link.index.register import RegisterNames
from engine.link.names import places, trades
from engine.link.names.forms import LEGAL
from engine.link.names.written import GENERIC
from engine.text.dictionary import frequencies

PART, SOFT, BODY = "part", "soft", "body"
_LEAST, _HIDING, _BODY = 2, 4, 4
_EVERYDAY = 3
#: What a shop is called behind one character of its trade: 舒胖子粉馆.
_SHOPS = frozenset("馆店铺坊屋庄场厂行堂部园")
#: What provinces are called that a firm puts before its own name.
_BYNAMES = ("塞上", "塞北", "巴渝", "巴蜀", "陇原", "三秦", "燕赵", "三晋", "齐鲁", "中原", "荆楚",
            "潇湘", "八桂", "江淮", "岭南", "八闽", "吴越", "江南", "关东", "龙江", "琼州", "黔贵", "滇云", "草原")  # fmt: skip
#: So many firms of one name are none that a text means by it alone.
_CROWD = 100


@dataclass(frozen=True, slots=True)
class Sense:
    """A stem of one entry of the register: what kind it is, and how the name goes on."""

    entry: int
    kind: str
    rest: str
    legal: str
    #: how people say its legal form
    forms: tuple[str, ...]
    #: of its trade, with one for all that people take for one another
    words: frozenset[str]


class Stems:
    """``register``: whose firms are looked for."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register
        self._known: dict[str, list[Sense]] = {}

    @cached_property
    def _index(self) -> Postings:
        return Postings.of_pairs(self._pairs())

    def _pairs(self) -> Iterator[tuple[str, int]]:
        brands, atlas = self._register.brands, self._register.parser.atlas.names
        for stem in brands.keys:
            if len(stem) < _LEAST or stem[0] == NAMELESS:
                continue
            rows = self._register.entries(stem)
            if stem in atlas or f"{stem}镇" in atlas or f"{stem}乡" in atlas:
                for entry in rows:
                    rest = self._register.text(entry).partition(stem)[2]
                    if len(rest) >= _BODY and "有限" not in rest[:_BODY] and not LEGAL.match(rest):
                        yield rest[:_BODY], entry
            for key in (stem, *_hidden(stem), *_behind(stem)):
                if key not in GENERIC:
                    yield from ((key, entry) for entry in rows)
        for called, rows in self._register.bodies.items():
            yield from ((called[:_BODY], entry) for entry in rows)

    @cached_property
    def _scan(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._index.keys)

    def make_ready(self) -> None:
        """Make what ``spans`` and ``anywhere`` look into."""
        _ = self._scan

    @property
    def keys(self) -> Sequence[str]:
        return self._index.keys

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where stems stand, none within a longer one or a longer number."""
        found = self._scan.find_matches_as_indexes(text, overlapping=True)
        if not found:
            return []
        kept: list[tuple[int, int]] = []
        for start, end in sorted({(s, e) for _, s, e in found}, key=lambda s: (s[0], -s[1])):
            if split(text, start, end):  # 541 of a telephone
                continue
            if not kept or end > kept[-1][1]:
                kept.append((start, end))
        return kept

    def anywhere(self, text: str) -> list[int]:
        """Where stems begin; also those that ``spans`` leaves out for longer ones."""
        found = self._scan.find_matches_as_indexes(text, overlapping=True)
        return [start for _, start, end in found if not split(text, start, end)]

    def senses(self, stem: str, beside: Sequence[str] = ()) -> Sequence[Sense]:
        """Every entry that may be called so; of a crowd those whose name or address holds one of
        ``beside``."""
        if self._index.count(stem) > _CROWD:
            texts, rows = self._register, self._index.rows(stem)
            self._register.watch.over(*beside[:1])
            return [
                sense
                for entry in rows
                if any(word in texts.text(entry) or word in texts.address(entry) for word in beside)
                and (sense := self._sense(stem, entry)) is not None
            ]
        found = self._known.get(stem)
        if found is None:
            every = (self._sense(stem, entry) for entry in self._index.rows(stem))
            found = self._known[stem] = [sense for sense in every if sense is not None]
        return found

    def _sense(self, stem: str, entry: int) -> Sense | None:
        name = self._register.parsed(entry)
        at, size = name.text.find(stem), len(stem)
        if at < 0:  # 渠口富民 of 渠口乡富民
            part = next((b for b in name.brands if stem.endswith(b) and b in name.text), "")
            if not part:
                return None
            at, size = name.text.find(part), len(part)
        rest = name.text[at + size :]
        legal = LEGAL.search(rest)
        if legal is not None and not rest[legal.end() :]:
            rest = rest[: legal.start()]
        kind = PART if stem in name.brands else BODY
        if stem not in name.brands and any(
            b.startswith(stem) or stem in _behind(b) for b in name.brands
        ):
            kind = SOFT
        form = legal.group() if legal is not None else ""
        said = (
            (form, *(f for f in ("公司", "合作社", "联合社") if form.endswith(f))) if form else ()
        )
        return Sense(entry, kind, rest, form, said, trades.loosely(name.words))

    def bearers(self, stem: str) -> int:
        """How many firms may be called so."""
        count = self._index.count(stem)
        if count > _CROWD:
            return count
        return len({self._register.row(entry) for entry in self._index.rows(stem)})


def _hidden(part: str) -> Iterator[str]:
    """Beginnings of a long distinctive part before whole words of the language."""
    if part[-1] == "业" and len(part) >= _HIDING:
        yield part[:-1]
    for size in range(_LEAST, len(part) - 1) if len(part) >= _HIDING else ():
        head, left = part[:size], part[size:]
        if (
            _words(left)
            or (len(left) == _LEAST and left[-1] in _SHOPS and size > _LEAST)
            or (size > _LEAST and len(part) > _HIDING and head not in frequencies())
            or left in trades.topics()[0]
            or head in places.atlas().names
            or trades.begins(left) == len(left)
        ):
            yield head


def _behind(part: str) -> Iterator[str]:
    """What stands behind the byname of a province: 恒丰 of 塞上恒丰."""
    if len(part) >= _HIDING and part.startswith(_BYNAMES):
        yield part[_LEAST:]


def _words(text: str) -> bool:
    """Is it one or two words of the language?"""
    known = frequencies()
    return known.get(text, 0) > _EVERYDAY or any(
        known.get(text[:i], 0) > _EVERYDAY and known.get(text[i:], 0) > _EVERYDAY
        for i in range(_LEAST, len(text) - 1)
    )
