"""Capital, dates, and firms that stand twice."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest import from_frame, merge_duplicates, parse_capital, parse_date
from engine.ingest.cells import clean
from engine.ingest.merge import valid_uscc
from engine.model.fields import COLUMNS
from engine.model.terms import RecordKind

GOOD = "91350100M000100Y43"  # the example of GB 32100


@pytest.mark.parametrize(
    ("text", "wan", "currency"),
    [
        ("12(万元人民币)", 12, "CNY"),
        ("1,200(万元人民币)", 1200, "CNY"),
        ("50(万元)", 50, "CNY"),
        ("50(万)", 50, "CNY"),
        ("12万人民币", 12, "CNY"),
        ("305843.0395万元人民币", 305843.0395, "CNY"),
        ("5万元", 5, "CNY"),
        ("30(万人民币元)", 30, "CNY"),
        ("10（万元）", 10, "CNY"),
        ("6(万元(人民币))", 6, "CNY"),
        ("3()", 3, "CNY"),
        ("1亿元", 10000, "CNY"),
        ("1.5亿", 15000, "CNY"),
        ("100000元", 10, "CNY"),
        ("人民币100万元整", 100, "CNY"),
        ("５０万元", 50, "CNY"),
        ("壹佰万元整", 100, "CNY"),
        ("伍拾万元", 50, "CNY"),
        ("五百万", 500, "CNY"),
        ("壹仟贰佰叁拾万元", 1230, "CNY"),
        ("贰亿叁仟万元", 23000, "CNY"),
        ("500", 500, "CNY"),
        ("100万美元", None, "USD"),
        ("100(万美元)", None, "USD"),
        ("20(万香港元)", None, "HKD"),
        ("8(万港币)", None, "HKD"),
        ("不详", None, "CNY"),
        ("1.2E+7", None, "CNY"),
        ("50百万元", 5000, "CNY"),
    ],
)
def test_capital(text, wan, currency):
    assert parse_capital(text) == (wan, currency)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021-05-01", dt.date(2021, 5, 1)),
        ("2021/5/1", dt.date(2021, 5, 1)),
        ("2021.5.1", dt.date(2021, 5, 1)),
        ("20210501", dt.date(2021, 5, 1)),
        ("2021年5月1日", dt.date(2021, 5, 1)),
        ("2021年5月", dt.date(2021, 5, 1)),
        ("44317", dt.date(2021, 5, 1)),
        ("44317.5", dt.date(2021, 5, 1)),
        ("2021-05-01 08:30:00", dt.date(2021, 5, 1)),
        ("2021-05-01T08:30:00+08:00", dt.date(2021, 5, 1)),
        ("2021/5/1 8:30", dt.date(2021, 5, 1)),
        ("２０２１－０５－０１", dt.date(2021, 5, 1)),
        ("2021年5月1日 9时", dt.date(2021, 5, 1)),
        ("20210501083000", dt.date(2021, 5, 1)),
        ("01/02/2021", None),
        ("2021-13-01", None),
        ("2021-02-30", None),
        ("长期", None),
        ("", None),
        ("12345", None),
    ],
)
def test_date(text, expected):
    assert parse_date(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026/6/1", "2026-06-01"),
        ("2026年6月1日", "2026-06-01"),
        ("２０２６．６．１", "2026-06-01"),
        ("20260601", "2026-06-01"),
        ("46174", "2026-06-01"),
        ("2026/6/1 0:00", "2026-06-01"),
        ("2026/6/1 9:05:07", "2026-06-01 09:05:07"),
        ("2026-06-01 00:00:00", "2026-06-01 00:00:00"),
        ("2026年6月", "2026年6月"),
        ("202606", "202606"),
        ("1/6/2026", "1/6/2026"),
        ("2026/13/45", "2026/13/45"),
        ("长期", "长期"),
    ],
)
def test_a_day_is_one_however_it_is_written(text, expected):
    firms = from_frame(pd.DataFrame({"名称": ["甲公司", "乙公司"], "成立日期": [text, None]}), RecordKind.REGISTRATION, "a")  # fmt: skip
    assert firms.table.column("est_date").to_pylist() == [expected, None]
    ads = from_frame(pd.DataFrame({"广告内容": ["一"], "发布时间": [text]}), RecordKind.ADVERT, "a")
    assert ads.table.column("publish_time").to_pylist() == [expected]


def merged(rows):
    table = from_frame(pd.DataFrame(rows), RecordKind.REGISTRATION, "a").table
    result, removed = merge_duplicates(table)
    assert result.num_rows + removed == table.num_rows
    return result.to_pylist(), removed


def test_same_code_and_name_is_one_firm():
    rows, removed = merged(
        [
            {"名称": "甲（北京）公司", "信用代码": GOOD, "住所": None, "电话": "1"},
            {"名称": "乙公司", "信用代码": None, "住所": "二号", "电话": None},
            {"名称": "甲(北京)公司", "信用代码": GOOD, "住所": "一号", "电话": "2"},
        ]
    )
    assert removed == 1
    assert (rows[0]["address"], rows[0]["phone"], rows[0]["merged_rows"]) == (
        "一号",
        "1",
        "a:1|a:3",
    )
    assert (rows[1]["name"], rows[1]["merged_rows"]) == ("乙公司", "")


def test_what_stays_apart():
    assert merged([{"名称": "甲", "信用代码": GOOD}, {"名称": "乙", "信用代码": GOOD}])[1] == 0
    assert merged([{"名称": "甲", "住所": "一号"}, {"名称": "甲", "住所": "二号"}])[1] == 0
    # Streets and counties of one name lie in many cities; floors are told by whoever is there.
    for one, other in (
        ("长春市红旗街8号", "沈阳市红旗街8号"),
        ("甲山市城关县人民路8号", "乙水市城关县人民路8号"),
        ("和平小区3楼2号", "和平小区3层2号"),
    ):
        assert merged([{"名称": "甲", "住所": one}, {"名称": "甲", "住所": other}])[1] == 0
    # One of them is closed.
    assert merged([{"名称": "甲(注销)", "住所": "一号"}, {"名称": "甲", "住所": "一号"}])[1] == 0
    # Without code and address a name alone is not enough.
    assert merged([{"名称": "小吃店", "电话": "1"}, {"名称": "小吃店", "电话": "2"}])[1] == 0


def test_name_and_address_without_valid_code():
    rows, removed = merged(
        [
            {"名称": "甲", "信用代码": "9135XX", "住所": "一 号"},
            {"名称": "甲", "信用代码": None, "住所": "一号"},
        ]
    )
    assert removed == 1
    assert rows[0]["uscc"] == "9135XX"


def test_empty_table():
    table = from_frame(pd.DataFrame({"名称": []}), RecordKind.REGISTRATION).table
    result, removed = merge_duplicates(table)
    assert (result.num_rows, removed) == (0, 0)
    assert "merged_rows" in result.column_names


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from([" 无", "—", "有", "", "\u3000甲 ", "N/A", None]), max_size=5)
    ),
    st.integers(0, 3),
)
def test_written_nulls_are_null_wherever_the_column_is_cut(
    chunks: list[list[str | None]], offset: int
) -> None:
    column = pa.chunked_array([pa.array(c, pa.string()) for c in chunks], pa.string())[offset:]
    expected = [
        None if cell is None or cell.strip() in ("无", "—", "", "N/A") else cell.strip()
        for cell in column.to_pylist()
    ]
    cleaned = clean(column)
    cleaned.validate(full=True)
    assert cleaned.to_pylist() == expected


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["甲公司", "甲 公司", "乙店", "ＡＢ店", "ab店"]),
            st.sampled_from([GOOD, "91350100M000100Y44", "", None]),
            st.sampled_from(["路1号", "路１号", None]),
            st.sampled_from(["张", None]),
        ),
        max_size=12,
    )
)
def test_a_firm_is_told_by_name_and_code_or_name_and_address(rows: list[tuple]) -> None:
    names = [*COLUMNS[RecordKind.REGISTRATION], "source_file", "source_sheet"]
    data = {name: pa.nulls(len(rows), pa.string()) for name in names}
    for at, name in enumerate(("name", "uscc", "address", "legal_rep")):
        data[name] = pa.array([row[at] for row in rows], pa.string())
    data["source_file"] = data["source_sheet"] = pa.array(["f"] * len(rows), pa.string())
    data["source_row"] = pa.array(range(1, len(rows) + 1), pa.int64())

    def folded(text: str | None) -> str:
        return re.sub(r"\s", "", unicodedata.normalize("NFKC", text or "")).upper()

    def right(row: tuple) -> bool:
        return bool(valid_uscc(pa.array([row[1] or ""]))[0])

    placed = {(folded(row[0]), folded(row[2])): row[1] for row in rows if right(row) and row[2]}

    def identity(row: tuple) -> tuple:
        name, code, address, person = row
        if right(row):
            return folded(name), code
        if owner := placed.get((folded(name), folded(address))):
            return folded(name), owner
        return folded(name), folded(address) or ("?", code or "", person or "")

    kept, merged = merge_duplicates(pa.table(data))
    firms: dict[tuple, list[str]] = {}
    first: dict[tuple, tuple[bool, int]] = {}
    for number, row in enumerate(rows, 1):
        firms.setdefault(identity(row), []).append(f"f:{number}")
        stands = (not right(row), number)
        first[identity(row)] = min(first.get(identity(row), stands), stands)
    assert merged == len(rows) - len(firms)
    assert kept.column("merged_rows").to_pylist() == [
        "|".join(firms[firm]) if len(firms[firm]) > 1 else ""
        for firm in sorted(firms, key=lambda firm: first[firm][1])
    ]
