"""Rows written as XML are the cells that a plain worksheet would have written."""

from __future__ import annotations

import csv
import io
import random
from datetime import datetime

import openpyxl
import pyarrow as pa
import pytest
import xlsxwriter

from engine.export.csvs import write_part
from engine.export.personal.mask import mask_number, mask_part, mask_person
from engine.export.sheet import Book, Sheet

TEXTS = ["甲<乙>&\"丙'", " 前后 ", "两\n行", "_x0041_", "普通", "a" * 300]


@pytest.mark.parametrize("kind", [Book, xlsxwriter.Workbook])
def test_cells_as_of_a_plain_worksheet(tmp_path, kind):
    path = tmp_path / "book.xlsx"
    book = kind(str(path), {"in_memory": True})
    bold, plain = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    put, usual = book.add_worksheet("put", Sheet), book.add_worksheet("usual")
    for row, text in enumerate(TEXTS):
        values = (text, None, 3, 2.5, [(bold, text), (plain, text + "后")], 1e-7)
        put.put_row(row, [(value, bold if row % 2 else plain) for value in values], 33)
        usual.set_row(row, 33)
        for column, value in enumerate(values):
            style = bold if row % 2 else plain
            if value is None:
                usual.write_blank(row, column, None, style)
            elif isinstance(value, list):
                runs = [item for run in value for item in run]
                usual.write_rich_string(row, column, *runs, style)
            elif isinstance(value, str):
                usual.write_string(row, column, value, style)
            else:
                usual.write_number(row, column, value, style)
    book.close()
    read = openpyxl.load_workbook(path, rich_text=True)
    assert read["put"].dimensions == read["usual"].dimensions
    for one, other in zip(read["put"].iter_rows(), read["usual"].iter_rows(), strict=True):
        for a, b in zip(one, other, strict=True):
            assert (repr(a.value), a.data_type, a.style_id) == (
                repr(b.value),
                b.data_type,
                b.style_id,
            )
    heights = [
        [sheet.row_dimensions[row + 1].height for row in range(len(TEXTS))] for sheet in read
    ]
    assert heights[0] == heights[1]


def test_texts_of_a_plain_workbook():
    """The same bytes, whatever has to be escaped."""
    made = []
    for kind in (Book, xlsxwriter.Workbook):
        book = kind(io.BytesIO(), {"in_memory": True})
        book.set_properties({"created": datetime(2000, 1, 1)})
        sheet = book.add_worksheet()
        texts = [*TEXTS, "\x01", "\uffff", "_x", "尾\n", "\u3000首", "<r>", "<r>甲</r>", '"']
        for row, text in enumerate(texts):
            sheet.write_string(row, 0, text)
        book.close()
        made.append(book.filename.getvalue())
    assert made[0] == made[1]


def test_lines_say_what_their_cells_say(tmp_path):
    """Each odd cell makes its line odd: the table gives the bytes of the frame, cell by cell."""
    pieces = [
        "甲",
        ",",
        '"',
        "\n",
        "\r",
        "\t",
        " ",
        "=",
        "-",
        "－",
        "\u3000",
        "\x01",
        "\u200e",
        "1",
    ]
    draw = random.Random(4)
    cells = ["".join(draw.choices(pieces, k=draw.randrange(4))) for _ in range(6000)]
    table = pa.table({"a": cells[:2000], "b": cells[2000:4000], "c": cells[4000:]})
    table = table.append_column("n", pa.array([draw.randrange(-2, 9) for _ in range(2000)]))
    names = table.column_names
    write_part(table, names, tmp_path / "table.csv", exact=("b",))
    write_part(table.to_pandas(), names, tmp_path / "frame.csv", exact=("b",))
    written = (tmp_path / "table.csv").read_bytes()
    assert written == (tmp_path / "frame.csv").read_bytes()
    with (tmp_path / "table.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 2001


def test_usual_names_and_numbers_are_masked_like_all():
    people = ["王五", "欧阳小明", "王", "某公司", "李四、赵六", "Ann", "", "钱某社", "一二三四五"]
    numbers = ["13800001111", "07351234567", "0735-1234567", "12345", "123456789012345", "", "电话"]
    size = max(len(people), len(numbers))
    people, numbers = (texts + [""] * (size - len(texts)) for texts in (people, numbers))
    table = pa.table({"p": people, "n": numbers})
    table = mask_part(table, {"p": mask_person, "n": mask_number})
    assert table.column("p").to_pylist() == [mask_person(text) for text in people]
    assert table.column("n").to_pylist() == [mask_number(text) for text in numbers]
