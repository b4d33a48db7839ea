"""What the screen says of the inputs themselves."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import openpyxl
import pytest

from engine.cli.options import PATH
from engine.cli.said import _reference
from engine.model.errors import UsageError
from tests.command import saolou


def test_a_ledger_nobody_understood_is_told_of(tmp_path: Path) -> None:
    ledger = tmp_path / "台账.csv"
    ledger.write_text("企业名称,成立日期,在哪\n甲投资咨询有限公司,2021-3-1,3楼\n", encoding="utf-8")
    done = saolou("screen", str(ledger), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "文件 台账.csv 没有认出地址列" in done.stderr
    assert "在哪" in done.stderr
    assert "基准日：2021-03-01" in done.stdout
    assert "2021-03-01 以后到期的许可证仍算有效" in done.stdout


def test_where_business_is_done_stands_on_the_list(tmp_path: Path) -> None:
    firms = tmp_path / "a.csv"
    firms.write_text(
        "企业名称,住所,实际经营地址,经营范围\n甲投资咨询有限公司,城关镇东街1号,城关镇西街5号2楼,投资咨询\n",
        encoding="utf-8",
    )
    assert saolou("screen", str(firms), "--out", str(tmp_path / "out")).returncode == 0
    said = (tmp_path / "out" / "entities.csv").read_text(encoding="utf-8-sig")
    assert "城关镇西街5号2楼" in said
    assert "住所与实际经营地址不同：登记的住所是城关镇东街1号" in said


def test_a_day_far_back_is_warned_of() -> None:
    today = dt.date(2026, 6, 30)
    assert "提醒" not in _reference("2026-05-01", today)
    assert "已过去 1641 天" in _reference("2022-01-01", today)


def test_no_leave_to_read_is_said_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(UsageError, match="没有读取"):
        PATH.convert(__file__, None, None)


def test_a_scope_that_is_misspelt_is_told_of(tmp_path: Path) -> None:
    firms = tmp_path / "a.csv"
    firms.write_text("企业名称,住所,经营犯围\n甲商行,城关镇东街1号,投资咨询\n", encoding="utf-8")
    done = saolou("screen", str(firms), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    said = (
        "没有认出经营范围列，这次只看企业名称，名称看不出的企业会漏掉。表头“经营犯围”像是“经营范围”"
    )
    assert said in done.stderr
    book = openpyxl.load_workbook(tmp_path / "out" / "leads.xlsx")
    for sheet in ("说明", "数据问题"):
        words = "\n".join(str(c.value) for row in book[sheet].iter_rows() for c in row)
        assert said in words, sheet


def test_a_scope_that_is_not_there_is_told_of_without_a_guess(tmp_path: Path) -> None:
    firms = tmp_path / "a.csv"
    firms.write_text("企业名称,住所,实际业务\n甲商行,城关镇东街1号,投资咨询\n", encoding="utf-8")
    done = saolou("screen", str(firms), "--out", str(tmp_path / "out"))
    assert "若有经营范围，请把那一列的表头改为“经营范围”" in done.stderr


def test_without_a_register_nobody_is_unlicensed(tmp_path: Path) -> None:
    given = tmp_path / "资料"
    given.mkdir()
    (given / "短信.csv").write_text(
        "编号,广告主,广告内容,发布时间\nA1,聚鑫理财,保本保息 年化18% 一万起投,2026-01-02\n",
        encoding="utf-8",
    )
    done = saolou("screen", str(given), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "没有提供企业登记" in done.stdout
    told = (tmp_path / "out" / "entities.csv").read_text(encoding="utf-8-sig")
    told += (tmp_path / "out" / "adverts.csv").read_text(encoding="utf-8-sig")
    assert "线索" in told
    assert "没有登记可对照" in told
    assert "无照" not in told
    assert "登记中未找到" not in told
    book = openpyxl.load_workbook(tmp_path / "out" / "leads.xlsx")
    words = "\n".join(str(c.value) for row in book["说明"].iter_rows() for c in row)
    assert "没有提供企业登记" in words
    # With a register it is as it was.
    (given / "登记.csv").write_text("企业名称,住所,经营范围\n乙商行,东街1号,百货\n", "utf-8")
    assert saolou("screen", str(given), "--out", str(tmp_path / "b")).returncode == 0
    assert "疑似无照经营" in (tmp_path / "b" / "entities.csv").read_text(encoding="utf-8-sig")


def test_ruined_codes_are_counted_on_the_screen_and_what_to_do(tmp_path: Path) -> None:
    firms = tmp_path / "登记.csv"
    firms.write_text(
        "企业名称,统一社会信用代码,联系电话,经营范围\n"
        "甲投资咨询有限公司,9.16402E+17,1.39E+10,投资咨询\n"
        "乙投资咨询有限公司,9.16402E+17,,投资咨询\n"
        "丙投资咨询有限公司,,,投资咨询\n",
        encoding="utf-8",
    )
    done = saolou("screen", str(firms), "--out", str(tmp_path / "out"))
    (line,) = [said for said in done.stdout.splitlines() if "被 Excel 损坏" in said]
    assert line.startswith("提醒：登记.csv 有 2 个“统一社会信用代码”")
    assert "代码列设为文本格式" in line


def test_nothing_is_said_of_right_codes(tmp_path: Path) -> None:
    firms = tmp_path / "登记.csv"
    firms.write_text(
        "企业名称,统一社会信用代码,经营范围\n甲投资咨询有限公司,91640221000000000X,投资咨询\n",
        encoding="utf-8",
    )
    done = saolou("screen", str(firms), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "损坏" not in done.stdout


def test_a_register_of_a_header_alone_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    empty = tmp_path / "表头.csv"
    empty.write_text("企业名称,住所,经营范围\n", encoding="utf-8")
    done = saolou("screen", str(empty), "--out", str(tmp_path / "out"))
    assert (done.returncode, "表头.csv 只有表头，没有一行数据" in done.stderr) == (3, True)
    assert not (tmp_path / "out" / "run.json").exists()


def test_a_header_alone_beside_other_files_is_told_by_name(tmp_path: Path) -> None:
    given = tmp_path / "资料"
    given.mkdir()
    firms = "企业名称,住所,经营范围\n甲商行,城关镇东街1号,日用百货\n"
    (given / "登记.csv").write_text(firms, encoding="utf-8")
    (given / "登记2.csv").write_text("企业名称,住所,经营范围\n", encoding="utf-8")
    tips = tmp_path / "举报.csv"
    tips.write_text("编号,被举报单位,举报内容\n", encoding="utf-8")
    done = saolou("screen", str(given), "--tips", str(tips), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "文件 登记2.csv、举报.csv 只有表头，没有一行数据" in done.stderr


def test_an_empty_licence_list_is_none(tmp_path: Path) -> None:
    firms, lists = tmp_path / "a.csv", tmp_path / "名录.csv"
    firms.write_text("企业名称,住所,经营范围\n甲小额贷款有限公司,东街1号,发放贷款\n", "utf-8")
    lists.write_text("机构名称,许可证编号,有效期至\n", "utf-8")
    done = saolou("screen", str(firms), "--licences", str(lists), "--out", str(tmp_path / "out"))
    assert "没有提供持牌机构名录" in done.stdout
    assert "文件 名录.csv 只有表头" in done.stderr


def test_merged_rows_that_are_told_are_those_that_are_listed(tmp_path: Path) -> None:
    firms = tmp_path / "a.csv"
    shop = "云泉县梧桐货运服务部,清渠镇东街8号,道路货物运输\n"
    lender = "乙投资咨询有限公司,西街2号,投资咨询；理财\n"
    firms.write_text("企业名称,住所,经营范围\n" + shop * 3 + lender * 2, encoding="utf-8")
    assert saolou("screen", str(firms), "--out", str(tmp_path / "out")).returncode == 0
    book = openpyxl.load_workbook(tmp_path / "out" / "leads.xlsx", read_only=True)
    rows = list(book["数据问题"].iter_rows(values_only=True))
    assert any("有 3 行与别的行是同一户" in str(row[5]) for row in rows)
    said = [str(row[5]) for row in rows if row[0] == "重复合并"]
    assert len(said) == 2
    assert "乙投资咨询有限公司" in said[0]
    assert "合并了 1 行；另有 2 行所属的企业没有命中规则" in said[1]
