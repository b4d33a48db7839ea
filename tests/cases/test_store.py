"""The case store: nothing overwritten in silence, everything logged, everything undone."""

import sqlite3
from pathlib import Path

import openpyxl
import pytest

from engine.cases import CaseStore, read_findings
from engine.cases.purge import purge
from engine.cases.words import HANDLING
from engine.model.errors import InputError, UsageError
from tests.cases.conftest import JULY, JUNE, Sweep, fill

JUXIN, FUSHOU = "云泉县聚鑫投资管理有限公司", "云泉县福寿养老服务有限公司"


@pytest.fixture
def book(sweep: Sweep, tmp_path: Path) -> Path:
    sweep(out=tmp_path / "六月")
    return tmp_path / "六月" / "leads.xlsx"


def _import(db: Path, file: Path, who: str = "张三", **options: bool):  # type: ignore[no-untyped-def]
    with CaseStore.open(db, who, now=JULY) as store:
        return store.import_findings(read_findings(file), **options)


def test_findings_come_back(book: Path, db: Path, tmp_path: Path) -> None:
    filled = fill(
        book, tmp_path / "甲村.xlsx",
        {JUXIN: {"核查人": "王、李", "核查日期": "2026.6.10", "处置措施": "移送公安"}},
    )  # fmt: skip
    report = _import(db, filled)
    assert (report.changed, len(report.conflicts), report.unknown) == (3, 0, [])
    with CaseStore.open(db) as store:
        case = store.find("聚鑫")
        assert (case["核查日期"], case[HANDLING]) == ("2026-06-10", "移送公安")
        assert [(c["who"], c["source"]) for c in store.history(case["entity_id"])] == [
            ("张三", "甲村.xlsx")
        ] * 3


def test_moved_sorted_and_partly_filled_sheets(book: Path, db: Path, tmp_path: Path) -> None:
    filled = fill(book, tmp_path / "甲村.xlsx", {JUXIN: {"处置措施": "警示约谈"}})
    source = openpyxl.load_workbook(filled)["线索清单"]
    moved = openpyxl.Workbook()
    sheet = moved.active
    assert sheet is not None
    sheet.title = "抄过来的"
    sheet["A1"] = "清渠镇六月核查表"
    keep = [c.column - 1 for c in source[1] if c.value in ("处置措施", "企业编号")]
    rows = [[row[i] for i in reversed(keep)] for row in source.iter_rows(values_only=True)]
    for row in [rows[0], *reversed(rows[1:])]:
        sheet.append(row)
    moved.save(tmp_path / "moved.xlsx")
    assert _import(db, tmp_path / "moved.xlsx").changed == 1


def test_conflicts_are_shown_and_not_overwritten(book: Path, db: Path, tmp_path: Path) -> None:
    one = fill(book, tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "移送公安", "核查人": "王"}})
    two = fill(book, tmp_path / "乙.xlsx", {JUXIN: {"处置措施": "警示约谈", "核查人": "王"}})
    _import(db, one)
    report = _import(db, two, "李四")
    assert [(c.field, c.known, c.known_source, c.new, c.source) for c in report.conflicts] == [
        ("处置措施", "移送公安", "甲.xlsx", "警示约谈", "乙.xlsx")
    ]
    assert report.same == 1
    with CaseStore.open(db) as store:
        assert store.find(JUXIN)[HANDLING] == "移送公安"
    _import(db, two, "李四", overwrite=True)
    with CaseStore.open(db) as store:
        assert store.find(JUXIN)[HANDLING] == "警示约谈"


def test_undo_takes_the_last_batch_back(book: Path, db: Path, tmp_path: Path) -> None:
    _import(db, fill(book, tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "警示约谈"}}))
    _import(db, fill(book, tmp_path / "乙.xlsx", {FUSHOU: {"处置措施": "警示约谈"}}))
    with CaseStore.open(db, "张三") as store:
        store.undo()
        assert store.find(FUSHOU)[HANDLING] == ""
        assert store.find(JUXIN)[HANDLING] == "警示约谈"
        store.undo()
        assert store.find(JUXIN)[HANDLING] == ""
        with pytest.raises(UsageError, match="没有可以撤销"):
            store.undo()


def test_undo_leaves_alone_what_was_there_before_an_import_of_nothing(
    book: Path, db: Path, tmp_path: Path
) -> None:
    filled = fill(book, tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "警示约谈"}})
    _import(db, filled)
    assert _import(db, filled).changed == 0
    with CaseStore.open(db, "张三") as store:
        with pytest.raises(UsageError, match=r"什么也没有写入.*甲\.xlsx，1 项.*--batch 1"):
            store.undo()
        assert store.find(JUXIN)[HANDLING] == "警示约谈"
        with pytest.raises(UsageError, match="只能撤销最近写入的一批"):
            store.undo(2)
        assert store.undo(1)[0] == 1
        assert store.find(JUXIN)[HANDLING] == ""
    _import(db, filled)
    with CaseStore.open(db, "张三") as store:
        assert store.undo()[0] == 3


def test_a_backup_stands_beside_the_store(book: Path, db: Path, tmp_path: Path) -> None:
    _import(db, fill(book, tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "警示约谈"}}))
    copy = sqlite3.connect(db.with_name("office.db.before-import.bak"))
    assert copy.execute("SELECT count(*) FROM finding").fetchone() == (0,)


def test_purge_keeps_counts_and_takes_people_away(sweep: Sweep, db: Path) -> None:
    sweep(now=JUNE)
    with CaseStore.open(db, "张三", now=JULY) as store:
        before = len(store.cases())
        assert purge(store, "2026-06-02") == 0
        assert purge(store, "2026-06-30") > 0
        assert purge(store, "2026-06-30") == 0
        assert len(store.cases()) == before
        assert {c["legal_rep"] + c["phone"] for c in store.cases()} == {""}


def test_purge_takes_what_officers_wrote(db: Path, book: Path, tmp_path: Path) -> None:
    written = {
        "核查人": "田小禾",
        "实际业务": "店主苏大有说在收存款",
        "备注": "苏大有电话已留",
        "处置措施": "排除（误报）",
        "核查日期": "2026-06-10",
    }
    _import(db, fill(book, tmp_path / "甲.xlsx", {JUXIN: written}))
    with CaseStore.open(db, "张三", now=JULY) as store:
        case = store.find(JUXIN)
        assert "（“" in case["reasons"]
        assert purge(store, "2026-06-30") > 0
        case = store.find(JUXIN)
        assert (case["处置措施"], case["核查日期"]) == ("排除（误报）", "2026-06-10")
        assert case["核查人"] + case["实际业务"] + case["备注"] == ""
        assert "（“" not in case["reasons"]
        dump = "\n".join(store.db.iterdump())
        assert "苏大有" not in dump
        assert "田小禾" not in dump
        store.undo()
        assert "已清除" not in "".join(store.values(case["entity_id"]).values())
    assert "苏大有".encode() not in db.read_bytes()


def test_rows_of_unknown_firms_and_bad_days_are_told(book: Path, db: Path, tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    sheet = other.active
    assert sheet is not None
    sheet.append(["企业名称", "处置措施", "核查日期"])
    sheet.append(["云泉县没有这一户", "警示约谈", ""])
    other.save(tmp_path / "o.xlsx")
    assert _import(db, tmp_path / "o.xlsx").unknown == [
        "云泉县没有这一户（o.xlsx 工作表“Sheet”第 2 行）"
    ]
    sheet.append([JUXIN, "警示约谈", "上周"])
    other.save(tmp_path / "o.xlsx")
    with pytest.raises(InputError, match="第 3 行（单元格 C3）的核查日期“上周”"):
        read_findings(tmp_path / "o.xlsx")


@pytest.mark.parametrize("content", [b"", b"not a database at all, only text" * 40])
def test_what_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.db"
    if content:
        file.write_bytes(content)
    with pytest.raises(UsageError, match="办案库"), CaseStore.open(file):
        pass


def test_a_sheet_without_known_columns_is_refused(tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.save(tmp_path / "o.xlsx")
    with pytest.raises(InputError, match="企业编号"):
        read_findings(tmp_path / "o.xlsx")


def test_what_is_no_firm_yet_does_not_stop_the_import(db: Path, book: Path, tmp_path: Path) -> None:
    filled = fill(book, tmp_path / "甲.xlsx", {JUXIN: {"处置措施": "警示约谈"}})
    loaded = openpyxl.load_workbook(filled)
    desk = loaded.create_sheet("案头核查二")
    desk.append(["广告主或对象", "处置措施", "备注", "企业编号"])
    desk.append(["桥头发传单的人", None, "查到是外地流动摊", None])
    desk.append([FUSHOU, "警示约谈", None, None])  # whoever found it out has written the firm
    loaded.save(filled)
    report = _import(db, filled)
    assert report.changed == 2
    with CaseStore.open(db) as store:
        assert store.find(FUSHOU)[HANDLING] == "警示约谈"
    assert report.unknown == []
    (left,) = report.unplaced
    assert "桥头发传单的人" in left
    assert "第 2 行" in left


@pytest.mark.parametrize("wanted", ["", "  "])
def test_an_empty_name_is_no_firm(wanted: str, book: Path, db: Path) -> None:
    """What a variable nobody set leaves: it must not waive the one firm without a code."""
    with CaseStore.open(db) as store, pytest.raises(UsageError, match="没有写明是哪一户"):
        store.find(wanted)
