"""xlsx and xls: zip bombs, far corners, entities, links, damage."""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from .case import FIRM, HEAD, SHOP, TABLE, Group, Make, found
from .cases_text import _rejected

_group = Group("工作簿")
case, ok, refused = _group.case, _group.ok, _group.refused
Fill = Callable[[xlsxwriter.Workbook], None]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _rows(text: str) -> list[list[str]]:
    return [line.split(",") for line in text.strip().split("\n")]


def _put(sheet, text: str = TABLE, row: int = 0, column: int = 0) -> None:  # type: ignore[no-untyped-def]
    for i, cells in enumerate(_rows(text)):
        for j, cell in enumerate(cells):
            sheet.write_string(row + i, column + j, cell)


def _bytes(fill: Fill) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        fill(book)
    return buffer.getvalue()


def _plain(book: xlsxwriter.Workbook) -> None:
    _put(book.add_worksheet())


def book(fill: Fill = _plain, name: str = "in.xlsx", *more: object) -> Make:
    def make(folder: Path) -> list[object]:
        (folder / name).write_bytes(_bytes(fill))
        return [folder / name, *more]

    return make


def changed(edit: Callable[[dict[str, bytes]], None], fill: Fill = _plain) -> Make:
    """A workbook whose parts were changed by hand."""

    def make(folder: Path) -> list[object]:
        with zipfile.ZipFile(io.BytesIO(_bytes(fill))) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        edit(parts)
        with zipfile.ZipFile(folder / "in.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)
        return [folder / "in.xlsx"]

    return make


def raw(data: Callable[[], bytes], name: str = "in.xlsx", *more: object) -> Make:
    def make(folder: Path) -> list[object]:
        (folder / name).write_bytes(data())
        return [folder / name, *more]

    return make


_SHEET = "xl/worksheets/sheet1.xml"


def _replace(part: str, old: bytes, new: bytes) -> Callable[[dict[str, bytes]], None]:
    def edit(parts: dict[str, bytes]) -> None:
        assert old in parts[part], part
        parts[part] = parts[part].replace(old, new, 1)

    return edit


def _doctype(declarations: str, used: bytes) -> Callable[[dict[str, bytes]], None]:
    """Entities declared in the shared texts, one of them used for the shop's name."""

    def edit(parts: dict[str, bytes]) -> None:
        text = parts["xl/sharedStrings.xml"]
        head, _, body = text.partition(b"?>")
        doctype = f"<!DOCTYPE sst [{declarations}]>".encode()
        parts["xl/sharedStrings.xml"] = (
            head + b"?>" + doctype + body.replace("平罗县好再来便民超市".encode(), used)
        )

    return edit


_LAUGHS = '<!ENTITY a0 "哈哈哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY a{i} "{"".join([f"&a{i - 1};"] * 10)}">' for i in range(1, 10)
)


def _far(cell: str) -> Callable[[dict[str, bytes]], None]:
    row = "".join(filter(str.isdigit, cell))
    added = f'<row r="{row}"><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return _replace(_SHEET, b"</sheetData>", added.encode())


def _corner(cell: str) -> bytes:
    """A row without a name, the cell in it tells where it is."""
    return f'<row><c r="{cell}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'.encode()


def _elsewhere(parts: dict[str, bytes]) -> None:
    """The worksheet lies in a folder of another name."""
    parts["xl/other/one.xml"] = parts.pop(_SHEET).replace(b"</sheetData>", _corner("XFD1048576"))
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace(b"worksheets/sheet1.xml", b"other/one.xml")


def _many(sheets: int) -> Callable[[dict[str, bytes]], None]:
    """The first sheet has a cell far below and is named as several sheets."""

    def edit(parts: dict[str, bytes]) -> None:
        _replace(_SHEET, b"</sheetData>", _corner("Z384000"))(parts)
        named = "".join(f'<sheet name="S{i}" sheetId="{i}" r:id="rId1"/>' for i in range(2, sheets))
        _replace("xl/workbook.xml", b"</sheets>", f"{named}</sheets>".encode())(parts)

    return edit


def _other_kind(parts: dict[str, bytes]) -> None:
    parts["content.xml"] = b"<office:document-content/>"
    parts["xl/workbook.xml"] = b"<workbook"


def _merged_down(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet)
    sheet.merge_range(1, 3, 2, 3, "平罗县团结东路18号")


def _cut_container() -> bytes:
    """An old xls whose folder of streams ends after fifty bytes."""
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<5H", head, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<4I", head, 44, 1, 1, 0, 4096)
    struct.pack_into("<4I", head, 60, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", head, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)
    return bytes(head) + table + b"W\0" * 25


def _page(text: str) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<td class=x>{cell}</td>" for cell in row) + "</tr>\n"
        for row in _rows(text)
    )
    return f"<html><head><style>td {{}}</style></head><body><table>{rows}</table></body></html>"


def _xml(text: str) -> str:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>"
        for row in _rows(text)
    )
    return (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns:ss="urn:x">'
        f'<Worksheet ss:Name="一"><Table>{rows}</Table></Worksheet></Workbook>'
    )


def _page_of_merged() -> str:
    return (
        "<table><tr><th>企业名称<th>住所<th>经营范围</tr>"
        "<tr><td>平罗县鑫盛通投资咨询有限公司<td rowspan=2>平罗县团结东路18号<td>投资咨询；理财咨询"
        "<tr><td>平罗县好再来&nbsp;便民超市</td><td>食品零售</td></tr></table>"
    )


def _merged_place(out: Path) -> None:
    found(out)
    with (out / "entities.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["address"] for row in csv.DictReader(stream)} == {"平罗县团结东路18号"}


def _locked_container() -> bytes:
    """A container as Excel makes one of a workbook with a password."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 2000
        + "EncryptedPackage".encode("utf-16-le")
    )


def _strange_packing(folder: Path) -> list[object]:
    """One part is packed in a way nobody knows, a sheet has a cell in the last corner."""
    changed(_replace(_SHEET, b"</sheetData>", _corner("XFD1048576")))(folder)
    path = folder / "in.xlsx"
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"x" * 100)
    data = bytearray(path.read_bytes())
    for name, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.rfind(name)
        data[at + method : at + method + 2] = (99).to_bytes(2, "little")
    path.write_bytes(data)
    return [path]


def _zip_bomb(folder: Path) -> list[object]:
    """Three gigabytes of spaces inside a sheet, a few megabytes on disk."""
    with zipfile.ZipFile(io.BytesIO(_bytes(_plain))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(folder / "in.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
        with archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as stream:
            piece = b" " * (1 << 22)
            for _ in range(160):
                stream.write(piece)
    return [folder / "in.xlsx", "--limit", "unpacked_mb=512"]


def _lying_bomb(folder: Path) -> list[object]:
    """The directory of the zip says a kilobyte, the stream holds eight megabytes."""
    _zip_bomb_small(folder / "in.xlsx")
    data = (folder / "in.xlsx").read_bytes()
    true = (8 << 20).to_bytes(4, "little")
    (folder / "in.xlsx").write_bytes(data.replace(true, (1024).to_bytes(4, "little")))
    return [folder / "in.xlsx"]


def _zip_bomb_small(path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(_bytes(_plain))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[_SHEET] += b" " * ((8 << 20) - len(parts[_SHEET]))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def _repeated(book: xlsxwriter.Workbook) -> None:
    """One text of 32,000 characters in 60,000 cells: two gigabytes of text from a small file."""
    sheet = book.add_worksheet()
    _put(sheet)
    long = "投" * 32_000
    for row in range(60_000):
        sheet.write_string(row + 3, 0, long)


def _duplicate_parts(folder: Path) -> list[object]:
    data = _bytes(_plain)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    import warnings

    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(folder / "in.xlsx", "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        warnings.simplefilter("ignore")
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.writestr(_SHEET, parts[_SHEET].replace(b"row", b"row"))
    return [folder / "in.xlsx"]


def _external_link(parts: dict[str, bytes]) -> None:
    parts["xl/externalLinks/externalLink1.xml"] = (
        f'<?xml version="1.0"?><externalLink xmlns="{_MAIN}"><externalBook xmlns:r="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/></externalLink>'
    ).encode()
    parts["xl/externalLinks/_rels/externalLink1.xml.rels"] = (
        b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        b'relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
        b'officeDocument/2006/relationships/externalLinkPath" Target="file:///etc/passwd" '
        b'TargetMode="External"/></Relationships>'
    )


def _path_parts(parts: dict[str, bytes]) -> None:
    parts["../../../../tmp/saolou-escaped.txt"] = b"x"


def _no_escape(out: Path) -> None:
    found(out)
    assert not Path("/tmp/saolou-escaped.txt").exists()


def _formulas(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet)
    sheet.write_formula(
        1, 3, '=HYPERLINK("http://x","平罗县团结东路18号")', value="平罗县团结东路18号"
    )
    sheet.write_formula(2, 3, '=WEBSERVICE("http://x")', value="#VALUE!")


_SHOP_TEXT = "<t>平罗县好再来便民超市</t>".encode()
_RICH = (
    "<r><rPr><b/></rPr><t>平罗县好再来</t></r><r><t>便民超市</t></r>"
    '<rPh sb="0" eb="2"><t>PINGLUO</t></rPh><phoneticPr fontId="1"/>'
).encode()


def _shop_named(out: Path) -> None:
    found(out)
    with (out / "entities.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert "平罗县好再来便民超市" in {row["name"] for row in csv.DictReader(stream)}


def _filtered(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet)
    sheet.autofilter(0, 0, 2, 5)
    sheet.filter_column(0, "x == 1")
    sheet.set_row(2, options={"hidden": True})
    sheet.set_column(3, 3, None, None, {"hidden": True})


def _dde(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet)
    sheet.write_formula(2, 3, "=cmd|'/c calc'!A0", value="平罗县渠口乡金桥村1号")


def _errors(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet)
    for column, error in enumerate(("#N/A", "#REF!", "#DIV/0!", "#NAME?")):
        sheet.write_formula(2, 2 + column, "=1/0", value=error)


def _dates(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet, TABLE.replace("联系电话", "成立日期"))
    style = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_number(1, 5, 1e12, style)
    sheet.write_number(2, 5, -5, style)


def _numbers(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet)
    sheet.write_number(1, 1, 9.16402211234567e17)
    sheet.write_number(2, 5, 1.3800000000e10)


def _two_sheets(book: xlsxwriter.Workbook) -> None:
    _put(book.add_worksheet("一"))
    _put(book.add_worksheet("二"), f"{HEAD}\n{SHOP}甲\n")
    book.add_worksheet("空")
    _put(book.add_worksheet("别的"), "日期,数量\n2024,1\n")


def _offset(book: xlsxwriter.Workbook) -> None:
    _put(book.add_worksheet(), row=12, column=7)


def _merged(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 5, "平罗县企业登记情况表")
    _put(sheet, row=1)


def _hidden(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("藏")
    _put(sheet)
    book.add_worksheet("显").activate()
    sheet.very_hidden()


def _wild_names(book: xlsxwriter.Workbook) -> None:
    _put(book.add_worksheet("..\u202ecsv.x"))


def _long_cells(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet)
    sheet.write_string(2, 2, "零售" * 16_000)


def _many_empty_columns(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    _put(sheet)
    sheet.write_string(1, 9000, "备注")


def _full_width(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    for row in range(10):
        sheet.write_row(row, 0, ["企业名称", *["甲"] * 2999])


CASES = [
    ok("xlsx-plain", "普通工作簿", "照常读取", book()),
    refused("xlsx-zip-bomb", "几兆的 xlsx 解压后 640 MB（上限设为 512）", "退出码 3，说明解压后大小超过上限", _zip_bomb, "unpacked_mb"),
    refused("xlsx-lying-size", "压缩包里写的大小是假的", "退出码 3，说明已损坏", _lying_bomb, "已损坏"),
    refused("xlsx-far-corner", "右下角 XFD1048576 有一格", "退出码 3，说明单元格数超过上限", changed(_far("XFD1048576")), "单元格"),
    refused("xlsx-far-two-letters", "ZZ1000000 有一格", "退出码 3，说明单元格数超过上限", changed(_far("ZZ1000000")), "单元格"),
    refused("xlsx-far-row-column", "Z1048576 有一格", "退出码 3，说明单元格数超过上限", changed(_far("Z1048576")), "单元格"),
    refused("xlsx-impossible-cell", "引用超出 Excel 的单元格 ZZZZZ99999999", "退出码 3，说明单元格数超过上限", changed(_far("ZZZZZ99999999")), "单元格"),
    refused("xlsx-far-small-letters", "小写的 xfd1048576 有一格", "退出码 3，说明单元格数超过上限", changed(_replace(_SHEET, b"</sheetData>", _corner("xfd1048576"))), "单元格"),
    refused("xlsx-far-elsewhere", "工作表放在别的目录里，右下角有一格", "退出码 3，说明单元格数超过上限", changed(_elsewhere), "单元格"),
    ok("xlsx-blank-to-the-limit", "表后空出三十八万行，第 26 列再有一格", "照读，空行不算行", changed(_replace(_SHEET, b"</sheetData>", _corner("Z384000"))), rows=(3, 1), check=_rejected("缺少企业名称")),
    refused("xlsx-many-blank-sheets", "同上，同一部分当作四十张工作表", "退出码 3，说明各工作表合计超过上限", changed(_many(40)), "合计"),
    refused("xlsx-other-kind", "压缩包里另有一种表格（ods）的内容", "退出码 3，说明不是 xlsx", changed(_other_kind), "不是 xlsx"),
    refused("xlsx-row-twice", "第 3 行写了两次", "退出码 3，说明哪一行", changed(_replace(_SHEET, b"</sheetData>", b'<row r="3"/></sheetData>')), "第 3 行写了两次"),
    ok("xlsx-merged-cells", "两户的住所是上下合并的单元格", "每一户都有住所，注明几格", book(_merged_down), says=""),
    ok("xlsx-late-row", "表后空出二十万行再有一格", "照读，空行不算行", changed(_far("A200000")), rows=(3, 0)),
    refused("xlsx-repeated-text", "同一段三万字在六万格里重复", "退出码 3，说明展开后太大", book(_repeated), "重复"),
    ok("xlsx-entities", "共享文字里用了自定义实体", "实体不展开，退出码 3", changed(_doctype('<!ENTITY x "恶意">', b"&x;")), rows=None, check=None, code=3, says="已损坏"),
    ok("xlsx-billion-laughs", "共享文字里的 billion laughs", "实体不展开，退出码 3", changed(_doctype(_LAUGHS, b"&a9;")), rows=None, check=None, code=3, says="已损坏"),
    ok("xlsx-external-entity", "实体指向 /etc/passwd", "不读那个文件，退出码 3", changed(_doctype('<!ENTITY x SYSTEM "file:///etc/passwd">', b"&x;")), rows=None, check=None, code=3, says="已损坏"),
    ok("xlsx-external-link", "外部链接指向 /etc/passwd", "不跟随，照常读取", changed(_external_link)),
    ok("xlsx-path-parts", "压缩包里有 ../../ 的路径", "不解压到任何地方，照常读取", changed(_path_parts), check=_no_escape),
    refused("xlsx-duplicate-parts", "压缩包里有两个同名的工作表", "退出码 3，说明可能被人改过", _duplicate_parts, "重名"),
    ok("xlsx-formulas", "单元格是公式", "只取算好的值，结果里没有公式", book(_formulas)),
    ok("xlsx-errors", "单元格是 #N/A、#REF!", "按空白处理", book(_errors)),
    ok("xlsx-dates", "日期是 1e12 或负数", "不当日期，照读", book(_dates)),
    ok("xlsx-numbers", "代码和电话被存成数字", "代码按空白处理，照读", book(_numbers)),
    ok("xlsx-two-sheets", "两张可读的表、一张空表、一张别的表", "可读的都读，其余写入数据问题", book(_two_sheets), rows=(3, 0)),
    ok("xlsx-offset", "表从 H13 开始", "照常读取", book(_offset)),
    ok("xlsx-merged-title", "标题是合并单元格", "照常读取", book(_merged)),
    ok("xlsx-hidden", "数据在深度隐藏的工作表里", "照读", book(_hidden)),
    ok("xlsx-sheet-name", "工作表名有 .. 和反向控制符", "名字只当文字", book(_wild_names)),
    ok("xlsx-long-cell", "单元格三万两千字", "照常读取", book(_long_cells)),
    ok("xlsx-wide", "第 9001 列还有一格", "表头照认，那一格不用", book(_many_empty_columns)),
    refused("xlsx-empty-book", "没有任何内容的工作簿", "退出码 3，说明没有表头", book(lambda book: book.add_worksheet()), "找不到企业名称"),
    refused("xlsx-truncated", "只传了一半的 xlsx", "退出码 3，说明不完整", raw(lambda: _bytes(_plain)[:3000]), "不完整"),
    refused("xlsx-zero", "0 字节的 xlsx", "退出码 3，说明是空的", raw(lambda: b""), "是空的"),
    ok("xlsx-is-csv", "csv 改名为 xlsx", "按 csv 读取，注明", raw(lambda: TABLE.encode())),
    refused("xlsx-is-zip", "普通压缩包改名为 xlsx", "退出码 3，说明不是工作簿", changed(lambda parts: parts.pop("xl/workbook.xml")), "不是 xlsx"),
    refused("xlsx-broken-sheet", "工作表的 XML 断了", "退出码 3，说明已损坏", changed(lambda parts: parts.update({_SHEET: parts[_SHEET][:700]})), "已损坏"),
    refused("xlsx-no-sheet", "工作表文件不见了", "退出码 3，说明已损坏", changed(lambda parts: parts.pop(_SHEET)), "已损坏"),
    refused("xlsx-texts-said", "写明有一万亿段共享文字（读取器会崩溃）", "退出码 3，说明文字的段数", changed(_replace("xl/sharedStrings.xml", b'uniqueCount="', b'uniqueCount="99999999999')), "段文字"),
    case("xlsx-texts", "共享文字的段数超过单元格的两倍（--limit cells=1000）", "退出码 3，说明文字的段数", lambda folder: [*changed(_replace("xl/sharedStrings.xml", b"</sst>", b"<si><t>x</t></si><si/>" * 1500 + b"</sst>"))(folder), "--limit", "cells=1000"], code=3, says="段文字"),
    refused("xlsx-long-text", "一段共享文字 40 MB", "退出码 3，说明单元格太长", lambda folder: changed(_replace("xl/sharedStrings.xml", b"</sst>", b"<si><t>" + b"x" * 40_000_000 + b"</t></si></sst>"))(folder), "一个单元格有"),
    refused("xlsx-long-inline", "工作表里直接写的一格 40 MB", "退出码 3，说明单元格太长", lambda folder: changed(_replace("xl/worksheets/sheet1.xml", b"</sheetData>", b'<row r="9"><c r="A9" t="inlineStr"><is><t>' + b"x" * 40_000_000 + b"</t></is></c></row></sheetData>"))(folder), "一个单元格有"),
    refused("xlsx-sixteen-thousand", "一百行，每行一万六千格都填满", "退出码 3，说明列数超过上限", changed(lambda parts: _replace(_SHEET, b"</sheetData>", (b"<row>" + b"<c><v>1</v></c>" * 16_384 + b"</row>") * 100 + b"</sheetData>")(parts)), "每行有"),
    ok("xlsx-rich-text", "名称有几种字体，注了拼音", "照读，拼音不算", changed(_replace("xl/sharedStrings.xml", _SHOP_TEXT, _RICH)), check=_shop_named),
    ok("xlsx-merged-million", "一百万个合并单元格", "照读", changed(lambda parts: _replace(_SHEET, b"</sheetData>", b"</sheetData><mergeCells>" + b'<mergeCell ref="A9:XFD1048576"/>' * 1_000_000 + b"</mergeCells>")(parts))),
    ok("xlsx-shared-formula", "一个共享公式有一兆字，占满整张表", "照读", changed(_replace(_SHEET, b"</sheetData>", b'<row r="9"><c r="A9"><f t="shared" ref="A9:XFD1048576" si="0">' + b"A1+" * 300_000 + b"1</f><v>1</v></c></row></sheetData>")), rows=(3, 0)),
    ok("xlsx-filtered", "有一行被筛选隐藏，有一列隐藏", "照读", book(_filtered)),
    ok("xlsx-dde", "单元格是 DDE 公式", "只取算好的值，不执行", book(_dde)),
    refused("xlsx-full-width", "每行三千格都填满", "退出码 3，说明列数超过上限", book(_full_width), "每行有 3000 格"),
    refused("xlsx-bad-index", "共享文字的编号超出范围", "退出码 3，说明已损坏", changed(lambda parts: parts.update({"xl/sharedStrings.xml": b'<?xml version="1.0"?><sst xmlns="' + _MAIN.encode() + b'"></sst>'})), "已损坏"),
    refused("xlsx-locked", "有密码的工作簿（OLE 容器）", "退出码 3，说明有密码、怎样去掉", raw(_locked_container), "有密码"),
    refused("xls-garbage", "只有文件头的 xls", "退出码 3，说明已损坏", raw(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 3000, "in.xls"), "文件 in.xls"),
    refused("xls-cut-container", "xls 在流目录中间断了（读取器会崩溃）", "退出码 3，说明已损坏，屏幕上没有别的", raw(_cut_container, "in.xls"), "已损坏"),
    refused("xlsx-strange-packing", "压缩包里有一部分的压缩方法没人认得，右下角有一格", "退出码 3，说明已损坏；读取的子进程内存有上限", _strange_packing, "已损坏"),
    ok("xls-is-xlsx", "xlsx 改名为 xls", "按内容读取", book(_plain, "in.xls")),
    ok("xls-is-html", "xls 其实是网页（常见的导出），GBK 编码", "照常读取", raw(lambda: _page(TABLE).encode("gb18030"), "in.xls")),
    ok("xls-is-xml", "xls 其实是 2003 版的 XML 表格", "照常读取", raw(lambda: _xml(TABLE).encode(), "in.xls")),
    ok("xls-is-csv", "xls 其实是制表符分隔的文本（常见的导出）", "照常读取，注明", raw(lambda: TABLE.replace(",", "\t").encode("gb18030"), "in.xls")),
    ok("csv-is-html", "csv 其实是网页", "照常读取", raw(lambda: _page(TABLE).encode(), "in.csv")),
    ok("html-merged-cells", "网页表格里两户的住所是合并单元格", "每一户都有住所，后面的列不错位", raw(lambda: _page_of_merged().encode(), "in.xls"), check=_merged_place),
    ok("xml-remarks", "2003 版的 XML 里名称有批注、拼音", "照读，批注、拼音不算", raw(lambda: _xml(TABLE).replace("</Data></Cell>", "</Data><Comment><ss:Data>举报人王某</ss:Data></Comment><PhoneticText>X</PhoneticText></Cell>").encode(), "in.xls"), check=_shop_named),
    ok("html-angles", "网页表格的属性里有尖括号、标签", "照常读取，不缺格、不错位", raw(lambda: _page(TABLE).replace("<td class=x>", """<td title="员工<5人，</td><td>" x:str='>'>""").encode(), "in.xls"), check=_shop_named),
    ok("html-no-tags", "网页的脚本、样式、注释里写着表格", "不是表格，照常读取", raw(lambda: _page(TABLE).replace("<tr>", "<script>'<table><td>'</script><style>/*<table>*/</style><!--<table>--><tr>").encode(), "in.xls"), check=_shop_named),
    ok("html-hidden", "网页里有一行、一列隐藏", "照读", raw(lambda: re.sub("<tr>(<td class=x)(?=>平罗)", r"<tr style='display:none'>\1", _page(TABLE)).replace("</td></tr>", "</td><td hidden>1</td></tr>").encode(), "in.xls"), check=_shop_named),
    ok("html-hidden-group", "网页的一组行（tbody）隐藏", "照读，说明有几行看不见", raw(lambda: re.sub("<tr>(<td class=x)(?=>平罗)", r"<tbody hidden><tr>\1", _page(TABLE), count=1).encode(), "in.xls"), check=_shop_named, says="行在 Excel 里看不见"),
    ok("html-hidden-cells", "网页的各行前面有隐藏的编号，表头没有", "隐藏的格不读，注明；后面的列不错位", raw(lambda: _page(TABLE).replace("<tr><td class=x>平罗", "<tr><td style='display: none'>17</td><td class=x>平罗").encode(), "in.xls"), check=_shop_named),
    refused("html-open-quote", "网页表格里有一格的引号没有结束", "退出码 3，说明第几行的标签没有写对", raw(lambda: _page(TABLE).replace("class=x>", 'title="员工>5人>', 1).encode(), "in.xls"), "标签没有写对"),
    refused("html-cut", "网页表格只传了一半", "退出码 3，说明末尾没有写完，可能缺行", raw(lambda: _page(TABLE).partition("</table>")[0].encode(), "in.xls"), "没有写完"),
    refused("html-no-table", "登录页存成了 xls", "退出码 3，说明是网页，没有表格", raw(lambda: b"<html><body>login</body></html>", "in.xls"), "可能是登录页"),
    refused("csv-is-login", "登录页存成了 csv", "退出码 3，说明是网页，没有表格", raw(lambda: "<!DOCTYPE html><title>请登录</title>".encode(), "in.csv"), "可能是登录页"),
    refused("csv-is-json", "系统的出错信息（JSON）存成了 csv", "退出码 3，说明像 JSON", raw(lambda: '{"code":401,"msg":"未登录"}'.encode(), "in.csv"), "像 JSON"),
    refused("xlsx-other-text", "别的文本改名为 xlsx", "退出码 3，说明与后缀不符", raw(lambda: "今天\n开会".encode()), "与后缀不符"),
    refused("xlsx-open", "Excel 打开文件时的临时文件（~$）", "退出码 3，说明给出哪个文件", raw(lambda: b"\x03abc", "~$in.xlsx"), "给出 in.xlsx"),
    *(
        refused(f"type-{suffix}", f"{what}（.{suffix}）", f"退出码 3，{then}", raw(lambda: b"x", f"in.{suffix}"), says)
        for suffix, what, then, says in (
            ("pdf", "PDF", "说明要 Excel 或 csv", "请向提供的单位要 Excel"),
            ("jpg", "照片", "说明要 Excel 或 csv", "请向提供的单位要 Excel"),
            ("zip", "压缩包", "说明先解压", "请先解压"),
            ("et", "WPS 表格", "说明另存为 xlsx", "另存为 xlsx"),
            ("docx", "Word 文档", "说明复制到 Excel", "复制到 Excel"),
        )
    ),
    refused("html-spans", "网页里两万格各占一千列、六万行", "退出码 3，说明单元格数超过上限", raw(lambda: _page(TABLE).replace("</table>", "<tr><td colspan=1000 rowspan=65000>x</td></tr>" * 20_000 + "</table>").encode(), "in.xls"), "单元格"),
    refused("html-tables", "网页里十万张表格，一张套一张", "退出码 3，说明表格太多", raw(lambda: (_page(TABLE) + "<table><tr><td>" * 100_000 + "</table>" * 100_000).encode(), "in.xls"), "工作表有 1001 张"),
    ok("html-comments", "网页里有三百万个没有结束的注释", "照常读取", raw(lambda: (_page(TABLE) + "<!--" * 3_000_000).encode(), "in.xls")),
    ok("html-tags", "网页里有三百万个没有结束的标签", "照常读取", raw(lambda: (_page(TABLE) + "<td '" * 3_000_000).encode(), "in.xls")),
    ok("html-quotes", "网页里有三百万个没有结束的属性", "照常读取", raw(lambda: (_page(TABLE) + '<a b="' * 3_000_000).encode(), "in.xls")),
    refused("xml-far", "2003 版的 XML 写明第九亿行、第九亿列", "退出码 3，说明单元格数或列数超过上限", raw(lambda: _xml(TABLE).replace("<Row>", '<Row ss:Index="999999999">', 1).encode(), "in.xls", "--limit", "cells=1000000"), "单元格"),
    refused("xls-is-mht", "xls 其实是单个文件网页", "退出码 3，说明用 Excel 另存", raw(lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related", "in.xls"), "请用 Excel 打开后另存为 xlsx"),
    refused("xls-is-picture", "图片改名为 xls", "退出码 3，说明与后缀不符", raw(lambda: b"\x89PNG\r\n\x1a\n" + b"\xff" * 999, "in.xls"), "与后缀不符"),
    refused("limit-cells", "--limit cells=10", "退出码 3，说明单元格数超过上限", book(_plain, "in.xlsx", "--limit", "cells=10"), "单元格"),
    ok("xlsx-bad-row", "有一行没有企业名称", "这一行放入未读行", book(lambda book: _put(book.add_worksheet(), f"{HEAD}\n{FIRM}\n,,零售,平罗县,,\n")), rows=(2, 1), check=_rejected("缺少企业名称")),
]  # fmt: skip
