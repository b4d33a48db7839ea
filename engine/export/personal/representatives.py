"""Names of legal representatives in the texts of their own firm and of its adverts.

They stand in a column that is masked; an advert (联系人王某), a scope or a remark tells them again. Of
what firm a text is decides whose name is looked for in it: another's may be any word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from engine.export.personal.mask import Exactly
from engine.export.personal.people import mask_person
from engine.model.arrays import Ints
from engine.model.patterns import later
from engine.model.screening import Screening
from engine.model.surnames import SURNAMES
from engine.text.dictionary import frequencies
from engine.text.fold import fold, fold_all

_HAN = r"\u4e00-\u9fff"
_NAME = later(rf"[{_HAN}]{{2,6}}|[{_HAN}]{{1,10}}[·•][{_HAN}]{{1,10}}")
#: Where they may stand besides. In an address, and in what is cut from it, streets are called after people;
#: cells may have slipped into the columns behind it.
_PLACES = ("address", "town", "village", "road", "building", "floor", "room")
_SLIPPED = (
    *("province", "city", "county", "territory", "department", "licence_until"),
    *("ent_type", "status", "est_date"),
)
TEXTS = {
    "entities": ("scope", "reasons", "remarks", "affiliates", *_PLACES, *_SLIPPED),
    "adverts": (
        *("advertiser", "media_name", "title", "text", "reasons", "remarks"),
        *("channel", "publish_time"),
    ),
    "evidence": ("matched", "quote", "reason"),
}
#: Two characters may be an ordinary word (黄金, 安全): only where such a name is said or stands alone; those
#: that do not begin as most names do (安全, 不详), only where it is surely said.
_SHORT = 2
_SURELY = later(r"(?:联系人|代表人|法人|负责人|经营者|老板|店长|实控人|姓名)[\s:：]{0,2}\Z")
_SAID = later(
    r"(?:联系人|代表人?|法人|负责人|经营者|经理|老板|老师|店长|实控人|姓名|[找询请叫是由为])[\s:：]{0,2}\Z"
)
_BEHIND = later(
    r"先生|女士|老师|经理|总(?!量|额|部|店|公司)|老板|店长|[\s:：，,(（]{0,3}(?:电话|手机|微信|[0-9*]{7})"
)
_ADDRESSED = later("先生|女士")
_IS_HAN = later(f"[{_HAN}]")
#: So far before a name it is said that it is one.
_NEAR = 8
#: What stands behind a name in an address and is called after it.
_STREET = later("大?[路街巷弄道桥村镇乡庄屯寨湾沟坝营堡]|[大小]?[区厦市县]|社区|广场")
#: And where the name is short enough to be a word: 建国院 is one, 王建国院内 is his yard.
_HOUSE = later("[大小]?[院楼组队社店屋]")
#: A word that jieba's corpus has so often is one.
_WORD = 3
#: A name is written with blanks so that it is as wide as others.
_BLANKS = "[ \\u3000]{0,2}"
_BLANK = later("[ \\u3000]")
_SHOWN = later("[^ \\u3000]")
#: Rows of which all texts are in memory.
_AT_ONCE = 20_000
#: What is quoted is cut off so far from what was found, a clause at about as many characters.
_CUT = 24
_QUOTED = later(rf"^[^“”]{{{_CUT},}}\Z|(?<=“)[^“”]{{{_CUT},}}(?=”)")
_CUT_OFF = frozenset({"quote", "reason", "reasons"})


@dataclass(frozen=True, slots=True)
class Representatives:
    """``firms``: of each entity that has one its name and that of its representative."""

    firms: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, result: Screening) -> Representatives:
        """``result``: with names in full."""
        rows = result.filled("entities", "legal_rep")
        told = (result.texts("entities", name, rows) for name in ("entity_id", "name", "legal_rep"))
        firms: dict[str, tuple[str, str]] = {}
        for entity, firm, person in zip(*told, strict=True):
            if _NAME.fullmatch(person) and mask_person(person) != person:
                firms[str(entity)] = (str(firm), str(person))
        return cls(firms)

    def masks(self, result: Screening, part: str) -> dict[str, Exactly]:
        """By column of a part of ``result``, what is shown instead of cells that have such names."""
        if not self.firms:
            return {}
        rows = result.places(part, "entity_id", self.firms)
        shown: dict[str, dict[str, str]] = {name: {} for name in TEXTS[part]}
        for begin in range(0, len(rows), _AT_ONCE):
            self._look(result, part, rows[begin : begin + _AT_ONCE], shown)
        return {name: Exactly(cells) for name, cells in shown.items()}

    def _look(
        self, result: Screening, part: str, rows: Ints, shown: dict[str, dict[str, str]]
    ) -> None:
        """All columns of a row in one go: few rows have the name of their person anywhere."""
        firms = [self.firms[str(entity)] for entity in result.texts(part, "entity_id", rows)]
        names = fold_all([person for _, person in firms])
        columns = [result.texts(part, name, rows) for name in shown]
        lines = fold_all(["\n".join(cells) for cells in zip(*columns, strict=True)])
        for at, (line, name) in enumerate(zip(lines, names, strict=True)):
            whole = all(char in line for char in name)
            if not whole and name[-1] not in line and name[:2] not in line:
                continue
            firm, person = firms[at]
            for cells, (column, found) in zip(columns, shown.items(), strict=True):
                # One text may stand beside several firms.
                text = found.get(cells[at], cells[at])
                if whole and text:
                    text = hidden(text, person, firm, column in _PLACES)
                if column in _CUT_OFF:
                    text = without_ends(text, person)
                if text != cells[at]:
                    found[cells[at]] = text


def hidden(text: str, person: str, firm: str, places: bool = False) -> str:
    """``text`` with the name of ``person`` masked, in whatever spelling (张 and 張), but in the name of the
    ``firm``, which is public. ``places``: it is an address."""
    plain, name, own = fold(text), fold(person), fold(firm)
    shown, at = list(text), 0
    for piece in plain.split(own) if own else [plain]:
        for begin, end in _written(piece, name):
            street = _STREET.match(piece, end) or (len(name) <= _SHORT and _HOUSE.match(piece, end))
            if places and street:
                continue
            if len(name) > _SHORT or _is_meant(piece, begin, end, name, places):
                # The first character stays as it does in the column of the name.
                rest = slice(at + begin + 1, at + end)
                shown[rest] = _SHOWN.sub("*", text[rest])
        at += len(piece) + len(own)
    return "".join(shown)


def _written(text: str, name: str) -> list[tuple[int, int]]:
    """Where the name stands, with blanks in it or without."""
    if name not in text and (not _BLANK.search(text) or not set(name) <= set(text)):
        return []
    return [hit.span() for hit in re.finditer(_BLANKS.join(map(re.escape, name)), text)]


def _is_meant(text: str, begin: int, end: int, name: str, places: bool) -> bool:
    """Whether two characters are the name here, and no word or the ends of two (资金|服务)."""
    before, goes_on = _IS_HAN.match(text[begin - 1 : begin]), _IS_HAN.match(text, end)
    behind = _BEHIND.match(text, end)
    near = max(0, begin - _NEAR)
    if name[0] not in SURNAMES:
        surely = _SURELY.search(text, near, begin)
        return bool((surely and (behind or not goes_on)) or _ADDRESSED.match(text, end))
    if behind or not (before or goes_on) or _SAID.search(text, near, begin):
        return True
    if places:
        return text[end : end + 1] in ("家", "宅")
    return end - begin == _SHORT and not _is_word(name) and not _crossed(text, begin, end)


def _is_word(text: str) -> bool:
    return frequencies().get(text, 0) >= _WORD


def _crossed(text: str, begin: int, end: int) -> bool:
    """Does a word lie across one of the edges, or in part over the name?"""
    return any(
        _is_word(text[first:last])
        for edge in (begin, begin + 1, end)
        for first in range(max(0, edge - 3), edge)
        for last in range(edge + 1, min(len(text), first + 4) + 1)
        if (first, last) != (begin, end)
    )


def without_ends(text: str, person: str) -> str:
    """``text`` without what stands of a name where a quote is cut off in it."""
    return _QUOTED.sub(lambda quote: _ends(quote[0], person), text)


def _ends(quote: str, person: str) -> str:
    """The first character stays in any case. Of one of two characters the whole is looked for elsewhere."""
    plain, name = fold(quote), fold(person)
    for size in range(len(name) - 1, 1, -1):
        if plain.endswith(name[:size]):
            quote = quote[: 1 - size] + "*" * (size - 1)
        if plain.startswith(name[-size:]):
            return "*" * size + quote[size:]
    if plain.startswith(name[-1]) and not _begins_word(plain):
        return "*" + quote[1:]
    return quote


def _begins_word(text: str) -> bool:
    """Does a word begin here, that a quote may begin with as well?"""
    known = frequencies()
    return any(known.get(text[:last], 0) >= _WORD for last in (2, 3, 4))
