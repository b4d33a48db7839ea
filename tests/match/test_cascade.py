"""What is passed over for lack of one condition, held against what asks everything."""

import csv
from pathlib import Path

import numpy as np
import pytest
import re2
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.match.advert_reader import AdvertReader
from engine.match.asked import Asked
from engine.match.compiled import CompiledRules
from engine.match.licensed import Licences, licence_patterns
from engine.match.possible import Possible
from engine.match.read_text import TextReader
from engine.match.sender import SenderReader
from engine.match.verdicts import EDGE_RULE
from engine.ruleset import RuleSet, load_ruleset

SAMPLES = Path(__file__).parents[1] / "judgement" / "adverts.csv"
PIECES = (
    "不", "不是", "严禁", "保本", "返利", "利息", "翻倍", "月返3%", "一万起", "银行", "某某银行推出", "邮政储蓄", "行",
    "工行“", "本行", "人寿", "信用卡", "证券", "我是", "支行", "客户经理", "，", "。", "免谈", "的", "投资", "理财",
)  # fmt: skip


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module")
def compiled(ruleset: RuleSet) -> CompiledRules:
    return CompiledRules(ruleset, "advert")


@pytest.fixture(scope="module")
def reader(ruleset: RuleSet) -> AdvertReader:
    return AdvertReader(ruleset, "advert")


@pytest.fixture(scope="module")
def sender(ruleset: RuleSet) -> SenderReader:
    return SenderReader(ruleset, _patterns(ruleset))


def texts() -> list[str]:
    with SAMPLES.open(encoding="utf-8-sig") as file:
        return [row["text"] for row in csv.DictReader(file)][::7]


def test_a_share_a_little_below_what_a_rule_asks_for(compiled: CompiledRules) -> None:
    possible = Possible(compiled)
    columns = possible.columns([(1 << len(possible._bits)) - 1] * 3)
    shares = np.array([0.4999999, 0.5, 0.7])
    rated = np.zeros(3, np.bool_)
    may = possible.rules(columns, rated, {"advert-wording": shares})
    assert may[possible.names.index("AD-WRD-001")].tolist() == [False, True, True]


def test_rules_that_are_not_asked_want_nothing(compiled: CompiledRules) -> None:
    asked = Asked(compiled, ["AD-CON-001"])
    for term in range(len(compiled.terms)):
        uses, judged = asked.wants(term, "text")
        every = compiled.wants(term, "text")
        assert uses == [use for use in every if use.rule.id == "AD-CON-001"]
        assert judged == any(use.judged for use in uses)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join))
def test_edges_of_what_a_pattern_matched(reader: AdvertReader, text: str) -> None:
    view = reader.view(text)
    for start in range(len(view.text)):
        for end in range(start + 1, min(start + 5, len(view.text)) + 1):
            told = view.verdicts([(view.text[start:end], start, end)])[0]
            wanted = None if told is None or told.exclusion == EDGE_RULE else told.exclusion
            found = view.verdict_of_match(start, end)
            assert (found and found.exclusion) == wanted


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), min_size=1, max_size=9))
def test_who_may_speak_is_told_by_all_patterns(
    ruleset: RuleSet, sender: SenderReader, some: list[str]
) -> None:
    assert sender.may_speak(some) == _speaks(ruleset, some)


def test_who_may_speak_of_the_samples(ruleset: RuleSet, sender: SenderReader) -> None:
    found = sender.may_speak(texts())
    assert any(found)
    assert found == _speaks(ruleset, texts())


def _patterns(ruleset: RuleSet) -> Licences:
    return licence_patterns(ruleset, "registration") + licence_patterns(ruleset, "advert")


def _speaks(ruleset: RuleSet, some: list[str]) -> list[bool]:
    every = [p for kind, _, _ in _patterns(ruleset) for p in kind.text_patterns]
    return [any(re2.search(p, text) for p in every) for text in some]


def test_patterns_that_match_nowhere_are_known(ruleset: RuleSet) -> None:
    reader = TextReader(ruleset, "advert")
    some = texts()[:60]
    for read in reader.read([{"text": text} for text in some], ["2026-06-01"] * len(some)):
        view = read.views["text"]
        assert not any(re2.search(pattern, view.text) for pattern in view.unmatched)
