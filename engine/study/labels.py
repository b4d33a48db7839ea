"""What an analyst says records should come out as: ``labels_entities``, ``labels_adverts`` and
``labels_tips``, written as an office's spreadsheet writes tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from engine.ingest.delimited.encodings import NotText, to_utf8
from engine.ingest.files import TEXT, WORKBOOKS
from engine.ingest.sheets.workbook import BadWorkbook, sheets_of
from engine.model.errors import InputError
from engine.model.terms import Disposition

#: What columns are called as well.
_ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "编号": "ad_id",
        "统一社会信用代码": "uscc",
        "企业名称": "name",
        "处置": "disposition",
        "是否可疑": "should_flag",
        "行业": "sector",
        "年化": "annual_rate_pct",
        "理由": "why",
    }
)
_ANSWERS: Mapping[str, str] = MappingProxyType({"是": "1", "否": "0"})
#: Column → what may stand in it; anything else would silently count as harmless.
_ALLOWED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"should_flag": ("1", "0"), "disposition": (*(str(d) for d in Disposition), "")}
)


class Label(dict[str, str]):
    """A row; ``where``: its file and number."""

    where: str = ""


def labels_in(folder: Path, what: str) -> list[Label] | None:
    """Rows of the labels of ``what`` (entities, adverts, tips) with the columns under our names; None
    when there are none. Raises InputError with file and row."""
    suffixes = (".csv", *sorted((TEXT | WORKBOOKS) - {".csv"}))
    file = next((f for s in suffixes if (f := folder / f"labels_{what}{s}").is_file()), None)
    if file is None:
        return None
    header, *rows = _rows(file) or [[]]
    columns = [_ALIASES.get(cell.strip(), cell.strip()) for cell in header]
    found = []
    for number, cells in enumerate(rows, 1):
        padded = [*cells, *[""] * (len(columns) - len(cells))]
        row = Label((c, cell.strip()) for c, cell in zip(columns, padded, strict=False) if c)
        row.where = f"{file.name} 第 {number} 行"
        if answer := _ANSWERS.get(row.get("should_flag", "")):
            row["should_flag"] = answer
        _refuse_unknown(row, dict(zip(columns, header, strict=True)))
        found.append(row)
    return found


def _refuse_unknown(row: Label, called: Mapping[str, str]) -> None:
    """``called``: what the file calls its columns."""
    for column, allowed in _ALLOWED.items():
        if column in row and row[column] not in allowed:
            wanted = list(filter(None, allowed))
            if column == "should_flag":
                wanted = [*_ANSWERS, *wanted]
            name, said = called[column].strip(), row[column] or "空的"
            raise InputError(f"{row.where}的“{name}”是“{said}”，只能写 {'、'.join(wanted)}。")


def _rows(file: Path) -> Sequence[Sequence[str]]:
    """Cells as text, the header first; empty lines are left out."""
    data = file.read_bytes()
    try:
        if file.suffix.lower() in WORKBOOKS:
            rows = next((rows for _, rows in sheets_of(data, file.name) if rows), [])
        else:
            text = to_utf8(data)[0].decode()
            mark = "\t" if "\t" in text.partition("\n")[0] else ","
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except (NotText, BadWorkbook, csv.Error):
        raise InputError(
            f"标注 {file.name} 读不了。请另存为 csv 或 xlsx，第一行是列名，一条记录一行。"
        ) from None
    return [row for row in rows if any(cell.strip() for cell in row)]
