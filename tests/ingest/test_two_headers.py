"""Two tables in one file: rows of the upper one are told of, never lost."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from engine.ingest import read
from engine.model.ingested import Ingested
from engine.model.terms import FOOTER_ROW, RecordKind

UPPER = [["企业名称", "住所"], ["甲店", "一号"], ["乙店", "二号"]]
LOWER = [["企业名称", "住所", "经营范围", "法定代表人"], ["丙店", "三号", "零售", "某某"]]


def written(folder: Path, suffix: str, rows: list[list[str]]) -> Path:
    path = folder / f"in.{suffix}"
    if suffix == "csv":
        path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(path)
    return path


def filled(raw: str) -> dict[str, str]:
    return {head: cell for head, cell in json.loads(raw).items() if cell}


def names(result: Ingested) -> list[str]:
    return result.table.column("name").to_pylist()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize("gap", [[], [[""]], [["", ""], ["（二）个体工商户", ""]]])
def test_rows_above_the_fuller_header_are_set_aside(
    tmp_path: Path, suffix: str, gap: list[list[str]]
) -> None:
    result = read([written(tmp_path, suffix, [*UPPER, *gap, *LOWER])], RecordKind.REGISTRATION)
    assert names(result) == ["丙店"]
    told = {row.source_row: filled(row.raw) for row in result.rejected}
    assert told[1] == {"企业名称": "甲店", "住所": "一号"}
    assert told[2] == {"企业名称": "乙店", "住所": "二号"}
    assert "两个表头" in result.rejected[0].cause
    assert result.rejected[-1].cause == "重复的表头"
    assert result.table.column("source_row").to_pylist() == [len(gap) + 4]
    assert result.rows_in == result.table.num_rows + len(result.rejected)


def test_a_row_is_not_taken_for_the_upper_half_of_a_header(tmp_path: Path) -> None:
    result = read([written(tmp_path, "csv", [*UPPER, *LOWER])], RecordKind.REGISTRATION)
    assert list(result.sources[0].mapping) == LOWER[0]


def test_rows_that_are_kept_from_nobody_stay_private(tmp_path: Path) -> None:
    upper = [["举报内容", "举报人"], ["高息揽储", "周告发"]]
    lower = [["工单编号", "举报内容", "被举报单位"], ["T2", "高息揽储", "某公司"]]
    result = read([written(tmp_path, "csv", [*upper, *lower])], RecordKind.TIP)
    assert [row.raw for row in result.rejected] == ["{}", "{}"]
    upper = [["企业名称", "举报人"], ["甲店", "周告发"]]
    result = read([written(tmp_path, "csv", [*upper, *LOWER])], RecordKind.REGISTRATION)
    assert "周告发" not in repr(result)


def test_titles_are_no_rows(tmp_path: Path) -> None:
    titles = [["企业名称登记情况表", "", "", ""], ["截至三月底", "", "", "单位：户"]]
    result = read([written(tmp_path, "csv", [*titles, *LOWER])], RecordKind.REGISTRATION)
    assert names(result) == ["丙店"]
    assert result.rejected == ()


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "remark",
    [
        ["导出单位：登记注册股", "", "", "导出时间：2026-06-30"],
        ["导出单位：登记注册股", "", "", ""],
        ["单位：", "", "", ""],
        ["", "", "", "单位：万元"],
        ["某某街道", "", "", "填报日期："],
    ],
)
def test_a_remark_over_the_header_is_no_part_of_it(
    tmp_path: Path, suffix: str, remark: list[str]
) -> None:
    rows = [["某某企业登记信息表", "", "", ""], remark, *LOWER, ["合计", "1户", "", ""]]
    result = read([written(tmp_path, suffix, rows)], RecordKind.REGISTRATION)
    assert list(result.sources[0].mapping) == LOWER[0]
    assert names(result) == ["丙店"]
    (foot,) = result.rejected
    assert foot.cause == FOOTER_ROW
    assert filled(foot.raw) == {"企业名称": "合计", "住所": "1户"}


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_a_header_of_two_lines_still_is_one(tmp_path: Path, suffix: str) -> None:
    upper = ["企业信息", "", "", "登记机关"]
    rows = [upper, ["企业名称", "住所", "经营范围", "名称"], ["丙店", "三号", "零售", "某局"]]
    result = read([written(tmp_path, suffix, rows)], RecordKind.REGISTRATION)
    assert list(result.sources[0].mapping) == ["企业信息/企业名称", "企业信息/住所", "企业信息/经营范围", "登记机关/名称"]  # fmt: skip
