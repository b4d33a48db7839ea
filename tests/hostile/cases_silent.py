"""What readers pass over in silence: half of a file, another text, words that nobody sees parted."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from .case import FIRM, HEAD, SHOP, TABLE, Group, Make, cells, found, text
from .cases_books import _SHEET, _bytes, _plain, _put, book, changed
from .cases_text import _noted, _rejected

_group = Group("不声不响就会读错的")
ok, refused = _group.ok, _group.refused
_NAME = "平罗县鑫盛通投资咨询有限公司"
_LATER = "平罗县远山商贸有限公司"
_RECORDS = [{"企业名称": _NAME, "经营范围": "投资咨询"}, {"企业名称": "乙商店", "经营范围": "零售"}]


def _in_sheet(old: bytes, new: bytes) -> Make:
    def edit(parts: dict[str, bytes]) -> None:
        assert old in parts[_SHEET]
        parts[_SHEET] = parts[_SHEET].replace(old, new, 1)

    return changed(edit)


def _two(made: xlsxwriter.Workbook) -> None:
    _put(made.add_worksheet("一"))
    _put(made.add_worksheet("二"), f"{HEAD}\n{FIRM.replace('鑫盛', '鑫茂')}\n")


def _namesakes(parts: dict[str, bytes]) -> None:
    told = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = told.replace('name="二"'.encode(), 'name="一"'.encode())


def _wide(codec: str) -> Callable[[dict[str, bytes]], None]:
    """The second sheet is of two bytes a character."""

    def edit(parts: dict[str, bytes]) -> None:
        second = _SHEET.replace("1", "2")
        parts[second] = parts[second].decode().replace("UTF-8", "UTF-16").encode(codec)

    return edit


def _joined(folder: Path) -> list[object]:
    (folder / "in.xlsx").write_bytes(_bytes(_two) + _bytes(_plain))
    return [folder / "in.xlsx"]


def _one_compressed_twice(parts: dict[str, bytes]) -> None:
    parts["xl/worksheets/Sheet1.xml"] = parts[_SHEET].replace(b"<v>11</v>", b"<v>6</v>")


def _filtered(made: xlsxwriter.Workbook) -> None:
    """Three rows with something in them are not seen, one by its height, and one with nothing."""
    sheet = made.add_worksheet("表")
    _put(sheet, TABLE + "".join(f"平罗县乙{at}商店,,食品零售,平罗县,,\n" for at in range(5)))
    for row in (2, 4, 20):
        sheet.set_row(row, options={"hidden": True})
    sheet.set_row(5, 0)


def _chart(made: xlsxwriter.Workbook) -> None:
    _plain(made)
    chart = made.add_chart({"type": "pie"})
    assert chart is not None
    chart.add_series({"values": "=Sheet1!$A$1:$A$2"})
    made.add_chartsheet("图").set_chart(chart)


def _strict(parts: dict[str, bytes]) -> None:
    """As Excel saves what it calls “Strict Open XML”."""
    for name, data in parts.items():
        for old, new in (
            (b"schemas.openxmlformats.org/spreadsheetml/2006/main", b"purl.oclc.org/ooxml/spreadsheetml/main"),
            (b"schemas.openxmlformats.org/officeDocument/2006/relationships", b"purl.oclc.org/ooxml/officeDocument/relationships"),
        ):  # fmt: skip
            data = data.replace(b"http://" + old, b"http://" + new)
        parts[name] = data


def _prefixed(folder: Path) -> list[object]:
    """A workbook with bytes before its zip, which some readers skip."""
    data = _bytes(_plain)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist()
    (folder / "in.xlsx").write_bytes(b"PK\x03\x04" * 9 + data)
    return [folder / "in.xlsx"]


def _parquet_twice(folder: Path) -> list[object]:
    pq.write_table(pa.Table.from_pylist(_RECORDS), folder / "in.parquet")
    data = (folder / "in.parquet").read_bytes()
    (folder / "in.parquet").write_bytes(data * 2)
    return [folder / "in.parquet"]


def _json(content: Any) -> Make:
    return text(json.dumps(content, ensure_ascii=False), "in.json")


def _scope(mark: str) -> Make:
    return text(f"{HEAD}\n{_LATER},,投{mark}资咨{mark}询；理{mark}财咨询,平罗县,,\n{SHOP}\n")


def _is_lead(out: Path) -> None:
    told = dict(
        zip(cells(out, "entities.csv", "name"), cells(out, "entities.csv", "disposition"), strict=True)
    )  # fmt: skip
    assert told[_LATER] == "线索"
    _noted("看不见的字符")(out)


def _joined_once(out: Path) -> None:
    told = cells(out, "entities.csv", "scope")
    assert "投资咨询" in told
    assert "理财咨询；零售" in told


def _columns_hidden(made: xlsxwriter.Workbook) -> None:
    sheet = made.add_worksheet("表")
    _put(sheet, TABLE)
    sheet.set_column(1, 2, options={"hidden": True})


def _hidden_told(out: Path) -> None:
    found(out)
    _noted("有 3 行在 Excel 里看不见")(out)


_INDEX = "第 3 行文字的编号写得不对"
_MARKS = {"零宽空格": "\u200b", "软连字符": "\u00ad", "异体选择符": "\U000e0100", "从右到左的控制符": "\u202e"}  # fmt: skip
_NOTHING = {"韩文填充符": "\u3164", "空白盲文": "\u2800", "异体选择符": "\ufe0f", "标签字符": "\U000e0041"}  # fmt: skip

CASES = [
    *(
        refused(f"xlsx-index-{at}", f"共享文字的编号{what}（读取器当作第一段文字）", "说明是哪一行", _in_sheet(b"<v>11</v>", b"<v>%b</v>" % said), _INDEX)
        for at, (what, said) in enumerate({"是 -1": b"-1", "是 abc": b"abc", "前后有换行": b"\n11\n", "里夹着注释": b"1<!-- -->1", "是字符引用": b"&#49;1"}.items())
    ),
    ok("xlsx-index-none", "共享文字的编号是空的", "按空白处理，照读", _in_sheet(b"<v>7</v>", b"<v/>")),
    refused("xlsx-value-comment", "数值里夹着注释（读取器只取前一半）", "说明", _in_sheet(b'<c r="B3" t="s"><v>7</v>', b'<c r="B3"><v>1<!-- -->5</v>'), "值里夹着注释"),
    refused("xlsx-two-tables", "一张工作表写了两遍数据（读取器只读第一遍）", "说明", _in_sheet(b"</sheetData>", b'</sheetData><sheetData><row r="9"><c r="A9" t="s"><v>6</v></c></row></sheetData>'), "写了两遍数据"),
    *(refused(f"xlsx-sheet-{codec}", f"第二张工作表是 {codec} 编码（读取器读作空表）", "说明", changed(_wide(codec), _two), "不是 UTF-8") for codec in ("utf-16", "utf-16-be")),
    refused("xlsx-namesakes", "两张工作表同名（读取器把第一张读两遍）", "说明是哪个名字", changed(_namesakes, _two), "都叫“一”"),
    refused("xlsx-case-of-parts", "两个部分的名字只差大小写", "说明可能被人改过", changed(_one_compressed_twice), "重名"),
    refused("xlsx-joined", "两个工作簿接在一起（读取器只读后一个）", "说明分开给出", _joined, "接在一起"),
    refused("xlsx-bytes-before", "工作簿前面还有别的字节", "说明", _prefixed, "接在一起"),
    ok("xlsx-rows-unseen", "有几行筛选掉、隐藏或行高为零", "照读，说明有几行看不见", book(_filtered), (7, 0), check=_hidden_told, says="3 行在 Excel 里看不见"),
    ok("xlsx-columns-unseen", "有几列隐藏了，其中一列是空的", "照读，说明是哪几列，空的不说", book(_columns_hidden), says="1 列在 Excel 里看不见（经营范围）"),
    ok("xlsx-chart", "工作簿里有一张只有图表的工作表", "照常读取", book(_chart)),
    ok("xlsx-strict", "Excel 的“严格 Open XML”格式", "照常读取", changed(_strict)),
    refused("parquet-joined", "两个 parquet 接在一起（读取器只读后一个）", "说明分开给出", _parquet_twice, "接在一起"),
    refused("json-columns", "按列写的 JSON（每个字段一个列表）", "说明，不读作一户", _json({key: [r[key] for r in _RECORDS] for key in _RECORDS[0]}), "按列写的 JSON"),
    refused("json-columns-numbered", "按列写的 JSON（pandas 的默认写法）", "说明，不读作一户", _json({key: {str(at): r[key] for at, r in enumerate(_RECORDS)} for key in _RECORDS[0]}), "按列写的 JSON"),
    ok("csv-header-lines", "第一个表头是引号里的两行", "照常读取，不当作只有一列", text(TABLE.replace("企业名称", '"企业名称\n（全称）"', 1))),
    ok("csv-all-lines", "每一格都加了引号，末尾都有换行", "照常读取", text("\n".join(",".join(f'"{c}\n"' for c in row.split(",")) for row in (HEAD, FIRM, SHOP)) + "\n")),
    ok("csv-two-columns-empty", "同一项有两列，有一行两列都是空的", "照常读取，两列合在一起", text(f"企业名称,一般项目,许可项目,联系电话,手机\n{_NAME},投资咨询,,,\n乙商店,,,,\n丙商店,理财咨询,零售,,\n"), (3, 0), check=_joined_once),
    *(ok(f"unseen-in-scope-{ord(mark):x}", f"经营范围的词里夹着{what}", "去掉后照常筛查，注明", _scope(mark), check=_is_lead) for what, mark in _MARKS.items()),
    *(ok(f"unseen-name-{ord(mark):x}", f"企业名称只有{what}", "这一行放入未读行", text(f"{HEAD}\n{mark * 3},,投资咨询,平罗县,,\n{FIRM}\n"), (2, 1), check=_rejected("缺少企业名称")) for what, mark in _NOTHING.items()),
    ok("csv-ctrl-z-inside", "两个文件用 copy 接在一起，中间有 Ctrl-Z", "重复的表头照行数算，一行不少", text(f"{TABLE}\x1a{TABLE.replace('鑫盛', '鑫茂')}"), (5, 0)),
    ok("csv-query-result", "数据库查询的输出，有竖线和横线的框", "框放入未读行，其余照读", text("\n".join(["+-----+-----+", *(f"| {a} | {b} |" for a, b in (("企业名称", "经营范围"), (_NAME, "投资咨询"), ("乙商店", "零售"))), "+-----+-----+", "2 rows in set"]) + "\n"), None),
]  # fmt: skip
