"""The door that an advert tells people to come to."""

from __future__ import annotations

import pytest

from engine.place import one_door


@pytest.mark.parametrize(
    ("text", "door"),
    [
        ("本周六在渡口路66号听课", "渡口路66号"),
        ("地址：渡口路66号，电话见海报", "渡口路66号"),
        ("青柳大厦15楼有老师讲课", "青柳大厦15楼"),
        ("到期一次付清。青柳大厦A座1203", "青柳大厦A座1203"),
        ("请到清渠镇柳荫街8号青柳大厦二楼领鸡蛋", "清渠镇柳荫街8号青柳大厦二楼"),
        ("渡口路66号三楼，就在渡口路66号", "渡口路66号三楼"),
        ("来安路6号开业", "来安路6号"),
        # several, or none
        ("渡口路66号、柳荫街3号均有售", ""),
        ("渡口路6号，渡口路66号", ""),
        ("渡口路66号对面", ""),
        ("青柳大厦3000元起", ""),
        ("三楼讲课，年化12%，充1万返2万", ""),
        ("青柳大厦x号楼", ""),  # somebody has hidden the number
        ("惠民促销集市渡口路66号", ""),
    ],
)
def test_one_door_or_none(text: str, door: str) -> None:
    assert one_door([text]) == door


def test_all_texts_must_name_the_same() -> None:
    assert one_door(["渡口路66号", "在渡口路66号"]) == "渡口路66号"
    assert one_door(["渡口路66号", "柳荫街3号"]) == ""
