"""Of a firm and its branches the one that lies where a tip says: whoever tells of a firm in his street tells of
what he sees there, and not of its head office in another county.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.meant import Meant

_HAN = r"[\u4e00-\u9fff]"
_STREET = re.compile(rf"{_HAN}{{2,4}}?(?:大道|大街|路|街|巷)|{_HAN}{{2}}村")
_HEAD = re.compile(r"^.*(?:省|市(?!场)|县|镇|乡|街道|(?<!小)区)(?=.{2})")
_COUNTY = re.compile(rf"({_HAN}{{2}})[县旗区市]")
_OFFICE = "公司"


class Branches:
    """``names``, ``addresses``: of the register of ``index``."""

    def __init__(self, index: FirmIndex, names: Sequence[str], addresses: Sequence[str]) -> None:
        self._index, self._names, self._addresses = index, names, addresses

    def at(self, found: Meant, said: str) -> Meant:
        """The branch that lies where ``said`` tells, of the firm that was found, if it does not lie there
        itself and its name was not told in full."""
        (row,) = found.rows
        name = self._names[row]
        if self._index.wide or not name.endswith(_OFFICE) or name in said:
            return found
        if self._lies(row, said):
            return found
        there = [one for one in self._of(row) if self._lies(one, said)]
        return (
            Meant((there[0],), how="名称相符的企业中，这家分支机构在所说的地方")
            if len(there) == 1
            else found
        )

    def _of(self, row: int) -> list[int]:
        names, name = self._index.register, self._names[row]
        keys = self._index.own_parts(row)[:1]
        rows = {names.row(entry) for key in keys for entry in names.entries(key)}
        return sorted(one for one in rows if one != row and self._names[one].startswith(name))

    def _lies(self, row: int, said: str) -> bool:
        """Is its street, village or county told?"""
        address = self._addresses[row]
        places = [*_STREET.findall(_HEAD.sub("", address)), *_COUNTY.findall(address)]
        return any(place in said for place in places)
