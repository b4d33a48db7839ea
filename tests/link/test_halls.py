"""Hotels in whose halls others hold lectures, and firms that keep others' money."""

from __future__ import annotations

import pytest

from tests.link.firms import index_of

INDEX = index_of(
    [
        ("云泉盛景酒店管理有限公司", "云泉县城关镇1号"),
        ("云泉顺通支付服务有限公司", "云泉县城关镇2号"),
        ("云泉县金叶茶楼", "云泉县城关镇3号"),
    ]
)


def found(text: str) -> int:
    return INDEX.find(names=[""], text=f"\n{text}", place="云泉县").row


@pytest.mark.parametrize(
    "text",
    [
        "周六上午九点，云泉盛景酒店二楼会议室，原始股推介会，到场领鸡蛋",
        "理财分享会定在云泉盛景酒店宴会厅，晚六点入场",
        "金叶茶楼二楼包厢，养老项目说明会，送大米",
        "月月返利，资金由建行存管，云泉顺通支付提供通道，提现秒到",
    ],
)
def test_it_is_where_or_by_what_others_do(text: str) -> None:
    assert found(text) == -1


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("云泉盛景酒店二楼宴会厅婚宴预订，满二十桌送司仪", 0),
        ("云泉盛景酒店二楼宴会厅装修众筹，入股一万年底分两千，启动会上登记", 0),
        ("云泉盛景酒店三楼宴会厅答谢会，本酒店向老客户借款，年息一成八", 0),
        ("金叶茶楼新到明前龙井，二楼包厢可订", 2),
        ("云泉顺通支付提供收款码，商户零门槛", 1),
    ],
)
def test_it_speaks_for_itself(text: str, row: int) -> None:
    assert found(text) == row
