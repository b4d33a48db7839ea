"""What stands left and right of a name; each line was found wanting by a mutant.

The name is 金桂坊, between bars where its place is asked for."""

from __future__ import annotations

import pytest

from engine.link.names.places import atlas
from engine.link.texts.scene import Scene

_NAME = "金桂坊"


def at(text: str, about: bool = False) -> tuple[Scene, int, int]:
    scene = Scene(text, about)
    start = scene.text.index(_NAME)
    return scene, start, start + len(_NAME)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("金桂坊开业", "head"),
        ("  金桂坊开业", "head"),
        ("【金桂坊】开业", "open"),
        ("“金桂坊”开业", "quote"),
        ("好消息，金桂坊开业", "open"),
        ("。。。。。。。。金桂坊开业", "open"),
        ("欢迎来金桂坊", "led"),
        ("我是金桂坊", "led"),
        ("家住金桂坊", "placed"),
        ("前身是金桂坊", "once"),
        ("隔壁县金桂坊", "elsewhere"),
        ("省城金桂坊", "elsewhere"),
        ("不是金桂坊", "against"),
        ("远离金桂坊", "against"),
        ("本店的金桂坊", "function"),
        ("精品金桂坊", "word"),
        ("嘚瑟兜金桂坊", "run"),
        ("拖拉机金桂坊", "run"),
        # The clause of the name only, and what stands right before it.
        ("不是别家，就是别人家的金桂坊", "function"),
        ("远离都市烦恼的好去处金桂坊", "word"),
    ],
)
def test_what_leads_to_a_name(text: str, left: str) -> None:
    scene, start, _ = at(text)
    assert scene.left(start) == left
    assert scene.left(start) == left  # as it is remembered


def test_who_tells_of_a_firm_runs_nobody_down() -> None:
    scene, start, _ = at("远离金桂坊", about=True)
    assert scene.left(start) != "against"
    scene, start, _ = at("不是金桂坊", about=True)
    assert scene.left(start) == "against"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("金桂坊", "stop"),
        ("金桂坊，开业", "stop"),
        ("“金桂坊”开业", "quote"),
        ("金桂坊门口", "front"),
        ("金桂坊的门口", "front"),
        ("金桂坊二楼", "inside"),
        ("金桂坊对面", "beside"),
        ("金桂坊那边卖", "word"),
        ("金桂坊小程序", "branded"),
        ("金桂坊牌", "branded"),
        ("金桂坊负责存管", "serves"),
        ("金桂坊老板", "acts"),
        ("金桂坊堂", "name"),
        ("金桂坊膏药", "goods"),
        ("金桂坊精品", "word"),
        ("金桂坊嘚嘚", "run"),
        ("金桂坊巧克力", "run"),
    ],
)
def test_what_a_name_goes_on_with(text: str, right: str) -> None:
    scene, _, end = at(text)
    assert scene.right(end) == right
    assert scene.right(end) == right  # as it is remembered


@pytest.mark.parametrize(
    ("text", "opened", "closed", "quoted"),
    [
        ("说“金桂坊”好", [1], [4], [1]),
        ("“金桂坊”“好”", [0, 3], [3, 4], [0, 3]),
        ('说"金桂坊"好', [1, 4], [1, 4], [1, 4]),
        ("金 桂 坊 好", [0], [4], []),  # spaced out: who does so means a name
        ("说金桂坊好", [], [], []),
    ],
)
def test_where_quotation_marks_stood(
    text: str, opened: list[int], closed: list[int], quoted: list[int]
) -> None:
    scene = Scene(text)
    assert (sorted(scene.opened), sorted(scene.closed), sorted(scene.quoted)) == (
        opened,
        closed,
        quoted,
    )
    assert "”" not in scene.text


def test_a_text_without_a_name() -> None:
    scene, _, _ = at("金桂坊开业，金桂坊有礼")
    assert scene.without("") is scene
    assert scene.without(_NAME).text == "。开业，。有礼"
    assert scene.without(_NAME) is scene.without(_NAME)


def test_places_end_and_clauses_begin() -> None:
    scene, start, end = at("和平路金桂坊，好")
    assert scene.placed(start)
    assert not scene.placed(0)
    assert not scene.placed(end)
    assert not Scene("金桂坊在和平路").placed(0)
    assert Scene("路金桂坊").placed(1)
    assert scene.open(0)
    assert not scene.open(start)
    assert scene.open(end + 1)
    assert not scene.open(end)


@pytest.mark.parametrize(
    ("text", "housed"),
    [
        ("财富广场B座招商", True),
        ("财富广场3号楼", True),
        ("财富广场1203室", True),
        ("财富广场A区管理处", False),
        ("财富广场招商", False),
        ("财富广场旺铺", False),
        ("财富广场老王烧烤", True),
        ("财富广场，老王", False),
        ("财富广场", False),
        ("财富金桂坊老王", False),
    ],
)
def test_a_building(text: str, housed: bool) -> None:
    assert Scene(text).housed(text.index("，") if "，" in text else 4) is housed
    assert not Scene(text).housed(2)


@pytest.mark.parametrize(
    ("text", "goods", "told_of"),
    [
        ("代理金桂坊", True, False),
        ("代理金桂坊有限公司", False, False),
        ("主营各种好货金桂坊", False, False),
        ("在金桂坊买的，九成新急售", True, True),
        ("金桂坊买的，九成新急售", False, True),
        ("在金桂坊买的，真好", False, False),
        ("金桂坊办的卡转让", False, False),
        ("冒充金桂坊", False, True),
        ("金桂坊对面", False, True),
        ("恭喜金桂坊开业，监控由我司安装", False, True),
        ("金桂坊代收点", False, True),
        ("我在金桂坊上班", False, True),
        ("金桂坊被骗", False, True),
        ("金桂坊开业", False, False),
    ],
)
def test_goods_and_whom_the_advertiser_tells_of(text: str, goods: bool, told_of: bool) -> None:
    scene, start, end = at(text)
    assert scene.goods(start, end) is goods
    assert scene.told_of(start, end) is told_of
    assert scene.told_of(start, end) is told_of
    assert scene.bought(end) is (
        text == "金桂坊买的，九成新急售" or text.startswith("在金桂坊买的，九")
    )


@pytest.mark.parametrize("text", ["我在金桂坊上班", "金桂坊被骗"])
def test_who_tells_of_a_firm_means_where_somebody_works(text: str) -> None:
    scene, start, end = at(text, about=True)
    assert not scene.told_of(start, end)


@pytest.mark.parametrize(
    ("text", "begin", "stems"),
    [
        ("平罗县金桂坊", 0, ["平罗"]),
        ("来平罗县金桂坊", 1, ["平罗"]),
        ("就在平罗县城关镇金桂坊", 2, ["平罗", "城关镇"]),
        ("芦湖县金桂坊", 0, ["芦湖"]),
        ("好消息，平罗县城关镇金桂坊", 4, ["平罗", "城关镇"]),
        ("宁夏平罗金桂坊", 0, ["宁夏", "平罗"]),
        ("好金桂坊", 1, []),
        ("金桂坊", 0, []),
        ("平罗，金桂坊", 3, []),
        ("平罗县的金桂坊", 4, []),
        ("今天大家一起去平罗县金桂坊", 7, ["平罗"]),
    ],
)
def test_places_right_before_a_name(text: str, begin: int, stems: list[str]) -> None:
    scene, start, _ = at(text)
    found, spots = scene.before(start, atlas())
    assert (found, [spot.stem for spot in spots]) == (begin, stems)


@pytest.mark.parametrize(
    ("text", "ends", "business"),
    [
        ("金桂坊", [0], False),
        ("金桂坊的家具", [0], False),
        ("金桂坊家具", [2, 0], False),
        ("金桂坊家具有限公司", [6], True),
        ("金桂坊家具有限公司河滩分公司", [11], True),
        ("金桂坊家具店开业", [3], True),
        ("金桂坊家具服务部开业", [5], True),
        ("金桂坊好家具店", [4], True),
        ("金桂坊今天去超市", [0], False),
        ("金桂坊对面超市", [0], False),
    ],
)
def test_where_the_name_may_end(text: str, ends: list[int], business: bool) -> None:
    scene, _, end = at(text)
    assert scene.after(end) == ([end + more for more in ends], business)
    assert scene.after(end) == scene.after(end)


def test_what_the_text_goes_on_with() -> None:
    scene, _, end = at("金桂坊家具，茶叶")
    assert scene.trade(end)[0] == {"家具"}
    assert scene.trade(end)[1] >= {"家具"} or scene.trade(end)[1]
    assert scene.trade(0)[0] == frozenset()
    assert scene.goes_on(end)
    assert not scene.goes_on(end + 2)
    assert not scene.goes_on(len(scene.text))
    quoted, _, stop = at("“金桂坊”家具")
    assert not quoted.goes_on(stop)


@pytest.mark.parametrize(
    ("text", "speaks"),
    [("大酒店好", True), ("红白喜事", True), ("家具好的", False), ("好大酒店", False)],
)
def test_a_word_of_adverts_begins_here(text: str, speaks: bool) -> None:
    assert Scene(text).speaks(0) is speaks


def test_a_longer_word_in_quotation_marks() -> None:
    scene, start, end = at("“金桂坊家”")
    assert scene.quoted_on(start, end)
    assert not scene.quoted_on(start + 1, end)
    scene, start, end = at("“金桂坊”家")
    assert not scene.quoted_on(start, end)
    scene, start, end = at("金 桂 坊 家")
    assert not scene.quoted_on(start, end)


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("平罗县城", ["平罗"]),
        ("到平罗县开业，贺兰县也有", ["平罗", "贺兰"]),
        ("平罗开业", []),
        ("宁夏开业", []),
        ("总部在成都", ["成都"]),
        ("地址：成都", ["成都"]),
        ("临溪县滨江路3号", ["临溪"]),
        ("临溪县好", []),
        ("开业", []),
    ],
)
def test_counties_that_a_text_names(text: str, stems: list[str]) -> None:
    assert list(dict.fromkeys(spot.stem for spot in Scene(text).counties)) == stems


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("周田镇正街12号", ["周田镇"]),
        ("周田镇中心街，开业", ["周田镇"]),
        ("周田镇路口", []),
        ("周田镇开业", []),
    ],
)
def test_townships_that_a_text_says_a_house_of(text: str, towns: list[str]) -> None:
    assert Scene(text).houses == towns


def test_what_is_read_of_a_whole_text() -> None:
    scene = Scene("中介勿扰，手机银行签约，县公安局提醒：3号")
    assert scene.private
    assert scene.bank
    assert scene.numbered
    assert not scene.office
    office = "县公安局提醒：当心"
    assert Scene(office).office
    assert not Scene(office, about=True).office
    plain = Scene("好")
    assert not any((plain.private, plain.bank, plain.numbered, plain.office))
    assert (plain.topics, plain.spoken, plain.trade_starts) == (frozenset(), frozenset(), [])
    told = Scene("家具和茶叶")
    assert told.topics
    assert told.trade_starts == [0, 3]


def test_many_texts_are_one() -> None:
    assert Scene.of_many(["“金桂坊”", "好"]).text == "金桂坊\0好"
    assert Scene.of_many(["县公安局提醒：当心"]).office
