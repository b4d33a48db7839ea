"""What stands behind a number shows none of it: the same number masked by itself is masked as far there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.export.personal.mask import mask_text, mask_texts

_CUES = ["电话", "联系电话", "VIP热线", "座机：", "Tel: ", "☎", "请拨打", "传真是", "联系方式 "]
_PAPERS = ["护照", "护照号：", "通行证 ", "证件号码是", "身份证号: ", "军官证"]
_ABROAD = ["+86 ", "微信：+86 ", "咨询00", "＋"]
_NUMBERS = [
    "6038417",
    "603 8417",
    "603-8417",
    "60384172",
    "6038 4172",
    "6038-4172",
    "８０３８４１７",
]
_PASSPORTS = ["G60384172", "E6038417", "EA6038417", "60384172", "C6038417-1", "6038417205"]
_OTHERS = ["8613760384172", "86 137 6038 4172", "86 0952 6038417"]
#: None of them a unit of a sum, the next digit, or so long that both are as long as the number of a card.
_BEHIND = ["", "。", " 2楼", " 7号楼", " 1号店", "-3", "-8002", "转8002", " 200元起送", " 24小时接听", " 1302室",
           " 2027年到期", "/6038418", "、6038418", "（王）", " 10:30", " 室内装修",
           " 3 4 5", "-12-3", "，3月", " A座", "股份公司"]  # fmt: skip


@given(
    st.sampled_from(["", "详询", "A", "QQ", "3楼"]),
    st.one_of(
        st.tuples(st.sampled_from(_CUES), st.sampled_from(_NUMBERS)),
        st.tuples(st.sampled_from(_PAPERS), st.sampled_from(_PASSPORTS)),
        st.tuples(st.sampled_from(_ABROAD), st.sampled_from(_OTHERS)),
    ),
    st.sampled_from(_BEHIND),
)
def test_what_is_behind_shows_nothing(before: str, told: tuple[str, str], behind: str) -> None:
    cue, number = told
    if before[-1:].isascii() and cue[0].isascii():
        before = ""
    alone = mask_text(before + cue + number)
    # Which digits stay may differ.
    hidden = alone.count("*")
    assert hidden >= len([c for c in number if c.isalnum()]) // 3
    shown = mask_text(before + cue + number + behind)[: len(alone)]
    assert shown.count("*") >= hidden, shown
    assert mask_texts([before + cue + number + behind] * 90, mask_text)[0].startswith(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("订餐电话6038417 24小时", "订餐电话6****** 24小时"),
        ("护照C6038417-1 200元起送", "护照C********* 200元起送"),
        ("Tel①13912345678②13812345678", "Tel①139****5678②138****5678"),
        ("致电603 8417 3楼李姐", "致电6******* 3楼李姐"),
        ("座机 6038-4172-605", "座机 6********-605"),
        ("热线60384172 500元起", "热线6******* 500元起"),
        ("A电话6038417", "A电话6******"),
        ("联系6038-4172 室内设计", "联系6******** 室内设计"),
        ("传真60 38 417 A座", "传真6******** A座"),
        ("护照E60384172 2031年到期", "护照E******** 2031年到期"),
        ("护照 E 6038 4172 2031年到期", "护照 E********** 2031年到期"),
        ("通行证C6038417-1", "通行证C*********"),
        ("身份证号60384172-1号", "身份证号6*******-1号"),
        ("+86 0952 6038417", "+86 095* ***8417"),
        ("+86 13760384172 12号", "+86 137****4172 12号"),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert mask_text(text) == shown
    assert mask_texts([text] * 90, mask_text) == [shown] * 90


@pytest.mark.parametrize(
    "text",
    [
        "联系 3105 4206 5307 室",
        "联系3105-3108室",
        "联系 2601-2604 号楼",
        "联系 305 306 307 308 室",
        "座机 2000 000元",
        "热线套餐 2400、3600",
        "联系3000000股",
        "电话20270115",
        "固话 2027-01-15 开通",
        "电话 5000-9000元一年",
        "通行证 E 603 84 172 元",
        "护照 60384 份",
        "证件 2027 0115",
    ],
)
def test_left(text: str) -> None:
    assert mask_text(text) == text
