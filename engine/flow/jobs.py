"""Chunks in this process or in several: the same function, the same results."""

from __future__ import annotations

import gc
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import pyarrow as pa

from engine.flow.chunk import ChunkScreener, Facts, Known
from engine.flow.kept import packed, unpacked
from engine.flow.questions import Asked
from engine.flow.register import Register
from engine.flow.work import Work, WorkFolder
from engine.link.texts.result import LinkResult
from engine.match import RegistrationMatcher
from engine.match.found import TextsFound
from engine.model.arrays import Ints
from engine.model.errors import WorkStopped
from engine.model.evidence import RecordEvidence
from engine.model.memory import seldom_look_for_garbage
from engine.ruleset import RuleSet

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from engine.link import FirmIndex
    from engine.match import TextMatcher

T = TypeVar("T")
_AGAIN = "again-"
_STOPPED = (
    "一个工作进程被系统中止，多半是内存不够。已完成的部分还在：请关闭别的程序，"
    "加上 --resume 重新运行；仍不行就改用 --workers 1。"
)


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

    def __init__(self, job: Job, matcher: RegistrationMatcher | None = None) -> None:
        self._job, self._matcher = job, matcher

    @cached_property
    def _screener(self) -> ChunkScreener:
        """Made when it is first needed: the desk of a process that has workers often is not."""
        return ChunkScreener(self._job.known, self._matcher)

    def evidence(self, firms: pa.Table) -> dict[int, RecordEvidence]:
        """What registrations alone say: number in the register → evidence."""
        return self._screener.evidence(firms)

    def chunk(self, number: int) -> int:
        """Screen a chunk and keep its result; returns its rows."""
        firms = self._job.register.chunk(number)
        self._job.work.keep_all(name_of(number), self._screener.screen(firms, self._job.facts))
        return int(firms.num_rows)

    def again(self, part: tuple[str, Mapping[int, Facts]]) -> int:
        """Screen single firms once more, knowing more of them; the result gets the name."""
        name, facts = part
        firms = self._job.register.take(sorted(facts))
        self._job.work.keep_all(name, self._screener.screen(firms, facts))
        return int(firms.num_rows)


def name_of(number: int) -> str:
    return f"chunk-{number}"


class Workers:
    """``count`` processes; with 1 of them all is done at the desk of the calling process. ``lists``:
    firms will be looked for on licence lists."""

    def __init__(self, count: int, ruleset: RuleSet, *, lists: bool = False) -> None:
        self.count, self._ruleset, self._lists = count, ruleset, lists
        self._pool: ProcessPoolExecutor | None = None
        #: where it is kept what adverts were read as, once there is such a place
        self.folder: WorkFolder | None = None
        self._index: FirmIndex | None = None
        self._given: TextMatcher | None = None
        #: ready for the rules, once there are further processes
        self.matcher: RegistrationMatcher | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def dismiss(self) -> None:
        """End the processes: what they remember is in the way of whatever comes after them."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def each(
        self, what: Callable[..., T], asked: Iterable[tuple[Any, ...]], most: int | None = None
    ) -> Generator[T, None, None]:
        """What ``what`` gives for each, in order; raises what it raises once nothing of it is at
        work. Whoever takes no more of it calls off the rest. ``most``: so many are asked for
        before the first is waited for, so that not all need be in memory."""
        if self.count == 1:
            for one in asked:
                yield what(*one)
            return
        pool, pending = self._opened(), deque[Future[T]]()
        try:
            for one in asked:
                pending.append(pool.submit(what, *one))
                if most and len(pending) > most:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenExecutor as cause:
            raise WorkStopped(_STOPPED) from cause
        finally:
            for future in pending:
                future.cancel()
            wait(pending)

    def read(
        self, adverts: pa.Table, rows: Sequence[Ints], as_of: str, date_field: str
    ) -> Iterator[TextsFound]:
        """What is found in each part of the adverts, which has some of its rows, by texts that read
        alike. What lies in the folder from a run that was stopped is not read again."""
        if self.count > 1:
            self._share_reader()
        rules, folder = b"" if self._given else pickle.dumps(self._ruleset), self.folder
        parts = [f"{number}-of-{len(rows)}" for number in range(len(rows))]
        known = {part for part in parts if self._kept(part) is not None}
        asked = (
            (rules, adverts.take(pa.array(some)), as_of, date_field)
            for part, some in zip(parts, rows, strict=True)
            if part not in known
        )
        if self.count == 1:
            read = self._read_here(asked)
        else:
            read = self.each(_read, asked, most=2 * self.count)
        for part in parts:
            if part in known:
                if (found := self._kept(part)) is None:  # somebody tidied up meanwhile
                    raise WorkStopped(_STOPPED)
            else:
                found = next(read)
                if folder:
                    folder.put_read(part, packed(found))
            yield found

    def _read_here(self, asked: Iterable[tuple[Any, ...]]) -> Generator[TextsFound, None, None]:
        for _, adverts, as_of, date_field in asked:
            yield self.reader.find(adverts, as_of, date_field)

    @cached_property
    def reader(self) -> TextMatcher:
        """Who reads adverts."""
        return _reader_of(self._ruleset)

    def make_ready(self) -> None:
        """Do what takes time before the processes begin."""
        self._make_matcher()
        self.reader.make_ready()

    def _share_reader(self) -> None:
        """Who begins as a copy of this process has from then on what it has: those that are there
        without end, as each would make it anew."""
        from engine.model import processes

        if self._given is None and processes.way() == "fork":
            self.dismiss()
            self.reader.make_ready()
            self._given = self.reader

    def _make_matcher(self) -> None:
        if self.matcher is None:
            self.matcher = RegistrationMatcher(self._ruleset)
            self.matcher.make_ready()

    def _kept(self, part: str) -> TextsFound | None:
        """What a part of the adverts was read as by a run that was stopped."""
        kept = self.folder.known_read(part) if self.folder else None
        return unpacked(kept) if kept is not None else None

    def know(self, index: FirmIndex) -> bool:
        """Will the processes have ``index`` ready as it is now, and who reads adverts? Those that
        are there end, as they have neither. Not where processes begin anew: to hand it over takes
        longer than to ask it."""
        from engine.model import processes

        if self.count == 1:
            return False
        self.dismiss()
        if processes.way() != "fork":
            return False
        self.reader.make_ready()
        self._index, self._given = index, self.reader
        self._opened()
        return True

    def link(self, asked: Sequence[pa.Table]) -> Iterator[dict[int, LinkResult]]:
        """Of the adverts of each table those that an index they ``know`` links."""
        return self.each(_link, ((some,) for some in asked))

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from engine.model import processes  # multiprocessing is much to load for a small run

            # Before they begin: who begins as a copy has it from then on.
            self._make_matcher()
            if self._lists:
                from engine.link.listed import make_ready

                make_ready()
            given = (self.matcher, self._index, self._given)
            self._pool = processes.pool(self.count, _sit_down, given)
        return self._pool

    def at(self, job: Job, desk: Desk, chunks: int) -> AtWork:
        """``desk``: where the job is done if one process is enough for so many ``chunks``."""
        if not isinstance(job.work, WorkFolder):
            return AtWork(desk)
        if chunks > 1 and self.count > 1:
            self._opened()
        if self._pool:
            job.work.put_job(pickle.dumps(job))
        return AtWork(desk, self._pool, job.work, self.count)


class AtWork:
    """Workers at one job, which lies in ``folder`` when they are other processes."""

    def __init__(
        self,
        desk: Desk,
        pool: ProcessPoolExecutor | None = None,
        folder: WorkFolder | None = None,
        count: int = 1,
    ) -> None:
        self._desk, self._pool, self._folder, self._count = desk, pool, folder, count

    def screen(self, chunks: Sequence[int]) -> Iterator[int]:
        """Rows of each chunk, as it is finished."""
        yield from self._each(Desk.chunk, list(chunks))

    def again(self, facts: Mapping[int, Facts]) -> dict[str, list[int]]:
        """Screen these firms once more, each process some of them; the results by name and their
        firms."""
        firms = sorted(facts)
        some = -(-len(firms) // self._count) or 1
        parts = {
            f"{_AGAIN}{begin}": firms[begin : begin + some] for begin in range(0, len(firms), some)
        }
        asked = [(name, {firm: facts[firm] for firm in part}) for name, part in parts.items()]
        for _ in self._each(Desk.again, asked):
            pass
        return parts

    def _each(self, what: Callable[[Desk, T], int], asked: list[T]) -> Iterator[int]:
        if self._pool is None or self._folder is None:
            for one in asked:
                yield what(self._desk, one)
            return
        try:
            pending: set[Future[int]] = {
                self._pool.submit(_do, self._folder, what, one) for one in asked
            }
            while pending:
                done, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in done:
                    yield future.result()
        except BrokenExecutor as cause:
            raise WorkStopped(_STOPPED) from cause


class _Seat:
    """What a worker process has made ready or was given, and the desk of the job that it is at."""

    def __init__(
        self,
        matcher: RegistrationMatcher,
        index: FirmIndex | None,
        reader: TextMatcher | None,
    ) -> None:
        self._matcher, self._index, self._reader = matcher, index, reader
        self._desk: Desk | None = None

    def desk(self, folder: WorkFolder) -> Desk:
        if self._desk is None:
            self._desk = Desk(pickle.loads(folder.job()), self._matcher)
        return self._desk

    def reader(self, rules: bytes) -> TextMatcher:
        """``rules``: pickled, for who was given no reader."""
        if self._reader is None:
            self._reader = _reader_of(pickle.loads(rules))
        return self._reader

    def index(self) -> FirmIndex:
        assert self._index is not None, "only asked of who knows one"
        return self._index


#: What a process has made ready has no other place to stay.
_here: list[_Seat] = []


def _read(rules: bytes, adverts: pa.Table, as_of: str, date_field: str) -> TextsFound:
    return _here[0].reader(rules).find(adverts, as_of, date_field)


def _reader_of(ruleset: RuleSet) -> TextMatcher:
    from engine.match import TextMatcher  # who screens registers has no use for it

    return TextMatcher(ruleset, "advert")


def _link(asked: pa.Table) -> dict[int, LinkResult]:
    return Asked(asked, _here[0].index()).linked()


def _sit_down(
    matcher: RegistrationMatcher, index: FirmIndex | None, reader: TextMatcher | None
) -> None:
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    _here.append(_Seat(matcher, index, reader))
    gc.freeze()
    seldom_look_for_garbage()


def _do(folder: WorkFolder, what: Callable[[Desk, T], int], asked: T) -> int:
    return what(_here[0].desk(folder), asked)
