"""What the screen says of the inputs themselves."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

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
