"""Lines of a table on disk are those of the same table in memory, however its columns lie, and those
that are made beforehand are those that are made from its cells."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from engine.export import lines
from engine.export.csvs import write_part
from engine.export.personal.mask import mask_text
from engine.model.runs import write_run
from engine.model.stored import Stored

EXACT = ("b",)


def drawn(rows: int, seed: int) -> pa.Table:
    draw = random.Random(seed)
    few, odd = ["甲", "", "乙,丙", "=丁", ' "戊'], [f"{n}号\r,{n % 7}" for n in range(400)]
    cells = {
        "id": [f"N{seed}-{n}" for n in range(rows)],
        "a": draw.choices(few, k=rows),
        "b": draw.choices(odd, k=rows),
        "n": draw.choices([None, 3, -4], k=rows),
        "f": draw.choices([None, 2.5, 10.0], k=rows),
        "text": ["".join(draw.choices(few, k=3)) for _ in range(rows)],
        "last": draw.choices(few, k=rows),
    }
    return pa.table(cells)


def stored(folder: Path, sizes: tuple[int, ...]) -> tuple[Stored, pa.Table]:
    """Tables of these sizes, the last of them in memory, in an order of their own without some rows;
    two identities are others than stored."""
    tables = [drawn(size, seed) for seed, size in enumerate(sizes)]
    files: list[Path | pa.Table] = [folder / f"{n}.arrow" for n in range(len(sizes) - 1)]
    for file, table in zip(files, tables, strict=False):
        assert isinstance(file, Path)
        write_run(table, file)
    order = np.random.default_rng(5).permutation(sum(sizes))[: sum(sizes) * 9 // 10]
    run = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    at = np.concatenate([np.arange(size, dtype=np.int32) for size in sizes])
    known = pa.concat_tables(tables).take(pa.array(order))
    changed = {}
    if len(order) > 7:
        changed = {"id": (np.array([2, 7]), pa.array(["x#2", "y#2"]))}
        ids = known.column("id").to_pylist()
        ids[2], ids[7] = "x#2", "y#2"
        known = known.set_column(0, "id", pa.array(ids))
    whole = Stored([*files, tables[-1]], run[order], at[order], known.column_names, None, changed)
    return whole, known


@pytest.mark.parametrize("sizes", [(7000, 900, 30_000, 40), (60, 3), (0, 0)])
def test_lines(sizes: tuple[int, ...], tmp_path: Path) -> None:
    part, table = stored(tmp_path, sizes)
    names = table.column_names
    one = write_part(part, names, tmp_path / "stored.csv", exact=EXACT)
    other = write_part(table, names, tmp_path / "table.csv", exact=EXACT)
    assert (tmp_path / "stored.csv").read_bytes() == (tmp_path / "table.csv").read_bytes()
    assert one == other
    assert part.whole().equals(table.combine_chunks()) or not len(table)
    some = np.arange(len(table))[::-3]
    assert part.take(some).to_pylist() == table.take(pa.array(some)).to_pylist()


@pytest.mark.parametrize("sizes", [(7000, 900, 30_000, 40), (60, 3), (0, 0)])
def test_cells_are_asked_for_as_they_are_shown(sizes: tuple[int, ...], tmp_path: Path) -> None:
    """Whoever puts something else for a whole cell knows it as the changes before left it."""
    part, table = stored(tmp_path, sizes)
    shown = part.shown({"text": pc.utf8_upper}).shown({"text": pc.utf8_reverse})
    some = np.arange(len(table))[::-3]
    asked = shown.texts("text", some).to_pylist()
    assert asked == [text.upper()[::-1] for text in part.texts("text", some).to_pylist()]
    assert asked == [row["text"] for row in shown.take(some).to_pylist()]


def test_halves_of_a_large_table(monkeypatch: pytest.MonkeyPatch) -> None:
    table = drawn(2000, 3)
    whole = lines.lines_of(table, table.column_names, exact=EXACT)
    monkeypatch.setattr(lines, "_LARGE", 4000)
    halves = lines.lines_of(table, table.column_names, exact=EXACT)
    assert halves.num_chunks > 4
    assert halves.to_pylist() == whole.to_pylist()


def test_coded_columns_make_the_same_lines() -> None:
    table = drawn(3000, 4)
    masks = {"text": str.upper, "a": mask_text}
    coded = table
    for at, name in enumerate(table.column_names):
        if pa.types.is_string(table.schema.field(name).type):
            coded = coded.set_column(at, name, table.column(name).dictionary_encode())
    made = [lines.lines_of(t, table.column_names, masks, EXACT).to_pylist() for t in (table, coded)]
    assert made[0] == made[1]
