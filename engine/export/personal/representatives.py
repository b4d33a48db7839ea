"""Names of legal representatives in the texts of their own firm and of its adverts.

They stand in a column that is masked; an advert (联系人王某), a scope or a remark tells them again. Of
what firm a text is decides whose name is looked for in it: another's may be any word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from engine.export.personal.neutral import Exactly
from engine.export.personal.people import mask_person
from engine.link.names.slips import SURNAMES
from engine.model.patterns import later
from engine.model.screening import Screening
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
_SURELY = r"(?:联系人|代表人|法人|负责人|经营者|老板|店长|实控人|姓名)[\s:：]{0,2}"
_SAID = r"(?:联系人|代表人?|法人|负责人|经营者|经理|老板|老师|店长|实控人|姓名|[找询请叫是由为])[\s:：]{0,2}"
_BEHIND = r"(?=先生|女士|老师|经理|总(?!量|额|部|店|公司)|老板|店长|[\s:：，,(（]{0,3}(?:电话|手机|微信|[0-9*]{7}))"
#: A house is somebody's; what else stands behind a name in an address is called after it.
_HOUSE = "(?=[家宅])"
_STREET = "(?!大?[路街巷弄道桥村镇乡庄屯寨湾沟坝屋营堡店]|[大小]?[区院楼厦组队社市县]|广场)"
#: A word that jieba's corpus has so often is one.
_WORD = 3
#: A name is written with blanks so that it is as wide as others.
_BLANKS = "[ \\u3000]{0,2}"
_SHOWN = later("[^ \\u3000]")
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
        firms = [self.firms[str(entity)] for entity in result.texts(part, "entity_id", rows)]
        return {
            name: Exactly(
                _cells(result.texts(part, name, rows), firms, name in _CUT_OFF, name in _PLACES)
            )
            for name in TEXTS[part]
        }


def _cells(
    texts: Sequence[str], firms: Sequence[tuple[str, str]], cut_off: bool, places: bool
) -> dict[str, str]:
    """One text may stand beside several firms."""
    found: dict[str, str] = {}
    people = fold_all([person for _, person in firms])
    for text, plain, (firm, person), name in zip(texts, fold_all(texts), firms, people, strict=True):
        before = found.get(text, text)
        shown = before
        if all(char in plain for char in name):
            shown = hidden(before, person, firm, places)
        if cut_off:
            shown = without_ends(shown, person)
        if shown != before:
            found[text] = shown
    return found


def hidden(text: str, person: str, firm: str, places: bool = False) -> str:
    """``text`` with the name of ``person`` masked, in whatever spelling (张 and 張), but in the name of the
    ``firm``, which is public. ``places``: it is an address."""
    plain, name, own = fold(text), fold(person), fold(firm)
    written = _BLANKS.join(map(re.escape, name))
    found = re.compile(_short(name, written, places) if len(name) == _SHORT else written)
    street = re.compile(_STREET) if places else None
    shown, at = list(text), 0
    for piece in plain.split(own) if own else [plain]:
        for hit in found.finditer(piece):
            if street and not street.match(piece, hit.end()):
                continue
            if _parts_words(piece, hit, name):
                continue
            inside = re.search(written, hit[0])
            assert inside is not None
            begin, end = (at + hit.start() + edge for edge in inside.span())
            # The first character stays as it is in the column of the name.
            shown[begin + 1 : end] = _SHOWN.sub("*", text[begin + 1 : end])
        at += len(piece) + len(own)
    return "".join(shown)


def _short(name: str, written: str, places: bool) -> str:
    """Where a name of two characters is one, and no word."""
    alone = rf"(?<![{_HAN}]){written}(?![{_HAN}])"
    if name[0] not in SURNAMES:
        return rf"{_SURELY}{written}(?![{_HAN}])|{_SURELY}{written}{_BEHIND}|{written}(?=先生|女士)"
    said = rf"{_SAID}{written}|{written}{_BEHIND}|{alone}"
    if places:
        return rf"{said}|{written}{_HOUSE}"
    return said if frequencies().get(name, 0) >= _WORD else rf"{said}|(?P<loose>{written})"


def _parts_words(text: str, hit: re.Match[str], name: str) -> bool:
    """Are the two characters, which nothing beside them says to be a name, the end of one word and the
    beginning of another (资金|服务)?"""
    if "loose" not in hit.re.groupindex or hit["loose"] is None:
        return False
    known, begin, end = frequencies(), hit.start(), hit.end()
    return any(
        known.get(text[first:last], 0) >= _WORD
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
