"""Words of the subject that one name at the place told has, or who is behind it there."""

import pytest

from engine.link.tips.told import ToldOf

FIRMS = [
    ("云泉县聚鑫财富信息咨询有限公司", "云泉县清渠镇人民路8号", "马文渊"),
    ("云泉县百合养生馆", "云泉县清渠镇人民路8号", "哈志远"),
    ("云泉县百合食品商店", "云泉县清渠镇人民路10号", "哈志远"),
    ("云泉县兴胜养牛专业合作社", "云泉县柳坝镇兴胜村", "岳静"),
    ("云泉县兴胜养羊专业合作社", "云泉县柳坝镇兴胜村", ""),
    ("云泉县远航有限公司", "云泉县清渠镇富民大道6号", "王"),
    ("云泉县万里长城永不倒中国人甲店", "云泉县清渠镇东大街1号", ""),
    ("云泉县万里长城永不倒中国人乙店", "云泉县清渠镇东大街1号", ""),
]
WEALTH, SPA, FOOD, CATTLE, SHEEP, LINE, MANY, _ = range(len(FIRMS))


@pytest.mark.parametrize(
    ("subject", "place", "row"),
    [
        ("百合养生", "人民路8号", SPA),
        ("百合", "清渠镇人民路8号楼上", SPA),
        ("百合", "人民路１０号", FOOD),
        ("鑫财富的", "人民路8号", WEALTH),
        ("聚鑫百合养生", "人民路8号", SPA),  # most of it
        ("聚鑫百合", "人民路8号", -1),  # as much of two
        ("兴胜村养羊的", "兴胜村", SHEEP),
        ("兴胜养牛合作社", "兴胜村", CATTLE),
        ("兴胜的养羊场", "兴胜村", SHEEP),
        ("兴胜合作社", "兴胜村", -1),
        ("兴胜村的牛肉", "兴胜村", -1),
        ("专业合作社", "兴胜村", -1),  # what half a register is called
        ("岳静", "兴胜村", CATTLE),
        ("养羊的岳静", "兴胜村", CATTLE),  # who it is goes before what it is
        ("哈志远", "人民路8号", SPA),
        ("王", "富民大道6号", -1),
        ("远航的王总", "富民大道6号", LINE),
        ("万里长城永不倒中国人甲", "东大街1号", MANY),
        ("万里长城永不倒中国人", "东大街1号", -1),
        # No place, another one, nobody there.
        ("百合养生", "", -1),
        ("百合养生", "人民路", -1),
        ("百合养生", "人民路9号", -1),
        ("财", "人民路8号", -1),
        ("", "人民路8号", -1),
        ("", "富民大道6号", -1),
    ],
)
def test_who_is_told_of_at_a_place(subject: str, place: str, row: int) -> None:
    names, addresses, people = zip(*FIRMS, strict=True)
    assert ToldOf(names, addresses, people).find(subject, place) == row
