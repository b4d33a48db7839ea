"""csv, tsv and delimited txt: Arrow for files that are well formed, ``robust`` for the others."""

from __future__ import annotations

import csv
import io

import pyarrow as pa
import pyarrow.csv as pacsv

from engine.ingest.encodings import to_utf8
from engine.ingest.forms import is_form
from engine.ingest.locate import SCAN, Header, best_guess, find_header
from engine.ingest.quotes import Quotes
from engine.ingest.raw import FormLayout, NoHeader, RawTable
from engine.ingest.robust import BIGGEST_CELL, read_rows
from engine.model.terms import RecordKind

DELIMITERS = (",", "\t", ";", "|", "，")
_NO_DELIMITER = "\x1f"
_HEAD = 1 << 18
_BLOCK = 1 << 23


def read_delimited(data: bytes, kind: RecordKind, most: int = 2000) -> RawTable:
    """Raises NotText and NoHeader."""
    body, encoding, broken = to_utf8(data)
    head = _head(body, most)
    delimiter, header, skip = sniff(head, kind, most)
    end = len(body.rstrip(b"\r\n\x1a")) if body[-1:] in b"\r\n\x1a" else len(body)
    notes = [] if not broken else [f"文件有 {broken} 个字符损坏，已用“\ufffd”代替"]
    raw = RawTable(
        header.labels,
        [],
        pa.array([], pa.int64()),
        encoding,
        header.last + 1,
        bad=list(header.above),
        notes=notes,
    )
    width = len(header.labels)
    if skip >= end:
        raw.columns = [pa.chunked_array([pa.array([], pa.string())]) for _ in range(width)]
        return raw
    columns = _fast(body, skip, end, delimiter, width)
    if columns is None:
        text = body[skip:end].decode("utf-8")
        columns, raw.rows, bad = read_rows(text, delimiter, width, header.before)
        raw.bad += bad
        if bad:
            notes.append(f"有 {len(bad)} 行的列数或引号有误，已放入未读行")
    else:
        first = header.before + 1
        raw.rows = pa.array(range(first, first + len(columns[0])), pa.int64())
    raw.columns = columns
    return raw


def _head(body: bytes, most: int) -> str:
    """Whole lines of the beginning. Raises NoHeader where a single line has no end."""
    head = body[:_HEAD]
    if len(body) > _HEAD:
        end = max(head.rfind(b"\n"), head.rfind(b"\r"))
        if end < 0:
            raise NoHeader(head.decode("utf-8", "ignore").split(",")[: most + 1])
        head = head[: end + 1]
    return head.decode("utf-8", "ignore")


def sniff(head: str, kind: RecordKind, most: int) -> tuple[str, Header, int]:
    """The delimiter under which the header names most columns; and the header's length in bytes."""
    alone = _single(head, kind)
    if alone is not None:
        return alone
    best: tuple[int, int, str, Header, int] | None = None
    guess: list[str] = []
    for order, delimiter in enumerate(DELIMITERS):
        rows, ends = _first_rows(head, delimiter)
        found = find_header(rows, kind, most)
        if found is None:
            cells = best_guess(rows, kind)
            guess = cells if len(cells) > len(guess) else guess
            continue
        key = (found.score, -order)
        if best is None or key > best[:2]:
            best = (*key, delimiter, found, ends[found.last])
    if best is None:
        raise NoHeader(guess)
    _, _, delimiter, header, stop = best
    if is_form(_first_rows(head, delimiter)[0], header.first, kind):
        raise FormLayout([])
    return delimiter, header, len(head[:stop].encode("utf-8"))


def _single(head: str, kind: RecordKind) -> tuple[str, Header, int] | None:
    """A file of one column, such as short messages: its commas are text, not delimiters."""
    rows, ends = _first_rows(head, _NO_DELIMITER)
    found = find_header(rows, kind)
    if found is None or any(d in cell for cell in rows[found.last] for d in DELIMITERS):
        return None
    return _NO_DELIMITER, found, len(head[: ends[found.last]].encode("utf-8"))


def _first_rows(head: str, delimiter: str) -> tuple[list[list[str]], list[int]]:
    """The first rows, and for each the position in ``head`` where it ends."""
    lines = list(io.StringIO(head, newline=""))
    csv.field_size_limit(BIGGEST_CELL)
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[list[str]] = []
    ends: list[int] = []
    position, used = 0, 0
    try:
        for row in reader:
            position += sum(len(line) for line in lines[used : reader.line_num])
            used = reader.line_num
            rows.append(row)
            ends.append(position)
            if len(rows) > SCAN:
                break
    except csv.Error:
        pass
    return rows, ends


def _fast(
    body: bytes, begin: int, end: int, delimiter: str, width: int
) -> list[pa.ChunkedArray] | None:
    """Columns of a part of ``body`` as read by Arrow, or None if any row is irregular."""
    if not delimiter.isascii():
        return None
    reading, parsing, converting = read_options(delimiter, width)
    try:
        table = pacsv.read_csv(
            pa.BufferReader(pa.py_buffer(body).slice(begin, end - begin)),
            read_options=reading,
            parse_options=parsing,
            convert_options=converting,
        )
    except (pa.ArrowInvalid, pa.ArrowException):
        return None
    # Where every line end ends a row there is none inside a cell.
    bare = body.count(b"\r") - body.count(b"\r\n")
    if bare or body.count(b"\n", begin, end) != table.num_rows - 1:
        quotes = Quotes(body, begin, end, delimiter, width)
        if any(quotes.merged(batch) for batch in table.to_batches()):
            return None
    columns: list[pa.ChunkedArray] = table.columns
    return columns


def read_options(
    delimiter: str, width: int
) -> tuple[pacsv.ReadOptions, pacsv.ParseOptions, pacsv.ConvertOptions]:
    """How Arrow reads well-formed rows of ``width`` cells: all of them as text, which is known to
    be UTF-8."""
    names = [f"c{i}" for i in range(width)]
    return (
        pacsv.ReadOptions(column_names=names, block_size=_BLOCK),
        pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False),
        pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
