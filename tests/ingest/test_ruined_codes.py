"""A firm whose credit code is right in one row and ruined in another is one firm."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.flow.spooled import Spooling
from engine.flow.work import WorkFolder
from engine.ingest import Tally, from_frame, merge_duplicates, with_addresses
from engine.model.terms import RecordKind
from engine.triage import REGISTER

FIRM, OTHER, SHOP = "91350100M000100Y43", "91110000600037341L", "92330400MA2C6QT01N"
NAME, STREET = "云泉县甲乙商贸有限公司", "云泉县清渠镇东街8号"


def register(rows: list[dict[str, str | None]]) -> pa.Table:
    columns = ("名称", "信用代码", "住所", "法定代表人", "企业类型", "电话")
    frame = pd.DataFrame([{c: row.get(c) for c in columns} for row in rows], columns=columns)
    return with_addresses(from_frame(frame, RecordKind.REGISTRATION, "a").table)


def firms(*rows: dict[str, str | None]) -> list[list[str]]:
    """Code, telephone and merged rows of each firm."""
    table = register([{"名称": NAME, **row} for row in rows])
    kept, removed = merge_duplicates(table)
    assert kept.num_rows + removed == table.num_rows
    return [[r["uscc"], r["phone"], r["merged_rows"]] for r in kept.to_pylist()]


@pytest.mark.parametrize("code", ["9.1E+17", FIRM[:17], FIRM[:-1] + "4", None, "350100100012345"])
def test_the_row_with_the_right_code_stands_for_both(code: str | None) -> None:
    ruined = {"信用代码": code, "住所": STREET, "电话": "0951-1234567"}
    right = {"信用代码": FIRM, "住所": STREET}
    one = [[FIRM, "0951-1234567", "a:1|a:2"]]
    assert firms(ruined, right) == firms(right, ruined) == one


def test_a_firm_that_moved_is_told_by_its_legal_representative() -> None:
    right = {"信用代码": FIRM, "住所": STREET, "法定代表人": "甲一"}
    assert len(firms(right, {"住所": "云泉县西街1号", "法定代表人": "甲 一"})) == 1
    assert len(firms(right, {"住所": "云泉县西街1号", "法定代表人": "乙二"})) == 2
    assert len(firms(right, {"法定代表人": "甲一"})) == 1
    masked = {"信用代码": FIRM, "法定代表人": "甲*"}
    assert len(firms(masked, {"住所": STREET, "法定代表人": "甲*"})) == 2


def test_one_representative_in_two_counties_is_two_firms() -> None:
    right = {"信用代码": FIRM, "住所": STREET, "法定代表人": "甲一"}
    assert len(firms(right, {"住所": "宁夏银川市兴庆区西街1号", "法定代表人": "甲一"})) == 2
    assert len(firms(right, {"住所": "宁夏石嘴山市云泉县幸福小区2号", "法定代表人": "甲一"})) == 1
    assert len(firms(right, {"住所": "幸福小区2号", "法定代表人": "甲一"})) == 1


def test_who_agrees_in_both_is_meant_first() -> None:
    right = {"信用代码": FIRM, "住所": STREET, "法定代表人": "甲一"}
    branch = {"信用代码": OTHER, "住所": "云泉县西街1号", "法定代表人": "甲一"}
    found = firms(right, branch, {**right, "信用代码": "9.1E+17"})
    assert sorted(code for code, *_ in found) == sorted([FIRM, OTHER])


def test_near_misses_stay_apart() -> None:
    right = {"信用代码": FIRM, "住所": STREET, "法定代表人": "甲一"}
    assert len(firms(right, {**right, "信用代码": OTHER})) == 2  # both right
    assert len(firms(right, {**right, "信用代码": None, "名称": NAME + "分公司"})) == 2
    assert len(firms({"信用代码": FIRM}, {"信用代码": None})) == 2  # a name alone
    # Whose row it is cannot be told.
    assert len(firms(right, {**right, "信用代码": OTHER}, {**right, "信用代码": "9.1E+17"})) == 3
    elsewhere = {"信用代码": OTHER, "住所": "云泉县西街1号", "法定代表人": "乙二"}
    assert len(firms(right, elsewhere, {**right, "信用代码": "9.1E+17"})) == 2


def test_shops_share_names() -> None:
    shop = {"名称": "小吃店", "信用代码": SHOP, "住所": "云泉县清渠镇", "法定代表人": "甲一"}
    assert len(firms(shop, {**shop, "信用代码": None})) == 1
    assert len(firms(shop, {**shop, "信用代码": None, "法定代表人": "乙二"})) == 2
    assert len(firms(shop, {**shop, "信用代码": None, "住所": STREET})) == 2
    # Without a person: a town holds many shops of the name, a house number one.
    assert len(firms(shop, {**shop, "信用代码": None, "法定代表人": None})) == 2
    numbered = {**shop, "住所": STREET}
    assert len(firms(numbered, {**numbered, "信用代码": None, "法定代表人": None})) == 1
    # What calls itself one is one.
    called = {"信用代码": None, "住所": STREET, "企业类型": "个体工商户", "法定代表人": "乙二"}
    assert len(firms({"信用代码": FIRM, "住所": STREET, "法定代表人": "甲一"}, called)) == 2


def test_rows_without_a_code_are_told_by_address_as_before() -> None:
    right = {"信用代码": FIRM, "住所": STREET, "法定代表人": "甲一"}
    ruined = {"信用代码": "9.1E+17", "住所": "云泉县西街1号", "法定代表人": "甲一"}
    again = {"信用代码": None, "住所": "云泉县西街1号"}
    assert firms(again, ruined, right) == [[FIRM, None, "a:1|a:2|a:3"]]
    assert len(firms(ruined, {**ruined, "住所": STREET})) == 2


def test_many_namesakes_are_soon_decided() -> None:
    shop = {"名称": "小吃店", "住所": "东街8号"}
    rows = [{**shop, "信用代码": SHOP, "法定代表人": f"甲{n}"} for n in range(3000)]
    rows += [{**shop, "法定代表人": f"乙{n}", "电话": f"{n}"} for n in range(3000)]
    assert merge_duplicates(register(rows))[0].num_rows == 2


_ROWS = st.fixed_dictionaries(
    {
        "名称": st.sampled_from(["甲商店", "甲 商店", "ａ店", "A店", "乙店"]),
        "信用代码": st.sampled_from([None, FIRM, FIRM.lower(), OTHER, SHOP, "9.1E+17", "x"]),
        "住所": st.sampled_from([None, "一路1号", "一路 1号", "二村"]),
        "法定代表人": st.sampled_from([None, "甲一", "甲 一", "乙二", "乙*"]),
        "电话": st.sampled_from([None, "1", "2"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_ROWS, min_size=1, max_size=14), st.integers(1, 5))
def test_a_register_on_disk_merges_as_a_table_does(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str | None]], size: int
) -> None:
    table = register(rows)
    expected, removed = merge_duplicates(table)
    work = WorkFolder(Path(tmp_path_factory.mktemp("work")))
    work.open()
    spooling = Spooling(work, size)
    spooling.add(table)
    found, gone = spooling.finish()
    whole = pa.concat_tables([found.chunk(at) for at in range(found.chunks)])
    assert gone == removed
    assert whole[REGISTER].to_pylist() == list(range(expected.num_rows))
    assert whole.select(expected.column_names).to_pylist() == expected.to_pylist()
    told, known = found.tally(), Tally.of(expected)
    assert (told.days, told.cities) == (known.days, known.cities)
    numbers = list(range(expected.num_rows))[::-2]
    taken = found.take(numbers)
    assert taken[REGISTER].to_pylist() == numbers
    assert taken.select(expected.column_names).to_pylist() == expected.take(numbers).to_pylist()


@pytest.mark.parametrize("size", [50, 2000])
def test_a_register_on_disk_with_every_other_firm_twice(tmp_path: Path, size: int) -> None:
    once = [{"名称": f"第{at}商店", "住所": f"一路{at}号"} for at in range(500)]
    rows = [
        *once,
        *({**row, "电话": "1"} for row in once[::2]),
        *({**row, "名称": "丙店"} for row in once),
    ]
    table = register(rows)
    expected, removed = merge_duplicates(table)
    assert removed == 250
    work = WorkFolder(tmp_path)
    work.open()
    spooling = Spooling(work, size)
    spooling.add(table)
    found, _ = spooling.finish()
    whole = pa.concat_tables([found.chunk(at) for at in range(found.chunks)])
    assert whole.select(expected.column_names).to_pylist() == expected.to_pylist()


@settings(max_examples=30, deadline=None)
@given(st.lists(_ROWS, min_size=1, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_rows_decides_nothing(
    rows: list[dict[str, str | None]], random: object
) -> None:
    def groups(order: list[int]) -> set[frozenset[int]]:
        kept, _ = merge_duplicates(register([rows[at] for at in order]))
        known = zip(kept["source_row"].to_pylist(), kept["merged_rows"].to_pylist(), strict=True)
        told = [[f"a:{row}"] if not merged else merged.split("|") for row, merged in known]
        return {frozenset(order[int(row[2:]) - 1] for row in firm) for firm in told}

    order = list(range(len(rows)))
    mixed = order.copy()
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert groups(order) == groups(mixed)


@pytest.mark.parametrize(
    ("name", "street", "one"),
    [
        (NAME, "宁夏石嘴山市云泉县清渠镇东街8号金泰大厦5层501室", True),
        (NAME, "清渠镇东街8号金泰大厦5楼501室", True),
        (NAME, "云泉县清渠镇东街八号金泰大厦五层501室", True),
        (NAME, "云泉县清渠镇东街8号（自主申报）金泰大厦5层501室", True),
        (NAME.replace("有限", "有限责任"), "云泉县清渠镇东街8号金泰大厦5层501室", True),
        (NAME + "（存续）", "云泉县清渠镇东街8号金泰大厦5层501室", True),
        # Whether it is closed must not be lost.
        (NAME + "（已注销）", "云泉县清渠镇东街8号金泰大厦5层501室", False),
        (NAME, "云泉县清渠镇东街8号金泰大厦5层502室", False),
        (NAME, "云泉县清渠镇西街8号金泰大厦5层501室", False),
        (NAME, "清源县清渠镇东街8号金泰大厦5层501室", False),
        (NAME.replace("商贸", "投资"), "云泉县清渠镇东街8号金泰大厦5层501室", False),
    ],
)
def test_a_name_or_an_address_written_otherwise(name: str, street: str, one: bool) -> None:
    right = {"信用代码": FIRM, "住所": "云泉县清渠镇东街8号金泰大厦5层501室"}
    assert len(firms(right, {"名称": name, "住所": street})) == (1 if one else 2)
