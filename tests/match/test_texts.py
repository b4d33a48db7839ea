"""Texts that read alike are read once: nothing of it may show in what is found."""

import csv
import pickle
import random
import re
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.match import TextMatcher
from engine.match.figures import Figures
from engine.match.read_text import TextReader
from engine.match.texts import _batches, _key, _look_of
from engine.model.evidence import Hit, RecordEvidence
from engine.ruleset import RuleSet, load_ruleset
from engine.text.rates.find import find_rates

DAY = "2026-06-01"
SAMPLES = Path(__file__).parents[1] / "judgement" / "adverts.csv"
#: What the rules, the disguises and the rates read figures in, and what they do not.
PIECES = (
    "保本", "理财", "年化1", "8%", "月息2分", "满500返500", "详询13812345678", "0元购", "稳赚8赔", "充1万",
    "60岁以上老人", "3月8日", "警惕非法集资", "96110", "贷款50万", "保夲", "理材", "养老", "合作社", "首付1成",
    "抵3", "投1万得2万", "保8息", "，", "。", " ", "9折", "返1", "【某某银行】", "t+1到账", "00", "名额有限",
)  # fmt: skip


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module")
def matcher(ruleset: RuleSet) -> TextMatcher:
    return TextMatcher(ruleset, "advert")


def table(texts: list[str], titles: list[str] | None = None) -> pa.Table:
    days = [f"20{20 + i % 6}-01-01" for i in range(len(texts))]
    return pa.table(
        {"title": titles or [""] * len(texts), "text": texts, "publish_time": days},
        schema=pa.schema([(n, pa.string()) for n in ("title", "text", "publish_time")]),
    )


def other_figures(text: str, seed: int) -> str:
    chance = random.Random(seed)
    return re.sub("[0-9]", lambda _: str(chance.randrange(10)), text)


def same(matcher: TextMatcher, given_: pa.Table) -> None:
    shared = list(matcher.find(given_, DAY, "publish_time"))
    alone = list(matcher.read(given_, DAY, "publish_time"))
    for one, other in zip(shared, alone, strict=True):
        assert one == other, given_.column("text")[one.row]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), st.integers(0, 999))
def test_other_figures_read_as_if_alone(matcher: TextMatcher, pieces: list[str], seed: int) -> None:
    text = "".join(pieces)
    same(matcher, table([text, *(other_figures(text, seed + i) for i in range(5)), text]))


def test_the_samples_with_other_figures_read_as_if_alone(matcher: TextMatcher) -> None:
    with SAMPLES.open(encoding="utf-8") as file:
        texts = [row["text"] for row in csv.DictReader(file)][::25]
    varied = [other_figures(text, seed) for seed in (1, 2) for text in texts]
    same(matcher, table(texts + varied, varied + texts[::-1][: len(texts)]))


def test_chunks_make_no_difference(ruleset: RuleSet) -> None:
    texts = [
        "保本保息，年化18%",
        "详询13812345678",
        "详询13912345678",
        "",
        "稳赚8赔",
        "稳赚5赔",
    ] * 2
    whole = table(texts)
    at_once = list(TextMatcher(ruleset, "advert").find(whole, DAY, "publish_time"))
    one_by_one = TextMatcher(ruleset, "advert")
    parts = [
        pickle.loads(pickle.dumps(one_by_one.find(part, DAY, "publish_time")))
        for part in (whole.slice(0, 5), whole.slice(5))
    ]
    assert [replace(e, row=0) for part in parts for e in part] == [
        replace(e, row=0) for e in at_once
    ]


def test_texts_of_one_form_share_a_look(matcher: TextMatcher) -> None:
    texts = [f"三月春装上新，凭本条短信到店有礼，电话1381234{i:04}" for i in range(50)]
    found = matcher.find(table(texts), DAY, "publish_time")
    assert len(found.looks) < 10
    shown = [hit.matched for e in found for hit in e.hits if hit.matched.isdigit()]
    assert shown == [text[-11:] for text in texts]


def test_what_is_found_is_ones_own(matcher: TextMatcher) -> None:
    found = matcher.find(table(["保本保息，诚邀投资"] * 2), DAY, "publish_time")
    first = found.evidence(0)
    first.hits.clear()
    assert found.evidence(1).hits


def test_a_word_with_a_figure_is_told_from_others(ruleset: RuleSet) -> None:
    reader = TextReader(ruleset, "advert")
    figures = Figures(ruleset, reader.compiled, reader.sectors)
    (read,) = reader.read([{"text": "首付3成，电话13812345678"}], [DAY])
    places = figures.read(read.views["text"])
    assert "3" in places[2]
    assert all(at < 5 for at in places)


def test_batches() -> None:
    many = list(_batches(range(2050), [1] * 2050))
    assert [len(batch) for batch in many] == [2048, 2]
    assert [one for batch in many for one in batch] == list(range(2050))
    assert list(_batches("甲乙丙丁", [250_000, 250_000, 1, 499_998])) == [
        ["甲", "乙"],
        ["丙", "丁"],
    ]
    assert list(_batches("甲乙丙", [250_000, 249_999, 1])) == [["甲", "乙", "丙"]]
    assert list(_batches("甲乙丙", [600_000, 1, 500_000])) == [["甲"], ["乙", "丙"]]
    assert list(_batches("", [])) == []


def test_what_makes_the_rates_of_a_text_differ() -> None:
    keys = [
        _key({"text": find_rates(text)}, ())
        for text in (
            "年化收益8%，年化收益9%",
            "年化收益9%，年化收益8%",
            "某年化收益8%，年化收益9%",
            "贷款月息1分",
            "某贷款月息1分",
            "贷款月息2分",
            "某",
        )
    ]
    assert len(set(keys)) == 6
    assert keys[3] == keys[4]  # of a loan its price alone counts
    assert _key({}, ((1,),)) != _key({}, ())
    assert _key({"title": find_rates("年化收益8%")}, ()) != _key(
        {"text": find_rates("年化收益8%")}, ()
    )


def test_what_is_shown_of_a_look() -> None:
    hits = [
        Hit("A-1", "text", 0, 2, "甲乙"),
        Hit("A-2", "title", 3, 5, "第3"),
        Hit("A-3", "", 0, 0, ""),
    ]
    assert _look_of(RecordEvidence(0, hits)).shown == ((1, "title", 3, 5),)
