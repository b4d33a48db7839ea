"""What is filled in where nobody expects it, or in a file that is not what it seems, is told."""

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from engine.cases import CaseStore, Finding, read_findings
from engine.cases.imported import ImportReport
from engine.export.noted import referral_key
from engine.model.errors import InputError
from tests.cases.conftest import ADS, FIRMS, JULY, JUNE, Sweep, mark

JUXIN, FUSHOU = FIRMS["企业名称"][:2]
DISMISSED = "云泉县财富广场物业服务有限公司"
CODE = "91640221MA00000013"


def _book(path: Path, *rows: list[str], sheet: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(row)
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def _take(db: Path, *files: Path) -> ImportReport:
    with CaseStore.open(db, "张三", now=JUNE) as store:
        return store.import_findings(read_findings(*files))


def test_a_list_of_firms_with_remarks_on_other_matters_is_not_read(tmp_path: Path) -> None:
    theirs = ["企业名称", "统一社会信用代码", "备注"], [JUXIN, "", "年报已报"]
    with pytest.raises(InputError, match="没有可以导入的表"):
        read_findings(_book(tmp_path / "台账.xlsx", *theirs))
    book = openpyxl.load_workbook(
        _book(tmp_path / "六月.xlsx", ["企业名称", "核查人"], [JUXIN, "张三"])
    )
    page = book.create_sheet("年报")
    for row in theirs:
        page.append(row)
    book.save(tmp_path / "六月.xlsx")
    (found, left) = read_findings(tmp_path / "六月.xlsx")
    assert found.values == {"核查人": "张三"}
    assert "“年报”" in left.untaken
    assert "不像核查结果" in left.untaken


@pytest.mark.parametrize("own", ["企业编号", "核查日期", "证照情况"])
def test_remarks_beside_a_column_of_ours_are(tmp_path: Path, own: str) -> None:
    file = _book(tmp_path / "六月.xlsx", ["企业名称", own, "备注"], [JUXIN, "", "下午再去"])
    (found,) = read_findings(file)
    assert found.values == {"备注": "下午再去"}


def test_a_remark_in_no_row_of_a_firm_stops_nothing(tmp_path: Path) -> None:
    head = ["楼层", "企业名称", "核查日期", "处置措施", "备注"]
    file = tmp_path / "六月.xlsx"
    _book(
        file, head, ["第 1 站　健康路3号", "", "", "", "整楼走完"], ["", JUXIN, "", "", "老板不在"]
    )
    left, found = read_findings(file)
    assert found.values == {"备注": "老板不在"}
    assert "第 1 站" in left.untaken
    assert "整楼走完" in left.untaken
    _book(file, head, ["第 1 站　健康路3号", "", "", "警示约谈", ""])
    with pytest.raises(InputError, match=r"第 1 站.*请填在那一家企业的行里"):
        read_findings(file)


def test_comments_and_a_reviewer_without_an_opinion_are_told(tmp_path: Path) -> None:
    file = tmp_path / "六月.xlsx"
    _book(file, ["企业名称", "复核意见", "复核人"], [JUXIN, "", "李四"])
    book = openpyxl.load_workbook(file)
    book["Sheet1"]["B2"].comment = Comment("问过邻居老王", "李四")
    book.save(file)
    told = [one.untaken for one in read_findings(file)]
    assert any("只填了复核人" in one for one in told)
    (hung,) = [one for one in told if "批注" in one]
    assert "B2" in hung
    assert "老王" not in hung


def test_a_folder_is_its_workbooks(tmp_path: Path) -> None:
    folder = tmp_path / "各村"
    for name, firm in (("甲村.xlsx", JUXIN), ("乙村.xlsx", FUSHOU), ("~$甲村.xlsx", "无")):
        _book(folder / name, ["企业名称", "核查人"], [firm, "张三"])
    assert {one.name for one in read_findings(folder)} == {JUXIN, FUSHOU}
    (tmp_path / "空").mkdir()
    with pytest.raises(InputError, match="没有 xlsx"):
        read_findings(tmp_path / "空")


def test_what_is_written_on_a_tip_of_another_line_is_kept(tmp_path: Path, db: Path) -> None:
    head = ["序号", "举报编号", "被举报对象", "受理时间", "转办日期", "接收人", "备注"]
    row = ["1", "T9", "信贷员李某", "2026-05-02", "2026-06-01", "王主任", ""]
    file = _book(tmp_path / "六月.xlsx", head, row, sheet="转纪检监察线索")
    (found,) = read_findings(file)
    assert found.thing == referral_key(["T9", "信贷员李某", "2026-05-02"])
    with CaseStore.open(db, create=True, now=JUNE) as store:
        assert store.import_findings([found]).noted
        assert (
            store.db.execute("SELECT said FROM note").fetchone()[0]
            == "转办日期2026-06-01，接收人王主任"
        )


def test_a_workbook_of_a_run_that_the_store_has_not_is_told(
    sweep: Sweep, tmp_path: Path, db: Path
) -> None:
    sweep()
    ours = _book(tmp_path / "六月.xlsx", ["企业名称", "核查人"], [JUXIN, "张三"])
    with CaseStore.open(db) as store:
        (made,) = store.db.execute("SELECT inputs_sha256 FROM run").fetchone()
    mark(ours, made)
    assert [one.made for one in read_findings(ours)] == [made]
    assert not _take(db, ours).strange
    theirs = [
        Finding("", "", FUSHOU, {"核查人": "李四"}, "邻镇.xlsx", "一", made="0" * 64),
        Finding(CODE, CODE, DISMISSED, {"复核意见": "转为线索"}, "邻镇.xlsx", "二", made="0" * 64),
    ]
    with CaseStore.open(db, now=JUNE) as store:
        report = store.import_findings(theirs)
        assert report.strange == ["邻镇.xlsx"]
        assert report.changed == 1
        assert len(report.unknown) == 1
        assert CODE not in store.identities()


def test_reviews_are_known_by_the_code_and_those_that_change_nothing_are_told(
    sweep: Sweep, db: Path
) -> None:
    sweep()
    rows = [
        Finding("", CODE, DISMISSED, {"复核意见": "转为线索"}, "六月.xlsx", "一"),
        Finding("X1", "", "甲", {"复核意见": "不同意排除"}, "六月.xlsx", "二"),
        Finding("X2", "", "乙", {"复核意见": "同意"}, "六月.xlsx", "三"),
    ]
    with CaseStore.open(db, now=JUNE) as store:
        report = store.import_findings(rows)
        assert store.reviews()[CODE][0] == "转为线索"
    assert report.opinions == ["甲“不同意排除”（二）"]


def test_of_two_files_of_one_name_who_was_there_tells_whose_it_is(sweep: Sweep, db: Path) -> None:
    sweep()

    def said(who: str, done: str) -> Finding:
        return Finding("", "", JUXIN, {"核查人": who, "处置措施": done}, "leads.xlsx", "一")

    with CaseStore.open(db, now=JUNE) as store:
        store.import_findings([said("张三", "警示约谈")])
        report = store.import_findings([said("李四", "未发现异常")])
        assert {one.field for one in report.conflicts} == {"核查人", "处置措施"}
        assert store.find(JUXIN)["处置措施"] == "警示约谈"
        report = store.import_findings([said("张三", "移送公安")])
        assert [(one.known, one.new) for one in report.corrected] == [("警示约谈", "移送公安")]
        assert store.find(JUXIN)["处置措施"] == "移送公安"


def test_a_short_name_is_asked_about_and_another_width_is_none(sweep: Sweep, db: Path) -> None:
    firms = pd.concat([FIRMS[:1], FIRMS[2:]]).assign(
        企业名称=["云泉县聚鑫投资管理（清渠）有限公司", *FIRMS["企业名称"][2:]]
    )
    sweep(firms=firms)
    rows = [
        Finding("", "", "云泉县聚鑫投资管理(清渠)有限公司", {"核查人": "张三"}, "甲.xlsx", "一"),
        Finding("", "", "万家互助社", {"核查人": "张三"}, "甲.xlsx", "二"),
        Finding("", "", "万家超市", {"核查人": "张三"}, "甲.xlsx", "三"),
    ]
    with CaseStore.open(db, now=JUNE) as store:
        report = store.import_findings(rows)
    assert report.changed == 1
    assert report.unknown == [
        "万家互助社（二），是否指“云泉县万家互助专业合作社”？",
        "万家超市（三）",
    ]


def test_remarks_of_several_hands_are_all_kept(sweep: Sweep, db: Path) -> None:
    sweep()

    def said(told: str, file: str, **more: str) -> Finding:
        return Finding("", "", JUXIN, {"备注": told, **more}, file, told)

    with CaseStore.open(db, now=JUNE) as store:
        store.import_findings([said("锁着门", "甲.xlsx"), said("下午再去", "乙.xlsx")])
        assert store.find(JUXIN)["备注"] == "锁着门；下午再去"
        again = store.import_findings([said("锁着门", "甲.xlsx")])
        assert (again.changed, again.same) == (0, 1)
        store.import_findings([said("换了招牌", "丙.xlsx")])
        store.import_findings([said("换了门头", "丙.xlsx")])
        assert store.find(JUXIN)["备注"] == "锁着门；下午再去；换了门头"
        store.import_findings([said("人已搬走", "丁.xlsx", 核查日期="2026-06-01")])
        report = store.import_findings([said("新店主", "戊.xlsx", 核查日期="2026-06-02")])
        assert report.again
        assert store.find(JUXIN)["备注"] == "新店主"
        report = store.import_findings(
            [Finding("", "", FUSHOU, {"核查日期": "2026-07-09"}, "", "一")]
        )
        assert report.untaken == ["一的核查日期“2026-07-09”还没有到，请改正后再导入"]
        assert not store.find(FUSHOU)["核查日期"]


@pytest.mark.parametrize("more", ["持续监测", "移送公安"])
def test_who_is_found_harmless_has_no_other_measure(tmp_path: Path, more: str) -> None:
    head = ["企业名称", "处置措施"]
    file = _book(tmp_path / "六月.xlsx", head, [JUXIN, f"排除（误报）、{more}"])
    with pytest.raises(InputError, match=f"“{more}”不能同时写"):
        read_findings(file)
    _book(file, head, [JUXIN, "未发现异常、排除（误报）"])
    assert read_findings(file)


def _visit(day: str, done: str, made: str = "") -> Finding:
    values = {"核查人": "王五", "核查日期": day, "处置措施": done}
    values = {field: value for field, value in values.items() if value}
    return Finding("", "", JUXIN, values, "leads.xlsx", "一", made=made)


SENT = {"核查日期": "2026-06-28", "处置措施": "移送公安", "核查人": "王五"}


def test_an_older_list_that_was_forgotten_corrects_nothing(sweep: Sweep, db: Path) -> None:
    """All workbooks are called leads.xlsx, and one officer fills in most of them."""
    sweep()
    sweep(ads=ADS[:1], now=dt.datetime(2026, 6, 20))
    with CaseStore.open(db, now=JULY) as store:
        first, second = "1" * 64, "2" * 64  # frames have no hash of their own
        store.db.execute("UPDATE run SET inputs_sha256 = iif(id = 1, ?, ?)", (first, second))
        store.import_findings([_visit("2026-06-28", "移送公安", second)])
        for late in (_visit("2026-06-10", "警示约谈"), _visit("", "警示约谈", first)):
            report = store.import_findings([late])
            assert (report.changed, report.corrected) == (0, [])
            assert "处置措施" in {one.field for one in report.conflicts}
            assert store.values(store.find(JUXIN)["entity_id"]) == SENT
        # Whoever mends what he wrote has the list that he wrote it in, or its day.
        report = store.import_findings([_visit("", "组织认定", second)])
        assert [one.new for one in report.corrected] == ["组织认定"]
        report = store.import_findings([_visit("2026-06-28", "移送公安")])
        assert [one.new for one in report.corrected] == ["移送公安"]


def test_lists_of_two_months_in_one_import_are_two_visits(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    sweep()
    head = ["企业名称", "核查人", "核查日期", "处置措施"]
    files = [
        _book(tmp_path / month / "leads.xlsx", head, [JUXIN, "王五", day, done])
        for month, day, done in (
            ("六月", "2026-06-10", "警示约谈"),
            ("七月", "2026-06-28", "移送公安"),
        )
    ]
    with CaseStore.open(db, now=JULY) as store:
        report = store.import_findings(read_findings(*files))
        assert (report.differing, report.conflicts) == ([], [])
        assert ["警示约谈，2026-06-28 移送公安" in said for said in report.again] == [True]
        history = store.history(store.find(JUXIN)["entity_id"])
    assert {one["source"] for one in history} == {"leads.xlsx"}
    wrong = [_book(tmp_path / m / "leads.xlsx", head, [JUXIN, "", "上周"]) for m in "八九"]
    with pytest.raises(InputError) as told:
        read_findings(*wrong)
    assert ["八/leads" in str(told.value), "九/leads" in str(told.value)] == [True, True]


def test_a_list_of_another_office_does_not_make_ones_own_strange(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    sweep()
    head = ["企业编号", "企业名称", "复核意见"]
    made = {"本镇": "", "邻镇": "0" * 64}
    with CaseStore.open(db, now=JUNE) as store:
        (made["本镇"],) = store.db.execute("SELECT inputs_sha256 FROM run").fetchone()
    files = []
    for number, (town, inputs) in enumerate(made.items(), 3):
        code = f"{CODE[:-1]}{number}"
        files.append(_book(tmp_path / town / "leads.xlsx", head, [code, f"{town}物业", "转为线索"]))
        mark(files[-1], inputs)
    report = _take(db, *files)
    assert report.strange == [str(files[1])]
    with CaseStore.open(db, now=JUNE) as store:
        assert store.reviews()[CODE][0] == "转为线索"
    assert [one.startswith("邻镇物业") for one in report.unknown] == [True]
