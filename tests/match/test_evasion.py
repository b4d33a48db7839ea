"""Adverts that hide what they promise, and ordinary ones that look as if they did.

``evasion_cases.csv``: ``mended`` was looked at while the mechanisms were tuned; of ``fresh`` 47 of
55 hidden promises were found and 71 of 73 look-alikes left alone at first sight, before its misses
were looked at too. Nine probes that no reader could make out were left out of both.
"""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.ruleset import RuleSet, load_ruleset
from engine.score import score

CASES = list(csv.DictReader(Path(__file__).with_name("evasion_cases.csv").open(encoding="utf-8")))
TEXTS = [case["text"] for case in CASES]


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module")
def flagged(ruleset: RuleSet) -> dict[str, bool]:
    schema = pa.schema([("title", pa.string()), ("text", pa.string())])
    table = pa.table({"title": [None] * len(TEXTS), "text": TEXTS}, schema=schema)
    found = {}
    for evidence in TextMatcher(ruleset, "advert").match(table, "2026-06-01", "publish_time"):
        text = TEXTS[evidence.row]
        for hit in evidence.hits:
            assert text[hit.start : hit.end] == hit.matched
        found[text] = score(evidence.hits, ruleset).band.value in ("高", "中")
    return found


@pytest.mark.parametrize(("split", "least"), [("mended", 0.88), ("fresh", 0.88)])
def test_hidden_promises_are_found(flagged: dict[str, bool], split: str, least: float) -> None:
    texts = [c["text"] for c in CASES if c["split"] == split and c["should_flag"] == "1"]
    missed = [text for text in texts if not flagged[text]]
    assert 1 - len(missed) / len(texts) >= least, missed


@pytest.mark.parametrize("split", ["mended", "fresh"])
def test_look_alikes_are_left_alone(flagged: dict[str, bool], split: str) -> None:
    texts = [c["text"] for c in CASES if c["split"] == split and c["should_flag"] == "0"]
    tripped = [text for text in texts if flagged[text]]
    assert 1 - len(tripped) / len(texts) >= 0.98, tripped


def test_plain_and_traditional_writing_is_no_evasion(ruleset: RuleSet) -> None:
    texts = ["收益稳健，理财有道", "理財有道，收益穩健", "ＶＩＰ理财，收益稳健", "理 财 有 道"]
    schema = pa.schema([("title", pa.string()), ("text", pa.string())])
    table = pa.table({"title": [None] * len(texts), "text": texts}, schema=schema)
    for evidence in TextMatcher(ruleset, "advert").match(table, "2026-06-01", "publish_time"):
        assert not [hit for hit in evidence.hits if hit.rule_id == "AD-EVA-001"]
