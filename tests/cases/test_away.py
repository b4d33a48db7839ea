"""What is in hand and not on this list, and what the last run had and this one has not."""

import datetime as dt
from pathlib import Path

from engine.cases import CaseStore, read_findings
from engine.cases.remember import NOT_LISTED
from engine.model.terms import LESS
from engine.pipeline import Run
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep, fill

FUSHOU, JUXIN = "云泉县福寿养老服务有限公司", "云泉县聚鑫投资管理有限公司"
AUGUST = dt.datetime(2026, 8, 3, 9)


def _told(run: Run, name: str) -> list[str]:
    return [line for line in run.messages if name in line and "这次没有列入线索" in line]


def test_a_run_over_less_says_so(sweep: Sweep) -> None:
    sweep()
    second = sweep(now=JULY, ads=ADS.iloc[:0])
    (less,) = [line for line in second.messages if line.startswith(LESS)]
    assert "没有给广告：" in less


def test_what_was_judged_otherwise_is_named(sweep: Sweep) -> None:
    sweep(firms=FIRMS.assign(经营范围="养老服务；投资咨询"), ads=ADS.iloc[:0])
    run = sweep(now=JULY, ads=ADS.iloc[:0])
    assert run.run["cases"][NOT_LISTED] == 2
    (line,) = _told(run, FUSHOU)
    assert "现为提示" in line
    (line,) = _told(run, "云泉县甲面馆")
    assert "没有命中" in line


def test_nothing_is_said_when_as_much_is_given(sweep: Sweep) -> None:
    sweep()
    second = sweep(now=JULY)
    assert NOT_LISTED not in second.run["cases"]
    assert not [line for line in second.messages if line.startswith(LESS)]


def test_what_is_settled_is_not_missed(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(out=tmp_path / "六月")
    done = {
        JUXIN: {"处置措施": "移送公安"},
        FUSHOU: {"处置措施": "排除（误报）", "核查日期": "2026-06-10"},
    }
    file = fill(tmp_path / "六月" / "leads.xlsx", tmp_path / "甲.xlsx", done)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    run = sweep(now=AUGUST, ads=ADS.iloc[:0], firms=FIRMS[FIRMS["企业名称"] != JUXIN])
    assert not _told(run, JUXIN)
    assert not _told(run, FUSHOU)
