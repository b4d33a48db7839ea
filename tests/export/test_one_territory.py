"""A firm or tip that no territory names lies where its building does, on every sheet alike."""

from pathlib import Path

import pandas as pd
import pytest

from engine import screen
from engine.export.sheets.desk import NAME as DESK
from engine.export.sheets.route import NAME as ROUTE

from .test_route import row_of, rows

FIRMS = pd.DataFrame(
    {
        "企业名称": [
            "云泉县聚鑫财富管理有限公司",
            "云泉县恒达投资咨询有限公司",
            "云泉县金辉投资咨询有限公司",
        ],
        "住所": ["清渠镇团结东路18号金泰商务楼3层", "金泰商务楼6层", "清渠镇朝阳社区朝阳路8号"],
        "经营范围": ["财富管理", "投资咨询", "投资咨询"],
    }
)
TIPS = pd.DataFrame(
    {
        "编号": ["T1"],
        "被反映对象": ["丙某"],
        "事发地址": ["金泰商务楼9楼"],
        "内容": ["向老人集资，承诺保本高息"],
    }
)
AREAS = pd.DataFrame(
    {
        "社区": ["团结社区", "朝阳社区", "朝阳社区"],
        "网格": ["", "第一网格", "第二网格"],
        "地址关键词": ["团结东路", "东风巷", "朝霞巷"],
        "责任人": ["丙三", "甲一", "乙二"],
    }
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("territory")
    screen(FIRMS, tips=TIPS, territory=AREAS).write(out)
    return out


def test_list_and_route_name_one_territory(folder: Path) -> None:
    names = dict.fromkeys(FIRMS["企业名称"][:2], "团结社区")
    for name, area in names.items():
        listed = rows(folder, "线索清单")
        route = rows(folder, ROUTE)
        assert area in listed[row_of(listed, name)][3]
        assert "丙三" in listed[row_of(listed, name)]
        assert route[row_of(route, name)][-5] == area
    # What the source says of each door stays as it is.
    told = pd.read_csv(folder / "entities.csv", dtype=str, keep_default_na=False)
    assert sorted(told["territory"]) == ["", "团结社区", "朝阳社区"]


def test_so_does_the_desk_of_a_tip(folder: Path) -> None:
    desk = rows(folder, DESK)
    assert "团结社区\n丙三" in "\n".join(desk[row_of(desk, "丙某")])


def test_only_a_community_is_nobodys_grid(folder: Path) -> None:
    route = rows(folder, ROUTE)
    at = row_of(route, "金辉")
    assert route[at][-5] == "朝阳社区"
    head = next(row[0] for row in reversed(route[:at]) if row[0].startswith("朝阳社区"))
    assert "责任人" not in head


def test_it_joins_the_grid_of_its_building(tmp_path: Path) -> None:
    firms = FIRMS.assign(
        住所=[
            "清渠镇东风巷8号金辉大厦3层",
            "清渠镇朝阳社区金辉大厦5层",
            "清渠镇朝霞巷2号",
        ]
    )
    screen(firms, territory=AREAS).write(tmp_path)
    route, listed = rows(tmp_path, ROUTE), rows(tmp_path, "线索清单")
    for name in FIRMS["企业名称"][:2]:
        assert route[row_of(route, name)][-5] == "朝阳社区第一网格"
        assert "朝阳社区第一网格" in listed[row_of(listed, name)][3]
        assert "甲一" in listed[row_of(listed, name)]
