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

_HAN = r"\u4e00-\u9fff"
_NAME = later(rf"[{_HAN}]{{2,6}}|[{_HAN}]{{1,10}}[·•][{_HAN}]{{1,10}}")
#: Where they may stand besides.
TEXTS = {
    "entities": ("scope", "reasons", "remarks"),
    "adverts": ("advertiser", "media_name", "title", "text", "reasons", "remarks"),
    "evidence": ("matched", "quote", "reason"),
}
#: Two characters may be an ordinary word (黄金, 安全): only where such a name is said or stands alone; those
#: that do not begin as most names do (安全, 不详), only where it is surely said.
_SHORT = 2
_SURELY = r"(?:联系人|代表人|法人|负责人|经营者|老板|店长|实控人|姓名)[\s:：]{0,2}"
_SAID = r"(?:联系人|代表人?|法人|负责人|经营者|经理|老板|老师|店长|实控人|姓名|[找询请叫是由为])[\s:：]{0,2}"
_BEHIND = r"(?=先生|女士|老师|经理|总(?!量|额|部|店|公司)|老板|店长|[\s:：，,(（]{0,3}(?:电话|手机|微信|[0-9*]{7}))"
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
            name: Exactly(_cells(result.texts(part, name, rows), firms, name in _CUT_OFF))
            for name in TEXTS[part]
        }


def _cells(texts: Sequence[str], firms: Sequence[tuple[str, str]], cut_off: bool) -> dict[str, str]:
    """One text may stand beside several firms."""
    found: dict[str, str] = {}
    for text, (firm, person) in zip(texts, firms, strict=True):
        before = found.get(text, text)
        shown = hidden(before, person, firm) if set(person) <= set(before) else before
        if cut_off:
            shown = without_ends(shown, person)
        if shown != before:
            found[text] = shown
    return found


def hidden(text: str, person: str, firm: str) -> str:
    """``text`` with the name of ``person`` masked, but in the name of the ``firm``, which is public."""
    name = found = _BLANKS.join(map(re.escape, person))
    if len(person) == _SHORT:
        alone = rf"(?<![{_HAN}]){found}(?![{_HAN}])"
        usual = person[0] in SURNAMES
        found = (
            rf"{_SAID}{found}|{found}{_BEHIND}|{alone}"
            if usual
            else rf"{_SURELY}{found}(?![{_HAN}])|{_SURELY}{found}{_BEHIND}|{found}(?=先生|女士)"
        )
    pieces = text.split(firm) if firm else [text]
    return firm.join(
        re.sub(found, lambda hit: re.sub(name, _initial, hit[0]), piece) for piece in pieces
    )


def _initial(name: re.Match[str]) -> str:
    return name[0][0] + _SHOWN.sub("*", name[0][1:])


def without_ends(text: str, person: str) -> str:
    """``text`` without what stands of a name of more than two characters where a quote is cut off in it."""
    if len(person) == _SHORT:
        return text
    return _QUOTED.sub(lambda quote: _ends(quote[0], person), text)


def _ends(quote: str, person: str) -> str:
    for size in range(len(person) - 1, 1, -1):
        if quote.endswith(person[:size]):
            quote = quote[: 1 - size] + "*" * (size - 1)
        if quote.startswith(person[-size:]):
            quote = "*" * size + quote[size:]
    return quote
