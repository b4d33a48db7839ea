"""Telephones, sites and doors in every writing."""

import pytest

from engine.link.texts.contacts import Contacts, phones, sites
from engine.link.texts.doors import Doors

CONTACTS = Contacts(
    ["13900001234", "0952-7010001", "4001112222", ""],
    ["", "www.xiyun-example.cn", "", ""],
)
DOORS = Doors(
    [
        "云泉县城关街道正街57号",
        "云泉县清渠镇街道61号",
        "云泉县湖沿镇街道61号",
        "云泉县城关街道延安路88号重溪大厦5层502室",
        "云泉县柳湾镇上溪村溪创园11号",
        "云泉县城关街道溪苑小区会所2层",
        "云泉县城关街道溪平街与望溪路交叉口西侧",
    ],
)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("电话139 0000 1234", 0),
        ("139-0000-1234", 0),
        ("１３９００００１２３４", 0),
        ("一三九零零零零一二三四", 0),
        ("电话壹叁玖零零零零壹贰叁肆，上门", 0),
        ("+86 13900001234", 0),
        ("0952 7010001", 1),
        ("（0952）7010001", 1),
        ("09527010001", 1),
        ("热线7010001", 1),
        ("400-111-2222", 2),
        ("010-7010001", None),
        ("+86 952 7010001", 1),
        ("139 - 0000 - 1234", 0),
        ("139000012345", None),
        ("13900001234、13900005678", 0),
    ],
)
def test_phones(text: str, row: int | None) -> None:
    assert CONTACTS.by_phone(text) == ([] if row is None else [row])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("店址：正街57号", [0]),
        ("正街五十七号二楼", [0]),
        ("平罗县正街57号", []),
        ("正街5号", []),
        ("清渠镇街道61号", [1]),
        ("延安路88号", [3]),
        ("重溪大厦502", [3]),
        ("重溪大厦5层503室", []),
        ("厂址：溪创园11号", [4]),
        ("上溪村溪创园十一号", [4]),
        ("溪创园12号", []),
        ("溪苑小区会所二楼", [5]),
        ("溪苑小区会所3楼", []),
        ("望溪路溪平街路口", [6]),
        ("正街57号对面", []),
    ],
)
def test_doors(text: str, rows: list[int]) -> None:
    assert [list(door.rows) for door in DOORS.find(text)][:1] == ([rows] if rows else [])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("进入 XIYUN-example.cn/a?b=1 注册", [1]),
        ("来信 kefu@xiyun-example.cn", [1]),
        ("shop.xiyun-example.cn", [1]),
        ("xiyun-example点cn", [1]),
        ("www。xiyun-example。cn", [1]),
        ("公众号 xiyun-example", [1]),
        ("xiyun-example.com", []),
        ("xiyun-example-vip.cn", []),
    ],
)
def test_sites(text: str, rows: list[int]) -> None:
    assert CONTACTS.by_site(text) == rows


def test_sites_of_everybody() -> None:
    assert list(sites("加 abc@qq.com，关注 weibo.com")) == []
    assert list(phones("一万五千起投，年化12%")) == []


@pytest.mark.parametrize(
    "said", ["团结东路18号。", "金泰花园2栋1单元301，", "渠口镇金桥村3组，", "民族路与团结路口，"]
)
def test_a_place_said_a_thousand_times_is_said_once(said: str) -> None:
    """Every place found is looked at for every firm, so that repeating one would cost its square."""
    doors = Doors(
        [
            "云泉县渠口镇团结东路18号",
            "云泉县城关镇金泰花园2栋1单元301室",
            "云泉县渠口镇金桥村3组",
            "云泉县城关镇团结路与民族路口",
        ]
    )
    once = doors.find(said)
    assert once
    assert doors.find(said * 1000) == once


def test_what_is_longer_than_any_domain_is_no_site() -> None:
    assert list(sites("jintai." * 1000 + "cn")) == []
    assert "jintai.cn" in list(sites("shop.jintai.cn"))
