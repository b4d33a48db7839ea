"""Who signs a text, and what the register makes of it; each line was found wanting by a mutant."""

from __future__ import annotations

import pytest

from engine.link.adverts.senders import Senders, behind_account
from engine.link.index.register import RegisterNames
from engine.link.texts.result import LinkResult
from engine.link.texts.scene import Scene

FIRMS = {
    "云泉县鼎信财富管理有限公司": "云泉县清渠镇健康路3号",
    "云泉县绿野种植专业合作社": "云泉县河滩镇",
    "云泉县鼎信商贸有限公司": "云泉县清渠镇健康路9号",
    "云泉县溪恩养老服务有限公司": "云泉县清渠镇",
    "平川县溪恩养老服务有限公司": "平川县城关镇",
    "云泉县天瑞家政服务部": "云泉县清渠镇",
    "云泉县天瑞祥服饰店": "云泉县清渠镇",
    "长沙恒裕丰投资咨询有限公司云泉第二分公司": "云泉县清渠镇",
    "云泉县平安锁业服务部": "云泉县清渠镇",
    "云泉县金穗源茶业有限公司": "云泉县河滩镇",
    "云泉县金穗源茶叶店": "云泉县清渠镇",
    "中国诚达投资有限公司": "云泉县清渠镇",
    "云泉县宏图驾驶员培训有限公司": "云泉县清渠镇",
    "云泉县宏图电脑经营部": "云泉县清渠镇",
    "百福源超市": "平川县城关镇",
    "平川县百福源食品店": "平川县城关镇",
    "云泉县星野露营地管理有限公司": "云泉县河滩镇",
}
NAMES = list(FIRMS)
(WEALTH, COOP, TRADE, CARE, CARE2, HOME, CLOTHES, BRANCH, LOCK, TEA, TEA2, NATION, CARS, PC, MART, FOOD, CAMP) = range(17)  # fmt: skip
FORMER = [""] * len(NAMES)
FORMER[TRADE] = "云泉县旺财商行"
REGISTER = RegisterNames(NAMES, FORMER, list(FIRMS.values()))
SENDERS = Senders(REGISTER)


@pytest.mark.parametrize(
    ("names", "text", "marks"),
    [
        (["金色家园开发商"], "", ["金色家园房地产"]),
        (["开发商家园"], "", ["开发商家园"]),
        (["溪恩康养（原云泉溪恩养老院）"], "", ["溪恩康养（原云泉溪恩养老院）", "云泉溪恩养老院"]),
        (["溪恩康养(曾用名：溪恩敬老院)"], "", ["溪恩康养(曾用名：溪恩敬老院)", "溪恩敬老院"]),
        (["溪恩（原店）"], "", ["溪恩（原店）"]),  # too short for a name
        (["云泉瑜伽会馆"], "", ["云泉瑜伽会馆", "云泉瑜伽馆"]),
        (["瑜伽会馆"], "", ["瑜伽会馆"]),
        (["抖音号：@岚樾旅居官方"], "", ["抖音号：@岚樾旅居官方", "岚樾旅居"]),
        ([], "【盈信】开业", ["盈信"]),
        ([], "开业——长沙凌寒制冷设备有限公司", ["长沙凌寒制冷设备有限公司"]),
        ([], "云州远瞳电子有限公司承接监控", ["云州远瞳电子有限公司"]),
        ([], "云泉县鼎信财富管理有限公司开业", []),  # looked for in full
        ([], "热门县云泉县鼎信财富管理有限公司开业", []),
        (["", "公司", "官方", "盈信"], "", ["盈信"]),
        (["甲店"], "【盈信】开业——长沙凌寒制冷设备有限公司", ["甲店", "盈信", "长沙凌寒制冷设备有限公司"]),
    ],
)  # fmt: skip
def test_what_the_sender_is_called(names: list[str], text: str, marks: list[str]) -> None:
    assert SENDERS.marks(names, text) == marks


@pytest.mark.parametrize(
    ("account", "name"),
    [
        ("视频号：@岚樾旅居官方", "岚樾旅居"),
        ("岚樾旅居（官方号）", "岚樾旅居"),
        ("抖音号@栖砚直播间", "栖砚"),
        ("栖砚优选】", "栖砚"),
        ("平安优选", ""),
        ("优选官方", ""),
        ("岚樾旅居", ""),
        ("岚樾旅居官方说", ""),
    ],
)
def test_whose_account_it_is(account: str, name: str) -> None:
    assert behind_account(account) == name


@pytest.mark.parametrize(
    ("marks", "text", "found"),
    [
        (["甲店", NAMES[WEALTH]], "", (WEALTH, "全称一致")),
        (["云泉县旺财商行"], "", (TRADE, "曾用名一致")),
        ([], f"请到{NAMES[WEALTH]}", (WEALTH, "文中出现全称")),
        ([], f"{NAMES[COOP]}收粮", (COOP, "文中出现全称")),
        ([], f"请到{NAMES[BRANCH]}办卡", (BRANCH, "文中出现全称")),
        (["甲店"], f"{NAMES[TRADE]}开业", (TRADE, "文中出现全称")),
        ([], "请到云泉县旺财商行", None),  # of no form that is looked for
        ([], "鼎信财富管理有限公司", None),
        # Another's name, of which it is the end.
        (["天天云泉县鼎信财富管理有限公司"], "天天云泉县鼎信财富管理有限公司", None),
        (["甲店"], "开业", None),
    ],
)
def test_written_in_full(marks: list[str], text: str, found: tuple[int, str] | None) -> None:
    expected = None if found is None else LinkResult(*found, 100)
    assert SENDERS.full(marks, text) == expected


@pytest.mark.parametrize(
    ("text", "may"),
    [
        (f"请到{NAMES[WEALTH]}", True),
        (f"请到{NAMES[COOP]}", True),
        ("云泉鼎信33号有限公司", True),  # with another number it might be one
        ("鼎信财富管理有限公司", False),
        ("云泉县旺财商行", False),
    ],
)
def test_that_one_may_be_written_in_full(text: str, may: bool) -> None:
    assert SENDERS.may_be_full(text) is may


@pytest.mark.parametrize(
    ("mark", "row", "candidates", "how"),
    [
        ("鼎信财富", WEALTH, (), "名称的缩略"),
        ("鼎信", -1, (WEALTH, TRADE), "名称的缩略"),
        ("鼎信管理", WEALTH, (), "名称的缩略"),
        ("溪恩养老", -1, (CARE, CARE2), "名称的缩略"),
        ("云泉溪恩养老", CARE, (), "名称的缩略"),
        ("平川溪恩养老", CARE2, (), "名称的缩略"),
        # Nothing but a part of two characters may be that of a longer one.
        ("天瑞", -1, (HOME, CLOTHES), "名称的缩略"),
        ("天瑞家政", HOME, (), "名称的缩略"),
        ("平安锁业", LOCK, (), "名称的缩略"),
        ("旺财商行", TRADE, (), "曾用名：名称的缩略"),
        ("宏图驾校", CARS, (), "字号简称及行业一致"),
        # Of several of a name whoever has the place in its own.
        ("平川百福源超市", -1, (MART, FOOD), "名称的缩略"),
        ("百福源超市", MART, (), "名称一致"),
    ],
)
def test_what_people_call_it(mark: str, row: int, candidates: tuple[int, ...], how: str) -> None:
    found = SENDERS.marked(["无此名", mark])
    assert found is not None
    assert (found.row, found.candidates, found.how) == (row, candidates, how)
    assert 80 <= found.similarity <= 100


ALIKE = Senders(
    RegisterNames(
        [
            "云泉县金穗源茶业有限公司",
            "云泉县金穗源茶叶店",
            "云泉县金岁源面馆",
            "云泉县宏图驾驶员培训有限公司",
            "云泉县宏图汽车驾驶学校",
            "云泉县宏图电脑经营部",
        ]
    )
)


@pytest.mark.parametrize(
    ("mark", "row", "candidates", "likeness"),
    [
        ("金穗源茶业", -1, (0, 1), 92),
        ("金穗源", -1, (0, 1), 92),  # and not who is a slip away
        ("金岁源茶业", -1, (0, 1), 86),
        ("金岁源", 2, (), 92),
        ("宏图驾校", 4, (), 92),
        ("宏图驾培", -1, (3, 4), 80),  # whose trade it may be, but not the computer shop
        ("宏图", -1, (4, 5), 92),
    ],
)
def test_of_several_that_are_called_alike(
    mark: str, row: int, candidates: tuple[int, ...], likeness: int
) -> None:
    found = ALIKE.marked([mark])
    assert found is not None
    assert (found.row, found.candidates, found.similarity) == (row, candidates, likeness)


@pytest.mark.parametrize("marks", [[], ["无此名"], ["中国平安锁业"], ["鼎欣财富"]])
def test_what_nobody_is_called(marks: list[str]) -> None:
    assert SENDERS.marked(marks) is None


def test_who_signs_as_one_of_the_country_is_one() -> None:
    found = SENDERS.marked(["中国诚达投资"])
    assert found is not None
    assert found.row == NATION


WIDE = RegisterNames(
    ["合肥市云岭网络科技有限公司", "南昌市赣泽财富管理有限公司", "成都市锦溪商贸有限公司"],
    [""] * 3,
    ["合肥市蜀山区", "南昌市东湖区", "成都市武侯区"],
)


def test_in_the_whole_country_many_are_called_so() -> None:
    assert WIDE.wide
    short = Senders(WIDE).marked(["云岭科技"])
    assert short is not None
    assert short == LinkResult(-1, "名称的缩略", 92, (0,))
    whole = Senders(WIDE).marked(["合肥云岭科技"])
    assert whole is not None
    assert whole.row == 0


@pytest.mark.parametrize(
    ("mark", "text", "expected"),
    [
        ("鼎信财富", "深圳前海鼎信财富", True),
        ("鼎信财富", "来深圳前海鼎信财富", True),
        ("鼎信财富", "深圳鼎信财富", True),
        ("鼎信财富", "云泉鼎信财富", False),
        ("鼎信财富", "鼎信财富", False),
        ("鼎信财富", "深圳人人爱鼎信财富", False),  # no name begins so far behind a place
        ("鼎信财富", "鼎信财富，深圳前海鼎信财富", True),
        ("鼎信财富", "云泉鼎信财富，深圳鼎信财富", True),
        ("鼎信财富", "深圳人爱鼎信财富", True),
        ("鼎信财富", "南山鼎信财富", False),
        ("无此名", "深圳前海鼎信财富", False),
    ],
)
def test_called_by_another_place(mark: str, text: str, expected: bool) -> None:
    assert SENDERS.elsewhere(WEALTH, [mark], Scene(text)) is expected


@pytest.mark.parametrize(
    ("mark", "strange"),
    [
        ("某律师事务所", True),
        ("锦桦财富", True),
        ("锦桦商贸公司", True),
        ("锦桦面馆", True),
        ("吊车出租", False),
        ("锦桦", False),
        ("茶业有限公司", False),
        ("", False),
    ],
)
def test_the_name_of_a_business(mark: str, strange: bool) -> None:
    assert SENDERS.strange(["老王", mark]) is strange
    assert not SENDERS.strange([])


@pytest.mark.parametrize(
    ("mark", "candidates"),
    [
        ("金岁源茶业有限公司", (TEA, TEA2)),
        ("金岁源饲料有限公司", ()),
        ("金岁源", ()),
        ("茶业有限公司", ()),
        ("银岁源茶业有限公司", ()),
    ],
)
def test_one_slip_from_a_firm_of_the_trade(mark: str, candidates: tuple[int, ...]) -> None:
    found = SENDERS.resembling(["老王", mark])
    how = ("名称相近，差一字", 50) if candidates else ("", 0)
    assert found == LinkResult(-1, *how, candidates)


@pytest.mark.parametrize(
    ("mark", "unknown"),
    [
        ("锦桦财富", True),
        ("鼎信财富", False),
        (NAMES[WEALTH], False),
        ("云泉县旺财商行", False),
        ("绿野合作社", False),
        ("锦桦33号店", False),  # a number may be another
        ("金岁源茶业有限公司", False),
        ("星野露营", False),  # cut where no trade ends
    ],
)
def test_a_name_that_no_firm_bears(mark: str, unknown: bool) -> None:
    assert SENDERS.unknown(mark) is unknown


SHORT = Senders(
    RegisterNames(
        [
            "云泉县星野露营地管理有限公司",
            "云泉县茗藏茶业有限公司同心分公司",
            "云泉县茗藏茶业有限公司河滩分公司",
            "云泉县茗藏茶叶行有限公司石桥分公司",
            "云泉县柳岸鱼庄园餐饮店",
            "云泉县柳岸鱼庄园烧烤店",
        ]
    )
).shortened


@pytest.mark.parametrize(
    ("marks", "row", "likeness"),
    [
        (["星野露营"], 0, 85),
        (["老王", "星野露营"], 0, 85),
        (["星野露"], -1, 0),
        (["星野露营吧"], -1, 0),
        (["星野露营 "], -1, 0),
        (["茗藏茶业同心店"], 1, 88),
        (["茗藏茶业河滩门店"], 2, 88),
        (["茗藏茶业河滩分店"], 2, 88),
        (["茗藏茶业河滩直营店"], 2, 88),
        (["茗藏茶叶行石桥店"], 3, 88),
        (["茗藏茶业石桥店"], -1, 0),
        (["茗藏河滩店"], -1, 0),
        (["柳岸鱼庄"], -1, 0),  # two may be
        ([], -1, 0),
    ],
)
def test_a_name_cut_short(marks: list[str], row: int, likeness: int) -> None:
    found = SHORT.find(marks)
    assert (found.row, found.similarity) == (row, likeness)


def test_in_the_whole_country_no_name_is_cut_short() -> None:
    names = [
        "合肥市星野露营地管理有限公司",
        "南昌市赣泽财富管理有限公司",
        "成都市锦溪商贸有限公司",
    ]
    assert Senders(RegisterNames(names)).shortened.find(["星野露营"]).row == -1
