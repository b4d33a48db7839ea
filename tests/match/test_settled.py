"""An end of the matter counts only where nothing else in the tip accuses."""

import re
import time

import pytest

from engine.match.settled import settled

CUES = re.compile("没有问题|不属实|误传|撤了吧|撤诉|未发现异常")
ENDED = [
    "经核实，举报的集资不属实",
    "网格员上门了解，所谓高息存款系误传",
    "前天举报他家收钱给利息，是我听错了，撤了吧",
    "有居民说书店“集资”，上门了解是给灾区捐书，没有问题",
    "经走访未发现异常，无高息吸收资金情况",
]
CHARGES = [
    "二楼的财富公司收老人的钱",
    "我妈的存款取不出来",
    "年息两分",
    "一万一年返一千",
    "老板跑路了",
    "涉嫌非法集资",
    "无证吸收存款",
    "情况是老板收钱",
]


@pytest.mark.parametrize("text", ENDED)
def test_ended(text: str) -> None:
    assert settled(text, CUES) is not None


@pytest.mark.parametrize("charge", CHARGES)
@pytest.mark.parametrize("text", ENDED)
def test_a_charge_beside_it_keeps_the_tip(text: str, charge: str) -> None:
    assert settled(f"{text}，{charge}", CUES) is None
    assert settled(f"{charge}。{text}", CUES) is None


@pytest.mark.parametrize(
    "text",
    [
        "群众反映公司高息揽储，网格员上门时老板说没有问题",
        "举报人反映该公司集资，业务员称情况不属实",
        "老板逼我撤诉，说举报集资的事算了",
    ],
)
def test_nobody_clears_himself(text: str) -> None:
    assert settled(text, CUES) is None


@pytest.mark.parametrize("piece", ["存", "说", "没有问题", "举报集资", "老板说", "“", "未发现"])
def test_long_texts_take_no_square_of_time(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    before = time.process_time()
    settled(text, CUES)
    assert time.process_time() - before < 3


@pytest.mark.parametrize("text", ENDED)
def test_what_no_list_of_charges_has_is_left_over(text: str) -> None:
    told = "三单元大爷说每个月领水钱，劝不住"
    assert told in (settled(f"{told}。{text}", CUES) or "")
    assert "水钱" not in (settled(text, CUES) or "")


def test_a_quotation_is_no_charge_but_what_was_promised_is() -> None:
    assert settled("居民反映书店“集资”，网格员看过，没有问题", CUES) is not None
    assert settled("老板说“保本高息”，网格员看过，没有问题", CUES) is None


@pytest.mark.parametrize(
    ("quoting", "ended"),
    [
        ("承诺“保本高息”", False),  # told to the reporter: an offer, whoever quotes it
        ("吹“保本高息”", False),
        ("墙上贴着“一万一年返一千”", False),  # and so much for so much is one
        ("门口挂着“集资”二字", True),
        ("有人反映，承诺“保本高息”", True),  # what had been reported is quoted
        ("有人反映，墙上贴着“一万一年返一千”", True),
    ],
)
def test_whose_words_are_quoted(quoting: str, ended: bool) -> None:
    left = settled(f"{quoting}。网格员看过，没有问题", CUES)
    assert (left is not None) is ended
    assert not left or "“" not in left


def test_who_is_made_to_take_it_back_does_not_end_it() -> None:
    assert settled("叫我们撤诉", CUES) is None
    assert settled("我们撤诉", CUES) == ""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("经走访未发现异常，门口停着车", "门口停着车"),
        ("未发现异常，门口停着车，灯亮着", "门口停着车，灯亮着"),
        ("群众来信反映了一件事，系误传，门口停着车", "门口停着车"),
        ("店里挂着“甲乙”，没有问题", "店里挂着某"),
    ],
)
def test_what_is_left(text: str, left: str) -> None:
    assert settled(text, CUES) == left
