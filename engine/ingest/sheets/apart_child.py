"""Run as a process of its own: a workbook from standard input, its sheets to standard output.

It knows next to nothing of the package, so that it starts quickly. Arguments: how many cells a sheet may
have, how many sheets there may be, how many seconds of the processor it may take, and where modules are found.
"""

from __future__ import annotations

import io
import pickle
import re
import struct
import sys
from collections.abc import Iterator
from typing import Any

#: What a damaged file makes the reader take without end.
_MEMORY = 2 << 30


def _read(data: bytes, most: int, sheets_most: int) -> tuple[str, Any]:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    sheets = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if (count := len(book.sheet_names)) > sheets_most:
                return "sheets", count
            unseen = _unseen(data, count)
            for at, told in enumerate(book.sheets_metadata):
                sheet = book.get_sheet_by_name(told.name)
                size = sheet.total_height * sheet.total_width
                if size > most:
                    return "beyond", size
                cells = sheet.to_python(skip_empty_area=False)
                hidden = told.visible != SheetVisibleEnum.Visible
                spans = sheet.merged_cell_ranges or []
                sheets.append((told.name, cells, spans, hidden, unseen[at] if unseen else []))
    # A panic of the native reader derives from BaseException only.
    except BaseException as cause:
        return "bad", str(cause)
    return "read", sheets


#: Records: where a sheet begins, its rows, its end and the beginning of another within it.
_SHEET, _ROW, _END, _BEGIN = 0x0085, 0x0208, 0x000A, 0x0809
#: A row that says it is hidden; it may be something else that looks like one.
_HIDDEN = re.compile(rb"\x08\x02\x10\x00.{12}[\x20-\x3f\x60-\x7f\xa0-\xbf\xe0-\xff]", re.DOTALL)
_NOT_SHOWN = 0x20


def _unseen(data: bytes, count: int) -> list[list[int]]:
    """Of each of so many sheets of an old workbook the rows that it does not show, from 1: the reader
    reads them and does not tell. Nothing where it cannot be told: only a remark hangs on it."""
    try:
        stream = _workbook(data)
        if not _HIDDEN.search(stream):
            return []
        sheets = [
            struct.unpack_from("<I", body)[0]
            for kind, body in _records(stream, 0)
            if kind == _SHEET
        ]
        if len(sheets) != count:
            return []
        return [
            [
                struct.unpack_from("<H", body)[0] + 1
                for kind, body in _records(stream, at)
                if kind == _ROW and body[12] & _NOT_SHOWN
            ]
            for at in sheets
        ]
    except (struct.error, IndexError, ValueError):
        return []


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """From there to the end of what begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if not depth:
            return
        yield kind, stream[at + 4 : at + 4 + size] if kind in (_SHEET, _ROW) else b""
        at += 4 + size


def _workbook(data: bytes) -> bytes:
    """The stream of the book in the container of an old workbook."""
    shift, fats, directory = (
        struct.unpack_from(f, data, at)[0] for f, at in (("<H", 30), ("<I", 44), ("<I", 48))
    )
    size = 1 << shift
    if not data.startswith(b"\xd0\xcf\x11\xe0") or shift not in (9, 12):
        return b""

    def sector(number: int) -> bytes:
        return data[(number + 1) << shift : (number + 2) << shift]

    tables = list(struct.unpack_from("<109I", data, 76))
    more = struct.unpack_from("<I", data, 68)[0]
    while len(tables) < fats and sector(more):
        *next_, more = struct.unpack(f"<{size // 4}I", sector(more))
        tables += next_
    fat = b"".join(map(sector, tables[:fats]))
    chain_of = struct.unpack(f"<{len(fat) // 4}I", fat[: len(fat) // 4 * 4])

    def chain(first: int) -> bytes:
        parts: list[bytes] = []
        at = first
        while at < len(chain_of) and len(parts) <= len(chain_of):
            parts.append(sector(at))
            at = chain_of[at]
        return b"".join(parts)

    entries = chain(directory)
    for at in range(0, len(entries) - 127, 128):
        if entries[at : at + 18] in _NAMES:
            first, length = (
                struct.unpack_from("<I", entries, at + 116)[0],
                struct.unpack_from("<I", entries, at + 120)[0],
            )
            # A shorter one lies elsewhere; no program that shows rows writes one.
            return chain(first)[:length] if length >= 4096 else b""
    return b""


_NAMES = frozenset(name.encode("utf-16-le").ljust(18, b"\0") for name in ("Workbook", "Book"))


def _main() -> None:
    most, sheets, seconds, *sys.path[:] = sys.argv[1:]
    from engine.model.confined import confine

    confine(_MEMORY, int(seconds))
    sys.stdout.buffer.write(pickle.dumps(_read(sys.stdin.buffer.read(), int(most), int(sheets))))


if __name__ == "__main__":
    _main()
