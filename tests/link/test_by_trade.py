"""A business that people call by its trade, where only one firm's name ends so."""

from __future__ import annotations

import pytest

from engine.link.tips.by_trade import ByTrade
from tests.link.firms import tip_links_of

FIRMS = [
    ("清渠县珠宝首饰行", "清渠镇南街3号", "马小龙"),
    ("清渠县供销社种子门市部", "清渠镇北湾村一组", "张伟"),
    ("清渠县春风理发店", "清渠镇南街5号", "李秀兰"),
    ("清渠县秋月理发店", "清渠镇南街7号", "王建国"),
    ("清渠县启蒙幼儿园", "清渠镇学府街1号", "赵敏"),
    ("清渠县福来蔬菜批发部（个体工商户）", "清渠镇市场路2号", "孙立"),
]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("反映珠宝首饰行老板不见了，托管的金子没了", 0),
        ("种子门市部老板收村里人存款，给利息", 1),
        ("在种子门市存了三万，年底给利息", 1),
        ("北湾村种子门市部收存款，给利息", 1),
        ("镇上的种子门市部收存款，给利息", 1),
        ("投诉蔬菜批发部集资，月息两分", 5),
        # anybody, another place, another name, several, or nobody's money
        ("理发店收会员的钱，给分红", None),
        ("一家种子门市部收存款，给利息", None),
        ("某珠宝首饰行集资，月息两分", None),
        ("邻县珠宝首饰行集资，月息两分", None),
        ("老凤记珠宝首饰行集资，月息两分", None),
        ("南湾村种子门市部收存款，给利息", None),
        ("首饰行集资，月息两分", None),
        ("珠宝首饰行隔壁有人集资，月息两分", None),
    ],
)
def test_the_only_one_that_is_called_so(text: str, row: int | None) -> None:
    assert tip_links_of(FIRMS).find("", text).rows == (() if row is None else (row,))


def test_where_the_text_calls_it_so() -> None:
    names, addresses = [firm[0] for firm in FIRMS], [firm[1] for firm in FIRMS]
    (found,) = ByTrade(names, addresses).find("反映：珠宝首饰行的老板跑了")
    assert (found.row, found.begin, found.end) == (0, 3, 8)
