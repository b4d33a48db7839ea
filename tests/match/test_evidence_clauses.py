"""What the evidence of weak signs points at: clauses that a reader understands, never a number of somebody."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest

from engine import load_ruleset, screen

WEAK = ("AD-WRD-001", "AD-CUE-001")
STAKE = "帮您养一头牛，放一万八在场里，十二个月后连本给您两万一，签合同"
SIGNS = "各位乡亲，入股养牛，年底分红给大家，本金随时退，签协议，放心"


@pytest.fixture(scope="module")
def ruleset():
    return load_ruleset()


def weak(ruleset, text: str) -> pd.DataFrame:
    adverts = pd.DataFrame({"编号": ["A1"], "广告内容": [text]})
    found = screen(None, adverts=adverts, ruleset=ruleset).evidence
    for _, hit in found[found["matched"] != ""].iterrows():
        assert text[hit["start"] : hit["end"]] == hit["matched"]
    return found[found["rule_id"].isin(WEAK) & (found["status"] != "dismissed")]


@pytest.mark.parametrize("text", [STAKE, SIGNS])
def test_clauses_are_pointed_at(ruleset, text: str) -> None:
    found = weak(ruleset, text)
    assert len(found)
    for words in found["matched"]:
        begin = text.index(words)
        end = begin + len(words)
        assert begin == 0 or text[begin - 1] in "，。"
        assert end == len(text) or text[end] in "，。"


def test_each_clause_once_and_none_in_another(ruleset) -> None:
    found = weak(ruleset, SIGNS)
    for _, same in found.groupby("rule_id"):
        spans = sorted(zip(same["start"], same["end"], strict=True))
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_the_number_of_a_room_is_no_sign(ruleset) -> None:
    found = weak(ruleset, SIGNS + "。地址恒通大厦 1203室")
    assert not any("1203" in words for words in found["matched"])


@pytest.mark.parametrize("number", ["13912345678", "0954-2111001", "139 1234 5678"])
def test_no_clause_with_somebodys_number(ruleset, number: str) -> None:
    text = f"各位乡亲，入股养牛，年底分红给大家，本金随时退还找我{number}，签协议，放心"
    found = weak(ruleset, text)
    assert len(found)
    assert not any(number[-4:] in words for words in found["matched"])


def test_a_sum_stays_in_its_clause(ruleset) -> None:
    assert any("两万一" in words for words in weak(ruleset, STAKE)["matched"])


def test_of_a_tip_the_clause_that_reads_most_like_others_is_told(ruleset) -> None:
    tips = pd.DataFrame(
        {
            "编号": ["T1"],
            "被反映对象": ["云泉县康乐理疗店"],
            "内容": ["我爸在理疗店交了五万，店里说算合伙人，每个月打一次钱，上个月起没有打了"],
        }
    )
    firms = pd.DataFrame({"企业名称": ["云泉县康乐理疗店"], "经营范围": ["理疗服务"]})
    found = screen(firms, tips=tips, ruleset=ruleset).evidence
    wording = found[found["rule_id"] == "TIP-011"]
    assert len(wording) == 1
    (words,) = wording["matched"]
    assert words
    assert words in tips["内容"][0].split("，")
    assert wording["reason"].str.contains("相近程度").all()


def test_plain_words_are_pointed_at_as_before(ruleset) -> None:
    found = screen(
        None,
        adverts=pd.DataFrame({"编号": ["A1"], "广告内容": ["稳健理财，保本保息，年化12%"]}),
        ruleset=ruleset,
    ).evidence
    assert set(found.loc[found["rule_id"] == "AD-PRO-001", "matched"]) == {"保本", "保息"}
