"""Of a scope of thousands of words and disclaimers each is held only to what stands near it."""

from __future__ import annotations

import re
import tracemalloc

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.match.judge import Judge, _covered
from engine.match.meanings import cover
from engine.match.near import Words
from engine.match.verdicts import TakenBack, Verdict
from engine.ruleset import load_ruleset
from engine.text.clauses import ITEM_END, OPENING, _Brackets, brackets, exclusions

WORDS = ("金融", "理财", "融资性担保", "非融资性担保", "担保", "投资咨询")
PARTS = (
    *("不得从事", "不含", "除", "除外", "以上", "上述", "无", "业务", "的", "等业务", "以外"),
    *("、", "，", "；", "（", "）", "《", "》", "“", "”"),
    *WORDS,
    *WORDS,
)
texts = st.lists(st.sampled_from(PARTS), max_size=60).map("".join)
HITS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9)), max_size=14)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(load_ruleset())


def _hits(text: str) -> list[tuple[str, int, int]]:
    return [
        (word, at, at + len(word))
        for at in range(len(text))
        for word in WORDS
        if text.startswith(word, at)
    ]


@settings(max_examples=200)
@given(texts)
@example("理财（不含理财）" * 12 + "金融；以上不含金融、担保")
@example("融资性担保，金融（无金融（不含融资性担保、理财（不得从事金融，" * 4)
def test_many_disclaimers_as_if_each_were_asked(judge: Judge, text: str) -> None:
    hits = _hits(text)
    taken = judge.taken_back(text, hits)
    if taken is None:
        return
    for hit in hits:
        told = (taken._by(number, *hit) for number in range(len(taken._exclusions)))
        expected = next((verdict for verdict in told if verdict), None)
        found = taken.verdict(*hit)
        assert (found and found.cause) == (expected and expected.cause)
        among = list(taken._index.concerned(*hit))
        first = next((n for n in sorted(among) if taken._by(n, *hit)), None)
        assert (first is None) == (expected is None)


@settings(max_examples=200)
@given(st.text("（）(【】《“”不含，、；甲 ", max_size=60))
def test_brackets_around_a_place_and_items_before_them(text: str) -> None:
    spans = brackets(text, re.compile("不含"))
    within = _Brackets(text, spans)
    places, inner = within._changes
    ends = {end: start for start, end, closed in spans if closed}
    for at in range(len(text)):
        innermost = next((s for s in reversed(spans) if s[0] < at < s[1]), None)
        assert within.around(at) == innermost
        assert inner[int(np.searchsorted(places, at, side="right")) - 1] == innermost
    for at, _, _ in spans:
        begin = at
        while begin > 0:
            if begin in ends:
                begin = ends[begin]
            elif text[begin - 1] in ITEM_END or text[begin - 1] in OPENING:
                break
            else:
                begin -= 1
        assert within.item_before(at) == (begin, at)


@pytest.mark.parametrize(
    "unit", ["不含理财，", "除理财外，", "理财不得从事，", "理财（不含金融", "“不含理财"]
)
def test_no_disclaimer_is_read_to_the_end_of_the_text(judge: Judge, unit: str) -> None:
    found = exclusions(unit * 400, judge.negators)
    assert len(found) >= 400
    assert sum(one.end - one.start for one in found) < 600 * len(found)
    assert all(one.item is None or one.item[1] - one.item[0] <= 500 for one in found)


@pytest.mark.parametrize(
    "unit", ["不含理财，金融；", "理财（不含理财、金融）", "金融，以上不含金融、理财，"]
)
def test_a_word_is_asked_of_few_of_thousands(
    judge: Judge, unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = unit * 500
    hits = _hits(text)
    taken = judge.taken_back(text, hits)
    assert taken is not None
    assert len(taken._exclusions) >= 500
    asked = []
    by = TakenBack._by
    monkeypatch.setattr(TakenBack, "_by", lambda *a: asked.append(a) or by(*a))
    for hit in hits:
        taken.verdict(*hit)
    assert len(asked) <= 5 * len(hits)


@given(HITS, st.integers(0, 3))
def test_hits_within_dismissed_ones(places: list[tuple[int, int]], kept: int) -> None:
    hits = [("字" * size, at, at + size) for at, size in places]

    def verdict_of(term: str, start: int, end: int) -> Verdict | None:
        return Verdict(f"{start}-{end}", "") if (start + end) % 4 > kept else None

    expected: dict[tuple[int, int], str] = {}
    covers: list[tuple[int, int, str]] = []
    for _, start, end in sorted(set(hits), key=lambda h: (h[1] - h[2], h[1])):
        around = next((said for s, e, said in covers if s <= start and end <= e), "")
        own = verdict_of("", start, end)
        expected[start, end] = around or (own.exclusion if own else "")
        if own and not around:
            covers.append((start, end, own.exclusion))
    found = _covered(hits, verdict_of)
    assert [v.exclusion if v else "" for v in found] == [expected[s, e] for _, s, e in hits]


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(1, 5)), max_size=12))
def test_meanings_of_words_within_others(rows: list[tuple[int, int, int]]) -> None:
    rows = sorted(rows)
    owner, start, size = np.array(rows, np.int64).reshape(-1, 3).T
    words = Words(owner, np.zeros(len(rows), np.int64), start, start + size)
    meaning = (start * 7 + size) % 3
    expected = meaning.copy()
    covers = [n for n in range(len(rows)) if meaning[n]]
    for n in sorted(covers, key=lambda n: (size[n], -start[n])):
        for m in range(len(rows)):
            if (
                owner[m] == owner[n]
                and start[n] <= start[m]
                and start[m] + size[m] <= start[n] + size[n]
            ):
                expected[m] = meaning[n]
    cover(words, meaning)
    assert meaning.tolist() == expected.tolist()


def test_ten_thousand_dismissed_words_take_little_memory() -> None:
    count = 10_000
    start = np.arange(count, dtype=np.int64) * 2
    nothing = np.zeros(count, np.int64)
    tracemalloc.start()
    cover(Words(nothing, nothing, start, start + 2), nothing + 1)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1000 * count
