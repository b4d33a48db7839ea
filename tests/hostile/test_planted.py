"""Folders, stores and workbooks that come from somebody else: nothing in them is trusted."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
import xlsxwriter

from engine.cases import CaseStore
from engine.cases.papers import for_case
from engine.cli.unfinished import working
from engine.flow.work import Begun, WorkFolder
from engine.model.errors import UsageError
from engine.model.runs import write_rows
from tests.command import saolou

from .case import TABLE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")
_FIRMS = pa.table({"name": ["甲"] * 50})
_PARTS = ("entities", "evidence", "rooms", "keys")


# -- the folder a large run works in ----------------------------------------------------------


def _begun(path: Path, *, resume: bool = True) -> tuple[WorkFolder, Begun]:
    work = WorkFolder(path)
    work.open()
    write_rows(_FIRMS, work.rows(0))
    return work, work.begin("t", resume)


def _finished(path: Path) -> WorkFolder:
    work, _ = _begun(path, resume=False)
    for part in _PARTS:
        work.write("chunk-0", part, _FIRMS)
    work.finish("chunk-0", {})
    assert work.finished("chunk-0")
    return work


def _cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def _emptied(file: Path) -> None:
    """As after a loss of power: of the right size, with nothing at its end."""
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2].ljust(len(data), b"\0"))


def _linked(file: Path) -> None:
    moved = file.with_name("elsewhere")
    file.rename(moved)
    file.symlink_to(moved)


@pytest.mark.parametrize("part", [*_PARTS, "entities-lines", "evidence-lines"])
@pytest.mark.parametrize("harm", [_cut_off, _emptied, _linked, Path.unlink])
def test_a_damaged_chunk_is_done_again(
    part: str, harm: Callable[[Path], None], tmp_path: Path
) -> None:
    harm(_finished(tmp_path).run("chunk-0", part))
    assert not _begun(tmp_path)[0].finished("chunk-0")


@pytest.mark.parametrize("told", ["", "[1", "[]", "{}", '{"waived": {}, "sizes": 5}', "[" * 9999])
def test_what_says_that_a_chunk_is_done_may_be_anything(told: str, tmp_path: Path) -> None:
    _finished(tmp_path).run("chunk-0", "entities").with_name("chunk-0-done.json").write_text(told)
    assert not _begun(tmp_path)[0].finished("chunk-0")


def test_nothing_is_written_behind_a_link(tmp_path: Path) -> None:
    work = _finished(tmp_path / "work")
    results = work.run("chunk-0", "entities").parent
    results.rename(tmp_path / "theirs")
    results.symlink_to(tmp_path / "theirs")
    before = sorted((tmp_path / "theirs").iterdir())
    work, how = _begun(tmp_path / "work")
    assert how is Begun.ANEW
    work.write("chunk-1", "entities", _FIRMS)
    assert sorted((tmp_path / "theirs").iterdir()) == before


def test_nothing_is_cleared_behind_a_link(tmp_path: Path) -> None:
    """A working folder that leads to somebody's documents."""
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "precious").write_text("x", encoding="utf-8")
    (tmp_path / "work").symlink_to(tmp_path / "documents")
    with pytest.raises(UsageError, match="链接"), working(tmp_path / "work", tmp_path):
        WorkFolder(tmp_path / "work").open()
    assert (tmp_path / "documents" / "precious").exists()


def test_a_file_in_its_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "work").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="是一个文件"):
        WorkFolder(tmp_path / "work").open()


# -- a result ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    (folder / "in.csv").write_text(TABLE, encoding="utf-8")
    done = saolou("screen", "in.csv", "--cases", "office.db", "--out", "out", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy(result: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(result, tmp_path / "copy"))


def _said(folder: Path, *arguments: object) -> tuple[int, str]:
    done = saolou(*map(str, arguments), cwd=folder)
    said = done.stderr + done.stdout
    assert "内部出错" not in said
    assert "Traceback" not in said
    return done.returncode, said


def _recorded(out: Path, **more: object) -> None:
    """The record made to fit what was changed, as a forger would."""
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for name in record["outputs"]:
        record["outputs"][name] = hashlib.sha256((out / name).read_bytes()).hexdigest()
    (out / "run.json").write_text(json.dumps({**record, **more}), encoding="utf-8")


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def _endless(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


@pytest.mark.parametrize("harm", [_pipe, _endless])
def test_an_endless_record_is_not_read(harm: Callable[[Path], None], copy: Path) -> None:
    harm(copy / "out" / "run.json")
    code, said = _said(copy, "verify", "out")
    assert (code, "读不了" in said) == (2, True)


@pytest.mark.parametrize("harm", [_pipe, _endless])
@pytest.mark.parametrize("name", ["entities.csv", "evidence.csv"])
def test_an_endless_table_is_not_read(harm: Callable[[Path], None], name: str, copy: Path) -> None:
    harm(copy / "out" / name)
    assert _said(copy, "verify", "out")[0] == 1
    code, said = _said(copy, "explain", "out", "超市")
    assert (code, name in said) == (2, True)


def test_endless_inputs_are_not_read(copy: Path) -> None:
    (copy / "z.csv").symlink_to("/dev/zero")
    os.mkfifo(copy / "f.csv")
    (copy / "out" / "evidence").mkdir()
    os.mkfifo(copy / "out" / "evidence" / "x.parquet")
    _recorded(copy / "out", datasets={"evidence": {"sha256": {"x.parquet": "1"}}})
    code, said = _said(copy, "verify", "out", "z.csv", "f.csv", ".")
    assert (code, "z.csv：找不到" in said) == (1, True)


@pytest.mark.parametrize("content", [b"", b'a,b\n1\n"', b"\xef\xbb\xbfentity_id\n\x00\xff", None])
@pytest.mark.parametrize("name", ["entities.csv", "evidence.csv"])
def test_a_forged_table_is_told(content: bytes | None, name: str, copy: Path) -> None:
    file = copy / "out" / name
    if content is None:
        said = file.read_text(encoding="utf-8-sig").replace(",scope,", ",scope,x")
        content = said.replace(",counted,", ",counted\x1b,").encode()
    file.write_bytes(content)
    _recorded(copy / "out")
    assert _said(copy, "verify", "out")[0] in (0, 1)
    assert _said(copy, "explain", "out", "鑫盛通")[0] in (0, 2)


@pytest.mark.parametrize(
    "more",
    [
        {"options": {"limits": {"cell": "x", "无": 1}}},
        {"options": [1], "rows": 7, "rules": [], "as_of": {}, "inputs": [5, None, {"kind": 9}]},
        {"inputs": [{"kind": "registration", "file": "长" * 100_000, "sha256": "0"}]},
        {"inputs": [{"kind": "registration", "file": "a\0b", "sha256": "0"}]},
    ],
)
def test_a_forged_record_is_told(more: dict[str, object], copy: Path) -> None:
    _recorded(copy / "out", **more)
    assert _said(copy, "verify", "out")[0] in (0, 1)


@pytest.mark.parametrize("record", ["[]", "null", "[" * 100_000, '{"a":' * 100_000, "\0" * 99])
def test_a_record_that_is_none(record: str, copy: Path) -> None:
    file = copy / "out" / "run.json"
    file.unlink()
    file.write_text(record, encoding="utf-8")
    assert _said(copy, "verify", "out")[0] == 2
    code, said = _said(copy, "explain", "out", "鑫盛通")
    assert (code, "合计" in said) == (0, True)


@pytest.mark.parametrize(
    "to",
    [
        ("docs", "--overview", "/dev/full"),
        ("docs", "--overview", "."),
        ("docs", "--overview", "in.csv/x.md"),
        ("docs", "--out", "in.csv"),
    ],
)
def test_rules_are_written_whole_or_not_at_all(to: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(TABLE, encoding="utf-8")
    code, said = _said(tmp_path, "rules", *to)
    assert (code, "程序内部出错" in said) == (2, False)
    assert [f.name for f in tmp_path.iterdir()] == ["in.csv"]
    assert (tmp_path / "in.csv").read_text(encoding="utf-8") == TABLE


def test_a_command_in_a_folder_that_is_gone(tmp_path: Path) -> None:
    from .run import saolou as started

    (tmp_path / "gone").mkdir()
    before = (
        f"import os; os.chdir({str(tmp_path / 'gone')!r}); os.rmdir({str(tmp_path / 'gone')!r})"
    )
    code, said = started("screen", "in.csv", "--out", "out", before=before)
    assert (code, "当前文件夹" in said) == (2, True)


# -- the office's memory ----------------------------------------------------------------------


_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


@pytest.mark.parametrize(
    "code",
    [
        f"CREATE VIEW more AS {_ENDLESS} SELECT i FROM n",
        f"PRAGMA foreign_keys = OFF; DROP TABLE run; CREATE VIEW run AS {_ENDLESS} SELECT i AS id, i AS at FROM n",
        f"CREATE TRIGGER more AFTER INSERT ON run BEGIN SELECT count(*) FROM ({_ENDLESS} SELECT i FROM n); END",
    ],
)
def test_a_store_that_runs_something_is_not_opened(code: str, copy: Path) -> None:
    with contextlib.closing(sqlite3.connect(copy / "office.db")) as db:
        db.executescript(code)
    for command in (
        ("screen", "in.csv", "--out", "new", "--cases", "office.db"),
        ("cases", "list", "--cases", "office.db"),
    ):
        code_, said = _said(copy, *command)
        assert (code_, "视图或触发器" in said) == (2, True)
    assert not (copy / "new").exists()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE sighting SET evidence = '[1,2'",
        "UPDATE sighting SET evidence = '{\"a\": 1}', points = 'abc'",
        "UPDATE sighting SET evidence = '[[1]]'",
        "UPDATE run SET counts = 'x'",
        "UPDATE run SET counts = '[]', at = 'z', as_of = 'q'",
        "UPDATE entity SET name = x'ff00'",
        "UPDATE entity SET name = '../../x', territory = '=1'",
        "PRAGMA user_version = 99",
        "UPDATE entity SET name = zeroblob(100000000)",
        "UPDATE finding SET after_run = 'abc'",
        "UPDATE heard SET content = x'ff00', day = x'00', run_id = 1",
    ],
)
def test_a_changed_store_is_told(change: str, copy: Path) -> None:
    with sqlite3.connect(copy / "office.db") as db:
        db.execute(change)
    db.close()
    identity = "鑫盛通"
    for arguments in (
        ("cases", "list"),
        ("cases", "show", identity),
        ("cases", "undo"),
        ("cases", "paper", "transfer", identity, "--out", "papers"),
        ("cases", "paper", "ledger", "--out", "papers"),
        ("screen", "in.csv", "--cases", "office.db", "--out", "out"),
    ):
        assert _said(copy, *arguments)[0] in (0, 2)
    assert {path.name for path in copy.iterdir()} <= {
        *("in.csv", "office.db", "out", "papers", "office.db.before-undo.bak")
    }


def _filled(folder: Path, **cells: str) -> Path:
    with xlsxwriter.Workbook(folder / "填.xlsx", {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, list(cells))
        sheet.write_row(1, 0, list(cells.values()))
    return folder / "填.xlsx"


def test_a_decision_of_the_year_9999_holds_a_year(copy: Path) -> None:
    _filled(
        copy,
        企业名称="平罗县鑫盛通投资咨询有限公司",
        核查日期="9999-12-31",
        处置措施="排除（误报）",
    )
    assert _said(copy, "cases", "import", "填.xlsx")[0] == 0
    with CaseStore.open(copy / "office.db") as store:
        (until,) = store.db.execute("SELECT until FROM clearance").fetchone()
        assert until < f"{int(store.today[:4]) + 2}"


def test_controls_of_a_workbook_are_not_kept(copy: Path) -> None:
    _filled(
        copy, 企业名称="平罗县鑫盛通投资咨询有限公司", 备注="甲\x1b[31m乙\u202e丙", 核查人="=1+1"
    )
    assert _said(copy, "cases", "import", "填.xlsx")[0] == 0
    with CaseStore.open(copy / "office.db") as store:
        values = {row["value"] for row in store.db.execute("SELECT value FROM finding")}
    assert values == {"甲[31m乙丙", "=1+1"}


def test_a_workbook_of_gigabytes_is_not_read(copy: Path) -> None:
    with (copy / "大.xlsx").open("wb") as file:
        file.truncate(3 << 30)
    code, said = _said(copy, "cases", "import", "大.xlsx")
    assert (code, "超过上限" in said) == (3, True)
    assert "--limit" not in said


def test_a_workbook_of_other_firms_is_told_in_short(copy: Path) -> None:
    with xlsxwriter.Workbook(copy / "别.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["企业名称", "处置措施"])
        for row in range(1, 1001):
            sheet.write_row(row, 0, [f"无{row}公司", "警示约谈"])
    code, said = _said(copy, "cases", "import", "别.xlsx")
    assert code == 0
    assert "另有 800 项不在办案库" in said


def test_papers_and_labels_are_for_their_owner(copy: Path) -> None:
    os.umask(before := os.umask(0))
    os.umask(0)
    try:
        for arguments in (
            ("paper", "transfer", "鑫盛通", "--out", "p"),
            ("export-labels", "--out", "p"),
        ):
            assert _said(copy, "cases", *arguments)[0] == 0
    finally:
        os.umask(before)
    made = list((copy / "p").iterdir())
    assert len(made) == 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in made)


def test_labels_replace_no_register(copy: Path) -> None:
    (copy / "registrations.csv").write_text(TABLE, encoding="utf-8")
    code, said = _said(copy, "cases", "export-labels", "--out", ".")
    assert (code, "没有覆盖" in said) == (2, True)
    assert (copy / "registrations.csv").read_text(encoding="utf-8") == TABLE


def test_firms_of_one_name_have_each_their_paper(copy: Path) -> None:
    pytest.importorskip("docxtpl")
    with CaseStore.open(copy / "office.db") as store:
        store.db.execute("CREATE TEMP TABLE one AS SELECT * FROM entity")
        store.db.execute("UPDATE one SET entity_id = 'Z1'")
        store.db.execute("INSERT INTO entity SELECT * FROM one")
        store.db.execute(
            "INSERT INTO sighting (run_id, entity_id, band, points, source, elements, reasons, evidence)"
            " SELECT run_id, 'Z1', band, points, source, elements, reasons, evidence FROM sighting"
        )
        ids = [
            row[0]
            for row in store.db.execute("SELECT entity_id FROM entity WHERE name LIKE '%鑫盛通%'")
        ]
        papers = {for_case(store, "talk", one, copy / "p", None) for one in ids}
    assert len(papers) == len(ids) == 2
