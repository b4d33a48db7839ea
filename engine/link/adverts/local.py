"""Firms that are called by what they are and where, not by a name of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.link.index.register import RegisterNames
from engine.link.names.places import Spot
from engine.link.names.written import clean_text
from engine.link.texts import roles
from engine.link.texts.banks import Banks
from engine.link.texts.result import NOBODY, LinkResult
from engine.link.texts.scene import STOPS
from engine.link.texts.speaking import another_speaks
from engine.link.texts.townsfolk import Townsfolk

_SURE = 90
#: A first clause that may name one.
_BEGINS = re.compile(
    rf"[ \n【\[(]*[^{re.escape(''.join(sorted(STOPS)))}行社险寿券院]*[行社险寿券院]"
)


def begins(read: str) -> bool:
    """May a text begin with such a firm? ``read``: in the form of ``Scene``."""
    return _BEGINS.match(read) is not None


class Local:
    """``register``: whose firms are meant."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register
        self._kinds = (
            (Banks(register), "机构简称与网点一致"),
            (Townsfolk(register), "乡镇、村名与机构性质一致"),
        )

    def may(self, text: str) -> bool:
        """May a text begin with such a firm?"""
        text = clean_text(text)
        return any(len(kind.find(text)) == 1 for kind, _ in self._kinds)

    def find(self, text: str, seen: Sequence[Spot]) -> LinkResult:
        """The firm that a text begins with, if one only is called so; ``seen``: where the text was,
        for there are 城关支行 and 城关敬老院 in many counties."""
        text = clean_text(text)
        for kind, how in self._kinds:
            rows = kind.find(text)
            if len(rows) != 1 or roles.office(text) or another_speaks(text):
                continue
            if self._register.lies(rows[0], seen) or not (seen or self._register.wide):
                return LinkResult(rows[0], how, _SURE)
        return NOBODY
