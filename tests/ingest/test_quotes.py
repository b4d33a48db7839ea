"""Stray quotes never draw rows into one; cells of several lines stay whole, and are read fast."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from pathlib import Path

import pytest

from engine.ingest import Block, ReadBlock, read, read_block, stream
from engine.model.runs import read_rows
from engine.model.terms import RecordKind

REG = RecordKind.REGISTRATION
HEAD = "企业名称,统一社会信用代码,法定代表人,经营范围\n"
#: Each opens a quote that only the next row's stray one could close.
STRAY = {
    "first cell": '甲店,,张三,零售\n"乙店,,李四,零售\n"丙店,,王五,批发\n丁店,,赵六,养殖\n',
    "middle cell": '甲店,,张三,零售\n乙店,,"李四,零售\n丙店,,"王五,批发\n丁店,,赵六,养殖\n',
    "last cell": '甲店,,张三,零售\n乙店,,李四,"零售\n丙店,,王五,"批发\n丁店,,赵六,养殖\n',
    "another cell, another row length": '甲店,,张三,零售\n"乙店,,李四,零售\n丙店,"王五,批发\n丁店,,赵六,养殖\n',
    "closed in the next row": '甲店,,张三,零售\n"乙店,,李四,零售\n"丙店",,王五,批发\n丁店,,赵六,养殖\n',
    "beside a cell of two lines": '甲店,,张三,"零\n售"\n"乙店,,李四,零售\n"丙店,,王五,批发\n丁店,,赵六,养殖\n',
}
WHOLE = '甲店,,张三,"零售\n批发,""养殖"""\n"乙,店",,"李\n四","零售\n\n\n食品"\n丙 6"管材店,,王五,养殖\n丁店,,赵六,"零\n售"\n'


def written(tmp_path: Path, rows: str, end: str) -> Path:
    path = tmp_path / "in.csv"
    path.write_bytes((HEAD + rows).replace("\n", end).encode())
    return path


def streamed(path: Path, step: int = 200) -> list[str] | None:
    """Names as read in blocks; None where the file was read whole after all."""
    names: list[str] = []
    whole = path.with_name("whole.rows")

    def readers(blocks: Iterable[Block]) -> Generator[ReadBlock, None, None]:
        for block in blocks:
            told = read_block(block, path.with_name(f"{block.begin}.rows"))
            names.extend(read_rows(told.into)["name"].to_pylist())
            yield told

    stream([path], REG, readers, lambda: whole, step=step)
    return None if whole.exists() else names


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("rows", STRAY.values(), ids=STRAY)
def test_every_line_is_a_row_of_its_own(tmp_path: Path, rows: str, end: str) -> None:
    path = written(tmp_path, rows, end)
    result = read([path], REG)
    told = [*result.table.column("name").to_pylist(), *(row.raw for row in result.rejected)]
    assert result.rows_in == 4
    assert all(any(name in each for each in told) for name in ("甲店", "乙店", "丙店", "丁店"))
    assert streamed(path) is None  # left to ``read``


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_cells_of_several_lines_stay_whole(tmp_path: Path, end: str) -> None:
    path = written(tmp_path, WHOLE, end)
    result = read([path], REG)
    names = ["甲店", "乙,店", '丙 6"管材店', "丁店"]
    assert result.table.column("name").to_pylist() == names
    assert result.table.column("scope").to_pylist()[0] == f'零售{end}批发,"养殖"'
    # Files are cut at line feeds only.
    assert streamed(path) == (names if "\n" in end else None)


def test_a_column_of_messages_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "ads.csv"
    path.write_text('短信内容\n"回报高\n"稳赚速来\n"两行\n一条"\n', encoding="utf-8")
    result = read([path], RecordKind.ADVERT)
    assert result.table.column("text").to_pylist() == ['"回报高', '"稳赚速来', "两行\n一条"]


def test_the_second_block_is_looked_up_where_it_stands(tmp_path: Path) -> None:
    """Quotes, \\r\\n and cells of two lines push rows on; they are found in the next block, too."""
    filler = "食品零售；日用品批发" * 40
    rows = "".join(
        f'"第{i}经营部",,"某""某","{filler}\n零售"\n' if i % 3 else f"第{i}经营部,,某某,{filler}\n"
        for i in range(12_000)
    )
    path = written(tmp_path, rows, "\r\n")
    assert path.stat().st_size > 1 << 23
    assert len(streamed(path, 1 << 22) or ()) == 12_000
    path.write_bytes(path.read_bytes() + '"乙店,,李四,零售\r\n"丙店,,王五,批发\r\n'.encode())
    assert streamed(path, 1 << 22) is None


#: Quotes that are no quotes: marks of inches, names in quotes; and a ragged row, which Arrow
#: does not read, so that both ways of reading are asked.
NONE_LOST = {
    "two inches": '甲店,,张三,6"管材\n乙店,,李四,零售\n丙店,,王五,8"管材\n丁店,,赵六,养殖\n',
    "inches at both ends": '甲店 6",,张三,零售\n乙店,,李四,零售\n丙店,,王五,零售\n丁店,,赵六,8"管材\n',
    "inches and a cell of two lines": '甲店,,张三,6"管材\n乙店,,"李\n四",零售\n丙店,,王五,8"管材\n丁店,,赵六,养殖\n',
    "a name in quotes": '"甲"店,,张三,零售\n乙店,,李四,零售\n丙"店",,王五,批发\n丁店,,赵六,"养殖"牛羊\n',
    "a name in quotes and cells in quotes": '"甲"店,,张三,"零售,批发"\n"乙店",,李四,零售\n丙店,,王五,批发\n丁店,,赵六,"养殖"\n',
}


@pytest.mark.parametrize("ragged", ["", "合计,4\n"], ids=["even", "ragged"])
@pytest.mark.parametrize("rows", NONE_LOST.values(), ids=NONE_LOST)
def test_no_row_and_no_quote_is_lost(tmp_path: Path, rows: str, ragged: str) -> None:
    result = read([written(tmp_path, rows + ragged, "\n")], REG)
    names = result.table.column("name").to_pylist()
    assert [name.replace('"', "").replace(" 6", "") for name in names] == [
        "甲店",
        "乙店",
        "丙店",
        "丁店",
    ]
    assert result.table.column("source_row").to_pylist() == [1, 2, 3, 4]
    assert [row.source_row for row in result.rejected] == ([5] if ragged else [])
    for typed in ('"甲"店', '丙"店"', '"养殖"牛羊', '6"管材', '8"管材', '甲店 6"'):
        if typed in rows:
            assert any(typed in row.values() for row in result.table.to_pylist())


@pytest.mark.parametrize("rows", ['甲店,零售\n乙店,"批发\n丙店,养殖\n', "甲店,零售\n乙店,批发\n"])
def test_a_stray_quote_in_the_header_takes_no_rows(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "in.csv"
    path.write_text('企业名称,"经营范围\n' + rows, encoding="utf-8")
    result = read([path], REG)
    names = [line.split(",")[0] for line in rows.split()]
    assert result.table.column("name").to_pylist() == names
    assert "甲店" not in repr(result.sources)


def test_a_name_in_quotes_is_left_to_the_tolerant_reader(tmp_path: Path) -> None:
    rows = "".join(f'"第{i}店",,某某,零售\n' for i in range(40))
    assert len(streamed(written(tmp_path, rows, "\n")) or ()) == 40
    assert streamed(written(tmp_path, rows + '"丙"店,,某某,零售\n', "\n")) is None


def test_blocks_hold_only_what_the_header_names(tmp_path: Path) -> None:
    rows = "".join(f"第{i}店,,某某,零售,\n" for i in range(40))
    assert len(streamed(written(tmp_path, rows, "\n")) or ()) == 40
    assert streamed(written(tmp_path, rows + "甲店,,某某,零售,批发\n", "\n")) is None
    assert streamed(written(tmp_path, rows + "\n", "\u2028")) is None
