"""Rows of one look share a finding; where and among which rows they stand changes nothing."""

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.match import RegistrationMatcher
from engine.match.reference import match_registrations
from engine.ruleset import RuleSet, load_ruleset
from tests.match.test_reference import scopes

FIELDS = ("name", "scope", "est_date", "ent_type", "reg_capital")


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def _table(rows: list[tuple[str, str]]) -> pa.Table:
    columns = dict(zip(("name", "scope"), zip(*rows, strict=True), strict=True)) if rows else {}
    return pa.table({f: pa.array(columns.get(f, [""] * len(rows)), pa.string()) for f in FIELDS})


def _found(matcher: RegistrationMatcher, table: pa.Table) -> dict[int, list[object]]:
    return {
        e.row: [e.licensed, e.public_money, *e.hits] for e in matcher.match(table, "2026-06-01")
    }


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(scopes, scopes), min_size=2, max_size=6), st.integers(1, 5), st.data())
def test_neighbours_and_chunks_change_nothing(
    ruleset: RuleSet, rows: list[tuple[str, str]], size: int, data: st.DataObject
) -> None:
    rows = rows + data.draw(st.permutations(rows))  # every row twice, in another order
    together = _found(RegistrationMatcher(ruleset), _table(rows))
    parts: dict[int, list[object]] = {}
    matcher = RegistrationMatcher(ruleset)
    for begin in range(0, len(rows), size):
        found = _found(matcher, _table(rows[begin : begin + size]))
        parts |= {begin + row: hits for row, hits in found.items()}
    assert together == parts
    for row, hits in together.items():
        again = next(r for r in range(len(rows)) if rows[r] == rows[row])
        assert hits == together[again]


def test_one_look_many_places(ruleset: RuleSet) -> None:
    rows = [(f"{'某' * n}地商贸有限公司", f"{'零售' * n}；投资管理") for n in range(1, 40)]
    matcher = RegistrationMatcher(ruleset)
    found = matcher.find(_table(rows), "2026-06-01")
    assert len(found.rows) == len(rows)
    assert len(set(found.look)) == 1
    for evidence in found:
        record = dict(zip(("name", "scope"), rows[evidence.row], strict=True))
        assert {h.matched for h in evidence.hits} >= {"商贸", "投资管理"}
        assert all(record[h.field][h.start : h.end] == h.matched for h in evidence.hits)
    slow = match_registrations(_table(rows), ruleset, "2026-06-01")
    assert [e.hits for e in slow] == [e.hits for e in found]
