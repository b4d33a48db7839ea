"""Who is responsible: the longest name that stands in the address, whatever else is on the list."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.place import Place, Territories

words = st.text("甲乙丙村", min_size=1, max_size=3)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(words, st.lists(words, max_size=2), st.sampled_from(["", "清渠镇"])), max_size=6
    ),
    st.text("甲乙丙村路", max_size=10),
    st.sampled_from(["", "清渠镇", "南河镇"]),
)
def test_the_longest_name_in_the_address_wins(
    rows: list[tuple[str, list[str], str]], address: str, town: str
) -> None:
    territories = Territories.from_rows(
        [
            {"territory": name, "patterns": "、".join(others), "town": of, "responsible": name}
            for name, others, of in rows
        ]
    )
    fitting = [
        (-max(len(p) for p in (name, *others) if p in address), name)
        for name, others, of in rows
        if any(p in address for p in (name, *others)) and (not of or not town or of == town)
    ]
    expected = min(fitting)[1] if fitting else ""
    assert territories.assign(Place(town=town), address).territory == expected


def _responsible(patterns: str, address: str) -> str:
    territories = Territories.from_rows(
        [
            {"territory": "甲社区", "patterns": patterns},
            {"territory": "乙社区", "patterns": "柳荫街"},
        ]
    )
    return territories.assign(Place(), address).territory


@pytest.mark.parametrize(
    ("patterns", "inside", "outside"),
    [
        ("柳荫街1-50号", "柳荫街21号", "柳荫街51号"),
        ("柳荫街1至50号", "清渠镇柳荫街1号2楼", "柳荫街121号"),
        ("柳荫街１号—５０号", "柳荫街50号", "柳荫街5号楼"),
        ("柳荫街1-50号（单号）", "柳荫街21号", "柳荫街22号"),
        ("柳荫街1-50号双号", "柳荫街22-1号", "柳荫街21号"),
        ("柳荫街单号", "柳荫街321号", "柳荫街22号"),
        ("柳荫街双号1-50号", "柳荫街２２号", "柳荫街21号"),
        ("柳荫街 1-50号", "柳荫街二十一号", "柳荫街五十一号"),
        ("柳荫街1-9号、21-29号", "柳荫街25号", "柳荫街15号"),
        ("柳荫街1-50号 单号", "柳荫街7号", "柳荫街8号"),
    ],
)
def test_a_range_of_house_numbers_has_the_houses_in_it(
    patterns: str, inside: str, outside: str
) -> None:
    assert _responsible(patterns, inside) == "甲社区"
    assert _responsible(patterns, outside) == "乙社区"


def test_the_narrower_range_and_the_house_itself_come_before_a_range() -> None:
    territories = Territories.from_rows(
        [
            {"territory": "甲", "patterns": "柳荫街1-50号"},
            {"territory": "丙", "patterns": "柳荫街20-30号"},
            {"territory": "丁", "patterns": "柳荫街22号"},
        ]
    )
    found = [territories.assign(Place(), f"柳荫街{n}号").territory for n in (7, 21, 22)]
    assert found == ["甲", "丙", "丁"]
    assert territories.without({"甲", "丁"}) == ["丙"]
