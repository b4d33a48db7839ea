"""Where the lines of a text end, in files that other systems wrote."""

from __future__ import annotations

import re

from engine.ingest.limits import MB, Limits, beyond

#: Characters by which some systems end a row; elsewhere they are text like any other.
_FOREIGN = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LOOKED_AT = 21  # lines among which the header is


def foreign_ends(head: str) -> list[str]:
    """What might end rows here instead of a line feed, in the lines that may hold the header."""
    lines = head.split("\n", _LOOKED_AT)[:_LOOKED_AT]
    return sorted({end for line in lines for end in _FOREIGN.findall(line)})


def check_lines(body: bytes, name: str, limits: Limits) -> None:
    """A line longer than a whole row may be is no table, and would be copied many times over.

    Raises InputError.
    """
    most = 4 * limits.cell * 64
    at = 0
    while at < len(body):
        stop = at + most + 1
        end = body.rfind(b"\n", at, stop)
        if end < 0:
            end = body.rfind(b"\r", at, stop)
        if end < 0:
            if len(body) - at <= most:
                return
            before = body[:at]
            line = 1 + before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n")
            raise beyond("cell", f"第 {line} 行", f"超过 {most // MB} MB", limits.cell, name)
        at = end + 1
