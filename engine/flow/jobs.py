"""Chunks in this process or in several: the same function, the same results.

Worker processes are spawned, not forked, so that it is the same on Windows.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TypeVar

import pyarrow as pa

from engine.flow.chunk import ChunkScreener, Facts, Known
from engine.flow.register import Register
from engine.flow.work import Work
from engine.model.errors import WorkStopped
from engine.model.evidence import RecordEvidence

T = TypeVar("T")
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a process needs to screen any chunk of a run. Picklable when work and register
    are on disk."""

    work: Work
    register: Register
    known: Known
    facts: Mapping[int, Facts]


class Desk:
    """One process at work on a job."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._screener = ChunkScreener(job.known)

    def evidence(self, firms: pa.Table) -> dict[int, RecordEvidence]:
        """What registrations alone say: number in the register → evidence."""
        return self._screener.evidence(firms)

    def chunk(self, number: int) -> int:
        """Screen a chunk and keep its result; returns its rows."""
        firms = self._job.register.chunk(number)
        self._job.work.keep(name_of(number), self._screener.screen(firms, self._job.facts))
        return int(firms.num_rows)

    def again(self, facts: Mapping[int, Facts]) -> int:
        """Screen single firms once more, knowing more of them."""
        firms = self._job.register.take(sorted(facts))
        self._job.work.keep(AGAIN, self._screener.screen(firms, facts))
        return int(firms.num_rows)


def name_of(number: int) -> str:
    return f"chunk-{number}"


class Workers:
    """``count`` processes with a desk each; ``desk`` in this very process when it is 1."""

    def __init__(self, job: Job, count: int, desk: Desk) -> None:
        self._desk = desk
        self._pool: ProcessPoolExecutor | None = None
        if count > 1:
            spawned = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(count, spawned, _sit_down, (job,))

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def screen(self, chunks: Sequence[int]) -> Iterator[int]:
        """Rows of each chunk, as it is finished."""
        yield from self._each(Desk.chunk, list(chunks))

    def again(self, facts: Mapping[int, Facts]) -> int:
        return next(self._each(Desk.again, [facts]))

    def _each(self, what: Callable[[Desk, T], int], asked: list[T]) -> Iterator[int]:
        if self._pool is None:
            for one in asked:
                yield what(self._desk, one)
            return
        try:
            pending: set[Future[int]] = {self._pool.submit(_do, what, one) for one in asked}
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BrokenProcessPool as cause:
            raise WorkStopped(
                "一个工作进程被系统中止，多半是内存不够。已完成的部分还在：请关闭别的程序，"
                "加上 --resume 重新运行；仍不行就改用 --workers 1。"
            ) from cause


#: What the initializer of a pool makes has no other place to stay.
_here: list[Desk] = []


def _sit_down(job: Job) -> None:
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    _here.append(Desk(job))


def _do(what: Callable[[Desk, T], int], asked: T) -> int:
    return what(_here[0], asked)
