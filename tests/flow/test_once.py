"""Rows of adverts that differ in nothing anything is made of are one; any other difference counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import load_ruleset
from engine.flow.adverts import _ascending, _identities
from engine.flow.once import Once
from engine.flow.plan import Plan
from engine.pipeline import screen_files
from engine.ruleset import RuleSet
from engine.text.codes import personal
from engine.triage import is_made_up

_CELLS = st.sampled_from(["", "a", "b", None])
_COLUMNS = ("text", "advertiser", "phone", "place")


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@given(
    rows=st.lists(st.tuples(_CELLS, _CELLS, _CELLS, _CELLS), max_size=30), cut=st.integers(0, 30)
)
def test_numbers_of_rows(ruleset: RuleSet, rows: list[tuple[str | None, ...]], cut: int) -> None:
    table = pa.table(
        {name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(_COLUMNS)}
    )
    table = pa.concat_tables([table.slice(0, cut), table.slice(cut)])
    once = Once.of(table, ruleset, "2026-01-01")
    filled = [tuple(cell or "" for cell in row) for row in rows]  # missing is empty
    known = list(dict.fromkeys(filled))
    assert once.which.tolist() == [known.index(row) for row in filled]
    told = [tuple(cell or "" for cell in row.values()) for row in once.table.to_pylist()]
    assert told == known
    for number in range(len(known)):
        assert once.rows(number).tolist() == np.flatnonzero(once.which == number).tolist()


def test_days_count_where_a_parameter_is_another(ruleset: RuleSet) -> None:
    days = ["2021-05-01", "2021-06-01", "2024-05-01", None, "2021-05-01"]
    table = pa.table({"text": ["a"] * 5, "publish_time": pa.array(days)})
    assert Once.of(table, ruleset, "2024-05-02").which.tolist() == [0, 0, 1, 1, 0]


def _numbers(given: list[str | None], **columns: list[str]) -> list[str]:
    number = pa.chunked_array([given], pa.string())
    return list(_identities(pa.table({"ad_id": number, **columns})).to_pylist())


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["A1", "A2"], ["A1", "A2"]),
        (["A1", "A1", "A1"], ["A1", "A1#2", "A1#3"]),
        (["14012345678", "7"], [None, "7"]),
        (["A1", ""], ["A1", None]),
    ],
)
def test_numbers_of_adverts(given: list[str | None], told: list[str | None]) -> None:
    numbers = _numbers(given, text=["甲", "乙"][: len(given)] + ["丙"] * (len(given) - 2))
    for number, own in zip(numbers, told, strict=True):
        assert number == own if own else is_made_up(number)


def test_an_advert_without_a_number_is_known_by_what_it_says() -> None:
    july = {"text": ["保本", "付息", "保本"], "publish_time": ["2026-07-01"] * 3}
    august = {"text": ["付息", "返利", "保本"], "publish_time": ["2026-07-01"] * 3}
    mine, theirs = _numbers([None, "", None], **july), _numbers([None] * 3, **august)
    assert len({*mine}) == 3
    assert mine[2] == f"{mine[0]}#2"
    assert (theirs[0], theirs[2]) == (mine[1], mine[0])
    assert theirs[1] not in mine
    later = _numbers([None], text=["保本"], publish_time=["2026-08-01"])
    assert later[0] not in mine
    assert all(is_made_up(number) and not personal(number) for number in [*mine, *later])


@pytest.mark.parametrize(
    ("number", "made"),
    [("AD000005", True), ("AD000005#2", True), ("G5", False), ("AD-2026-5", False), ("5", False)],
)
def test_which_numbers_are_made_up(number: str, made: bool) -> None:
    assert is_made_up(number) == made


def test_own_columns_stay_with_their_rows(ruleset: RuleSet, tmp_path: Path) -> None:
    """Day, channel and number differ between adverts that read alike; parts of a large run cut
    through them."""
    texts = ["保本保息，年化18%，按月付息", "投5万返6万，当天到账，电话1401234{n:04}", "春装上新"]
    rows = [
        f"C{n},{texts[n % 3].format(n=n // 9)},2026-01-{n % 28 + 1:02},渠道{n % 5},联系{n}"
        for n in range(200)
    ]
    file = tmp_path / "ads.csv"
    file.write_text("编号,广告内容,发布时间,渠道,联系人\n" + "\n".join(rows), "utf-8")
    plan = Plan(tmp_path / "work", chunk=60)
    small, large = (screen_files(adverts=[file], ruleset=ruleset, plan=p) for p in (None, plan))
    for name in ("entities", "adverts", "evidence"):
        assert getattr(small, name).equals(getattr(large, name)), name
    told = small.adverts
    lines = told["ad_id"] + "," + told["text"] + "," + told["publish_time"] + "," + told["channel"]
    assert lines.tolist() == [row.rpartition(",")[0] for row in rows]


@settings(deadline=None)
@given(st.lists(st.sampled_from(["A1", "A2", "A10", "B", "京", "a", "A" * 9]), min_size=1))
def test_numbers_of_its_own_have_all_adverts(given_numbers: list[str]) -> None:
    told = _identities(pa.table({"ad_id": pa.chunked_array([given_numbers])})).to_pylist()
    assert len(set(told)) == len(told)
    if len(set(given_numbers)) == len(given_numbers):
        assert told == given_numbers
    assert _ascending(pa.array(given_numbers)) == (
        given_numbers == sorted(set(given_numbers), key=str.encode)
    )
