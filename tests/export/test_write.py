"""What a run leaves behind: files, workbook, csv, record; and what a failure leaves alone."""

from __future__ import annotations

import csv
import errno
import hashlib
import json
import os
import time
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl.cell.rich_text import CellRichText, TextBlock

from engine.cli.screen import screen as screen_command
from engine.export import FILES, replaceable, write
from engine.export.places import walking
from engine.export.text import FORMULA_START
from engine.export.view import make_view
from engine.export.walk import route_texts
from engine.export.workbook import SHEETS, write_workbook
from engine.model.errors import SaolouError, UsageError
from engine.model.screening import ADVERT_COLUMNS, ENTITY_COLUMNS, EVIDENCE_COLUMNS

from .sample import NASTY, hostile, realistic, screening


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def cells(book):
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


@pytest.fixture(scope="module", params=[realistic, hostile, screening])
def written(request, tmp_path_factory):
    out = tmp_path_factory.mktemp("out") / "new" / "folder"
    paths = write(request.param(), out)
    assert [path.name for path in paths] == list(FILES)
    assert names_in(out) == sorted(FILES)  # nothing left over
    return out


def test_workbook_has_no_formula_and_prints(written):
    book = openpyxl.load_workbook(written / "leads.xlsx", rich_text=True)
    assert tuple(book.sheetnames) == SHEETS
    for cell in cells(book):
        assert cell.data_type != "f"
        assert cell.hyperlink is None
        if cell.data_type == "s":
            assert str(cell.value)[:1] not in tuple(FORMULA_START)
    for sheet in book:
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)  # 1 is the default
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert "&P" in sheet.oddFooter.center.text
        assert sheet.print_area
    for name in SHEETS[1:7]:
        assert book[name].auto_filter.ref
        assert book[name].data_validations.dataValidation
    assert not [
        name for name in zipfile.ZipFile(written / "leads.xlsx").namelist() if "vba" in name
    ]


def test_csv_contract(written):
    for name, fixed in (
        ("entities", ENTITY_COLUMNS),
        ("adverts", ADVERT_COLUMNS),
        ("evidence", EVIDENCE_COLUMNS),
    ):
        raw = (written / f"{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf" + ",".join(fixed).encode())
        assert raw.endswith(b"\r\n")
        frame = pd.read_csv(written / f"{name}.csv", dtype=str, keep_default_na=False)
        assert len(frame) == len(rows_of(written / f"{name}.csv"))
        for row in rows_of(written / f"{name}.csv"):
            assert not [text for text in row.values() if text[:1] in (*FORMULA_START, "\t")]


def test_record_hashes_outputs(written):
    run = json.loads((written / "run.json").read_text(encoding="utf-8"))
    assert list(run)[-1] == "outputs"
    for name, digest in run["outputs"].items():
        assert hashlib.sha256((written / name).read_bytes()).hexdigest() == digest
    if os.name == "posix":
        assert {(written / name).stat().st_mode & 0o777 for name in FILES} == {0o600}


def test_matched_words_are_highlighted(tmp_path):
    write(realistic(), tmp_path)
    book = openpyxl.load_workbook(tmp_path / "leads.xlsx", rich_text=True)
    for name, word in (("线索清单", "保本保息"), ("广告线索", "年化收益18%"), ("已排除", "基金")):
        blocks = [
            part
            for row in book[name].iter_rows()
            for cell in row
            if isinstance(cell.value, CellRichText)
            for part in cell.value
            if isinstance(part, TextBlock) and part.text == word
        ]
        assert blocks
        assert all(block.font.b and block.font.u for block in blocks)


def test_values_survive(tmp_path):
    evidence = [
        {"entity_id": "E1", "matched": "a\x01\r\nb", "points": 2.5, "start": -1},
        {"entity_id": "E2", "matched": "=1+1", "points": np.nan},
    ]
    write(screening(evidence=evidence), tmp_path)
    first, second = rows_of(tmp_path / "evidence.csv")
    assert first["matched"] == "a\x01\r\nb"  # the very characters of the source
    assert (first["points"], first["start"]) == ("2.5", "-1")
    assert (second["matched"], second["points"]) == ("'=1+1", "")


def test_hostile_names(tmp_path):
    write(hostile(), tmp_path)
    names = {row["name"] for row in rows_of(tmp_path / "entities.csv")}
    assert '\'=HYPERLINK("x")有限公司' in names
    assert "表情😀👨‍👩‍👧公司" in names
    assert "控制字符\n换行" in names
    assert "半个\ufffd代理" in names
    assert len(rows_of(tmp_path / "rejected.csv")) == len(NASTY)


def test_same_bytes(tmp_path):
    write(realistic(), tmp_path / "a")
    time.sleep(1.1)
    write(realistic(), tmp_path / "b")
    assert all(
        (tmp_path / "a" / n).read_bytes() == (tmp_path / "b" / n).read_bytes() for n in FILES
    )


def test_locked_file_leaves_everything(tmp_path, monkeypatch):
    write(screening(), tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in FILES}
    replace = os.replace

    for locked in FILES:

        def fail(source, target, locked=locked):
            if str(target) == str(tmp_path / locked):
                raise PermissionError(errno.EACCES, "locked", str(source))
            replace(source, target)

        monkeypatch.setattr(os, "replace", fail)
        with pytest.raises(UsageError, match="Excel"):
            write(realistic(), tmp_path)
        assert {name: (tmp_path / name).read_bytes() for name in FILES} == before
        assert names_in(tmp_path) == sorted(FILES)


def test_a_locked_file_is_told_before_the_work(tmp_path, monkeypatch):
    write(screening(), tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in FILES}
    replaceable(tmp_path)
    assert {name: (tmp_path / name).read_bytes() for name in FILES} == before

    def locked(source, target):
        if Path(source).name == "leads.xlsx":
            raise PermissionError(errno.EACCES, "locked", str(source))

    monkeypatch.setattr(os, "rename", locked)
    with pytest.raises(UsageError, match=r"leads\.xlsx：文件可能正在 Excel"):
        replaceable(tmp_path)
    monkeypatch.setattr("engine.pipeline.screen_files", lambda *_, **__: pytest.fail("screened"))
    register = tmp_path / "register.csv"
    register.write_text("企业名称\n云泉县宏源商贸有限公司\n", encoding="utf-8")
    done = CliRunner().invoke(screen_command, [str(register), "--out", str(tmp_path)])
    assert isinstance(done.exception, UsageError)


def test_full_disk_leaves_nothing_new(tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("engine.export.write_record", full)
    with pytest.raises(SaolouError, match="磁盘空间不足"):
        write(screening(), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_out_is_a_file(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(UsageError, match="不是文件夹"):
        write(screening(), tmp_path / "out")
    assert (tmp_path / "out").read_text() == "x"


def test_large_results_are_cut_and_say_so(tmp_path):
    view = make_view(realistic(), 10)
    write_workbook(view, lambda: route_texts(view), tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx")
    assert book["线索清单"].max_row == 11
    for name in ("说明", "数据问题"):
        words = "".join(str(c.value) for row in book[name].iter_rows() for c in row if c.value)
        assert "共 60 条，本工作簿只列前 10 条，其余见同一文件夹的 entities.csv" in words


def test_unassigned_last_and_doors_in_order(tmp_path):
    write(realistic(), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "leads.xlsx")["扫楼路线"]
    territories = list(
        dict.fromkeys(row[-5].value for row in sheet.iter_rows(min_row=2) if row[-5].value)
    )
    assert territories[-1] == "未划定责任区"
    assert len(territories) == 4
    doors = [
        {"floor": floor, "room": room}
        for floor, room in (
            ("负一层", "1室"),
            ("1层", "2室"),
            ("1层", "10室"),
            ("", "305室"),
            ("十二层", ""),
        )
    ]
    doors_mixed = doors[::-1]
    assert sorted(doors_mixed, key=walking) == doors


def test_many_rows_are_all_written(tmp_path):
    one = realistic(60)
    entities = pd.concat([one.entities] * 200, ignore_index=True)
    big = screening()
    big.entities = entities.assign(entity_id=[f"E{n}" for n in range(len(entities))])
    write(big, tmp_path)
    assert len(rows_of(tmp_path / "entities.csv")) == len(entities)


def test_a_workbook_somebody_wrote_into_is_kept(tmp_path):
    write(realistic(3), tmp_path)
    assert not list(tmp_path.glob("leads-*.xlsx"))
    write(realistic(3), tmp_path)
    assert not list(tmp_path.glob("leads-*.xlsx"))
    (tmp_path / "leads.xlsx").write_bytes(b"notes")
    written = write(realistic(3), tmp_path)
    copies = list(tmp_path.glob("leads-*.xlsx"))
    assert [copy.read_bytes() for copy in copies] == [b"notes"]
    assert copies[0] in written
