"""What lives in a worker process for the time of a run: the rules, ready to be used."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from distributed import WorkerPlugin, get_worker

from engine.flow.chunk import ChunkResult, ChunkScreener, Facts, Known
from engine.triage import REGISTER


class Screening(WorkerPlugin):
    """A screener of its own for each worker process, made when it is first asked.

    Dask gives the plugin to workers that come later, too: one started for one that died.
    """

    def __init__(self, known: Known) -> None:
        self._known = known

    def setup(self, worker: Any) -> None:
        self._lock = threading.Lock()
        self._screener: ChunkScreener | None = None

    def screen(self, firms: pa.Table, facts: Mapping[int, Facts]) -> ChunkResult:
        with self._lock:  # what a screener remembers is not made for several threads
            if self._screener is None:
                self._screener = ChunkScreener(self._known)
            return ChunkResult.joined(self._screener.screen(firms, facts)).plain()


def _screening(token: str) -> Screening:
    plugin: Any = get_worker().plugins[token]
    known: Screening = plugin
    return known


def screen(firms: pa.Table, facts: Mapping[int, Facts], token: str) -> ChunkResult:
    return _screening(token).screen(firms, facts)


def again(
    firms: pa.Table,
    result: ChunkResult,
    crowd: pa.Table,
    facts: Mapping[int, Facts],
    token: str,
) -> ChunkResult:
    """The result with the firms that share a room with a lead screened again, knowing it.

    ``crowd``: numbers in the register, and how many other leads share the room.
    """
    numbers = crowd.column(REGISTER).combine_chunks()
    others = dict(zip(numbers.to_pylist(), crowd.column("others").to_pylist(), strict=True))
    known = {
        number: replace(facts.get(number, Facts()), neighbours=count)
        for number, count in others.items()
    }
    concerned = firms.filter(pc.is_in(firms.column(REGISTER), value_set=numbers))
    mended = _screening(token).screen(concerned, known)
    return replace(
        result,
        entities=_instead(result.entities, mended.entities, numbers),
        evidence=_instead(result.evidence, mended.evidence, numbers),
    )


def _instead(table: pa.Table, mended: pa.Table, numbers: pa.Array) -> pa.Table:
    kept = table.filter(pc.invert(pc.is_in(table.column(REGISTER), value_set=numbers)))
    joined = pa.concat_tables([kept, mended])
    order = pc.sort_indices(joined.column(REGISTER))
    return joined.take(order).combine_chunks()
