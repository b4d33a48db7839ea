"""What a sentence does with each of those that it names: by grammar alone, without a register."""

import re

import pytest

from engine.link.adverts.mentions import Mention
from engine.link.tips.parts import Part, in_one_breath, parts, stands_by, takes_money

NAMES = ["聚鑫财富", "恒达投资", "好邻居", "云来大酒店", "乡农村银行", "安怡养老"]
JUXIN, HENGDA, SHOP, HOTEL, BANK, CARE = range(len(NAMES))


def _named(text: str) -> list[Mention]:
    return [
        Mention(row, match.start(), match.end())
        for row, name in enumerate(NAMES)
        for match in re.finditer(name, text)
    ]


def _first(text: str) -> Mention:
    return min(_named(text), key=lambda one: one.begin)


@pytest.mark.parametrize(
    "text",
    [
        # Compared with, the reporter's own, only lying there.
        "利息比聚鑫财富，高一半",
        "我开的聚鑫财富收了押金",
        "楼上就是聚鑫财富，来人收钱",
        # Where somebody works or worked, or left.
        "他以前在聚鑫财富上班",
        "我是聚鑫财富的会计",
        "从聚鑫财富出来自己干",
        # A bank that nobody pays to and that sells nothing; from which it was drawn.
        "乡农村银行的人来过",
        "我从聚鑫财富取了三万",
        # Whom somebody works for, who pays less, whose backing is claimed.
        "给聚鑫财富供菜",
        "跟聚鑫财富高一倍",
        "说有聚鑫财富担保",
        # Who suffered, reports, advises.
        "聚鑫财富也被骗了",
        "聚鑫财富来电反映此事",
        "聚鑫财富劝老人别信",
        "聚鑫财富一直劝老人别信",
        "聚鑫财富公司也被骗了",  # the form is part of the name
        # Where they are, or were, and what is done there.
        "租了聚鑫财富的门面",
        "在云来大酒店开会",
        "他们人在云来大酒店，收钱",
    ],
)
def test_who_stands_by_even_alone(text: str) -> None:
    assert stands_by(text, _first(text), True)
    assert stands_by(text, _first(text))


@pytest.mark.parametrize(
    "text",
    [
        # Who warns and who knows may be whom a tip means that names nobody else.
        "聚鑫财富已经提醒过",
        "聚鑫财富的员工都知道",
    ],
)
def test_who_stands_by_beside_another(text: str) -> None:
    assert stands_by(text, _first(text))
    assert not stands_by(text, _first(text), True)


@pytest.mark.parametrize(
    "text",
    [
        "门口有人摆桌子，聚鑫财富也在",
        "楼上就是聚鑫财富收钱",
        "他在聚鑫财富上班",  # nobody says when, nor whose friend he is
        "以前在聚鑫财富存钱",
        "以前在聚鑫财富交了钱当会员",
        "我是聚鑫财富收钱的会计",
        "把钱交给了聚鑫财富的会计",
        "钱交到乡农村银行的户头",
        "乡农村银行的人推销理财",
        "乡农村银行天天卖产品",
        "聚鑫财富取了三万",
        "从聚鑫财富走路回家",
        "给聚鑫财富交钱",
        "聚鑫财富供菜给人",
        "聚鑫财富高一倍",
        "聚鑫财富担保",
        "说聚鑫财富收钱有担保",
        "聚鑫财富收了钱被人骗了",
        "邻居聚鑫财富来电反映",
        "聚鑫财富说让大家存钱别信谣言",  # whoever takes money advises nobody
        "聚鑫财富收钱还提醒过",
        "劝老人别信，聚鑫财富在楼上",
        "聚鑫财富的门面很大",
        "租了聚鑫财富",
        "在聚鑫财富开会",
        "云来大酒店开会",
        "在云来大酒店收钱",
    ],
)
def test_who_does_not(text: str) -> None:
    assert not stands_by(text, _first(text))
    assert not stands_by(text, _first(text), True)


@pytest.mark.parametrize(
    ("text", "by"),
    [
        # Who works there tells of it, where he is the only one to: and of its people's doings with money.
        ("我在聚鑫财富当会计，公司收了三百户的存款", False),
        ("我在聚鑫财富当会计，公司在街上", True),
        ("我在聚鑫财富当会计，对面的收了三百户的存款", True),
        ("公司收了存款，我在聚鑫财富当会计", True),
        # Somebody new in the story does it, unless its own people do.
        ("好邻居门口有人摆摊收钱", True),
        ("我在好邻居碰到几个人推销原始股", True),
        ("有个人领我到好邻居交钱", False),
        ("有个人领我到好邻居听课", False),
        ("好邻居门口有人摆摊收钱，老板收了三百户的存款", False),
    ],
)
def test_who_alone_is_named(text: str, by: bool) -> None:
    assert stands_by(text, _first(text), True) == by


def test_only_alone_somebody_new_hides_whom_a_text_names() -> None:
    text = "好邻居门口有人摆摊收钱"
    assert not stands_by(text, _first(text))


@pytest.mark.parametrize(
    ("text", "accused", "bystanders"),
    [
        # To whom the money goes, whom a paper is signed with, who cheats, who promises.
        ("钱交给了聚鑫财富，恒达投资在旁边", {JUXIN}, set()),
        ("合同却跟聚鑫财富签的，恒达投资在旁边", {JUXIN}, set()),
        ("聚鑫财富签的，恒达投资在旁边", set(), set()),
        ("跟聚鑫财富走的，恒达投资在旁边", set(), set()),
        ("又被聚鑫财富骗去，恒达投资在旁边", {JUXIN}, set()),
        ("又被聚鑫财富忽悠，恒达投资在旁边", {JUXIN}, set()),
        ("被聚鑫财富看见，恒达投资在旁边", set(), set()),
        ("聚鑫财富给高息，恒达投资在旁边", {JUXIN}, set()),
        ("恒达投资在旁边，聚鑫财富让人存款", {JUXIN}, set()),
        # What is said of one ends with the sentence, and where the next is named.
        ("聚鑫财富在楼上。给高息的不少，恒达投资在旁边", set(), set()),
        ("聚鑫财富在楼上，恒达投资给高息", {HENGDA}, set()),
        ("聚鑫财富在楼上，恒达投资在旁边。给高息", set(), set()),
        ("聚鑫财富在楼上，恒达投资给高息，安怡养老在旁边", {HENGDA}, set()),
        ("收钱的多，聚鑫财富在楼上，恒达投资在旁边", set(), set()),
        # In one breath with one that is accused.
        ("聚鑫财富和恒达投资都说给高息", {JUXIN, HENGDA}, set()),
        ("聚鑫财富、恒达投资和安怡养老都说给高息", {JUXIN, HENGDA, CARE}, set()),
        ("安怡养老给高息。聚鑫财富和恒达投资都说给高息", {CARE, JUXIN, HENGDA}, set()),
        ("聚鑫财富、恒达投资在旁边", set(), set()),
        ("交给聚鑫财富和恒达投资", {JUXIN, HENGDA}, set()),
        ("钱交给了聚鑫财富、恒达投资和安怡养老", {JUXIN, HENGDA, CARE}, set()),
        ("钱交给了聚鑫财富，恒达投资，一分没退", {JUXIN, HENGDA}, set()),
        ("钱交给了聚鑫财富，恒达投资", {JUXIN, HENGDA}, set()),
        ("钱交给了聚鑫财富，恒达投资，都在街上", {JUXIN, HENGDA}, set()),
        ("钱交给了聚鑫财富，恒达投资离得不远", {JUXIN}, set()),
        ("钱交给了聚鑫财富走的，恒达投资和安怡养老", {JUXIN}, set()),
        ("问了聚鑫财富和恒达投资", set(), set()),
        ("聚鑫财富和恒达投资是一伙的", {JUXIN, HENGDA}, set()),
        ("聚鑫财富和恒达投资在街上。是一伙的", set(), set()),
        ("聚鑫财富公司和恒达投资公司都说给高息", {JUXIN, HENGDA}, set()),
        # The same under another name, the same done by another.
        ("聚鑫财富给高息，现在叫恒达投资", {JUXIN, HENGDA}, set()),
        ("聚鑫财富在楼上，现在叫恒达投资", set(), set()),
        ("安怡养老给高息。聚鑫财富收钱，现在叫恒达投资", {CARE, JUXIN, HENGDA}, set()),
        ("聚鑫财富在楼上，现在叫恒达投资，给高息", {JUXIN, HENGDA}, set()),
        ("聚鑫财富给高息，楼下恒达投资也一样", {JUXIN, HENGDA}, set()),
        ("聚鑫财富给高息，楼下恒达投资被人问", {JUXIN}, set()),
        ("聚鑫财富在楼上，楼下恒达投资也一样", set(), set()),
        # All of them.
        ("聚鑫财富在楼上，恒达投资在楼下，两家都给高息", {JUXIN, HENGDA}, set()),
        ("聚鑫财富在楼上，恒达投资在楼下，两家每月都给我钱", {JUXIN, HENGDA}, set()),
        ("聚鑫财富在楼上，两家每月都给我钱", set(), set()),
        ("聚鑫财富在楼上，恒达投资在楼下，两家都关门", set(), set()),
        ("聚鑫财富在楼上，恒达投资在楼下，两家都关门。说给高息", set(), set()),
        ("两家都给高息，聚鑫财富在楼上，恒达投资在楼下", set(), set()),
        # Who stands by takes nothing, whatever is said behind; of one named twice the worst.
        ("聚鑫财富给高息，楼上就是恒达投资", {JUXIN}, {HENGDA}),
        ("楼上就是恒达投资，聚鑫财富给高息", {JUXIN}, {HENGDA}),
        ("楼上就是恒达投资，聚鑫财富给高息，恒达投资也收钱", {JUXIN, HENGDA}, set()),
        ("聚鑫财富给高息，恒达投资没参与", {JUXIN}, {HENGDA}),
        ("楼上就是恒达投资", set(), {HENGDA}),
        ("恒达投资已经提醒过", set(), set()),
        ("门口有好几个人收钱", set(), set()),
        # Who warns stands by where another is named, and may be meant where none is.
        ("聚鑫财富给高息，恒达投资已经提醒过", {JUXIN}, {HENGDA}),
        ("恒达投资已经提醒过，恒达投资在街上", set(), set()),
    ],
)
def test_the_part_of_each(text: str, accused: set[int], bystanders: set[int]) -> None:
    told = parts(text, _named(text))
    assert {row for row, part in told.items() if part is Part.ACCUSED} == accused
    assert {row for row, part in told.items() if part is Part.BYSTANDER} == bystanders
    assert {*told} == {one.row for one in _named(text)}


@pytest.mark.parametrize(
    ("text", "sure", "rows"),
    [
        ("聚鑫财富和恒达投资收钱", {JUXIN}, {HENGDA}),
        ("恒达投资和聚鑫财富收钱", {JUXIN}, {HENGDA}),
        ("聚鑫财富还有对面的恒达投资收钱", {JUXIN}, {HENGDA}),
        ("聚鑫财富公司和恒达投资收钱", {JUXIN}, {HENGDA}),
        ("聚鑫财富和恒达投资两家收钱", set(), {JUXIN, HENGDA}),
        ("聚鑫财富和恒达投资公司都收钱", set(), {JUXIN, HENGDA}),
        ("聚鑫财富和恒达投资收钱，安怡养老和好邻居两家", {JUXIN}, {HENGDA, CARE, SHOP}),
        # A comma alone joins nobody, nor does a sentence; a pair of which nothing is said is none.
        ("聚鑫财富，恒达投资收钱", {JUXIN}, set()),
        ("聚鑫财富收钱和恒达投资", {JUXIN}, set()),
        ("聚鑫财富和恒达投资收钱", set(), set()),
        ("聚鑫财富和聚鑫财富两家", set(), set()),
        ("聚鑫财富和恒达投资两家", {JUXIN, HENGDA}, set()),
    ],
)
def test_who_is_named_in_one_breath(text: str, sure: set[int], rows: set[int]) -> None:
    named = _named(text)
    found = in_one_breath(text, [m for m in named if m.row in sure], named)
    assert {m.row for m in found} == rows


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("放在聚鑫财富的钱", True),
        ("钱交给了聚鑫财富", True),
        ("交给了会计，聚鑫财富", False),
        ("聚鑫财富的钱交给了", False),
    ],
)
def test_the_money_goes_to_it(text: str, takes: bool) -> None:
    assert takes_money(text, _first(text)) == takes
