"""A worksheet that takes whole rows, each made into XML once.

XlsxWriter keeps every cell as an object and looks at it twice more when the file is closed; of a
workbook of some ten thousand rows that was two thirds of the time. Everything but the cells (formats,
heights, page set-up) stays with XlsxWriter, and rows of both kinds may stand in one sheet. Of the texts
it sees only to odd ones: to search each of them six times was a tenth of the rest.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet
from xlsxwriter.xmlwriter import XMLwriter

#: Texts of one cell, each with its format.
Runs = Sequence[tuple[Any, str]]
Value = str | int | float | Runs | None


#: What has to be escaped, or might have been.
_ODD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x")


class Book(Workbook):  # type: ignore[misc]
    """A workbook of such sheets."""

    def _get_packager(self) -> Packager:
        return _Packager()


class _Packager(Packager):  # type: ignore[misc]
    def _write_shared_strings_file(self) -> None:
        if self.workbook.str_table.count:
            texts = _Texts()
            texts.string_table = self.workbook.str_table
            texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
            texts._assemble_xml_file()


class _Texts(SharedStrings):  # type: ignore[misc]
    def _write_si(self, string: str) -> None:
        if not string or _ODD.search(string):
            super()._write_si(string)
        elif string.startswith("<r>") and string.endswith("</r>"):
            self.fh.write(f"<si>{string}</si>")
        else:
            keep = ' xml:space="preserve"' if string[0].isspace() or string[-1].isspace() else ""
            self.fh.write(f"<si><t{keep}>{self._escape_data(string)}</t></si>")


class _Cells(str):
    """The cells of a row as XML, in the place of the first of them."""

    __slots__ = ()


class Sheet(Worksheet):  # type: ignore[misc]
    """Use it as the class of a new worksheet."""

    def __init__(self) -> None:
        super().__init__()
        self._letters = [xl_col_to_name(column) for column in range(64)]
        self._fonts: dict[int, str] = {}
        self._marks: dict[Any, str] = {None: ""}

    def put_row(self, row: int, cells: Iterable[tuple[Value, Any]], height: float) -> None:
        """The cells of a row from its first column on, each with its format or None; texts are safe.

        A row is put once; no cell of it is written otherwise.
        """
        number = row + 1
        index, marks = self.str_table._get_shared_string_index, self._marks
        made: list[str] = []
        for letters, (value, form) in zip(self._letters, cells, strict=False):
            mark = marks.get(form)
            if mark is None:
                mark = marks[form] = f' s="{form._get_xf_index()}"'
            if value is None or value == "":
                made.append(f'<c r="{letters}{number}"{mark}/>')
            elif isinstance(value, str):
                made.append(f'<c r="{letters}{number}"{mark} t="s"><v>{index(value)}</v></c>')
            elif isinstance(value, int | float):
                made.append(f'<c r="{letters}{number}"{mark}><v>{value:.16G}</v></c>')
            else:
                text = index(self.rich(value))
                made.append(f'<c r="{letters}{number}"{mark} t="s"><v>{text}</v></c>')
        last = len(made) - 1
        self._check_dimensions(row, 0)
        self._check_dimensions(row, last)
        # XlsxWriter tells from the first and the last column how far the row goes.
        self.table[row] = {last: _Cells(), 0: _Cells("".join(made))}
        self.set_row(row, height)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if isinstance(cell, _Cells):
            self.fh.write(cell)
        else:
            super()._write_cell(row, col, cell)

    def rich(self, runs: Runs) -> str:
        """A value for ``put_row`` that is made already."""
        made: list[str] = []
        for form, text in runs:
            if "&" in text or "<" in text or ">" in text:
                text = self._escape_data(text)
            if "_x" in text:
                text = self._escape_control_characters(text)
            keep = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
            made.append(f"<r>{self._font(form)}<t{keep}>{text}</t></r>")
        return "".join(made)

    def _font(self, form: Any) -> str:
        known = self._fonts.get(id(form))
        if known is None:
            # Formats live as long as their workbook, so an id stands for one of them.
            self.rstring = XMLwriter()
            self.rstring._set_filehandle(io.StringIO())
            self._write_font(form)
            known = self._fonts[id(form)] = self.rstring.fh.getvalue()
        return known
