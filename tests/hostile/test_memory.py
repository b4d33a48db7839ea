"""Want of memory is told as such, and large files are not held as objects of Python."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine import ingest
from engine.cluster import reading
from engine.ingest import columnar
from engine.ingest.delimited import read as delimited
from engine.ingest.delimited.robust import read_rows
from engine.ingest.files import Source
from engine.ingest.headers import recognise
from engine.ingest.limits import USUAL
from engine.model.errors import InputError
from engine.model.terms import RecordKind
from tests.command import saolou

REG = RecordKind.REGISTRATION
MB = 1 << 20


def _short(*_: object, **__: object) -> None:
    raise pa.ArrowMemoryError("malloc of size 64 failed")


def test_want_of_memory_is_no_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "a.parquet"
    pq.write_table(pa.table({"企业名称": ["甲店"], "经营范围": ["零售"]}), table)
    monkeypatch.setattr(columnar, "_as_text", _short)
    with pytest.raises(MemoryError):
        ingest.read([table], REG)
    monkeypatch.setattr(recognise, "names_of", _short)
    with pytest.raises(MemoryError):
        recognise.recognise(Source(table, "a.parquet", True), USUAL)
    plain = tmp_path / "a.csv"
    plain.write_text("企业名称,经营范围\n甲店,零售\n", encoding="utf-8")
    monkeypatch.setattr(delimited.pacsv, "read_csv", _short)
    with pytest.raises(MemoryError):
        ingest.read([plain], REG)


def test_a_page_that_asks_for_gigabytes_is_a_fault_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def greedy(*_: object, **__: object) -> None:
        raise pa.ArrowMemoryError("malloc of size 2147483646 failed")

    table = tmp_path / "a.parquet"
    pq.write_table(pa.table({"企业名称": ["甲店"], "经营范围": ["零售"]}), table)
    monkeypatch.setattr(columnar, "_as_text", greedy)
    with pytest.raises(InputError, match=r"a\.parquet 不是完整的 parquet 文件"):
        ingest.read([table], REG)
    with pytest.raises(InputError, match=r"a\.parquet 不是完整的 parquet 文件"):
        reading.read(reading.Part(Source(table, "a.parquet", False), (0,)), USUAL)


@pytest.mark.parametrize("cause", [MemoryError(), OSError(12, "Cannot allocate memory")])
def test_what_the_system_refuses_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cause: Exception
) -> None:
    def short(*_: object, **__: object) -> None:
        raise cause

    given = tmp_path / "a.csv"
    given.write_text("企业名称,经营范围\n甲店,零售\n", encoding="utf-8")
    monkeypatch.setattr("engine.pipeline._Stages.run", short)
    done = saolou("screen", str(given), "--out", str(tmp_path / "out"))
    assert done.returncode == 4
    assert done.stderr.startswith("内存不足")
    assert not (tmp_path / "out").exists()


def test_an_irregular_file_is_read_a_stretch_at_a_time() -> None:
    rows = 60_000
    body = "甲店,零售\n".encode() * rows + "甲店\n".encode()
    read_rows("甲店,零售\n".encode(), ",", 2, 0, "a.csv", USUAL)  # whatever is loaded is
    tracemalloc.start()
    columns, numbers, bad, _ = read_rows(body, ",", 2, 0, "a.csv", USUAL)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (len(columns[1]), len(numbers), [row.row for row in bad]) == (rows, rows, [rows + 1])
    assert most < 22 * MB  # all lines and cells at once: 30
