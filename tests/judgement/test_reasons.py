"""Reasons as an office reads them: what is quoted convinces, and nothing is called what it is not."""

from __future__ import annotations

import re
import time

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine import load_ruleset, screen
from engine.text.around import around
from engine.text.percent import rounded, spoken
from engine.triage.quotes import QUOTE, part

FIRM = "云泉县恒信投资咨询有限公司"


@pytest.fixture(scope="module")
def ruleset():  # type: ignore[no-untyped-def]
    return load_ruleset()


def screened(ruleset, text: str, name: str = FIRM, scope: str = "投资咨询", **more: str):  # type: ignore[no-untyped-def]
    firms = pd.DataFrame([{"企业名称": name, "经营范围": scope, "住所": "清渠镇富民路1号"}])
    ads = pd.DataFrame([{"编号": "A1", "广告主": name, "广告内容": text, **more}])
    return screen(firms, adverts=ads, ruleset=ruleset)


def quotes(reasons: str) -> list[str]:
    return [q for r in reasons.split("|") for q in re.findall(r"“([^“”]*)”", r.rpartition("（")[2])]


TEXT = "保本保息，年化12%，按月付息，存得越多返得越多。想了解的老板，14012345678"


def test_a_number_is_quoted_with_the_words_around_it(ruleset) -> None:  # type: ignore[no-untyped-def]
    run = screened(ruleset, TEXT)
    for reasons in (run.entities["reasons"][0], run.adverts["reasons"][0]):
        assert quotes(reasons)
        assert all(re.search("[A-Za-z\u4e00-\u9fff]", quote) for quote in quotes(reasons))
    # In the evidence the words stay the very characters of the text.
    hits = run.evidence[run.evidence["field"] == "text"]
    assert all(TEXT[h.start : h.end] == h.matched for h in hits.itertuples())
    assert "14012345678" in set(hits["matched"])


def test_a_wording_is_told_with_its_kind_and_its_clauses(ruleset) -> None:  # type: ignore[no-untyped-def]
    text = "帮您养一头牛，放一万八在场里，十二个月后连本给您两万一，签合同"
    run = screened(ruleset, text, "云泉县绿野养殖有限公司", "养殖")
    told = [r for r in run.adverts["reasons"][0].split("|") if "相近程度" in r]
    assert len(told) == 1
    assert "“涉农合作组织”" in told[0]
    words = quotes(told[0])
    assert words
    assert all(len(word) >= 4 and word in text for word in words)


def test_a_tip_is_called_one_and_its_text_is_not_told(ruleset) -> None:  # type: ignore[no-untyped-def]
    firms = pd.DataFrame([{"企业名称": FIRM, "经营范围": "投资咨询"}])
    tips = pd.DataFrame(
        [
            {
                "工单编号": "T7",
                "被反映对象": FIRM,
                "内容": "我是隔壁老周，他们承诺保本，一万一年给九百",
            }
        ]
    )
    (reasons,) = screen(firms, tips=tips, ruleset=ruleset).entities["reasons"]
    assert "举报T7：" in reasons
    assert "线索T7" not in reasons
    assert "隔壁" not in reasons


@pytest.mark.parametrize(
    ("name", "registered"),
    [("云泉惠购生活电子商务有限公司", True), ("江临惠购生活有限公司", False)],
)
def test_a_firms_own_name_is_no_disguise(ruleset, name: str, registered: bool) -> None:  # type: ignore[no-untyped-def]
    text = "在惠购商城买东西，满500返500，推荐一位新会员再奖80元"
    if registered:
        run = screened(ruleset, text, name, "网上销售")
    else:
        ads = pd.DataFrame([{"广告主": name, "广告内容": text}])
        run = screen(adverts=ads, ruleset=ruleset)
    assert "变形写法" not in run.adverts["reasons"][0]
    assert "变形写法" not in run.entities["reasons"][0]


def test_a_name_made_up_to_hide_a_word_is_one(ruleset) -> None:  # type: ignore[no-untyped-def]
    ads = pd.DataFrame([{"广告主": "葆本工作室", "广告内容": "葆本葆息，一万起，人人有份"}])
    assert "变形写法" in screen(adverts=ads, ruleset=ruleset).adverts["reasons"][0]


@pytest.mark.parametrize(
    "text",
    [
        "老年客户投资满5万送旅游，年化15%，到期还本付息",
        "退休金存银行不如来我公司，年化10%，保本，随存随取",
        "家长们闲钱理财月息1分5，保本，随时可取",
        "乡亲们来投资，年化12%，本金保证，按月付息",
    ],
)
def test_whom_an_advert_speaks_to_does_not_make_its_sector(ruleset, text: str) -> None:  # type: ignore[no-untyped-def]
    run = screened(ruleset, text)
    assert run.entities["sector"][0] == "民间投融资中介"
    assert run.adverts["sector"][0] == "民间投融资中介"
    assert "养老机构" not in run.entities["checks"][0]


def test_what_is_sold_makes_the_sector(ruleset) -> None:  # type: ignore[no-untyped-def]
    text = "预订养老床位2万元起，老年朋友优先，三年期满退还本金，每年另享10%补贴"
    assert screened(ruleset, text).adverts["sector"][0] == "养老服务"


@pytest.mark.parametrize(
    ("percent", "shown"),
    [(67.0408, "约67%"), (9.6923, "约9.7%"), (12, "12%"), (10.8, "10.8%"), (546.618, "约547%")],
)
def test_percentages(percent: float, shown: str) -> None:
    assert spoken(percent) == shown


@given(st.floats(0, 1e7))
def test_rounding_moves_little(percent: float) -> None:
    assert abs(rounded(percent) - percent) <= (0.5 if percent >= 20 else 0.0501)


def test_the_rate_keeps_its_precision_in_the_table(ruleset) -> None:  # type: ignore[no-untyped-def]
    run = screened(ruleset, "一台充电桩9800元，每天收益18元，坐等收钱")
    assert run.adverts["annual_rate_pct"][0] == pytest.approx(67.0408, abs=1e-3)
    assert "67.04" not in run.adverts["reasons"][0]


@given(st.text("甲乙，。1234567890", min_size=1, max_size=120), st.data())
def test_no_number_is_cut(raw: str, data) -> None:  # type: ignore[no-untyped-def]
    start = data.draw(st.integers(0, len(raw) - 1))
    end = data.draw(st.integers(start + 1, min(len(raw), start + 6)))
    whole = {m.span() for m in re.finditer("[0-9]+", raw)}
    assume(all(e - s < 20 for s, e in whole))
    begin, stop = around(raw, start, end)
    words = raw[begin:stop]
    places = [m.start() for m in re.finditer(f"(?={re.escape(words)})", raw)]
    inside = [m.span() for m in re.finditer("[0-9]+", words)]
    assert any({(s + at, e + at) for s, e in inside} <= whole for at in places)


def test_a_clause_without_end_is_looked_at_near_the_words() -> None:
    """Thirty thousand characters without a break, each of them quoted."""
    raw = "宝本息利财" * 6_000
    began = time.process_time()
    for at in range(0, 30_000, 10):
        begin, end = around(raw, at, at + 2)
        assert begin <= at < at + 2 <= end
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("text", "word", "shown"),
    [
        ("理财" + "年" * 19 + "13800000000", "理财", "理财" + "年" * 19 + "*****"),
        ("13800000000" + "年" * 19 + "理财", "理财", "*****" + "年" * 19 + "理财"),
        ("理财" + "年" * 13 + "13800000000", "理财", "理财" + "年" * 13 + "13800000000"),
        ("甲" * 30 + "理财" + "乙" * 30, "理财", "甲" * 24 + "理财" + "乙" * 24),
        ("8" * 60 + "理财", "理财", "*" * 24 + "理财"),
    ],
)
def test_no_half_number_stands_around_a_match(text: str, word: str, shown: str) -> None:
    at = text.index(word)
    assert part(text, max(0, at - QUOTE), at + len(word) + QUOTE) == shown


def test_a_tip_is_told_by_its_words_and_not_by_scraps_of_its_wording(ruleset) -> None:  # type: ignore[no-untyped-def]
    firms = pd.DataFrame([{"企业名称": FIRM, "经营范围": "投资咨询", "住所": "清渠镇富民路1号"}])
    said = "我母亲在这家公司交了三万元，说每月领600元，现在本金要不回来，邻居也有十几户交了钱"
    tips = pd.DataFrame([{"编号": "T1", "被反映对象": FIRM, "内容": said}])
    run = screen(firms, tips=tips, ruleset=ruleset)
    counted = run.evidence[run.evidence["status"] == "counted"]
    words = {rule: set(hits["matched"]) for rule, hits in counted.groupby("rule_id")}
    assert words["TIP-001"]
    assert all(len(word) > 2 or word in {"本金", "收了", "交了"} for word in words["TIP-001"])
    told = [r for r in run.entities["reasons"][0].split("|") if "举报T1" in r]
    assert told
    assert not any("最像的说法" in reason for reason in told)
