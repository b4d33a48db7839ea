"""A csv file cut into blocks holds the rows that Arrow reads of the whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pacsv
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest import Block, ReadBlock, read, read_block, stream
from engine.ingest.delimited.blocks import Irregular
from engine.ingest.delimited.cutting import Cutting
from engine.ingest.delimited.quotes import well_quoted
from engine.ingest.delimited.read import read_options
from engine.ingest.merge import merge_duplicates, mixed, namesakes, suspicions
from engine.model.errors import InputError
from engine.model.runs import read_rows
from engine.model.terms import RecordKind

HEADER = "企业名称,统一社会信用代码,经营范围"


def pieces(text: bytes, step: int, delimiter: str = ",") -> list[bytes]:
    cutting = Cutting(io.BytesIO(text), 0, len(text), delimiter, 1 << 20, step)
    return [text[begin:end] for begin, end in cutting]


def rows(text: bytes, width: int) -> list[dict[str, str]]:
    reading, parsing, converting = read_options(",", width)
    table = pacsv.read_csv(
        io.BytesIO(text),
        read_options=reading,
        parse_options=parsing,
        convert_options=converting,
    )
    found: list[dict[str, str]] = table.to_pylist()
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text('a",\n\r营', max_size=6), min_size=1, max_size=9), st.integers(1, 20))
def test_pieces_of_any_text_are_read_as_the_whole(cells: list[str], step: int) -> None:
    """Whatever Arrow reads of the whole, it reads of the pieces one after the other; there are no
    pieces where a person would read the quotes otherwise."""
    text = "\n".join(f"{cell},x" for cell in cells).encode()
    if not well_quoted(text, 0, len(text), ","):
        with pytest.raises(Irregular):
            pieces(text, step)
        return
    cut = pieces(text, step)
    try:
        whole = rows(text, 2)
    except pa.ArrowInvalid:
        return
    assert b"".join(cut) == text
    assert [row for piece in cut for row in rows(piece, 2)] == whole


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.text('a",\n营 '), st.text('a",\n营 ')), min_size=1), st.integers(1, 30)
)
def test_every_piece_of_written_rows_is_whole_rows(said: list[tuple[str, str]], step: int) -> None:
    sink = io.StringIO()
    csv.writer(sink, quoting=csv.QUOTE_ALL).writerows(said)
    cut = pieces(sink.getvalue().encode(), step)
    read = [row for piece in cut for row in csv.reader(io.StringIO(piece.decode(), newline=""))]
    assert [tuple(row) for row in read] == said


def test_a_line_without_end_is_not_for_blocks() -> None:
    with pytest.raises(Irregular):
        list(Cutting(io.BytesIO(b"a" * 5000), 0, 5000, ",", 1000, 100))


def streamed(path: Path, folder: Path, step: int) -> tuple[list[ReadBlock], pa.Table]:
    def readers(blocks: Iterable[Block]) -> Generator[ReadBlock, None, None]:
        for block in blocks:
            yield read_block(block, folder / f"{block.begin}")

    told, (blocks,) = stream(
        [path], RecordKind.REGISTRATION, readers, lambda: folder / "whole", step=step
    )
    return blocks, told


def register(count: int) -> str:
    lines = [HEADER]
    for at in range(count):
        lines.append(
            f'甲乙商贸有限公司{at},,"零售,\n批发{at}"' if at % 3 else f"丙丁饭店{at},,餐饮"
        )
    lines[7] = ",,餐饮"
    lines[40] = HEADER
    return "\n".join(lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_what_is_told_of_blocks_is_numbered_in_the_file(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text(register(60), encoding=encoding)
    blocks, told = streamed(path, tmp_path, 300)
    assert len(blocks) > 3
    assert [(row.source_row, row.cause) for row in told.rejected] == [
        (7, "缺少企业名称"),
        (40, "重复的表头"),
    ]
    (report,) = told.sources
    assert (report.encoding, report.rows_in, report.rows_used) == (encoding, 60, 58)
    before, numbers = 0, []
    for block in blocks:
        numbers += [before + n for n in read_rows(block.into)["source_row"].to_pylist()]
        before += block.read
    assert numbers == [n for n in range(1, 61) if n not in (7, 40)]


def test_gb18030_that_begins_like_utf8_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    plain = "name,uscc,scope\n" + "".join(f"a{at},,b\n" for at in range(30_000))
    assert len(plain) > 1 << 18
    path.write_bytes(plain.encode() + "丙丁饭店,,餐饮\n".encode("gb18030"))
    blocks, told = streamed(path, tmp_path, 1 << 16)
    assert told.sources[0].encoding == "gb18030"
    assert read_rows(blocks[-1].into)["name"].to_pylist()[-1] == "丙丁饭店"


def test_limits_hold_over_all_blocks(tmp_path: Path) -> None:
    from engine.ingest import Limits

    path = tmp_path / "register.csv"
    path.write_text(register(60))

    taken: list[Block] = []

    def readers(blocks: Iterable[Block]) -> Generator[ReadBlock, None, None]:
        for block in blocks:
            taken.append(block)
            yield read_block(block, tmp_path / "rows")

    with pytest.raises(InputError, match="超过上限 10"):
        stream(
            [path],
            RecordKind.REGISTRATION,
            readers,
            lambda: tmp_path / "whole",
            limits=Limits(rows=10),
            step=300,
        )
    assert taken[-1].end < path.stat().st_size / 2  # nothing is read behind the limit


_NAMES = st.sampled_from(
    ["甲商店", "甲 商店", "甲（商）店", "甲(商)店", "ａ店", "A店", "a店", "乙店"]
)
_CODES = st.sampled_from([None, "91110000600037341L", "91110000600037341l", "x", "9111"])
_PLACES = st.sampled_from([None, "一路1号", "一路 1号", "二路"])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(_NAMES, _CODES, _PLACES), min_size=1, max_size=12))
def test_rows_of_one_firm_are_suspected(said: list[tuple[str, str | None, str | None]]) -> None:
    names = ("name", "uscc", "address")
    table = pa.table(
        {
            name: pa.array(list(cells), pa.string())
            for name, cells in zip(names, zip(*said, strict=True), strict=True)
        }
    )
    for name in ("reg_no", "legal_rep", "ent_type", "est_date", "phone", "county", "city", "scope"):
        table = table.append_column(name, pa.nulls(len(said), pa.string()))
    for name in ("source_file", "source_sheet"):
        table = table.append_column(name, pa.array(["x"] * len(said)))
    table = table.append_column("source_row", pa.array(range(1, len(said) + 1)))
    merged, _ = merge_duplicates(table)
    told = suspicions(table)
    keys = dict(zip(table["source_row"].to_pylist(), told.keys.tolist(), strict=True))
    rows, which, right = namesakes(table, told.ruined.unique())
    both = {int(row) + 1 for row in rows[mixed(which, right)]}
    for firm in merged["merged_rows"].to_pylist():
        if firm:
            numbers = {int(row.split(":")[1]) for row in firm.split("|")}
            assert len({keys[number] for number in numbers}) == 1 or numbers <= both


def test_a_file_that_grows_is_not_read_in_blocks(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(register(60), encoding="utf-8")

    def readers(blocks: Iterable[Block]) -> Generator[ReadBlock, None, None]:
        for block in blocks:
            yield read_block(block, tmp_path / f"{block.begin}")
            with path.open("a", encoding="utf-8") as file:
                file.write("丙丁饭店,,餐饮\n")

    told, (blocks,) = stream(
        [path], RecordKind.REGISTRATION, readers, lambda: tmp_path / "whole", step=500
    )
    assert [block.into.name for block in blocks] == ["whole"]
    assert told.rows_in == read([path], RecordKind.REGISTRATION).rows_in
