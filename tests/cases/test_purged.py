"""What was closed stays closed when its personal data has gone, and what is fresh is not purged."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from engine.cases import CaseStore, Finding
from engine.cases.purge import purge
from engine.cases.told import evidence_key, new_among, wordless
from tests.cases.conftest import ADS, FIRMS, Sweep

JUXIN, BANK = "云泉县聚鑫投资管理有限公司", "云泉县农村信用合作联社"
NEXT_YEAR = dt.datetime(2027, 6, 1, 9)


def _import(db: Path, name: str, now: dt.datetime, **values: str) -> None:
    with CaseStore.open(db, "张三", now=now) as store:
        store.import_findings([Finding("", "", name, values, "核查.xlsx", "核查.xlsx")])


def _purge(db: Path, before: str, now: dt.datetime = NEXT_YEAR) -> str:
    with CaseStore.open(db, "张三", now=now) as store:
        assert purge(store, before) > 0
        assert purge(store, before) == 0
        return "\n".join(store.db.iterdump())


def _state(sweep: Sweep, ads: pd.DataFrame = ADS) -> tuple[str, str]:
    row = sweep(now=NEXT_YEAR, ads=ads).entities.set_index("name").loc[JUXIN]
    return str(row["case_state"]), str(row["remarks"])


@pytest.mark.parametrize("done", ["关停取缔或吊销", "移送公安", "未发现异常"])
def test_what_was_known_of_a_closed_case_is_nothing_new_after_a_purge(
    sweep: Sweep, db: Path, done: str
) -> None:
    sweep()
    _import(db, JUXIN, dt.datetime(2026, 6, 4, 9), 核查日期="2026-06-03", 处置措施=done)
    sweep(now=dt.datetime(2026, 6, 5, 9))
    left = _purge(db, "2027-01-01")
    assert "|年化18%" not in left
    assert "一万元起" not in left
    assert _state(sweep)[0] == "已办结"
    more = ADS.assign(编号=["K1", "K2"], 广告内容=["内部原始股，一万变十万", ADS["广告内容"][1]])
    state, said = _state(sweep, more)
    assert state == "有变化"
    assert "原始股" in said
    assert "年化18%" not in said.partition("又有新的证据")[2]


def test_what_an_exclusion_covers_is_kept_without_its_words(sweep: Sweep, db: Path) -> None:
    sweep()
    _import(db, JUXIN, NEXT_YEAR, 核查日期="2027-05-20", 处置措施="排除（误报）")
    assert "|年化18%" not in _purge(db, "2027-01-01")
    assert _state(sweep)[0] == "已办结"


def test_what_stands_for_words_tells_none_of_them() -> None:
    items = [["AD-X", "text", "13912345678", "", "", "", "社会性"], ["REG-X", "name", "", *"    "]]
    for item in items:
        key = wordless(evidence_key(item))
        assert item[2] == "" or item[2] not in key
        assert wordless(key) == key
        assert new_among([item], {key}) == []
    other = wordless("AD-X|13912345679")
    assert new_among(items[:1], {other}) == items[:1]


def test_a_licensed_firm_is_as_fresh_as_the_last_run_that_had_it(sweep: Sweep, db: Path) -> None:
    bank = {
        "企业名称": BANK,
        "统一社会信用代码": "91640221000000077X",
        "法定代表人": "王",
        "住所": "清渠镇健康路9号",
        "经营范围": "吸收公众存款",
    }
    firms = pd.concat([FIRMS, pd.DataFrame([bank])]).fillna("")
    sweep(firms=firms)
    sweep(firms=firms, now=dt.datetime(2026, 11, 1, 9))
    after = dt.datetime(2026, 11, 3, 9)
    _import(db, BANK, after, 核查日期="2026-11-02", 核查人="田小禾", 备注="许可证 B123")
    with CaseStore.open(db, now=after) as store:
        purge(store, "2026-10-01")
        assert store.find(BANK)["备注"] == "许可证 B123"
    moved = firms.assign(住所=firms["住所"].replace({"清渠镇健康路9号": "城关镇东街1号"}))
    sweep(firms=moved, now=dt.datetime(2026, 12, 1, 9))
    with CaseStore.open(db) as store:
        days = {row["until"] for row in store.db.execute("SELECT until FROM former")}
    assert days == {"2026-11-01"}
