"""What follows the divisions of an address, remembered by its shape.

The patterns below the township cannot tell one digit from another, nor two characters that none of
them names (``engine.place.shapes``). So 新民路18号3幢502室 and 建设路25号6幢101室 have their parts at
the same places, and these are looked for once. Of what is new as a whole the tail may be known.
"""

from __future__ import annotations

from engine.place.local_part import Local, Tail, read_front, read_tail


class Rests:
    """Reads rests of addresses; of these, and of tails, at most ``most`` are remembered."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[str, Local] = {}
        self._tails: dict[str, Tail] = {}

    def read(self, raw: str, folded: str, shape: str, at: int) -> Local:
        """Where the parts of ``raw[at:]`` stand in it; ``shape`` is that of the whole text."""
        key = shape[at:]
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= self._most:
                self._known.clear()
            front = read_front(folded[at:])
            begin = at + front.road
            tail = self._tail(raw[begin:], folded[begin:], shape[begin:])
            known = self._known[key] = Local(*front, *tail)
        return known

    def _tail(self, raw: str, folded: str, shape: str) -> Tail:
        tail = self._tails.get(shape)
        if tail is None:
            if len(self._tails) >= self._most:
                self._tails.clear()
            tail = self._tails[shape] = read_tail(raw, folded)
        return tail
