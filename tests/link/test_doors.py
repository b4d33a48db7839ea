"""Where firms are, as adverts say it; each line was found wanting by a mutant."""

from __future__ import annotations

import pytest

from engine.link.index.joined import Joined
from engine.link.index.numbers import Watch
from engine.link.texts.doors import Door, Doors

ADDRESSES = [
    "云泉县城关街道正街57号",
    "云泉县清渠镇街道61号",
    "云泉县湖沿镇街道61号",
    "云泉县城关街道延安路88号重溪大厦5层502室",
    "云泉县柳湾镇上溪村溪创园11号",
    "云泉县城关街道溪苑小区会所2层",
    "云泉县城关街道溪平街与望溪路交叉口西侧",
    "云泉县清渠镇桂苑华府3栋2单元1502室",
    "云泉县清渠镇环城北路30号",
    "云泉县清渠镇滨江大道18号",
    "云泉县清渠镇望远城A座1203",
    "云泉县清渠镇金桥村3组",
    "云泉县清渠镇老粮站仓库旁",
    "",
    "云泉县清渠镇建材市场12号",
    "云泉县清渠镇东大街9号",
    "云泉县河滩镇桂苑华庭3栋2单元1502室",
    "云泉县河滩镇西关路7号附1号",
    "云泉县河滩镇南大路5号",
]
DOORS = Doors(ADDRESSES)
Found = tuple[list[int], str, str]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("正街57号", [([0], "正街57", "street")]),
        ("在正街五十七号二楼", [([0], "正街57", "street")]),
        ("正街57号，又是正街57号", [([0], "正街57", "street")]),
        ("正街57号和溪创园11号", [([0], "正街57", "street"), ([4], "溪创园11", "bare")]),
        ("正街57号对面", []),
        ("正街57号的隔壁", []),
        ("正街57号对面，溪创园11号", [([4], "溪创园11", "bare")]),
        ("正街570号", []),
        ("正街5号", []),
        ("平罗县正街57号", []),
        ("平罗正街57号", []),
        ("云泉县正街57号", [([0], "正街57", "street")]),
        # Of several whoever lies in the township that is told.
        ("街道61号", [([1, 2], "街道61", "street")]),
        ("清渠镇街道61号", [([1], "街道61", "street")]),
        ("街道61号，湖沿镇", [([2], "街道61", "street")]),
        ("河滩镇街道61号", [([1, 2], "街道61", "street")]),
        # Rooms, floors, flats.
        ("延安路88号", [([3], "延安路88", "street")]),
        ("重溪大厦502", [([3], "重溪大厦502", "room")]),
        ("重溪大厦5层502室", [([3], "重溪大厦502", "room")]),
        ("重溪大厦5层503室", []),
        ("在重溪大厦502", [([3], "重溪大厦502", "room")]),
        ("大厦502", []),
        ("溪苑小区会所2层", [([5], "溪苑小区会所2层", "unit")]),
        ("溪苑小区会所里面二楼", []),
        ("会所2层", []),
        ("桂苑华府3栋2单元1502", [([7], "3栋1502", "home")]),
        ("华府3栋1502", [([7], "3栋1502", "home")]),
        ("桂府3栋1502", [([7], "3栋1502", "home")]),
        ("桂苑华府3栋1单元1502", []),
        ("桂苑华府3栋1单元1502，桂苑华府3栋2单元1502", [([7], "3栋1502", "home")]),
        ("桂苑小府3栋1502", []),
        ("桂苑华庭3栋1502", [([16], "3栋1502", "home")]),
        ("望远城a座1203", [([10], "A栋1203", "home")]),
        ("望远城A座2单元1203", [([10], "A栋1203", "home")]),
        ("望远城B座1203", []),
        # Streets as people shorten them.
        ("环北30号", [([8], "环北30", "bare")]),
        ("环城北路30号", [([8], "环城北路30", "street")]),
        ("滨江18号", [([9], "滨江18", "bare")]),
        ("东大街9号", [([15], "东大街9", "street")]),
        ("东大9号", []),
        ("南大5号", []),
        ("南大路5号", [([18], "南大路5", "street")]),
        # Villages, crossings, landmarks, markets.
        ("金桥村3组", [([11], "金桥村3组", "street")]),
        ("清渠镇金桥村", [([11], "渠镇金桥村", "village")]),
        ("湖沿镇金桥村", []),
        ("清渠镇金桥村口", []),
        ("望溪路溪平街路口", [([6], "望溪路溪平街", "crossing")]),
        ("溪平街与望溪路交叉口", [([6], "望溪路溪平街", "crossing")]),
        ("溪平街与望溪路交汇处", [([6], "望溪路溪平街", "crossing")]),
        ("溪平街与正街路口", []),
        ("老粮站仓库对面", [([12], "老粮站仓库", "landmark")]),
        ("建材市场12号", [([14], "建材市场12", "room"), ([14], "建材市场12", "unit")]),
        ("好", []),
    ],
)
def test_places_that_a_text_names(text: str, found: list[Found]) -> None:
    assert [([*d.rows], d.said, d.kind) for d in DOORS.find(text)] == found
    assert DOORS.may_name(Joined(f"好\0{text}")).tolist() >= [False, bool(found)]
    assert DOORS.find(text) == [Door(tuple(rows), said, kind) for rows, said, kind in found]


def test_of_many_texts_those_that_name_nothing_are_known() -> None:
    doors = Doors(ADDRESSES)
    texts = Joined("正街57号\0好地方8号\0正街五十七号\0金桥村")
    assert doors.may_name(texts).tolist() == [True, False, True, False]
    assert doors.find("好地方8号") == []
    assert doors.find("正街57号")


@pytest.mark.parametrize(
    ("text", "stands", "may"),
    [
        ("正街57号", True, True),
        ("正街58号", False, True),
        ("正街570号", False, False),
        ("新街57号", False, False),
        ("清渠镇金桥村", False, False),
        ("桂苑华府3栋1单元1502", False, True),
        ("好", False, False),
    ],
)
def test_with_other_numbers_it_might_be_a_firms(text: str, stands: bool, may: bool) -> None:
    assert (DOORS.stands(text), DOORS.may_stand(text)) == (stands, may)
    assert not Doors([""]).may_stand(text)


@pytest.mark.parametrize(
    ("row", "said", "text", "whole"),
    [
        (3, "延安路88", "延安路88号重溪大厦5层502室", True),
        (3, "延安路88", "延安路88号重溪大厦5层", False),
        (3, "延安路88", "延安路88号", False),
        (3, "延安路88", "延安路88号重溪大厦5层502室，延安路88号", True),
        (3, "重溪大厦5", "重溪大厦5层502室", True),
        (0, "正街57", "正街57号", True),
        (17, "西关路7", "西关路7号附1号", True),
        (17, "西关路7", "西关路7号，好的好的好的好的好的好的好的附1号", False),
        (17, "西关路7", "附1号西关路7号", False),
    ],
)
def test_all_numbers_of_the_address(row: int, said: str, text: str, whole: bool) -> None:
    assert DOORS.whole(row, said, text, Watch()) is whole


def test_numbers_of_an_address_are_compared_with_those_behind() -> None:
    watch = Watch()
    assert not DOORS.whole(3, "延安路88", "延安路88号重溪大厦7层", watch)
    assert watch.hangs(["7"])
    assert not watch.hangs(["502"])
    watch.begin()
    assert DOORS.whole(0, "正街57", "正街57号3楼", watch)
    assert not watch.hangs(["3"])
