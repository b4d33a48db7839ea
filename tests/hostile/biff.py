"""A workbook of Excel 97 (xls), record by record, so that any of them may lie."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

_SECTOR = 512
_END, _FAT, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def cell(row: int, column: int, text: int) -> bytes:
    """A cell that shows one of the shared texts."""
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, text))


def number(row: int, column: int, value: float) -> bytes:
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def shared(texts: Sequence[str], said: int | None = None) -> bytes:
    """The shared texts in one record; ``said``: how many it says there are."""
    count = len(texts) if said is None else said
    body = b"".join(struct.pack("<HB", len(t), 1) + t.encode("utf-16-le") for t in texts)
    return record(0x00FC, struct.pack("<II", count, count) + body)


def bof(kind: int, version: int = 0x0600) -> bytes:
    return record(0x0809, struct.pack("<HHHHII", version, kind, 0, 1997, 0, 6))


def extent(rows: int, columns: int) -> bytes:
    return record(0x0200, struct.pack("<IIHHH", 0, rows, 0, columns, 0))


@dataclass
class Book:
    """``rows`` of texts on one sheet; the other fields take the place of what would be written."""

    rows: Sequence[Sequence[str]]
    texts: bytes | None = None
    extent: bytes | None = None
    cells: bytes | None = None
    more: bytes = b""
    before: bytes = b""
    sheet_at: int | None = None
    sheets: int = 1
    version: int = 0x0600
    ends: bool = True
    said: dict[str, int] = field(default_factory=dict)

    def stream(self) -> bytes:
        texts = [text for row in self.rows for text in row]
        width = max(map(len, self.rows))
        shown = b"".join(
            cell(row, column, row * width + column)
            for row, cells in enumerate(self.rows)
            for column in range(len(cells))
        )
        end = record(0x000A)
        sheet = bof(0x0010, self.version)
        sheet += extent(len(self.rows), width) if self.extent is None else self.extent
        sheet += (shown if self.cells is None else self.cells) + self.more
        sheet += end if self.ends else b""
        head = bof(0x0005, self.version) + self.before + record(0x0042, struct.pack("<H", 1200))
        tail = (shared(texts) if self.texts is None else self.texts) + end
        named = len(record(0x0085, b"\0" * 18)) * self.sheets
        begins = len(head) + named + len(tail) if self.sheet_at is None else self.sheet_at
        names = b"".join(
            record(
                0x0085,
                struct.pack("<IBBBB", begins, 0, 0, 5, 1) + f"表{at:04d}".encode("utf-16-le"),
            )
            for at in range(self.sheets)
        )
        return head + names + tail + sheet

    def file(self) -> bytes:
        return container(self.stream(), self.said)


def container(stream: bytes, said: dict[str, int] | None = None) -> bytes:
    """An OLE file with one stream. ``said`` may name another ``size``, first ``start``, ``loop`` (the sector
    its chain leads back from) or ``directory``."""
    lie = said or {}
    stream = stream.ljust(4096, b"\0")
    used = -(-len(stream) // _SECTOR)
    fats = 1
    while fats * 128 < fats + 1 + used:
        fats += 1
    first = fats + 1
    chain = [_FAT] * fats + [_END] + [first + at + 1 for at in range(used - 1)] + [_END]
    if "loop" in lie:
        chain[first + lie["loop"]] = first
    if "directory" in lie:
        chain[fats] = lie["directory"]
    chain += [_FREE] * (fats * 128 - len(chain))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, fats, 0, 4096, _END, 0, _END, 0)  # fmt: skip
    header += b"".join(struct.pack("<I", at if at < fats else _FREE) for at in range(109))
    entries = [
        _entry("Root Entry", 5, 1, _END, 0),
        _entry("Workbook", 2, _FREE, lie.get("start", first), lie.get("size", len(stream))),
        bytes(128),
        bytes(128),
    ]
    body = struct.pack(f"<{len(chain)}I", *chain) + b"".join(entries)
    return header + body + stream.ljust(used * _SECTOR, b"\0")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    coded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII16xI16xIQ", coded, len(coded) + 2, kind, 1, _FREE, _FREE, child, 0, start, size
    )
