"""What a rule may ask of a record besides its words; one sign turned round and a rule on young or on large
firms picks out the others."""

import pytest

from engine.match.facts import Beside, Facts, age_months, truth
from engine.ruleset import schema

RECORD = {"capital": "500", "kind": "個体工商戶", "est_date": "2024-03-31", "count": "3"}


def asked(field: str, op: str, value: object = None) -> bool | None:
    feature = schema.Attribute.model_validate(
        {"kind": "attribute", "field": field, "op": op, "value": value}
    )
    return truth(feature, Facts(lambda name: RECORD.get(name, ""), "2026-06-01"))


@pytest.mark.parametrize(
    ("field", "op", "value", "so"),
    [
        ("capital", "lt", 501, True),
        ("capital", "lt", 500, False),
        ("capital", "gt", 499, True),
        ("capital", "gt", 500, False),
        ("kind", "gt", 1, None),  # no number
        ("capital", "gt", "1", None),
        ("kind", "contains", ("合作社", "个体"), True),  # in whatever characters
        ("kind", "contains", "公司", False),
        ("kind", "eq", "个体工商户", True),
        ("kind", "eq", "个体", False),
        ("kind", "in", ("公司", "个体工商户"), True),
        ("kind", "present", None, True),
        ("kind", "missing", None, False),
        ("nobody", "missing", None, True),
        ("nobody", "eq", "x", None),
        ("age_months", "lt", 28, True),
        ("age_months", "lt", 27, False),
    ],
)
def test_attributes(field: str, op: str, value: object, so: bool | None) -> None:
    assert asked(field, op, value) is so


@pytest.mark.parametrize(
    ("op", "value", "so"),
    [
        ("ge", 3, True),
        ("ge", 4, False),
        ("gt", 2, True),
        ("gt", 3, False),
        ("lt", 4, True),
        ("lt", 3, False),
    ],
)
def test_counts(op: str, value: int, so: bool) -> None:
    feature = schema.Count.model_validate(
        {"kind": "count", "field": "count", "op": op, "value": value}
    )
    assert truth(feature, Facts(lambda name: RECORD.get(name, ""))) is so


def test_what_was_supplied_is_known_and_nothing_else() -> None:
    known = Facts(
        str, links={"branches": 2}, rates={"text": []}, licence="licensed", licensed_kind="银行"
    )
    assert (known.links, known.rates, known.licence) == ({"branches": 2}, {"text": []}, "licensed")
    assert (known.licensed_kind, Facts(str).licensed_kind) == ("银行", "")
    bare = Facts(str)
    assert (bare.links, bare.rates, bare.licence, bare.met) == ({}, {}, None, {})


def test_records_alike_are_asked_once_and_others_each_time() -> None:
    large, named = (
        schema.Attribute.model_validate({"kind": "attribute", "field": f, "op": op, "value": v})
        for f, op, v in (("capital", "gt", 499), ("kind", "eq", "公司"))
    )
    asked: list[str] = []

    def get(name: str) -> str:
        asked.append(name)
        return RECORD.get(name, "")

    for truths, times in (({}, 2), (None, 4)):
        asked.clear()
        for facts in (Facts(get, truths=truths), Facts(get, truths=truths)):
            assert facts.truth(large) is True
            assert facts.truth(named) is False
        assert len(asked) == times


@pytest.mark.parametrize(
    ("founded", "months"),
    [
        ("2026-06-01", "0"),
        ("2025-07-31", "11"),
        ("2024-06-01", "24"),
        ("2026-06-02", ""),
        ("x", ""),
    ],
)
def test_age(founded: str, months: str) -> None:
    assert age_months(founded, "2026-06-01") == months


@pytest.mark.parametrize(
    ("side", "stands"), [("left", (True, False)), ("right", (False, True)), ("both", (True, True))]
)
def test_beside(side: str, stands: tuple[bool, bool]) -> None:
    near = schema.Near.model_validate({"terms": ["養老"], "within": 2, "side": side})
    beside = Beside(near)
    assert (beside.stands("养老院的床位", 4, 6), beside.stands("床位在养老院", 0, 2)) == stands
    assert not beside.stands("养老院里面的床位", 6, 8)
    assert not beside.stands("床位在那家养老院", 0, 2)
    assert beside.reach == [4 if side != "right" else 0, 4 if side != "left" else 0]
