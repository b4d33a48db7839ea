"""How much many texts read like those of a scorecard, nearly: told by columns.

Most texts read like nothing that is looked for, and of these nobody asks how much. What this says
differs from ``Scorecard.read`` by the order in which it adds up; who is near a limit asks that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
#: A text in one form, and the stretches of it that are read, the whole of it first.
Form = tuple[str, list[tuple[int, int]]]
#: Characters of texts that are read at once.
_AT_ONCE = 30_000
_POINTS = 0x110000


class Rough:
    """``table``: piece → (weight, inverse document frequency)."""

    def __init__(self, table: Mapping[str, tuple[float, float]], bias: float) -> None:
        self._bias = bias
        chars = sorted({char for piece in table for char in piece})
        self._numbers = np.zeros(_POINTS, np.int32)
        self._numbers[[ord(char) for char in chars]] = np.arange(1, len(chars) + 1)
        self._base = len(chars) + 1
        longest = max(map(len, table), default=0)
        #: for each length: the pieces of it as numbers, and which piece each is
        self._known: list[tuple[Ints, Ints]] = []
        for size in range(1, longest + 1):
            some = [(at, piece) for at, piece in enumerate(table) if len(piece) == size]
            keys = self._grams("".join(piece for _, piece in some), size)[::size]
            order = np.argsort(keys)
            self._known.append((keys[order], np.array([at for at, _ in some], np.int64)[order]))
        weights = np.array([*table.values()], np.float64).reshape(-1, 2)
        self._weights, self._rarity = weights[:, 0], weights[:, 1]

    def _grams(self, text: str, size: int) -> Ints:
        """Number of the stretch of ``size`` characters that begins at each place."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        numbers = self._numbers[points].astype(np.int64)
        grams = numbers[: len(numbers) - size + 1]
        for further in range(1, size):
            grams = grams * self._base + numbers[further : len(grams) + further]
        return grams

    def steps(self, forms: Sequence[Form]) -> list[float]:
        """Of each text the mean of the log-odds of the whole and of its most telling stretch."""
        found: list[float] = []
        for some in _some(forms):
            found += self._steps(some)
        return found

    def _steps(self, forms: Sequence[Form]) -> list[float]:
        sizes = np.array([len(text) for text, _ in forms], np.int64)
        counts = np.array([len(spans) for _, spans in forms], np.int64)
        spans = np.array([span for _, spans in forms for span in spans], np.int64)
        spans += np.repeat(np.cumsum(sizes) - sizes, counts)[:, None]
        owners, pieces = self._pieces("".join(text for text, _ in forms), spans)
        key, times = np.unique(owners * len(self._weights) + pieces, return_counts=True)
        owner, piece = np.divmod(key, max(len(self._weights), 1))
        value = self._rarity[piece] * (1 + np.log(times))
        total = np.bincount(owner, self._weights[piece] * value, len(spans))
        length = np.sqrt(np.bincount(owner, value * value, len(spans)))
        steps = self._bias + total / np.where(length > 0, length, 1)
        first = np.cumsum(counts) - counts
        means = (steps[first] + np.maximum.reduceat(steps, first)) / 2
        told: list[float] = means.tolist()
        return told

    def _pieces(self, text: str, spans: Ints) -> tuple[Ints, Ints]:
        """The known pieces in each span: which span, which piece."""
        owners, pieces = [], []
        for size, (keys, numbers) in enumerate(self._known, 1):
            if not len(keys):
                continue
            grams = self._grams(text, size)
            at = np.searchsorted(keys, grams)
            known = np.flatnonzero(keys[np.minimum(at, len(keys) - 1)] == grams)
            first = np.searchsorted(known, spans[:, 0])
            last = np.maximum(np.searchsorted(known, spans[:, 1] - size + 1), first)
            count = last - first
            inner = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
            pieces.append(numbers[at[known]][np.repeat(first, count) + inner])
            owners.append(np.repeat(np.arange(len(spans)), count))
        return np.concatenate([_NONE, *owners]), np.concatenate([_NONE, *pieces])


_NONE = np.zeros(0, np.int64)


def _some(forms: Sequence[Form]) -> Iterator[Sequence[Form]]:
    """A part of the texts at a time."""
    begin = characters = 0
    for at, (text, _) in enumerate(forms):
        characters += len(text)
        if characters > _AT_ONCE:
            yield forms[begin : at + 1]
            begin, characters = at + 1, 0
    if begin < len(forms):
        yield forms[begin:]
