"""Bodies that a township or a village has one of, as its people call them: by the place and by what
they are, without the part between (渠口互助社 of 渠口兴农资金互助专业合作社)."""

from __future__ import annotations

import re
from functools import cached_property

from engine.link.index.register import RegisterNames
from engine.link.texts.scene import STOPS
from engine.link.texts.speaking import speaks

_HAN = r"[\u4e00-\u9fff]"
#: What is said → what the name of such a firm holds, and what it ends with.
_KINDS = (
    ("互助社", "互助", "社"),
    ("供销社", "供销", "社"),
    ("合作社", "合作社", "社"),
    ("敬老院", "敬老院", "院"),
    ("养老院", "养老院", "院"),
    ("福利院", "福利院", "院"),
    ("卫生院", "卫生院", "院"),
)
_SAID = "|".join(said for said, _, _ in _KINDS)
_MENTION = re.compile(
    rf"(?:({_HAN}{{2,4}}?[镇乡])(?={_HAN}{{2,4}}村))?({_HAN}{{2,4}}?)(村|[镇乡])?(?:的|农民|农村|资金|专业|股份|经济|供销(?=合)){{0,3}}({_SAID})(?!联)"
)
_BEFORE = " \n【[("
_LEAST = 2


class Townsfolk:
    """``register``: whose bodies are meant."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register
        self._known: dict[tuple[str, str], list[int]] = {}

    @cached_property
    def _bodies(self) -> dict[str, list[int]]:
        """What is said → rows, read at the first text that speaks of one."""
        found: dict[str, list[int]] = {said: [] for said, _, _ in _KINDS}
        for row, title in enumerate(self._register.titles):
            if title[-1:] in "社院":
                for said, held, end in _KINDS:
                    if title.endswith(end) and held in title:
                        found[said].append(row)
        return found

    def find(self, text: str) -> list[int]:
        """Rows of the bodies that a text may begin with; ``text``: in the form of ``Scene``."""
        text = text.lstrip(_BEFORE)
        match = _MENTION.match(text)
        if match is None or not speaks(text, match.end()) or not STOPS.isdisjoint(match.group()):
            return []
        town, place, level, said = match.groups(default="")
        if match.group().endswith("供销合作社"):
            said = "供销社"
        if said == "合作社" and level != "村":  # a township has many
            return []
        key = (place + ("村" if level == "村" else ""), said)
        if key not in self._known:
            self._known[key] = self._of(*key)
        address = self._register.seats.address
        return [row for row in self._known[key] if town in address(row)]

    def _of(self, place: str, said: str) -> list[int]:
        """Those that lie there; of these only those whose names hold the place, if any do."""
        seats = self._register.seats
        there = [
            row
            for row in self._bodies[said]
            if place in seats.address(row) and place in seats.own_places(row)
        ]
        called = [row for row in there if place in self._register.title(row)]
        return called or there
