"""What a text says against a firm: another township, another trade, a report that is taken back, strangers at its door."""

import pytest

from engine.link.tips.taken_back import at_its_door, taken_back, with_name
from engine.link.tips.told_trade import contrary
from engine.link.tips.townships import elsewhere

ADDRESS = "云泉县西渠乡兴胜村3组"


@pytest.mark.parametrize(
    ("text", "address", "other"),
    [
        ("东渠镇兴胜村养鸡的", ADDRESS, True),
        ("西渠乡兴胜村养鸡的", ADDRESS, False),
        ("西渠镇兴胜村养鸡的", ADDRESS, False),
        ("东渠镇兴胜村和西渠乡兴胜村养鸡的", ADDRESS, False),
        ("白石县兴胜村养鸡的", ADDRESS, True),
        ("云泉县兴胜村养鸡的", ADDRESS, False),
        ("云泉县东渠镇兴胜村养鸡的", ADDRESS, True),
        ("白石县西渠乡兴胜村养鸡的", ADDRESS, True),
        ("白石旗兴胜村养鸡的", ADDRESS, True),
        # Only as part of an address, and only a name.
        ("我是东渠镇的，养鸡的", ADDRESS, False),
        ("我们镇兴胜村养鸡的", ADDRESS, False),
        ("美丽乡村兴胜村养鸡的", ADDRESS, False),
        ("美丽乡村示范街道的", ADDRESS, False),
        ("渠镇兴胜村养鸡的", ADDRESS, False),
        ("东渠镇人民路3组", ADDRESS, True),
        ("东渠镇，人民路3组", ADDRESS, False),
        # Of whatever people it is, and however far before it its name begins.
        ("西渠回族乡兴胜村养鸡的", ADDRESS, False),
        ("西渠回族彝族自治乡兴胜村养鸡的", ADDRESS, False),
        ("东渠回族乡兴胜村养鸡的", ADDRESS, True),
        ("养鸡的人说就在云泉那边的西渠镇兴胜村", ADDRESS, False),
        ("云泉县城关镇人民路6号", "白石县城关镇人民路6号", True),
        ("白石县城里人民路的", "云泉县清渠镇人民路6号", False),
        ("东渠镇兴胜村养鸡的", "", False),
        ("东渠镇兴胜村养鸡的", "兴胜村3组", False),
        ("", ADDRESS, False),
        ("东渠镇兴胜村", "云泉县西渠镇人民路6号", True),
    ],
)
def test_another_township_or_county(text: str, address: str, other: bool) -> None:
    assert elsewhere(text, address) == other


CARS = ("云泉县千帆汽修厂", "千帆")


@pytest.mark.parametrize(
    ("text", "name", "part", "other"),
    [
        ("那家足疗店收老人的钱", *CARS, True),
        ("开茶叶店的收老人的钱", *CARS, True),
        ("卖保健酒的收老人的钱", *CARS, True),
        ("修汽车的收老人的钱", *CARS, False),
        ("那家汽配店收老人的钱", *CARS, False),
        ("那家足疗店和那家汽配店收老人的钱", *CARS, False),
        ("那家店收老人的钱", *CARS, False),
        ("那家养老馆收老人的钱", *CARS, False),
        ("收老人的钱", *CARS, False),
        # Of a firm that tells no trade, and of one without a part of its own.
        ("那家足疗店收老人的钱", "云泉县千帆有限公司", "千帆", False),
        ("那家汽配店收老人的钱", "汽修厂", "", False),
        ("那家足疗店收老人的钱", "汽修厂", "", True),
        # What stands before its own part is no trade of it.
        ("那家云泉店收老人的钱", *CARS, True),
    ],
)
def test_another_trade(text: str, name: str, part: str, other: bool) -> None:
    assert contrary(text, name, part) == other


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("上次举报的事搞错了，撤了", True),
        ("上次举报美容院是误会，我撤销", True),
        ("上次打12345是误会，撤回", True),
        ("误会，撤回", False),  # a market stall may be taken back as well
        ("上次举报的事，撤了", False),
        ("上次举报的事搞错了", False),
        ("上次举报的事搞错了，柜台撤了", False),
        ("老板逼我撤了举报，说是误会", False),
        ("", False),
    ],
)
def test_a_report_that_is_taken_back(text: str, taken: bool) -> None:
    assert taken_back(text) == taken


@pytest.mark.parametrize(
    ("text", "at_door"),
    [
        ("门口天天有人发单子，老板撵都撵不走", True),
        ("门前有人发单子，邵老板赶了几次", True),
        ("老板撵都撵不走，门口有人发单子", False),
        ("门口有人发单子", False),
        ("门口有人发单子，老板撵我", False),
        ("老板撵都撵不走", False),
    ],
)
def test_strangers_whom_it_chases_off_its_door(text: str, at_door: bool) -> None:
    assert at_its_door(text) == at_door


def test_whom_they_is() -> None:
    assert with_name("是推销员，不是他们。他们店卖酒，这家收钱", "醉仙坛") == (
        "是推销员，不是醉仙坛。他们店卖酒，醉仙坛收钱"
    )
