"""Adverts given as tips and tips given as adverts: read so, most of what they say is lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.ingest import read, sort_out
from engine.model.errors import InputError
from engine.model.terms import RecordKind

_REGISTER = "企业名称,住所,经营范围\n甲商行,东街1号,日用百货\n"
_ADVERTS = (
    "编号,媒体类型,广告主,标题,广告内容,发布时间,联系电话,网址",
    "序号,公众号,发布账号,文案,投放平台,发布时间",
    "短信内容,广告主,媒体",
)
_TIPS = (
    "编号,来源,受理时间,被反映对象,事发地址,内容,承办单位",
    "工单编号,诉求内容,受理时间,来电人,被投诉单位",
    "线索编号,举报内容,被举报单位,现场截图",
)


def _given(folder: Path, header: str, kind: RecordKind, row: str = "") -> None:
    firms, file = folder / "登记.csv", folder / "别的.csv"
    firms.write_text(_REGISTER, encoding="utf-8")
    cells = row or ",".join("保本高息" for _ in header.split(","))
    file.write_text(f"{header}\n{cells}\n", encoding="utf-8")
    found = sort_out([firms], {kind: [file]})
    read(found.named[kind], kind)


@pytest.mark.parametrize("header", _ADVERTS)
def test_adverts_are_no_tips(tmp_path: Path, header: str) -> None:
    _given(tmp_path, header, RecordKind.ADVERT)
    with pytest.raises(InputError, match="--ads"):
        _given(tmp_path, header, RecordKind.TIP)


@pytest.mark.parametrize("header", _TIPS)
def test_tips_are_no_adverts(tmp_path: Path, header: str) -> None:
    _given(tmp_path, header, RecordKind.TIP)
    with pytest.raises(InputError, match="--tips"):
        _given(tmp_path, header, RecordKind.ADVERT)


@pytest.mark.parametrize(
    "header",
    [
        "序号,广告主,广告内容,发布时间,媒体,举报人,举报内容",
        "投诉时间,广告主,广告内容,被投诉单位,投诉内容",
        "时间,内容",
        "内容,来源,联系电话",
    ],
)
def test_what_may_be_tips_is_read_as_such(tmp_path: Path, header: str) -> None:
    _given(tmp_path, header, RecordKind.TIP)


@pytest.mark.parametrize("header", ["内容,来源,联系电话", "广告内容,举报时间", "标题,正文,网址"])
def test_what_may_be_adverts_is_read_as_such(tmp_path: Path, header: str) -> None:
    _given(tmp_path, header, RecordKind.ADVERT)


def test_a_folder_given_with_an_option_is_not_refused(tmp_path: Path) -> None:
    folder = tmp_path / "tips"
    folder.mkdir()
    (folder / "a.csv").write_text(f"{_ADVERTS[0]}\n" + "保本," * 7 + "x\n", encoding="utf-8")
    found = sort_out([], {RecordKind.TIP: [folder], RecordKind.ADVERT: [folder]})
    assert read(found.named[RecordKind.TIP], RecordKind.TIP).rows_in == 1


def test_a_sheet_of_the_other_kind_is_left(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, header in ((book.active, _TIPS[0]), (book.create_sheet("广告"), _ADVERTS[0])):
        sheet.append(header.split(","))
        sheet.append(["保本高息"] * len(header.split(",")))
    book.save(tmp_path / "本.xlsx")
    found = sort_out([], {RecordKind.TIP: [tmp_path / "本.xlsx"]})
    told = read(found.named[RecordKind.TIP], RecordKind.TIP)
    assert told.rows_in == 1
    assert any("工作表“广告”看表头像是广告记录" in note for note in told.sources[0].notes)
