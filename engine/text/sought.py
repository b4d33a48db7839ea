"""Patterns that are tried only where a match may begin.

Python tries all alternatives of a pattern at each character of a text. Asked for the first
character beforehand, it passes over most places at once, in a third of the time. Patterns all of
whose alternatives begin with one plain character have no need of it: there Python does so itself.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

#: What is read of a pattern at once.
_TOKEN: Final = re.compile(
    r"(?P<chars>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<look>\(\?<?[=!])|(?P<again>\(\?P=\w+\))"
    r"|(?P<open>\((?:\?:|\?P<\w+>|(?!\?)))|(?P<escaped>\\(?:u[0-9a-f]{4}|.))"
    r"|(?P<or>\|)|(?P<close>\))|(?P<edge>[\^$])|(?P<any>\.)|(?P<plain>[^(])",
    re.DOTALL,
)
_REPEATED: Final = re.compile(r"(?:(?P<maybe>[*?]|\{0?,\d*\}|\{0\})|\+|\{\d+(?:,\d*)?\})[?+]?")
_CHAR: Final = r"\\u[0-9a-f]{4}|\\.|[^\\]"
_RANGE: Final = re.compile(f"({_CHAR})(?:-({_CHAR}))?", re.DOTALL)
#: Wider ranges of characters pass over nothing.
_WIDEST: Final = 64
_FIGURES: Final = "0123456789"


class _Head(NamedTuple):
    """``chars``: what a match may begin with; None for nearly anything. ``empty``: may it be
    nothing at all?"""

    chars: frozenset[str] | None
    empty: bool


_NOTHING: Final = _Head(frozenset(), True)


def sought(pattern: str) -> re.Pattern[str]:
    """``re.compile``; what it finds is the same."""
    head, end = _group(pattern, 0)
    if head.empty or head.chars is None or end < len(pattern):
        return re.compile(pattern)
    chars = re.escape("".join(sorted(head.chars))).replace(_FIGURES, "0-9")
    return re.compile(f"(?=[{chars}])(?:{pattern})")


def _group(pattern: str, at: int) -> tuple[_Head, int]:
    """The head of the alternatives that stand at ``at``, and where they end."""
    heads: list[_Head] = []
    head = _NOTHING
    while match := _TOKEN.match(pattern, at):
        at, kind = match.end(), match.lastgroup
        if kind == "close":
            break
        if kind == "or":
            heads.append(head)
            head = _NOTHING
            continue
        if kind in ("look", "open"):
            one, at = _group(pattern, at)
        else:
            one = _Head(_single(match), False)
        if kind in ("look", "edge"):  # no part of a match
            one = _NOTHING
        if repeated := _REPEATED.match(pattern, at):
            at = repeated.end()
            one = one._replace(empty=one.empty or repeated["maybe"] is not None)
        if head.empty:
            head = _Head(_either(head, one), one.empty)
    heads.append(head)
    every: frozenset[str] | None = frozenset()
    for head in heads:
        every = _either(_Head(every, False), head)
    return _Head(every, any(head.empty for head in heads)), at


def _either(one: _Head, other: _Head) -> frozenset[str] | None:
    return None if one.chars is None or other.chars is None else one.chars | other.chars


def _single(match: re.Match[str]) -> frozenset[str] | None:
    """The characters that one token may stand for."""
    said = match.group()
    if match["plain"] or match["escaped"]:
        return _range(said, said)
    if not match["chars"] or said.startswith("[^"):
        return None
    found: frozenset[str] | None = frozenset()
    for first, last in _RANGE.findall(said[1:-1]):
        mine = _range(first, last or first)
        found = None if found is None or mine is None else found | mine
    return found


def _range(first: str, last: str) -> frozenset[str] | None:
    begin, end = _char(first), _char(last)
    if begin is None or end is None or end - begin > _WIDEST:
        return None
    return frozenset(map(chr, range(begin, end + 1)))


def _char(said: str) -> int | None:
    """The code of the one character that is said; None for a class of them."""
    if said.startswith(r"\u"):
        return int(said[2:], 16)
    if said[0] != "\\":
        return ord(said)
    return {"n": 10, "r": 13, "t": 9}.get(said[1], None if said[1].isalnum() else ord(said[1]))
