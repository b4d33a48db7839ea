"""Encodings nobody reads, tables that lie in small ways, files of the system, other lists than firms."""

from __future__ import annotations

import io
import json
import os
import random
import re
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from .biff import Book, cell, extent, shared
from .case import FIRM, HEAD, SHOP, TABLE, Case, Make, text
from .cases_biff import _ROWS
from .cases_books import _put, book, changed, raw
from .cases_words import _RULE, RULES, _pack

TEXTS, BOOKS, JSON, PATHS = "文本文件", "工作簿", "jsonl、json、parquet", "路径和文件名"
OTHERS = "责任区、名录、举报和广告文件"
_SHEET = "xl/worksheets/sheet1.xml"
_TRADITIONAL = "企業名稱,統一社會信用代碼,經營範圍,住所,法定代表人,聯繫電話\n平羅縣鑫盛通投資諮詢有限公司,,投資諮詢；理財諮詢,平羅縣團結東路18號305室,甲某某,\n"
_NAME = "平罗县鑫盛通投资咨询有限公司"
_DAYS = ("0000-00-00", "9999-12-31", "-1", "-99999", "0", "1e308", "2024-02-30", "99999999999", "0001-01-01", "NaN", "inf", "20240132", "1899-12-30", "2958466")  # fmt: skip


def ok(id: str, group: str, what: str, make: Make, rows: tuple[int, int] = (2, 0), then: str = "照常读取", **more: Any) -> Case:  # fmt: skip
    return Case(id, group, what, then, make, rows=rows, **more)


def refused(id: str, group: str, what: str, then: str, make: Make, says: str, code: int = 3) -> Case:  # fmt: skip
    return Case(id, group, what, f"退出码 {code}，{then}", make, code=code, says=says)


def _in_sheet(pattern: bytes, instead: bytes) -> Make:
    def edit(parts: dict[str, bytes]) -> None:
        before = parts[_SHEET]
        parts[_SHEET] = re.sub(pattern, instead, before, count=1)
        assert parts[_SHEET] != before

    return changed(edit)


def _styled(parts: dict[str, bytes]) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(4, 1_000_001))
    parts[_SHEET] = parts[_SHEET].replace(b"</sheetData>", rows + b"</sheetData>")


def _packed(name: str, part: str) -> Make:
    def make(folder: Path) -> list[object]:
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr(part, "<x/>")
        return [folder / name]

    return make


def _socket(*given: str) -> Make:
    def make(folder: Path) -> list[object]:
        text(TABLE)(folder)
        here = os.open(folder, os.O_RDONLY)
        try:  # the path may be too long for one
            socket.socket(socket.AF_UNIX).bind(f"/proc/self/fd/{here}/b.csv")
        finally:
            os.close(here)
        return [folder.joinpath(*given)]

    return make


def _many(folder: Path) -> list[object]:
    for at in range(10_000):
        (folder / f"{at}.csv").write_text("", encoding="utf-8")
    return [folder]


def _pages(cells: Callable[[], str]) -> Make:
    return text(lambda: f"<html><table>{_row(HEAD)}{_row(FIRM)}{cells()}</table></html>", "in.xls")


def _row(line: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split(",")) + "</tr>"


def _beside(option: str, content: bytes | str, name: str = "x.csv") -> Make:
    def make(folder: Path) -> list[object]:
        return [*text(TABLE)(folder), option, *text(content, name)(folder)]

    return make


def _special(option: str, what: str) -> Make:
    def make(folder: Path) -> list[object]:
        if what == "fifo":
            os.mkfifo(folder / "x.csv")
            what_ = folder / "x.csv"
        return [*text(TABLE)(folder), option, what_ if what == "fifo" else what]

    return make


def _page_lies(folder: Path) -> list[object]:
    """A data page that says it unpacks to two gigabytes."""
    buffer = io.BytesIO()
    table = pa.table({"企业名称": [_NAME] * 50, "经营范围": ["投资咨询"] * 50})
    pq.write_table(table, buffer, compression="snappy", use_dictionary=False)
    data = buffer.getvalue()
    first = pq.read_metadata(io.BytesIO(data)).row_group(0).column(0)
    size = 7  # of thrift: i32 of field 1 (15 00), then of field 2 (15 ...)
    assert data[4:size] == b"\x15\x00\x15"
    said = 1
    while data[size + said - 1] & 0x80:
        said += 1
    lie = b"\xfc\xff\xff\xff\x0f"  # 2^31 − 2, as zigzag varint
    end = first.data_page_offset + first.total_compressed_size
    page = data[:size] + lie + data[size + said : end]
    (folder / "in.parquet").write_bytes(page[:end] + data[end:])
    return [folder / "in.parquet"]


def _features(feature: str) -> str:
    return _RULE.replace("features:", f"features:\n  bad: {feature}", 1)


def _nameless() -> bytes:
    """As many rows as Excel 97 can hold in a file of this make, two cells in each."""
    heads = b"".join(cell(0, column, min(column, 1)) for column in range(256))
    rows = b"".join(cell(row, at, 1) for row in range(1, 16_000) for at in (1, 255))
    named = shared(["企业名称", "甲"])
    return Book([["企业名称"]], texts=named, extent=extent(16_000, 256), cells=heads + rows).file()


def _rule(content: bytes | str) -> Make:
    return _pack("registration/a.yaml", content)


_LISTS = (("--territory", "责任区"), ("--licences", "名录"), ("--tips", "举报"), ("--ads", "广告"))

CASES = [
    ok("csv-two-boms", TEXTS, "开头有两个 BOM", text(f"\ufeff\ufeff{TABLE}")),
    ok("csv-bom-inside", TEXTS, "中间一行的开头有 BOM（几个文件接在一起）", text(f"{HEAD}\n{FIRM}\n\ufeff{SHOP}\n")),
    ok("csv-utf16-le-bare", TEXTS, "UTF-16 小端没有 BOM", text(TABLE, encoding="utf-16-le")),
    ok("csv-utf16-be-bare", TEXTS, "UTF-16 大端没有 BOM", text(TABLE, encoding="utf-16-be")),
    refused("csv-utf32", TEXTS, "UTF-32 带 BOM", "说明是什么编码、怎样另存", text(TABLE, encoding="utf-32"), "UTF-32"),
    refused("csv-utf32-bare", TEXTS, "UTF-32 没有 BOM", "说明是什么编码、怎样另存", text(TABLE, encoding="utf-32-le"), "UTF-32"),
    refused("csv-utf7", TEXTS, "UTF-7", "说明是什么编码、怎样另存", text(TABLE, encoding="utf-7"), "UTF-7"),
    refused("csv-big5", TEXTS, "Big5（繁体）", "说明是什么编码、怎样另存", text(_TRADITIONAL, encoding="big5"), "Big5"),
    refused("csv-traditional", TEXTS, "繁体的表头，UTF-8", "列出认得的表头", text(_TRADITIONAL), "找不到企业名称列"),
    refused("csv-garbled", TEXTS, "UTF-8 当作 Latin-1 又转成 UTF-8 的乱码", "说明是乱码、怎样办", text(TABLE.encode().decode("latin-1")), "乱码"),
    refused("csv-garbled-gbk", TEXTS, "UTF-8 当作 GBK 又转成 UTF-8 的乱码（锟斤拷）", "说明是乱码、怎样办", text(TABLE.encode().decode("gbk", "replace")), "乱码"),
    refused("csv-cyrillic", TEXTS, "俄文编码", "说明不是可识别的文本", text("Компания,Адрес\nИнвестиции,Улица\n" * 20, encoding="cp1251"), "不是可识别的文本"),
    ok("csv-ends-three", TEXTS, r"\r、\n、\r\n 三种行尾混用", text(TABLE.replace("\n", "\r", 1) + f"{SHOP}二店,,\r\n"), (3, 0)),
    ok("csv-lf-cr", TEXTS, r"行尾是 \n\r", text(TABLE.replace("\n", "\n\r"))),
    refused("csv-100k-columns", TEXTS, "只有表头，十万列", "说明列数超过上限", text(lambda: f"{HEAD}," + ",".join(f"列{n}" for n in range(100_000))), "列数"),
    refused("csv-open-quote-50mb", TEXTS, "一个没有闭合的引号后面有 50 MB、二百五十万行", "不逐行放入未读行", text(lambda: f'{HEAD}\n{FIRM}\n"' + "甲乙丙丁戊，\n" * 2_500_000), "引号没有成对"),
    refused("csv-open-quote-line", TEXTS, "一个没有闭合的引号后面有 50 MB，没有换行", "说明哪一行太长", text(lambda: f'{HEAD}\n{FIRM}\n"' + "甲乙丙丁戊，" * 2_500_000), "第 3 行"),
    ok("csv-strange-days", TEXTS, "成立日期是 0 年、9999 年、负数、1e308、NaN、二月三十日等十四种", text(f"{HEAD},成立日期\n" + "".join(f"平罗县甲{n}投资咨询有限公司,,投资咨询,平罗县团结东路{n}号,甲某某,,{day}\n" for n, day in enumerate(_DAYS))), (14, 0), "照读，不作截止日"),
    ok("csv-blank-name", TEXTS, "名称只有不换行空格、全角空格和零宽字符", text(f"{HEAD}\n\u00a0\u3000\u200b,,投资,平罗县,,\n{FIRM}\n"), (2, 1), "这一行放入未读行"),
    refused("csv-is-sqlite", TEXTS, "数据库文件改名为 csv", "说明内容与后缀不符", text(b"SQLite format 3\x00" + bytes(2000)), "数据库文件"),
    refused("csv-is-program", TEXTS, "程序文件改名为 csv", "说明不是可识别的文本", text(b"MZ" + random.Random(2).randbytes(3000)), "不是可识别的文本"),
    refused("csv-is-log", TEXTS, "系统日志改名为 csv", "列出认得的表头", text("2024-01-01 ERROR failed\n" * 1000), "找不到企业名称列"),
    ok("xlsx-styled-million", BOOKS, "一百万行设了格式的空行", changed(_styled)),
    ok("xlsx-dimension-small", BOOKS, "写明的范围只有 A1", _in_sheet(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1"/>')),
    ok("xlsx-dimension-large", BOOKS, "写明的范围是整张表", _in_sheet(rb'<dimension ref="[^"]*"/>', b'<dimension ref="A1:XFD1048576"/>')),
    refused("xlsx-dimension-none", BOOKS, "写明的范围不成样子", "说明已损坏", _in_sheet(rb'<dimension ref="[^"]*"/>', b'<dimension ref="ZZZZZ0:-1"/>'), "已损坏或不完整"),
    refused("xlsx-row-zero", BOOKS, "有一行写明是第 0 行", "说明已损坏", _in_sheet(rb'<row r="2"', b'<row r="0"'), "已损坏或不完整"),
    ok("xlsx-rows-backwards", BOOKS, "第 3 行写在第 2 行前面", _in_sheet(rb'(<row r="2".*?</row>)(<row r="3".*?</row>)', rb"\2\1")),
    refused("xlsx-no-relations", BOOKS, "少了工作表的对照表（rels）", "说明已损坏", changed(lambda parts: parts.pop("xl/_rels/workbook.xml.rels")), "已损坏或不完整"),
    ok("xlsx-no-types", BOOKS, "少了内容类型表", changed(lambda parts: parts.pop("[Content_Types].xml"))),
    refused("xlsx-many-sheets", BOOKS, "一千零一张工作表", "说明工作表太多", book(lambda made: [_put(made.add_worksheet()) for _ in range(1001)]), "工作表有 1001 张"),
    refused("xls-many-sheets", BOOKS, "xls 有五千张工作表", "说明工作表太多", raw(lambda: Book(_ROWS, sheets=5000).file(), "in.xls"), "工作表有 5000 张"),
    ok("xls-sheets", BOOKS, "xls 有二百五十张工作表", raw(lambda: Book(_ROWS, sheets=250).file(), "in.xls"), (500, 0)),
    ok("xls-biff5", BOOKS, "xls 是 Excel 95 的", raw(lambda: Book(_ROWS, version=0x0500).file(), "in.xls")),
    refused("xls-nameless", BOOKS, "xls 有一万六千行 256 列，全没有企业名称", "不逐行放入未读行", raw(_nameless, "in.xls"), "缺少企业名称"),
    ok("xlsm", BOOKS, "带宏的工作簿（.xlsm）", book(name="in.xlsm"), then="照常读取，不运行宏"),
    refused("type-ods", BOOKS, "ODF 表格（.ods）", "说明另存为 xlsx", _packed("in.ods", "content.xml"), "另存为 xlsx"),
    refused("type-xlsb", BOOKS, "二进制工作簿（.xlsb）", "说明另存为 xlsx", _packed("in.xlsb", "xl/workbook.bin"), "另存为 xlsx"),
    refused("xlsx-is-docx", BOOKS, "Word 文档改名为 xlsx", "说明不是工作簿", _packed("in.xlsx", "word/document.xml"), "不是 xlsx 工作簿"),
    refused("xls-is-doc", BOOKS, "旧版 Word 文档改名为 xls", "说明已损坏", text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000), "in.xls"), "已损坏或不完整"),
    refused("html-cells-million", BOOKS, "网页里二百万个没有结束的格（--limit seconds=2）", "说明读取时间超过上限", lambda folder: [*_pages(lambda: "<tr>" + "<td>" * 2_000_000)(folder), "--limit", "seconds=2"], "读取时间到了 2 秒"),
    ok("html-inside-cell", BOOKS, "网页的一格里有二百万个没有结束的标签", _pages(lambda: "<tr><td>平罗县某某超市" + "<b>" * 2_000_000 + "</td></tr>")),
    ok("html-references", BOOKS, "网页的一格里有十万个字符引用", _pages(lambda: "<tr><td>平罗县某某超市</td><td></td><td>" + "&amp;" * 100_000 + "</td></tr>"), (2, 1), "这一行放入未读行"),
    refused("html-less-than", BOOKS, "网页后面有三百万个小于号", "说明没有表格", text(lambda: "<html>" + "<" * 3_000_000, "in.xls"), "没有表格"),
    refused("jsonl-10000-deep", JSON, "只有一行，一个值嵌套一万层", "说明没有表头", text('{"企业名称":"平罗县某某公司","经营范围":' + '{"a":' * 10_000 + "1" + "}" * 10_001 + "\n", "in.jsonl"), "找不到企业名称列"),
    ok("jsonl-infinite", JSON, "注册资本有五千位，成立日期是 1e400，范围是 -Infinity", text(f'{{"企业名称":"{_NAME}","注册资本":{"9" * 5000},"成立日期":1e400,"经营范围":-Infinity}}\n', "in.jsonl"), (1, 0), "照读"),
    ok("jsonl-long-key", JSON, "字段名有一百万字", text('{"企业名称":"' + _NAME + '","' + "键" * 1_000_000 + '":1}\n', "in.jsonl"), (1, 0), "该字段不用，行照读"),
    ok("json-one", JSON, "只有一个对象，不是数组", text(json.dumps({"企业名称": _NAME}, ensure_ascii=False), "in.json"), (1, 0)),
    ok("json-utf16", JSON, "UTF-16 的 JSON", text(json.dumps([{"企业名称": _NAME}], ensure_ascii=False), "in.json", "utf-16"), (1, 0)),
    refused("json-answer", JSON, "接口返回的整个结果（数据在 data 里）", "列出认得的字段", text(json.dumps({"code": 0, "data": [{"企业名称": _NAME}]}, ensure_ascii=False), "in.json"), "找不到企业名称列"),
    refused("json-open-brackets", JSON, "三十万个没有结束的数组和对象", "说明没有表头", text('[{"企业名称":"' * 300_000, "in.json"), "找不到企业名称列"),
    refused("parquet-page-lies", JSON, "一页数据写明展开后有 2 GB", "说明不完整，不说内存不足", _page_lies, "不是完整的 parquet"),
    refused("path-socket", PATHS, "套接字", "不连接，说明不是普通文件", _socket("b.csv"), "不是普通文件"),
    Case("path-socket-inside", PATHS, "文件夹里有套接字", "不连接，其余照读，说明是哪个", _socket(), rows=(2, 0), says="b.csv"),
    refused("path-dev-stdin", PATHS, "/dev/stdin", "不读", lambda _: ["/dev/stdin"], "读"),
    refused("path-dev-full", PATHS, "/dev/full", "不读", lambda _: ["/dev/full"], "不是普通文件"),
    refused("path-proc", PATHS, "/proc/self/mem", "不读", lambda _: ["/proc/self/mem"], "不能读取"),
    refused("path-dash", PATHS, "一个短横（别的程序的标准输入）", "说明找不到", lambda _: ["-"], "找不到文件 -"),
    refused("path-10000-files", PATHS, "文件夹里有一万个文件", "说明文件数超过上限", _many, "10000 个文件"),
    ok("path-255-bytes", PATHS, "文件名有 253 字节", lambda folder: text(TABLE, "甲" * 83 + ".csv")(folder)),
    refused("path-forged-line", PATHS, "出错的文件名里有换行，后面像是一条消息", "换行变成空格，冒充不了", text(b"", "a\n筛查完成.csv"), "文件 a 筛查完成.csv 是空的"),
    *(refused(f"list-empty-{option[2:]}", OTHERS, f"{name}文件是空的", "说明是空的", _beside(option, ""), "x.csv 是空的") for option, name in _LISTS),
    *(refused(f"list-pipe-{option[2:]}", OTHERS, f"{name}文件是命名管道", "不等待", _special(option, "fifo"), "不是普通文件") for option, name in _LISTS),
    *(refused(f"list-zero-{option[2:]}", OTHERS, f"{name}文件是 /dev/zero", "不读", _special(option, "/dev/zero"), "不是普通文件") for option, name in _LISTS),
    *(refused(f"list-random-{option[2:]}", OTHERS, f"{name}文件是随机字节", "说明不是可识别的文本", _beside(option, random.Random(1).randbytes(5000)), "不是可识别的文本") for option, name in _LISTS),
    *(refused(f"list-broken-{option[2:]}", OTHERS, f"{name}文件是损坏的 xls", "说明已损坏", _beside(option, b"\xd0\xcf\x11\xe0" + b"x" * 600, "x.xls"), "x.xls 已损坏") for option, name in _LISTS),
    *(refused(f"list-wide-{option[2:]}", OTHERS, f"{name}文件有十万列", "说明列数超过上限", _beside(option, ",".join(f"列{n}" for n in range(100_000))), "列数") for option, name in _LISTS),
    ok("territory-unread", OTHERS, "责任区的二万行门牌都看不懂", _beside("--territory", "村,道路,门牌起,门牌止\n" + "".join(f"金桥村,团结东路,{n}x,{n}y\n" for n in range(20_000))), then="说明前一百处，其余只说有多少", says="同样的还有 19900 处"),
    ok("territory-patterns", OTHERS, "责任区的关键词像正则表达式，或有三百字", _beside("--territory", "村,地址关键词\n金桥村,(((((a+)+)+)+)+$|.*\n柳湾村,\\\n甲村,[\n" + "".join(f"村{n},{'甲' * n}\n" for n in range(300))), then="只当文字"),
    ok("licences-same", OTHERS, "名录里同一机构写了五万行，有效期是 9999-99-99", _beside("--licences", "机构名称,许可证号,有效期至\n" + f"{_NAME},1,9999-99-99\n" * 50_000), then="照读"),
    ok("yaml-empty", RULES, "0 字节的规则文件", _rule(b""), then="当作没有规则，照常筛查", check=None),
    refused("yaml-utf16", RULES, "UTF-16 的规则文件", "请另存为 UTF-8", _rule(_RULE.encode("utf-16")), "UTF-8", 2),
    refused("yaml-nested", RULES, "嵌套一百层", "指出行列", _rule("id: " + "[" * 100 + "]" * 100), "a.yaml:1", 2),
    refused("regex-repeats", RULES, "正则里有一百层重复", "说明不能用", _rule(_features("{kind: regex, fields: [name], pattern: '" + "(" * 100 + "a" + "{9})" * 100 + "', anchors: [a]}")), "正则表达式不能用", 2),
    refused("regex-unclosed", RULES, "正则的括号没有闭合", "说明不能用", _rule(_features("{kind: regex, fields: [name], pattern: '(((a', anchors: [a]}")), "正则表达式不能用", 2),
    Case("regex-backtracking", RULES, "正则像要回溯无数次 (a+)+$", "照常筛查，费时与字数成正比", lambda folder: [*_rule(_features("{kind: regex, fields: [name], pattern: '(((公+)+)+)+!', anchors: [公]}"))(folder), *text(f"{HEAD}\n{FIRM}\n" + "公" * 30_000 + ",,投资,平罗县,,\n", "b.csv")(folder)], rows=(4, 0)),
]  # fmt: skip
