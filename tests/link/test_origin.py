"""Where firms are from: codes, branches, and what a clerk is told of it."""

import pandas as pd
import pyarrow as pa
import pytest

from engine import screen
from engine.ingest import cities
from engine.link import Home, origin
from engine.link.origin import (
    division,
    head_office,
    head_offices,
    local_places,
    main_city,
    standing,
)

LOCAL = [f"云泉县甲{i}商店" for i in range(20)] + [f"宁夏乙{i}有限公司" for i in range(6)]
CODES = ["92640221MA7000000X"] * 20 + ["91640221MA7000000X"] * 6


def home_of(names: list[str], codes: list[str], asked: list[str] | None = None) -> Home:
    half = len(names) // 2
    parts = [(pa.array(names[at]), pa.array(codes[at])) for at in (slice(half), slice(half, None))]
    return Home.of(cities(pa.array(codes)), lambda: parts, asked or [])


@pytest.fixture
def home() -> Home:
    return home_of(LOCAL, CODES)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("91640221MA7000001X", ""),
        ("91640205MA7000001X", ""),  # same city, another district
        ("91640000MA7000001X", ""),  # registered with the province
        ("91100000MA7000001X", ""),  # registered with the state
        ("91640402MA7000001X", "宁夏回族自治区原州区"),
        ("91310115MA7000001X", "上海市浦东新区"),
        ("", ""),
        ("9.16E+17", ""),
    ],
)
def test_registered_elsewhere(home: Home, code: str, said: str) -> None:
    assert home.registered_elsewhere(code) == said


def test_a_register_of_many_cities_has_no_outsiders() -> None:
    codes = [f"91{p}0100MA7000000X" for p in range(11, 60)]
    home = home_of([f"某{i}公司" for i in range(len(codes))], codes)
    assert home.registered_elsewhere("91640402MA7000001X") == ""
    assert home.head_office_elsewhere("江临市恒垣财富管理有限公司云泉店") == ("", "")


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("江临市恒垣财富管理有限公司云泉清渠店", "江临市恒垣财富管理有限公司"),
        ("浙江某某投资管理有限公司云泉分公司", "浙江某某投资管理有限公司"),
        ("云泉县甲公司", ""),
        ("云泉县甲商店", ""),
    ],
)
def test_head_office(name: str, head: str) -> None:
    assert head_office(name) == head


def test_branch_of_a_local_firm_is_no_outsider(home: Home) -> None:
    assert home.head_office_elsewhere("云泉县恒丰有限公司清渠分公司") == ("", "")
    assert home.head_office_elsewhere("江临市恒丰有限公司清渠分公司") == (
        "江临市恒丰有限公司",
        "江临市",
    )


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("江临市恒丰有限公司清渠分公司", "江临市"),
        ("江临县恒丰超市有限公司清渠分公司", "江临县"),
        ("江临县市政恒丰有限公司清渠分公司", "江临县"),
        ("青原区恒丰有限公司清渠分公司", "青原区"),
        ("西乌旗恒丰有限公司清渠分公司", "西乌旗"),
        ("江原省恒丰有限公司清渠分公司", "江原省"),
        ("内蒙古自治区恒丰有限公司清渠分公司", "内蒙古自治区"),
        ("浙江恒丰有限公司清渠分公司", "浙江"),
        ("成都市恒丰有限公司清渠分公司", "成都市"),
        ("上海市恒丰超市有限公司清渠分公司", "上海市"),
        ("银川市民族恒丰有限公司清渠分公司", "银川市"),
        ("浙江都市恒丰有限公司清渠分公司", "浙江"),
        ("宁夏恒丰有限公司清渠分公司", ""),  # as others here begin
        ("恒丰有限公司清渠分公司", ""),
        # what only looks like a place
        ("喜客多超市有限公司清渠店", ""),
        ("都市丽人服饰有限公司清渠店", ""),
        ("恒丰小区物业有限公司清渠分公司", ""),
        ("恒丰市政工程有限公司清渠分公司", ""),
        ("恒丰区块链科技有限公司清渠分公司", ""),
        ("恒丰旗舰家具有限公司清渠店", ""),
        ("帮您省钱商贸有限公司清渠店", ""),
    ],
)
def test_a_head_office_elsewhere_says_its_place(home: Home, name: str, place: str) -> None:
    head = head_office(name) if place else ""
    assert home.head_office_elsewhere(name) == (head, place)


def test_head_office_in_the_register_is_no_outsider() -> None:
    branch = "江临市恒丰有限公司清渠分公司"
    register = [*LOCAL, "江临市恒丰有限公司"], [*CODES, "91640221MA7000009X"]
    assert home_of(*register, [branch]).head_office_elsewhere(branch) == ("", "")
    names, codes = register
    home = home_of([branch, *names], [codes[0], *codes])  # in two parts of it
    assert home.head_office_elsewhere(branch) == ("", "")
    home = home_of([*names, branch], [*codes, codes[0]])
    assert home.head_office_elsewhere("江临市恒丰有限公司清渠分公司") == ("", "")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("640000", "宁夏回族自治区"),
        ("640200", "宁夏回族自治区石嘴山市"),
        ("640221", "宁夏回族自治区平罗县"),
        ("110000", "北京市"),
        ("310115", "上海市浦东新区"),
        ("999999", ""),
        ("", ""),
    ],
)
def test_division(code: str, name: str) -> None:
    assert division(code) == name


@pytest.mark.parametrize(
    ("counts", "city"),
    [
        ({"6402": 5, "6401": 4}, "6402"),
        ({"6402": 2, "6401": 2}, "6401"),  # half of them; of equals the first
        ({"6402": 2, "6401": 1, "6403": 2}, ""),
        ({}, ""),
    ],
)
def test_main_city(counts: dict[str, int], city: str) -> None:
    assert main_city(counts) == city


def test_what_a_register_tells() -> None:
    names = pa.array(
        ["云泉县甲商店", "云泉县乙商店", "江临市丙商店", "江临市丁有限公司云泉店", "宁夏戊商店"]
    )
    codes = pa.array([f"92{city}21MA" for city in ("6402", "6402", "6401", "6402", "6402")])
    assert local_places(names, codes, "6402") == {"云泉县": 2, "宁夏": 1}
    assert head_offices(names) == {"江临市丁有限公司"}
    home = origin.home_of("6402", {"云泉县": 2, "宁夏": 1}, ["甲"])
    assert (home.city, home.places, home.names) == ("6402", {"云泉县"}, {"甲"})
    assert origin.home_of("", {"云泉县": 2}, ["甲"]) == ("", frozenset(), frozenset())


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("江临市恒丰源商贸有限公司", True),
        ("江临市恒丰源商贸有限责任公司", True),
        ("江临市恒丰源 商贸有限公司", True),
        ("江临市（恒丰源）商贸有限公司", True),
        ("江临市恒丰源商贸股份有限公司", False),
        ("江原市恒丰源商贸有限公司", False),  # ends alike
        ("恒丰源商贸", False),
    ],
)
def test_which_head_offices_stand_in_a_register(written: str, stands: bool) -> None:
    asked = {"江临市恒丰源商贸有限公司"}
    found = standing(pa.array(["云泉县甲商店", written]), asked)
    assert found == (asked if stands else set())
    assert standing(pa.array([written]), set()) == set()


def _register(**extra: list[str]) -> pd.DataFrame:
    names = [*LOCAL, "江临市恒垣财富管理有限公司云泉店", "云泉县丙面馆"]
    codes = [*CODES, "91640221MA70000077", "92640221MA70000078"]
    return pd.DataFrame({"企业名称": names, "统一社会信用代码": codes, **extra})


def test_clerk_is_told_and_the_rule_counts() -> None:
    run = screen(_register())
    lead = run.entities.set_index("name").loc["江临市恒垣财富管理有限公司云泉店"]
    assert "异地企业在本地的分支机构：总公司江临市恒垣财富管理有限公司（江临市）" in lead["remarks"]
    hits = run.evidence[run.evidence["entity_id"] == lead["entity_id"]]
    assert "REG-LNK-001" in set(hits["rule_id"])


def test_household_origin_is_off_and_adds_no_points() -> None:
    codes = ["640402"] * (len(LOCAL) + 2)
    plain = screen(_register(户籍地区码=codes))
    asked = screen(
        _register(户籍地区码=codes),
        origins=pd.DataFrame({"区划代码": ["6404"], "依据文件": ["某县处非办〔2026〕1号"]}),
    )
    assert not plain.entities["remarks"].str.contains("户籍").any()
    assert not plain.run["household_origin_used"]
    assert list(plain.entities["points"]) == list(asked.entities["points"])
    assert list(plain.entities["name"]) == list(asked.entities["name"])
    marked = asked.entities[asked.entities["remarks"].str.contains("户籍")]
    assert set(marked["disposition"]) == {"线索"}
    assert asked.run["household_origin"] == {"codes": 1, "documents": ["某县处非办〔2026〕1号"]}


def test_origin_codes_need_a_document() -> None:
    from engine.model.errors import InputError

    with pytest.raises(InputError, match="依据文件"):
        screen(
            _register(),
            origins=pd.DataFrame({"区划代码": ["6404"], "依据文件": [""]}),
        )
