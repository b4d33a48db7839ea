"""What stands in a paper: the firm's former names, whether it is closed, where a quote goes on; which month."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from engine.cases import CaseStore
from engine.cases.figures import figures, sentences
from engine.cases.months import last_month, month_of
from engine.cases.papered import by_source
from engine.cases.papers import for_case, for_period
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep
from tests.command import saolou

docx = pytest.importorskip("docx")
OLD, NEW = "云泉县恒通财富管理有限公司", "云泉县恒瑞财富管理有限公司"


def _cells(file: Path) -> list[list[str]]:
    read = docx.Document(str(file))
    return [[cell.text for cell in row.cells] for table in read.tables for row in table.rows]


def test_the_transfer_tells_former_names_and_the_status(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    firms = FIRMS.assign(登记状态="存续")
    sweep(firms=firms)
    closed = firms.assign(企业名称=firms["企业名称"].replace(OLD, NEW), 登记状态="注销")
    sweep(now=JULY, firms=closed)
    with CaseStore.open(db) as store:
        rows = _cells(for_case(store, "transfer", NEW, tmp_path, None))
    (told,) = [row for row in rows if row[0] == "曾用名"]
    assert told == ["曾用名", OLD, "登记状态", "注销"]


def test_files_without_a_status_do_not_take_it(sweep: Sweep, db: Path) -> None:
    sweep(firms=FIRMS.assign(登记状态="注销"))
    sweep(now=JULY)
    with CaseStore.open(db) as store:
        assert store.find(OLD)["status"] == "注销"


def test_a_quote_that_goes_on_says_so(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    before, behind = (
        "我们是一家专门服务本地中老年朋友的老字号，十多年来口碑很好，",
        "，欢迎到店里来坐一坐，喝杯茶，听听讲座，门口有专车接送回家",
    )
    texts = [f"{before}保本保息{behind}", "保本保息"]
    sweep(ads=ADS.assign(广告内容=texts))
    with CaseStore.open(db) as store:
        long, short = (
            [
                quote
                for row in _cells(for_case(store, "transfer", str(name), tmp_path, None))
                if row[0].startswith("广告")
                for quote in row[2].split("\n")
                if "保本保息" in quote
            ]
            for name in FIRMS["企业名称"][:2]
        )
    assert long
    assert any(quote.startswith("…") and quote.endswith("…") for quote in long)
    assert all("…" in (quote[0], quote[-1]) for quote in long)
    assert short
    assert all(quote == "保本保息" for quote in short)


@pytest.mark.parametrize(
    ("day", "as_of", "month"),
    [
        ("2026-08-03", "2026-07-30", "2026-07"),  # the month before is worked up
        ("2026-01-03", "2025-12-30", "2025-12"),
        ("2026-08-03", "2026-08-01", "2026-08"),
        ("2026-08-20", "2026-07-30", "2026-08"),  # its report has been sent
        ("2026-08-03", "2026-03-11", "2026-08"),  # an old register
        ("2026-08-03", "", "2026-08"),
    ],
)
def test_the_month_of_a_run(day: str, as_of: str, month: str) -> None:
    assert month_of(f"{day} 09:00:00", as_of) == month


def test_the_monthly_is_of_the_last_month_unless_another_is_asked_for(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    july = ADS.assign(发布时间=["2026-07-29", "2026-07-30"])
    sweep(now=dt.datetime(2026, 8, 3, 9), ads=july)
    with CaseStore.open(db) as store:
        assert last_month(store) == "2026-07"
        leads = len(store.cases())
    paper = ("cases", "paper", "monthly", "--cases", str(db), "--out", str(tmp_path))
    done = saolou(*paper)
    assert "2026-07" in done.stdout
    assert saolou(*paper, "--month", "2026-08").returncode == 0
    july_, august = (
        "\n".join(p.text for p in docx.Document(str(file)).paragraphs)
        for file in sorted(tmp_path.glob("*月报*.docx"))
    )
    assert f"线索 {leads} 户" in july_
    assert "没有做过筛查" in august  # the run of the third counts for July


def test_before_the_first_run_the_month_has_to_be_told(db: Path, tmp_path: Path) -> None:
    with CaseStore.open(db, create=True):
        pass
    done = saolou("cases", "paper", "monthly", "--cases", str(db), "--out", str(tmp_path))
    assert done.returncode == 2
    assert "--month" in done.stderr


def test_a_firm_that_was_never_closed_has_no_former_names(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    sweep(firms=pd.DataFrame(FIRMS))
    with CaseStore.open(db) as store:
        rows = _cells(for_case(store, "transfer", OLD, tmp_path, None))
    assert ["曾用名", "", "登记状态", ""] in rows


def test_a_paper_holds_no_marks_that_turn_or_drive_a_line(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    marked = FIRMS["企业名称"].replace(OLD, f"\u202e{OLD[:5]}\u2066{OLD[5:]}\x9b31m")
    sweep(firms=FIRMS.assign(企业名称=marked))
    with CaseStore.open(db) as store:
        (name,) = [found for found in (case["name"] for case in store.cases()) if "恒通" in found]
        paper = for_case(store, "transfer", name, tmp_path, None)
    shown = "".join(cell for row in _cells(paper) for cell in row)
    assert "恒通" in shown
    assert not {*shown} & {*"\u202e\u2066\x9b\x1b"}


def test_the_notice_says_nothing_of_other_firms(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    """Who is related to a suspected firm, or beside it, would warn it."""
    sweep()
    with CaseStore.open(db) as store:
        for case in store.cases():
            ties = [
                one for one in case["reasons"].split("|") if "有关联" in one or "同一门址" in one
            ]
            file = for_case(store, "talk", case["name"], tmp_path, None)
            told = "\n".join(line.text for line in docx.Document(str(file)).paragraphs)
            assert "有关联" not in told
            assert "同一门址" not in told
            if case["name"] == OLD:
                assert ties
                assert "财富" in told


def test_files_of_a_month_that_were_screened_later_are_no_zero_report(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    sweep(now=dt.datetime(2026, 7, 20, 9))  # the adverts are of the first of May
    nothing = FIRMS.assign(企业名称=[f"云泉县某某{n}" for n in range(5)], 经营范围="餐饮服务")
    sweep(now=dt.datetime(2026, 8, 20, 9), ads=ADS[:0], firms=nothing.assign(统一社会信用代码=""))
    with CaseStore.open(db) as store:
        told = [
            "".join(p.text for p in docx.Document(str(file)).paragraphs)
            for month in ("2026-05", "2026-04", "2026-07", "2026-08")
            for file in [for_period(store, "monthly", month, "territory", tmp_path, None)]
        ]
    assert ["特此零报告" in said for said in told] == [False, False, False, True]
    assert ["没有做过筛查" in said for said in told] == [False, True, False, False]
    assert ["2026-07-20 才做的" in said for said in told] == [True, False, False, False]
    assert "计入 2026-07 的月报" in told[0]


def test_quotes_that_differ_in_where_the_text_goes_on_are_one() -> None:
    source = {"field": "广告G1", "words": "床位费", "reason": "招揽公众出钱", "basis": ""}
    quotes = ["…预存床位费五万元", "预存床位费五万元", "存床位费", "名额有限…"]
    (row,) = by_source([{**source, "quote": quote} for quote in quotes])
    assert row["quote"] == "预存床位费五万元\n名额有限…"


def test_papers_tell_of_no_runs_and_name_every_source_of_the_course(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    firm = str(FIRMS["企业名称"][0])
    sweep()
    sweep(now=JULY, ads=ADS.assign(广告主="", 广告内容="今日特价，进店有礼"))
    with CaseStore.open(db) as store:
        assert "沿用" in store.find(firm)["reasons"]
        store.db.execute("UPDATE sighting SET source = '举报反映' WHERE run_id = 1")
        rows = _cells(for_case(store, "transfer", firm, tmp_path, None))
        rows += _cells(for_period(store, "ledger", "", "territory", tmp_path, None))
    assert not any("沿用" in cell for row in rows for cell in row)
    (told,) = [row for row in rows if row[0] == "线索来源"]
    assert told[1] == "举报反映、广告监测"


def test_elderly_people_are_counted_by_what_a_reason_says_itself(sweep: Sweep, db: Path) -> None:
    """Not by the words that it quotes, nor by the name of a neighbour."""
    sweep()
    with CaseStore.open(db) as store:
        cases = store.cases()
    (line,) = (said for said in sentences(figures(cases)) if "老年人" in said)
    assert "有 1 户" in line  # 福寿养老 itself, not the four beside it
    blank = {**cases[0], "sector": "其他"}
    for reasons, told in (
        ("广告G1：引导加微信（“老板加微信”）", False),
        ("广告G1：沿用2026-06-01：以礼品、旅游、讲座吸引老年人（“送鸡蛋”）", True),
        ("举报T1：反映养老机构收了大额床位费、会员费，退不出来", True),
        ("与有可疑迹象的企业有关联：云泉县福寿养老服务有限公司（同一地址）", False),
    ):
        said = sentences(figures([{**blank, "reasons": reasons}]))
        assert any("老年人" in one for one in said) == told, reasons
