"""An office of five invented firms, its store and what its runs look like."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.packaging.custom import StringProperty

from engine import load_ruleset, screen
from engine.cases import CaseStore, keep, remember
from engine.export.made import MARK
from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.score import index

FIRMS = pd.DataFrame(
    {
        "企业名称": [
            "云泉县聚鑫投资管理有限公司",
            "云泉县福寿养老服务有限公司",
            "云泉县万家互助专业合作社",
            "云泉县甲面馆",
            "云泉县恒通财富管理有限公司",
        ],
        "统一社会信用代码": [f"9164022100000000{i}X" for i in range(5)],
        "法定代表人": ["王甲", "李乙", "张丙", "赵丁", "王甲"],
        "联系电话": ["0952-7010001", "0952-7010002", "0952-7010003", "", "0952-7010001"],
        "住所": ["清渠镇健康路3号"] * 5,
        "经营范围": ["投资管理", "养老服务", "种植；内部资金互助", "餐饮服务", "财富管理"],
    }
)
ADS = pd.DataFrame(
    {
        "编号": ["G1", "G2"],
        "广告主": ["云泉县聚鑫投资管理有限公司", "云泉县福寿养老服务有限公司"],
        "广告内容": [
            "保本保息，年化18%，一万元起投",
            "预存养老床位三万元，每年返2400元，期满全额退",
        ],
        "发布时间": ["2026-05-01"] * 2,
    }
)
JUNE, JULY = dt.datetime(2026, 6, 2, 9), dt.datetime(2026, 7, 1, 9)
Sweep = Callable[..., Run]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "office.db"


@pytest.fixture(scope="session")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture
def sweep(db: Path, ruleset: RuleSet) -> Sweep:
    """Screen as the command does, with the store at a time of its own."""

    def run(
        now: dt.datetime = JUNE,
        ads: pd.DataFrame = ADS,
        out: Path | None = None,
        firms: pd.DataFrame = FIRMS,
    ) -> Run:
        found = screen(firms, adverts=ads, ruleset=ruleset)
        with CaseStore.open(db, "经办人", create=True, now=now) as store:
            remember(found, store, lambda points: index(points, ruleset.pack))
            if out:
                found.write(out)
            keep(found, store)
        return found

    return run


def fill(book: Path, target: Path, rows: dict[str, dict[str, str]]) -> Path:
    """Write findings (firm → column → value) into a copy of the workbook."""
    loaded = openpyxl.load_workbook(book)
    sheet = loaded["线索清单"]
    columns = {str(c.value).replace("\n", ""): c.column for c in sheet[1]}
    at = next(c for title, c in columns.items() if title.startswith("企业名称")) - 1
    names = {str(r[at].value).split("\n")[0]: r[0].row for r in sheet.iter_rows(min_row=2)}
    for name, values in rows.items():
        for column, value in values.items():
            sheet.cell(names[name], columns[column], value)
    loaded.save(target)
    return target


def mark(file: Path, made: str) -> None:
    """Let a workbook say of which inputs its run was."""
    book = openpyxl.load_workbook(file)
    book.custom_doc_props.append(StringProperty(name=MARK, value=made))
    book.save(file)
