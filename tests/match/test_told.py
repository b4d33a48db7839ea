"""What is asked of attributes and of days is asked once for all that answer alike."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from engine.match.eras import Eras
from engine.match.told import Told
from engine.ruleset import schema
from tests.match.invented import rule, words

DAY = "2026-06-01"


def _attribute(field: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"kind": "attribute", "field": field, "op": op, "value": value}


def _told(*features: dict[str, Any]) -> Told:
    rules = [rule(f"T-{at}", {"f": one}) for at, one in enumerate(features)]
    return Told(SimpleNamespace(rules=[*rules, rule("W-1", {"a": words("甲")})]))  # type: ignore[arg-type]


TABLE = pa.table(
    {
        "kind": ["个体", "公司", None, "个体", "公司"],
        "staff": pa.chunked_array([["3", "3"], ["9", "9", "3"]]),
        "est_date": ["2026-01-01", "2020-01-01", "2020-01-01", "2026-05-05", "2019-01-01"],
    }
)


def _numbers(told: Told, rows: list[int], table: pa.Table = TABLE, day: str = DAY) -> list[int]:
    return told.of(table, np.array(rows, np.int64), day).tolist()


def test_rows_that_answer_alike_have_one_number() -> None:
    told = _told(
        _attribute("kind", "eq", "个体"),
        {"kind": "count", "field": "staff", "op": "gt", "value": 5},
    )
    assert _numbers(told, [0, 1, 2, 3, 4]) == [1, 2, 3, 4, 2]
    assert _numbers(told, [4, 3, 0]) == [2, 4, 1]
    assert _numbers(told, []) == []
    assert _numbers(told, [1, 2], TABLE.drop_columns(["kind"])) == [5, 3]


def test_nothing_asked_is_nothing_told() -> None:
    assert _numbers(_told(), [0, 3]) == [0, 0]


def test_how_old_a_firm_is_hangs_on_the_day() -> None:
    told = _told(_attribute("age_months", "lt", 12))
    assert _numbers(told, [0, 1, 2, 3]) == [1, 2, 2, 1]
    assert _numbers(told, [0, 1, 2, 3], day="2027-02-01") == [2, 2, 2, 1]
    assert _numbers(told, [0, 1], TABLE.drop_columns(["est_date"])) == [3, 3]


def test_a_value_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    import engine.match.told as module

    asked: list[str] = []
    truth = module.truth

    def counted(feature: Any, facts: Any) -> Any:
        asked.append(facts.get(feature.field))
        return truth(feature, facts)

    monkeypatch.setattr(module, "truth", counted)
    told = _told(_attribute("kind", "eq", "个体"))
    for _ in range(2):
        _numbers(told, [0, 1, 2, 3, 4])
    assert asked == ["个体", "公司", ""]
    _numbers(told, [0], day="2026-06-02")
    assert asked == ["个体", "公司", "", "个体"]


def _params(*dated: dict[str, float]) -> dict[str, schema.Param]:
    return {
        f"p{at}": schema.Param.model_validate(
            {
                "id": f"p{at}",
                "title": "某",
                "values": {day: {"value": v, "reference": "令"} for day, v in values.items()},
            }
        )
        for at, values in enumerate(dated)
    }


def _of(eras: Eras, days: Any, size: int) -> tuple[list[str], list[int]]:
    told, of = eras.of(days, f"{DAY}T00:00", size)
    return told, of.tolist()


def test_days_between_which_no_limit_changes_are_one() -> None:
    params = _params(
        {"2020-01-01": 1.0, "2022-01-01": 2.0},
        {"2020-01-01": 1.0, "2024-01-01": 3.0},
        {"2021-01-01": 5.0},
    )
    eras = Eras(SimpleNamespace(params=params), [rule("W-1", {"a": words("甲")})])  # type: ignore[arg-type]
    days = pa.array(["2023-05-01", "2020-02-02", "2022-08-08T09:00", None, "", "2021-01-01"])
    assert _of(eras, days, 6) == (["2023-05-01", "2020-02-02", DAY], [0, 1, 0, 2, 2, 1])
    assert _of(eras, None, 3) == ([DAY], [0, 0, 0])
    parts = pa.chunked_array([["2020-02-02"], ["2023-05-01", "2020-03-03"]])
    assert _of(eras, parts, 3) == (["2020-02-02", "2023-05-01"], [0, 1, 0])
    assert _of(eras, pa.chunked_array([], pa.string()), 0) == ([], [])
    assert _of(eras, pa.array([], pa.string()), 0) == ([], [])


def test_each_day_is_its_own_where_rules_ask_how_old_a_firm_is() -> None:
    asks = [rule("T-1", {"f": _attribute("age_months", "lt", 12)})]
    eras = Eras(SimpleNamespace(params={}), asks)  # type: ignore[arg-type]
    days = pa.array(["2023-05-01", "2023-05-02", "2023-05-01"])
    assert _of(eras, days, 3) == (["2023-05-01", "2023-05-02"], [0, 1, 0])
    same = Eras(SimpleNamespace(params={}), [])  # type: ignore[arg-type]
    assert _of(same, days, 3) == (["2023-05-01"], [0, 0, 0])
