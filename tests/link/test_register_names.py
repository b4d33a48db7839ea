"""Which firms of a small register a name may mean, and what else the register tells of them."""

import pytest

from engine.link.index.called import together
from engine.link.index.register import RegisterNames
from engine.link.names.same import Verdict

#: name, former names, address
FIRMS = [
    ("平罗县溪云谷商贸有限公司", "", "平罗县陶乐镇文化路1号"),
    ("银川市溪云谷商贸有限公司", "溪水长歌商贸有限公司；陕西长歌商贸有限公司", "银川市兴庆区解放街2号"),
    ("江苏小溪水饺餐饮有限公司", "", "平罗县城关镇人民路万达广场3号"),
    ("平罗县天瑞商贸有限公司", "", "平罗县宝丰镇"),
    ("平罗县天瑞祥商贸有限公司", "", "平罗县城关镇"),
    ("平罗县紫云轩养老服务有限公司", "", "平罗县城关镇"),
    ("深圳盈百利资产管理有限公司平罗分公司", "", "平罗县城关镇"),
    ("平罗县小额贷款有限公司", "", "平罗县城关镇"),
    ("平罗县溪泉酒业有限公司", "溪泉酒坊、甲", "平罗县城关镇"),
    ("华仁康复医院", "", "平罗县城关镇"),
    ("平罗县541户外有限公司", "", "平罗县城关镇"),
]  # fmt: skip
REGISTER = RegisterNames(*([firm[part] for firm in FIRMS] for part in range(3)))
parse = REGISTER.parser.parse


@pytest.mark.parametrize(
    ("name", "hits"),
    [
        ("溪云谷商贸", [(0, 92, False), (1, 92, False)]),
        ("平罗溪云谷商贸", [(0, 97, False)]),
        ("石嘴山溪云谷商贸", [(0, 92, False)]),
        ("溪云谷商贸有限公司平罗", [(0, 97, False)]),
        ("固原溪云谷商贸", []),
        ("溪云谷餐饮有限公司", []),
        # former names
        ("溪水长歌商贸有限公司", [(1, 100, True)]),
        ("长歌商贸", [(1, 92, True)]),
        ("溪泉酒坊", [(8, 100, True)]),
        ("甲", []),  # one character is none
        # a branch by where it is
        ("小溪水饺人民路店", [(2, 92, False)]),
        ("小溪水饺宝丰店", []),
        ("小溪水饺餐饮有限公司人民路店", []),
        # slips and longer parts
        ("天瑞商贸", [(3, 92, False)]),
        ("天瑞详商贸", [(4, 86, False)]),
        # without a part
        ("平罗小额贷款", [(7, 92, False)]),
        ("平罗县小额贷款有限公司", [(7, 100, False)]),
        ("平罗小额贷宽", []),
    ],
)
def test_find(name: str, hits: list[tuple[int, int, bool]]) -> None:
    found = REGISTER.find(parse(name))
    assert [(hit.row, hit.verdict.likeness, hit.former) for hit in found] == hits


def test_the_likest_goes_first_and_each_row_stands_once() -> None:
    names = [
        "溪云谷商贸（平罗）有限公司",
        "平罗县溪云谷商贸有限公司",
        "平罗县溪云谷餐饮有限公司",
        "溪云谷商贸有限公司",
    ]
    register = RegisterNames(names, ["", "", "", "溪云谷商贸店"])
    hits = register.find(register.parser.parse("平罗县溪云谷商贸有限公司"))
    assert [(hit.row, hit.former) for hit in hits] == [(1, False), (0, False), (3, False)]


@pytest.mark.parametrize(
    ("name", "marks", "hits"),
    [
        ("溪水长歌商贸有限公司", [], [(1, True)]),
        ("平罗县溪云谷商贸有限责任公司", [], [(0, False)]),
        ("溪泉酒坊", [], [(8, True)]),
        ("溪泉酒坊", ["溪泉酒坊店"], [(8, True)]),
        ("溪泉酒坊", ["银川溪泉酒坊"], []),  # another's, by a longer name of it
        ("溪泉酒坊", ["银川溪林酒坊"], [(8, True)]),
        ("溪泉", [], []),
        ("", [], []),
        ("", ["溪"], []),
    ],
)
def test_exact(name: str, marks: list[str], hits: list[tuple[int, bool]]) -> None:
    found = REGISTER.exact(name, marks)
    assert [(hit.row, hit.former) for hit in found] == hits
    assert all(hit.verdict == Verdict(True, "全称一致", 100) for hit in found)


@pytest.mark.parametrize(
    ("mark", "stems", "part", "trade"),
    [
        ("紫云轩养老", [], "紫云轩", "养老"),  # no 轩养老 of 紫云
        ("紫阳天瑞商贸", ["紫阳"], "天瑞", "商贸"),
        ("紫云轩养老服务有限公司", ["紫云"], "轩养老", "服务"),  # as a register writes it
        ("天瑞商贸", [], "天瑞", "商贸"),
        ("紫云溪谷店", ["紫云"], "溪谷店", ""),
    ],
)
def test_a_name_that_somebody_gives(mark: str, stems: list[str], part: str, trade: str) -> None:
    name = REGISTER.read(mark)
    assert ([spot.stem for spot in name.places], name.brand, name.trade) == (stems, part, trade)


@pytest.mark.parametrize(
    ("mark", "row", "denied"),
    [
        ("紫云轩养老", 5, False),
        ("平罗县天瑞商贸有限公司", 3, False),
        ("平罗县天瑞商贸有限公司", 4, True),
        ("银川天瑞商贸", 3, True),
        ("天瑞餐饮", 3, False),  # says too little
        ("天瑞商贸有限公司司", 3, False),  # a slip and no branch
        ("天瑞餐饮有限公司司", 3, True),
        ("华仁康复", 9, False),
        ("华仁康复有限公司", 9, True),
        ("华仁康复学校", 9, True),
    ],
)
def test_denied(mark: str, row: int, denied: bool) -> None:
    assert REGISTER.denied(mark, row) == denied


@pytest.mark.parametrize(
    ("place", "stems", "lies", "elsewhere", "far"),
    [
        # of the firms in 平罗, in 银川, and of the branch of a head office in 深圳
        ("平罗县", ["平罗"], [True, False, None], [False, True, True], [False, True, False]),
        ("银川", ["银川"], [False, True, False], [True, False, True], [True, False, True]),
        ("平罗县陶乐镇", ["平罗", "陶乐镇"], [True, False, None], [False, True, True], [False, False, False]),
        ("陶乐镇", ["陶乐镇"], [True, None, None], [False, False, True], [False, False, False]),
        ("宁夏", ["宁夏"], [None, None, None], [False, False, True], [False, False, False]),
        ("石嘴山", ["石嘴山"], [True, False, None], [False, True, True], [False, True, False]),
        ("北京", ["北京"], [False, False, False], [True, True, True], [True, True, True]),
        ("固原市", ["固原"], [False, False, False], [True, True, True], [True, True, True]),
        ("平罗、银川", [], [None, None, None], [False, False, False], [False, False, False]),
        ("平罗县和银川", [], [None, None, None], [False, False, False], [False, False, False]),
        ("", [], [None, None, None], [False, False, False], [False, False, False]),
    ],
)  # fmt: skip
def test_where_a_firm_is(
    place: str, stems: list[str], lies: list[bool | None], elsewhere: list[bool], far: list[bool]
) -> None:
    spots = REGISTER.spots(place)
    assert [spot.stem for spot in spots] == stems
    rows = (0, 1, 6)
    assert [REGISTER.lies(row, spots) for row in rows] == lies
    assert [REGISTER.elsewhere(spots, row) for row in rows] == elsewhere
    if place != "平罗县陶乐镇":  # counties are asked for
        assert [REGISTER.far(row, spots) for row in rows] == far


def test_a_register_that_says_no_place() -> None:
    register = RegisterNames(["溪云谷商贸有限公司"])
    spots = register.spots("平罗县")
    assert register.lies(0, spots) is None
    assert register.elsewhere(spots, 0)
    assert not register.elsewhere(register.spots("宁夏"), 0)
    assert not register.far(0, spots)
    assert not register.branch_at(register.parser.parse("溪云谷人民路店"), 0)


def test_of_a_county_that_only_the_register_knows() -> None:
    names = [f"云泉县{part}商贸有限公司" for part in ("溪云谷", "山海居", "林溪阁")]
    register = RegisterNames(names, (), ["云泉县清渠镇"] * 3)
    here, there = register.spots("云泉县"), register.spots("平罗县")
    assert [spot.stem for spot in register.spots("清渠镇")] == ["清渠镇"]  # of the addresses
    assert (register.lies(0, here), register.lies(0, there)) == (True, None)
    assert (register.far(0, here), register.far(0, there)) == (False, True)
    assert (register.elsewhere(here, 0), register.elsewhere(there, 0)) == (False, True)


def test_what_is_told_of_a_firm() -> None:
    assert not REGISTER.watch.hangs(["3"])
    assert REGISTER.branch(6) == "平罗"
    assert REGISTER.branch(0) == ""
    assert REGISTER.words(0) == {"商贸"}
    assert REGISTER.unlike(parse("溪云谷餐饮"), 0)
    assert not REGISTER.unlike(parse("溪云谷贸易"), 0)
    assert not RegisterNames(["溪云谷有限公司"]).unlike(parse("溪云谷餐饮"), 0)
    assert REGISTER.numbered(10)
    assert not REGISTER.numbered(0)
    assert REGISTER.numbered_parts.near("542")
    assert not REGISTER.numbered_parts.near("溪云谷")
    assert list(REGISTER.titles) == [name for name, _, _ in FIRMS]
    assert REGISTER.title(1) == "银川市溪云谷商贸有限公司"
    assert REGISTER.address(1) == "银川市兴庆区解放街2号"
    assert REGISTER.text(0) == "平罗县溪云谷商贸有限公司"
    assert RegisterNames(["溪云谷（平罗）商店"]).text(0) == "溪云谷平罗商店"


def test_former_names_are_further_entries() -> None:
    size = len(FIRMS)
    assert [REGISTER.is_former(entry) for entry in (0, size - 1, size)] == [False, False, True]
    assert [REGISTER.row(entry) for entry in (0, size, size + 1, size + 2)] == [0, 1, 1, 8]
    assert REGISTER.address(size) == REGISTER.address(1)


def test_who_bears_a_part() -> None:
    assert REGISTER.bearing(parse("溪云谷餐饮")) == [0, 1]
    assert REGISTER.bearing(parse("无此人餐饮")) == []
    assert REGISTER.longer(parse("天瑞商贸")) == [3, 4]
    assert REGISTER.longer(parse("天瑞祥商贸")) == []
    assert REGISTER.longer(parse("天商贸")) == []
    assert REGISTER.entries("天瑞") == [3]
    assert REGISTER.bodies == {"小额贷款有限公司": [7]}
    assert REGISTER.sounding("天锐祥") == ["天瑞祥"]
    assert REGISTER.alike("天瑞详") == ("天瑞祥",)
    assert REGISTER.near(["天瑞详", "天瑞祥", "无此人"]) == {"天瑞详"}


@pytest.mark.parametrize(
    ("name", "row", "at"),
    [
        ("小溪水饺人民路店", 2, True),
        ("小溪水饺宝丰店", 2, False),
        ("小溪水饺餐饮有限公司人民路店", 2, False),  # a register's
        ("小溪水饺", 2, False),
        ("小溪水饺第二分公司", 2, False),
        ("小溪水饺3店", 2, False),
        ("溪云银行人民路支行", 2, False),  # has many
    ],
)
def test_a_branch_by_where_it_is(name: str, row: int, at: bool) -> None:
    assert REGISTER.branch_at(parse(name), row) == at


def test_read_in_parts_it_is_the_same() -> None:
    names = [name for name, _, _ in FIRMS]
    whole, parted = RegisterNames(names), RegisterNames(names)
    parts = [parted.read_part(number, 3) for number in range(3)]
    parted.give(parts)
    assert parted.brands.keys == whole.brands.keys
    assert all(parted.brands.count(key) == whole.brands.count(key) for key in whole.brands.keys)
    assert [parted.entries(key) for key in whole.brands.keys] == [
        whole.entries(key) for key in whole.brands.keys
    ]
    assert parted.bodies == whole.bodies
    assert sum(len(pairs.keys) for pairs, _ in parts) >= len(whole.brands.keys)
    assert together(parts)[1] == whole.bodies
    whole.make_ready()
    assert whole.find(whole.parser.parse("天瑞详商贸"))[0].row == 4


def test_wide() -> None:
    provinces = ["江苏省", "浙江省", "广东省"]
    names = [f"{provinces[at % 3]}溪云{at}商贸有限公司" for at in range(30)]
    assert RegisterNames(names).wide
    assert not RegisterNames([*names, *["江苏省溪谷商贸有限公司"] * 30]).wide
    assert not RegisterNames(["溪云商贸有限公司"]).wide
    assert not RegisterNames([]).wide


def test_why_not_found() -> None:
    """By a slip without a distinctive part, or as it sits elsewhere than the name says."""
    register = RegisterNames(["平罗县文化传媒有限公司"], (), ["平罗县城关镇"])
    asked = register.parser.parse("平罗县文化传煤有限公司")
    assert register.compare(asked, 0) == Verdict(False, "名称没有字号，又差一字")
    asked = parse("固原小溪水饺")
    assert REGISTER.compare(asked, 2) == Verdict(False, "行政区划不同")
    assert REGISTER.compare(parse("小溪水饺"), 2).same


def test_a_branch_said_by_its_street_is_the_branch_there() -> None:
    register = RegisterNames(
        ["小溪水饺餐饮有限公司平罗第二分公司", "小溪水饺餐饮有限公司"],
        (),
        ["平罗县人民路3号", "平罗县团结路"],
    )
    hits = register.find(register.parser.parse("小溪水饺人民路店"))
    assert [hit.row for hit in hits] == [0]
    hits = register.find(register.parser.parse("小溪水饺团结路店"))
    assert [hit.row for hit in hits] == [1]


def test_short_former_names_are_none() -> None:
    register = RegisterNames(["平罗县溪云谷商店"] * 2, ["溪居", "林溪居"])
    assert register.exact("溪居") == []
    assert [hit.row for hit in register.exact("林溪居")] == [1]


def test_a_slip_in_the_form_is_no_branch() -> None:
    register = RegisterNames(["平罗县溪云谷种植专业合作社"])
    assert not register.denied("溪云谷种植合作社社", 0)
    assert register.denied("溪云谷养殖合作社社", 0)


def test_bodies_are_long_names_without_part_and_number() -> None:
    names = ["平罗县粮油购销站", "平罗县第三粮油购销站", "平罗县粮站", "平罗县溪云谷粮油购销站"]
    assert RegisterNames(names).bodies == {"粮油购销站": [0]}


def test_of_a_name_that_leaves_words_out() -> None:
    """What the look-up proposes: shorter and longer parts, and what stands before a word."""
    names = [
        "平罗县溪云谷书香商贸有限公司",
        "平罗县溪云商贸有限公司",
        "平罗县溪云谷水产峪有限公司",
        "平罗县溪谷商贸有限公司",
    ]
    register = RegisterNames(names)
    for asked, entries in (
        ("溪云谷商贸", {0, 1, 2}),
        ("溪云谷水产坊餐饮", {0, 1, 2}),
        ("溪云商贸", {0, 1, 2}),
        ("溪谷商贸", {3}),
        ("林云商贸", set()),
    ):
        assert set(register.candidates(register.parser.parse(asked))) == entries, asked
