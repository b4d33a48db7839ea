"""jsonl (one object a line) and JSON arrays of objects, read piece by piece: as objects of Python a
file takes twenty times its size."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyarrow as pa

from engine.ingest.cells import cell_text, text_list, whole
from engine.ingest.delimited.encodings import remarks, to_utf8
from engine.ingest.headers.locate import usable
from engine.ingest.headers.names import label
from engine.ingest.limits import USUAL, Limits, beyond, too_many_rejected
from engine.ingest.raw import BadRow, NoHeader, RawTable
from engine.model.errors import InputError
from engine.model.terms import RecordKind

#: Records that tell what the fields of a file are.
_FIRST = 1000
#: Records that are objects of Python at once.
_BATCH = 5000
#: Bytes of a line, characters of an item of an array: what is longer is no record of a person's.
_LONGEST = 1 << 23
#: Of a line that is longer so much is kept.
_KEPT = 1 << 10
_DECODER = json.JSONDecoder(parse_float=str, parse_int=str)  # digits as they were written
_BLANK = " \t\r\n"
_TOO_LONG = f"这一行太长（超过 {_LONGEST >> 20} MB）"

#: Number from 1, and the item, or why there is none.
Item = tuple[int, "dict[str, Any] | BadRow"]


class _NoArray(Exception):
    """The file is not one whole array."""


def read_json(data: bytes, kind: RecordKind, source: str, limits: Limits = USUAL) -> RawTable:
    """Raises NotText, NoHeader and InputError."""
    body, encoding, broken = to_utf8(data)
    read = _Reading(limits, source)
    if _begins_array(body):
        try:
            read.take(_items(body))
        except _NoArray:
            read = _Reading(limits, source)
            read.take(_lines(body))
    else:
        read.take(_lines(body))
    if read.by_column:
        raise InputError(
            f"文件 {source} 是按列写的 JSON（每个字段一个列表），读作一户会漏掉其余的，没有读取。"
            "请导出为每户一个对象的 jsonl，或 csv、Excel。"
        )
    names, columns = read.columns()
    labels = label([whole(name) for name in names], kind)
    if not usable(labels, kind):
        raise NoHeader(names)
    notes = remarks(encoding, broken)
    rows = pa.array(read.rows, pa.int64())
    return RawTable(labels, columns, rows, encoding, bad=read.bad, notes=notes)


def names_in(data: bytes) -> list[str]:
    """Of the fields, as the first objects have them. Raises NotText."""
    body = to_utf8(data)[0]
    try:
        return _names(_items(body) if _begins_array(body) else _lines(body))
    except _NoArray:
        return _names(_lines(body))


def _names(items: Iterator[Item]) -> list[str]:
    found: dict[str, None] = {}
    for _, item in islice(items, _FIRST):
        if isinstance(item, dict):
            found |= dict.fromkeys(item)
    return [whole(name) for name in found]


class _Reading:
    """Records on their way into columns. ``rows``: their numbers."""

    def __init__(self, limits: Limits, source: str) -> None:
        self._limits, self._source = limits, source
        self._chunks: dict[str, list[pa.Array]] = {}
        self._held: list[dict[str, Any]] = []
        self._done = 0
        self.rows: list[int] = []
        self.bad: list[BadRow] = []
        #: The only record has all values of a field in one.
        self.by_column = False

    def take(self, items: Iterator[Item]) -> None:
        """Raises InputError beyond a limit."""
        most = self._limits.rows
        for count, (row, item) in enumerate(items, 1):
            if count > most:
                raise beyond("rows", "行数", f"为 {count} 或更多", most, self._source)
            if isinstance(item, BadRow):
                self.bad.append(item)
                if len(self.bad) > self._limits.rejected:
                    cause = self.bad[0].cause
                    raise too_many_rejected(
                        len(self.bad), cause, self._limits.rejected, self._source
                    )
                continue
            self.by_column = not self.rows and _is_by_column(item)
            self.rows.append(row)
            self._held.append(item)
            if len(self._held) == _BATCH:
                self._put()
        self._put()

    def columns(self) -> tuple[list[str], list[pa.ChunkedArray]]:
        return list(self._chunks), [pa.chunked_array(c) for c in self._chunks.values()]

    def _put(self) -> None:
        held, self._held = self._held, []
        known = self._chunks
        for record in held:
            for name in record:
                if name not in known:
                    known[name] = [pa.nulls(self._done, pa.string())]
            if len(known) > self._limits.columns:
                found = f"为 {len(known)} 或更多"
                raise beyond("columns", "字段数", found, self._limits.columns, self._source)
        here = {name for record in held for name in record}
        for name, chunks in known.items():
            if name in here:
                chunks += text_list([r.get(name) for r in held]).chunks
            else:
                chunks.append(pa.nulls(len(held), pa.string()))
        self._done += len(held)


def _is_by_column(record: dict[str, Any]) -> bool:
    values = list(record.values())
    return bool(values) and all(
        isinstance(value, list | dict) and len(value) == len(values[0]) > 0 for value in values
    )


def _begins_array(body: bytes) -> bool:
    return body[: 1 << 16].lstrip().startswith(b"[")


def _lines(body: bytes) -> Iterator[Item]:
    # Only real line ends: JSON text may hold U+2028 and the like.
    row = begin = 0
    while begin < len(body):
        end = body.find(b"\n", begin)
        end = len(body) if end < 0 else end
        row += 1
        if end - begin > _LONGEST:
            line = body[begin : begin + _KEPT].decode("utf-8", "ignore")
            yield row, BadRow(row, _TOO_LONG, (line,))
        else:
            line = body[begin:end].removesuffix(b"\r").decode()
            if line.strip():
                yield row, _record(row, line)
        begin = end + 1


def _record(row: int, line: str) -> dict[str, Any] | BadRow:
    try:
        item = _DECODER.decode(line)
    except (ValueError, RecursionError):
        return BadRow(row, "不是完整的 JSON 对象", (line,))
    return item if isinstance(item, dict) else BadRow(row, "这一行不是 JSON 对象", (line,))


def _items(body: bytes) -> Iterator[Item]:
    """The items of an array. Raises _NoArray, perhaps after some."""
    text = _Window(body)
    text.expect("[")
    row = 0
    while not (row == 0 and text.at("]")):
        item = text.item()
        row += 1
        good = isinstance(item, dict)
        yield row, item if good else BadRow(row, "这一项不是 JSON 对象", (cell_text(item),))
        if not text.at(","):
            break
        text.expect(",")
    text.expect("]")
    if not text.ended():
        raise _NoArray


class _Window:
    """A stretch of a text that goes on as it is read."""

    def __init__(self, body: bytes) -> None:
        self._body, self._from = body, 0
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at = "", 0

    def expect(self, sign: str) -> None:
        if not self.at(sign):
            raise _NoArray
        self._at += 1

    def at(self, sign: str) -> bool:
        """Whether this comes next, after blanks."""
        self._skip()
        return self._text.startswith(sign, self._at)

    def ended(self) -> bool:
        self._skip()
        return self._at == len(self._text)

    def item(self) -> Any:
        self._skip()
        while True:
            try:
                item, end = _DECODER.raw_decode(self._text, self._at)
            except RecursionError:
                raise _NoArray from None
            except ValueError:
                end = len(self._text)
            # A number that ends with the stretch may go on.
            if end < len(self._text):
                self._at = end
                return item
            if len(self._text) - self._at > _LONGEST or not self._more():
                raise _NoArray

    def _skip(self) -> None:
        while True:
            while self._at < len(self._text) and self._text[self._at] in _BLANK:
                self._at += 1
            if self._at < len(self._text) or not self._more():
                return

    def _more(self) -> bool:
        """Put what comes next behind what is not yet read; as much again, so that a long item is
        looked at a few times only."""
        left = len(self._text) - self._at
        piece = self._body[self._from : self._from + max(1 << 16, 2 * left)]
        self._from += len(piece)
        self._text = self._text[self._at :] + self._decoder.decode(piece)
        self._at = 0
        return bool(piece)
