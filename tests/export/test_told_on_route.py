"""Tips that name a floor or a building and no firm are told where the building is visited."""

from pathlib import Path

import pandas as pd
import pytest

from engine import screen
from engine.export.sheets.route import NAME as ROUTE

from .test_route import row_of, rows, stop_of

SAID = "向老人集资，承诺保本高息"
FIRMS = pd.DataFrame(
    {
        "企业名称": ["云泉县聚鑫财富管理有限公司"],
        "住所": ["云泉县清渠镇团结东路18号金泰商务楼3层305室"],
        "经营范围": ["财富管理"],
    }
)
TIPS = pd.DataFrame(
    [
        ("甲某", "金泰商务楼", SAID, ""),
        ("乙某", "金泰商务楼6楼", SAID, "6楼"),
        ("7楼702室", "团结东路18号", SAID, "7楼"),
        ("金泰商务楼8层某公司", "", SAID, "8层"),
        ("丙某", "", f"有人在金泰商务楼九楼{SAID}", "九楼"),
    ],
    columns=["被反映对象", "事发地址", "内容", "楼层"],
)


@pytest.fixture(scope="module")
def route(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    out = tmp_path_factory.mktemp("route")
    tips = TIPS.drop(columns="楼层").assign(编号=[f"T{n}" for n in range(len(TIPS))])
    screen(FIRMS, tips=tips).write(out)
    return rows(out, ROUTE)


@pytest.mark.parametrize(
    ("subject", "floor"), [*zip(TIPS["被反映对象"], TIPS["楼层"], strict=True)]
)
def test_a_tip_joins_the_stop_of_its_building(
    route: list[list[str]], subject: str, floor: str
) -> None:
    assert stop_of(route, subject) == stop_of(route, "聚鑫财富")
    told = route[row_of(route, subject)]
    assert (told[0], told[4]) == (floor, "案头")


def test_it_is_told_without_its_words(route: list[list[str]]) -> None:
    assert not any(SAID in cell for row in route for cell in row)


def test_a_floor_of_no_house_is_no_stop(tmp_path: Path) -> None:
    tips = pd.DataFrame(
        {"编号": ["T1"], "被反映对象": ["丁某"], "事发地址": ["3楼"], "内容": [SAID]}
    )
    screen(FIRMS, tips=tips).write(tmp_path)
    assert not any("丁某" in cell for row in rows(tmp_path, ROUTE) for cell in row)
