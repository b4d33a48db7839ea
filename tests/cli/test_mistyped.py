"""What people type who mean something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import saolou


@pytest.mark.parametrize(
    ("typed", "meant"), [("——out", "--out"), ("—o", "-o"), ("–out", "--out"), ("－－out", "--out")]
)
def test_dashes_of_a_chat_are_no_hyphens(tmp_path: Path, typed: str, meant: str) -> None:
    done = saolou("screen", str(tmp_path), typed, str(tmp_path / "x"))
    assert done.returncode == 2
    assert f"“{typed}”前面的横线不对" in done.stderr
    assert f"请写成 {meant}。" in done.stderr


def test_a_file_may_be_named_so(tmp_path: Path) -> None:
    file = tmp_path / "—a.csv"
    file.write_text("企业名称\n云泉县某某商行\n", "utf-8")
    done = saolou("screen", file.name, "--out", "x", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("typed", "meant"), [(["screeen", "x"], "screen"), (["cases", "lst"], "list")]
)
def test_a_command_that_is_near_is_named(typed: list[str], meant: str) -> None:
    done = saolou(*typed)
    assert done.returncode == 2
    assert f"这个命令，是否想写 {meant}。" in done.stderr


def test_of_what_is_like_none_nothing_is_guessed() -> None:
    assert "没有 xyz 这个命令。" in saolou("xyz").stderr


def test_the_help_of_the_command_that_was_meant_is_named() -> None:
    for typed, asked in (
        (("screen",), "saolou screen --help"),
        (("cases", "show"), "saolou cases show --help"),
        (("nosuch",), "saolou --help"),
    ):
        done = saolou(*typed)
        assert done.returncode == 2
        assert f"输入 {asked} 查看用法" in done.stderr
