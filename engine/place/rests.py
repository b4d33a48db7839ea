"""What follows the divisions of an address, remembered by its shape.

The patterns below the township cannot tell one digit from another, nor two characters that none of
them names (``engine.place.shapes``). So 新民路18号3幢502室 and 建设路25号6幢101室 have their parts at
the same places, and these are looked for once. Of what is new as a whole the tail may be known.
"""

from __future__ import annotations

from itertools import chain

import numpy as np
import pyarrow as pa

from engine.model.arrays import Ints
from engine.model.columns import slices
from engine.place.lines import Lines
from engine.place.local_part import Tail, read_front, read_tail
from engine.place.memory import Memory

#: Ends of village and estate, begin and end of road, floor, room and building.
_NUMBERS = 10
#: Bytes of a code point in a shape.
_WIDTH = 4


class Rests:
    """Reads rests of addresses; of these, and of tails, at most ``most`` are remembered."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._known = Memory(most, _NUMBERS)
        self._tails: dict[bytes, Tail] = {}

    def read(self, lines: Lines, at: Ints) -> Ints:
        """Where the parts of that stand which begins at ``at`` of each text: a row of numbers.
        Those of the tail are counted from the end of the road."""
        coded = slices(lines.shape, at, lines.ends, pa.large_binary()).dictionary_encode()
        which = coded.indices.to_numpy()
        first = np.unique(which, return_index=True)[1]
        keys = coded.dictionary.to_pylist()

        def read(new: Ints) -> Ints:
            rows = first[new]
            spans = zip(new.tolist(), at[rows].tolist(), lines.ends[rows].tolist(), strict=True)
            found = [self._read(lines, keys[i], begin, end) for i, begin, end in spans]
            numbers = np.fromiter(chain.from_iterable(found), np.int64, len(new) * _NUMBERS)
            return numbers.reshape(-1, _NUMBERS)

        found: Ints = self._known.rows(keys, read)[which]
        return found

    def _read(self, lines: Lines, shape: bytes, begin: int, end: int) -> tuple[int, ...]:
        front = read_front(lines.folded_text[begin:end])
        begin += front.road
        shape = shape[front.road * _WIDTH :]
        tail = self._tails.get(shape)
        if tail is None:
            if len(self._tails) >= self._most:
                self._tails.clear()
            tail = read_tail(lines.text[begin:end], lines.folded_text[begin:end])
            self._tails[shape] = tail
        return *front, *tail.floor, *tail.room, *tail.building
