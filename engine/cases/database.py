"""The file of the store: SQLite, numbered migrations, a backup before the first of them, a log of every change."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import sqlite3
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Self

from engine.model.columns import replace_surrogates
from engine.model.errors import SaolouError, UsageError, why

#: Bytes of a value, and of a row: evidence of a firm is a few thousand.
_LONGEST = 64 << 20
_MAGIC = b"SQLite format 3\0"
#: Seconds to wait for another program that is writing into the store; and where minutes of work would be lost.
WAIT, PATIENT = 5.0, 600.0


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """What the office is told when SQLite cannot go on."""
    try:
        yield
    except sqlite3.Error as error:
        _refuse_in_its_way(path)
        kind = getattr(error, "sqlite_errorname", "")
        if kind.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise UsageError(f"办案库“{path}”正被别的程序使用，请等它用完再运行。") from error
        if kind.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            raise UsageError(
                f"办案库“{path}”不能写入。请检查它和所在文件夹的写入权限，或换一个文件。"
            ) from error
        if kind.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            raise SaolouError(f"磁盘空间不足或有故障，办案库“{path}”写不进去。") from error
        raise UsageError(
            f"“{path}”不是办案库，或已损坏（{error}）。请换一个文件，或用同目录的备份（.bak）恢复。"
        ) from error


def _there(path: Path) -> bool:
    """Raises UsageError for what is there and no file, and for a name under which nothing can be."""
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"“{path}”不是文件，不能当作办案库。请换一个文件名。")
        _backup_of(path, "before-0000").exists()  # the longest of the names beside it
        return path.is_file()
    except OSError as error:
        raise UsageError(f"办案库“{path}”打不开：{why(error)}。请换一个文件名。") from error


def _other_file(path: Path) -> bool:
    """SQLite takes a file of a few bytes for an empty one and writes over them."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError:  # none yet, or SQLite will say why
        return False
    return bool(head) and head != _MAGIC


def _connected(path: Path, wait: float) -> sqlite3.Connection:
    """By the whole path: SQLite may take a name that begins with ``file:`` for an address with options."""
    return sqlite3.connect(path.absolute(), wait, isolation_level=None)


def _backup_of(path: Path, label: str) -> Path:
    return path.with_name(f"{path.name}.{label}.bak")


def _refuse_in_its_way(path: Path) -> None:
    """Raises UsageError for what stands where SQLite has its own files and is none: of a pipe it would
    wait for ever for what to read."""
    beside = (path.with_name(f"{path.name}{end}") for end in ("-journal", "-wal", "-shm"))
    if found := next((one for one in beside if one.exists() and not one.is_file()), None):
        raise UsageError(
            f"办案库“{path}”不能写入：旁边的“{found.name}”不是普通文件（例如是文件夹），"
            "写入时要用这个名字。请把它移走或改名后重新运行。"
        )


def _for_owner_alone(path: Path) -> None:
    """The file, before anything stands in it: what is written first would be there for all to read."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # SQLite will meet it, too, and say so
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            path.chmod(0o600)


def _statements(script: str) -> Iterator[str]:
    """One by one: what runs a script as a whole ends the transaction that it stands in."""
    begun = ""
    for part in script.split(";"):
        begun += f"{part};"
        if sqlite3.complete_statement(begun):
            yield begun
            begun = ""


class Database:
    """An open file. ``now`` and ``who`` go into every change."""

    def __init__(
        self, path: Path, who: str, now: dt.datetime | None = None, wait: float | None = None
    ) -> None:
        self.path, self.who = path, who
        self._now = now
        _refuse_in_its_way(path)
        with told(path):
            if _other_file(path):
                raise sqlite3.DatabaseError("file is not a database")
            if not path.exists():
                _for_owner_alone(path)
            self.db = _connected(path, WAIT if wait is None else wait)
            self.db.row_factory = sqlite3.Row
            self.db.execute("PRAGMA foreign_keys = ON")
            self._refuse_others()
            self._migrate()

    @classmethod
    @contextlib.contextmanager
    def open(
        cls,
        path: Path,
        who: str = "",
        *,
        create: bool = False,
        now: dt.datetime | None = None,
        wait: float | None = None,
    ) -> Iterator[Self]:
        """``wait``: seconds for another program that is writing, if not as long as usual. Raises UsageError
        when the file is missing and ``create`` is not given."""
        if not _there(path):
            if not create:
                raise UsageError(f"没有办案库“{path}”。先运行 saolou screen … --cases {path}。")
            if not path.parent.is_dir():
                raise UsageError(f"文件夹“{path.parent}”不存在，办案库无处可放。")
        store = cls(path, who, now, wait)
        try:
            with told(path):
                yield store
        finally:
            store.db.close()

    @classmethod
    def writable(cls, path: Path) -> None:
        """Raises UsageError or SaolouError when nothing could be remembered in ``path``: a large
        run had better know before its work than after. A store is not made here."""
        if not _there(path) and path.parent.is_dir():
            return
        with cls.open(path, create=True) as store:
            done = store._version()
            store.db.execute("BEGIN IMMEDIATE")
            store.db.execute(f"PRAGMA user_version = {done}")  # the first write asks for a journal
            store.db.execute("ROLLBACK")

    @property
    def called(self) -> str:
        """The name of the file, in characters that can be written."""
        return replace_surrogates(self.path.name)

    @property
    def now(self) -> str:
        return (self._now or dt.datetime.now()).isoformat(" ", "seconds")

    @property
    def today(self) -> str:
        return self.now[:10]

    def _refuse_others(self) -> None:
        """A file from somebody else is not ours to write into, and may hold what SQLite runs, or fills a
        memory with.

        Raises UsageError.
        """
        self.db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        anything = self.db.execute("SELECT name FROM sqlite_schema LIMIT 1").fetchone()
        if anything and not self._version():  # our first step gives it a number
            self.db.close()
            raise UsageError(
                f"“{self.path}”是别的程序的数据库，不是 saolou 写的办案库，没有打开。请换一个文件名。"
            )
        runs = "SELECT name FROM sqlite_schema WHERE type IN ('view', 'trigger') LIMIT 1"
        if self.db.execute(runs).fetchone():
            self.db.close()
            raise UsageError(
                f"“{self.path}”里有视图或触发器，不是 saolou 写的办案库，没有打开。请换一个文件，或用同目录的备份（.bak）恢复。"
            )

    def last_run(self) -> int:
        """The number of the last run that is stored; 0 before the first."""
        return int(self.db.execute("SELECT coalesce(max(id), 0) FROM run").fetchone()[0])

    # -- migrations ---------------------------------------------------------------------------

    def _migrate(self) -> None:
        steps = sorted(
            (int(file.name[:4]), file)
            for file in files("engine.cases").joinpath("migrations").iterdir()
            if file.name.endswith(".sql")
        )
        last, _ = steps[-1]
        if self._version() > last:
            raise UsageError(f"办案库“{self.path}”由更新版本的程序写成，请升级 saolou。")
        if self._version() < last:
            # Another program may be at it: whoever comes second finds it done.
            with self._whole():
                done = self._version()
                for number, file in steps:
                    if number <= done:
                        continue
                    if done and number == done + 1:
                        self.backup(f"before-{number:04d}")
                    for statement in _statements(file.read_text(encoding="utf-8")):
                        self.db.execute(statement)
                    self.db.execute(f"PRAGMA user_version = {number}")
        if os.name == "posix" and self.path.stat().st_mode & 0o077:
            with contextlib.suppress(OSError):  # read from a medium for reading alone
                self.path.chmod(0o600)

    def _version(self) -> int:
        return int(self.db.execute("PRAGMA user_version").fetchone()[0])

    def backup(self, label: str) -> Path:
        """A copy beside the store of what stands in its file, made by SQLite itself so that it is whole;
        nothing of a transaction that is not over. Inside one, nobody else writes in between."""
        target = _backup_of(self.path, label)
        _for_owner_alone(target)
        with (
            contextlib.closing(_connected(self.path, WAIT)) as there,
            contextlib.closing(_connected(target, WAIT)) as copy,
        ):
            there.backup(copy)
        return target

    @contextlib.contextmanager
    def batch(self) -> Iterator[int]:
        """All or nothing, with nobody else writing in between; yields the number of the batch. Inside another
        it is part of that."""
        if self.db.in_transaction:
            yield self._next_batch()
            return
        with self._whole():
            yield self._next_batch()

    def _next_batch(self) -> int:
        row = self.db.execute("SELECT coalesce(max(batch), 0) + 1 FROM change").fetchone()
        return int(row[0])

    @contextlib.contextmanager
    def _whole(self) -> Iterator[None]:
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self.db.in_transaction:  # a full disk may have ended it
                self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def log(
        self,
        batch: int,
        entity_id: str,
        name: str,
        old: str,
        new: str,
        source: str,
        after_run: int | None = None,
    ) -> None:
        """Who changed what, when, from which file, and after which run (the last, unless it is given)."""
        run = self.last_run() if after_run is None else after_run
        self.db.execute(
            "INSERT INTO change (batch, at, who, source, entity_id, field, old, new, after_run)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (batch, self.now, self.who, source, entity_id, name, old, new, run),
        )
