"""Run as a process of its own: a workbook from standard input, its sheets to standard output.

It knows next to nothing of the package, so that it starts quickly. Arguments: how many cells a sheet may
have, how many sheets there may be, how many seconds of the processor it may take, and where modules are found.
"""

from __future__ import annotations

import io
import pickle
import sys
from typing import Any

#: What a damaged file makes the reader take without end.
_MEMORY = 2 << 30


def _read(data: bytes, most: int, sheets_most: int) -> tuple[str, Any]:
    from python_calamine import CalamineWorkbook

    sheets = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if (count := len(book.sheet_names)) > sheets_most:
                return "sheets", count
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                size = sheet.total_height * sheet.total_width
                if size > most:
                    return "beyond", size
                cells = sheet.to_python(skip_empty_area=False)
                sheets.append((name, cells, sheet.merged_cell_ranges or []))
    # A panic of the native reader derives from BaseException only.
    except BaseException as cause:
        return "bad", str(cause)
    return "read", sheets


def _main() -> None:
    most, sheets, seconds, *sys.path[:] = sys.argv[1:]
    from engine.model.confined import confine

    confine(_MEMORY, int(seconds))
    sys.stdout.buffer.write(pickle.dumps(_read(sys.stdin.buffer.read(), int(most), int(sheets))))


if __name__ == "__main__":
    _main()
