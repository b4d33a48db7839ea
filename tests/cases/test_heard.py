"""A new complaint or advert about a firm that was closed is something new, whatever words it has."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from engine import screen
from engine.cases import CaseStore, Finding, keep, remember
from engine.cases.purge import purge
from engine.cases.reopened import reopened
from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.score import index
from tests.cases.conftest import ADS, FIRMS, JUNE

JUXIN, FUSHOU, COOP = (str(name) for name in FIRMS["企业名称"][:3])
JULY, AUGUST, SEPTEMBER, OCTOBER = (dt.datetime(2026, month, 3, 9) for month in (7, 8, 9, 10))
CLOSED_ON = dt.datetime(2026, 6, 20, 15)
TIPS = pd.DataFrame(
    {
        "编号": ["T1", "T2"],
        "受理时间": ["2026-05-02", "2026-05-03"],
        "被反映对象": [JUXIN, COOP],
        "内容": ["向老人集资，承诺保本高息", "向老人集资，承诺保本高息"],
    }
)
#: Another complaint with the words of the first, about either.
MORE = TIPS.assign(
    编号=["T8", "T9"],
    受理时间=["2026-07-11", "2026-07-12"],
    内容="我母亲也交了钱，他们向老人集资，承诺保本高息，现在拿不到",
)
REPOSTED = ADS.assign(编号=["K1", "K2"], 发布时间=["2026-07-20"] * 2)
Sweep = Callable[..., Run]


@pytest.fixture
def sweep(db: Path, ruleset: RuleSet) -> Sweep:
    def run(
        now: dt.datetime,
        ads: pd.DataFrame = ADS,
        tips: pd.DataFrame = TIPS,
        firms: pd.DataFrame = FIRMS,
    ) -> Run:
        found = screen(firms, adverts=ads, tips=tips, ruleset=ruleset)
        with CaseStore.open(db, "经办人", create=True, now=now) as store:
            remember(found, store, lambda points: index(points, ruleset.pack))
            keep(found, store)
        return found

    return run


def _close(
    db: Path, *measures: str, now: dt.datetime = CLOSED_ON, visited: str | None = None
) -> None:
    day = {"核查日期": str(now)[:10] if visited is None else visited}
    day = {name: value for name, value in day.items() if value}
    done = [
        Finding("", "", name, {"处置措施": measure, **day}, "回.xlsx", "一")
        for name, measure in zip((JUXIN, COOP), measures, strict=True)
    ]
    with CaseStore.open(db, "张三", now=now) as store:
        assert not store.import_findings(done, overwrite=True).unknown


@pytest.fixture
def closed(db: Path, sweep: Sweep) -> Path:
    sweep(JUNE)
    _close(db, "排除（误报）", "未发现异常")
    return db


def _again(db: Path) -> set[str]:
    with CaseStore.open(db) as store:
        cases = store.cases()
        ids = reopened(store, cases)
    return {case["name"] for case in cases if case["entity_id"] in ids}


def _told(run: Run) -> dict[str, tuple[str, str, str]]:
    rows = run.entities.set_index("name")
    columns = ("disposition", "case_state", "remarks")
    return {name: tuple(str(rows.loc[name, c]) for c in columns) for name in (JUXIN, COOP)}  # type: ignore[misc]


def _keys(run: Run) -> set[tuple[str, str]]:
    """What rules found of the two, by rule and words."""
    found = run.evidence[run.evidence["status"] != "dismissed"]
    return set(zip(found["rule_id"], found["matched"], strict=True))


@pytest.mark.parametrize("full", [False, True])
def test_a_new_complaint_brings_it_back(closed: Path, sweep: Sweep, full: bool) -> None:
    run = sweep(AUGUST, tips=pd.concat([TIPS, MORE]) if full else MORE)
    for disposition, state, remarks in _told(run).values():
        assert (disposition, state) == ("线索", "有变化")
        assert "新的举报（2026-07-1" in remarks
        assert "2026-05-0" not in remarks.partition("新的举报")[2]
    assert _again(closed) == {JUXIN, COOP}


def test_the_same_words_of_a_later_day_bring_it_back(closed: Path, sweep: Sweep) -> None:
    later = TIPS.assign(编号=["T8", "T9"], 受理时间=["2026-07-11", "2026-07-12"])
    run = sweep(AUGUST, ads=pd.concat([ADS, REPOSTED]), tips=later)
    told = _told(run)
    # Whoever found it harmless must see that it is the same advert that has come back.
    assert "内容同前、以后又出现的广告K1（发布于2026-07-20）" in told[JUXIN][2]
    assert "内容同前、以后又出现的举报（2026-07-12）" in told[COOP][2]
    assert not any("新的广告" in one[2] or "新的举报" in one[2] for one in told.values())
    assert _again(closed) == {JUXIN, COOP}


def test_what_is_new_and_what_has_come_back_are_told_apart(closed: Path, sweep: Sweep) -> None:
    later = pd.concat([TIPS.assign(编号=["T8", "T9"], 受理时间="2026-07-11"), MORE])
    for _, _, remarks in _told(sweep(AUGUST, tips=later)).values():
        told = remarks.partition("现有新的证据：")[2] or remarks.partition("又有新的证据：")[2]
        new, _, again = told.partition("，内容同前、以后又出现的")
        assert new.startswith("新的举报（2026-07-1")
        assert again.startswith("举报（2026-07-11）")


@pytest.mark.parametrize(("visited", "news"), [("2026-06-20", {JUXIN}), ("", set())])
def test_an_advert_put_up_after_the_visit_is_news_though_the_import_is_later(
    db: Path, sweep: Sweep, visited: str, news: set[str]
) -> None:
    sweep(JUNE)
    _close(db, "排除（误报）", "未发现异常", now=AUGUST, visited=visited)
    sweep(SEPTEMBER, ads=REPOSTED)
    assert _again(db) == news


@pytest.mark.parametrize(
    "ads",
    [
        ADS,
        ADS.iloc[::-1].reset_index(drop=True),
        ADS.assign(编号=["X9", "X8"]),  # numbered anew
        ADS.assign(广告内容="  " + ADS["广告内容"]),
        ADS.assign(发布时间="2026-04-01"),  # an earlier day is no news
        ADS.assign(发布时间="2026-06-20"),  # nor is one on which it had not been closed
        ADS.drop(columns="发布时间"),
        pd.concat([ADS, ADS]),
    ],
)
def test_what_was_known_leaves_it_closed(closed: Path, sweep: Sweep, ads: pd.DataFrame) -> None:
    tips = TIPS.iloc[::-1].reset_index(drop=True).assign(编号=["A1", "A2"])
    for now in (JULY, AUGUST):
        run = sweep(now, ads=ads, tips=tips)
        assert [one[:2] for one in _told(run).values()] == [
            ("已排除", "已办结"),
            ("线索", "已办结"),
        ]
        assert _again(closed) == set()


def test_a_number_that_was_made_up_is_not_told(closed: Path, sweep: Sweep) -> None:
    run = sweep(AUGUST, ads=REPOSTED.drop(columns="编号"))
    assert "又出现的广告（发布于2026-07-20）" in _told(run)[JUXIN][2]


def test_the_same_complaint_of_before_the_visit_was_not_known(closed: Path, sweep: Sweep) -> None:
    sweep(JULY, tips=TIPS.assign(编号=["T8", "T9"], 受理时间="2026-06-15"))
    assert _again(closed) == {JUXIN, COOP}


def test_a_harmless_advert_is_no_news(closed: Path, sweep: Sweep) -> None:
    jobs = ADS.assign(编号=["Z1", "Z2"], 广告内容="招聘保洁员两名，月薪三千", 发布时间="2026-07-09")
    sweep(AUGUST, ads=pd.concat([ADS, jobs]))
    assert _again(closed) == set()


def test_it_stays_open_in_runs_without_the_complaint(closed: Path, sweep: Sweep) -> None:
    sweep(JULY, tips=MORE)
    for now in (AUGUST, SEPTEMBER):
        told = _told(sweep(now))
        assert [one[:2] for one in told.values()] == [("线索", "有变化")] * 2
        assert all("新的举报" in one[2] for one in told.values())
        assert _again(closed) == {JUXIN, COOP}
    run = sweep(OCTOBER, ads=ADS[:0], tips=TIPS[:0], firms=FIRMS.iloc[3:])
    assert {JUXIN, COOP} <= set(run.entities[run.entities["disposition"] == "线索"]["name"])


def test_a_new_visit_covers_the_complaint(closed: Path, sweep: Sweep) -> None:
    sweep(JULY, tips=MORE)
    _close(closed, "排除（误报）", "未发现异常", now=AUGUST)
    told = _told(sweep(SEPTEMBER, tips=pd.concat([MORE, TIPS])))
    assert [one[:2] for one in told.values()] == [("已排除", "已办结"), ("线索", "已办结")]
    assert _again(closed) == set()


def test_taking_a_wrong_import_back_does_not_cover_it(closed: Path, sweep: Sweep) -> None:
    sweep(JULY, tips=MORE)
    _close(closed, "警示约谈", "警示约谈", now=AUGUST)
    with CaseStore.open(closed, "张三", now=AUGUST) as store:
        store.undo()
    assert _again(closed) == {JUXIN, COOP}


def test_the_words_of_the_new_complaint_were_known(closed: Path, sweep: Sweep) -> None:
    """Or the tests above would pass by what the rules find."""
    assert _keys(sweep(JULY, tips=TIPS.assign(内容=MORE["内容"]))) == _keys(sweep(JULY, tips=MORE))


def _as_before(db: Path) -> None:
    """As an earlier version left it."""
    with CaseStore.open(db) as store:
        store.db.execute("UPDATE run SET hears = 0")
        store.db.execute("DELETE FROM heard")


def test_a_store_of_before_reopens_only_for_what_is_dated_since(closed: Path, sweep: Sweep) -> None:
    _as_before(closed)
    other = closed.with_name("other.db")
    shutil.copy(closed, other)
    undated = pd.concat([TIPS, MORE]).drop(columns="受理时间")
    for now in (AUGUST, SEPTEMBER):
        sweep(now, tips=undated, ads=pd.concat([ADS, REPOSTED.assign(发布时间="2026-06-01")]))
        assert _again(closed) == set()
    sweep(OCTOBER, tips=undated.assign(内容="又有人向老人集资，承诺保本高息"))
    assert _again(closed) == {JUXIN, COOP}
    shutil.copy(other, closed)
    sweep(AUGUST, tips=pd.concat([TIPS, MORE]))
    assert _again(closed) == {JUXIN, COOP}


def test_no_text_of_a_tip_is_kept_and_no_remark_tells_its_number(
    closed: Path, sweep: Sweep
) -> None:
    assert not any("T9" in one[2] for one in _told(sweep(AUGUST, tips=MORE)).values())
    with CaseStore.open(closed, now=SEPTEMBER) as store:
        rows = [tuple(row) for row in store.db.execute("SELECT * FROM heard")]
        assert rows
        assert not any("老人" in str(row) for row in rows)
        assert purge(store, "2026-09-01") > 0
        left = store.db.execute("SELECT entity_id, number, persons, amount FROM heard").fetchall()
        closed_ones = {c["entity_id"] for c in store.cases() if c["处置措施"]}
    # Or what had been heard would open them as new; of what a tip told nothing is left.
    assert {row[0] for row in left} <= closed_ones
    assert {tuple(row)[1:] for row in left} == {("未记录",) * 3}


def test_the_news_is_the_tip_and_not_how_near_it_comes(closed: Path, sweep: Sweep) -> None:
    """A clerk cannot read 相近程度 95% aloud, and who goes to the door carries no words of a tip."""
    tips = MORE.assign(内容="有人拉我进群买币，群里天天喊")
    run = sweep(AUGUST, tips=tips)
    assert "TIP-011" in {*run.evidence["rule_id"]}
    for _, state, remarks in _told(run).values():
        assert state == "有变化"
        assert "新的举报（2026-07-1" in remarks
        assert "相近程度" not in remarks
        assert "拉我进群" not in remarks


def test_what_a_tip_says_is_told_by_the_rule_and_not_in_its_words(
    closed: Path, sweep: Sweep
) -> None:
    run = sweep(AUGUST, tips=MORE.assign(内容="替互助社代收存款，存一年给7%的利息，开手写收据"))
    remarks = _told(run)[COOP][2]
    assert "反映" in remarks
    assert "代收存款" not in remarks
    assert "一年给7%" not in remarks
