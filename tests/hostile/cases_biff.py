"""Old workbooks (xls) of which single records lie."""

from __future__ import annotations

import struct
from typing import Any

from .biff import Book, cell, extent, record, shared
from .case import TABLE, Case
from .cases_books import raw

_ROWS = [line.split(",") for line in TABLE.strip().split("\n")]
_TEXTS = [text for row in _ROWS for text in row]
_DAMAGED = "已损坏或不完整"


def _xls(id: str, what: str, then: str, words: str = "", **lies: Any) -> Case:
    more: dict[str, Any] = {"code": 3, "says": words} if words else {"rows": (2, 0)}
    made = raw(lambda: Book(_ROWS, **lies).file(), "in.xls")
    return Case(f"biff-{id}", "工作簿", what, then, made, **more)


CASES = [
    _xls("plain", "真的旧版工作簿（BIFF8）", "照常读取"),
    _xls("extent", "xls 写明有四十亿行", "退出码 3，说明已损坏", _DAMAGED, extent=extent(0xFFFFFFF0, 0xFFF0)),
    _xls("far", "xls 右下角 IV65536 有一格", "退出码 3，说明单元格数超过上限", "超过上限", more=cell(65535, 255, 0)),
    _xls("farther", "xls 有一格在第 65536 列", "退出码 3，说明已损坏", _DAMAGED, more=cell(65535, 65535, 0)),
    _xls("texts-said", "xls 写明有四十亿段共享文字", "照常读取", texts=shared(_TEXTS, 0xFFFFFFFF)),
    _xls("text-length", "xls 的共享文字比记录长", "退出码 3，说明已损坏", _DAMAGED, texts=record(0xFC, struct.pack("<IIHB", 1, 1, 0xFFFF, 1) + b"a" * 20)),
    _xls("record", "xls 的一个记录比文件长", "退出码 3，说明已损坏", _DAMAGED, more=struct.pack("<HH", 0x00FD, 0xFFFF) + b"x"),
    _xls("numbers", "xls 的一组数字写明六万列", "退出码 3，说明已损坏", _DAMAGED, more=record(0x00BD, struct.pack("<HHHIH", 3, 0, 0, 2, 60000))),
    _xls("merged", "xls 写明有六万个合并单元格", "退出码 3，说明已损坏", _DAMAGED, more=record(0x00E5, struct.pack("<H", 0xFFFF))),
    _xls("no-end", "xls 没有结尾", "退出码 3，说明已损坏", _DAMAGED, ends=False),
    _xls("sheet-beyond", "xls 的工作表在文件以外", "退出码 3，说明已损坏", _DAMAGED, sheet_at=0x7FFFFFFF),
    _xls("chain", "xls 的扇区链首尾相接", "照常读取，不会没有尽头", said={"loop": 3, "size": 1 << 30}),
    _xls("directory", "xls 的目录链首尾相接", "退出码 3，说明已损坏", _DAMAGED, said={"directory": 1}),
    _xls("locked", "有密码的旧版工作簿", "退出码 3，说明有密码、怎样去掉", "有密码", before=record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))),
]  # fmt: skip
