"""A closed case against which something new stands counts as open, in every table."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from engine.cases import CaseStore, read_findings
from engine.cases.figures import COLUMNS, figures, sentences
from engine.cases.months import cases_of
from engine.cases.reopened import as_open, reopened
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep, fill, mark
from tests.command import saolou

JUXIN, FUSHOU = "云泉县聚鑫投资管理有限公司", "云泉县福寿养老服务有限公司"
CODES = dict(zip(FIRMS["企业名称"], FIRMS["统一社会信用代码"], strict=True))
AUGUST, SEPTEMBER = dt.datetime(2026, 8, 3, 9), dt.datetime(2026, 9, 1, 9)
MORE = ADS.assign(
    编号=["K1", "K2"],
    广告内容=[
        "内部原始股，一万变十万，拉人有奖",
        "预存床位费五万元，年化15%，保本保息，介绍亲友返现",
    ],
)


@pytest.fixture
def closed(sweep: Sweep, db: Path, tmp_path: Path) -> Path:
    sweep(out=tmp_path / "六月")
    day = {"核查日期": "2026-06-20"}
    rows = {
        JUXIN: {"处置措施": "关停取缔或吊销", **day},
        FUSHOU: {"处置措施": "排除（误报）", **day},
    }
    file = fill(tmp_path / "六月/leads.xlsx", tmp_path / "甲.xlsx", rows)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    return db


def _again(db: Path) -> set[str]:
    with CaseStore.open(db) as store:
        return reopened(store, store.cases())


def _counts(db: Path) -> tuple[dict[str, int], list[str]]:
    with CaseStore.open(db) as store:
        cases = store.cases()
        again = reopened(store, cases)
    found = figures([as_open(c) if c["entity_id"] in again else c for c in cases])
    return dict(zip(COLUMNS, found.total.counts, strict=True)), sentences(found)


@pytest.mark.parametrize("day", ["2026-06-20", "", "2026-07-20"])
def test_a_list_that_comes_back_late_does_not_close_what_was_found_since(
    sweep: Sweep, db: Path, tmp_path: Path, day: str
) -> None:
    """Who was there in June, or had the list of June alone, was not told what July found."""
    sweep(out=tmp_path / "六月")
    sweep(now=JULY, ads=MORE)
    done = {JUXIN: "未发现异常", FUSHOU: "排除（误报）"}
    rows = {name: {"处置措施": measure, "核查日期": day} for name, measure in done.items()}
    file = fill(tmp_path / "六月/leads.xlsx", tmp_path / "甲.xlsx", rows)
    mark(file, "a" * 64)
    with CaseStore.open(db, "张三", now=AUGUST) as store:
        store.db.execute("UPDATE run SET inputs_sha256 = ? WHERE id = 1", ("a" * 64,))
        store.import_findings(read_findings(file))
    late = set() if day > "2026-07-01" else {CODES[JUXIN], CODES[FUSHOU]}
    assert _again(db) == late
    states = sweep(now=SEPTEMBER, ads=MORE).entities.set_index("entity_id")["case_state"]
    assert {i for i in (CODES[JUXIN], CODES[FUSHOU]) if states[i] == "有变化"} == late


def test_the_same_evidence_leaves_it_closed(closed: Path, sweep: Sweep) -> None:
    sweep(now=AUGUST)
    assert _again(closed) == set()
    counts, said = _counts(closed)
    assert (counts["关停注销"], counts["排除"], counts["已核查"]) == (1, 1, 2)
    assert not any("又有新的证据" in line for line in said)


def test_new_evidence_takes_it_out_of_the_closed(closed: Path, sweep: Sweep) -> None:
    for now in (AUGUST, SEPTEMBER):  # until somebody has been there
        run = sweep(now=now, ads=MORE)
        states = run.entities.set_index("name")["case_state"]
        assert (states[JUXIN], states[FUSHOU]) == ("有变化", "有变化")
        assert _again(closed) == {CODES[JUXIN], CODES[FUSHOU]}
    counts, said = _counts(closed)
    assert (counts["关停注销"], counts["排除"], counts["已核查"]) == (0, 0, 2)
    assert any("须重新核查的有 2 户" in line for line in said)
    listed = saolou("cases", "list", "--open", "--cases", str(closed)).stdout
    assert "原关停取缔或吊销，又有新的证据，须重新核查" in listed


def test_what_was_sent_to_the_police_has_been_sent(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(out=tmp_path / "六月")
    day = {"核查日期": "2026-06-20"}
    rows = {
        JUXIN: {"处置措施": "移送公安", **day},
        FUSHOU: {"处置措施": "移交市场监管", **day},
    }
    file = fill(tmp_path / "六月/leads.xlsx", tmp_path / "甲.xlsx", rows)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    before, said = _counts(db)
    assert (before["移送公安"], before["移交部门"]) == (1, 1)
    assert not any("仍然计入" in line for line in said)
    sweep(now=AUGUST, ads=MORE)
    counts, said = _counts(db)
    assert (counts["移送公安"], counts["移交部门"], counts["已核查"]) == (1, 1, 2)
    assert any("“已核查”是" in line for line in said)
    assert any("须重新核查的有 2 户" in line for line in said)
    assert any("有 2 户" in line and "仍然计入" in line for line in said)
    with CaseStore.open(db) as store:
        cases = store.cases()
        found = figures([as_open(c) if c["处置措施"] else c for c in cases])
    assert sum(count for _, count, _ in found.handling) == 2


def test_who_was_sent_to_the_police_was_visited_and_waits_for_nobody_to_decide(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    """In one paper, and in the table by months as in the report of the month."""
    sweep(out=tmp_path / "六月")
    rows = {
        JUXIN: {"处置措施": "移送公安", "核查日期": "2026-06-20"},
        FUSHOU: {"处置措施": "关停取缔或吊销"},
    }
    file = fill(tmp_path / "六月/leads.xlsx", tmp_path / "甲.xlsx", rows)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    waiting = sweep(now=AUGUST, ads=MORE).entities["disposition"].eq("线索").sum() - 1
    with CaseStore.open(db) as store:
        season, june = (figures(cases_of(store, month)) for month in ("", "2026-06"))
    for found in (season, june):
        for line in (found.total, *found.by_sector, *found.by_territory):
            told = dict(zip(COLUMNS, line.counts, strict=True))
            assert told["已核查"] >= told["移送公安"] + told["关停注销"]
    assert any(f"尚未登记处置措施的有 {waiting} 户" in line for line in sentences(season))
    visited = {line.label: line.counts[COLUMNS.index("已核查")] for line in season.by_month}
    assert (visited["2026-06"], visited["核查日期未填"]) == (1, 1)
    assert june.total.counts[COLUMNS.index("已核查")] == 1


def test_a_new_visit_closes_it_again(closed: Path, sweep: Sweep, tmp_path: Path) -> None:
    sweep(now=AUGUST, ads=MORE, out=tmp_path / "八月")
    day = {"核查日期": "2026-08-10"}
    rows = {
        JUXIN: {"处置措施": "关停取缔或吊销", **day},
        FUSHOU: {"处置措施": "排除（误报）", **day},
    }
    file = fill(tmp_path / "八月/leads.xlsx", tmp_path / "甲.xlsx", rows)
    with CaseStore.open(closed, "张三", now=dt.datetime(2026, 8, 12, 9)) as store:
        store.import_findings(read_findings(file))
    assert _again(closed) == set()
    states = sweep(now=SEPTEMBER, ads=MORE).entities.set_index("name")["case_state"]
    assert (states[JUXIN], states[FUSHOU]) == ("已办结", "已办结")


def test_the_papers_say_so(closed: Path, sweep: Sweep, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    sweep(now=AUGUST, ads=MORE)
    done = saolou("cases", "paper", "ledger", "--cases", str(closed), "--out", str(tmp_path / "文"))
    assert done.returncode == 0, done.stderr
    book = docx.Document(str(next((tmp_path / "文").glob("*.docx"))))
    told = "".join(cell.text for table in book.tables for row in table.rows for cell in row.cells)
    assert "原排除（误报），又有新的证据，须重新核查" in told


RUIHE = {"统一社会信用代码": ["91640221MA76RHTZ0K"], "住所": ["云泉县城关镇东街9号"]}


def _firm(name: str, scope: str) -> pd.DataFrame:
    return pd.DataFrame({"企业名称": [name], "经营范围": [scope], **RUIHE})


@pytest.mark.parametrize(
    ("name", "scope", "state"),
    [
        ("云泉县瑞禾投资管理有限公司", "投资管理；资产管理", "已排除"),  # an item left out
        ("云泉县瑞禾资产管理有限公司", "投资管理；资产管理；股权投资", "已排除"),  # renamed
        ("云泉县瑞禾商贸有限公司", "资产管理；股权投资", "已排除"),  # another sector besides
        ("云泉县瑞禾商贸有限公司", "资产管理；股权投资；理财", "线索"),
    ],
)
def test_what_said_the_same_before_is_nothing_new(
    tmp_path: Path, name: str, scope: str, state: str
) -> None:
    db, first = str(tmp_path / "c.db"), "云泉县瑞禾投资管理有限公司"
    month = tmp_path / "a.csv"
    _firm(first, "投资管理；资产管理；股权投资").to_csv(month, index=False)
    assert saolou("screen", str(month), "--cases", db, "--out", str(tmp_path / "a")).returncode == 0
    waived = saolou("cases", "waive", first, "--reason", "自有资金", "--cases", db)
    assert waived.returncode == 0
    _firm(name, scope).to_csv(month, index=False)
    assert saolou("screen", str(month), "--cases", db, "--out", str(tmp_path / "b")).returncode == 0
    entities = pd.read_csv(tmp_path / "b/entities.csv")
    assert entities["disposition"].tolist() == [state]


LIGHT = pd.DataFrame(
    {
        "编号": ["L1"],
        "广告主": [FUSHOU],
        "广告内容": ["稳赚不赔的投资理财"],
        "发布时间": ["2026-08-01"],
    }
)
NONE = LIGHT.assign(广告主="", 广告内容="今日特价，进店有礼")


@pytest.mark.parametrize(
    ("done", "kept"),
    [("移送公安", True), ("已注销失联", True), ("排除（误报）", False), ("未发现异常", False)],
)
def test_new_evidence_lowers_no_firm_and_hides_nothing_of_before(
    sweep: Sweep, db: Path, tmp_path: Path, done: str, kept: bool
) -> None:
    """A run that found nothing new stands between; who was found harmless is not held to what was said."""
    was = sweep(out=tmp_path / "六月").entities.set_index("name").loc[FUSHOU]
    rows = {FUSHOU: {"处置措施": done, "核查日期": "2026-06-20"}}
    file = fill(tmp_path / "六月/leads.xlsx", tmp_path / "甲.xlsx", rows)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    quiet = sweep(now=dt.datetime(2026, 7, 20, 9), ads=NONE).entities.set_index("name").loc[FUSHOU]
    assert "沿用" not in quiet["reasons"]
    for now in (AUGUST, SEPTEMBER):
        found = sweep(now=now, ads=LIGHT).entities.set_index("name").loc[FUSHOU]
        assert found["case_state"] == "有变化"
        assert found["band"] == was["band"] or not kept
        assert ("沿用2026-06-02" in found["reasons"]) == kept
        assert ("G2" in found["carried_items"]) == kept
