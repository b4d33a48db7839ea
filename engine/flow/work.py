"""Where the results of chunks are kept until the whole is put together."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any
from zlib import crc32

import pyarrow as pa

from engine.export.csvs import made_lines, piece_names
from engine.flow.chunk import ChunkResult
from engine.model.errors import UsageError
from engine.model.lines import write_lines
from engine.model.runs import plain, read_coded, write_run
from engine.model.stored import Stored, one_after_the_other
from engine.triage import REGISTER, visit_keys, visit_order

#: What a result consists of.
ENTITIES, EVIDENCE, ROOMS, KEYS, ADVERTS = "entities", "evidence", "rooms", "keys", "adverts"
_PARTS = (ENTITIES, EVIDENCE, ROOMS, KEYS)
_ROWS, _RESULTS, _JOB, _DONE = "rows-", "results-", "job", "-done.json"
#: What adverts were read as.
_READ = "read-"
#: What stands between the name of a result and the number of a part of it.
_PART = "+"
#: How a file is called that is being written.
_ASIDE = ".part"
#: With what a file of Arrow's ends.
_END = b"ARROW1"


class Begun(Enum):
    """With what a run begins: nothing, nothing of its own, or what it had finished."""

    ANEW, OTHER, RESUMED = range(3)


class Work(ABC):
    """Results of chunks by name, each of several parts."""

    @abstractmethod
    def run(self, name: str, part: str) -> Path | pa.Table: ...

    @abstractmethod
    def lines(self, name: str, part: str) -> Path | None:
        """The file with the lines of a part, where they are made beforehand."""

    @abstractmethod
    def write(self, name: str, part: str, table: pa.Table) -> None: ...

    def finished(self, name: str) -> bool:
        """Whether the result of a chunk lies here from before."""
        return False

    @abstractmethod
    def finish(self, name: str, waived: Mapping[str, int], parts: int = 1) -> None: ...

    @abstractmethod
    def waived(self, name: str) -> Mapping[str, int]:
        """How often each exception was used in a result."""

    @abstractmethod
    def parts(self, name: str) -> list[str]:
        """The names of the results of what was kept by this name."""

    def keep_all(self, name: str, results: Iterable[ChunkResult]) -> None:
        """Keep the results of a chunk; they count once all of them are there."""
        last: ChunkResult | None = None
        count = 0
        for count, result in enumerate(results):
            if last is not None:
                self.keep(_part(name, count), last)
            last = result
        assert last is not None, "of every chunk there is a result"
        self.keep(name, last, count + 1)

    def keep(self, name: str, result: ChunkResult, parts: int = 1) -> None:
        """Keep the result of a chunk; it counts once everything of it is there. ``parts``: how many
        belong to the name, this and others that were kept before.

        Entities stand in order of visit, so that an order over all chunks reads each file once.
        """
        keys = visit_keys(result.entities)
        order = visit_order(keys)
        entities = result.entities.take(order)
        own = pa.table({name: entities.column(name) for name in (REGISTER, "entity_id")})
        identities = own.column("entity_id").cast(pa.binary()).to_pylist()
        own = own.append_column("checksum", pa.array(map(crc32, identities), pa.uint32()))
        for column in keys.column_names:
            own = own.append_column(f"by_{column}", keys.column(column).take(order))
        self.write(name, ENTITIES, entities)
        self.write(name, KEYS, own)
        self.write(name, EVIDENCE, result.evidence)
        self.write(name, ROOMS, result.rooms)
        self.finish(name, result.waived, parts)

    @abstractmethod
    def adverts(self, names: Sequence[str]) -> pa.Table | Stored:
        """The adverts of several results, one after the other."""

    def read(self, name: str, part: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A part of a result in memory; only some columns when they are named."""
        return plain(read_coded(self.run(name, part), columns))


class WorkMemory(Work):
    """For runs that fit into memory."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], pa.Table] = {}
        self._waived: dict[str, Mapping[str, int]] = {}
        self._parts: dict[str, int] = {}

    def run(self, name: str, part: str) -> pa.Table:
        return self._tables[name, part]

    def lines(self, name: str, part: str) -> None:
        return None

    def write(self, name: str, part: str, table: pa.Table) -> None:
        self._tables[name, part] = table

    def finish(self, name: str, waived: Mapping[str, int], parts: int = 1) -> None:
        self._waived[name], self._parts[name] = waived, parts

    def parts(self, name: str) -> list[str]:
        return _names(name, self._parts[name])

    def adverts(self, names: Sequence[str]) -> pa.Table:
        return pa.concat_tables([plain(self._tables[name, ADVERTS]) for name in names])

    def waived(self, name: str) -> Mapping[str, int]:
        return self._waived[name]


class WorkFolder(Work):
    """A chunk's result is moved into place whole, so whatever lies there is finished. The folder
    belongs to its owner only, as everything in it is personal data.

    Results lie in a folder of their token and rows as read in one of this object: a process that
    outlives the run it belonged to meets nothing of the next, and leaves nothing in it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows = path / f"{_ROWS}{uuid.uuid4().hex}"
        self._results = path / _RESULTS

    def open(self) -> None:
        """Make ready for rows; those that another run read go. Raises UsageError for a link and
        for a file."""
        if self.path.is_symlink() or self.path.is_file():
            what = "链接" if self.path.is_symlink() else "文件"
            raise UsageError(
                f"“{self.path}”是一个{what}，不能在里面工作。请删去它，或换一个 --out。"
            )
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)
        for left in self.path.glob(f"{_ROWS}*"):
            _clear(left)
        self._rows.mkdir()

    def begin(self, token: str, resume: bool) -> Begun:
        """Make ready for chunks; those finished by a run with the same ``token`` may be kept."""
        self._results = self.path / f"{_RESULTS}{token[:20]}"
        left = list(self.path.glob(f"{_RESULTS}*"))
        found = Begun.ANEW if not any(map(_finished, left)) else Begun.OTHER
        if resume and _finished(self._results):
            found = Begun.RESUMED
        for other in left:
            if found is not Begun.RESUMED or other != self._results:
                _clear(other)
        self._results.mkdir(exist_ok=True)
        return found

    def run(self, name: str, part: str) -> Path:
        return self._results / f"{name}-{part}.arrow"

    def lines(self, name: str, part: str) -> Path:
        return self.run(name, f"{part}-lines")

    def write(self, name: str, part: str, table: pa.Table) -> None:
        aside = self._aside(f"{name}-{part}")
        coded = write_run(table, aside)
        os.replace(aside, self.run(name, part))  # noqa: PTH105
        if part in (ENTITIES, EVIDENCE, ADVERTS):
            # Here, as all processes do it at once, and have the columns at hand.
            # Coded pieces of all chunks are in memory at the end: a firm's cells are few, quotations are not.
            rows = coded if part == ENTITIES else table
            write_lines(made_lines(part, rows), aside, mixed=part == ENTITIES)
            os.replace(aside, self.lines(name, part))  # noqa: PTH105

    def finished(self, name: str) -> bool:
        """Whether all of it lies here as it was written: a machine that lost its power may have
        left files cut off, or of the right size with nothing in their ends."""
        try:
            return all(self._lies_here(part) for part in self.parts(name))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return False

    def _lies_here(self, name: str) -> bool:
        """Raises what is raised by a note that was cut off."""
        told = self._done(name)
        sizes, _ = dict(told["sizes"]), dict(told["waived"])
        files = [self.run(name, part) for part in _PARTS]
        files += [self.lines(name, part) for part in (ENTITIES, EVIDENCE)]
        return all(_whole(file, sizes.get(file.name)) for file in files)

    def adverts(self, names: Sequence[str]) -> Stored:
        lines = [self.lines(name, ADVERTS) for name in names]
        files = [self.run(name, ADVERTS) for name in names]
        return one_after_the_other(files, lines, piece_names(ADVERTS))

    def finish(self, name: str, waived: Mapping[str, int], parts: int = 1) -> None:
        files = self._results.glob(f"{name}-*.arrow")
        sizes = {file.name: file.stat().st_size for file in files}
        told = {"waived": dict(waived), "sizes": sizes, "parts": parts}
        self._put(f"{name}{_DONE}", json.dumps(told).encode())

    def waived(self, name: str) -> Mapping[str, int]:
        known: dict[str, int] = self._done(name)["waived"]
        return known

    def parts(self, name: str) -> list[str]:
        return _names(name, int(self._done(name)["parts"]))

    def _done(self, name: str) -> dict[str, Any]:
        told: dict[str, Any] = json.loads((self._results / f"{name}{_DONE}").read_bytes())
        return told

    def put_job(self, job: bytes) -> None:
        """What the other processes of this run are to do."""
        self._put(_JOB, job)

    def job(self) -> bytes:
        return (self._results / _JOB).read_bytes()

    def put_read(self, part: str, found: bytes) -> None:
        """Keep what a part of the adverts was read as."""
        self._put(f"{_READ}{part}", found)

    def known_read(self, part: str) -> bytes | None:
        """What a part of the adverts was read as before."""
        file = self._results / f"{_READ}{part}"
        return file.read_bytes() if file.is_file() else None

    @property
    def read_before(self) -> bool:
        """Were some adverts read before?"""
        return bool(_read_parts(self._results))

    def rows(self, number: int) -> Path:
        """A file for rows as they are read."""
        return self._rows / f"{number}.arrow"

    def _put(self, name: str, data: bytes) -> None:
        aside = self._aside(name)
        aside.write_bytes(data)
        os.replace(aside, self._results / name)  # noqa: PTH105

    def _aside(self, name: str) -> Path:
        """Where this process and no other writes."""
        return self._results / f"{name}.{os.getpid()}{_ASIDE}"


def _part(name: str, number: int) -> str:
    return f"{name}{_PART}{number}"


def _names(name: str, parts: int) -> list[str]:
    """In the order of the register: what is kept by the name itself is the last."""
    return [*(_part(name, number) for number in range(1, parts)), name]


def keep_finished(path: Path) -> bool:
    """Of a run that was stopped leave what another can go on with, and nothing else; whether there
    is any. No process of it may be at work any more. Behind a link lies what is not ours."""
    if path.is_symlink():
        return False
    kept = False
    for folder in path.iterdir() if path.is_dir() else ():
        ours = folder.name.startswith(_RESULTS) and _finished(folder)
        kept = kept or bool(ours)
        if not ours:
            _clear(folder)
            continue
        names = _chunks(folder)
        begun = tuple(f"{name}-" for name in names)
        read = set(_read_parts(folder))
        for file in folder.iterdir():
            finished = file.name.startswith(begun) and not file.name.endswith(_ASIDE)
            if not finished and file.name not in read:
                _clear(file)
    if not kept and os.path.lexists(path):  # a medium for reading alone refuses even this
        _clear(path)
    return kept


def _finished(folder: Path) -> bool:
    """Lies anything in a folder of results that need not be done again? Whoever put a link there
    would get the results of the run."""
    return not folder.is_symlink() and bool(_chunks(folder) or _read_parts(folder))


def _whole(file: Path, size: object) -> bool:
    """Is it a file of Arrow's, of this ``size``, to its end?"""
    try:
        if not file.is_file() or file.is_symlink() or file.stat().st_size != size:
            return False
        with file.open("rb") as open_:
            open_.seek(-len(_END), os.SEEK_END)
            return open_.read() == _END
    except OSError:
        return False


def _chunks(folder: Path) -> list[str]:
    """The results of chunks of which everything lies in a folder of results."""
    files = sorted(folder.glob(f"chunk-*{_DONE}"))
    done = {file.name.removesuffix(_DONE): None for file in files}
    return [name for name in done if name.partition(_PART)[0] in done]


def _read_parts(folder: Path) -> list[str]:
    return [file.name for file in folder.glob(f"{_READ}*") if file.suffix != _ASIDE]


def _clear(path: Path) -> None:
    """An orphan may be at it as well, so what is gone already is no error."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
