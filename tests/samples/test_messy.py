"""The untidy variant holds the same records, under decoration that offices really add."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import openpyxl

from engine import load_ruleset
from engine.pipeline import screen_files

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
BOOK = SAMPLES / "messy" / "清渠镇市场主体台账.xlsx"
ADS = SAMPLES / "messy" / "广告巡查记录.csv"


def table(file: Path, encoding: str) -> list[dict[str, str]]:
    with file.open(encoding=encoding, newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_workbook_is_decorated() -> None:
    book = openpyxl.load_workbook(BOOK)
    assert len(book.sheetnames) == 2
    sheet = book.worksheets[0]
    merged = {str(span) for span in sheet.merged_cells.ranges}
    assert {"A1:K1", "A2:K2", "B3:E3"} <= merged, "title, note, two-line header"
    assert isinstance(sheet.cell(5, 8).value, dt.datetime), "days are days, not text"
    assert sheet.max_row == 204


def test_adverts_are_gbk() -> None:
    tidy, untidy = table(SAMPLES / "adverts.csv", "utf-8-sig"), table(ADS, "gbk")
    assert [row["编号"] for row in untidy] == [row["编号"] for row in tidy]
    # GBK has no emoji and no rare signs: those few are lost, as they are in such exports.
    changed = sum(a != b for a, b in zip(tidy, untidy, strict=True))
    assert changed < 5


def test_the_engine_reads_the_same_firms() -> None:
    rules = load_ruleset()
    untidy = screen_files([BOOK], adverts=[ADS], tips=[], licences=[], territory=[], ruleset=rules)
    rows = table(SAMPLES / "registrations.csv", "utf-8-sig")[:200]
    known = {row["统一社会信用代码"]: row["企业名称"] for row in rows}
    found = {
        row["uscc"]: row["name"]
        for row in untidy.entities.to_dict("records")
        if row["source_file"].endswith(".xlsx")
    }
    assert found
    assert found.items() <= known.items()
