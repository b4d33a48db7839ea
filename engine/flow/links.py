"""Which firm each advert means, asked of one register by one process or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa

from engine.flow.jobs import Workers
from engine.flow.questions import Asked, kinds, questions
from engine.link import FirmIndex, LinkResult
from engine.model.progress import Progress
from engine.model.runs import Ints

#: Kinds of questions that are asked here before others have a copy of what was made ready for them,
#: from which on others are asked, and of one part.
_FIRST, _MANY, _PART = 200, 2_000, 300


def find_links(
    ads: pa.Table, index: FirmIndex, workers: Workers | None, tell: Progress
) -> dict[int, LinkResult]:
    """What was found of the firm of each advert, where that is anything."""
    asked, which = questions(ads)
    if not asked.num_rows:
        return {}
    every = kinds(asked)
    rows = [np.concatenate(some) for some in _parts(every)]
    tables = [asked.take(pa.array(some)) for some in rows]
    found: dict[int, LinkResult] = {}
    done = 0

    def keep(rows: Sequence[Ints], answers: Iterable[dict[int, LinkResult]]) -> None:
        nonlocal done
        for some, links in zip(rows, answers, strict=True):
            numbers = some.tolist()
            found.update((numbers[at], link) for at, link in links.items())
            done += len(numbers)
            tell("对应广告主", done, asked.num_rows)

    keep(rows[:1], [Asked(tables[0], index).linked()])
    if workers and len(every) >= _MANY and workers.know(index):
        keep(rows[1:], workers.link(tables[1:]))
    else:
        keep(rows[1:], (Asked(table, index).linked() for table in tables[1:]))
    known = np.zeros(asked.num_rows, bool)
    known[list(found)] = True
    told = np.flatnonzero(known[which])
    return dict(zip(told.tolist(), map(found.__getitem__, which[told].tolist()), strict=True))


def _parts(every: Sequence[Ints]) -> list[Sequence[Ints]]:
    rest = range(_FIRST, len(every), _PART)
    return [every[:_FIRST], *(every[at : at + _PART] for at in rest)]
