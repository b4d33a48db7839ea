"""A tip that names a firm of the ledger in words of which no rule knows anything is told all the same."""

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import screen
from engine.cases import CaseStore, Finding, keep, remember
from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.score import index
from tests.cases.conftest import ADS, FIRMS, JULY, JUNE, Sweep

JUXIN, NOODLES = "云泉县聚鑫投资管理有限公司", "云泉县乙面馆"
TIPS = pd.DataFrame(
    {
        "编号": ["T1", "T2"],
        "受理时间": ["2026-06-20"] * 2,
        "内容": ["聚鑫换了个地方，还是王甲", f"{NOODLES}的面不好吃"],
    }
)


@pytest.fixture
def again(db: Path, sweep: Sweep, ruleset: RuleSet, tmp_path: Path) -> Run:
    sweep(JUNE)
    done = {"处置措施": "移送公安", "核查日期": "2026-06-10"}
    with CaseStore.open(db, "张三", now=dt.datetime(2026, 6, 11)) as store:
        store.import_findings([Finding("", "", JUXIN, done, "六月.xlsx", "一")])
    other = {"企业名称": NOODLES, "住所": "渠口镇富民路9号", "经营范围": "餐饮服务"}
    firms = pd.concat([FIRMS, pd.DataFrame([other])])
    run = screen(firms, adverts=ADS, tips=TIPS, ruleset=ruleset, watched=True)
    with CaseStore.open(db, now=JULY) as store:
        remember(run, store, lambda points: index(points, ruleset.pack))
        run.write(tmp_path / "七月")
        keep(run, store)
    return run


def test_it_is_told_at_the_firm_and_counts_nothing(again: Run, db: Path, sweep: Sweep) -> None:
    rows = again.entities.set_index("name")
    assert "有举报提到，未命中规则：举报T1" in rows.loc[JUXIN, "remarks"]
    assert NOODLES not in rows.index
    assert not any(NOODLES in line for line in again.messages)
    without = sweep(JULY).entities.set_index("name")
    for column in ("points", "band", "case_state"):
        assert rows.loc[JUXIN, column] == without.loc[JUXIN, column]


def test_the_number_stays_on_the_list_and_off_the_route(again: Run, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(tmp_path / "七月/leads.xlsx")
    told = {
        name: "\n".join(str(c.value) for row in book[name].iter_rows() for c in row if c.value)
        for name in ("线索清单", "扫楼路线")
    }
    assert "未命中规则：举报T1" in told["线索清单"]
    assert "有举报提到，未命中规则" in told["扫楼路线"]
    assert "T1" not in told["扫楼路线"]


def test_of_a_firm_that_is_not_listed_there_is_a_line(
    db: Path, sweep: Sweep, ruleset: RuleSet
) -> None:
    sweep(JUNE)
    plain = FIRMS.assign(经营范围="日用百货零售", 企业名称=FIRMS["企业名称"])
    tips = TIPS.assign(内容="福寿的人换了个地方，还是李乙")
    run = screen(plain, tips=tips, ruleset=ruleset, watched=True)
    named = {tip["name"] for tip in run.naming_tips}
    with CaseStore.open(db, now=JULY) as store:
        remember(run, store, lambda points: index(points, ruleset.pack))
    told = [*run.entities["remarks"], *run.messages]
    assert named == {"云泉县福寿养老服务有限公司"}
    assert any("有举报提到，未命中规则：举报T1、T2" in one for one in told)
