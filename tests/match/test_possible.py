"""Rules that are passed over have nothing to say: all of them asked, the evidence is the same."""

import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.match.read_text import TextReader
from engine.ruleset import RuleSet, load_ruleset

DAY = "2026-06-01"
SAMPLES = Path(__file__).parents[1] / "judgement" / "adverts.csv"
#: A few words of nearly every rule, what takes them back, and what stands between.
PIECES = (
    "保本", "理财", "年化12%", "月息2分", "投1万得2万", "满500返500", "养老院", "合作社", "影视", "首付", "学校",
    "贷款", "无需抵押", "当天放款", "不是", "严禁", "推荐好友奖", "每月分红", "到期回购", "本金全额退", "保夲",
    "翻倍", "0风险", "0元购", "转账到个人卡", "加微信", "13812345678", "内部名额", "只要3万元一份", "您", "感谢",
    "警惕非法集资", "投资有风险", "【某某银行】", "国家支持", "，", "。", " ", "零食", "上门送货",
)  # fmt: skip


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module", params=["advert", "tip"])
def readers(request: pytest.FixtureRequest, ruleset: RuleSet) -> tuple[TextReader, TextReader]:
    return TextReader(ruleset, request.param), TextReader(ruleset, request.param, thorough=True)


def same(readers: tuple[TextReader, TextReader], texts: list[str]) -> None:
    records = [{"text": text, "title": text[:9]} for text in texts]
    days = [DAY] * len(texts)
    quick, slow = (reader.read(records, days) for reader in readers)
    for one, other, text in zip(quick, slow, texts, strict=True):
        assert one.evidence == other.evidence, text
        for name, found in one.met.items():
            assert set(found) <= set(other.met[name])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join),
        min_size=1,
        max_size=12,
    )
)
def test_rules_that_are_not_asked_say_nothing(
    readers: tuple[TextReader, TextReader], texts: list[str]
) -> None:
    same(readers, texts)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join),
        min_size=1,
        max_size=12,
    ),
    st.integers(0, 150),
)
def test_what_is_left_out_has_fewer_points(
    readers: tuple[TextReader, TextReader], texts: list[str], least: int
) -> None:
    records, days = [{"text": text} for text in texts], [DAY] * len(texts)
    for reader in readers:
        every = reader.read(records, days)
        some = reader.read_telling(records, days, [least] * len(texts))
        for one, told, text in zip(every, some, texts, strict=True):
            if told is None:
                assert reader.plain.points(one.evidence) < least, text
            else:
                assert told.evidence == one.evidence


def test_a_text_of_few_rules_is_left_out(ruleset: RuleSet) -> None:
    records = [{"text": "看房预约13812345678"}, {"text": "保本理财，年化12%，投资到期返还本金"}]
    told = TextReader(ruleset, "advert").read_telling(records, [DAY, DAY], [60, 60])
    assert [one is None for one in told] == [True, False]


def test_of_the_samples(readers: tuple[TextReader, TextReader]) -> None:
    with SAMPLES.open(encoding="utf-8-sig") as file:
        texts = [row["text"] for row in csv.DictReader(file)][::5]
    same(readers, texts)


def test_most_rules_of_a_harmless_text_are_not_asked(ruleset: RuleSet) -> None:
    quick, slow = (TextReader(ruleset, "advert", thorough=t) for t in (False, True))
    record = {"text": "学校旁精装公寓出租，老人和学生优先，看房预约13812345678"}
    asked, all_asked = (reader.read([record], [DAY])[0].seen.gathered for reader in (quick, slow))
    assert "AD-SCH-EDU-001" in all_asked
    assert set(asked) == {"AD-CON-001"}  # the number to call is evidence
