"""Lines that are made beforehand come out in their order, whole, numbered, under other names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from engine.model import lines
from engine.model.lines import Lines, write_lines

_SIZES = (50, 0, 7, 1)


def table(file: int) -> pa.Table:
    """Lines of three pieces; of the second there are few, that is coded in some files."""
    rows = range(_SIZES[file])
    few = pa.array([f"{'字' * (row % 3)}," for row in rows], pa.string())
    return pa.table(
        {
            "id": pa.array([f"F{file}-{row}," for row in rows], pa.string()),
            "few": few if file else few.dictionary_encode(),
            "last": pa.array([f"{row}\r\n" for row in rows], pa.string()),
        }
    )


@pytest.mark.parametrize("block", [3, 1000])
@pytest.mark.parametrize("batch", [4, 1000])
@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("ascending", [False, True])
def test_lines_in_order(
    block: int,
    batch: int,
    numbered: bool,
    ascending: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(lines, "BLOCK", block)
    monkeypatch.setattr(lines, "MIXED", batch)
    files = [tmp_path / f"{file}.arrow" for file in range(len(_SIZES))]
    for number, file in enumerate(files):
        write_lines(table(number), file, mixed=number > 0)
    where = [(file, row) for file, size in enumerate(_SIZES) for row in range(size)]
    order = np.random.default_rng(3).permutation(len(where))[:-6]
    placed = [where[at] for at in (np.sort(order) if ascending else order).tolist()]
    run, at = (np.array(column, np.int32) for column in zip(*placed, strict=True))
    wanted = [[*table(file).slice(row, 1).to_pylist()[0].values()] for file, row in placed]
    wanted[2][0], wanted[9][0] = "新,", "改名,"
    if numbered:
        for number, line in enumerate(wanted, 1):
            line.insert(2, f"{number},")
    pieces = ("id", "few", "rank", "last") if numbered else ("id", "few", "last")
    renamed = np.array([2, 9]), ["新,".encode(), "改名,".encode()]
    made = b"".join(Lines(files, run, at, pieces, renamed).blocks())
    assert made.decode() == "".join("".join(line) for line in wanted)


def test_no_lines() -> None:
    assert not [*Lines([], np.zeros(0, np.int32), np.zeros(0, np.int32), ("id",)).blocks()]
