"""What follows a firm's own part, and what stands before it; each line was found wanting by a mutant."""

from __future__ import annotations

import pytest

from engine.link.index.register import RegisterNames
from engine.link.index.stems import Stems
from engine.link.texts.misspelt import Misspelt
from engine.link.texts.naming import Naming
from engine.link.texts.scene import Scene

FIRMS = [
    ("云泉县金桂坊家具有限公司", "云泉县清渠镇滨河路30号"),
    ("云泉县汇鑫投资咨询有限公司", "云泉县清渠镇团结路18号"),
    ("云泉县万汇生活广场管理有限公司", "云泉县河滩镇柳湾村二组"),
    ("长沙恒裕丰投资咨询有限公司云泉第二分公司", "云泉县清渠镇人民路9号"),
    ("云泉县绿野种植专业合作社", "云泉县河滩镇"),
    ("云泉县锦桦股权投资基金管理有限公司", ""),
    ("云泉县腾跃企业管理咨询有限公司", ""),
    ("云泉县三和家具店", ""),
    ("云泉县三和茶业有限公司", ""),
    ("云泉县恒裕丰农资有限公司河滩分公司", "云泉县河滩镇中街1号"),
    ("云泉县绿野仙踪文化有限公司", ""),
    ("云泉县长乐馆", ""),
    ("云泉县宏图驾驶员培训有限公司", ""),
    ("云泉县长安面庄", ""),
]
NAMES, ADDRESSES = ([firm[part] for firm in FIRMS] for part in range(2))
(SHOP, MONEY, MALL, BRANCH, FARM, FUND, ADVISER, THREE, TEA, FEED, WOODS, *_) = range(len(FIRMS))
REGISTER = RegisterNames(NAMES, (), ADDRESSES)
STEMS = Stems(REGISTER)
NAMING = Naming(REGISTER, STEMS)
MISSPELT = Misspelt(REGISTER, NAMING)


@pytest.mark.parametrize(
    ("stem", "rest", "stop", "told", "compared"),
    [
        ("金桂坊", "", 3, ["alone"], "same alone"),
        ("金桂坊", "，家具", 3, ["alone"], "same alone"),
        ("金桂坊", "家具", 5, ["rest whole"], "same with trade"),
        ("金桂坊", "家具八折", 5, ["rest whole"], "same with trade"),
        ("金桂坊", "家具公司", 7, ["rest whole", "legal"], "same with trade"),
        ("金桂坊", "家具有限公司", 9, ["rest whole", "legal"], "same with trade"),
        ("金桂坊", "公司", 5, ["form"], "same with trade"),
        ("金桂坊", "有限公司", 7, ["form"], "same with trade"),
        ("金桂坊", "合作社", 6, ["shop other"], ""),
        ("金桂坊", "沙发", 5, ["trade other"], "same alone"),
        ("金桂坊", "茶叶", 5, ["trade other"], "same alone"),
        ("金桂坊", "茶叶店", 6, ["trade other", "shop other"], ""),
        ("金桂坊", "好店", 5, ["shop other"], ""),
        ("金桂坊", "队员", 3, ["another body"], "same alone"),
        ("金桂坊", "志愿者", 3, ["another body"], "same alone"),
        ("金桂坊", "家具协会", 5, ["rest whole", "another body"], "same with trade"),
        ("金桂坊", "家具公司协会", 7, ["rest whole", "legal"], "same with trade"),
        ("金桂坊", "暑假家具", 7, ["rest whole"], "same alone"),
        ("金桂坊", "那家家具", 7, ["rest whole"], "same alone"),
        ("汇鑫", "投资", 4, ["trade agrees", "rest begins"], "same with trade"),
        ("汇鑫", "投咨", 4, ["short 2"], "same alone"),
        ("汇鑫", "投，咨", 2, ["alone"], "same alone"),
        # Whoever manages money; a fund only where one is registered.
        ("汇鑫", "财富", 4, ["trade kin"], "same alone"),
        ("汇鑫", "基金", 4, ["trade other"], "same alone"),
        ("汇鑫", "理财店", 5, ["trade kin", "shop other"], ""),
        ("锦桦", "财富", 4, ["trade kin"], "same alone"),
        ("锦桦", "私募", 4, ["trade kin"], "same alone"),
        ("锦桦", "基金", 4, ["trade agrees", "short 2"], "same with trade"),
        ("金桂坊", "财富", 5, ["trade other"], "same alone"),
        # A part of what it is, and another business that begins like it.
        ("万汇", "生活", 4, ["trade common", "rest begins"], "same with trade"),
        ("万汇", "生活超市", 4, ["trade other", "rest begins"], "same alone"),
        ("万汇", "生活馆", 5, ["trade common", "rest begins", "tail known"], "same with trade"),
        ("万汇", "生活百变屋超市", 9, ["trade other", "rest begins", "tail other"], ""),
        ("万汇", "广场", 4, ["trade agrees", "short 2"], "same with trade"),
        ("绿野", "合作社", 5, ["form"], "same with trade"),
        ("绿野", "种植合作社", 7, ["rest whole", "legal"], "same with trade"),
        ("绿野", "种植", 4, ["rest whole"], "same with trade"),
        ("腾跃", "管理咨询", 6, ["trade common", "short 3"], "same with trade"),
        ("腾跃", "企管", 4, ["trade common", "short 2"], "same with trade"),
        ("腾跃", "企业", 4, ["trade common", "rest begins"], "same with trade"),
        ("宏图", "驾校", 4, ["trade agrees"], "same nearly"),
        ("宏图", "驾培", 4, ["trade agrees", "short 2"], "same nearly"),
        ("长乐", "馆", 3, ["rest whole"], "same with trade"),
        ("汇鑫", "投咨店", 5, ["short 2", "tail known"], "same with trade"),
        ("腾跃", "企管咨", 5, ["trade common", "short 3"], "same with trade"),
        ("腾跃", "企管好店", 6, ["trade common", "short 2", "tail other"], ""),
        ("腾跃", "企业店", 5, ["trade common", "rest begins", "tail known"], "same with trade"),
    ],
)
def test_what_follows(stem: str, rest: str, stop: int, told: list[str], compared: str) -> None:
    scene, end = Scene(stem + rest), len(stem)
    sense = STEMS.senses(stem)[0]
    assert NAMING.follows(scene, end, sense) == (stop, told)
    assert list(NAMING.compared(scene, 0, end, sense.entry)) == ([compared] if compared else [])
    # What is asked before, of all firms of the name and of each.
    if NAMING.nothing_follows(scene, end) and NAMING.alone(scene, end, sense):
        assert told == ["alone"]
    if told == ["alone"]:
        assert NAMING.nothing_follows(scene, end)
        assert NAMING.alone(scene, end, sense)


@pytest.mark.parametrize(
    ("stem", "rest", "nothing", "alone"),
    [
        ("长乐", "", True, True),
        ("长乐", "馆", False, False),
        ("长安", "面", True, True),
        ("长安", "面庄", True, False),
        ("宏图", "驾校", False, True),
        ("金桂坊", "家", True, True),
        ("金桂坊", "有限公司", False, False),
        ("金桂坊", "好店", False, True),
        ("金桂坊", "暑假班", False, True),
        ("绿野", "合作社", False, False),
        ("汇鑫", "投咨", True, False),
        ("汇鑫", "队", False, True),
    ],
)
def test_what_is_asked_before(stem: str, rest: str, nothing: bool, alone: bool) -> None:
    scene, end = Scene(f"好，{stem}{rest}，好"), 2 + len(stem)
    assert NAMING.nothing_follows(scene, end) is nothing
    assert NAMING.alone(scene, end, STEMS.senses(stem)[0]) is alone


@pytest.mark.parametrize(
    ("stem", "told"),
    [
        ("好家具", ["size 3", "coined", "coined size 3", "rarest 3", "bearers 0"]),
        ("茶叶好", ["size 3", "coined", "coined size 3", "rarest 3", "bearers 0"]),
        ("犇鱻", ["size 2", "coined", "coined size 2", "rarest 0", "bearers 0"]),
        ("金桂坊", ["size 3", "coined", "coined size 3", "rarest 2", "bearers 1"]),
        ("汇鑫", ["size 2", "coined", "coined size 2", "rarest 1", "bearers 1"]),
        ("三和", ["size 2", "coined", "coined size 2", "rarest 3", "bearers 2"]),
        ("绿野仙踪", ["size 4", "word", "word size 4", "rarest 2", "bearers 1"]),
        ("幸福", ["size 2", "everyday", "everyday size 2", "rarest 2", "bearers 0"]),
        ("幸福家园", ["size 4", "words", "words size 4", "rarest 2", "bearers 0"]),
        ("金桂坊好地方", ["size 4", "coined", "coined size 4", "rarest 2", "bearers 0"]),
    ],
)
def test_how_rare_a_stem_is(stem: str, told: list[str]) -> None:
    assert NAMING.language(stem) == told
    assert NAMING.language(stem) is NAMING.language(stem)


def test_a_part_that_another_is_longer_than_by_one() -> None:
    register = RegisterNames(["云泉县天瑞家政服务部", "云泉县天瑞祥服饰店"])
    naming = Naming(register, Stems(register))
    assert naming.language("天瑞")[0] == "longer"
    assert naming.language("天瑞祥")[0] == "size 3"


@pytest.mark.parametrize(
    ("before", "own", "begin"),
    [
        ("滨河路", True, 0),
        ("到滨河路", True, 1),
        ("清渠镇", True, 0),
        ("清渠", True, 0),
        ("团结路", False, 3),
        ("滨河路30号", True, 0),
        ("到滨河路门面3号", True, 1),
        ("滨河路云泉县", True, 0),
        ("滨河路云泉县清渠镇", True, 3),
        ("滨河路很好30号", False, 8),
        ("滨河路，", True, 0),
        ("", False, 0),
    ],
)
def test_a_place_of_its_own_before(before: str, own: bool, begin: int) -> None:
    scene = Scene(f"{before}金桂坊")
    start = scene.text.index("金桂坊")
    places, _ = scene.before(start, REGISTER.parser.atlas)
    assert NAMING.own(scene, places, start, SHOP) == (own, begin)


@pytest.mark.parametrize(
    ("text", "row", "other"),
    [
        ("恒裕丰投资第二分公司", BRANCH, False),
        ("恒裕丰投资2分公司", BRANCH, False),
        ("恒裕丰投资第三分公司", BRANCH, True),
        ("恒裕丰投资河滩分公司", BRANCH, True),
        ("恒裕丰投资公司", BRANCH, False),
        ("恒裕丰投资在咱县的分公司", BRANCH, False),
        ("恒裕丰投资分公司", BRANCH, False),
        ("恒裕丰农资河滩分公司", FEED, False),
        ("恒裕丰农资石桥分公司", FEED, True),
        ("恒裕丰农资中街分公司", FEED, False),  # where it sits
        ("金桂坊家具河滩分公司", SHOP, False),  # it is none itself
    ],
)
def test_another_branch(text: str, row: int, other: bool) -> None:
    scene = Scene(f"你好，{text}，开业")
    sense = next(one for one in STEMS.senses(text[:3]) if one.entry == row)
    stop, _ = NAMING.follows(scene, 6, sense)
    assert NAMING.another_branch(scene, 3, stop, row) is other


@pytest.mark.parametrize(
    ("text", "rows", "said"),
    [
        ("绿野仙宗文化", [WOODS], "绿野仙宗文化"),
        ("绿野仙踪文化", [], ""),
        ("金贵坊家具", [SHOP], "金贵坊家具"),
        ("来云泉县金贵坊家具八折", [SHOP], "云泉县金贵坊家具"),
        ("金桂房家具店", [SHOP], "金桂房家具店"),
        ("汇欣投资咨询", [MONEY], "汇欣投资咨询"),
        ("恒域丰农资河滩", [FEED], "恒域丰农资"),
        ("好绿野仙宗文化", [WOODS], "绿野仙宗文化"),
        ("投资咨询、金贵坊家具", [SHOP], "金贵坊家具"),
        ("金桂访茶叶", [], ""),
        ("好金贵坊家具", [], ""),
        ("金贵坊，家具", [], ""),
        ("金 贵坊家具", [], ""),
        # Only the first of so many places of trades are looked at.
        ("茶叶、面馆、水泥、金贵坊家具", [SHOP], "金贵坊家具"),
        ("茶叶、面馆、水泥、沙发、金贵坊家具", [], ""),
    ],
)
def test_a_slip_before_the_words_of_a_trade(text: str, rows: list[int], said: str) -> None:
    found = list(MISSPELT.find(Scene(text)))
    assert [one.row for one in found] == rows
    assert all(one.said == said for one in found)
    assert bool(MISSPELT.anywhere(Scene.of_many(["好", text]))) >= bool(rows)


def test_what_speaks_for_a_slip() -> None:
    (found,) = MISSPELT.find(Scene("滨河路，金贵坊家具，有售"))
    assert (found.stem, found.former, found.entry) == ("金贵坊", False, SHOP)
    assert found.features == (
        "slip",
        *(f"slip {one}" for one in NAMING.language("金桂坊")),
        "slip left head",
        "slip right stop",
        "own before",
        "slip trade",
        "slip all",
    )
    (marked,) = MISSPELT.find(Scene("金贵坊家具"), mark=True)
    assert marked.features[-1] == "mark"
    (plain,) = MISSPELT.find(Scene("金贵坊家具"))
    assert "own before" not in plain.features
    assert "mark" not in plain.features


def test_the_longer_part_that_a_name_is_misspelt() -> None:
    scene = Scene("绿野仙宗文化")
    assert MISSPELT.longer(scene, 0, 2) == "绿野仙踪"
    assert MISSPELT.longer(Scene("绿野仙踪文化"), 0, 2) == ""
    assert MISSPELT.longer(Scene("绿野种植"), 0, 2) == ""
    assert MISSPELT.longer(Scene("绿野仙"), 0, 2) == ""
    (meant,) = MISSPELT.meant(scene, 0, 0, "绿野仙踪", ["more"])
    assert (meant.row, meant.entry, meant.stem, meant.said) == (
        WOODS,
        WOODS,
        "绿野仙宗",
        "绿野仙宗",
    )
    assert {"slip", "more", "slip left head", "slip right word"} <= {*meant.features}
    assert meant.former is False
    assert "mark" not in meant.features
