"""Names that somebody says briefly: what they may mean, and what a registered name may be called."""

import pytest

from engine.link.names import briefly
from engine.link.names.company import NameParser

PARSER = NameParser()


@pytest.mark.parametrize(
    ("place", "characters"),
    [("甘肃省", "甘陇"), ("成都市", "成蓉"), ("石嘴山市", "石"), ("平罗县", "")],  # towns only
)
def test_initials_of_a_place(place: str, characters: str) -> None:
    spot = PARSER.parse(f"{place}溪云商贸有限公司").places[0]
    assert set(briefly.initials(spot)) == set(characters)


@pytest.mark.parametrize(
    ("brief", "full", "stems", "part", "trade", "words"),
    [
        ("兰石化物流", "兰州石化物流有限公司", ["兰州"], "", "石化物流", {"石化", "物流"}),
        ("蓉石化设备溪谷铸造", "成都石化设备溪谷铸造有限公司", ["成都"], "石化设备溪谷", "铸造", {"铸造"}),
        ("宁垦溪谷酿造", "宁夏农垦溪谷酿造有限公司", ["宁夏"], "农垦溪谷", "酿造", {"酿造"}),
        # of two places only the first can be said so
        ("甘农垦溪谷酿造", "甘肃省平凉市农垦溪谷酿造有限公司", ["甘肃"], "农垦溪谷", "酿造", {"酿造"}),
        # nothing but first characters
        ("甘建工", "甘肃省建设工程集团有限公司", ["甘肃"], "", "建设工程", {"建设", "工程", "集团"}),
        ("陇建投", "甘肃省平凉市建设投资有限公司", ["甘肃"], "", "建设投资", {"建设", "投资"}),
    ],
)  # fmt: skip
def test_spelt_out(
    brief: str, full: str, stems: list[str], part: str, trade: str, words: set[str]
) -> None:
    found = briefly.spelt_out(PARSER.parse(brief), PARSER.parse(full))
    assert found is not None
    assert [spot.stem for spot in found.places] == stems
    assert (found.brands, found.trade) == ((part,) if part else (), trade)
    assert found.words == words


@pytest.mark.parametrize(
    ("brief", "full"),
    [
        ("兰石化", "兰州石化有限公司"),  # as 川火锅 may be anybody's
        ("甘肃石化物流", "甘肃石化物流有限公司"),  # says its place
        ("甘石化物流有限公司", "甘肃石化物流有限公司"),  # a register has it so
        ("甘石化物流", "石化物流有限公司"),
        ("川石化物流", "甘肃石化物流有限公司"),
        ("甘溪谷石化", "甘肃溪谷石化有限公司"),  # no trade behind the character
        ("川建工", "甘肃省建设工程集团有限公司"),
        ("甘建投", "甘肃省建设工程集团有限公司"),
        ("甘建工", "甘肃溪云建设工程集团有限公司"),  # has a part of its own
        ("甘建工有限公司", "甘肃省建设工程集团有限公司"),
        ("甘肃建工", "甘肃省建设工程集团有限公司"),
        ("甘建工", "建设工程集团有限公司"),
        ("甘建", "甘肃省建设工程集团有限公司"),
        ("建甘工", "甘肃省建设工程集团有限公司"),
        ("甘甘建工", "甘肃省建设工程集团有限公司"),
    ],
)
def test_not_spelt_out(brief: str, full: str) -> None:
    assert briefly.spelt_out(PARSER.parse(brief), PARSER.parse(full)) is None


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("甘肃民间工艺绣蝶坊文化产业有限公司", {"工艺绣蝶坊", "绣蝶坊", "间工艺绣蝶坊", "民工艺绣蝶坊"}),
        ("陕西农垦榆河酿造葡萄有限公司", {"垦榆河", "农榆河"}),
        ("农垦榆河酿造葡萄有限公司", set()),  # no place, so that nothing stands for one
        ("陕西榆河农垦有限公司", set()),
        ("陕西榆河坊酿造有限公司", set()),
        ("陕西农垦榆河酿造葡萄", set()),  # said briefly already
        ("云南阿诗玛旅游绣蝶坊有限公司", {"绣蝶坊"}),
        ("陕西溪榆旅游绣蝶坊有限公司", set()),  # 溪榆 is no word
        ("云南陶瓷餐具绣蝶坊有限公司", {"餐具绣蝶坊", "绣蝶坊", "瓷餐具绣蝶坊", "陶餐具绣蝶坊"}),
        ("云南民间工艺绣坊文化产业有限公司", {"工艺绣坊", "间工艺绣坊", "民工艺绣坊"}),
    ],
)  # fmt: skip
def test_parts_that_may_be_said(name: str, parts: set[str]) -> None:
    assert set(briefly.parts(PARSER.parse(name))) == parts


@pytest.mark.parametrize(
    ("name", "plain", "brief"),
    [
        ("甘肃溪云谷商贸有限公司", {"甘溪云谷", "陇溪云谷", "甘云谷", "陇云谷"}, set()),
        ("平罗县溪云谷商贸有限公司", set(), set()),  # a county has no character
        ("溪云谷商贸有限公司", set(), set()),
        ("蓉溪云谷园商贸", {"溪云谷园"}, {"溪云谷园", "蓉溪云", "蓉溪云谷", "蓉溪云谷园"}),
        ("成都溪云谷园商贸", set(), {"溪云谷", "溪云谷园"}),
    ],
)
def test_said(name: str, plain: set[str], brief: set[str]) -> None:
    found = briefly.said(PARSER.parse(name))
    assert (set(found[0]), set(found[1])) == (plain, brief)


@pytest.mark.parametrize(
    ("name", "stem", "words"),
    [
        ("甘建投", "甘肃", {"建设", "投资"}),
        ("蓉农垦", "成都", {"农垦"}),
        ("甘农垦物流", "甘肃", {"农垦", "物流"}),
    ],
)
def test_bodies(name: str, stem: str, words: set[str]) -> None:
    assert dict(briefly.bodies(PARSER.parse(name)))[stem] == words


@pytest.mark.parametrize(
    "name",
    [
        "甘建投有限公司",
        "甘肃建投",
        "甘溪石化",
        "甘溪云石化",
        "平罗甘农垦物流",
        "甘石化溪",
        "溪建投",
        "甘投",
        "甘溪云",
    ],
)
def test_no_bodies(name: str) -> None:
    assert not list(briefly.bodies(PARSER.parse(name)))


@pytest.mark.parametrize(
    ("brief", "part"),
    [
        ("绣蝶坊", "绣蝶坊"),
        ("云南绣蝶坊文产公司", "绣蝶坊"),
        ("工艺绣蝶坊文产", "工艺绣蝶坊"),
        ("民间工艺绣蝶坊文产", ""),  # keeps them
        ("蝶坊文产", ""),
        ("绣蝶坊文产有限公司", ""),
        ("文产", ""),
    ],
)
def test_without_what_describes_it(brief: str, part: str) -> None:
    full = PARSER.parse("云南民间工艺绣蝶坊文化产业有限公司")
    found = briefly.undescribed(PARSER.parse(brief), full)
    assert (found.brands if found else ()) == ((part,) if part else ())


def test_what_describes_nothing() -> None:
    """Of a firm without a part, and before a part that is a word of the language."""
    brief = PARSER.parse("文产")
    assert briefly.undescribed(brief, PARSER.parse("云南文化产业有限公司")) is None
    brief, full = (PARSER.parse(n) for n in ("望远镜", "云南民间工艺望远镜文化产业有限公司"))
    assert briefly.undescribed(brief, full) is None
