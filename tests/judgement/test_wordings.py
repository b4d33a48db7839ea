"""Reasons told once for texts that differ in figures are those told of each text by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import load_ruleset
from engine.model.evidence import Hit, RecordEvidence
from engine.ruleset import RuleSet
from engine.score import Score
from engine.triage.advert_row import reasons_of
from engine.triage.wordings import Wordings, together

_PIECES = ("电话##", "##", "，", "、", "|", "或", "年化##%", "保本", "12", "\n", "QQ", "。")
_REASONS = ("向不特定人公开招揽", "承诺的回报超过10%", "%s")


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@st.composite
def _alike(draw: st.DrawFn) -> tuple[list[str], list[tuple[int, int, str, int]]]:
    """Texts that differ in figures, and hits on them: from where to where, why, points."""
    form = "".join(draw(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=12)))
    texts = []
    for _ in range(4):
        text = form
        while "#" in text:
            text = text.replace("#", draw(st.sampled_from("12")), 1)
        texts.append(text)
    hits = []
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(form) - 1))
        end = draw(st.integers(start + 1, min(len(form), start + 8)))
        why, points = draw(st.sampled_from(_REASONS)), draw(st.integers(0, 2))
        hits.append((start, end, why, points))
    return texts, hits


@settings(deadline=None, max_examples=300)
@given(_alike())
def test_told_once(
    ruleset: RuleSet, alike: tuple[list[str], list[tuple[int, int, str, int]]]
) -> None:
    texts, hits = alike
    wordings, blank = Wordings(ruleset), RecordEvidence(0, [])
    for text in texts:
        found = [
            Hit("none", "text", start, end, text[start:end], points, reason=why)
            for start, end, why, points in hits
        ]
        evidence, own = replace(blank, hits=found), {"text": text}
        once = wordings.of("kind", evidence, Score(), own)
        if once is None:
            return
        told = together([one.wording for one in sorted(once, key=lambda one: -one.worth)])
        assert told.of({"text": [text]}) == reasons_of(evidence, Score(), own, ruleset)


def test_words_that_may_be_in_others_are_not_told_once(ruleset: RuleSet) -> None:
    hits = [Hit("none", "text", 2, 4, "12"), Hit("none", "text", 7, 9, "21")]
    told = Wordings(ruleset).of("", RecordEvidence(0, hits), Score(), {"text": "电话12。电话21"})
    assert told is None
