"""Clues of two kinds that agree on one firm tell it; one alone, or two that several share, do not."""

import pytest

from engine.link.texts.tips import TipLinks
from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县丰润运输有限公司", "植三元", "云泉县清渠镇国道边21号"),
    ("云泉县丰润家电维修部", "占立", "云泉县柳坝镇柳南街3号"),
    ("云泉县银帆投资管理有限公司", "洗远", "云泉县清渠镇人民路14号联谊商厦5楼508"),
    ("云泉县联谊商厦有限公司", "宁贵", "云泉县清渠镇人民路14号"),
    ("云泉县翰墨书画院", "司马云", "云泉县清渠镇文昌路60号"),
    ("云泉县智慧树托管服务部", "宗岚", "云泉县清渠镇学府街12号"),
    ("云泉县博远培训学校有限公司", "宗岚", "云泉县清渠镇学府街8号"),
    ("云泉县穗安大宗商品交易中心有限公司", "宋长城", "云泉县柳坝镇物流园1栋"),
    ("云泉县霜叶养老院", "沙桂芳", "云泉县柳坝镇枫林路6号"),
    ("云泉县霜叶酒业有限公司", "沙桂林", "云泉县柳坝镇枫林路66号"),
    ("云泉县千帆汽修厂", "强建华", "云泉县清渠镇西关路111号"),
]
HAULS, MENDS, MONEY, HOUSE, ART, CARE, SCHOOL, TRADE, AGED, WINE, CARS = range(len(FIRMS))


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of([(name, door, person) for name, person, door in FIRMS])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # A part that is a word, with whose it is, or where.
        ("丰润车队的植老板收司机的押车款，说月月返一千", (HAULS,)),
        ("丰润那边收了司机的钱不还", ()),
        ("联谊五楼银帆，一百万起投，说稳赚", (MONEY,)),
        ("联谊三楼有人收老人的钱", ()),
        # As it sounds, with its trade or its floor.
        ("瀚墨书画院卖画，说半年加价两成回收", (ART,)),
        ("瀚墨装修公司收了我的钱", ()),
        # What only lies beside it is somebody else's.
        ("霜叶养老院对面二楼有人讲课发鸡蛋，让交钱返利", ()),
        ("翰墨书画院隔壁三楼卖画返利，不知道叫啥", ()),
        ("联谊商厦五楼那个银番的，叫老人交钱理财", (MONEY,)),
        # Of one person's firms the one whose trade is told.
        ("宗岚办的托管班跟家长借钱，给一分的息", (CARE,)),
        ("宗岚跟大家借钱，给一分的息", ()),
        # A street that is called like the trade of one of them tells of none.
        ("学府街宗岚收钱给利息", ()),
        ("学府街宗岚办培训，收了学费又收钱给利息", (SCHOOL,)),
        # Whoever speaks for two alike means neither for certain.
        ("枫林路的霜叶收钱，说给利", ()),
        # A place and what it is.
        ("柳坝物流园的大宗商品交易中心，带着炒，亏了六万，钱要不回来", (TRADE,)),
        # All that bear a part, each described.
        ("霜叶两家，养老院收床位钱，酒厂收存酒钱，都说给利", (AGED, WINE)),
        ("霜叶养老院收床位钱给利，酒厂没参与，都说不知道", (AGED,)),
        # Another trade than the firm's at its door.
        ("西关路111号收老人的钱，给两分利", (CARS,)),
        ("西关路111号开茶叶店的收老人的钱，给两分利", ()),
        ("西关路111号那家足疗店收老人的钱，给两分利", ()),
        # A house of which several, or nobody, is told.
        ("联谊商厦里搞理财的好几家，我妈说不清是哪家", ()),
        ("联谊商厦三楼停车太贵，一小时五块", ()),
    ],
)
def test_clues(links: TipLinks, text: str, rows: tuple[int, ...]) -> None:
    assert links.find("", text).rows == rows


def test_it_is_told_by_which(links: TipLinks) -> None:
    text = "宗岚办的托管班跟家长借钱，给一分的息"
    found = links.find("", text)
    assert links.grounds(CARE, found, "", text, "") == "人员、行业与文中所述相符"
