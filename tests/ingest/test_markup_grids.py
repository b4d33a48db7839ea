"""Pages and XML that are made of a grid are read as that grid, however they are written."""

from __future__ import annotations

from contextlib import suppress
from html import escape
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest.limits import USUAL
from engine.ingest.sheets.markup import Range, tables_of
from engine.model.errors import InputError

_few = settings(max_examples=200, deadline=None)
_words = st.text(st.sampled_from("甲乙丙5a<>&\"'=/-![]; "), max_size=8).map(
    lambda text: " ".join(text.split())
)
_attributes = st.lists(
    st.one_of(
        st.sampled_from(["nowrap", "class=x", "x:str", 'title=6"', "data-n = '1'", "a=''", "\n"]),
        st.builds('title="{}"'.format, st.text(st.sampled_from("甲5<>/'= td"), max_size=9)),
        st.builds("x:fmla='{}'".format, st.text(st.sampled_from('乙<>"= tr'), max_size=9)),
        st.just('alt="colspan=3 rowspan=2"'),
    ),
    max_size=3,
)
#: What stands in a page and is no text of it.
_nothing = st.sampled_from(
    [""] * 7
    + [
        "<!-- </td><td>no -->",
        "<!-->",
        "<script>if (a<b) t = '<table><td>';</script>",
        "<style><!-- <tr> --></style>",
        "<span title='</td>'></span>",
        "<![endif]>",
    ]
)


class _Page(NamedTuple):
    """``grids``: of the table, then of those in its cells."""

    text: str
    grids: list[list[list[str]]]
    merged: list[Range]


@st.composite
def _written(draw: st.DrawFn, text: str) -> str:
    """The text with entities where it needs them, and here and there besides."""
    return "".join(
        draw(st.sampled_from([escape(sign), f"&#{ord(sign)};", f"&#x{ord(sign):X};"]))
        if sign in "<&" or draw(st.integers(0, 5)) == 0
        else sign
        for sign in text
    )


@st.composite
def _pages(draw: st.DrawFn, depth: int = 0) -> _Page:
    height, width = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    grid = [[""] * width for _ in range(height)]
    taken: set[tuple[int, int]] = set()
    inner: list[list[list[str]]] = []
    merged: list[Range] = []
    text = f"<Table {' '.join(draw(_attributes))}>"
    for top in range(height):
        text += f"{draw(_nothing)}<tr {' '.join(draw(_attributes))}>"
        for left in range(width):
            if (top, left) in taken:
                continue
            free = next((i for i in range(left, width) if (top, i) in taken), width) - left
            across, down = draw(st.integers(1, free)), draw(st.integers(1, height - top))
            taken |= {(top + i, left + j) for i in range(down) for j in range(across)}
            if down > 1:
                merged.append(((top, left), (top + down - 1, left + across - 1)))
            before, after = draw(_words), draw(_words)
            grid[top][left] = before + after
            content = draw(_nothing) + draw(_written(before))
            if depth < 2 and draw(st.integers(0, 9)) == 0:
                nested = draw(_pages(depth + 1))
                content += nested.text
                inner += nested.grids
            content += draw(st.sampled_from(["", "<b>", "</font>"])) + draw(_written(after))
            spans = [f"colspan={across}"] * (across > 1) + [f'ROWSPAN = "{down}"'] * (down > 1)
            marks = " ".join(draw(st.permutations([*spans, *draw(_attributes)])))
            text += f"{draw(_nothing)}<{draw(st.sampled_from(['td', 'TH']))} {marks}>{content}"
            text += draw(st.sampled_from(["</td>", "</Th >", ""]))
        text += draw(st.sampled_from(["</tr>", ""]))
    return _Page(text + "</table>", [grid, *inner], merged)


@_few
@given(_pages(), _nothing, _nothing)
def test_a_page_is_the_grid_of_which_it_was_made(page: _Page, before: str, after: str) -> None:
    outer, *inner = tables_of(f"<html>{before}{page.text}{after}".encode(), "a.xls", USUAL)
    assert [table.rows for table in (outer, *inner)] == page.grids
    assert outer.merged == page.merged


@_few
@given(_pages(), st.data())
def test_a_page_that_ends_too_soon_is_not_read(page: _Page, data: st.DataObject) -> None:
    end = data.draw(st.integers(len("<Table"), len(page.text) - 1))
    with pytest.raises(InputError):
        tables_of(page.text[:end].encode(), "a.xls", USUAL)


_aside = st.sampled_from(
    [
        "",
        "<Comment ss:Author='某'><ss:Data>举报人<B>王某</B></ss:Data></Comment>",
        "<PhoneticText>JIA</PhoneticText>",
    ]
)


@st.composite
def _workbooks(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    rows: list[list[str]] = []
    text = "<?xml version='1.0'?><ss:Workbook><Styles><Style ss:ID='a'/></Styles><Worksheet><Table>"
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            rows.append([])
            text += f'<Row ss:Index="{len(rows) + 1}">'
        else:
            text += "<Row>"
        row: list[str] = []
        for _ in range(draw(st.integers(1, 4))):
            if draw(st.booleans()):
                row.append("")
                text += f'<Cell ss:HRef="a>b" ss:Index="{len(row) + 1}">'
            else:
                text += "<Cell>"
            word = draw(_words)
            said = f"<![CDATA[{word}]]>" if "]]>" not in word and draw(st.booleans()) else None
            said = said or draw(_written(word))
            text += f'{draw(_aside)}<Data ss:Type="String">{said}</Data>{draw(_aside)}</Cell>'
            row.append(word)
        text += "</Row>"
        rows.append(row)
    return text + "</Table></Worksheet></ss:Workbook>", rows


@_few
@given(_workbooks())
def test_xml_is_the_grid_of_which_it_was_made(book: tuple[str, list[list[str]]]) -> None:
    text, rows = book
    (table,) = tables_of(text.encode(), "a.xls", USUAL)
    assert table.rows == rows


_pieces = st.lists(
    st.sampled_from(
        [
            "<table>",
            "</table>",
            "<tr>",
            "<td",
            "</td>",
            "<cell>",
            "<Data>",
            "</",
            "<",
            ">",
            '"',
            "'",
            "=",
            "/",
            "<!--",
            "-->",
            "<![CDATA[",
            "]]>",
            "<script>",
            "</script>",
            "<textarea>",
            'title="',
            "colspan=3",
            "rowspan=9",
            "hidden",
            "Index='7'",
            "<workbook>",
            "甲",
            "&amp",
        ]
    ),
    max_size=40,
)


@_few
@given(_pieces, st.sampled_from(["", " "]))
def test_whatever_stands_there_is_read_or_refused(pieces: list[str], between: str) -> None:
    with suppress(InputError):
        tables_of(("<table>" + between.join(pieces)).encode(), "a.xls", USUAL)
