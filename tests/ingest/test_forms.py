"""Cards, forms and headers that are none: what was filled in is never taken for a header."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from engine.ingest import read
from engine.ingest.headers.names import is_header, label
from engine.model.errors import InputError
from engine.model.terms import RecordKind

_FORMS = [
    (RecordKind.TIP, "举报内容,高息揽储,举报人,周告发,举报人电话,14099990001,被举报单位,云泉某某店"),
    (RecordKind.TIP, "群众举报登记表\n举报人,周告发,电话,14099990001\n举报内容,高息揽储,,"),
    (RecordKind.TIP, "举报内容,高息揽储\n举报人,周告发\n联系电话,14099990001"),
    (RecordKind.REGISTRATION, "企业名称,云泉某某店,法定代表人,程小红,联系电话,14099990001"),
    (RecordKind.REGISTRATION, "企业名称,云泉甲店,云泉乙店\n法定代表人,程小红,周告发\n住所,某街,某路"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), _FORMS)
@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_form_is_refused(tmp_path: Path, kind: RecordKind, words: str, suffix: str) -> None:
    form = _put(tmp_path / f"a.{suffix}", words)
    with pytest.raises(InputError, match="像登记卡或填写的表单"):
        read([form], kind)
    name = "企业名称" if kind is RecordKind.REGISTRATION else "举报内容"
    _put(tmp_path / "b.csv", f"{name},备注\n云泉丙店,无\n")
    found = read([tmp_path], kind)
    assert found.table.num_rows == 1
    assert [source.file for source in found.sources if source.unread] == [form.name]
    for secret in ("周告发", "14099990001", "程小红"):
        assert secret not in f"{found.rejected}{found.sources}"


def test_a_sheet_that_is_a_form_is_named(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for words in ("企业名称,住所\n云泉丙店,某街", _FORMS[3][1]):
            _fill(book.add_worksheet(), words)
    found = read([tmp_path / "a.xlsx"], RecordKind.REGISTRATION)
    assert found.table.num_rows == 1
    assert "“Sheet2”像登记卡" in "".join(found.sources[0].notes)


def test_tables_are_no_forms(tmp_path: Path) -> None:
    for words in (
        "企业名称,走访备注\n云泉甲店,无\n住所,无\n",
        "填报单位,某某镇\n企业名称,住所,备注\n云泉甲店,某街,无\n",
    ):
        _put(tmp_path / "a.csv", words)
        assert read([tmp_path / "a.csv"], RecordKind.REGISTRATION).table.num_rows


def test_only_headers_are_named() -> None:
    cells = ["企业名称", "程小红", "风险评分", "14099990001", "云泉里九号", "备注", "周 告发"]
    shown = [item.text for item in label(cells, RecordKind.REGISTRATION)]
    assert shown == ["企业名称", "第2列", "风险评分", "第4列", "第5列", "备注", "第7列"]


@pytest.mark.parametrize(
    "text", ["序号", "举报人", "是否上市", "英文名称", "remark", "注册资本（万元）", "联系电话"]
)
def test_headers(text: str) -> None:
    assert is_header(text, RecordKind.REGISTRATION)


@pytest.mark.parametrize(
    "text", ["周告发", "企业名称14099990001", "举报人周告发", "电话（14099990001）"]
)
def test_what_was_filled_in(text: str) -> None:
    assert not is_header(text, RecordKind.REGISTRATION)
    assert not is_header(text, RecordKind.TIP)


def _put(path: Path, words: str) -> Path:
    if path.suffix == ".csv":
        path.write_text(words + "\n", encoding="utf-8")
    else:
        with xlsxwriter.Workbook(path) as book:
            _fill(book.add_worksheet(), words)
    return path


def _fill(sheet, words: str) -> None:  # type: ignore[no-untyped-def]
    for row, line in enumerate(words.strip().split("\n")):
        for column, cell in enumerate(line.split(",")):
            sheet.write_string(row, column, cell)
