"""Whom a subject means that is no firm's name: a trade and a person, a family name and a trade, a part that one alone
bears; nicknames; the branch that lies where a tip says."""

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.branches import Branches
from engine.link.tips.by_subject import BySubject
from engine.link.tips.meant import Meant
from engine.link.tips.nicknames import Nicknames, nickname, nicknames
from engine.link.tips.subjects import Subjects, parted
from tests.link.firms import index_of

FIRMS = [
    ("云泉县青萝美容院", "云泉县柳桥镇南桥街45号", "祝雅琴"),
    ("云泉县青萝瑜伽馆", "云泉县柳桥镇学堂路9号三楼", "祁云舟"),
    ("云泉县远途汽车租赁有限公司", "云泉县柳桥镇车站路3号", "厉万山"),
    ("云泉县聚善爱心服务社", "云泉县柳桥镇安居小区3号楼", "车玉珍"),
    ("白石县禾沐茶业有限公司", "白石县城关镇西门街8号", "岳清河"),
    ("云泉县瑞霖五金有限公司", "云泉县柳桥镇西门街18号", "厉"),
    ("云泉县瑞霖布艺店", "云泉县柳桥镇西门街28号", "王小二"),
    ("云泉县霓裳汽车租赁有限公司", "云泉县柳桥镇车站路13号", "贝利"),
    ("云泉县琥珀糖果店", "云泉县柳桥镇车站路23号", "欧阳晓岚"),
]
BEAUTY, YOGA, FAR, KIND, TEA, IRON, CLOTH, RENTS, SWEETS = range(len(FIRMS))
NAMES, DOORS, PEOPLE = zip(*FIRMS, strict=True)
FIRMS_OF = {person: [row] for row, person in enumerate(PEOPLE)}


@pytest.fixture(scope="module")
def index() -> FirmIndex:
    return index_of(FIRMS)


@pytest.fixture(scope="module")
def by_subject(index: FirmIndex) -> BySubject:
    return BySubject(index, NAMES, DOORS, PEOPLE, FIRMS_OF)


@pytest.mark.parametrize(
    ("parts", "rows"),
    [
        # By a trade and who runs it, on either side; by a name; by a rare family name and the trade.
        (["美容院祝雅琴", "瑜伽馆祁云舟"], (BEAUTY, YOGA)),
        (["瑜伽馆祁云舟", "美容院祝雅琴"], (BEAUTY, YOGA)),
        (["祝雅琴的美容院", "祁云舟练瑜伽的"], (BEAUTY, YOGA)),
        (["聚善爱心服务社", "祝雅琴美容"], (BEAUTY, KIND)),
        (["老厉租车", "贝总租车"], (FAR, RENTS)),
        (["厉老板租车", "贝哥租车"], (FAR, RENTS)),
        (["青萝美容", "青萝瑜伽"], (BEAUTY, YOGA)),
        (["贝利租车", "祝雅琴美容"], (BEAUTY, RENTS)),
        (["租车贝利", "祝雅琴美容"], (BEAUTY, RENTS)),
        (["汽车租赁贝利", "祝雅琴美容"], (BEAUTY, RENTS)),
        (["欧阳晓岚糖果", "祝雅琴美容"], (BEAUTY, SWEETS)),
        (["糖果欧阳晓岚", "祝雅琴美容"], (BEAUTY, SWEETS)),
        (["老欧糖果", "祝雅琴美容"], (BEAUTY, SWEETS)),
        (["老龚糖果", "祝雅琴美容"], ()),
        # One alone, one of the two unknown, one twice, another trade, a usual family name.
        (["美容院祝雅琴"], ()),
        (["美容院祝雅琴", "理发店祁云舟"], ()),
        (["美容院祝雅琴", "祝雅琴的美容院"], ()),
        (["老厉理发店", "美容院祝雅琴"], ()),
        (["老王布艺", "美容院祝雅琴"], ()),
        (["我老厉租车", "美容院祝雅琴"], ()),
        ([], ()),
    ],
)
def test_each_of_several(by_subject: BySubject, parts: list[str], rows: tuple[int, ...]) -> None:
    assert by_subject.each(parts) == rows


@pytest.mark.parametrize(
    ("subject", "text", "row"),
    [
        ("聚善", "收钱", KIND),
        ("禾沐", "收钱", TEA),
        ("霓裳", "收钱", -1),  # a word
        ("瑞霖", "收钱", -1),  # two bear it
        ("禾沐", "云泉县西门街收钱", -1),
        ("禾沐", "白石县西门街收钱", TEA),
        ("禾沐", "那家足疗店收钱", -1),
        ("禾沐", "那家茶馆收钱", TEA),
        ("禾沐", "那家禾香馆收钱", -1),
        ("沐", "收钱", -1),
        ("禾沐2", "收钱", -1),
        ("没有的", "收钱", -1),
        ("祁云舟", "收钱", -1),
    ],
)
def test_the_only_firm_called_so(by_subject: BySubject, subject: str, text: str, row: int) -> None:
    assert by_subject.only(subject, text) == row


def test_in_a_register_of_the_whole_country_none_is(
    by_subject: BySubject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FirmIndex, "wide", property(lambda _: True))
    assert by_subject.only("聚善", "收钱") == -1
    assert by_subject.each(["美容院祝雅琴", "瑜伽馆祁云舟"]) == ()


def test_those_in_the_county_that_is_told(by_subject: BySubject) -> None:
    rows = [BEAUTY, TEA, KIND]
    assert by_subject.in_county(rows, "白石的茶叶店") == [TEA]
    assert by_subject.in_county(rows, "云泉县") == [BEAUTY, KIND]
    assert by_subject.in_county(rows, "收钱") == rows


@pytest.mark.parametrize(
    ("subject", "called"),
    [
        ("老刘信息部", ("老刘", "信息部")),
        ("小张理财店", ("小张", "理财店")),
        ("刘姐养生馆", ("刘姐", "养生馆")),
        ("刘老板的店", ("刘老板", "店")),
        ("云泉县清渠镇老刘信息部", ("老刘", "信息部")),
        ("人民路8号老刘家公司", ("老刘", "公司")),
        ("小张", ("", "")),
        ("老刘信息", ("", "")),
        ("老鹰信息部", ("", "")),
        ("找老刘信息部", ("", "")),
        ("", ("", "")),
    ],
)
def test_a_business_by_a_nickname(subject: str, called: tuple[str, str]) -> None:
    assert nickname(subject) == called


def test_all_nicknames_of_a_text() -> None:
    assert nicknames("老刘和张姐、赵老板收钱，老鹰飞了") == ["老刘", "张姐", "赵老板"]


@pytest.mark.parametrize(
    ("nick", "rest", "rows"),
    [
        ("老刘", "信息部", [1, 0]),  # who bears it before who is of its family and trade
        (
            "老刘",
            "理财店",
            [1, 2],
        ),  # whoever handles money is called and registered by any such word
        ("老刘", "鲜花店", [1]),
        ("老刘", "服务部", [1]),
        ("老刘", "馆", [1]),
        ("老刘", "养生馆", [1]),
        ("刘姐", "五金店", [3]),
        ("老张", "信息部", []),
    ],
)
def test_who_may_bear_a_nickname(nick: str, rest: str, rows: list[int]) -> None:
    names = ["云泉县恒信信息服务部", "云泉县老刘信息部", "云泉县恒达投资公司", "云泉县五金店"]
    people = ["刘一", "刘二", "刘三", "刘四", "刘五", "刘"]
    assert Nicknames([*names, "云泉县六合武馆", "无名"], people).may_be(nick, rest) == rows


def test_nobody_of_a_family_of_many_may_be() -> None:
    for size, found in ((10, [*range(10)]), (11, [])):
        many = Nicknames(["云泉县恒信信息服务部"] * size, ["刘一"] * size)
        assert many.may_be("老刘", "信息部") == found


@pytest.mark.parametrize(
    ("subject", "parts"),
    [
        ("甲公司、乙公司", ["甲公司", "乙公司"]),
        ("甲公司以及乙公司", ["甲公司", "乙公司"]),
        ("甲公司以及乙公司|丙", ["甲公司", "乙公司", "丙"]),
        ("甲公司（乙、丙）、丁", ["甲公司（乙、丙）", "丁"]),
        ("甲(乙(丙、丁)戊、己)、庚", ["甲(乙(丙、丁)戊、己)", "庚"]),
        ("甲）、乙", ["甲）", "乙"]),
        (" 甲 、、 乙 ", ["甲", "乙"]),
        ("甲", ["甲"]),
        ("", []),
    ],
)
def test_a_subject_is_cut_where_a_name_ends(subject: str, parts: list[str]) -> None:
    assert parted(subject) == parts


OFFICES = [
    ("云泉县澜庭康养有限公司", "云泉县清渠镇湖滨路1号", ""),
    ("云泉县澜庭康养有限公司柳坝分公司", "云泉县柳坝镇柳南街9号", ""),
    ("云泉县澜庭康养有限公司白石分公司", "白石县城关镇西门街8号", ""),
    ("云泉县澜庭康养有限公司城关分公司", "白石县城关镇西门街88号", ""),
    ("云泉县澜庭茶楼", "云泉县柳坝镇兴胜村", ""),
    ("云泉县澜庭茶楼柳坝分店", "云泉县柳坝镇柳南街19号", ""),
]


@pytest.mark.parametrize(
    ("row", "said", "branch"),
    [
        (0, "柳南街，澜庭康养收钱", 1),
        (0, "湖滨路，澜庭康养收钱", 0),
        (0, "湖滨路和柳南街，澜庭康养收钱", 0),
        (0, "云泉县，澜庭康养收钱", 0),
        (0, "柳南街，云泉县澜庭康养有限公司收钱", 0),
        (0, "西门街，澜庭康养收钱", 0),  # two lie there
        (0, "澜庭康养收钱", 0),
        (1, "湖滨路，澜庭康养收钱", 1),  # of a branch nobody is a branch
        (4, "柳南街，澜庭收钱", 4),
    ],
)
def test_the_branch_where_a_tip_says(row: int, said: str, branch: int) -> None:
    names, doors, _ = zip(*OFFICES, strict=True)
    found = Branches(index_of(OFFICES), names, doors).at(Meant((row,)), said)
    assert found.rows == (branch,)
    assert bool(found.how) == (branch != row)


def test_of_a_register_of_the_whole_country_no_branch_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names, doors, _ = zip(*OFFICES, strict=True)
    monkeypatch.setattr(FirmIndex, "wide", property(lambda _: True))
    found = Branches(index_of(OFFICES), names, doors).at(Meant((0,)), "柳南街，澜庭康养收钱")
    assert found == Meant((0,))


def test_the_businesses_that_a_subject_names() -> None:
    known = Subjects(index_of([("云泉县聚鑫财富管理有限公司", ""), ("云泉县恒达投资有限公司", "")]))
    for subject, firms in {
        "聚鑫财富、王某": ["聚鑫财富"],
        "聚鑫、王某、赵某": ["聚鑫"],
        "聚鑫财富、万家兴百货": ["聚鑫财富", "万家兴百货"],
        "聚鑫财富、聚鑫财富": ["聚鑫财富"],
        "某人": ["某人"],
        "聚鑫和恒达": ["聚鑫", "恒达"],
        "聚鑫财富和恒达投资等两家公司": ["聚鑫财富", "恒达投资"],
        "聚鑫财富和万家兴百货": ["聚鑫财富", "万家兴百货"],
        "聚鑫财富和瑞": ["聚鑫财富和瑞"],
        "聚鑫财富和老王": ["聚鑫财富"],
        "聚鑫和老王": ["聚鑫和老王"],  # 聚鑫 alone may be as well a person's
        "聚鑫财富和" + "很" * 116 + "多": ["聚鑫财富和" + "很" * 116 + "多"],
        "云泉县聚鑫财富管理有限公司": ["云泉县聚鑫财富管理有限公司"],
    }.items():
        assert known.named(subject) == firms


def test_a_subject_of_a_page_is_one() -> None:
    index = index_of([("云泉县聚鑫财富管理有限公司", ""), ("云泉县恒达投资有限公司", "")])
    page = "聚鑫财富和恒达投资" + "和恒达投资" * 23
    assert Subjects(index).named(page) == [page]
    assert Subjects(index).named(page[:-5]) == ["聚鑫财富", "恒达投资"]
