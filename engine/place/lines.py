"""Texts of a column as code points, one behind the other: what is asked of all of them is asked at
once, and parts of them become columns without a string for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.arrays import Flags, Ints
from engine.model.columns import pieces, slices
from engine.place.shapes import Codes, Shapes
from engine.place.signs import Sign, sign_table

_END = ord("\n")
#: Behind the last text, so that no window ends outside.
_PAD = 64


class Lines:
    """``raw`` and ``folded`` are as long; a line end stands behind each text, and none in it.
    ``begins`` and ``ends``: where each text does."""

    def __init__(self, texts: pa.Array, shapes: Shapes) -> None:
        self._data, self._shapes = pieces(pc.binary_join_element_wise(texts, "\n", ""))[1], shapes
        self.text = self._data.tobytes().decode()
        self.raw = np.frombuffer((self.text + "\0" * _PAD).encode("utf-32-le"), np.uint32)
        self.folded = shapes.fold(self.raw)
        self.ends = np.flatnonzero(self.raw == _END)
        self.begins = np.concatenate([[0], self.ends + 1])[:-1]
        self._signs = sign_table()[self.folded]

    @cached_property
    def folded_text(self) -> str:
        return self.folded.tobytes().decode("utf-32-le")

    @cached_property
    def shape(self) -> Codes:
        return self._shapes.shape(self.raw)

    def are(self, sign: Sign, at: Ints) -> Flags:
        """Does such a sign stand there?"""
        found: Flags = (self._signs[at] & np.uint8(sign)) > 0
        return found

    def next(self, sign: Sign, at: Ints, ends: Ints) -> Ints:
        """Where the first such sign stands at ``at`` or behind it; ``ends`` if none does before."""
        where = np.append(np.flatnonzero(self._signs & np.uint8(sign)), len(self._signs))
        found: Ints = np.minimum(where[np.searchsorted(where, at)], ends)
        return found

    def near(self, sign: Sign, at: Ints, ends: Ints, within: int) -> Flags:
        """Does such a sign stand at ``at`` or so near behind it?"""
        ends = np.minimum(at + within, ends)
        return self.next(sign, at, ends) < ends

    def each(self, rows: Ints, begins: Ints) -> Iterator[tuple[int, str, str]]:
        """These rows one by one, with what stands from their ``begins`` on, folded and raw."""
        for row, begin, end in zip(
            rows.tolist(), begins[rows].tolist(), self.ends[rows].tolist(), strict=True
        ):
            yield row, self.folded_text[begin:end], self.text[begin:end]

    def parts(self, *spans: tuple[Ints, Ints]) -> pa.Array:
        """One text for each row: what stands in its ``spans``, each with its begins and ends."""
        texts = [slices(self._data, *(self._bytes[side] for side in span)) for span in spans]
        return texts[0] if len(texts) == 1 else pc.binary_join_element_wise(*texts, "")

    @cached_property
    def _bytes(self) -> Ints:
        """Where in the data each code point begins."""
        return np.append(np.flatnonzero((self._data & 0xC0) != 0x80), len(self._data))
