"""The businesses that the subject of a tip names, told apart."""

from __future__ import annotations

import re

from engine.link.adverts.firm_index import FirmIndex
from engine.model.surnames import SURNAMES

#: Between two who are named, and words that may as well be part of a name.
_BETWEEN, _MAYBE = re.compile(r"[|｜、；;／/＋+＆&，,\n]|以及"), re.compile(r"[和与及跟同暨]")
_AND_OTHERS = re.compile(r"等[一二三两四五六七八九十几多\d]*[家个]?(?:公司|企业|单位|机构|店)?$")
_OPEN, _CLOSED = "（(", "）)"
_FAMILIES = "".join(sorted(SURNAMES))
#: Somebody by name or as people call them (王大勇, 老王, 业务员小刘).
_PERSON = re.compile(
    rf"(?:老板娘?|法人|负责人|经理|业务员|员工|店员|会计)?"
    rf"(?:[老小阿][{_FAMILIES}]|[{_FAMILIES}](?:[\u4e00-\u9fff]{{1,2}}|某+))(?:他们|等人|一伙|两口子|夫妻)?"
)
#: How a link begins that rests on a piece of the text, which the rest may contradict.
IN_TEXT = "文中"
#: Characters of two names and what may stand between them.
_LONGEST = 120
_LEAST = 2


class Subjects:
    """``index``: of the register."""

    def __init__(self, index: FirmIndex) -> None:
        self._index = index

    def named(self, subject: str) -> list[str]:
        """The businesses that the subject names, as far as they can be told apart."""
        if self._index.named(subject):
            return [subject]
        parts = parted(_AND_OTHERS.sub("", subject.strip()))
        found = [firm for part in parts for firm in self._apart(part)]
        if len(parts) > 1:
            found = [firm for firm in found if self._known(firm) or self._firm(firm)]
        return list(dict.fromkeys(found))

    def _apart(self, part: str) -> list[str]:
        """聚鑫财富和恒达投资 are two, 祥和财富 is one."""
        if len(part) > _LONGEST or not _MAYBE.search(part):
            return [part]
        link = self._index.find(names=[part], about=True)
        if link.row >= 0 and not link.how.startswith(IN_TEXT):
            return [part]
        for word in _MAYBE.finditer(part):
            both = part[: word.start()].strip(), part[word.end() :].strip()
            if min(map(len, both)) < _LEAST:
                continue
            known = [self._known(one) for one in both]
            if all(known) or (any(known) and all(map(self._firm, both))):
                return [both[0], *self._apart(both[1])]
            # 聚鑫财富和老王: a firm and one of its people; 恒达和瑞 may be the name of another firm.
            mine = [one for one, sure in zip(both, known, strict=True) if sure and self._firm(one)]
            if len(mine) == 1 and _PERSON.fullmatch(next(one for one in both if one not in mine)):
                return mine
        return [part]

    def _firm(self, name: str) -> bool:
        return self._index.business(name)

    def _known(self, name: str) -> bool:
        link = self._index.find(names=[name], about=True)
        return link.row >= 0 or bool(link.candidates)


def parted(subject: str) -> list[str]:
    """Cut where one name ends, but not in brackets."""
    parts, depth, begin = [], 0, 0
    cuts = {match.start(): match.end() for match in _BETWEEN.finditer(subject)}
    for at, char in enumerate(subject):
        depth += (char in _OPEN) - (char in _CLOSED)
        if at in cuts and depth <= 0:
            parts.append(subject[begin:at])
            begin = cuts[at]
    parts.append(subject[begin:])
    return [part.strip() for part in parts if part.strip()]
