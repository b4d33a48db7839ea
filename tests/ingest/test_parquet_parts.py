"""Large parquet files are read in parts, and in little more memory than they have of text."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine import ingest
from engine.flow.jobs import Workers
from engine.flow.spooled import Spooling
from engine.flow.work import WorkFolder
from engine.ingest import columnar
from engine.ingest.columnar import read_parquet, weight
from engine.ingest.limits import Limits
from engine.model.errors import InputError
from engine.model.terms import RecordKind
from engine.ruleset import load_ruleset

REG = RecordKind.REGISTRATION
MB = 1 << 20


@pytest.fixture
def pool():  # type: ignore[no-untyped-def]
    """Counts what Arrow holds from here on."""
    before = pa.default_memory_pool()
    found = pa.proxy_memory_pool(before)
    pa.set_memory_pool(found)
    yield found
    pa.set_memory_pool(before)


def register(path: Path, rows: int, **options: object) -> Path:
    names = [f"平罗县第{n}号农副产品经营部" for n in range(rows)]
    table = {"企业名称": names, "经营范围": ["投资咨询"] * rows, "备注": pa.nulls(rows, pa.int8())}
    pq.write_table(pa.table(table), path, **options)
    return path


def spooled(path: Path, folder: Path, size: int, **limits: int) -> tuple[pa.Table, object]:
    spooling = Spooling(WorkFolder(folder), size)
    with Workers(1, load_ruleset()) as workers:
        found = spooling.read([path], Limits(**limits), None, workers)
    assert found
    whole, _ = spooling.finish()
    parts = [whole.chunk(n) for n in range(whole.chunks)]
    return pa.concat_tables(parts).drop_columns(["register", "merged_rows"]), found.sources


def test_parts_are_the_whole(tmp_path: Path) -> None:
    path = register(tmp_path / "a.parquet", 3000, row_group_size=700)
    table, sources = spooled(path, tmp_path / "work", 500)
    whole = ingest.read([path], REG)
    assert table.to_pylist() == ingest.with_addresses(whole.table).to_pylist()
    assert sources == whole.sources


def test_broken_texts_of_all_parts_are_told_once(tmp_path: Path) -> None:
    cells = pa.array([b"\xe5\xb9\x00\xff"] * 5, pa.binary())
    texts = pa.StringArray.from_buffers(5, *cells.buffers()[1:])
    path = tmp_path / "a.parquet"
    names = [f"平罗县第{n}号商店" for n in range(5)]
    pq.write_table(pa.table({"企业名称": names, "经营范围": texts}), path, row_group_size=1)
    _, sources = spooled(path, tmp_path / "work", 2)
    assert sources == ingest.read([path], REG).sources  # type: ignore[comparison-overlap]


def test_what_is_short_and_stands_for_much_is_read_in_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    names = pa.DictionaryArray.from_arrays(np.zeros(1_100_000, np.int32), pa.array(["甲店"]))
    pq.write_table(pa.table({"企业名称": names, "经营范围": names}), path)
    assert path.stat().st_size < MB
    assert ingest.worth_streaming([path])
    assert weight(path) > ingest.LARGE


def test_different_texts_are_held_once(tmp_path: Path, pool: pa.MemoryPool) -> None:
    """They are not coded: each batch would have all texts that came before."""
    path = register(tmp_path / "a.parquet", 300_000)
    before = pool.bytes_allocated()
    raw = read_parquet(path, REG)
    held = sum(column.nbytes for column in raw.columns)
    assert pool.max_memory() - before < 4 * held + 32 * MB


def begun_alike(path: Path, texts: list[str], times: int) -> Path:
    """Each text is told by what it has more than the one before it, as some programs write."""
    table = pa.table({"企业名称": ["甲店"] * len(texts), "经营范围": texts})
    coding = {"企业名称": "PLAIN", "经营范围": "DELTA_BYTE_ARRAY"}
    with pq.ParquetWriter(path, table.schema, use_dictionary=False, column_encoding=coding) as file:
        for _ in range(times):
            file.write_batch(table.to_batches()[0])
    return path


def test_texts_that_begin_as_the_one_before_are_read(tmp_path: Path) -> None:
    path = begun_alike(tmp_path / "a.parquet", ["投资咨询", "投资咨询；零售"], 2)
    scopes = read_parquet(path, REG).columns[1].to_pylist()
    assert scopes == ["投资咨询", "投资咨询；零售"] * 2


def test_they_are_read_a_few_at_a_time(
    tmp_path: Path, pool: pa.MemoryPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columnar, "_HELD", 16 * MB)
    path = begun_alike(tmp_path / "a.parquet", ["投" * 340_000] * 4, 60)
    assert path.stat().st_size < 4 * MB
    here = pa.proxy_memory_pool(pool)
    pa.set_memory_pool(here)
    with pytest.raises(InputError, match="展开后"):
        read_parquet(path, REG, limits=Limits(unpacked_mb=100))
    assert here.max_memory() < 180 * MB


def test_of_equal_rows_no_column_is_copied_that_is_not_asked_for(
    tmp_path: Path, pool: pa.MemoryPool
) -> None:
    rows = 200_000
    names = pa.DictionaryArray.from_arrays(np.zeros(rows, np.int32), pa.array(["云泉店"]))
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"企业名称": names, "经营范围": names}), path)
    spooling = Spooling(WorkFolder(tmp_path / "work"))
    with Workers(1, load_ruleset()) as workers:
        assert spooling.read([path], Limits(), None, workers)
    before, most = pool.bytes_allocated(), pool.max_memory()
    _, removed = spooling.finish()
    assert removed == rows - 1
    assert max(pool.max_memory(), most) - before < 250 * rows
