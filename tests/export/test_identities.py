"""Identities that were made up, in whatever writing: masked, once and for all, and nothing else is."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.export.personal.mask import mask_text, mask_texts
from engine.model.credit_code import ALPHABET, WEIGHTS

_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_WIDE = {ord("0") + at: 0xFF10 + at for at in range(10)}
_CIRCLED = {ord("0"): "⓪", **{ord("1") + at: 0x2460 + at for at in range(9)}}
_WRITINGS = ({}, _HAN, _FORMAL, _WIDE, _CIRCLED)
_BEFORE = ["", "详情请", "本店地址在北门，", "年化12%，5万起，", "（二楼）"]
_BEHIND = ["", "，非诚勿扰", "。名额有限", "（王经理）", "\n第二百二十四条"]


def digits(count: int, first: str = "0123456789") -> st.SearchStrategy[str]:
    return st.tuples(
        st.sampled_from(first), st.text("0123456789", min_size=count - 1, max_size=count - 1)
    ).map("".join)


def grouped(number: str, sizes: tuple[int, ...], sign: str) -> str:
    cuts = [sum(sizes[:at]) for at in range(len(sizes) + 1)]
    return sign.join(number[a:b] for a, b in itertools.pairwise(cuts))


@st.composite
def identities(draw: st.DrawFn) -> str:
    """A cue, if the number needs one, and the number."""
    sign = draw(st.sampled_from(["", " ", "-"]))
    kind = draw(st.sampled_from(["mobile", "abroad", "area", "local", "passport", "born", "chat"]))
    if kind == "mobile":
        number = grouped("1" + draw(digits(10, "3456789")), (3, 4, 4), sign)
    elif kind == "abroad":
        code = draw(st.sampled_from(["+86", "+852", "+44", "0086", "00853"]))
        return f"{code}{sign}{draw(digits(10, '23456789'))}"
    elif kind == "area":
        number = f"0{draw(digits(3, '3456789'))}{sign or '-'}{draw(digits(7, '23456789'))}"
    elif kind == "local":
        cue = draw(st.sampled_from(["电话", "座机：", "固话 ", "Tel: ", "致电"]))
        number = grouped(draw(digits(7, "345678")), (4, 3), sign)
        return cue + number.translate(draw(st.sampled_from(_WRITINGS)) if not sign else {})
    elif kind == "passport":
        cue = draw(st.sampled_from(["护照", "护照号：", "通行证:", "护照号码 "]))
        return f"{cue}{draw(st.sampled_from('GEHC'))}{sign}{draw(digits(8))}"
    elif kind == "born":
        number = f"640121{draw(st.integers(1940, 2009))}{draw(st.integers(1, 12)):02}{draw(st.integers(1, 28)):02}{draw(digits(4))}"
        number = grouped(number, (6, 8, 4), sign)
    else:
        cue = draw(st.sampled_from(["微信：", "陌陌号", "vx:", "抖音号：", "账号：", "探探ID "]))
        name = draw(st.text("bcdfghjkmn", min_size=4, max_size=8))
        return cue + draw(st.sampled_from([f"{name}52", f"52{name}", f"5_{name}", f"a{name}"]))
    return number.translate(draw(st.sampled_from(_WRITINGS)) if not sign else {})


@given(st.sampled_from(_BEFORE), identities(), st.sampled_from(_BEHIND))
def test_masked_once_and_for_all(before: str, identity: str, behind: str) -> None:
    text = before + identity + behind
    shown = mask_text(text)
    assert len(shown) == len(text)
    hidden = shown[len(before) : len(before) + len(identity)]
    assert hidden.count("*") >= 3, shown
    assert shown == before + hidden + behind
    assert mask_text(shown) == shown
    assert mask_texts([text] * 100, mask_text) == [shown] * 100


@given(
    st.text(
        "0123456789０五六①+-() （）:：,，.@_ABGxv微信Q电话护照号账元室年", min_size=8, max_size=40
    )
)
def test_what_is_masked_stays(text: str) -> None:
    shown = mask_text(text)
    assert mask_text(shown) == shown
    assert mask_texts([text] * 100, mask_text) == [shown] * 100


def credit_code(body: str) -> str:
    total = sum(ALPHABET.find(c) * w for c, w in zip(body, WEIGHTS, strict=False))
    return body + ALPHABET[(31 - total % 31) % 31]


_DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
_NO_IDENTITIES = st.one_of(
    # Of letters and digits, as all codes but a few hundred are.
    st.text(ALPHABET, min_size=7, max_size=7).map(lambda end: credit_code(f"91640121MA{end}")),
    st.tuples(st.integers(1, 9_999_999), st.sampled_from(["元", "万元", "股", "户", "人"])).map(
        lambda pair: f"{pair[0]}{pair[1]}"
    ),
    st.integers(1, 1260).map(lambda n: f"第{n}条第{n % 9 + 1}款"),
    _DAYS.map(lambda day: day.isoformat()),
    _DAYS.map(lambda day: f"{day.year}年{day.month}月{day.day}日"),
    st.tuples(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3299)).map(
        lambda t: f"{t[0]}幢{t[1]}单元{t[2]}室"
    ),
    st.tuples(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3299)).map(
        lambda t: f"{t[0]}-{t[1]}-{t[2]}室"
    ),
    st.lists(st.integers(101, 999), min_size=2, max_size=4).map(
        lambda rooms: "、".join(map(str, rooms)) + "室"
    ),
)
_WORDS = ["", "金额：", "联系", "电话费", "座机", "微信支付", "送红包+", "护照", "热线", "自"]


@given(st.sampled_from(_WORDS), _NO_IDENTITIES)
def test_codes_sums_days_articles_and_rooms_stay(word: str, text: str) -> None:
    # 护照100000股 may be one as well.
    assume(word != "护照" or not text[:6].isdecimal())
    assert mask_text(word + text) == word + text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("咨询+86(10)6234 5678", "咨询+86(1*)**** 5678"),
        ("国内+86 21 5012 3456", "国内+86 2* **** 3456"),
        ("＋８６－９５２－６０１２３４５", "＋８６－９**－***２３４５"),
        ("86-951-601 2345", "86-9**-*** 2345"),
        ("座机陆零壹贰三四五六", "座机陆*******"),
        ("传真：60-12-34-56", "传真：6**********"),
        ("热线⑥⓪①②③④⑤", "热线⑥******"),
        ("台胞证 T 0123 4567", "台胞证 T**********"),
        ("护照：一二三四五六七八", "护照：一*******"),
        ("Soul账号：7luckystars", "Soul账号：7**********"),
        ("用户名: wang_laoban", "用户名: w**********"),
        ("闲鱼ID：88001234", "闲鱼ID：8*******"),
        ("快手号 6zhang", "快手号 6*****"),
        ("脸书：rich.man88", "脸书：r*********"),
        ("固话是 6 2 3 3 1 1 8", "固话是 6************"),
        ("小红书 id 94321678", "小红书 id 9*******"),
        ("B站：baoge_up", "B站：b*******"),
        ("境外专线：00 886 912345678", "境外专线：00 8** *****5678"),
        ("（86）10-8123 4567 转 12", "（86）1*-**** 4567 转 12"),
        ("护照为 E 0123 4567", "护照为 E**********"),
        ("抖音号 007bond_x", "抖音号 0********"),
        # Several with nothing between them
        ("电话1391234567813812345678", "电话139123***************8"),
        ("电话139123456780952-6123456转8", "电话139123*********-******6转8"),
        ("身份证64022119800101123713812345678", "身份证640221**********************8"),
        ("T1391234567813812345678", "T139123***************8"),
        ("一三九一二三四五六七八一三八一二三四五六七八", "一三九一二三***************八"),
    ],
)
def test_fresh(text: str, shown: str) -> None:
    assert mask_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "知乎 Python 教程",
        "视频：Summer festival",
        "豆瓣 9.5 分",
        "yy直播",
        "座机 3000 000元",
        "联系 201 202 203 204 室",
        "热线费用 500 万",
        "驾照 C1 2024 年换证",
        "护照 12 份、通行证 30 本",
        "2024年+2025年",
        "60+40+30",
        "积分+1000000000元",
        "支付宝：100元",
        "账号：3个",
        "微信：1000GB流量",
        "+2024-01-15 12:30",
        "传真机6012台",
        "电话：见公告",
        "致电六百八十户",
        "宁银保监复〔2024〕120号",
        "工商银行640121",
        "GB/T 32100-2015",
        "联系6-2-301室",
        "编号2024-0123-4567",
        "共62331180股",
        "电话会议 2024-03-15 举行",
        "抖音：9.9元包邮",
        "座机型号 HCD6238",
        "QQ 会员 12 个月",
        "收益+1234567元",
        "期间20240101-20241231",
        "面积12345678-2345678平方米",
    ],
)
def test_left(text: str) -> None:
    assert mask_text(text) == text
