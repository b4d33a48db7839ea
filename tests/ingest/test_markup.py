"""Web pages and XML that are called xls."""

from __future__ import annotations

import pytest

from engine.ingest.limits import USUAL
from engine.ingest.sheets.markup import is_markup, tables_of


def _rows(text: str) -> list[list[str]]:
    (table,) = tables_of(text.encode(), "a.xls", USUAL)
    return table.rows


@pytest.mark.parametrize(
    ("head", "page"),
    [
        ("<html>", True),
        ("\ufeff\n <!DOCTYPE html>", True),
        ('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>', True),
        ("<TABLE border=1>", True),
        ("企业名称,<html>", False),
        ("<甲>,乙", False),
    ],
)
def test_pages_are_known_by_their_beginning(head: str, page: bool) -> None:
    assert is_markup(head.encode()) is page


def test_a_page_in_utf_16_is_a_page() -> None:
    assert is_markup("<html><table>".encode("utf-16"))


def test_text_is_what_a_browser_shows() -> None:
    page = "<table><tr><td> 甲 \n 乙<br>丙&nbsp;&lt;b&gt;<b>丁</b></td></tr></table>"
    assert _rows(page) == [["甲 乙\n丙 <b>丁"]]


def test_signs_in_attributes_end_no_tag() -> None:
    page = """<table><tr><td x:fmla='a>b' title="c>d">甲</td><td title=6">乙</td></tr></table>"""
    assert _rows(page) == [["甲", "乙"]]


def test_cells_that_go_over_rows_push_others_aside() -> None:
    page = (
        "<table><tr><td rowspan=3>甲<td>乙<td rowspan=2>丙</tr>"
        "<tr><td>丁</tr><tr><td colspan=2>戊</tr></table>"
    )
    (table,) = tables_of(page.encode(), "a.xls", USUAL)
    assert table.rows == [["甲", "乙", "丙"], ["", "丁", ""], ["", "戊", ""]]
    assert table.merged == [((0, 0), (2, 0)), ((0, 2), (1, 2))]


def test_empty_cells_that_xml_leaves_out_keep_their_place() -> None:
    page = (
        '<?xml version="1.0"?><Workbook><Worksheet ss:Name="一月"><Table>'
        '<Row><Cell><Data ss:Type="String">甲</Data></Cell><Cell ss:Index="3"><Data>丙</Data></Cell></Row>'
        '<Row ss:Index="3"><Cell/><Cell><Data ss:Type="DateTime">2019-03-01T00:00:00.000</Data></Cell></Row>'
        "</Table></Worksheet></Workbook>"
    )
    (table,) = tables_of(page.encode(), "a.xls", USUAL)
    assert table.name == "一月"
    assert table.rows == [["甲", "", "丙"], [], ["", "2019-03-01"]]


def test_a_table_in_a_cell_of_a_table_is_read_by_itself() -> None:
    page = "<table><tr><td>前<table><tr><td>甲</td></tr></table>后</td><td>乙</td></tr></table>"
    outer, inner = tables_of(page.encode(), "a.xls", USUAL)
    assert outer.rows == [["前后", "乙"]]
    assert inner.rows == [["甲"]]


def test_what_is_commented_out_is_not_read() -> None:
    assert _rows("<table><!--<tr><td>甲</td></tr>--><tr><td>乙</td></tr></table>") == [["乙"]]
