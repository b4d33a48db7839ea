"""Names inside running text that no mark sets off."""

import pytest

from engine.link import FirmIndex

NAMES = [
    "云泉县溪和春养老服务有限公司", "云泉县老溪磨面业有限公司", "云泉县众溪置业有限公司",
    "云泉县众溪装饰工程有限公司", "云泉县领溪驾驶培训有限公司", "云泉县溪丰农业专业合作社联合社",
    "云泉县金溪年华老年大学服务中心", "云泉县金溪家园置业有限公司", "云泉县时代广告有限公司",
    "云泉县溪桥西瓜专业合作社", "云泉县天溪达二手车交易市场有限公司", "云泉县天溪祥布庄",
    "云泉县石溪雕塑有限公司", "云泉县柱溪农业有限公司", "云泉县农产品供销有限公司",
    "云泉县千年溪柏健康管理有限公司", "云泉县裕溪宝供应链管理有限公司",
]  # fmt: skip
N = len(NAMES)
INDEX = FirmIndex(
    NAMES,
    [""] * N,
    [""] * N,
    former=[
        *([""] * (N - 3)),
        "云泉县农业机械公司",
        "云泉县星河商务服务部",
        "云泉县裕溪宝电子商务有限公司",
    ],
    addresses=[*([""] * 12), "云泉县桥溪镇安王村二社", *([""] * 4)],
)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("溪和春养老院的护士说，预存三万每月送菜金", 0),
        ("“老溪磨”手工挂面，纯石磨面粉", 1),
        ("听朋友说众溪置业返租铺子年收益九个点", 2),
        ("众汐置业的店员说，买返租铺子年收益百分之九", 2),
        ("领溪驾培春季优惠，接送学员", 4),
        ("溪丰联合社统一采购复合肥", 5),
        ("裕溪宝电子商务公司招股东，两万一股", 16),
        ("裕溪保供应链招村级服务站", 16),
        ("柱溪牌旱地苹果，认养一棵三百八", 13),
        ("睡前一泡——千年溪柏足浴粉，预存送桶", 15),
        ("原农业机械公司的老院子招租", 14),
        ("星河商务服务部的老户，合同到期来转", 15),
        ("雕塑定做，厂子就在桥溪镇安王村", 12),
        ("在桥溪镇安王村口卖凉皮", -1),
        ("石溪雕塑博物馆周一闭馆", -1),
        ("来云泉县众溪置业看房", 2),
        ("就在云泉县众溪置业看房", 2),
        # another business, another place, a landmark, a word
        ("来平罗县众溪置业看房", -1),
        ("云泉县老溪磨豆腐坊，每天早上五点出锅", -1),
        ("平罗县溪和春老年公寓开业", -1),
        ("在众溪置业门口上车，免费旅游", -1),
        ("新时代广告业务培训", -1),
        ("我们在溪桥见面吧", -1),
        ("天溪祝全县人民新年快乐", -1),
        ("今天天气好，适合出门", -1),
    ],
)
def test_find(text: str, row: int) -> None:
    assert INDEX.find(names=[""], text=text).row == row


def test_two_firms_in_one_text_are_candidates() -> None:
    found = INDEX.find(names=[""], text="金溪年华、金溪家园，同一个梦想，周六联合路演")
    assert (found.row, found.candidates) == (-1, (6, 7))


def test_what_the_advert_sells_decides_between_two() -> None:
    assert INDEX.find(names=["众溪"], text="老客户到店领取挂历").candidates == (2, 3)
    assert INDEX.find(names=["众溪"], text="旧房装饰八折").row == 3


def test_a_former_name_in_brackets() -> None:
    assert INDEX.find(names=["溪上居民宿（原名：裕溪宝电子商务）"]).row == 16


def test_a_telephone_decides_between_two() -> None:
    index = FirmIndex(NAMES[2:4], ["", ""], ["0952-7010001", "13900001111"])
    assert index.find(names=["众溪"], text="详询 139 0000 1111").row == 1
