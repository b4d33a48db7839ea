"""Adverts read in parts, by several processes: texts of one form go to the same one.

What a text reads as depends on nothing but itself, so that any parts give the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.flow.jobs import Workers
from engine.match import TextMatcher
from engine.match.columns import masked
from engine.match.found import TextsFound
from engine.model.arrays import Ints
from engine.model.columns import pieces, whole
from engine.model.memory import give_back
from engine.model.progress import Progress
from engine.ruleset import RuleSet

#: Texts from which on another process is worth its start, and of one part at most; of parts each
#: process has several, as they take longer or shorter.
_MANY, _PART, _ROUNDS = 4_000, 50_000, 2
_DATE = "publish_time"


def read_texts(
    ads: pa.Table,
    ruleset: RuleSet,
    as_of: str,
    workers: Workers | None,
    tell: Progress,
) -> TextsFound:
    """The findings of all adverts, in order."""
    few = _PART if workers is None or workers.count == 1 else _MANY
    if workers is None or ads.num_rows < few:
        reader = workers.reader if workers else TextMatcher(ruleset, "advert")
        return reader.find(ads, as_of, _DATE)
    rounds = -(-ads.num_rows // (_PART * workers.count))
    count = workers.count * max(_ROUNDS, rounds)
    rows = _parts(whole(ads.column("text").cast(pa.large_string())), count)
    found = TextsFound([], [0] * ads.num_rows)
    look = np.zeros(ads.num_rows, np.int64)
    done = 0
    for some, part in zip(rows, workers.read(ads, rows, as_of, _DATE), strict=True):
        look[some] = np.array(part.look, np.int64) + len(found.looks)
        found.looks += part.looks
        numbers = some.tolist()
        found.said.update((numbers[at], words) for at, words in part.said.items())
        done += len(numbers)
        tell("阅读广告", done, ads.num_rows)
    found.look = look.tolist()
    give_back()
    return found


def _parts(texts: pa.Array, count: int) -> Sequence[Ints]:
    """The rows of each part; texts that differ in figures only are in the same."""
    part = np.zeros(len(texts), np.int64)
    for begin in range(0, len(texts), _PART):  # a copy of some at a time
        offsets, data = pieces(masked(pc.fill_null(texts.slice(begin, _PART), "")))
        filled = np.flatnonzero(np.diff(offsets))
        sums = np.add.reduceat(data, offsets[filled], dtype=np.uint32) if len(filled) else 0
        part[begin + filled] = sums % count
    order = np.argsort(part, kind="stable")
    return np.split(order, np.cumsum(np.bincount(part, minlength=count))[:-1])
