"""Tables as clerks keep them: totals in any column, sheets that are hidden or headed otherwise."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.ingest import read
from engine.model.ingested import Ingested
from engine.model.terms import ATTENTION, FOOTER_ROW, RecordKind


def _csv(folder: Path, kind: RecordKind, *lines: str) -> Ingested:
    path = folder / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return read([path], kind)


@pytest.mark.parametrize(
    "foot",
    [
        "合计3件", "共计 12 起", "本月合计：3件", "全镇合计 7 户", "累计 15 人", "以上共3份",
        "总计：4处", "本页小计 2 条", "合 计", "共5张，其中传单3张", "全县总计 9 家", "小计：3例",
    ],
)  # fmt: skip
def test_totals_are_no_data_in_whichever_column(tmp_path: Path, foot: str) -> None:
    found = _csv(
        tmp_path,
        RecordKind.TIP,
        "序号,来电时间,反映事项,涉及单位",
        "1,7月3日,收老人的钱不还,康福养老",
        "2,7月4日,存钱给高息,鑫农合作社",
        f',,"{foot}",',
    )
    assert found.table.num_rows == 2
    assert [row.cause for row in found.rejected] == [FOOTER_ROW]


@pytest.mark.parametrize(
    "foot",
    [
        "注：以发证机关公布为准", "备注：本表截至上月底", "说明:空白为未填", "（注：不含分支机构）", "注1：含个体户",
        "填表说明：逐户填写", "备 注：无", "※注：摘自登记系统", "附注： 1. 按登记机关排序",
    ],
)  # fmt: skip
@pytest.mark.parametrize("row", [",{},,", "{},,,", ",,{},"])
def test_a_remark_below_a_list_is_no_data(tmp_path: Path, foot: str, row: str) -> None:
    for kind in (RecordKind.LICENCE, RecordKind.REGISTRATION):
        found = _csv(
            tmp_path,
            kind,
            "序号,企业名称,住所,统一社会信用代码",
            "1,甲典当有限公司,东街1号,",
            row.format(foot),
        )
        assert found.table.column("name").to_pylist() == ["甲典当有限公司"]
        assert [row.cause for row in found.rejected] == [FOOTER_ROW]


@pytest.mark.parametrize(
    ("remark", "name"),
    [
        ("", "注册资本代办有限公司"),
        ("", "备注印章店"),
        ("", "说明书印刷厂"),
        ("", "注意力文化传媒有限公司"),
        ("注：由外镇迁入", "甲商行"),
        ("备注：法定代表人已变更", "乙商行"),
    ],
)
def test_a_remark_on_a_firm_loses_no_firm(tmp_path: Path, remark: str, name: str) -> None:
    row = f"{remark},{name},东街1号"
    found = _csv(tmp_path, RecordKind.REGISTRATION, "备注,企业名称,住所", row)
    assert found.table.column("name").to_pylist() == [name]


@pytest.mark.parametrize("text", ["说明：本公司保本付息，欢迎入股", "注：名额有限，日息三厘"])
def test_what_a_text_begins_with_is_its_own(tmp_path: Path, text: str) -> None:
    found = _csv(tmp_path, RecordKind.ADVERT, "编号,广告内容", f"1,{text}", f",{text}二")
    assert found.table.num_rows == 2
    alone = _csv(tmp_path, RecordKind.ADVERT, "广告内容", text)
    assert alone.table.num_rows == 1


@pytest.mark.parametrize(
    "said",
    ["本店合计三人入股", "共计存了三万没还", "以为是银行", "全家都投了", "累计投入 5 万元没还"],
)
def test_what_somebody_says_is_no_total(tmp_path: Path, said: str) -> None:
    found = _csv(
        tmp_path,
        RecordKind.TIP,
        "序号,来电时间,反映事项,涉及单位",
        f",,{said},",
        "2,7月4日,收钱,甲",
    )
    assert found.table.num_rows == 2


def _book(path: Path, **sheets: list[list[str]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


LENT = [["小额贷款公司名称", "批准文号", "有效期至"], ["甲小额贷款有限公司", "1号", "2027-12-31"]]


@pytest.mark.parametrize(
    "head",
    ["典当行名称", "融资担保公司名称", "融资租赁企业名称", "保险营业部名称", "民办学校全称", "养老机构名称"],
)  # fmt: skip
def test_a_list_of_one_kind_is_headed_by_its_kind(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.xlsx"
    _book(path, 小贷=LENT, 其他=[[head, "许可证编号", "有效期至"], ["乙", "2号", "2027-12-31"]])
    found = read([path], RecordKind.LICENCE)
    assert found.table.column("name").to_pylist() == ["甲小额贷款有限公司", "乙"]


@pytest.mark.parametrize("head", ["发证机构名称", "监管机构名称", "总公司名称", "开户行名称"])
def test_who_grants_or_owns_heads_no_list(tmp_path: Path, head: str) -> None:
    path = tmp_path / "a.xlsx"
    _book(path, 小贷=LENT, 其他=[[head, "说明"], ["乙", "2号"], ["丙", "3号"]])
    found = read([path], RecordKind.LICENCE)
    assert found.table.num_rows == 1
    (note,) = [note for note in found.sources[0].notes if "“其他”" in note]
    assert note.startswith(ATTENTION)


def test_a_line_of_remarks_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    _book(path, 小贷=LENT, 备忘=[["随手记", "别的"], ["只有一句"]])
    (note,) = [n for n in read([path], RecordKind.LICENCE).sources[0].notes if "备忘" in n]
    assert not note.startswith(ATTENTION)


def test_a_hidden_sheet_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = _book(path, 今年=LENT, 旧表=LENT)
    book["旧表"].sheet_state = "hidden"
    book.save(path)
    told = {
        s.sheet: [n for n in s.notes if "隐藏" in n]
        for s in read([path], RecordKind.LICENCE).sources
    }
    assert {sheet: len(notes) for sheet, notes in told.items()} == {"今年": 0, "旧表": 1}
    assert told["旧表"][0].startswith(ATTENTION)
