"""Where the results of chunks are kept until the whole is put together."""

from __future__ import annotations

import json
import os
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.ipc

from engine.flow.chunk import ChunkResult
from engine.model.stored import BATCH, RunFile, write_run
from engine.triage import REGISTER, visit_keys, visit_order

#: What a result consists of.
ENTITIES, EVIDENCE, ROOMS, KEYS = "entities", "evidence", "rooms", "keys"
_TOKEN, _JOB = "token", "job"


class Work(ABC):
    """Results of chunks by name, each of several parts."""

    @abstractmethod
    def run(self, name: str, part: str) -> Path | pa.Table: ...

    @abstractmethod
    def write(self, name: str, part: str, table: pa.Table) -> None: ...

    def finished(self, name: str) -> bool:
        """Whether the result of a chunk lies here from before."""
        return False

    @abstractmethod
    def finish(self, name: str, waived: Mapping[str, int]) -> None: ...

    @abstractmethod
    def waived(self, name: str) -> Mapping[str, int]:
        """How often each exception was used in a result."""

    def keep(self, name: str, result: ChunkResult) -> None:
        """Keep the result of a chunk; it counts once everything of it is there.

        Entities stand in order of visit, so that an order over all chunks reads each file once.
        """
        keys = visit_keys(result.entities)
        order = visit_order(keys)
        entities = result.entities.take(order)
        own = pa.table({name: entities.column(name) for name in (REGISTER, "entity_id")})
        for column in keys.column_names:
            own = own.append_column(f"by_{column}", keys.column(column).take(order))
        self.write(name, ENTITIES, entities)
        self.write(name, KEYS, own)
        self.write(name, EVIDENCE, result.evidence)
        self.write(name, ROOMS, result.rooms)
        self.finish(name, result.waived)

    def read(self, name: str, part: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A part of a result in memory; only some columns when they are named."""
        with RunFile(self.run(name, part), columns) as file:
            return file.whole()


class WorkMemory(Work):
    """For runs that fit into memory."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], pa.Table] = {}
        self._waived: dict[str, Mapping[str, int]] = {}

    def run(self, name: str, part: str) -> pa.Table:
        return self._tables[name, part]

    def write(self, name: str, part: str, table: pa.Table) -> None:
        self._tables[name, part] = table

    def finish(self, name: str, waived: Mapping[str, int]) -> None:
        self._waived[name] = waived

    def waived(self, name: str) -> Mapping[str, int]:
        return self._waived[name]


class WorkFolder(Work):
    """A chunk's result is moved into place whole, so whatever lies there is finished. The folder
    belongs to its owner only, as everything in it is personal data."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        self.path.chmod(0o700)

    def begin(self, token: str, resume: bool) -> None:
        """Make ready for chunks; those finished by a run with the same ``token`` may be kept."""
        self.open()
        if not (resume and self._known() == token):
            for left in (*self.path.glob("*-done.json"), self.path / _TOKEN):
                left.unlink(missing_ok=True)
        self._put(_TOKEN, token.encode())

    def run(self, name: str, part: str) -> Path:
        return self.path / f"{name}-{part}.arrow"

    def write(self, name: str, part: str, table: pa.Table) -> None:
        aside = self.path / f"{name}-{part}.part"
        write_run(table, aside)
        os.replace(aside, self.run(name, part))  # noqa: PTH105

    def finished(self, name: str) -> bool:
        return (self.path / f"{name}-done.json").is_file()

    def finish(self, name: str, waived: Mapping[str, int]) -> None:
        self._put(f"{name}-done.json", json.dumps(dict(waived)).encode())

    def waived(self, name: str) -> Mapping[str, int]:
        known: dict[str, int] = json.loads((self.path / f"{name}-done.json").read_bytes())
        return known

    def put_job(self, job: bytes) -> None:
        """What the other processes of this run are to do."""
        self._put(_JOB, job)

    def job(self) -> bytes:
        return (self.path / _JOB).read_bytes()

    def put_firms(self, number: int, firms: pa.Table) -> None:
        with (
            pa.OSFile(str(self.run(f"firms-{number}", "rows")), "wb") as sink,
            pa.ipc.new_file(sink, firms.schema) as writer,
        ):
            writer.write_table(firms.combine_chunks(), max_chunksize=BATCH)

    def firms(self, number: int, columns: Sequence[str] | None = None) -> RunFile:
        return RunFile(self.run(f"firms-{number}", "rows"), columns)

    def _put(self, name: str, data: bytes) -> None:
        aside = self.path / f"{name}.part"
        aside.write_bytes(data)
        os.replace(aside, self.path / name)  # noqa: PTH105

    def _known(self) -> str:
        try:
            return (self.path / _TOKEN).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""
