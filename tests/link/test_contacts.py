"""Telephones, sites and doors in every writing."""

import pytest

from engine.link.contacts import Contacts, phones, sites

CONTACTS = Contacts(
    ["13900001234", "0952-7010001", "4001112222", ""],
    ["", "www.xiyun-example.cn", "", ""],
    [
        "云泉县城关街道正街57号",
        "云泉县清渠镇街道61号",
        "云泉县湖沿镇街道61号",
        "云泉县城关街道延安路88号重溪大厦5层502室",
    ],
)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("电话139 0000 1234", 0),
        ("139-0000-1234", 0),
        ("１３９００００１２３４", 0),
        ("一三九零零零零一二三四", 0),
        ("+86 13900001234", 0),
        ("0952 7010001", 1),
        ("（0952）7010001", 1),
        ("09527010001", 1),
        ("热线7010001", 1),
        ("400-111-2222", 2),
        ("010-7010001", None),
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
    ],
)
def test_doors(text: str, rows: list[int]) -> None:
    assert CONTACTS.by_door(text) == rows


def test_sites() -> None:
    assert CONTACTS.by_site("进入 XIYUN-example.cn/a?b=1 注册") == [1]
    assert list(sites("加 abc@qq.com，关注 weibo.com")) == []
    assert list(phones("一万五千起投，年化12%")) == []
