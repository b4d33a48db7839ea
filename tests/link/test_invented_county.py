"""A county that no table has is learned from the register: its towns, its city, other counties."""

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.names import places
from engine.link.names.learned import learn

FIRMS = {
    "芦湖县鑫禾投资咨询有限公司": "芦湖县芦湖镇东风大街116号鼎盛大厦6层603室",
    "芦湖县鑫苑商贸有限公司": "芦湖县芦湖镇东风大街88号",
    "芦湖县石桥信义互助农民专业合作社": "芦湖县石桥镇石桥村村委会东侧",
    "芦湖县朝晖新能源科技有限公司": "芦湖县石桥镇工业路7号",
    "芦湖县朝晖电力工程有限公司": "芦湖县石桥镇工业路5号",
    "芦湖县双泉山庄康养有限公司": "芦湖县双泉乡双泉村一社50号",
    "芦湖县双泉酒业有限公司": "芦湖县双泉乡双泉村酒厂路1号",
    "芦湖县双泉果品专业合作社": "芦湖县双泉乡后坡村",
    "云禾恒瑞财富管理有限公司芦湖分公司": "芦湖县芦湖镇东风大街116号鼎盛大厦9层901室",
    "芦湖县恒瑞汽车修理厂": "芦湖县石桥镇国道旁31号",
    "云禾市福满源商贸有限公司芦湖第一分公司": "芦湖县芦湖镇人民路86号福满大厦303室",
    "芦湖县福满源商贸有限公司": "芦湖县芦湖镇人民路86号福满大厦302室",
}
NAMES = list(FIRMS)


@pytest.fixture(scope="module")
def index() -> FirmIndex:
    none = [""] * len(NAMES)
    return FirmIndex(NAMES, none, none, addresses=list(FIRMS.values()))


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("信义互助社，存取自由，息比银行高一倍，石桥村委会东。", 2),
        ("朝晖新能源，石桥工业路7号，屋顶光伏投五万一年给八千。", 3),
        ("双泉山庄候鸟床位，四万预订，每年返3200。", 5),
        ("恒瑞财富在咱县的分公司，鼎盛大厦九楼，天天开会发鸡蛋，说保本的。", 8),
        ("【恒瑞财富】稳享系列半年期9.2%，到期本息自动到账。", 8),
        ("福满源第一分公司存米送油，满两万加息一个点。", 10),
        ("鑫禾投资咨询那边在收钱，说年息一分二。", 0),
        ("鑫禾投资咨询那边说随时能取。", 0),
        # not them
        ("鑫禾投资咨询那边新开了一家面馆，欢迎品尝。", -1),
        ("【鑫禾投资】临泽县滨江路门店，月息一分三，当天起息。", -1),
        ("鑫禾投资，桐柳县城北路12号，月息一分三。", -1),
        ("恒瑞修车，补胎换油，国道旁31号。", 9),
    ],
)
def test_which_firm_is_meant(index: FirmIndex, text: str, firm: int) -> None:
    assert index.find(names=[], text=text).row == firm
    if not text.startswith("【"):
        assert index.find(names=[], text=text, about=True).row == firm


def test_a_town_of_few_names_is_one_if_others_leave_out_what_it_is() -> None:
    names = [*NAMES, "天麓县吉祥商贸有限公司", "好运来市场经营部"]
    learned = learn(names)
    assert learned["云禾"].level == 2
    assert "天麓" not in learned  # one name only
    assert learned == learn(names[::-1])


def test_towns_are_learned_of_addresses_where_the_county_is_in_no_table() -> None:
    addresses = list(FIRMS.values())
    assert learn(NAMES, addresses)["石桥镇"].level == places.TOWN
    works = [f"芦湖县望江乡镇企业园{n}号" for n in range(3)]
    assert not learn(NAMES, works).keys() & {"望江乡镇", "望江乡"}
    known = [f"平罗县鑫禾{n}商贸有限公司" for n in "甲乙丙"]
    assert not learn(known, [f"平罗县虚设镇{n}号" for n in range(3)])
