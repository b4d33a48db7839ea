"""A firm whose code was destroyed in one month and is right in the next is the same case."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from engine.cases import CaseStore, read_findings
from engine.cases.remember import NOT_LISTED
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep, fill

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
