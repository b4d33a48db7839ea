"""A file in a folder that cannot be read costs its own rows, not those of the others."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.flow.plan import Plan
from engine.ingest import files, read
from engine.model.errors import InputError
from engine.model.terms import RecordKind
from engine.pipeline import Run, screen_files

FIRMS = "企业名称,经营范围\n云泉县鑫盛通投资咨询有限公司,投资咨询\n"


def folder(root: Path, name: str, **files: str) -> Path:
    made = root / name
    made.mkdir()
    for file, content in files.items():
        (made / f"{file}.csv").write_text(content, encoding="utf-8")
    return made


def adds_up(run: Run) -> bool:
    rows = run.run["rows"].values()
    whole = all(r["in"] == r["screened"] + r["merged_duplicates"] + r["rejected"] for r in rows)
    return whole and sum(r["rejected"] for r in rows) == len(run.rejected)


def test_the_others_are_screened_and_the_file_is_told_of(tmp_path: Path) -> None:
    run = screen_files([folder(tmp_path, "reg", a=FIRMS, b="")])
    assert list(run.entities["name"]) == ["云泉县鑫盛通投资咨询有限公司"]
    # Nobody knows what rows it holds, nor whether it is a register.
    assert run.rejected == ()
    assert run.run["rows"]["registration"]["in"] == 1
    assert [s["file"] for s in run.run["inputs"] if s["unread"]] == ["b.csv"]
    assert adds_up(run)


def test_adverts_are_enough(tmp_path: Path) -> None:
    ads = tmp_path / "ads.csv"
    ads.write_text("广告内容\n保本保息，年化18%，一万起投\n", encoding="utf-8")
    run = screen_files([folder(tmp_path, "reg", b="")], [ads])
    assert len(run.adverts) == 1
    assert adds_up(run)


def test_nothing_usable_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"b\.csv"):
        screen_files([folder(tmp_path, "reg", b="")], [folder(tmp_path, "ads", c="")])


def test_a_licence_list_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    firms = folder(tmp_path, "reg", a="企业名称\n云泉县清禾小额贷款有限公司\n")
    run = screen_files([firms], licences=[folder(tmp_path, "lists", b="")])
    assert list(run.entities["licence_status"]) == ["名录缺失"]
    assert not run.run["licence_lists"]
    assert adds_up(run)


def test_files_that_may_be_no_tables_are_named(tmp_path: Path) -> None:
    given = folder(tmp_path, "reg", a=FIRMS, other="日期,数量\n2024-01-01,3\n")
    (given / "登记.docx").write_bytes(b"x")
    for plan in (None, Plan(tmp_path / "work", large=1)):
        run = screen_files([given], plan=plan)
        unread = [s for s in run.run["inputs"] if s["unread"]]
        assert sorted(s["file"] for s in unread) == ["other.csv", "登记.docx"]
        assert run.rejected == ()
        assert adds_up(run)
    (given / "other.csv").unlink()
    streamed = screen_files([given], plan=Plan(tmp_path / "again", large=1))
    assert [s["file"] for s in streamed.run["inputs"] if s["unread"]] == ["登记.docx"]


def test_what_the_system_says_of_an_input_is_told_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that may not be listed: as root nothing is, so the system is played."""
    given = folder(tmp_path, "reg", a=FIRMS)

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rglob", refused)
    with pytest.raises(InputError, match="打不开输入文件 reg：没有权限"):
        read([given], RecordKind.REGISTRATION)


def test_a_running_number_counts_adverts_that_have_no_other(tmp_path: Path) -> None:
    file = tmp_path / "ads.csv"
    file.write_text("序号,广告内容\n7,新到羽绒服八折\n", encoding="utf-8")
    assert screen_files([], [file]).adverts["ad_id"].tolist() == ["7"]
    file.write_text("序号,广告编号,广告内容\n7,A9,新到羽绒服八折\n", encoding="utf-8")
    assert screen_files([], [file]).adverts["ad_id"].tolist() == ["A9"]


def _meanwhile(monkeypatch: pytest.MonkeyPatch, name: str, act: Callable[[Path], object]) -> None:
    """``act`` is done to a file of this name once its size was looked at."""
    state = files.state

    def looked_at(path: Path) -> tuple[int, int]:
        found = state(path)
        if path.name == name:
            act(path)
        return found

    monkeypatch.setattr(files, "state", looked_at)


def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder(tmp_path, "reg", a=FIRMS, b=FIRMS.replace("鑫盛通", "云泉")) / "b.csv"
    _meanwhile(monkeypatch, "b.csv", lambda path: path.write_text(f"{path.read_text()}甲,乙\n"))
    found = read([path.parent], RecordKind.REGISTRATION)
    assert [source.file for source in found.sources if source.unread] == ["b.csv"]
    with pytest.raises(InputError, match=r"b\.csv 在读取途中被改动"):
        read([path], RecordKind.REGISTRATION)


def test_a_file_that_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = folder(tmp_path, "reg", a=FIRMS, b=FIRMS)
    _meanwhile(monkeypatch, "b.csv", Path.unlink)
    found = read([given], RecordKind.REGISTRATION)
    assert found.table.num_rows == 1
    assert "b.csv 在读取时不见了" in found.sources[-1].notes[0]
