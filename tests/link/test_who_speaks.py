"""A text that begins with a part of a firm's name, a building, or a name with a slip."""

import pytest

from engine.link import FirmIndex

FIRMS = [
    ("文成县锦桦股权投资基金管理有限公司", "文成县城关镇府前街8号"),
    ("文成县鹤鸣天街商业管理有限公司", "文成县城关镇解放路66号"),
    ("文成县金鼎国际大酒店", "文成县城关镇解放路金鼎国际1号楼"),
    ("文成县驼铃云牧农业科技有限公司", "文成县白沙镇兴牧路3号"),
    ("文成县晚枫情养老服务有限公司", "文成县城关镇民主路21号"),
    ("文成县晚枫情老年用品销售有限公司", "文成县白沙镇滨河南路90号"),
    ("文成县鼎润恒通投资咨询有限公司", "文成县城关镇民主路7号"),
    ("文成县凌羽低空科技有限公司", "文成县工业园区5号"),
    ("文成县鹤洲生活广场商业管理有限公司", "文成县城关镇西街9号"),
    ("文成县博翰资产评估有限公司", "文成县城关镇府前街11号"),
    ("文成县柏岭乡惠佳超市", "文成县柏岭乡街道3号"),
    ("文成县昶弘投资有限公司", "文成县城关镇西街10号"),
    ("文成县塞上荣昶商贸有限公司", "文成县城关镇东街12号"),
    ("文成县柏岭乡昌禾养殖专业合作社", "文成县柏岭乡街道56号"),
]
INDEX = FirmIndex(
    [name for name, _ in FIRMS],
    [""] * len(FIRMS),
    [""] * len(FIRMS),
    addresses=[address for _, address in FIRMS],
)


@pytest.mark.parametrize(
    ("text", "place", "row"),
    [
        ("锦桦资本三期份额开放，百万起投", "文成县", 0),
        ("锦桦财富，老客户加息", "文成县", 0),
        ("鹤鸣天街金铺二十万起，十年包租", "文成县", 1),
        ("金鼎国际婚宴预订，送婚车", "文成县", 2),
        ("驼铃云牧场认养，一只羊一年返四百", "白沙镇", 3),
        ("晚枫情老年用品：拐杖轮椅，滨河南路90号", "文成县", 5),
        ("鼎润恒桶：老客户续存有礼", "文成县", 6),
        ("凌羽低空，无人机托管每年租金四千", "文成县", 7),
        ("鹤洲生活广场金铺认筹，年返八个点", "文成县", 8),
        ("柏岭昌禾养殖合作社代养肉牛", "文成县", 13),
    ],
)
def test_a_part_of_the_name_is_who_speaks(text: str, place: str, row: int) -> None:
    assert INDEX.find(names=[""], text=f"\n{text}", place=place).row == row


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("锦桦驾校招生，包教包会", "文成县"),
        ("锦桦担保，贷款找我", "文成县"),
        ("鹤鸣天街火锅店开业八折", "文成县"),
        ("鹤洲生活广场对面新开面馆", "文成县"),
        ("昶弘基金净值公布", "文成县"),
        ("鹤鸣天街三楼电影院今日五折", "文成县"),
        ("鹤鸣天街老王烧烤，啤酒畅饮", "文成县"),
        ("金鼎国际A座十二楼那家做理财的，月息一分", "文成县"),
        ("金鼎国际1203室投资理财，月息一分", "文成县"),
        ("驼铃牧场采摘园开园", "文成县"),
        ("晚枫情旅行社夕阳团", "文成县"),
        ("鼎润恒桶：老客户续存有礼", "剑阁县"),
        ("鹤洲生活超市鸡蛋特价，限购两斤", "文成县"),
        ("博翰财富，年化九个点", "文成县"),
        ("惠家超市开业八折", "文成县白沙镇"),
        ("鹤鸣幼儿园招生", "文成县"),
    ],
)
def test_a_building_or_another_business_is_not(text: str, place: str) -> None:
    assert INDEX.find(names=[""], text=f"\n{text}", place=place).row == -1


def test_what_stands_behind_the_byname_of_a_province_may_be_meant() -> None:
    found = INDEX.find(names=[""], text="荣昶商贸，烟酒批发", place="文成县")
    assert found.row == 12 or found.candidates == (12,)
