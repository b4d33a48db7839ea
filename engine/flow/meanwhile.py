"""Large files of adverts are read while the processes that will read their texts are made ready."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from engine import ingest
from engine.flow.jobs import Workers
from engine.model.beside import beside
from engine.model.ingested import Ingested
from engine.model.progress import Progress
from engine.model.terms import RecordKind


def read_meanwhile(
    paths: Sequence[ingest.Given],
    kind: RecordKind,
    progress: Progress | None,
    limits: ingest.Limits,
    workers: Workers,
    large: int | None,
) -> Ingested:
    """``ingest.read``; the workers are made ready meanwhile from so many bytes of csv on. Arrow, which
    reads, and Python, which makes ready, do not wait for each other."""
    read = partial(ingest.read, list(paths), kind, progress, limits)
    if large is None or workers.count == 1 or not ingest.worth_streaming(paths, limits, large):
        return read()
    with beside(read) as reading:
        workers.make_ready()
        found: Ingested = reading()
    return found
