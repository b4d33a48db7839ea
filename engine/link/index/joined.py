"""Many texts in one string, so that what is looked for in all of them is looked for once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from engine.model.arrays import Ints

#: Parts texts: no character of a name, of a number or of a space.
END = "\0"


class Joined:
    """``text``: each parted from the next by ``END``, which none of them holds."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _ends(self) -> Ints:
        points = np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return np.append(np.flatnonzero(points == ord(END)), len(self.text))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> str:
        begin = self._ends[number - 1] + 1 if number else 0
        return self.text[begin : self._ends[number]]

    def owners(self, places: Sequence[int]) -> Ints:
        """In which of the texts each place is."""
        found: Ints = np.searchsorted(self._ends, np.array(places, np.int64))
        return found
