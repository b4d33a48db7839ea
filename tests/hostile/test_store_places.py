"""Whatever stands where the office's store should: a message, and nobody else's file is touched."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from pathlib import Path

import pytest

from tests.command import saolou

from .case import TABLE
from .cases_store import PLACES, Place

if sys.platform == "win32":
    pytest.skip("POSIX only", allow_module_level=True)

_ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "in.csv").write_text(TABLE, encoding="utf-8")
    return tmp_path


def _contents(folder: Path) -> dict[str, bytes]:
    files = (folder / name for name in os.listdir(folder))  # noqa: PTH208 (names that are no text)
    return {str(file): file.read_bytes() for file in files if file.is_file()}


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.id)
def test_place(place: Place, office: Path) -> None:
    name = place.make(office)
    before = {**_contents(office), **_contents(office / "in")}
    done = saolou("screen", "in/in.csv", "--cases", name, "--out", "out", cwd=office)
    listed = saolou("cases", "list", "--cases", name, cwd=office)
    for said in (done.stdout + done.stderr, listed.stdout + listed.stderr):
        assert "内部出错" not in said
        assert not _ESCAPES.search(said)
    assert done.returncode == (2 if place.says else 0), done.stderr
    assert place.says in done.stderr
    assert listed.returncode == (2 if place.says else 0)
    assert (office / "out").exists() == (not place.says)
    after = {**_contents(office), **_contents(office / "in")}
    if place.says:
        assert after == before
    else:
        assert after[str(office / "in" / "in.csv")] == TABLE.encode()
        again = saolou("cases", "import", "out/leads.xlsx", "--cases", name, cwd=office)
        assert again.returncode == 0, again.stderr


def test_a_pipe_in_the_place_of_its_journal_is_not_waited_for(office: Path) -> None:
    given = ("screen", "in/in.csv", "--cases", "x.db", "--out", "out")
    assert saolou(*given, cwd=office).returncode == 0
    os.mkfifo(office / "x.db-journal")
    done = saolou(*given, cwd=office)
    assert done.returncode == 2
    assert "x.db-journal" in done.stderr


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_a_store_that_is_cut_off_is_told(office: Path, share: float) -> None:
    given = ("screen", "in/in.csv", "--cases", "x.db", "--out", "out")
    assert saolou(*given, cwd=office).returncode == 0
    os.truncate(office / "x.db", int((office / "x.db").stat().st_size * share))
    for command in (given, ("cases", "list", "--cases", "x.db")):
        done = saolou(*command, cwd=office)
        assert done.returncode == 2
        assert "已损坏" in done.stderr


def test_a_store_of_another_program_that_is_writing_is_told(office: Path) -> None:
    given = ("screen", "in/in.csv", "--cases", "x.db", "--out", "out")
    assert saolou(*given, cwd=office).returncode == 0
    other = sqlite3.connect(office / "x.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    done = saolou("cases", "list", "--cases", "x.db", cwd=office)
    other.close()
    assert done.returncode == 2
    assert "正被别的程序使用" in done.stderr
