"""The next run remembers; what was found harmless stays away until something new appears."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from engine.cases import CaseStore, read_findings
from engine.cases.labels import export_labels
from engine.cases.reopened import reopened
from engine.pipeline import Run
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep, fill
from tests.command import saolou

JUXIN, FUSHOU = "云泉县聚鑫投资管理有限公司", "云泉县福寿养老服务有限公司"
HENGTONG = "云泉县恒通财富管理有限公司"


def _row(run: Run, name: str) -> pd.Series:
    return run.entities.set_index("name").loc[name]


def _found(db: Path, tmp_path: Path, rows: dict[str, dict[str, str]]) -> None:
    file = fill(tmp_path / "六月" / "leads.xlsx", tmp_path / "甲.xlsx", rows)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))


def test_new_then_open(sweep: Sweep) -> None:
    first, second = sweep(), sweep(now=JULY)
    leads = first.entities["disposition"] == "线索"
    assert set(first.entities[leads]["case_state"]) == {"新增"}
    assert set(second.entities[leads]["case_state"]) == {"在办"}
    assert second.run["cases"]["在办"] == leads.sum()


def test_harmless_stays_away_and_says_why(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(out=tmp_path / "六月")
    _found(
        db,
        tmp_path,
        {JUXIN: {"处置措施": "排除（误报）", "核查日期": "2026-06-10", "备注": "物业公司"}},
    )
    again = sweep(now=JULY)
    row = _row(again, JUXIN)
    assert (row["disposition"], row["band"], row["points"]) == ("已排除", "无", 0)
    assert "2026-06-10 核查后排除，到 2027-06-10 为止" in row["reasons"]
    assert row["own_words"] == "排除原因：物业公司"
    hits = again.evidence[again.evidence["entity_id"] == row["entity_id"]]
    assert set(hits["status"]) == {"dismissed"}
    assert again.run["counts"]["by_disposition"]["已排除"] >= 1


def test_new_evidence_brings_it_back_and_says_what_is_new(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    sweep(out=tmp_path / "六月")
    _found(db, tmp_path, {JUXIN: {"处置措施": "排除（误报）", "核查日期": "2026-06-10"}})
    more = pd.concat(
        [ADS, ADS.iloc[:1].assign(编号="G9", 广告内容="认购原始股，上市翻五倍，名额有限")]
    )
    row = _row(sweep(now=JULY, ads=more), JUXIN)
    assert (row["disposition"], row["case_state"]) == ("线索", "有变化")
    assert "原始股" in row["remarks"]


def test_the_decision_expires(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(out=tmp_path / "六月")
    _found(db, tmp_path, {JUXIN: {"处置措施": "排除（误报）", "核查日期": "2026-06-10"}})
    late = dt.datetime(2027, 6, 11, 9)
    row = _row(sweep(now=late), JUXIN)
    assert row["disposition"] == "线索"
    assert "到期" in row["remarks"]


@pytest.mark.parametrize("juxin", [JUXIN, "聚鑫（云泉）投资管理有限公司"])
def test_confirmed_cases_raise_their_affiliates(
    sweep: Sweep, db: Path, tmp_path: Path, juxin: str
) -> None:
    """Also where the name has brackets of its own."""
    given = {"firms": FIRMS.replace(JUXIN, juxin), "ads": ADS.replace(JUXIN, juxin)}
    first = sweep(out=tmp_path / "六月", **given)
    assert juxin in _row(first, HENGTONG)["affiliates"]
    _found(db, tmp_path, {juxin: {"处置措施": "移送公安"}})
    row = _row(second := sweep(now=JULY, **given), HENGTONG)
    assert row["points"] == _row(first, HENGTONG)["points"] + 10
    hits = second.evidence[second.evidence["entity_id"] == row["entity_id"]]
    assert "CASE-AFFILIATE" in set(hits[hits["status"] == "counted"]["rule_id"])
    done = _row(second, juxin)
    assert done["case_state"] == "已办结"
    assert "移送公安" in done["remarks"]
    counts = second.run["counts"]
    assert counts["evidence"] == len(second.evidence)
    assert counts["evidence_by_status"] == dict(second.evidence["status"].value_counts())


def test_what_became_of_another_firm_opens_no_case_again(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    """List, ledger and figures say the same of a closed firm whose neighbour was sent to the police."""
    sweep(out=tmp_path / "六月")
    done = {JUXIN: {"处置措施": "移送公安"}, HENGTONG: {"处置措施": "变更名称或经营范围"}}
    _found(db, tmp_path, done)
    for now in (JULY, dt.datetime(2026, 7, 20)):
        run = sweep(now=now)
        assert _row(run, HENGTONG)["case_state"] == "已办结"
        assert run.run["cases"]["已办结仍有新线索"] == 0
        with CaseStore.open(db) as store:
            assert reopened(store, store.cases()) == set()


def test_evidence_that_a_decision_dismissed_is_counted_as_such(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    sweep(out=tmp_path / "六月")
    _found(db, tmp_path, {JUXIN: {"处置措施": "排除（误报）", "核查日期": "2026-06-10"}})
    run = sweep(now=JULY)
    told = dict(run.evidence["status"].value_counts())
    assert run.run["counts"]["evidence_by_status"] == told
    assert sum(told.values()) == run.run["counts"]["evidence"]


def test_labels_for_the_analysts(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(out=tmp_path / "六月")
    _found(
        db, tmp_path,
        {JUXIN: {"处置措施": "移送公安", "实际业务": "房东马建国说是收款", "备注": "13912345678"}, FUSHOU: {"处置措施": "排除（误报）", "备注": "公办"},
         HENGTONG: {"处置措施": "警示约谈"}},
    )  # fmt: skip
    with CaseStore.open(db) as store:
        assert export_labels(store, tmp_path / "标注") == (1, 1, 0)
    labels = pd.read_csv(tmp_path / "标注/labels_entities.csv", dtype=str, keep_default_na=False)
    assert dict(zip(labels["name"], labels["disposition"], strict=True)) == {
        JUXIN: "线索",
        FUSHOU: "提示",
    }
    assert [*labels["why"]] == ["移送公安", "排除（误报）"]  # no word of who told what
    everything = (tmp_path / "标注/registrations.csv").read_text("utf-8-sig")
    assert "王甲" not in everything
    assert "7010001" not in everything


def test_who_stands_in_no_register_is_no_sample(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    """Its row would be a name and nothing else, and every rule would have missed it."""
    shop = "石桥县老来福康养"
    sweep(ads=pd.concat([ADS, ADS[:1].assign(编号="G3", 广告主=shop)]), out=tmp_path / "六月")
    _found(db, tmp_path, {JUXIN: {"处置措施": "移送公安"}, shop: {"处置措施": "移送公安"}})
    done = saolou("cases", "export-labels", "--cases", str(db), "--out", str(tmp_path / "标注"))
    assert "属实 1 户" in done.stdout
    assert "另有 1 户" in done.stdout
    for name in ("registrations.csv", "labels_entities.csv"):
        assert shop not in (tmp_path / "标注" / name).read_text("utf-8-sig")


def test_nothing_found_is_done_until_something_new(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(out=tmp_path / "六月")
    _found(db, tmp_path, {JUXIN: {"处置措施": "未发现异常", "核查日期": "2026-06-10"}})
    row = _row(sweep(now=JULY), JUXIN)
    assert (row["disposition"], row["case_state"]) == ("线索", "已办结")
    assert "未发现异常" in row["remarks"]
    more = pd.concat(
        [ADS, ADS.iloc[:1].assign(编号="G9", 广告内容="认购原始股，上市翻五倍，名额有限")]
    )
    assert _row(sweep(now=JULY, ads=more), JUXIN)["case_state"] == "有变化"
