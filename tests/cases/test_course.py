"""The transfer tells the course of a case: what was told when, what each visit found and decided."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from engine import screen
from engine.cases import CaseStore, Finding, keep, remember
from engine.cases.course import course
from engine.cases.papers import for_case
from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.score import index
from engine.text.mentioned import people_in, sums_in
from tests.cases.conftest import ADS, FIRMS

docx = pytest.importorskip("docx")
JUXIN = str(FIRMS["企业名称"][0])
JUNE, AUGUST, SEPTEMBER = (dt.datetime(2026, month, 20, 9) for month in (6, 8, 9))
TIPS = pd.DataFrame(
    {
        "登记号": ["T1", "", ""],
        "日期": ["2026-06-02", "2026-06-05", ""],
        "被反映对象": [JUXIN] * 3,
        "反映内容": [
            "我在这里投了8万，说保本付息，现在取不出来",
            "村里二十多户投了钱，每户三万元，说保本付息，现在取不出来",
            "他们向老人集资，承诺保本高息，取不出来",
        ],
        "涉及人数": ["5", "", ""],
        "涉及金额": ["40万元", "", ""],
    }
)
LEAFLET = ADS[:1].assign(编号="", 媒体类型="传单", 发布时间="2026-06-01")
Season = Callable[..., Run]


@pytest.fixture
def sweep(db: Path, ruleset: RuleSet) -> Season:
    def run(now: dt.datetime, ads: pd.DataFrame, tips: pd.DataFrame) -> Run:
        found = screen(FIRMS, adverts=ads, tips=tips, ruleset=ruleset)
        with CaseStore.open(db, "经办人", create=True, now=now) as store:
            remember(found, store, lambda points: index(points, ruleset.pack))
            keep(found, store)
        return found

    return run


def _visit(db: Path, now: dt.datetime, **values: str) -> None:
    with CaseStore.open(db, "经办人", now=now) as store:
        store.import_findings([Finding("", "", JUXIN, values, f"{now:%m}月.xlsx", "第 2 行")])


@pytest.fixture
def whole(db: Path, sweep: Season, tmp_path: Path) -> list[list[str]]:
    """The cells of the transfer after a season of two visits and three months."""
    sweep(JUNE, LEAFLET, TIPS)
    first = {"核查人": "甲", "核查日期": "2026-06-25", "实际业务": "理财", "备注": "收据两张"}
    _visit(db, JUNE + dt.timedelta(8), **first, 处置措施="警示约谈")
    # The same leaflet again in August, behind another one, and put up once more.
    again = pd.concat([ADS[1:], LEAFLET, LEAFLET.assign(发布时间="2026-08-02")])
    sweep(AUGUST, again, TIPS[:0])
    _visit(db, AUGUST + dt.timedelta(8), 核查人="乙", 核查日期="2026-08-25", 处置措施="移送公安")
    sweep(SEPTEMBER, ADS[:0], TIPS[:0])
    with CaseStore.open(db) as store:
        paper = docx.Document(str(for_case(store, "transfer", JUXIN, tmp_path, None)))
    return [[cell.text for cell in row.cells] for table in paper.tables for row in table.rows]


def test_each_visit_is_told_with_what_was_found_and_decided(whole: list[list[str]]) -> None:
    visits = [row for row in whole if row[1:2] == ["上门核查"]]
    assert [(row[0], row[2], row[4]) for row in visits] == [
        ("2026-06-25", "甲", "警示约谈"),
        ("2026-08-25", "乙", "移送公安"),
    ]
    assert "理财" in visits[0][3]
    assert "收据两张" in visits[0][3]
    assert visits[1][3] == "同上次"
    assert all(row[5].startswith("高（") for row in visits)
    (first,) = [row for row in whole if row[1:2] == ["首次列入线索"]]
    assert first[0] == "2026-06-20"


def test_persons_and_sums_are_told_of_each_tip(whole: list[list[str]]) -> None:
    (cells,) = [row for row in whole if row[0] == "涉及人数"]
    assert cells[1].startswith("举报 3 件：")
    assert "T1 5人" in cells[1]
    assert "二十多户" in cells[1]
    assert "1 件未写明" in cells[1]
    assert "40万" in cells[3]
    assert "三万元" in cells[3]
    tips = [row for row in whole if row[1:2] and row[1].startswith("收到举报")]
    assert {(row[0], row[1]) for row in tips} == {
        ("2026-06-02", "收到举报（T1）"),
        ("2026-06-05", "收到举报（未登记编号）"),
        ("日期不详", "收到举报（未登记编号）"),
    }


def test_one_leaflet_is_one_row(whole: list[list[str]]) -> None:
    (row,) = [row for row in whole if row[0].startswith("广告")]
    assert row[0] == "广告（未登记编号，传单，2026-06-01、2026-08-02，共2次）"
    assert row[2].count("保本保息") == 1


def test_nothing_is_blank_where_nobody_told(sweep: Season, db: Path) -> None:
    sweep(JUNE, LEAFLET, TIPS[:0])
    with CaseStore.open(db) as store:
        told = course(store, store.find(JUXIN)["entity_id"])
    assert "未载明" in told["persons"]
    assert "未载明" in told["amount"]
    assert all(all(row.values()) for row in told["course"])


@pytest.mark.parametrize(
    ("text", "people", "sums"),
    [
        ("全村30余名老人被骗，共计一百二十万元", ["30余名老人"], ["一百二十万元"]),
        ("涉及群众200多人、资金1.2亿", ["200多人"], ["1.2亿"]),
        ("我们６个人每人两万块", ["6个人"], ["两万块"]),
        ("三个亲戚存了20w，两位老人各交10万", ["三个亲戚", "两位老人"], ["20w", "10万"]),
        ("一千多户，少的3000元", ["一千多户"], ["3000元"]),
        ("他一个人跑了，第三人担保，每人5000", [], []),
        ("2026年3月5日 13800001111 月息1分5", [], []),
        ("某单位10人次，5人口之家，人民币没有了", [], []),
        ("有个王老师在客运站发传单", [], []),
        ("五万养老床位费，说每年给六千，现在不给", [], ["五万"]),
        ("交三万元，每月返400元，期满退本", [], ["三万元"]),
        ("投了十万，一年分红两万，去年还拿到八千元利息", [], ["十万"]),
        ("每月交三千元，每季度给我们一千元", [], ["三千元"]),
        ("投五万返八万，不返五万就去告", [], ["五万"]),
        ("每年给他两万，返还本金五万没有兑现", [], ["两万", "五万"]),
        ("说好利息是3000元，本金20万不退", [], ["20万"]),
    ],
)
def test_people_and_sums_of_a_text(text: str, people: list[str], sums: list[str]) -> None:
    assert (people_in(text), sums_in(text)) == (people, sums)
