"""Which firm published an advert: found when it can be told, nobody when it cannot."""

import pytest

from engine.link import FirmIndex

FIRMS = [
    "云泉县鼎信财富管理有限公司", "云泉县绿野种植专业合作社", "宁夏弘泰投资管理有限公司云泉分公司",
    "中国工商银行股份有限公司云泉县清渠支行", "云泉县惠农小额贷款有限公司",
    "云泉县银发乐旅行社有限公司清渠门市", "云泉县清渠镇老马面馆", "云泉县惠民村镇银行有限责任公司",
    "云泉县鼎盛商贸有限公司", "云泉县光影梦工场影视文化有限公司",
]  # fmt: skip
INDEX = FirmIndex(FIRMS, [""] * len(FIRMS), ["0952-7010001", *[""] * (len(FIRMS) - 1)])


@pytest.mark.parametrize(
    ("advertiser", "text", "row"),
    [
        ("云泉县鼎信财富管理有限责任公司", "", 0),
        ("", "【鼎信财富】稳健理财，年化12%", 0),
        ("", "鼎信财富诚邀您参加答谢会", 0),
        ("", "年化12%，一万起投，详询0952-7010001", 0),
        ("绿野合作社", "入社分红", 1),
        ("", "【弘泰投资】私募拼单", 2),
        ("", "【惠农小贷】续贷优惠", 4),
        ("银发乐旅行社清渠门市", "存一万元", 5),
        ("云泉县惠民村镇银行", "凭授信随用随还", 7),
        ("光影梦工场", "投资电影", 9),
        ("", "【中国工商银行】信用卡账单已出", -1),
        ("", "【财富】点击领取", -1),
        ("", "在老马面馆门口上车，免费旅游", -1),
        ("", "本店转让，投资小见效快", -1),
        ("云泉县某某科技有限公司", "保本保息", -1),
    ],
)  # fmt: skip
def test_find(advertiser: str, text: str, row: int) -> None:
    assert INDEX.find(names=[advertiser], text=text).row == row


def test_several_are_shown_and_none_is_linked() -> None:
    twins = FirmIndex(["云泉县永顺商行", "平川县永顺商行"], ["", ""], ["", ""])
    found = twins.find(names=["永顺商行"])
    assert found.row == -1
    assert found.candidates == (0, 1)


#: An agent's telephone stands in the register for twelve firms.
AGENT = FirmIndex(
    [*FIRMS, "云泉县溪恩养老服务有限公司", "云泉县金橡树投资咨询有限公司"],
    [""] * 12,
    ["13895010001"] * 12,
)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("溪恩养老服务公司，预存养老金，年息12%，电话13895010001", 10),
        ("金橡树投资咨询，稳健收益，电话13895010001", 11),
        ("预存养老金，年息12%，电话13895010001", -1),
        ("金橡树投资咨询和溪恩养老服务合办讲座，电话13895010001", -1),
        ("【陆羽茶馆】承接溪恩养老服务茶歇，电话13895010001", -1),
    ],
)
def test_of_those_who_share_a_telephone_the_one_that_the_text_names(text: str, row: int) -> None:
    found = AGENT.find(names=[], text=text)
    assert found.row == row
    assert found.candidates or row >= 0
    assert "电话一致" in found.how


MORE = FirmIndex(
    ["云泉县鼎信财富管理有限公司", "云泉县光影影视有限公司", "云泉县甲店", "云泉县乙店"],
    ["", "", "", ""],
    ["", "", "", ""],
    former=["云泉县汇财咨询有限公司；云泉县旺财商行", "", "", ""],
    webs=["http://www.dingxin-example.cn/index", "", "", ""],
    addresses=["云泉县清渠镇健康路3号1幢101室", "清渠镇团结东路18号", "文化街9号", "文化街9号"],
)


@pytest.mark.parametrize(
    ("given", "row", "how"),
    [
        ({"names": ["云泉县汇财咨询有限公司"]}, 0, "曾用名一致"),
        ({"names": [], "text": "【云泉县旺财商行】周年庆"}, 0, "曾用名一致"),
        ({"names": [], "url": "https://dingxin-example.cn/a?b=1"}, 0, "网址一致"),
        ({"names": [], "text": "登录 www.dingxin-example.cn 注册"}, 0, "网址一致"),
        ({"names": [], "text": "存一万返一千，地址团结东路18号二楼"}, 1, "地址一致"),
        ({"names": [], "text": "地址：文化街9号"}, -1, "地址一致"),
        ({"names": [], "text": "地址：健康路13号"}, -1, ""),
        ({"names": ["某某超市"], "text": "地址团结东路18号"}, -1, ""),
        ({"names": [], "url": "http://other-example.cn"}, -1, ""),
    ],
)
def test_former_names_sites_and_doors(given: dict[str, object], row: int, how: str) -> None:
    found = MORE.find(**given)  # type: ignore[arg-type]
    assert (found.row, found.how) == (row, how)


def test_two_firms_at_one_door_are_candidates() -> None:
    assert MORE.find(names=[], text="地址：文化街9号").candidates == (2, 3)


#: registered, as written elsewhere, the same firm?
PAIRS = [
    ("宁夏鼎盛源投资管理有限公司", "鼎盛源投资管理（宁夏）有限公司", True),
    ("云泉县聚宝盆商贸有限公司", "雲泉縣聚寶盆商貿有限公司", True),
    ("云泉县聚宝盆商贸有限公司", "聚宝盘商贸有限公司", True),
    ("云泉县聚宝盆商贸有限公司", "聚宝阁商贸有限公司", False),
    ("云泉县聚宝盆商贸有限公司", "聚财盆商贸有限公司", False),
    ("云泉县聚宝盆商贸有限公司", "聚宝盆农业有限公司", False),
    ("云泉县福寿康养老服务中心", "福寿康养老院", True),
    ("云泉县福寿康养老服务中心", "福寿安养老服务中心", False),
    ("云泉县绿洲枸杞种植专业合作社", "绿州枸杞种植专业合作社", True),
    ("云泉县绿洲枸杞种植专业合作社", "绿源枸杞种植专业合作社", False),
    ("宁夏云泉农村商业银行股份有限公司清渠支行", "云泉农商银行清渠支行", True),
    ("宁夏云泉农村商业银行股份有限公司清渠支行", "云泉农村商业银行湖沿支行", False),
    ("云泉县恒信小额贷款有限公司", "恒信小贷公司", True),
    ("云泉县恒信小额贷款有限公司", "恒鑫小额贷款有限公司", False),
    ("北京中融汇通资产管理有限公司云泉分公司", "中融汇通云泉分公司", True),
    ("北京中融汇通资产管理有限公司云泉分公司", "中融汇鑫资产管理有限公司", False),
    ("宁夏云泉大漠文化传媒有限公司", "大漠文化", True),
    ("宁夏云泉大漠文化传媒有限公司", "大漠旅游", False),
    ("宁夏众合(集团)实业有限公司", "众合实业集团有限公司", True),
    ("宁夏博雅教育科技有限公司", "博雅教育", True),
    ("宁夏博雅教育科技有限公司", "博亚教育科技", False),
    ("宁夏中宏瑞达投资有限公司", "中宏瑞达（宁夏）投资有限公司", True),
    ("中国平安财产保险股份有限公司云泉支公司", "平安财险云泉支公司", True),
    ("中国平安财产保险股份有限公司云泉支公司", "平安财险", False),
    ("宁夏云泉星火电子商务有限公司", "星火电商", True),
    ("宁夏云泉星火电子商务有限公司", "星辉电子商务", False),
]


@pytest.mark.parametrize(("registered", "said", "same"), PAIRS)
def test_pairs_of_names(registered: str, said: str, same: bool) -> None:
    names = [registered, *(f"云泉县某{c}商店" for c in "甲乙丙丁")]
    index = FirmIndex(names, [""] * 5, [""] * 5)
    assert (index.find(names=[said]).row == 0) == same


@pytest.mark.parametrize("turn", [1, -1])
def test_a_firm_without_a_name_is_found_by_its_door(turn: int) -> None:
    names = ["云泉县溪恩养老服务有限公司", ""][::turn]
    doors = ["云泉县清渠镇民族路7号", "云泉县清渠镇团结东路18号"][::turn]
    index = FirmIndex(names, ["", ""], ["", ""], addresses=doors)
    assert index.find(names=[], text="团结东路18号，理财").row == names.index("")
    assert index.find(names=["！"], text="").row == -1
