"""Two programs with one store: each finds it as the other has left it, and nothing between is lost."""

import multiprocessing
import os
import sqlite3
import stat
from importlib.resources import files
from pathlib import Path

import pytest

import engine.cases
from engine.cases import CaseStore, Finding
from engine.cases.database import Database
from engine.model.errors import UsageError
from tests.cases.conftest import FIRMS, JULY, Sweep
from tests.command import saolou

JUXIN = "云泉县聚鑫投资管理有限公司"


def _at_version(path: Path, version: int) -> None:
    """A store as an earlier program left it."""
    with sqlite3.connect(path) as db:
        for file in files("engine.cases").joinpath("migrations").iterdir():
            if file.name.endswith(".sql") and int(file.name[:4]) <= version:
                db.executescript(file.read_text(encoding="utf-8"))
        db.execute(f"PRAGMA user_version = {version}")


def _open(path: Path, together, told) -> None:  # type: ignore[no-untyped-def]
    together.wait()
    try:
        with CaseStore.open(path, create=True):
            told.put("")
    except Exception as error:
        told.put(str(error))


@pytest.mark.parametrize("version", [0, 1])
def test_whoever_comes_second_finds_the_store_as_it_has_to_be(tmp_path: Path, version: int) -> None:
    fork = multiprocessing.get_context("spawn")
    path = tmp_path / "office.db"
    if version:
        _at_version(path, version)
    together, told = fork.Barrier(3), fork.Queue()
    some = [fork.Process(target=_open, args=(path, together, told)) for _ in range(3)]
    for one in some:
        one.start()
    assert [told.get(timeout=120) for _ in some] == ["", "", ""]
    for one in some:
        one.join()
    if version:
        with sqlite3.connect(tmp_path / "office.db.before-0002.bak") as copy:
            assert copy.execute("PRAGMA user_version").fetchone() == (1,)


def _import(db: Path, source: str, done: str) -> None:
    found = Finding("", "", JUXIN, {"处置措施": done}, source, source)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings([found])


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Lets somebody else try to write while a backup is made."""
    told: list[str] = []
    real = Database.backup

    def backup(self: Database, label: str) -> Path:
        monkeypatch.setattr(Database, "backup", real)
        try:
            with sqlite3.connect(self.path, 0) as other:
                other.execute("INSERT INTO former VALUES ('', '', '', '')")
        except sqlite3.OperationalError as error:
            told.append(str(error))
        return real(self, label)

    monkeypatch.setattr("engine.cases.database.WAIT", 0.1)
    monkeypatch.setattr(Database, "backup", backup)
    return told


def test_nobody_imports_between_the_choice_of_a_batch_and_its_undoing(
    sweep: Sweep, db: Path, meanwhile: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep()
    with monkeypatch.context() as quiet:
        quiet.setattr(Database, "backup", lambda self, label: self.path)
        _import(db, "甲.xlsx", "警示约谈")
    with CaseStore.open(db, "张三", now=JULY) as store:
        assert store.undo()[0] == 1
    assert meanwhile == ["database is locked"]


def test_a_backup_before_an_import_is_of_the_store_that_it_changes(
    sweep: Sweep, db: Path, meanwhile: list[str]
) -> None:
    sweep()
    _import(db, "甲.xlsx", "警示约谈")
    assert meanwhile == ["database is locked"]


def test_what_cannot_be_taken_back_leaves_the_store_free(sweep: Sweep, db: Path) -> None:
    sweep()
    with CaseStore.open(db) as store:
        with pytest.raises(UsageError, match="没有可以撤销"):
            store.undo()
        _import(db, "甲.xlsx", "警示约谈")


def test_what_a_screening_goes_by_is_what_it_is_stored_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two at once the later one was made without what the earlier had found, and counted as the last."""
    FIRMS.to_csv(tmp_path / "in.csv", index=False)
    arguments = ("screen", "in.csv", "--out", "out", "--cases", "office.db")
    assert saolou(*arguments, cwd=tmp_path).returncode == 0
    told: list[str] = []
    real = engine.cases.remember

    def remember(*given: object) -> object:
        try:
            with sqlite3.connect(tmp_path / "office.db", 0) as other:
                other.execute("INSERT INTO former VALUES ('', '', '', '')")
        except sqlite3.OperationalError as error:
            told.append(str(error))
        return real(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(engine.cases, "remember", remember)
    done = saolou(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert told == ["database is locked"]


@pytest.mark.skipif(os.name != "posix", reason="modes of files")
def test_nobody_else_can_read_a_backup_while_it_is_written(
    sweep: Sweep, db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sweep()
    modes: list[int] = []
    real = sqlite3.connect

    def connect(path: object, *rest: object, **more: object) -> sqlite3.Connection:
        made = real(path, *rest, **more)  # type: ignore[call-overload]
        made.execute("PRAGMA user_version")
        if str(path).endswith(".bak"):
            modes.append(stat.S_IMODE(Path(str(path)).stat().st_mode))
        return made  # type: ignore[no-any-return]

    before = os.umask(0o022)
    try:
        monkeypatch.setattr(sqlite3, "connect", connect)
        old = db.with_name("office.db.before-import.bak")
        old.write_bytes(b"")
        old.chmod(0o644)
        _import(db, "甲.xlsx", "警示约谈")
        with CaseStore.open(db.with_name("new.db"), create=True) as store:
            assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    finally:
        os.umask(before)
    assert modes == [0o600]
