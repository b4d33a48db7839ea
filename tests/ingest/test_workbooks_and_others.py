"""xlsx, jsonl, parquet, frames; and that all formats say the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import struct
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest import USUAL, from_frame, read
from engine.ingest.sheets.apart import read_apart
from engine.ingest.sheets.guard import check_workbook
from engine.model.errors import InputError
from engine.model.terms import RecordKind

REG = RecordKind.REGISTRATION


def book(path: Path, **sheets) -> Path:
    wb = openpyxl.Workbook()
    wb.remove(wb.active)
    for name, rows in sheets.items():
        ws = wb.create_sheet(name)
        for row in rows:
            ws.append(row)
    wb.save(path)
    return path


def column(result, name):
    return result.table.column(name).to_pylist()


def test_cells_of_a_workbook(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        名单=[
            ["企业名单"],
            ["企业名称", "注册号", "统一社会信用代码", "注册资本", "成立日期", "联系电话"],
            [
                "甲",
                640221000012345,
                9.1640221e17,
                305843.0395,
                dt.datetime(2021, 5, 1),
                13900000000,
            ],
            [None] * 6,
            ["乙", None, "91640221MA75XXXX1A", 12.0, "2021.5.1", None],
        ],
    )
    result = read([path], REG)
    assert column(result, "reg_no") == ["640221000012345", None]
    assert column(result, "uscc") == [None, "91640221MA75XXXX1A"]
    assert column(result, "reg_capital") == ["305843.0395", "12"]
    assert column(result, "est_date") == ["2021-05-01", "2021-05-01"]
    assert column(result, "phone") == ["13900000000", None]
    assert column(result, "source_row") == [1, 3]
    assert column(result, "source_sheet") == ["名单", "名单"]
    assert "被Excel损坏" in result.sources[0].notes[0]


def test_merged_header_cells(tmp_path):
    wb = openpyxl.Workbook()
    ws = wb.active
    ws["A1"] = "渠口乡市场主体名单"
    ws.merge_cells("A1:D1")
    for cell, text in {
        "A2": "企业名称",
        "B2": "登记信息",
        "D2": "住所",
        "B3": "信用代码",
        "C3": "成立日期",
    }.items():
        ws[cell] = text
    for area in ("A2:A3", "B2:C2", "D2:D3"):
        ws.merge_cells(area)
    ws.append(["甲", "X1", "2020-01-01", "一号"])
    wb.save(tmp_path / "a.xlsx")
    result = read([tmp_path / "a.xlsx"], REG)
    assert (column(result, "name"), column(result, "uscc"), column(result, "address")) == (
        ["甲"],
        ["X1"],
        ["一号"],
    )
    assert result.sources[0].header_row == 3


def test_several_sheets(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        企业=[["企业名称"], ["甲"]],
        说明=[["本表由系统导出"]],
        个体=[["字号名称"], ["乙"]],
    )
    result = read([path], REG)
    assert column(result, "name") == ["甲", "乙"]
    assert column(result, "source_sheet") == ["企业", "个体"]
    assert "“说明”" in result.sources[0].notes[0]
    with pytest.raises(InputError, match="找不到企业名称列"):
        read([book(tmp_path / "b.xlsx", 说明=[["无"], ["一"]])], REG)


def test_broken_workbooks(tmp_path):
    path = book(tmp_path / "a.xlsx", 企业=[["企业名称"], ["甲"]])
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(InputError, match="已损坏或不完整"):
        read([path], REG)
    (tmp_path / "b.xlsx").write_bytes(b"\x89PNG\xff" * 99)
    with pytest.raises(InputError, match="与后缀不符"):
        read([tmp_path / "b.xlsx"], REG)
    (tmp_path / "c.parquet").write_text("企业名称\n甲\n")
    with pytest.raises(InputError, match="parquet"):
        read([tmp_path / "c.parquet"], REG)


def test_jsonl(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"name": "甲", "code": 91640221000012345678, "地址": {"村": "金桥"}}\n{"name": "乙"\n\n[1]\n{"name": "丙", "businessScope": null}\n'
    )
    result = read([path], REG)
    assert column(result, "name") == ["甲", "丙"]
    assert column(result, "uscc") == ["91640221000012345678", None]
    assert column(result, "address")[0] == '{"村": "金桥"}'
    assert [r.source_row for r in result.rejected] == [2, 4]
    (tmp_path / "b.json").write_text('[{"企业名称": "甲"}, {"企业名称": "乙"}]')
    assert column(read([tmp_path / "b.json"], REG), "name") == ["甲", "乙"]


def test_parquet_types(tmp_path):
    table = pa.table(
        {
            "企业名称": pa.array(["甲", "乙"]).dictionary_encode(),
            "注册资本": [12.0, None],
            "成立日期": pa.array([dt.date(2020, 1, 2), None]),
            "参保人数": [3, 4],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    result = read([tmp_path / "a.parquet"], REG)
    assert column(result, "reg_capital") == ["12", None]
    assert column(result, "est_date") == ["2020-01-02", None]
    assert column(result, "staff") == ["3", "4"]


def test_frames():
    frame = pd.DataFrame(
        {
            "企业名称": ["甲", None],
            "成立日期": pd.to_datetime(["2020-01-02", None]),
            "注册资本": [5.0, None],
            "住所": ["无", 3],
            "经营状态": pd.Categorical(["在业", "注销"]),
        }
    )
    result = from_frame(frame, REG)
    assert column(result, "est_date") == ["2020-01-02"]
    assert column(result, "reg_capital") == ["5"]
    assert column(result, "status") == ["在业"]
    assert column(result, "source_file") == ["数据框"]
    assert result.rejected[0].cause == "缺少企业名称"
    with pytest.raises(InputError, match="找不到企业名称列"):
        from_frame(pd.DataFrame({"x": [1]}), REG)


@pytest.mark.parametrize(
    ("kind", "header", "expected"),
    [
        (
            RecordKind.LICENCE,
            ["机构名称", "业务种类", "许可证编号", "发证机关", "有效期至"],
            ["name", "kind", "number", "issuer", "valid_to"],
        ),
        (
            RecordKind.TERRITORY,
            ["村/社区", "地址关键词", "包片干部", "电话"],
            ["territory", "patterns", "responsible", "phone"],
        ),
        (
            RecordKind.ADVERT,
            ["签名", "短信内容", "发送号码", "接收时间"],
            ["advertiser", "text", "phone", "publish_time"],
        ),
        (
            RecordKind.TIP,
            ["工单编号", "被反映对象", "诉求内容", "事发地址"],
            ["tip_id", "subject", "text", "subject_address"],
        ),
    ],
)
def test_other_kinds(kind, header, expected):
    result = from_frame(pd.DataFrame([["甲"] * len(header)], columns=header), kind)
    assert list(result.sources[0].mapping.values()) == expected


_CELL = st.text(
    st.characters(codec="gb18030", categories=("L", "N", "P", "Zs"))
    | st.sampled_from('，；\n",|\t'),
    max_size=12,
)
_ROWS = st.lists(st.tuples(_CELL, _CELL, _CELL), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(_ROWS)
def test_every_format_and_encoding_says_the_same(rows):
    rows = [(f"甲{name}公司", code, scope) for name, code, scope in rows]
    head = ("企业名称", "登记状态", "经营范围")
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([head, *rows])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = []
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
            paths.append(folder / f"{encoding}.csv")
            paths[-1].write_bytes(out.getvalue().encode(encoding))
        paths.append(folder / "a.jsonl")
        paths[-1].write_text("\n".join(json.dumps(dict(zip(head, r, strict=True))) for r in rows))
        paths.append(folder / "a.parquet")
        pq.write_table(pa.table({h: [r[i] for r in rows] for i, h in enumerate(head)}), paths[-1])
        paths.append(book(folder / "a.xlsx", 名单=[head, *rows]))
        tables = [
            read([p], REG).table.drop_columns(["source_file", "source_sheet"]).to_pylist()
            for p in paths
        ]
    for path, table in zip(paths[1:], tables[1:], strict=True):
        assert table == tables[0], path.name


def test_cells_merged_downwards_count_for_every_row(tmp_path):
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.append(["企业名称", "住所", "法定代表人"])
    for name in "甲乙丙丁":
        ws.append([name, "一号" if name == "甲" else None, name * 2])
    ws.append(["合计", None, None])
    ws.merge_cells("B2:B4")
    ws.merge_cells("C5:C6")
    ws.merge_cells("A6:B6")
    ws.merge_cells("B8:B9")
    wb.save(tmp_path / "a.xlsx")
    result = read([tmp_path / "a.xlsx"], REG)
    assert column(result, "name") == ["甲", "乙", "丙", "丁"]
    assert column(result, "address") == ["一号", "一号", "一号", None]
    assert column(result, "legal_rep") == ["甲甲", "乙乙", "丙丙", "丁丁"]
    assert any("3 格" in note for note in result.sources[0].notes)


def _rewritten(path: Path, change) -> Path:
    """The first sheet of a workbook, changed by hand."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = change(parts[sheet].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace('r="3"', 'r="2"'),
        lambda text: re.sub(r'r="([AB]?)3"', r'r="\g<1>2"', text),
        lambda text: re.sub(r'(<row )r="\d" ', r"\1", text.replace('"A3"', '"A2"')),
        lambda text: re.sub(r' r="[AB]\d"', "", text).replace('r="4"', 'r="2"'),
    ],
)
def test_rows_in_one_place_are_refused(tmp_path, change):
    rows = [["企业名称", "住所"], ["甲", "一号"], ["乙", "二号"], ["丙", "三号"]]
    path = _rewritten(book(tmp_path / "a.xlsx", 表=rows), change)
    with pytest.raises(InputError, match="写了两次"):
        read([path], REG)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text,
        lambda text: re.sub(r' r="[AB]?\d"', "", text),
        lambda text: re.sub(r"(<row .*?</row>)(<row .*?</row>)(<row .*?</row>)", r"\3\1\2", text),
        lambda text: re.sub(r'(<row )r="\d" ', r"\1", text),
        lambda text: re.sub(r'(r="[AB]\d)', lambda found: found[1].lower(), text),
        lambda text: text.replace("</sheetData>", '</sheetData><x><inputCells r="A1"/></x>'),
    ],
    ids=[
        "as it is",
        "no names",
        "in another order",
        "rows without names",
        "small letters",
        "other",
    ],
)
def test_rows_in_any_order_and_spelling_are_read(tmp_path, change):
    rows = [["企业名称", "住所"], ["甲", "一号"], ["乙", "二号"]]
    path = _rewritten(book(tmp_path / "a.xlsx", 表=rows), change)
    assert sorted(column(read([path], REG), "name")) == ["乙", "甲"]


def _old_workbook(streams: bytes) -> bytes:
    """The container of an old xls with one sector for its folder of streams."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<4I", head, 44, 1, 1, 0, 4096)
    struct.pack_into("<4I", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    return bytes(head) + table + streams


@pytest.mark.parametrize("length", [0, 50, 100, 127])
def test_what_the_native_reader_says_of_a_damaged_xls_reaches_nobody(tmp_path, capfd, length):
    path = tmp_path / "a.xls"
    path.write_bytes(_old_workbook(b"W\0" * (length // 2)))
    with pytest.raises(InputError, match="已损坏"):
        read([path], REG)
    assert capfd.readouterr() == ("", "")


def test_a_workbook_read_apart_is_read_alike(tmp_path):
    wb = openpyxl.Workbook()
    ws = wb.active
    ws.append(["企业名称", "住所", "成立日期", "注册资本", "电话"])
    ws.append(["甲", "一号", dt.datetime(2021, 5, 1), 12.5, 13900000000])
    ws.append(["乙"])
    ws.append([None])
    ws.append(["丙", "二号", "2021.5.1", True])
    ws.merge_cells("B2:B3")
    wb.save(tmp_path / "a.xlsx")
    data = (tmp_path / "a.xlsx").read_bytes()
    looked = check_workbook(data, "", USUAL)
    assert looked is not None
    assert looked.merged
    one, *rest = read_apart(data, "", USUAL)
    cells = one.cells
    assert (one.name, one.merged, rest) == ("Sheet", [((1, 1), (2, 1))], [])
    assert cells[1][2] == dt.date(2021, 5, 1)
    assert [row[0] for row in cells] == ["企业名称", "甲", "乙", "", "丙"]
    with pytest.raises(InputError, match="单元格"):
        read_apart(data, "", replace(USUAL, cells=10))
