"""The report of a month that is over says what held at its end, whatever has been found since."""

import datetime as dt
import sqlite3
from importlib.resources import files
from pathlib import Path

import pytest

from engine.cases import CaseStore, Finding
from engine.cases.figures import COLUMNS, figures, sentences
from engine.cases.months import cases_of
from engine.cases.visited import visits_of
from engine.cases.words import HANDLING, VISITED
from tests.cases.conftest import ADS, FIRMS, Sweep
from tests.command import saolou

JUXIN = str(FIRMS["企业名称"][0])
JUNE, AUGUST = dt.datetime(2026, 6, 15, 9), dt.datetime(2026, 8, 20, 9)
NONE = ADS[:0]


def _visit(db: Path, day: str, done: str, now: dt.datetime) -> None:
    found = Finding("", "", JUXIN, {VISITED: day, HANDLING: done}, f"{day}.xlsx", day)
    with CaseStore.open(db, "张三", now=now) as store:
        store.import_findings([found])


def _of(db: Path, month: str, firm: str = JUXIN) -> dict[str, object]:
    with CaseStore.open(db) as store:
        (case,) = [case for case in cases_of(store, month) if case["name"] == firm]
    return {name: case[name] for name in ("band", "sector", "points", "reasons", HANDLING)}


def test_a_month_keeps_its_band_and_sector(sweep: Sweep, db: Path) -> None:
    coop = str(FIRMS["企业名称"][2])
    sweep(ads=NONE, now=JUNE)
    june = _of(db, "2026-06", coop)
    sweep(now=AUGUST, ads=ADS.assign(广告主=[JUXIN, coop]))
    now = _of(db, "", coop)
    assert now["band"] != june["band"]
    assert now["sector"] != june["sector"]
    assert _of(db, "2026-06", coop) == june


def test_a_month_is_told_by_no_later_visit(sweep: Sweep, db: Path) -> None:
    sweep(now=JUNE)
    _visit(db, "2026-08-12", "移送公安", AUGUST)
    assert (_of(db, "2026-06")[HANDLING], _of(db, "2026-08")[HANDLING]) == ("", "移送公安")
    with CaseStore.open(db) as store:
        counts = dict(zip(COLUMNS, figures(cases_of(store, "2026-06")).total.counts, strict=True))
    assert (counts["已核查"], counts["移送公安"]) == (0, 0)


def test_what_was_done_in_a_month_stays_done_in_it_when_the_case_is_open_again(
    sweep: Sweep, db: Path
) -> None:
    sweep(ads=NONE, now=JUNE)
    _visit(db, "2026-06-20", "责令整改规范", dt.datetime(2026, 6, 21))
    _visit(db, "2026-06-22", "变更名称或经营范围", dt.datetime(2026, 6, 23))
    june = _of(db, "2026-06")
    assert june[HANDLING] == "变更名称或经营范围"
    sweep(now=AUGUST)
    assert _of(db, "")[HANDLING] == ""  # to be visited again
    assert _of(db, "2026-06") == june


def test_a_decision_by_command_is_of_its_own_day(sweep: Sweep, db: Path) -> None:
    sweep(now=JUNE)
    _visit(db, "2026-06-20", "警示约谈", dt.datetime(2026, 6, 21))
    done = saolou("cases", "waive", JUXIN, "--reason", "误报", "--cases", str(db))
    assert done.returncode == 0, done.stderr
    assert _of(db, "2026-06")[HANDLING] == "警示约谈"


def test_a_visit_before_the_day_of_a_command_takes_nothing_from_it(sweep: Sweep, db: Path) -> None:
    sweep(now=JUNE)
    _visit(db, "2026-06-20", "警示约谈", dt.datetime(2026, 6, 21))
    assert saolou("cases", "waive", JUXIN, "--reason", "误报", "--cases", str(db)).returncode == 0
    _visit(db, "2026-07-20", "移送公安", AUGUST)
    months = ("2026-06", "2026-07")
    assert [_of(db, month)[HANDLING] for month in months] == ["警示约谈", "移送公安"]
    with CaseStore.open(db) as store:
        (visits,) = visits_of(store).values()
    assert len(visits) == 3


def test_who_was_visited_before_the_runs_of_the_month_is_told_by_what_was_known_then(
    sweep: Sweep, db: Path
) -> None:
    """All runs of a season made on one day, as an office does that begins with a year's papers."""
    sweep(ads=NONE, now=AUGUST)
    first = _of(db, "")
    _visit(db, "2026-06-20", "警示约谈", AUGUST)
    sweep(now=AUGUST)
    second = _of(db, "")
    _visit(db, "2026-07-20", "持续监测", AUGUST)
    sweep(now=AUGUST, ads=NONE, firms=FIRMS.assign(经营范围=["餐饮服务"] * len(FIRMS)))
    for month, then in (("2026-06", first), ("2026-07", second)):
        assert {**_of(db, month), HANDLING: ""} == {**then, HANDLING: ""}


def test_the_log_tells_each_screening(sweep: Sweep, db: Path) -> None:
    sweep(ads=NONE, now=JUNE)
    _visit(db, "2026-06-20", "警示约谈", dt.datetime(2026, 6, 21))
    sweep(now=AUGUST)
    lines = saolou("cases", "history", JUXIN, "--cases", str(db)).stdout.splitlines()[1:]
    kinds = ["筛查" if "筛查" in line else "改动" for line in lines]
    assert kinds == ["筛查", "改动", "改动", "筛查"]
    assert all("指数：" in line and "行业：" in line for line in lines if "筛查" in line)
    assert "等级：高" not in lines[0]
    assert "等级：高" in lines[-1]


def _counts(db: Path, month: str) -> dict[str, int]:
    with CaseStore.open(db) as store:
        found = figures(cases_of(store, month))
    again = sum("须重新核查" in said for said in sentences(found))
    return dict(zip(COLUMNS, found.total.counts, strict=True)) | {"须重新核查": again}


@pytest.mark.parametrize("first", ["关停取缔或吊销", "排除（误报）"])
def test_a_later_decision_closes_nothing_in_the_month_before(
    sweep: Sweep, db: Path, first: str
) -> None:
    """Closed, open again in the same month, and closed once more in the next."""
    sweep(now=dt.datetime(2026, 6, 2))
    _visit(db, "2026-06-05", first, dt.datetime(2026, 6, 6))
    ads = ADS.assign(发布时间="2026-06-20")
    ads.loc[0, "广告内容"] = "月息三分，保本，一万元起投，欢迎上门"
    sweep(now=dt.datetime(2026, 6, 25), ads=ads)
    june = _counts(db, "2026-06")
    assert (june["关停注销"], june["排除"], june["须重新核查"]) == (0, 0, 1)
    for day, done in (("2026-07-08", "责令整改规范"), ("2026-07-12", "排除（误报）")):
        _visit(db, day, done, dt.datetime(2026, 7, 20))
        assert _counts(db, "2026-06") == june
    assert _counts(db, "2026-07")["排除"] == 1


@pytest.fixture
def older(db: Path) -> Path:
    """A store as the version before wrote it: one firm that two runs listed."""
    scripts = sorted(files("engine.cases").joinpath("migrations").iterdir(), key=lambda f: f.name)
    with sqlite3.connect(db) as old:
        for script in scripts[:5]:
            old.executescript(script.read_text(encoding="utf-8"))
        old.execute("PRAGMA user_version = 5")
        for day in (JUNE, AUGUST):
            old.execute(
                "INSERT INTO run (at, who, as_of, rules_sha256, inputs_sha256, counts)"
                " VALUES (?, '', '', '', '', '{}')",
                (day.isoformat(" "),),
            )
        old.execute(
            "INSERT INTO entity (entity_id, name, uscc, address, territory, department, sector,"
            " legal_rep, phone, scope, first_run, last_run)"
            " VALUES ('N1', ?, '', '', '', '', '养老服务', '', '', '', 1, 2)",
            (JUXIN,),
        )
        for run, band in ((1, "低"), (2, "高")):
            old.execute(
                "INSERT INTO sighting (run_id, entity_id, band, points, source, elements, reasons, evidence)"
                " VALUES (?, 'N1', ?, 5, '排查', '', '', '[]')",
                (run, band),
            )
    return db


def test_an_older_store_opens_and_what_it_did_not_keep_is_said_so(older: Path) -> None:
    assert [_of(older, month)["band"] for month in ("2026-06", "")] == ["低", "高"]
    assert [_of(older, month)["sector"] for month in ("2026-06", "")] == ["未记录", "养老服务"]
    told = saolou("cases", "history", JUXIN, "--cases", str(older)).stdout
    assert told.count("指数：未记录") == 2


def _by_command(db: Path, day: dt.datetime) -> None:
    with CaseStore.open(db, "李主任", now=day) as store, store.batch() as batch:
        identity = store.find(JUXIN)["entity_id"]
        store.set_field(batch, identity, HANDLING, "排除（误报）", "命令")
        store.clear(identity, store.today, "没有收款")


def _course(db: Path) -> list[tuple[str, str, str, str]]:
    with CaseStore.open(db) as store:
        (visits,) = visits_of(store).values()
    return [(one.day, one.who, one.values[HANDLING], one.values["证照情况"]) for one in visits]


def test_a_corrected_copy_leaves_a_command_in_its_month(sweep: Sweep, db: Path) -> None:
    sweep(now=dt.datetime(2026, 6, 2, 9))
    _visit(db, "2026-06-10", "警示约谈", dt.datetime(2026, 6, 11))
    _by_command(db, dt.datetime(2026, 7, 10, 9))
    more = Finding("", "", JUXIN, {"证照情况": "有执照"}, "2026-06-10.xlsx", "更正")
    with CaseStore.open(db, "张三", now=dt.datetime(2026, 7, 12)) as store:
        store.import_findings([more])
    assert _course(db) == [
        ("2026-06-10", "", "警示约谈", "有执照"),
        ("2026-07-10", "李主任", "排除（误报）", "有执照"),
    ]
    assert _of(db, "2026-06")[HANDLING] == "警示约谈"
    assert _of(db, "2026-07")[HANDLING] == "排除（误报）"


def test_a_visit_that_is_told_after_a_later_command_stands_before_it(
    sweep: Sweep, db: Path
) -> None:
    sweep(now=dt.datetime(2026, 6, 2, 9))
    _by_command(db, dt.datetime(2026, 7, 10, 9))
    seen = {VISITED: "2026-06-28", "证照情况": "有执照"}
    with CaseStore.open(db, "张三", now=dt.datetime(2026, 7, 12)) as store:
        store.import_findings([Finding("", "", JUXIN, seen, "六月.xlsx", "六月.xlsx")])
    assert _course(db) == [
        ("2026-06-28", "", "", "有执照"),
        ("2026-07-10", "李主任", "排除（误报）", "有执照"),
    ]
