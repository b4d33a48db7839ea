"""Who alone is named in a tip may only stand in its story, told by the sentence and not by what the firm is."""

import pytest

from engine.link.tips.tip_links import TipLinks
from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县千禾百货超市", "连大海", "云泉县清渠镇东风路6号"),
    ("云泉县聚仙阁饭店", "卜凡", "云泉县清渠镇东风路18号"),
    ("云泉县金钥匙幼儿园", "苗苗", "云泉县清渠镇学府路3号"),
    ("云泉县恒曦投资咨询有限公司", "焦四", "云泉县清渠镇健康路11号"),
    ("云泉县速达快修店", "解放", "云泉县清渠镇北门街8号"),
    ("云泉县晨露瑜伽馆", "戚晨露", "云泉县清渠镇滨河路5号"),
]
SHOP, INN, NURSERY, MONEY, MENDS, YOGA = range(len(FIRMS))


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of([(name, door, person) for name, person, door in FIRMS])


@pytest.mark.parametrize(
    "text",
    [
        # At its door, in its rooms.
        "千禾百货超市门口有两个小伙子摆摊，交一千年底返一千五",
        "聚仙阁饭店的包厢里常有一伙外地人讲课，叫人投钱",
        "聚仙阁饭店把二楼租给一家公司，天天拉老人存钱",
        "速达快修店对面新开的那家店收老人存款，一分五的息",
        "千禾百货超市门口这两天停一辆外地牌照的宣传车，喇叭喊入股光伏一股五千一年返一千",
        # Where the reporter was, and whom he met.
        "我在晨露瑜伽馆练瑜伽时认识一个姐姐，拉我投了三万的虚拟币",
        "我在聚仙阁饭店吃饭，隔壁桌一个男的推销原始股，说翻十倍",
        # Who tells of it, warns, was cheated as well, has its name abused.
        "速达快修店的解师傅说，他家楼上那家公司收钱给利息",
        "千禾百货超市的老板劝我妈别信那个存钱送油的",
        "金钥匙幼儿园的老师也被一个网友骗了八万，说是投资",
        "有人自称恒曦投资的经理打电话收保证金，我去问过，他们说没这个人",
        "金钥匙幼儿园没问题，收钱返利的是外头一个培训机构",
    ],
)
def test_who_only_stands_in_the_story_is_not_meant(links: TipLinks, text: str) -> None:
    assert links.find("", text).rows == ()


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("千禾百货超市门口摆摊收会员费，交一千年底返一千五", SHOP),
        ("千禾百货超市门口停着店里的宣传车，喇叭喊充一万返一万二", SHOP),
        ("恒曦投资有个业务员天天来小区叫老人存钱", MONEY),
        ("恒曦投资门口有人拉横幅要钱，都是存了钱拿不回来的", MONEY),
        ("我在千禾百货超市买菜，他们叫我充一万返一万二", SHOP),
        ("聚仙阁饭店老板收了我们员工每人两万入股，说年底分红", INN),
        ("金钥匙幼儿园收三年学费，存着按月返利，有人已经退不了了", NURSERY),
        ("晨露瑜伽馆让老学员入股开分店，一股两万，有人投了五股", YOGA),
        ("速达快修店借街坊的钱给两分利，隔壁卖菜的借了他三万", MENDS),
    ],
)
def test_who_takes_the_money_is(links: TipLinks, text: str, row: int) -> None:
    assert links.find("", text).rows == (row,)
