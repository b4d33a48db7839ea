"""Where an advert was seen tells which firm of a name is meant."""

import pytest

from engine.link import FirmIndex, LinkResult
from tests.link.firms import index_of

FIRMS = [
    ("石嘴山市云鲸电子商务有限公司", "石嘴山市朝晖路346号"),
    ("合肥云岭网络科技有限公司", "合肥市蜀山区黄山路601号"),
    ("南昌赣泽财富管理有限公司", "南昌市东湖区八一大道130号"),
    ("成都锦溪助贷信息服务有限公司", "成都市武侯区一环路242号"),
    ("西安博泽股权投资基金管理有限公司", "西安市雁塔区科技二路68号"),
    ("济南泉岭寄卖行", "济南市历下区解放路90号"),
    ("平罗县富民养殖专业合作社", "平罗县渠口乡中心街56号"),
    ("和顺粮油店", "平罗县城关镇街道5号"),
    ("和顺粮油店", "徐州市云龙区和平路7号"),
    ("石嘴山市腾岭企业管理咨询有限公司", "石嘴山市民生巷302号"),
]


@pytest.fixture(scope="module")
def index() -> FirmIndex:
    """A register of many provinces."""
    return index_of(FIRMS)


def _find(index: FirmIndex, text: str, place: str) -> LinkResult:
    return index.find(names=[""], text=text, place=place)


@pytest.mark.parametrize(
    ("text", "place", "row"),
    [
        ("云鲸电商，消费全返，积分天天返", "石嘴山市", 0),
        ("云鲸电商，消费全返，积分天天返", "石嘴山市大武口区", 0),
        ("赣泽财富，门店开业，一万起", "南昌市东湖区", 2),
        ("锦溪助贷，帮您办银行贷款，出资有息", "成都市", 3),
        ("【泉岭寄卖】三分利放款", "济南市历下区解放路", 5),
        ("和顺粮油店，粮票换面，充一千送一百", "徐州市云龙区", 8),
        ("和顺粮油店，粮票换面，充一千送一百", "平罗县城关镇", 7),
        ("石嘴山腾岭管理咨询公司，企业培训", "石嘴山市", 9),
    ],
)
def test_a_firm_of_the_place_is_meant(index: FirmIndex, text: str, place: str, row: int) -> None:
    assert _find(index, text, place).row == row


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("云鲸电商，消费全返，积分天天返", ""),
        ("云鲸电商，消费全返，积分天天返", "济南市"),
        ("富民养殖合作社，代养土鸡", "固原市泾源县"),
        ("和顺粮油店，粮票换面，充一千送一百", ""),
        ("和顺粮油店，粮票换面，充一千送一百", "济南市"),
        ("石嘴山腾岭职业培训学校，招生", "石嘴山市"),
    ],
)
def test_one_of_elsewhere_is_not(index: FirmIndex, text: str, place: str) -> None:
    assert _find(index, text, place).row < 0


TWINS = FirmIndex(
    [
        "平罗县甲岭养老服务有限公司",
        "贺兰县甲岭养老服务有限公司",
        "诚泽商贸有限公司",
        "诚泽商贸有限公司",
    ],
    ["", "", "", ""],
    ["09526011111", "09518062222", "09526011133", "09518062244"],
    addresses=[
        "宁夏石嘴山市平罗县团结东路1号",
        "宁夏银川市贺兰县银河东路2号",
        "宁夏石嘴山市平罗县鼓楼街3号",
        "宁夏银川市贺兰县银河东路8号",
    ],
)
PINGLUO = "宁夏石嘴山市平罗县"


@pytest.mark.parametrize(
    ("name", "text", "phone", "row"),
    [
        ("甲岭养老", "床位预订", "0951-8062222", 1),
        ("诚泽商贸有限公司", "年底回馈", "0951-8062244", 3),
        ("诚泽商贸有限公司", "年底回馈，地址：贺兰县银河东路8号", "", 3),
        ("甲岭养老", "床位预订", "", 0),
        ("诚泽商贸有限公司", "年底回馈", "", 2),
    ],
)
def test_what_the_advert_itself_says_goes_first(name: str, text: str, phone: str, row: int) -> None:
    assert TWINS.find(names=[name], text=text, phone=phone, place=PINGLUO).row == row


@pytest.mark.parametrize("place", ["平罗县、贺兰县", "平罗县贺兰县", "贺兰县和平罗县"])
def test_two_places_tell_neither(place: str) -> None:
    assert TWINS.find(names=["甲岭养老"], text="床位预订", place=place).row < 0


def test_the_county_of_the_text_goes_first() -> None:
    text = "贺兰县甲岭养老：床位预订，交三万送体检"
    assert TWINS.find(names=[""], text=text, place=PINGLUO).row == 1


def test_a_street_tells_no_town(index: FirmIndex) -> None:
    there = _find(index, "平罗县富民养殖专业合作社，代养土鸡", "团结路12号")
    assert there.row == 6
