"""Rows and columns that a worksheet does not show: filtered away, or hidden by hand.

They are read like all others. Who filtered the sheet before handing it in has to know.
"""

from __future__ import annotations

import posixpath
import re
from array import array
from collections.abc import Iterable, Mapping
from html import unescape

_P = rb"(?:[^\s<>:/]+:)?"  # a prefix of namespace
#: What there is in a part that may have such rows.
SIGNS = (b"hidden", b'ht="0')
#: Hidden, or without any height, and with its number, as Excel and WPS write it.
_ROW = re.compile(
    rb"<" + _P + rb"row(?=[^>]*\s(?:hidden\s*=\s*[\"'](?:1|true)[\"']|ht=\"0(?:\.0*)?\"))"
    rb"[^>]*?\sr\s*=\s*[\"']([0-9]{1,7})[\"']"
)
_COLUMN = re.compile(rb"<" + _P + rb"col(?=\s)[^>]*\shidden\s*=\s*[\"'](?:1|true)[\"'][^>]*>")
_FROM_TO = tuple(
    re.compile(rb"\s" + end + rb"\s*=\s*[\"']([0-9]{1,5})[\"']") for end in (b"min", b"max")
)
_SHEET = re.compile(r"<(?:[^\s<>:/]+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:[^\s<>:/]+:)?Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"(?:^|\s|:)(name|id|Id|Target)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def unseen(pieces: Iterable[bytes]) -> array[int]:
    """The numbers of such rows, from 1."""
    found = array("L")
    for piece in pieces:
        if any(sign in piece for sign in SIGNS):
            found.extend(map(int, _ROW.findall(piece)))
    return found


def unseen_columns(pieces: Iterable[bytes]) -> array[int]:
    """The numbers of such columns, from 1, as pairs of the first and the last."""
    found = array("L")
    for piece in pieces:
        for told in _COLUMN.findall(piece) if SIGNS[0] in piece else ():
            ends = [end.search(told) for end in _FROM_TO]
            found.extend(int(end[1]) for end in ends if all(ends) and end)
    return found


def names_of(workbook: bytes, relations: bytes) -> Mapping[str, str]:
    """The part, in small letters, of each sheet by its name, as far as the workbook tells them."""
    targets: dict[str, str] = {}
    for told in map(_told, _RELATION.findall(relations.decode(errors="replace"))):
        path = posixpath.normpath(posixpath.join("/xl", told.get("Target", "")))
        targets[told.get("Id", "")] = path[1:].lower()
    sheets = map(_told, _SHEET.findall(workbook.decode(errors="replace")))
    return {told.get("name", ""): targets.get(told.get("id", ""), "") for told in sheets}


def _told(attributes: str) -> dict[str, str]:
    return {name: unescape(one or two) for name, one, two in _ATTRIBUTE.findall(attributes)}
