"""Web pages and XML that are called xls."""

from __future__ import annotations

import pytest

from engine.ingest.limits import USUAL
from engine.ingest.sheets.markup import is_markup, tables_of
from engine.ingest.sheets.workbook import read_workbook
from engine.model.errors import InputError
from engine.model.terms import RecordKind


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


def _xml(cells: str) -> str:
    return (
        '<?xml version="1.0"?><Workbook><Styles><Style ss:ID="a"/></Styles>'
        f'<Worksheet ss:Name="一"><Table><Row>{cells}</Row></Table></Worksheet></Workbook>'
    )


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<Data>甲</Data><Comment><ss:Data>举报人王某</ss:Data></Comment>", "甲"),
        ("<Comment><Data>举报人王某</Data></Comment><Data>甲</Data>", "甲"),
        ("<Data>甲</Data><x:PhoneticText>JIA</x:PhoneticText>", "甲"),
        ("<Comment><ss:Data>举报人王某</ss:Data></Comment>", ""),
        ('<Comment/><ss:Data><B>甲</B><Font html:Face="宋">乙</Font></ss:Data>', "甲乙"),
        ("<Data><![CDATA[甲<td>&amp;乙]]></Data>", "甲<td>&amp;乙"),
        ("<Data>甲&#10;乙</Data>", "甲\n乙"),
        ('<Data ss:Type="String">2019-03-01T00:00:00.000</Data>', "2019-03-01T00:00:00.000"),
    ],
)
def test_the_text_of_a_cell_of_xml_is_in_its_data(cell: str, text: str) -> None:
    assert _rows(_xml(f"<Cell>{cell}</Cell><Cell><Data>末</Data></Cell>")) == [[text, "末"]]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("<td title=\"员工<5人\">甲</td><td title='a</td>b' class=x>乙", ["甲", "乙"]),
        ('<td><span title="员工<5人>6">甲</span></td><td>乙', ["甲", "乙"]),
        ("<td>员工<5人</td><td>A<B公司", ["员工<5人", "A<B公司"]),
        ('<td style="x"">甲</td><td a="x"b=y>乙', ["甲", "乙"]),
        ('<td title="含 colspan=3 的说明">甲</td><td>乙', ["甲", "乙"]),
        ("<td background=a/>甲</td><td/>乙", ["甲", "乙"]),
        ('<td><a href="x>甲</a></td><td class="y">乙', ["甲", "乙"]),
        ("<td><textarea><td>甲&amp;</textarea></td><td>乙", ["<td>甲&", "乙"]),
    ],
)
def test_angles_and_quotes_move_no_cell(row: str, cells: list[str]) -> None:
    assert _rows(f"<table><tr>{row}</table>") == [cells]


@pytest.mark.parametrize(
    "row",
    [
        '<td title="员工>5人>甲</td><td class="x">乙</td>',
        "<td <td>甲</td><td>乙</td>",
        "<td</td><td>乙</td>",
        "<td title=a<b>甲</td>",
    ],
)
def test_a_tag_of_a_table_that_is_not_understood_refuses_the_file(row: str) -> None:
    with pytest.raises(InputError, match="第 2 行有一处标签没有写对"):
        _rows(f"<table>\n<tr>{row}</tr></table>")


def test_a_script_that_is_not_closed_hides_no_table() -> None:
    with pytest.raises(InputError, match="标签没有写对"):
        _rows("<html><script>var a = 1;<table><tr><td>甲</table>")


def test_a_page_that_ends_within_a_tag_is_cut() -> None:
    with pytest.raises(InputError, match="没有写完"):
        _rows("<table><tr><td>甲</td><td cla")


@pytest.mark.parametrize(
    "part",
    [
        '<script>var a = "<table>";</script>',
        "<SCRIPT type='x>y'><!-- <table> //--></Script >",
        "<style><!-- td {content: '<table>'} --></style>",
        "<!-- <table><tr> > -->",
        "<!--><!---><!-- <td> --!>",
        "<![CDATA[<table><td>]]>",
        "<textarea><table></textarea>",
        "<title>a<table></title>",
        "<![if !supportMisalignedColumns]><![endif]>",
    ],
)
def test_what_is_no_tag_opens_no_table(part: str) -> None:
    (table,) = tables_of(
        f"<html>{part}<table>{part}<tr>{part}<td>甲</td></tr></table>{part}".encode(), "a", USUAL
    )
    assert table.rows == [["甲"]]


_HIDDEN = ["hidden", "style='color:red; DISPLAY: none'", 'hidden="hidden"']


@pytest.mark.parametrize("hidden", [*_HIDDEN, "style='visibility:hidden'"])
def test_hidden_rows_and_columns_are_read(hidden: str) -> None:
    rows = f"<tr><td>一<td {hidden}>二</tr><tr {hidden}><td>甲<td {hidden}>乙</tr>"
    assert _rows(f"<table><tr><td colspan=2>名单</tr>{rows}</table>")[1:] == [
        ["一", "二"],
        ["甲", "乙"],
    ]


@pytest.mark.parametrize("hidden", _HIDDEN)
def test_hidden_cells_without_a_heading_push_nothing_aside(hidden: str) -> None:
    page = (
        f"<table><tr><td {hidden}>其他<td>别处</table>"
        f"<table><tr><td>一<td>二</tr><tr><td {hidden}>17<td>甲<td>乙</tr></table>"
    )
    other, table = tables_of(page.encode(), "a.xls", USUAL)
    assert (other.rows, other.left_out) == ([["其他", "别处"]], 0)
    assert (table.rows, table.left_out) == ([["一", "二"], ["甲", "乙"]], 1)


def test_hidden_cells_that_are_not_read_are_told() -> None:
    page = "<table><tr><td>企业名称<td>住所</tr><tr><td hidden>17<td>云泉甲投资有限公司<td>乙路1号</table>"
    (table,) = read_workbook(page.encode(), RecordKind.REGISTRATION)
    assert table.columns[0].to_pylist() == ["云泉甲投资有限公司"]
    assert any("有 1 格在网页里是隐藏的" in note for note in table.notes)


def test_what_is_commented_out_is_not_read() -> None:
    assert _rows("<table><!--<tr><td>甲</td></tr>--><tr><td>乙</td></tr></table>") == [["乙"]]
