"""Look into a workbook before anything is unpacked into memory.

An xlsx is a zip of XML: a few kilobytes may unpack to gigabytes, one cell in the last corner of a
sheet makes a table of seventeen thousand million cells, and one long shared text may be repeated
a million times. All three are told from the streams, read in pieces, without building anything;
in every part, for a worksheet may have any name, and over the whole workbook.
"""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from engine.ingest.limits import MB, Limits, beyond, put_together, refuse_sheets
from engine.ingest.sheets.size import Extent, extent, twice
from engine.ingest.sheets.unseen import SIGNS, names_of, unseen, unseen_columns
from engine.model.errors import InputError

_PIECE = 1 << 22
_OVERLAP = 1 << 12
_ROW = re.compile(rb"<(?:[^\s<>:/]+:)?row[\s/>]")
_NUMBER = re.compile(rb"<(?:[^\s<>:/]+:)?row(?=\s)[^>]*?\sr\s*=\s*[\"']([0-9]{1,7})")
_SHEET = re.compile(rb"<(?:[^\s<>:/]+:)?sheet[\s/>]")
_DATA, _MERGED = b"sheetData", b"mergeCell "
#: The index of a shared text, whatever else stands in its cell.
_SHARED = re.compile(
    rb"\bt\s*=\s*[\"']s[\"'][^>]*>(?:(?!<(?:[^\s<>:/]+:)?[cv][\s/>]).)*<(?:[^\s<>:/]+:)?v[^>]*>\s*(\d+)",
    re.DOTALL,
)
#: Where the reader would take the first of the shared texts for another, or half of a value for the whole.
_NO_INDEX = re.compile(
    rb"\bt\s*=\s*[\"']s[\"'][^>]*>(?:(?!<(?:[^\s<>:/]+:)?[cv][\s/>]).)*"
    rb"<(?:[^\s<>:/]+:)?v(?:\s[^>]*[^/>])?>(?!\d{0,9}</)",
    re.DOTALL,
)
_NO_VALUE = re.compile(rb"<(?:[^\s<>:/]+:)?v(?:\s[^>]*)?>[^<]*<!")
#: Two tables, of which the reader takes one.
_TABLE = re.compile(rb"<(?:[^\s<>:/]+:)?sheetData[\s/>]")
#: Two bytes for a character, which the reader takes for nothing.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
#: What the reader is told of the number of shared texts; texts with nothing in them.
_SAID = re.compile(rb"uniqueCount\s*=\s*[\"']\s*\+?([0-9]{1,30})")
_EMPTY = re.compile(rb"<(?:[^\s<>:/]+:)?si\s*/>")
#: Bytes that tell what a part is; of one text, with its marks; of a character.
_BEGINNING, _TEXT, _BYTES = 256, 16 * MB, 64
_TEXT_MB = 1024  # all texts of a workbook, those that are repeated counted each time
_WHOLE = 2  # times the cells of one sheet that all may have together
#: Parts by which the reader would take the file for another kind of workbook, not looked into here.
_OTHER_KINDS = frozenset({"xl/workbook.bin", "content.xml"})
#: What reading a zip that is broken, locked or packed in a strange way may raise.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(NotImplementedError, RuntimeError, OSError, EOFError, ValueError),
)


@dataclass(frozen=True, slots=True)
class Looked:
    """``merged``: whether cells are; ``unseen``: the rows that a sheet does not show, by its name, ``columns``
    the first and last of each run of such columns."""

    merged: bool
    unseen: Mapping[str, Sequence[int]]
    columns: Mapping[str, Sequence[int]]


def check_workbook(data: bytes, source: str, limits: Limits) -> Looked | None:
    """What was seen in it; None where nobody can tell, as it is no zip, or damaged, locked or packed
    in a way that only the native reader may know.

    Raises InputError for a workbook that would not fit, or of which something would be read as
    something else, or not at all.
    """
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _check(archive, source, limits)
    except _DAMAGED:
        return None


def _check(archive: zipfile.ZipFile, source: str, limits: Limits) -> Looked:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    small = {name.lower(): name for name in names}
    if len(small) != len(names):
        raise InputError(f"文件 {source} 里有重名的部分，可能被人改过。请用 Excel 打开后另存。")
    if min((part.header_offset for part in parts), default=0):
        raise put_together(source)
    if "xl/workbook.xml" not in small or small.keys() & _OTHER_KINDS:
        raise InputError(f"文件 {source} 不是 xlsx 工作簿。请用 Excel 打开后另存为 xlsx。")
    room = limits.unpacked_mb * MB
    if sum(part.file_size for part in parts) > room:
        size = sum(part.file_size for part in parts) // MB
        raise beyond("unpacked_mb", "解压后大小", f"为 {size} MB", limits.unpacked_mb, source)
    shared = [part for part in parts if part.filename.lower() == "xl/sharedstrings.xml"]
    lengths = _text_lengths(archive, shared[0], source, limits) if shared else array("q")
    sheets: list[int] = []
    text, named, merged = 0, 0, False
    hidden: dict[str, Sequence[int]] = {}
    columns: dict[str, Sequence[int]] = {}
    for part in parts:
        if part.filename.lower() == "xl/workbook.xml":
            named = sum(len(_SHEET.findall(piece)) for piece in _pieces(archive, part))
            refuse_sheets(named, limits, source)
        words = _words(archive, part, source, limits)
        if _DATA not in words:
            continue
        span = _span(archive, part, source, limits)
        sheets.append(span.cells)
        merged = merged or _MERGED in words
        if words.intersection(SIGNS) and (rows := unseen(_pieces(archive, part))):
            hidden[part.filename.lower()] = rows
        if SIGNS[0] in words and (spans := unseen_columns(_pieces(archive, part))):
            columns[part.filename.lower()] = spans
        most = span.tags * max(lengths, default=0)
        text += most if text + most <= _TEXT_MB * MB else _repeats(archive, part, lengths)
        _refuse_texts(text, source)
    # A part may be named as several sheets.
    cells = sum(sheets) + max(0, named - len(sheets)) * max(sheets, default=0)
    if cells > _WHOLE * limits.cells:
        found = f"各工作表合计有 {cells} 个单元格"
        raise beyond("cells", "工作簿", found, _WHOLE * limits.cells, source)
    told = (_by_name(archive, small, some) if some else {} for some in (hidden, columns))
    return Looked(merged, *told)


def _by_name(
    archive: zipfile.ZipFile, small: Mapping[str, str], hidden: Mapping[str, Sequence[int]]
) -> dict[str, Sequence[int]]:
    """What is told of parts, by the names of the sheets that they are."""
    book, relations = small["xl/workbook.xml"], small.get("xl/_rels/workbook.xml.rels")
    if relations is None or any(archive.getinfo(n).file_size > _PIECE for n in (book, relations)):
        return {}
    parts = names_of(archive.read(book), archive.read(relations))
    return {name: hidden[part] for name, part in parts.items() if part in hidden}


def _words(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, source: str, limits: Limits
) -> set[bytes]:
    """Which words are in the part that a worksheet has, or one with merged cells or hidden rows."""
    found: set[bytes] = set()
    text, tables, is_xml = 0, 0, False
    for number, piece in enumerate(_pieces(archive, part)):
        is_xml = is_xml or (not number and b"<" in piece[:_BEGINNING])
        text = 0 if b"<" in piece else text + len(piece)
        if is_xml:
            _refuse_long(text, source, limits)
        found.update(word for word in (_DATA, _MERGED, *SIGNS) if word in piece)
        if _DATA in found:
            tables += len(_TABLE.findall(piece))
            _refuse_misread(piece, tables, source)
        elif not number and piece.startswith(_WIDE) and part.filename.lower().endswith(".xml"):
            raise _unclear("有一部分不是 UTF-8 编码", source)
    return found


def _refuse_misread(piece: bytes, tables: int, source: str) -> None:
    """What the reader would pass over in silence, and no program for tables writes."""
    if found := _NO_INDEX.search(piece):
        row = _NUMBER.findall(piece, 0, found.start())
        where = f"第 {row[-1].decode()} 行" if row else "有一格"
        raise _unclear(f"{where}文字的编号写得不对", source)
    if b"<!" in piece and _NO_VALUE.search(piece):
        raise _unclear("有一格的值里夹着注释", source)
    if tables > 1:
        raise _unclear("有一个工作表写了两遍数据", source)


def _unclear(what: str, source: str) -> InputError:
    return InputError(
        f"文件 {source} {what}，会读错或漏读，没有读取。请用 Excel 打开，核对内容后另存为 xlsx。"
    )


def _refuse_long(size: int, source: str, limits: Limits) -> None:
    """The reader doubles a text until it is there, and ends the process where there is no memory."""
    if size > max(_TEXT, _BYTES * limits.cell):
        raise beyond("cell", "一个单元格", f"有 {size // MB} MB 或更多", limits.cell, source)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that end between rows, or at least between tags.

    Reading stops at the declared size; zipfile checks that nothing more comes.
    """
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            piece = rest + piece
            cut = _last_row(piece)
            if cut <= 0:  # nothing but text: what names a place may still be cut in two
                yield piece
                cut = max(len(piece) - _OVERLAP, 0)
            else:
                yield piece[:cut]
            rest = piece[cut:]
    if rest:
        yield rest


def _last_row(piece: bytes) -> int:
    """Where the last row begins, or else the last tag; −1 if none does."""
    at = len(piece)
    while (at := piece.rfind(b"row", 0, at)) > 0:
        tag = piece.rfind(b"<", 0, at)
        if tag > 0 and _ROW.match(piece, tag):
            return tag
    return piece.rfind(b"<")


def _span(archive: zipfile.ZipFile, part: zipfile.ZipInfo, source: str, limits: Limits) -> Extent:
    span = extent(_pieces(archive, part))
    if span.cells > limits.cells:
        raise beyond("cells", "工作表", f"有 {span.cells} 个单元格", limits.cells, source)
    if span.tags > limits.columns * max(1, span.rows):  # more in each row than a header may have
        found = f"每行有 {span.tags // max(1, span.rows)} 格"
        raise beyond("columns", "工作表", found, limits.columns, source)
    if span.odd and (row := twice(_pieces(archive, part), span)):
        raise InputError(
            f"文件 {source} 有一个工作表的第 {row} 行写了两次，只能读到其中一个，没有读取。"
            "请用 Excel 打开，核对行数后另存为 xlsx。"
        )
    return span


def _repeats(archive: zipfile.ZipFile, part: zipfile.ZipInfo, lengths: Sequence[int]) -> int:
    """Bytes of the texts of a sheet, each as often as it is used."""
    used: Counter[int] = Counter()
    for piece in _pieces(archive, part):
        used.update(int(index[:9]) for index in _SHARED.findall(piece))
    return sum(lengths[i] * times for i, times in used.items() if i < len(lengths))


def _refuse_texts(size: int, source: str) -> None:
    if size > _TEXT_MB * MB:
        raise InputError(
            f"文件 {source} 的文字展开后有 {size // MB} MB（同一段长文字重复了很多次），没有读取。"
            "请检查文件是否被人改过，或分成几个文件。"
        )


def _text_lengths(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, source: str, limits: Limits
) -> array[int]:
    """About how many bytes each shared text takes. Raises InputError where there are more than cells,
    or said to be: the reader makes room for all that it is told of, and ends the process if there is none.
    """
    lengths = array("q")
    most, empty, rest = _WHOLE * limits.cells, 0, b""
    with archive.open(part) as stream:
        open_item = 0
        while piece := stream.read(_PIECE):
            said = max(map(int, _SAID.findall(rest + piece)), default=0)
            items = piece.split(b"</si>")
            for item in items[:-1]:
                lengths.append(open_item + len(item))
                open_item = 0
            open_item += len(items[-1])
            empty += len(_EMPTY.findall(piece))
            _refuse_long(open_item, source, limits)
            count = max(said, len(lengths) + empty)
            if count > most:
                raise beyond("cells", "工作簿", f"有 {count} 段文字", most, source)
            rest = piece[-_BEGINNING:]
    return lengths
