"""What is in hand stays on the list, with what was known of it, when the next files hold less."""

import datetime as dt
import json
from pathlib import Path

import pandas as pd

from engine import screen
from engine.cases import CaseStore, read_findings, remember
from engine.cases.papered import items_of
from engine.cases.remember import CARRIED_ON, NOT_LISTED
from engine.export.personal.neutral import Neutral
from engine.export.told import at_the_door
from engine.pipeline import Run
from engine.ruleset import RuleSet
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep, fill

FUSHOU, JUXIN = "云泉县福寿养老服务有限公司", "云泉县聚鑫投资管理有限公司"
AUGUST = dt.datetime(2026, 8, 3, 9)
OTHER = ADS.iloc[:1].assign(编号="H1", 广告主="", 广告内容="今日特价，进店有礼")


def _row(run: Run, name: str) -> pd.Series:
    rows = run.entities[run.entities["name"] == name]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_firm_in_hand_keeps_its_band_and_says_of_which_run(sweep: Sweep, tmp_path: Path) -> None:
    june = _row(sweep(), JUXIN)
    assert june["band"] == "高"
    run = sweep(now=JULY, ads=OTHER, out=tmp_path / "七月")
    july = _row(run, JUXIN)
    assert (july["disposition"], july["band"], july["case_state"]) == ("线索", "高", "在办")
    assert july["points"] < june["points"]  # points are of this run's files
    assert july["reasons"].startswith("广告G1：沿用2026-06-02：")
    assert "年化18%" in july["reasons"]
    assert "2026-06-02筛查等级为高" in july["remarks"]
    assert "等级沿用前次" in july["remarks"]
    mine = run.evidence[run.evidence["entity_id"] == july["entity_id"]]
    assert not mine["rule_id"].str.startswith("AD-").any()
    assert run.run["cases"][CARRIED_ON] >= 2
    assert NOT_LISTED not in run.run["cases"]


def test_the_day_is_said_once_where_all_are_of_one(sweep: Sweep) -> None:
    sweep()
    for now in (JULY, AUGUST):
        reasons = _row(sweep(now=now, ads=OTHER), JUXIN)["reasons"].split("|")
        first, *more = [reason for reason in reasons if "沿用" in reason]
        assert first.startswith("广告G1：沿用2026-06-02：")
        assert more
        assert all(reason.startswith("广告G1：沿用：") for reason in more)


def test_of_several_days_each_is_said(sweep: Sweep) -> None:
    sweep()
    more = ADS.iloc[:1].assign(编号="K1", 广告内容="内部原始股，一万变十万，拉人有奖")
    sweep(now=JULY, ads=more)
    reasons = _row(sweep(now=AUGUST, ads=OTHER), JUXIN)["reasons"].split("|")
    days = [reason.partition("沿用")[2][:10] for reason in reasons if "沿用" in reason]
    assert set(days) == {"2026-06-02", "2026-07-01"}


def test_a_firm_that_is_no_lead_of_this_run_stays(sweep: Sweep, tmp_path: Path) -> None:
    sweep()
    row = _row(sweep(now=JULY, ads=OTHER), FUSHOU)
    assert (row["disposition"], row["case_state"]) == ("线索", "在办")
    assert row["points"] == 0
    assert "沿用2026-06-02" in row["reasons"]


def test_a_firm_that_no_file_names_stays(sweep: Sweep, tmp_path: Path) -> None:
    sweep()
    nobody = FIRMS[FIRMS["企业名称"] == "云泉县甲面馆"]
    run = sweep(now=JULY, ads=OTHER, firms=nobody, out=tmp_path / "七月")
    row = _row(run, JUXIN)
    assert (row["disposition"], row["band"], row["points"]) == ("线索", "高", 0)
    assert (row["source_file"], row["town"], row["road"]) == ("office.db", "清渠镇", "健康路3号")
    assert row["address"] == "清渠镇健康路3号"
    assert "办案库所记" in row["remarks"]
    assert run.run["counts"]["by_disposition"]["线索"] == len(
        run.entities[run.entities["disposition"] == "线索"]
    )
    assert JUXIN in (tmp_path / "七月/entities.csv").read_text("utf-8-sig")


def test_it_goes_on_month_by_month_until_it_is_closed(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    sweep()
    sweep(now=JULY, ads=OTHER, out=tmp_path / "六月")
    august = _row(sweep(now=AUGUST, ads=OTHER), JUXIN)
    assert august["band"] == "高"
    assert august["reasons"].count("沿用") > august["reasons"].count("2026-06-02") == 1
    with CaseStore.open(db) as store:
        case = store.find(JUXIN)
        assert (case["band"], case["carried"], case["source"]) == ("高", "2026-06-02", "广告监测")
        told = items_of([*store.sighted(case["entity_id"])], whole=False)
        assert any("年化18%" in item["words"] for item in told)
        assert {item[8] for item in json.loads(case["evidence"]) if item[8:]} == {"2026-06-02"}
    file = fill(
        tmp_path / "六月/leads.xlsx", tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "移送公安"}}
    )
    with CaseStore.open(db, "张三", now=AUGUST) as store:
        store.import_findings(read_findings(file))
    closed = _row(sweep(now=dt.datetime(2026, 9, 1, 9), ads=OTHER), JUXIN)
    assert closed["band"] != "高"
    assert "沿用" not in closed["reasons"]


def test_what_this_run_read_again_and_judged_otherwise_is_not_carried(sweep: Sweep) -> None:
    sweep()
    row = _row(sweep(now=JULY), JUXIN)
    assert "沿用" not in row["reasons"] + row["remarks"]


def test_nor_what_the_register_does_not_say_any_more(sweep: Sweep) -> None:
    sweep(firms=FIRMS.assign(经营范围="养老服务；投资咨询"), ads=OTHER)
    assert _row(sweep(now=JULY, ads=OTHER), FUSHOU)["disposition"] == "提示"


def test_nor_where_the_register_has_the_firm_and_finds_nothing(sweep: Sweep) -> None:
    noodles = "云泉县甲面馆"
    sweep(firms=FIRMS.assign(经营范围="餐饮服务；投资咨询"), ads=OTHER)
    july = sweep(now=JULY, ads=OTHER)
    assert noodles not in set(july.entities["name"])
    assert any(noodles in line and "没有命中" in line for line in july.messages)


def test_nor_does_a_run_over_less_bring_that_back(sweep: Sweep, db: Path) -> None:
    noodles = "云泉县甲面馆"
    sweep(firms=FIRMS.assign(经营范围="餐饮服务；投资咨询"), ads=OTHER)
    sweep(now=JULY, ads=OTHER)
    august = sweep(now=AUGUST, ads=OTHER, firms=FIRMS.iloc[:0])
    assert noodles not in set(august.entities["name"])
    with CaseStore.open(db) as store:  # what it was a lead for is still known
        assert "投资咨询" in store.find(noodles)["evidence"]


def test_a_firm_the_register_has_is_shown_as_it_stands_there(sweep: Sweep) -> None:
    noodles = "云泉县甲面馆"
    sweep(ads=ADS.assign(广告主=noodles))
    moved = FIRMS.assign(住所="清渠镇健康路9号")
    row = _row(sweep(now=JULY, ads=OTHER, firms=moved), noodles)
    assert (row["disposition"], row["address"], row["road"]) == (
        "线索",
        "清渠镇健康路9号",
        "健康路9号",
    )
    assert (row["source_row"], row["legal_rep"]) == (4, "赵丁")
    assert "没有这家企业" not in row["remarks"]


def test_a_reason_that_was_carried_goes_with_its_evidence(sweep: Sweep) -> None:
    sweep()
    alone = FIRMS.iloc[:0]
    assert "沿用2026-06-02：名称或经营范围含“投资管理”" in "|".join(
        _row(sweep(now=JULY, firms=alone, ads=ADS.iloc[:1]), JUXIN)["reasons"].split("|")
    )
    august = _row(sweep(now=AUGUST, ads=OTHER), JUXIN)
    assert august["reasons"].count("名称或经营范围含“投资管理”") == 1
    assert "沿用2026-06-02：名称" not in august["reasons"]


def test_what_only_sets_off_others_makes_no_lead_by_itself(sweep: Sweep) -> None:
    hengtong = "云泉县恒通财富管理有限公司"
    june = _row(sweep(), hengtong)
    assert "有关联" in june["reasons"]
    renamed = FIRMS.assign(
        企业名称=FIRMS["企业名称"].replace(hengtong, "云泉县恒通餐饮有限公司"),
        经营范围=FIRMS["经营范围"].replace("财富管理", "餐饮服务"),
    )
    july = sweep(now=JULY, ads=OTHER, firms=renamed)
    assert not july.entities["name"].str.contains("恒通").any()


def test_what_the_office_switched_off_or_excepted_since_is_not_carried(
    sweep: Sweep, db: Path, ruleset: RuleSet
) -> None:
    sweep()
    run = screen(FIRMS, adverts=OTHER, ruleset=ruleset)
    with CaseStore.open(db, now=JULY) as store:
        remember(run, store, lambda points: points, lambda case, item: item[0] != "AD-RATE-001")
    assert "年化18%" not in _row(run, JUXIN)["reasons"].split("招揽公众出钱并许诺回报")[0]
    assert "承诺保住本金" in _row(run, JUXIN)["reasons"]


def test_adverts_alone_find_their_case_again(sweep: Sweep, db: Path) -> None:
    sweep()
    run = sweep(now=JULY, firms=FIRMS.iloc[:0], ads=ADS.iloc[:1].assign(编号="J1"))
    row = _row(run, JUXIN)
    assert (row["uscc"], row["address"]) == (FIRMS["统一社会信用代码"][0], "清渠镇健康路3号")
    assert row["case_state"] == "在办"
    again = sweep(now=AUGUST)
    assert _row(again, JUXIN)["case_state"] == "在办"
    with CaseStore.open(db) as store:
        assert store.find(JUXIN)["entity_id"] == FIRMS["统一社会信用代码"][0]


def test_at_the_door_and_outside_an_earlier_tip_has_no_number() -> None:
    said = "举报T17：沿用2026-06-02：反映收存款（“一年给九百”）"
    assert at_the_door([said]) == ["有举报：沿用2026-06-02：反映收存款"]
    assert Neutral().words()(said).startswith("举报：沿用2026-06-02：")


def test_a_set_to_hand_on_hides_accounts_and_kin_of_an_earlier_run(
    sweep: Sweep, tmp_path: Path
) -> None:
    said = "保本保息，年化18%，李大姐带你入股，一万元起投，随存随取"
    ads = ADS.iloc[:1].assign(广告内容=said)
    sweep(ads=ads)
    sweep(ads=ads.drop(columns="广告主").assign(编号="G9", 发布人="宋桂芳"))
    run = sweep(now=JULY, ads=OTHER)
    assert {"宋桂芳", JUXIN} <= set(run.entities["name"])
    run.write(tmp_path / "转交", redact=True)
    for file in ("entities.csv", "report.html", "run.json"):
        text = (tmp_path / "转交" / file).read_text("utf-8-sig")
        assert "宋桂芳" not in text, file
        assert "李大姐" not in text, file
        assert "office.db" not in text, file
    assert JUXIN in (tmp_path / "转交/entities.csv").read_text("utf-8-sig")
