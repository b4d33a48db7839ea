"""jsonl, json and parquet."""

from __future__ import annotations

import datetime as dt
import decimal
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as pq

from .case import Group, Make, text
from .cases_text import _rejected

_group = Group("jsonl、json、parquet")
ok, refused = _group.ok, _group.refused
_FIRM = {
    "企业名称": "平罗县鑫盛通投资咨询有限公司",
    "经营范围": "投资咨询；理财咨询",
    "住所": "平罗县团结东路18号305室",
}
_SHOP = {
    "企业名称": "平罗县好再来便民超市",
    "经营范围": "食品零售",
    "住所": "平罗县渠口乡金桥村1号",
}


def _lines(*items: Any) -> str:
    return "\n".join(i if isinstance(i, str) else json.dumps(i, ensure_ascii=False) for i in items)


def _array(items: list[Any]) -> str:
    return json.dumps(items, ensure_ascii=False)


def _jsonl(*items: Any, name: str = "in.jsonl") -> Make:
    return text(_lines(_FIRM, _SHOP, *items) + "\n", name)


def _parquet(columns: dict[str, Any], **options: Any) -> Make:
    def make(folder: Path) -> list[object]:
        pq.write_table(pa.table(columns), folder / "in.parquet", **options)
        return [folder / "in.parquet"]

    return make


def _with(name: str, values: Any) -> Make:
    return _parquet({**{key: [_FIRM[key], _SHOP[key]] for key in _FIRM}, name: values})


def _coded_bomb(folder: Path) -> list[object]:
    """One text of a megabyte, three thousand times: three gigabytes from a few kilobytes."""
    long = pa.array(["投" * 340_000])
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 3000, pa.int32()), long)
    pq.write_table(pa.table({"企业名称": ["甲"] * 3000, "经营范围": column}), folder / "in.parquet")
    return [folder / "in.parquet"]


def _cut(folder: Path) -> list[object]:
    path = _with("注册资本", [1, 2])(folder)[0]
    assert isinstance(path, Path)
    path.write_bytes(path.read_bytes()[:-20])
    return [path]


def _forged(old: bytes, new: bytes) -> Make:
    """The last place of ``old`` in the end of a parquet file is ``new``; five groups of rows."""

    def make(folder: Path) -> list[object]:
        path = folder / "in.parquet"
        columns = {key: [_FIRM[key], _SHOP[key]] * 50 for key in _FIRM}
        pq.write_table(pa.table(columns), path, row_group_size=20, store_schema=False)
        data = path.read_bytes()
        assert len(old) == len(new)
        begin, found, end = data.rpartition(old)
        assert found
        path.write_bytes(begin + new + end)
        return [path]

    return make


def _described(kind: int, repetition: int, name: bytes = "经营范围".encode()) -> bytes:
    """A column as the schema of a parquet file tells of it."""
    return bytes((0x15, 2 * kind, 0x25, 2 * repetition, 0x18, len(name))) + name


def _arrow(folder: Path) -> list[object]:
    columns = {key: [_FIRM[key], _SHOP[key]] for key in _FIRM}
    feather.write_feather(pa.table(columns), folder / "in.parquet")
    return [folder / "in.parquet"]


_DEEP = '{"企业名称":' + "[" * 100_000 + "]" * 100_000 + "}"
_FAR_TIME = pa.array([2**60, 0], pa.timestamp("ms"))

CASES = [
    ok("jsonl-bad-line", "有一行不是 JSON", "这一行放入未读行，其余照读", _jsonl("{坏行"), rows=(3, 1), check=_rejected("JSON")),
    ok("jsonl-not-objects", "有的行是数字、字符串、数组", "这些行放入未读行", _jsonl("1", '"x"', "[1]", "null"), rows=(6, 4), check=_rejected("JSON")),
    ok("jsonl-lone-surrogate", r"值里有 \ud800", "半个字符换成 �，行照读", _jsonl('{"企业名称": "甲\\ud800乙商店", "经营范围": "零售"}'), rows=(3, 0)),
    ok("jsonl-surrogate-key", r"字段名里有 \ud800", "该字段不用，行照读", _jsonl('{"企业名称": "甲乙商店", "\\ud800": "x"}'), rows=(3, 0)),
    ok("jsonl-nul", r"值里有 \u0000", "照读，结果里不含 NUL", _jsonl('{"企业名称": "甲\\u0000乙投资咨询", "经营范围": "零售"}'), rows=(3, 0)),
    ok("jsonl-deep", "一个值嵌套十万层", "这一行放入未读行", _jsonl(_DEEP), rows=(3, 1), check=_rejected("JSON")),
    ok("jsonl-nested", "值是对象和数组", "当文字读", _jsonl({"企业名称": {"a": [1, 2]}, "经营范围": ["零售"]}), rows=(3, 0)),
    ok("jsonl-duplicate-keys", "同一字段写两次", "后一个算数", _jsonl('{"企业名称": "甲", "企业名称": "乙丙丁商店"}'), rows=(3, 0)),
    ok("jsonl-huge-number", "一万位的数字", "当文字读", _jsonl('{"企业名称": "甲乙商店", "注册资本": ' + "9" * 10_000 + "}"), rows=(3, 0)),
    ok("jsonl-nan", "NaN 和 Infinity", "照读", _jsonl('{"企业名称": "甲乙商店", "注册资本": NaN}', '{"企业名称": "丙丁商店", "注册资本": -Infinity}'), rows=(4, 0)),
    ok("jsonl-u2028", "值里有 U+2028", "不当换行", _jsonl({"企业名称": "甲\u2028乙商店", "经营范围": "零售"}), rows=(3, 0)),
    ok("jsonl-bom-crlf", r"BOM 和 \r\n", "照常读取", text("\ufeff" + _lines(_FIRM, _SHOP).replace("\n", "\r\n"), "in.jsonl")),
    refused("jsonl-many-keys", "每行字段名都不同，共三千个", "退出码 3，说明字段数超过上限", _jsonl(*({f"k{i}": 1} for i in range(3000))), "字段数"),
    refused("jsonl-all-bad", "没有一行是 JSON", "退出码 3，说明没有表头", text("坏\n" * 50, "in.jsonl"), "找不到企业名称"),
    ok("json-array", "JSON 数组", "照常读取", text(json.dumps([_FIRM, _SHOP]), "in.json")),
    ok("json-array-mixed", "数组里混着数字和空值", "这些项放入未读行", text(json.dumps([_FIRM, 1, None, _SHOP]), "in.json"), rows=(4, 2), check=_rejected("JSON")),
    refused("json-array-cut", "只传了一半的数组", "退出码 3，说明没有表头", text(json.dumps([_FIRM, _SHOP])[:-30], "in.json"), "找不到企业名称"),
    refused("json-deep", "十万层的数组", "退出码 3，说明没有表头", text("[" * 100_000, "in.json"), "找不到企业名称"),
    ok("jsonl-long-line", "一行 60 MB", "这一行放入未读行", text(lambda: _lines(_FIRM, _SHOP, {"企业名称": "投" * 20_000_000}), "in.jsonl"), rows=(3, 1), check=_rejected("太长")),
    ok("jsonl-far-numbers", "1e999999 和三十万位的数", "数照写出来的读，太长的放入未读行", text(_lines(_FIRM, '{"企业名称":"乙店","注册资本":1e999999,"成立日期":-1e999999}', '{"企业名称":"丙店","注册资本":1' + "0" * 300_000 + "}"), "in.jsonl"), rows=(3, 1), check=_rejected("超过上限")),
    refused("jsonl-million-numbers", "三十万行都是数字", "退出码 3，不逐行放入未读行", text(lambda: _lines(_FIRM) + "\n1" * 300_000, "in.jsonl"), "超过上限 200000"),
    refused("json-million-lists", "数组里有一千万个空数组", "退出码 3，读到上限为止", text(lambda: "[" + json.dumps(_FIRM) + ",[]" * 10_000_000 + "]", "in.json"), "超过上限 200000"),
    ok("json-long-item", "数组里有一项 30 MB", "这一项放入未读行", text(lambda: _array([_FIRM, _SHOP, {"企业名称": "投" * 10_000_000}]), "in.json"), rows=(3, 1), check=_rejected("超过上限")),
    refused("json-longer-item", "数组里有一项 90 MB", "退出码 3，说明没有表头", text(lambda: _array([_FIRM, {"企业名称": "投" * 30_000_000}]), "in.json"), "找不到企业名称"),
    ok("json-pieces", "数组有 2 MB，值里有括号和引号", "照常读取", text(lambda: _array([_FIRM, _SHOP, *({"企业名称": f"丙{n}店", "经营范围": '],"[{' * 20} for n in range(9000))]), "in.json"), rows=(9002, 0)),
    ok("parquet-prefixes", "parquet 的文字只写与上一格的不同", "照常读取", _parquet({key: [_FIRM[key], _SHOP[key]] for key in _FIRM}, use_dictionary=False, column_encoding=dict.fromkeys(_FIRM, "DELTA_BYTE_ARRAY"))),
    ok("jsonl-long-value", "一个值十万字", "这一行放入未读行并截短", _jsonl({"企业名称": "甲", "经营范围": "零" * 100_000}), rows=(3, 1), check=_rejected("超过上限")),
    refused("parquet-cut", "只传了一半的 parquet", "退出码 3，说明不完整", _cut, "不是完整的 parquet"),
    refused("parquet-garbage", "随便什么改名为 parquet", "退出码 3，说明不完整", text(b"PAR1" + b"\x00" * 100 + b"PAR1", "in.parquet"), "不是完整的 parquet"),
    ok("parquet-decimal", "十进制数的列", "当文字读", _with("注册资本", [decimal.Decimal("1.50"), None])),
    ok("parquet-list", "列表的列", "当文字读", _with("股东", [["甲", "乙"], None])),
    ok("parquet-struct", "结构的列", "当文字读", _with("股东", [{"a": 1}, None])),
    ok("parquet-binary", "二进制的列", "当文字读", _with("备注", [b"\xff\xfe", b"ok"])),
    ok("parquet-dictionary", "字典编码的列", "照常读取", _with("登记状态", pa.array(["存续", None]).dictionary_encode())),
    ok("parquet-bool", "真假的列", "当文字读", _with("经营异常", [True, None])),
    ok("parquet-far-time", "远到日历之外的时间", "照读", _with("成立日期", _FAR_TIME)),
    ok("parquet-nanoseconds", "带时区的纳秒时间", "照读", _with("成立日期", pa.array([1, None], pa.timestamp("ns", "Asia/Shanghai")))),
    ok("parquet-time-types", "时刻和时长的列", "照读", _with("备注", pa.array([dt.timedelta(1), None]))),
    ok("parquet-null", "全空的列", "照读", _with("登记状态", pa.nulls(2))),
    ok("parquet-float-codes", "统一代码是浮点数", "代码按空白处理", _with("统一社会信用代码", [9.16402e17, None])),
    refused("parquet-coded-bomb", "几 KB 的字典编码展开成 3 GB", "退出码 3，说明展开后太大", _coded_bomb, "展开后"),
    refused("parquet-rows", "五百万零一行", "退出码 3，说明行数超过上限", _parquet({"企业名称": pa.array(["甲"]).dictionary_encode().take(pa.array([0] * 5_000_001, pa.int32()))}), "行数"),
    refused("parquet-columns", "三千列", "退出码 3，说明列数超过上限", _parquet({f"列{i}": [1] for i in range(3000)}), "列数"),
    *(
        refused(f"parquet-forged-{id}", what, "退出码 3，说明不完整，程序不崩溃", _forged(old, new), "不是完整的 parquet")
        for id, what, old, new in (
            ("type", "parquet 末尾写的列类型与内容不符", _described(6, 1), _described(1, 1)),
            ("repetition", "parquet 末尾写的可否为空与内容不符", _described(6, 1), _described(6, 0)),
            ("name", "parquet 的列名不是文字", _described(6, 1), _described(6, 1, b"\xff" * 12)),
            # One of the five groups says that it has fewer rows.
            ("rows", "parquet 末尾写的行数与各行组合计不符（会少读）", b"\x16\x28", b"\x16\x02"),
        )
    ),
    refused("parquet-is-arrow", "feather（Arrow）文件改名为 parquet", "退出码 3，说明内容与后缀不符", _arrow, "feather"),
    refused("parquet-no-name", "没有企业名称列", "退出码 3，列出看到的列", _parquet({"数量": [1]}), "找不到企业名称"),
]  # fmt: skip
