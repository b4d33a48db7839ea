"""Telephones, sites and doors in every writing."""

import pytest

from engine.link.texts.contacts import Contacts, numbers, phones, sites
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


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("13900001234", ["13900001234"]),
        ("+86 139-0000-1234", ["13900001234"]),
        ("008613900001234", ["13900001234"]),
        ("139000012345", []),
        ("12900001234", []),
        ("1三九 0000 1234", ["13900001234"]),
        ("幺三九0000一二三四", ["13900001234"]),
        ("零九五二七零一零零零一", ["09527010001"]),
        ("0952-7010001", ["09527010001"]),
        ("（0952） 701 0001", ["09527010001"]),
        ("010-61234567", ["01061234567"]),
        ("+86 952 7010001", ["09527010001", "-7010001"]),
        ("7010001", ["-7010001"]),
        ("61234567", ["-61234567"]),
        ("7010001元", []),
        ("1234567", []),
        ("800 111 2222", ["8001112222"]),
        ("0 7 9 5 7 2 3 0 6 0 6", ["07957230606"]),
        ("I39OOOOOOO5", ["13900000005"]),
        ("2345678，0952-2345678", ["09522345678", "-2345678"]),
        ("13900001234，4001112222", ["13900001234", "4001112222"]),
        ("12345", []),
    ],
)
def test_every_number_of_a_text(text: str, told: list[str]) -> None:
    assert list(phones(text)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("XIYUN.CN/a", ["xiyun.cn"]),
        ("shop.a.xiyun.com.cn", ["shop.a.xiyun.com.cn", "a.xiyun.com.cn", "xiyun.com.cn"]),
        ("www. xiyun.cn", ["xiyun.cn"]),
        ("xiyun dot cn，a.yunxi.cn", ["xiyun.cn", "a.yunxi.cn", "yunxi.cn"]),
        ("xiyun.edu.cn", ["xiyun.edu.cn"]),
        ("号xiyun_shop，ab1234", ["~xiyun_shop", "~ab1234"]),
        ("123456，abcde", []),
        ("t.cn", []),
        ("好。", []),
        (f"{'a.' * 127}cn", []),
        (f"{'a' * 200}.cn", [f"{'a' * 200}.cn"]),
    ],
)
def test_every_site_of_a_text(text: str, told: list[str]) -> None:
    assert list(sites(text)) == told


@pytest.mark.parametrize(
    ("cell", "asked", "found"),
    [
        ("13900001234", "13900001234", True),
        ("09527010001", "7010001", True),
        ("0952-7010001", "7010001", True),
        ("02161234567", "61234567", True),
        ("010-61234567", "61234567", True),
        ("010-61234567", "1234567", False),
        ("095261234567", "61234567", True),  # four figures of the town, eight of the number
        ("0952-61234567", "61234567", True),
        ("0952-61234567", "261234567", False),
        ("9527010001", "7010001", False),
        ("139-0000-1234；0952-7010001", "09527010001", True),
        ("139-0000-1234；0952-7010001", "13900001234", True),
        ("", "7010001", False),
    ],
)
def test_numbers_of_a_register(cell: str, asked: str, found: bool) -> None:
    contacts = Contacts(["", cell], ["", ""])
    assert contacts.by_phone(f"电话{asked}") == ([1] if found else [])
    if found:
        assert contacts.ending(asked[-4:]) == [1]


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("13900001234", ["13900001234"]),
        ("0952-7010001", ["09527010001"]),
        ("139-0000-1234", ["13900001234"]),
        ("12", []),
        ("9527010001", []),
        ("tel:13900001234", ["13900001234"]),
        ("13900001234;7010001", ["13900001234", "-7010001"]),
        ("一三九零零零零一二三四", ["13900001234"]),
    ],
)
def test_numbers_of_a_cell(cell: str, told: list[str]) -> None:
    assert [*numbers(cell)] == told


def test_the_first_that_any_has() -> None:
    contacts = Contacts(
        ["13900001234", "13900005678", "13900001234"], ["xiyun.cn", "", "m.yunxi.cn"]
    )
    assert contacts.by_phone("13800001111，13900005678，13900001234") == [1]
    assert contacts.by_phone("13900001234") == [0, 2]
    assert contacts.ending("1234") == [0, 2]
    assert contacts.ending("9999") == []
    assert contacts.by_site("a.cn，m.yunxi.cn，xiyun.cn") == [2]
    assert contacts.by_site("yunxi.cn") == [2]
    assert Contacts([""], ["www.xiyun-example.cn"]).by_site("关注 xiyun-example") == [0]
    assert Contacts([""], ["xiyun_shop"]).by_site("关注 xiyun_shop") == [0]
