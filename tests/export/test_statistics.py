"""统计 can be checked by adding up: every firm that was screened went somewhere, and every table has a number."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine.pipeline import screen_files

FIRMS = pd.DataFrame(
    {
        "企业名称": [
            "云泉县聚鑫投资管理有限公司",
            "云泉县甲代理记账有限公司",
            "云泉县乙面馆",
            "云泉县丙五金店",
        ],
        "经营范围": ["投资管理", "代理财务、税务申报手续", "餐饮", "五金零售"],
    }
)
ADS = pd.DataFrame(
    {
        "编号": ["G1", "G2"],
        "广告主": ["云泉县远山理财工作室", "云泉县乙面馆"],
        "广告内容": ["保本保息，年化18%，一万元起投", "充值200送30"],
    }
)


def rows(folder: Path, ads: pd.DataFrame | None) -> list[list[object]]:
    files = {"firms.csv": FIRMS} | ({} if ads is None else {"ads.csv": ads})
    for name, table_ in files.items():
        table_.to_csv(folder / name, index=False)
    adverts = [] if ads is None else [folder / "ads.csv"]
    screen_files([folder / "firms.csv"], adverts).write(folder / "o")
    sheet = openpyxl.load_workbook(folder / "o" / "leads.xlsx")["统计"]
    return [[c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]


def table(rows: list[list[object]], title: str) -> dict[str, int]:
    begin = next(at for at, row in enumerate(rows) if row and title in str(row[0])) + 2
    found: dict[str, int] = {}
    for row in rows[begin:]:
        if not row:
            break
        found[str(row[0])] = int(str(row[1]))
    return found


@pytest.mark.parametrize(("ads", "unknown"), [(None, 0), (ADS, 1)])
def test_the_firms_add_up_to_those_screened(
    tmp_path: Path, ads: pd.DataFrame | None, unknown: int
) -> None:
    told = rows(tmp_path, ads)
    went = table(told, "企业去向")
    kinds = ("线索", "持牌核对", "已排除", "提示", "没有命中任何规则")
    assert sum(went[kind] for kind in kinds) == went["合计"] == len(FIRMS) + unknown
    rest = [count for what, count in went.items() if what.startswith("其余")]
    assert rest == ([len(FIRMS)] if unknown else [])
    (screened,) = [row[2] for row in told if row[:1] == ["企业登记"]]
    assert went["合计"] - unknown == screened


def test_every_table_has_the_next_number(tmp_path: Path) -> None:
    told = rows(tmp_path, ADS)
    numbers = [str(row[0])[0] for row in told if row and re.match(".、", str(row[0]))]
    assert "".join(numbers) == "一二三四五六七八九"[: len(numbers)]
    assert len(numbers) == 6
