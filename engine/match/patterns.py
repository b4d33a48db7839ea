"""Patterns of rules, searched for in one text at a time."""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

import re2

#: What stands between two items, and what opens a bracket behind one.
SEPARATORS = "；;。，,、：:（(【\n"
#: A pattern without these means the same to both engines.
_OTHERWISE = re.compile(r"\(\?(?!:)|\\[^.b\-\\/+*()]|\[\[|\$|\{,")
#: Repeats, and those of groups, which go back too often.
_REPEATS, _REPEATED = re.compile(r"[*+]|(?<!\()\?|\{(\d+)(?:(,)(\d*))?\}"), re.compile(r"\)[*+{]")
#: In longer texts only the engine is asked that never goes back.
_SHORT = 500
#: Ways to read a pattern from one place on: with more of them going back may take long.
_WAYS = 2000


class Pattern(NamedTuple):
    """With an engine that is quicker to call besides, where both read the pattern alike."""

    regex: Any
    quick: Any

    @classmethod
    def of(cls, pattern: str) -> Pattern:
        regex = whole(pattern)
        slow = _REPEATED.search(pattern) or _ways(pattern) > _WAYS
        if slow or _OTHERWISE.search(pattern):
            return cls(regex, regex)
        return cls(regex, re.compile(pattern, re.ASCII))

    def spans(self, text: str) -> list[tuple[int, int]]:
        regex = self.quick if len(text) <= _SHORT else self.regex
        return [m.span() for m in regex.finditer(text)]


def within_item(text: str, start: int, end: int) -> tuple[int, int]:
    """A match without the marks by which a pattern told where an item begins and ends: what stands
    behind them is another item."""
    found = text[start:end]
    return start + len(found) - len(found.lstrip(SEPARATORS)), start + len(found.rstrip(SEPARATORS))


def whole(pattern: str) -> Any:
    """A pattern of which only the whole match is asked for: what its groups match costs half as much
    again."""
    options = re2.Options()
    options.never_capture = True
    return re2.compile(pattern, options=options)


def _ways(pattern: str) -> int:
    """How many ways to read its alternatives and repeats an engine may have to try; signs in classes
    count as well."""
    ways = math.prod(1 + part.count("|") for part in re.split(r"[()]", pattern))
    for found in _REPEATS.finditer(pattern):
        least, comma, most = found.groups()
        if found[0] == "?":
            ways *= 2
        elif least is None or (comma and not most):
            ways *= _SHORT
        elif comma:
            ways *= max(1, int(most) - int(least) + 1)
    return ways
