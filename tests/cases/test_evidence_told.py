"""What a paper says of the evidence can be understood, and checked, by who does not know the program."""

import datetime as dt
import json
from pathlib import Path

import docx

from engine.cases import CaseStore, read_findings
from engine.cases.papers import for_case
from engine.cases.remember import _fresh
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep, fill

_SHOP = "云泉县金满堂珠宝有限公司"


def _words(file: Path) -> str:
    read = docx.Document(str(file))
    cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in read.paragraphs), *cells])


def test_trade_is_no_suspicion_and_an_advert_is_told_by_number_day_and_place(
    db: Path, sweep: Sweep, tmp_path: Path
) -> None:
    firms = FIRMS.assign(企业名称=[_SHOP, *FIRMS["企业名称"][1:]], 经营范围="珠宝零售")
    ads = ADS[:1].assign(广告主=_SHOP, 发现地点="富民路101号")
    sweep(firms=firms, ads=ads)
    with CaseStore.open(db) as store:
        case = store.find(_SHOP)
        assert any(item[0].startswith("REG-MEM-") for item in json.loads(case["evidence"]))
        talk = _words(for_case(store, "talk", _SHOP, tmp_path, None))
        transfer = _words(for_case(store, "transfer", _SHOP, tmp_path, None))
    assert "批发零售企业" not in talk + transfer
    assert "年化18%" in talk
    assert "广告G1（2026-05-01，见于富民路101号）" in transfer
    assert "标注过的" not in transfer
    assert "像在向公众招揽资金（" not in transfer


def test_an_older_store_is_read_as_well(db: Path, sweep: Sweep, tmp_path: Path) -> None:
    sweep()
    with CaseStore.open(db) as store:
        firm = str(FIRMS["企业名称"][0])
        case = store.find(firm)
        old = [item[:7] for item in json.loads(case["evidence"])]
        store.db.execute("UPDATE sighting SET evidence = ?", (json.dumps(old),))
        assert "保本保息" in _words(for_case(store, "transfer", firm, tmp_path, None))


def test_a_closed_case_keeps_what_a_later_run_over_fewer_files_does_not_find(
    db: Path, sweep: Sweep, tmp_path: Path
) -> None:
    sweep(out=tmp_path / "六月")
    firm = str(FIRMS["企业名称"][0])
    file = fill(
        tmp_path / "六月/leads.xlsx",
        tmp_path / "甲.xlsx",
        {firm: {"处置措施": "移送公安", "核查日期": "2026-06-20"}},
    )
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    sweep(ads=ADS[:0], now=dt.datetime(2026, 8, 3, 9))
    with CaseStore.open(db) as store:
        case = store.find(firm)
        assert "保本保息" in _words(for_case(store, "transfer", firm, tmp_path, None))
        days = [then["seen"] for then in store.sighted(case["entity_id"])]
    assert days == sorted(days)
    assert len(days) == 2


def test_what_is_new_is_named_though_it_has_no_words() -> None:
    items = [["CASE-AFFILIATE", "", "", "", "关联企业已被移送", "", "context"]]
    assert _fresh(items) == "关联企业已被移送"
    assert _fresh([["AD-1", "text", "保本", "", "承诺", "", "利诱性"], *items]) == "保本"
