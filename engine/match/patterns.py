"""Patterns of rules, searched for in one text at a time."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import re2

#: A pattern without these means the same to both engines.
_OTHERWISE = re.compile(r"\(\?(?!:)|\\[^.b\-\\/+*()]|\[\[|\$")
#: What goes back too often: groups repeated, and repeats without end.
_REPEATED, _ENDLESS = re.compile(r"\)[*+{]"), re.compile(r"[*+]|,\}")
_MOST_ENDLESS = 2
#: In longer texts only the engine is asked that never goes back.
_SHORT = 500


class Pattern(NamedTuple):
    """With an engine that is quicker to call besides, where both read the pattern alike."""

    regex: Any
    quick: Any

    @classmethod
    def of(cls, pattern: str) -> Pattern:
        regex = re2.compile(pattern)
        slow = _REPEATED.search(pattern) or len(_ENDLESS.findall(pattern)) > _MOST_ENDLESS
        if slow or _OTHERWISE.search(pattern):
            return cls(regex, regex)
        return cls(regex, re.compile(pattern, re.ASCII))

    def spans(self, text: str) -> list[tuple[int, int]]:
        regex = self.quick if len(text) <= _SHORT else self.regex
        return [m.span() for m in regex.finditer(text)]
