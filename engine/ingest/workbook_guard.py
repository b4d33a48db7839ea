"""Look into a workbook before anything is unpacked into memory.

An xlsx is a zip of XML: a few kilobytes may unpack to gigabytes, one cell in the last corner of a
sheet makes a table of seventeen thousand million cells, and one long shared text may be repeated
a million times. All three are told from the streams, read in pieces, without building anything.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO

from engine.ingest.limits import MB, Limits, beyond
from engine.model.errors import InputError

_PIECE = 1 << 22
_OVERLAP = 1 << 12
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d+)")
#: Columns from AA on; a sheet that names none has 26 at most.
_FAR = re.compile(rb"\br\s*=\s*[\"']([A-Z]{2,})([0-9]+)")
_ANY = re.compile(rb"\br\s*=\s*[\"']([A-Z]+)([0-9]+)[\"']")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>\s*(\d+)")
_TEXT_MB = 1024  # all texts of a sheet, those that are repeated counted each time


def check_workbook(data: bytes, source: str, limits: Limits) -> None:
    """Raises InputError for a workbook that would not fit. What is no zip is left to the reader."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check(archive, source, limits)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return  # damaged or locked: the reader says so


def _check(archive: zipfile.ZipFile, source: str, limits: Limits) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(set(names)) != len(names):
        raise InputError(f"文件 {source} 里有重名的部分，可能被人改过。请用 Excel 打开后另存。")
    if not any(name.lower() == "xl/workbook.xml" for name in names):
        raise InputError(f"文件 {source} 不是 xlsx 工作簿。请用 Excel 打开后另存为 xlsx。")
    room = limits.unpacked_mb * MB
    if sum(part.file_size for part in parts) > room:
        size = sum(part.file_size for part in parts) // MB
        raise beyond("unpacked_mb", "解压后大小", f"为 {size} MB", limits.unpacked_mb, source)
    shared = [part for part in parts if part.filename.lower() == "xl/sharedstrings.xml"]
    lengths = _text_lengths(archive, shared[0]) if shared else []
    for part in parts:
        if part.filename.lower().startswith("xl/worksheets/") and part.file_size:
            _check_sheet(archive, part, lengths, source, limits)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The part in pieces that overlap a little, so that no tag is cut in two unseen.

    Reading stops at the declared size; zipfile checks that nothing more comes.
    """
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield rest + piece
            rest = piece[-_OVERLAP:]


def _check_sheet(
    archive: zipfile.ZipFile,
    part: zipfile.ZipInfo,
    lengths: list[int],
    source: str,
    limits: Limits,
) -> None:
    last_row, far, shared = 0, 0, 0
    for piece in _pieces(archive, part):
        rows = _ROW.findall(piece)
        if rows:
            last_row = max(last_row, max(map(_number, rows)))
        for letters, digits in _FAR.findall(piece):
            far = max(far, _column(letters))
            last_row = max(last_row, _number(digits))
        shared += piece.count(b't="s"') + piece.count(b"t='s'")
    cells = last_row * max(far, 26)
    if cells > limits.cells and far == 0:
        cells = last_row * _widest(archive, part)
    if cells > limits.cells:
        raise beyond("cells", "工作表", f"有 {cells} 个单元格", limits.cells, source)
    if lengths and shared * max(lengths) > _TEXT_MB * MB:
        _check_repeats(archive, part, lengths, source)


def _widest(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    return max(
        (_column(m[0]) for piece in _pieces(archive, part) for m in _ANY.findall(piece)), default=26
    )


def _check_repeats(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, lengths: list[int], source: str
) -> None:
    used: Counter[int] = Counter()
    for piece in _pieces(archive, part):
        used.update(map(_number, _SHARED.findall(piece)))
    size = sum(lengths[i] * times for i, times in used.items() if i < len(lengths)) // MB
    if size > _TEXT_MB:
        raise InputError(
            f"文件 {source} 的文字展开后有 {size} MB（同一段长文字重复了很多次），没有读取。"
            "请检查文件是否被人改过，或分成几个文件。"
        )


def _text_lengths(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> list[int]:
    """About how many bytes each shared text takes."""
    lengths: list[int] = []
    with archive.open(part) as stream:
        open_item = 0
        while piece := stream.read(_PIECE):
            items = piece.split(b"</si>")
            for item in items[:-1]:
                lengths.append(open_item + len(item))
                open_item = 0
            open_item += len(items[-1])
    return lengths


def _number(digits: bytes) -> int:
    return int(digits[:9])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:6]:
        number = number * 26 + letter - 64
    return number
