"""The bundled township: made by its script, invented, labelled throughout, not ten templates."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from stdnum.cn import uscc

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
TABLES = sorted(file.name for file in SAMPLES.glob("*.csv"))
HEADERS = {
    "registrations.csv": "企业名称,统一社会信用代码,企业类型,登记状态,法定代表人,注册资本,成立日期,住所,经营范围,联系电话",
    "adverts.csv": "编号,媒体类型,广告主,标题,广告内容,发布时间,联系电话,网址",
    "tips.csv": "编号,来源,受理时间,被反映对象,事发地址,内容,承办单位",
    "licences.csv": "机构名称,统一社会信用代码,许可类型,许可证编号,发证机关,有效期至",
    "territory.csv": "责任区,类型,地址关键词,责任人,联系电话,负责行业",
    "labels_entities.csv": "uscc,name,disposition,sector,why",
    "labels_adverts.csv": "编号,should_flag,sector,annual_rate_pct,advertiser_uscc,why",
}
DAMAGED = {"9.26402E+17", "92640221MA7"}


def table(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def generate(folder: Path) -> None:
    subprocess.run(
        [sys.executable, str(SAMPLES / "generate.py"), str(folder)],
        check=True, env={**os.environ, "PYTHONHASHSEED": "random"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    first, second = tmp_path_factory.mktemp("first"), tmp_path_factory.mktemp("second")
    generate(first)
    generate(second)
    return first, second


def cells(file: Path) -> list[list[list[object]]]:
    return [
        [list(row) for row in sheet.iter_rows(values_only=True)]
        for sheet in openpyxl.load_workbook(file).worksheets
    ]


def test_the_script_makes_the_files_that_are_here(again: tuple[Path, Path]) -> None:
    first, second = again
    made = sorted(str(p.relative_to(first)) for p in first.rglob("*") if p.is_file())
    assert made == sorted([*TABLES, *(f"messy/{p.name}" for p in (SAMPLES / "messy").iterdir())])
    for name in made:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
        # Another version of openpyxl may pack a workbook otherwise; what it says must not differ.
        if name.endswith(".xlsx"):
            assert cells(first / name) == cells(SAMPLES / name)
        else:
            assert (first / name).read_bytes() == (SAMPLES / name).read_bytes(), name


@pytest.mark.parametrize("name", HEADERS)
def test_headers(name: str) -> None:
    raw = (SAMPLES / name).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").split("\r\n", 1)[0] == HEADERS[name]


def test_counts() -> None:
    assert 795 <= len({row["企业名称"].strip() for row in table("registrations.csv")}) <= 815
    assert len(table("adverts.csv")) == 150
    assert len(table("tips.csv")) == 60
    assert 35 <= len(table("licences.csv")) <= 45
    kinds = Counter(row["类型"] for row in table("territory.csv"))
    assert kinds["村"] == 13
    assert kinds["社区"] in (3, 4)
    assert sum(bool(row["负责行业"]) for row in table("territory.csv")) >= 6
    shares = Counter(row["disposition"] for row in table("labels_entities.csv"))
    assert 45 <= shares["线索"] <= 65
    assert shares["持牌核对"] == 24
    assert 40 <= shares["已排除"] <= 52
    assert 150 <= shares["提示"] <= 215
    flags = Counter(row["should_flag"] for row in table("labels_adverts.csv"))
    assert 55 <= flags["1"] <= 70
    assert flags["0"] >= 80


def test_codes_have_right_check_characters() -> None:
    for name in ("registrations.csv", "licences.csv"):
        for row in table(name):
            code = row["统一社会信用代码"]
            assert uscc.is_valid(code) or code in DAMAGED, row
    assert {row["统一社会信用代码"] for row in table("registrations.csv")} >= DAMAGED
