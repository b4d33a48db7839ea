"""Tips that were placed with no firm stay on the desk, run after run, until somebody has looked."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import screen
from engine.cases import CaseStore, keep, read_findings, remember
from engine.cases.tip_rows import open_tips, purge
from engine.cases.tips import CARRIED_TIPS
from engine.export.sheets.desk import NAME as DESK
from engine.export.sheets.route import NAME as ROUTE
from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.score import index
from tests.cases.conftest import ADS, FIRMS, JULY, JUNE

AUGUST = dt.datetime(2026, 8, 3, 9)
SAID = "向老人集资，承诺保本高息"
TIPS = pd.DataFrame(
    {
        "编号": ["T1", "T2"],
        "受理时间": ["2026-05-02", "2026-05-03"],
        "被反映对象": ["小张理财店", "丙某"],
        "事发地址": ["清渠镇健康路3号", "金泰商务楼6楼"],
        "内容": [SAID, f"{SAID}，我叫钱不多"],
    }
)
#: The first tip of the next list, which begins anew with the number, about the same on the same day.
NEXT = TIPS.iloc[:1].assign(内容="带客户去外地考察，拉人入股分红，一年翻番")
SHOP = "云泉县小张理财咨询店"
Sweep = Callable[..., Run]


@pytest.fixture
def sweep(db: Path, ruleset: RuleSet) -> Sweep:
    def run(
        now: dt.datetime,
        tips: pd.DataFrame | None = None,
        firms: pd.DataFrame = FIRMS,
        out: Path | None = None,
        off: str = "",
    ) -> Run:
        found = screen(firms, adverts=ADS, tips=tips, ruleset=ruleset)
        with CaseStore.open(db, "经办人", create=True, now=now) as store:
            remember(
                found, store, lambda points: index(points, ruleset.pack), lambda _, item: item[0][:4] != off
            )  # fmt: skip
            if out:
                found.write(out)
            keep(found, store)
        return found

    return run


def _open(db: Path) -> list[str]:
    with CaseStore.open(db) as store:
        return [tip["tip_id"] for tip in open_tips(store)]


def _cells(folder: Path, sheet: str) -> list[str]:
    book = openpyxl.load_workbook(folder / "leads.xlsx")
    return [str(c) for row in book[sheet].iter_rows(values_only=True) for c in row if c]


def test_a_tip_stays_and_says_of_which_run(sweep: Sweep, tmp_path: Path) -> None:
    june = sweep(JUNE, TIPS).loose_tips
    sweep(JULY)
    run = sweep(AUGUST, out=tmp_path / "八月")
    assert run.run["cases"][CARRIED_TIPS] == len(TIPS)
    for old, new in zip(june, run.loose_tips, strict=True):
        for told in ("tip_id", "subject", "where", "reasons", "checks", "building", "floor"):
            assert old[told] == new[told]
    desk = _cells(tmp_path / "八月", DESK)
    assert any("沿用2026-07-01筛查" in cell for cell in desk)
    assert any("第 1 条" in cell or "第1条" in cell for cell in desk)  # its row in its own file
    assert any("筛查时的举报" in cell for cell in _cells(tmp_path / "八月", ROUTE))


def test_a_tip_of_an_earlier_run_says_of_which_its_file_is(sweep: Sweep, tmp_path: Path) -> None:
    sweep(JUNE, TIPS)
    sweep(JULY)  # has no tips of its own
    sweep(AUGUST, NEXT, out=tmp_path / "八月")
    sheet = openpyxl.load_workbook(tmp_path / "八月" / "leads.xlsx")[DESK]
    header, *rows = sheet.iter_rows(values_only=True)
    file = header.index("来源文件")
    of_tips = [row for row in rows if row[-1]]
    told = [str(row[file]).startswith("2026-06-02筛查时的") for row in of_tips]
    assert told == [False, True, True]  # that of this run first
    for row in of_tips:
        assert any(f"见 {row[file]} " in str(cell) for cell in row)


def test_neither_text_nor_reporter_is_kept(sweep: Sweep, db: Path) -> None:
    sweep(JUNE, TIPS)
    with CaseStore.open(db) as store:
        told = "".join(row["told"] for row in store.db.execute("SELECT told FROM tip"))
    assert "小张理财店" in told
    assert SAID not in told
    assert "钱不多" not in told


def test_a_tip_that_is_told_again_stands_once(sweep: Sweep, db: Path) -> None:
    sweep(JUNE, TIPS)
    run = sweep(JULY, TIPS.iloc[::-1])
    assert sorted(tip["tip_id"] for tip in run.loose_tips) == ["T1", "T2"]
    assert CARRIED_TIPS not in run.run["cases"]
    assert len(_open(db)) == len(TIPS)


def test_one_that_finds_its_firm_is_closed(sweep: Sweep, db: Path) -> None:
    sweep(JUNE, TIPS)
    known = pd.concat([FIRMS, pd.DataFrame({"企业名称": [SHOP]})]).fillna("")
    run = sweep(JULY, TIPS, known)
    assert [tip["tip_id"] for tip in run.loose_tips] == ["T2"]
    assert _open(db) == ["T2"]
    assert [tip["tip_id"] for tip in sweep(AUGUST).loose_tips] == ["T2"]


def test_another_tip_of_the_same_number_closes_nothing(sweep: Sweep, db: Path) -> None:
    sweep(JUNE, TIPS)
    other = TIPS.iloc[:1].assign(
        被反映对象=FIRMS["企业名称"][0], 受理时间="2026-06-20", 内容="借了高利贷，被暴力催收"
    )
    run = sweep(JULY, other)
    assert [tip["tip_id"] for tip in run.loose_tips] == ["T1", "T2"]


def test_another_content_under_the_same_number_is_another_tip(sweep: Sweep, db: Path) -> None:
    sweep(JUNE, TIPS)
    assert len(sweep(JULY, NEXT).loose_tips) == len(TIPS) + 1
    assert sorted(_open(db)) == ["T1", "T1", "T2"]


def test_a_closed_tip_hides_no_other_of_its_number(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(JUNE, TIPS.iloc[:1], out=tmp_path / "六月")
    file = _filled(tmp_path / "六月", tmp_path / "回.xlsx", {"T1": {"处置措施": "未发现异常"}})
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    assert [tip["tip_id"] for tip in sweep(JULY, NEXT).loose_tips] == ["T1"]
    assert _open(db) == ["T1"]


def test_a_tip_that_stands_twice_in_a_run_is_one(sweep: Sweep, db: Path) -> None:
    again = TIPS.iloc[:1].assign(内容="向老人集资， 承诺保本高息")
    run = sweep(JUNE, pd.concat([TIPS, again, NEXT]))
    assert [tip["tip_id"] for tip in run.loose_tips] == ["T1", "T2", "T1"]
    assert len(_open(db)) == len(run.loose_tips)


def test_a_tip_without_a_number_is_the_same_in_another_row(sweep: Sweep, db: Path) -> None:
    nameless = TIPS.assign(编号="")
    sweep(JUNE, nameless)
    sweep(JULY, nameless.iloc[::-1])
    assert len(_open(db)) == len(TIPS)


def test_what_the_rules_find_does_not_make_another_tip(ruleset: RuleSet) -> None:
    fewer = replace(ruleset, rules=tuple(rule for rule in ruleset.rules if rule.id != "TIP-011"))
    more, less = (
        screen(FIRMS, tips=TIPS.assign(编号=""), ruleset=rules).loose_tips
        for rules in (ruleset, fewer)
    )
    assert [tip["found"] for tip in more] != [tip["found"] for tip in less]
    assert [tip["key"] for tip in more] == [tip["key"] for tip in less]


def test_what_is_switched_off_is_not_carried(sweep: Sweep) -> None:
    sweep(JUNE, TIPS)
    assert sweep(JULY, off="TIP-").loose_tips == ()


def _filled(folder: Path, target: Path, values: dict[str, dict[str, str]]) -> Path:
    book = openpyxl.load_workbook(folder / "leads.xlsx")
    sheet = book[DESK]
    columns = {str(c.value).replace("\n", ""): c.column for c in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        for tip, cells in values.items():
            if any(str(c.value or "").endswith(f"\n{tip}") for c in row):
                for name, value in cells.items():
                    sheet.cell(row[0].row, columns[name], value)
    book.save(target)
    return target


def test_what_was_done_at_the_desk_closes_it(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(JUNE, TIPS, out=tmp_path / "六月")
    done = {
        "T1": {"处置措施": "未发现异常", "备注": "查无此店"},
        "T2": {"处置措施": "警示约谈"},  # of nobody yet
    }
    file = _filled(tmp_path / "六月", tmp_path / "回.xlsx", done)
    with CaseStore.open(db, "张三", now=JULY) as store:
        report = store.import_findings(read_findings(file))
        assert len(report.closed) == len(report.noted) == 1
        assert store.import_findings(read_findings(file)).closed == []
    assert _open(db) == ["T2"]
    run = sweep(AUGUST, TIPS)
    assert [tip["tip_id"] for tip in run.loose_tips] == ["T2"]
    assert any("T1" in m and "查无此店" in m for m in run.messages)


def test_closing_can_be_taken_back(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(JUNE, TIPS, out=tmp_path / "六月")
    file = _filled(tmp_path / "六月", tmp_path / "回.xlsx", {"T1": {"处置措施": "未发现异常"}})
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
        _, changes = store.undo()
        assert len(changes) == 1
    assert _open(db) == ["T1", "T2"]


def test_a_firm_found_for_it_closes_it(sweep: Sweep, db: Path, tmp_path: Path) -> None:
    sweep(JUNE, TIPS, out=tmp_path / "六月")
    firm = str(FIRMS["企业名称"][0])
    told = {"T1": {"广告主或对象": firm, "处置措施": "警示约谈"}}
    file = _filled(tmp_path / "六月", tmp_path / "回.xlsx", told)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
        assert store.find(firm)["处置措施"] == "警示约谈"
    assert _open(db) == ["T2"]


def test_purge_takes_what_no_run_has_had_since(sweep: Sweep, db: Path) -> None:
    sweep(JUNE, TIPS)
    with CaseStore.open(db) as store:
        assert purge(store, "2026-06-02") == 0
        assert purge(store, "2026-06-03") == len(TIPS)
    assert _open(db) == []


@pytest.mark.parametrize(
    ("again", "which"),
    [
        ({"编号": "T7", "受理时间": "2026-07-20"}, "内容相同的"),  # the same words, another day
        ({"编号": "T7", "内容": "每月付息，老人排队交钱，保本"}, "同一对象的"),
        ({"编号": "T7", "被反映对象": "某店", "事发地址": ""}, "内容相同的"),
        ({"编号": "T7", "被反映对象": "某店", "内容": "每月付息，老人排队交钱，保本"}, ""),
        (
            {"编号": "T7", "被反映对象": "", "事发地址": "", "内容": "每月付息，老人交钱，保本"},
            "",
        ),
    ],
)
def test_one_like_a_closed_one_says_what_that_came_to(
    sweep: Sweep, db: Path, tmp_path: Path, again: dict[str, str], which: str
) -> None:
    first = TIPS.iloc[:1]
    sweep(JUNE, first, out=tmp_path / "六月")
    done = {"T1": {"处置措施": "未发现异常", "备注": "查无此店"}}
    file = _filled(tmp_path / "六月", tmp_path / "回.xlsx", done)
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    run = sweep(AUGUST, first.assign(**again), out=tmp_path / "八月")
    assert [tip["tip_id"] for tip in run.loose_tips] == ["T7"]
    told = f"以前有{which}反映（T1），2026-07-01已办结：未发现异常，查无此店"
    assert any(told in cell for cell in _cells(tmp_path / "八月", DESK)) is bool(which)
    where = first.assign(**again)["事发地址"].iloc[0]
    on_route = any(told in cell for cell in _cells(tmp_path / "八月", ROUTE))
    assert on_route is bool(which and where)
    sweep(dt.datetime(2026, 9, 3, 9), first.assign(**again))  # what was told is not kept with it
    assert len(_open(db)) == 1


def test_what_is_written_beside_the_line_on_it_is_told_at_the_tip(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    """Next month there is another line, or none."""
    sweep(JUNE, TIPS, out=tmp_path / "六月")
    book = openpyxl.load_workbook(tmp_path / "六月/leads.xlsx")
    sheet = book["数据问题"]
    head = {str(cell.value): cell.column for cell in sheet[1]}
    (row,) = [r for r in sheet.iter_rows() if "对应到企业：T1" in str(r[head["说明"] - 1].value)]
    row[head["处理情况"] - 1].value = "待补报"
    book.save(tmp_path / "六月.xlsx")
    with CaseStore.open(db, "张三", now=JUNE) as store:
        assert store.import_findings(read_findings(tmp_path / "六月.xlsx")).noted
    sweep(JULY, out=tmp_path / "七月")
    desk = openpyxl.load_workbook(tmp_path / "七月/leads.xlsx")[DESK]
    told = [str(c) for r in desk.iter_rows(values_only=True) for c in r if "待补报" in str(c)]
    assert len(told) == 1
    assert "小张理财店" in told[0]
