"""Provinces and counties that no table of divisions knows, in the names of firms."""

import pytest

from engine.link.names.company import NameParser
from engine.link.names.same import same

PARSER = NameParser()


@pytest.mark.parametrize(
    ("name", "stems", "brand"),
    [
        ("江原省临泽县万利商行", ["江原", "临泽"], "万利"),
        ("北岭省裕丰农资有限公司", ["北岭"], "裕丰"),
        ("瑞丰典当（沙原）有限公司", ["沙原"], "瑞丰"),
        ("帮您省钱超市有限公司", [], "帮您省钱"),
        ("好省心家政服务有限公司", [], "好省心"),
        ("鼎盛（华东）投资有限公司", [], "鼎盛华东"),
    ],
)
def test_read(name: str, stems: list[str], brand: str) -> None:
    read = PARSER.parse(name)
    assert [spot.stem for spot in read.places] == stems
    assert read.brand == brand


@pytest.mark.parametrize(
    ("one", "other", "firm"),
    [
        ("江原省临泽县万利粮油店", "临泽县万利粮油店", True),
        ("沙原瑞丰典当有限公司", "瑞丰典当（沙原）有限公司", True),
        ("沙原瑞丰典当有限公司", "瑞丰典当（青原）有限公司", False),
        ("沙原瑞丰典当有限公司", "瑞峰通典当（沙原）有限公司", False),
        ("江原省瑞丰投资有限公司", "北岭省瑞丰投资有限公司", False),
        ("云泉县琼海生物科技有限公司", "琼海生物科技有限公司", True),
        ("海南省琼海市生物科技有限公司", "云泉县琼海生物科技有限公司", False),
    ],
)
def test_same(one: str, other: str, firm: bool) -> None:
    verdict = same(PARSER.parse(one), PARSER.parse(other))
    assert verdict.same == firm, verdict.why
    assert same(PARSER.parse(other), PARSER.parse(one)).same == firm
