"""Heads of addresses, remembered by their beginnings.

A register has some thousand heads (贵州省毕节市金沙县) and a million addresses. What a reading found
holds for every text that begins with the characters it looked at and lacks what it looked for in
vain (``engine.place.watched``), so it is the same whether it is remembered or made anew. Texts that
come in order of their characters mostly have the head of the one before.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.place.head_part import Head
from engine.place.watched import Absent, Watched, lacks
from engine.text.divisions import HEAD

#: End of a text: a character like the others, which no address holds.
_END = "\n"

_Known = tuple[Head, tuple[Absent, ...]]
_NOTHING: _Known = Head({}, 0, None), ()


class Heads:
    """Reads heads with ``reading``, each once as long as it is remembered: at most ``most``."""

    def __init__(self, reading: Callable[[Watched, str], Head], most: int) -> None:
        self._reading, self._most = reading, most
        #: beginning → what it is read as and what must not follow
        self._known: dict[str, _Known] = {}
        #: first characters → how long remembered beginnings of texts with them are
        self._lengths: dict[str, list[int]] = {}
        #: the beginning of the text before, and what is known of it
        self._beginning, self._last = 2 * _END, _NOTHING

    def read(self, folded: str, raw: str) -> Head:
        """The head of a text without line ends, folded and raw."""
        ended = raw + _END
        if ended.startswith(self._beginning) and lacks(folded, self._last[1]):
            return self._last[0]
        for size in self._lengths.get(ended[:HEAD], ()):
            known = self._known.get(ended[:size])
            if known is not None and lacks(folded, known[1]):
                self._beginning, self._last = ended[:size], known
                return known[0]
        watched = Watched(folded)
        head = self._reading(watched, raw)
        self._remember(ended[:HEAD], ended[: watched.seen], (head, watched.absent()))
        return head

    def _remember(self, first: str, beginning: str, known: _Known) -> None:
        self._beginning, self._last = beginning, known
        if len(self._known) >= self._most:
            self._known.clear()
            self._lengths.clear()
        self._known[beginning] = known
        sizes = self._lengths.setdefault(first, [])
        if len(beginning) not in sizes:
            sizes.append(len(beginning))
