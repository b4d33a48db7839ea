"""A firm whose code was destroyed in one month and is right in the next is the same case."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from engine.cases import CaseStore, read_findings
from engine.cases.remember import NOT_LISTED
from engine.model.terms import MAY_BE
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep, fill
from tests.command import saolou

FUSHOU = "云泉县福寿养老服务有限公司"
JUXIN = "云泉县聚鑫投资管理有限公司"
AUGUST = dt.datetime(2026, 8, 3, 9)


def _without_codes(firms: pd.DataFrame) -> pd.DataFrame:
    return firms.assign(统一社会信用代码="9.1E+17")


@pytest.mark.parametrize("first_ruined", [True, False])
def test_the_decision_goes_on(sweep: Sweep, db: Path, tmp_path: Path, first_ruined: bool) -> None:
    ruined, right = _without_codes(FIRMS), FIRMS
    before, after = (ruined, right) if first_ruined else (right, ruined)
    sweep(out=tmp_path / "六月", firms=before)
    file = fill(
        tmp_path / "六月" / "leads.xlsx",
        tmp_path / "甲.xlsx",
        {JUXIN: {"处置措施": "排除（误报）", "核查日期": "2026-06-10"}},
    )
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
        count = len(store.cases())
    for now in (JULY, AUGUST):  # and it is remembered under the new identity
        run = sweep(now=now, firms=after)
        row = run.entities.set_index("name").loc[JUXIN]
        assert (row["disposition"], row["case_state"]) == ("已排除", "已办结")
        assert NOT_LISTED not in run.run["cases"]
    with CaseStore.open(db, "张三", now=AUGUST) as store:
        assert len(store.cases()) == count
        assert store.history(str(row["entity_id"]))


def test_what_was_known_of_it_goes_on(sweep: Sweep) -> None:
    sweep(firms=_without_codes(FIRMS))
    run = sweep(now=JULY, ads=ADS.iloc[:0])  # its code is right now, and its advert is not given
    row = run.entities.set_index("name").loc[FUSHOU]
    assert (row["disposition"], row["case_state"]) == ("线索", "在办")
    assert "沿用2026-06-02" in row["reasons"]


def test_another_firm_of_that_name_is_not_it(sweep: Sweep) -> None:
    sweep(firms=_without_codes(FIRMS))
    moved = FIRMS.assign(住所="别处大街9号", 法定代表人="钱某")
    run = sweep(now=JULY, firms=moved)
    other, known = run.entities[run.entities["name"] == JUXIN].to_dict("records")
    assert (other["uscc"] != "", other["case_state"]) == (True, "新增")
    assert (known["uscc"], known["case_state"]) == ("", "在办")


NAME = "瑞禾投资管理（云泉）有限公司"
ONE, TWO = "91640221MA76A1B207", "91640221MA76A1B21A"
RUINED = "9.16402E+17"
HERE, THERE = "云泉县清渠镇健康路3号", "云泉县清渠镇团结路18号"
SEPTEMBER = dt.datetime(2026, 9, 1, 9)


def _rows(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    heads = ("企业名称", "统一社会信用代码", "住所", "法定代表人")
    return pd.DataFrame(rows, columns=heads).assign(经营范围="投资管理")


def _cases(db: Path) -> list[str]:
    with CaseStore.open(db) as store:
        return sorted(case["entity_id"] for case in store.cases())


def _notices(run) -> dict[str, str]:  # type: ignore[no-untyped-def]
    told = {
        str(row["entity_id"]): [r for r in row["remarks"].split("|") if r.startswith(MAY_BE)]
        for row in run.entities.to_dict("records")
    }
    return {identity: notice for identity, notices in told.items() for notice in notices}


def _no_ads(sweep: Sweep, firms: pd.DataFrame, now: dt.datetime = JULY):  # type: ignore[no-untyped-def]
    return sweep(now=now, firms=firms, ads=ADS[:0])


@pytest.mark.parametrize("first_ruined", [True, False])
@pytest.mark.parametrize(
    "other",
    [
        (NAME, HERE, "刘禾"),
        ("瑞禾投资管理(云泉)有限公司", HERE, ""),  # half width
        (NAME, THERE, "刘禾"),  # has moved
        (NAME, "云泉县清渠镇健康路 3号", "王某"),
    ],
)
def test_one_firm_is_one_case(
    sweep: Sweep, db: Path, other: tuple[str, str, str], first_ruined: bool
) -> None:
    name, address, person = other
    months = [_rows((NAME, ONE, HERE, "刘禾")), _rows((name, RUINED, address, person))]
    for now, firms in zip((JULY, AUGUST), months[::-1] if first_ruined else months, strict=True):
        run = _no_ads(sweep, firms, now)
    assert len(_cases(db)) == 1
    assert run.entities["case_state"].tolist() == ["在办"]
    assert _notices(run) == {}


def test_who_moved_while_the_code_was_ruined_is_told_on_both(sweep: Sweep, db: Path) -> None:
    _no_ads(sweep, _rows((NAME, ONE, HERE, "刘禾")))
    moved = _rows((NAME, RUINED, THERE, ""))
    for now in (AUGUST, SEPTEMBER):
        run = _no_ads(sweep, moved, now)
        told = _notices(run)
        ruined, right = sorted(_cases(db), reverse=True)
        assert (right, len(told)) == (ONE, 2)
        assert ONE in told[ruined]
        assert ruined in told[ONE]
    # Its code is right again: a case of its own stays one, and the store can be written.
    run = _no_ads(sweep, _rows((NAME, ONE, THERE, "刘禾")), dt.datetime(2026, 10, 1, 9))
    assert _cases(db) == sorted([ONE, ruined])
    assert set(_notices(run)) == {ONE, ruined}
    assert MAY_BE in saolou("cases", "show", ONE, "--cases", str(db)).stdout


@pytest.mark.parametrize("order", [1, -1])
def test_who_could_be_two_is_none_and_says_so(sweep: Sweep, db: Path, order: int) -> None:
    known = _rows((NAME, ONE, HERE, "刘禾"), (NAME, TWO, THERE, "钱苗"))
    _no_ads(sweep, known[::order].reset_index(drop=True))
    _no_ads(sweep, _rows((NAME, RUINED, HERE, "钱苗")), AUGUST)
    run = _no_ads(sweep, _rows((NAME, RUINED, HERE, "钱苗")), SEPTEMBER)
    (new,) = {*_cases(db)} - {ONE, TWO}
    told = _notices(run)
    assert ONE in told[new]
    assert TWO in told[new]
    assert (new in told[ONE], TWO in told[ONE]) == (True, False)


def test_who_agrees_in_both_is_meant_before_who_agrees_in_one(sweep: Sweep, db: Path) -> None:
    _no_ads(sweep, _rows((NAME, ONE, HERE, "刘禾"), (NAME, TWO, THERE, "刘禾")))
    _no_ads(sweep, _rows((NAME, RUINED, HERE, "刘禾"), (NAME, TWO, THERE, "刘禾")), AUGUST)
    assert len(_cases(db)) == 2


def test_two_right_codes_are_two_firms(sweep: Sweep, db: Path) -> None:
    _no_ads(sweep, _rows((NAME, ONE, HERE, "刘禾")))
    run = _no_ads(sweep, _rows((NAME, TWO, HERE, "刘禾")), AUGUST)
    assert _cases(db) == sorted([ONE, TWO])
    assert _notices(run) == {}


def test_shops_of_one_name_in_two_streets_are_not_named(sweep: Sweep, db: Path) -> None:
    shops = [
        _rows(("云泉县理财咨询店", RUINED, street, who)).assign(企业类型="个体工商户")
        for street, who in ((HERE, "刘禾"), (THERE, "钱苗"))
    ]
    for now, rows in zip((JULY, AUGUST), shops, strict=True):
        run = _no_ads(sweep, rows, now)
    assert _notices(run) == {}


@pytest.mark.parametrize("first_ruined", [True, False])
@pytest.mark.parametrize("name", ["瑞禾投资管理有限公司", "云泉县瑞禾投资管理有限公司"])
def test_a_name_without_its_place_is_the_case_of_that_door_and_person(
    sweep: Sweep, db: Path, name: str, first_ruined: bool
) -> None:
    months = [_rows((NAME, ONE, HERE, "刘禾")), _rows((name, RUINED, HERE, "刘禾"))]
    for now, firms in zip((JULY, AUGUST), months[::-1] if first_ruined else months, strict=True):
        run = _no_ads(sweep, firms, now)
    assert len(_cases(db)) == 1
    assert run.entities["case_state"].tolist() == ["在办"]


@pytest.mark.parametrize(
    "other",
    [
        ("瑞丰投资管理有限公司", RUINED, HERE, "刘禾"),
        ("瑞禾投资管理有限公司", TWO, HERE, "刘禾"),
        ("瑞禾投资管理有限公司", RUINED, HERE, "钱苗"),
        ("瑞禾投资管理有限公司", RUINED, THERE, "刘禾"),
    ],
)
def test_of_another_name_code_person_or_door_it_is_not(
    sweep: Sweep, db: Path, other: tuple[str, str, str, str]
) -> None:
    _no_ads(sweep, _rows((NAME, ONE, HERE, "刘禾")))
    _no_ads(sweep, _rows(other), AUGUST)
    assert len(_cases(db)) == 2


def test_beside_the_case_itself_another_spelling_of_it_is_named(sweep: Sweep, db: Path) -> None:
    both = _rows((NAME, ONE, HERE, "刘禾"), ("瑞禾投资管理有限公司", RUINED, HERE, "刘禾"))
    _no_ads(sweep, both[:1])
    told = _notices(_no_ads(sweep, both, AUGUST))
    (new,) = {*_cases(db)} - {ONE}
    assert ONE in told[new]
    assert new in told[ONE]
