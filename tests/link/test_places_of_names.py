"""Places that names begin and end with, those that are misspelt or that only the register knows, and
whether two can be one."""

import pytest

from engine.link.names import places
from engine.link.names.company import NameParser, bare_town
from engine.link.names.learned import learn

PARSER = NameParser()
ATLAS = places.atlas()


def told(spot: places.Spot | None) -> tuple[str, int, bool] | None:
    return spot and (spot.stem, spot.level, spot.bare)


@pytest.mark.parametrize(
    ("text", "spot", "start"),
    [
        ("溪云平罗", ("平罗", 3, True), 2),
        ("农业平罗县", ("平罗", 3, False), 2),
        ("平罗", ("平罗", 3, True), 0),
        ("溪云谷", None, 3),
        ("溪云谷宁县", ("宁县", 3, False), 3),
        ("罗", None, 1),
        # everyday words
        ("溪云惠农", None, 4),
        ("牧野农业科技惠农", None, 8),
    ],
)
def test_the_place_behind(text: str, spot: tuple[str, int, bool] | None, start: int) -> None:
    found, at = places.tail(text, ATLAS)
    assert (told(found), at) == (spot, start)


def test_an_everyday_word_behind_a_trade_may_be_a_place() -> None:
    found = [places.tail(text, ATLAS, strict=False) for text in ("牧野农业科技惠农", "溪云惠农")]
    assert [(told(spot), at) for spot, at in found] == [(("惠农", 3, True), 6), (None, 4)]


@pytest.mark.parametrize(
    ("text", "stem", "size", "sure"),
    [
        ("毫州溪云", "亳州", 2, True),  # a rare character was meant
        ("渭楠溪云", "渭南", 2, False),
        ("平萝溪云", "平罗", 2, False),
        ("荆洲溪云", "荆州", 2, False),
        ("石咀山溪云", "", 0, False),
        ("毫州溪", "", 0, False),  # nothing is left
        ("溪云溪云", "", 0, False),
        ("平静溪云", "", 0, False),  # a word
        ("葫芦鸟溪云", "葫芦岛", 3, False),  # behind a word
        ("淘乐镇溪云", "", 0, False),  # a township
    ],
)
def test_a_misspelt_place(text: str, stem: str, size: int, sure: bool) -> None:
    found, length = places.misread(text, ATLAS)
    assert (found.stem if found else "", length) == (stem, size)
    assert found is None or found.bare
    assert (places.misread(text, ATLAS, sure=True)[0] is not None) == sure


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("龙虎山溪云谷", [3]),
        ("夫子庙旁溪云谷", [3, 4]),
        ("山溪云谷居", [2]),
        ("云龙虎山溪谷居", [4]),
        ("大云龙虎山溪谷居", [5]),
        ("龙虎山溪云", []),  # too little is left
        ("一二三四五山云谷居", []),  # too long for one
        ("溪云谷", []),
    ],
)
def test_sights(text: str, sizes: list[int]) -> None:
    assert list(places.sights(text)) == sizes


@pytest.mark.parametrize(
    ("one", "other", "contradict", "shared"),
    [
        ("宁夏", "石嘴山", False, False),
        ("宁夏", "平罗县", False, False),
        ("宁夏", "陕西", True, False),
        ("石嘴山", "银川", True, False),
        ("银川", "平罗", True, False),
        ("平罗", "平罗县", False, True),
        ("平罗县", "平罗县陶乐镇", False, True),
        ("平罗县陶乐镇", "平罗县宝丰镇", True, True),
        ("银川", "平罗县宝丰镇", True, False),
        # what no table knows
        ("云泉县", "宁夏", False, False),
        ("云泉县", "平罗县", True, False),
        ("云泉县", "石嘴山", False, False),
        ("云泉市", "石嘴山", True, False),
        ("云泉县", "云泉市", False, True),
        ("云泉县清渠镇", "平罗县", True, False),
        ("渭楠", "渭南", False, True),
        ("渭楠市", "渭南市", False, True),
        ("渭东市", "渭南市", True, False),
        ("渭楠县", "渭南市", False, True),
        ("渭桥楠市", "渭南市", True, False),
        ("渭楠", "云泉县", False, False),
        ("溪谷县", "溪峪县", True, False),  # neither is known
    ],
)
def test_two_places(one: str, other: str, contradict: bool, shared: bool) -> None:
    mine, theirs = (PARSER.parse(f"{place}溪云谷商贸有限公司").places for place in (one, other))
    for a, b in ((mine, theirs), (theirs, mine)):
        assert places.contradict(a, b) == contradict
        assert places.shared(a, b) == shared


@pytest.mark.parametrize(
    ("name", "stem", "level"),
    [
        ("平罗县", "平罗", 3),
        ("昌吉回族自治州", "昌吉", 2),
        ("阿拉善左旗", "阿拉善左", 3),
        ("积石山保安族东乡族撒拉族自治县", "积石山", 3),
        ("大兴安岭地区", "大兴安岭", 3),
        ("锡林郭勒盟", "锡林郭勒", 2),
        ("神农架林区", "神农架", 3),
        ("浙江省", "浙江", 1),
        ("沙县", "沙县", 3),
        ("东区", "东区", 3),
    ],
)
def test_stem_and_level(name: str, stem: str, level: int) -> None:
    assert (places.stem(name), places.level_of(name)) == (stem, level)


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("云泉县溪云", "云泉县"),
        ("云泉市溪云", "云泉市"),
        ("云泉彝族自治县溪云", "云泉彝族自治县"),
        ("云泉市政工程", ""),
        ("云泉超市", ""),
        ("云泉小区", ""),
        ("云泉省钱", ""),
        ("云泉区块链", ""),
        ("云泉镇", ""),
        ("云", ""),
    ],
)
def test_what_is_called_like_a_county(text: str, begins: str) -> None:
    assert places.unknown(text) == begins


@pytest.mark.parametrize(
    ("stem", "bare"),
    [("颍桥回族镇", "颍桥"), ("清渠镇", "清渠"), ("清渠街道办事处", "清渠"), ("双庙乡", "双庙"), ("宝丰村", "宝丰"), ("大镇", "大镇"), ("清渠", "清渠")],
)  # fmt: skip
def test_bare_town(stem: str, bare: str) -> None:
    assert bare_town(stem) == bare


def test_part_of_a_town_by_itself() -> None:
    assert [told(s) for s in places.part_of_town("高新区")] == [("高新区", places.TOWN, False)]
    assert places.part_of_town("平罗") == places.part_of_town("开发区溪云") == []


def learned(names: list[str], addresses: list[str] | None = None) -> dict[str, tuple[int, bool]]:
    found = learn(names, addresses or [])
    assert all(spot.stem in name for name, spot in found.items())
    return {name: (spot.level, spot.bare) for name, spot in found.items()}


_COUNTY = {"云泉县": (3, False), "云泉": (3, True)}
_FIRMS = ["云泉县溪云商贸有限公司"]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (_FIRMS * 3, _COUNTY),
        (_FIRMS * 2, {}),
        # named less often, but others leave out what it is
        (["云泉市溪云商贸有限公司", "云泉溪谷商店"], {"云泉市": (2, False), "云泉": (2, True)}),
        (["云泉市溪云商贸有限公司", "云泉市溪谷商店"], {}),
        (["云泉区溪云商贸有限公司", "云泉溪谷商店"], {}),
        (["海洋市溪云商贸有限公司", "海洋溪谷商店"], {}),  # a word
        # townships, with and without their county
        (["云泉县清渠镇溪云社"] * 3, {**_COUNTY, "清渠镇": (4, False)}),
        (["清渠乡溪云社"] * 3, {"清渠乡": (4, False)}),
        (["清渠乡溪云社"] * 2, {}),
        (["平罗县陶乐镇溪云社"] * 3, {}),  # known already
        # what more say
        ([*_FIRMS * 4, *["云泉市溪谷商店"] * 3], {"云泉市": (2, False), **_COUNTY}),
        ([*_FIRMS * 3, *["云泉市溪谷商店"] * 4], {"云泉县": (3, False), "云泉市": (2, False), "云泉": (2, True)}),
    ],
)  # fmt: skip
def test_learned_of_names(names: list[str], expected: dict[str, tuple[int, bool]]) -> None:
    assert learned(names) == learned(names[::-1]) == expected


_TOWN = ["宁夏云泉县清渠镇一村", "云泉县清渠镇二村", "清渠镇三村"]


@pytest.mark.parametrize(
    ("names", "addresses", "town"),
    [
        (_FIRMS * 3, _TOWN, True),
        (_FIRMS * 3, _TOWN[:2], False),
        (_FIRMS * 3, ["云泉县清渠镇路1号"] * 3, False),  # a street
        ([*_FIRMS * 3, *["溪云商店"] * 3], _TOWN, True),
        ([*_FIRMS * 3, *["溪云商店"] * 4], _TOWN, False),  # most lie elsewhere
    ],
)
def test_learned_of_addresses(names: list[str], addresses: list[str], town: bool) -> None:
    expected = {**_COUNTY, "清渠镇": (4, False)} if town else _COUNTY
    assert learned(names, addresses) == expected


_NAMES = ["云泉县清渠镇溪云社"] * 3 + ["平罗湖镇溪云社"] * 3
_TAUGHT = NameParser(learn(_NAMES))


@pytest.mark.parametrize(
    ("name", "stems", "parts"),
    [
        ("云泉溪云谷商贸有限公司", "云泉", ["溪云谷", "云泉溪云谷"]),
        ("云泉县溪云谷商贸有限公司", "云泉", ["溪云谷"]),
        ("清渠镇溪云谷商贸有限公司", "清渠镇", ["溪云谷", "清渠溪云谷", "清渠镇溪云谷"]),
        ("平罗湖镇溪云谷商贸有限公司", "平罗湖镇", ["溪云谷", "平罗湖溪云谷", "平罗湖镇溪云谷"]),
        ("溪云谷农业云泉有限公司", "云泉", ["溪云谷"]),
        # what is known stays known
        ("平罗溪云谷商贸有限公司", "平罗", ["溪云谷", "平罗溪云谷"]),
        ("平罗县溪云谷商贸有限公司", "平罗", ["溪云谷"]),
        # the townships of a county that no table has
        ("云泉县清渠溪云谷商贸有限公司", "云泉", ["清渠溪云谷", "溪云谷"]),
        ("云泉县陶乐溪云谷商贸有限公司", "云泉", ["陶乐溪云谷"]),
        ("平罗县清渠溪云谷商贸有限公司", "平罗", ["清渠溪云谷"]),
        ("平罗县陶乐溪云谷商贸有限公司", "平罗", ["陶乐溪云谷", "溪云谷"]),
        ("平罗县陶乐溪商贸有限公司", "平罗", ["陶乐溪"]),
        ("平罗县红崖子溪云谷商贸有限公司", "平罗", ["红崖子溪云谷", "溪云谷"]),
    ],
)
def test_read_by_what_a_register_taught(name: str, stems: str, parts: list[str]) -> None:
    read = _TAUGHT.parse(name)
    assert "/".join(spot.stem for spot in read.places) == stems
    assert list(read.brands) == parts


def test_nothing_learned_comes_before_what_the_table_has() -> None:
    known = ATLAS.knowing({"平罗": places.Spot("别处", 3)})
    assert known is ATLAS
    assert ATLAS.knowing({}) is ATLAS
    hidden = ATLAS.knowing({"前海": places.Spot("前海", 3, bare=True)})
    assert places.misread("前诲溪云", ATLAS)[1] == 2
    assert places.misread("前诲溪云", hidden) == (None, 0)
    assert places.misread("平萝溪云", hidden)[1] == 2


def test_two_zones_of_a_town_are_two_places() -> None:
    one, other = (
        places.Spot(zone, places.TOWN, ATLAS.names["深圳"].chains) for zone in ("溪园", "山园")
    )
    assert places.contradict([one], [other])
    assert not places.contradict([one], [ATLAS.names["深圳"]])
    assert places.contradict([one], [ATLAS.names["银川"]])
