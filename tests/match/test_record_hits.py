"""How hits are told: what a reader is shown as the ground of a suspicion."""

from __future__ import annotations

from typing import Any

import pytest

from engine.match.facts import Facts
from engine.match.record_hits import (
    as_clauses,
    borrowed,
    changed_by,
    distinct,
    of_its_own,
    of_wording,
    told,
    within,
)
from engine.model.evidence import Hit
from engine.model.terms import Status
from engine.ruleset import schema
from engine.text.scorecard import Reading
from tests.match.invented import built_on, rule, words

TEXT = "卖菜，老客户入股，三月分红两成，电话13812345678，1203室，签合同"


def _hit(number: str, start: int, end: int, points: int = 5, **more: Any) -> Hit:
    field = more.pop("field", "text")
    return Hit(number, field, start, end, more.pop("matched", TEXT[start:end]), points, **more)


def _spans(hits: list[Hit]) -> list[tuple[str, int, int]]:
    return [(hit.rule_id, hit.start, hit.end) for hit in hits]


def _weighed(**more: Any) -> schema.Rule:
    asked = words(fields=("title", "text"), lexicon="offers", at_least=0.6)
    return rule("A-1", {"a": asked}, applies_to="advert", points={"text": 7, "title": 9}, **more)


def test_hits_of_the_wording() -> None:
    wording = {
        ("offers", "text"): Reading(0.6, 0, 9, ((3, 6), (7, 9))),
        ("offers", "title"): Reading(0.75, 1, 4),
        ("others", "text"): Reading(0.9, 0, 2, ((0, 2),)),
    }
    rule_ = _weighed()
    feature: Any = rule_.features["a"]
    texts = {"title": "标题某某", "text": TEXT}
    hits = of_wording(rule_, feature, Facts(texts.__getitem__, wording=wording), texts.__getitem__)
    assert hits == [
        Hit("A-1", "title", 1, 4, "题某某", 9, reason="规则A-1（相近程度 75%）"),
        Hit("A-1", "text", 3, 6, "老客户", 7, reason="规则A-1（相近程度 60%）"),
        Hit("A-1", "text", 7, 9, "股，", 7, reason="规则A-1（相近程度 60%）"),
    ]
    less = {("offers", "text"): Reading(0.59, 0, 9), ("offers", "title"): Reading(0.6, 1, 4)}
    hits = of_wording(rule_, feature, Facts(texts.__getitem__, wording=less), texts.__getitem__)
    assert [hit.field for hit in hits] == ["title"]
    less = {("offers", "text"): Reading(0.6, 0, 9), ("offers", "title"): Reading(0.59, 1, 4)}
    hits = of_wording(rule_, feature, Facts(texts.__getitem__, wording=less), texts.__getitem__)
    assert [hit.field for hit in hits] == ["text"]
    # A tip is confidential: nothing of it is shown.
    tip = rule("T-1", {"a": words(fields=("title", "text"), lexicon="offers", at_least=0.6)}, applies_to="tip", points={"text": 7, "title": 9})  # fmt: skip
    hits = of_wording(tip, feature, Facts(texts.__getitem__, wording=wording), texts.__getitem__)
    assert hits == [
        Hit("T-1", "", 0, 0, "", 9, reason="规则T-1（相近程度 75%）"),
        Hit("T-1", "", 0, 0, "", 7, reason="规则T-1（相近程度 60%）"),
    ]


@pytest.mark.parametrize(
    ("places", "clauses"),
    [
        ([(3, 6)], ["老客户入股"]),
        ([(3, 6), (6, 8)], ["老客户入股"]),  # one clause once
        ([(9, 11), (3, 6)], ["老客户入股", "三月分红两成"]),
        ([(7, 12)], ["老客户入股，三月分红两成"]),
        ([(3, 6), (7, 12)], ["老客户入股，三月分红两成"]),  # those that overlap as one
        ([(16, 18)], ["电话"]),  # no clause with somebody's number
        ([(30, 34), (3, 6)], ["老客户入股"]),  # a number alone says nothing
        ([(16, 17), (17, 18)], ["电", "话"]),
        ([(30, 34)], ["1203"]),
    ],
)
def test_weak_signs_are_shown_as_clauses(places: list[tuple[int, int]], clauses: list[str]) -> None:
    done = _hit("A-1", 35, 38, status=Status.DISMISSED)
    hits = [_hit("A-1", *place) for place in places]
    found = as_clauses([*hits, done], lambda field: TEXT)
    assert found[0] is done
    assert [hit.matched for hit in found[1:]] == clauses
    assert all(TEXT[hit.start : hit.end] == hit.matched for hit in found)
    assert [(hit.start, hit.end) for hit in hits] == places  # those given stay as they are


def test_clauses_of_each_field_by_themselves() -> None:
    texts = {"text": "老客户入股", "title": "老客户入股分红"}
    hits = [Hit("A-1", field, 0, 3, "老客户", 5) for field in ("title", "text")]
    found = as_clauses(hits, texts.__getitem__)
    assert [(h.field, h.matched) for h in found] == [
        ("text", "老客户入股"),
        ("title", "老客户入股分红"),
    ]
    assert as_clauses([], texts.__getitem__) == []


def test_a_rule_built_on_rules_borrows_the_best_words_of_each() -> None:
    by = rule("C-1", {"a": built_on("A-1", "A-2"), "w": words("某"), "b": built_on("B-1"), "c": built_on("D-1")}, points={"text": 3, "title": 4})  # fmt: skip
    hits = [
        _hit("A-1", 3, 6, 5),
        _hit("A-2", 9, 11, 8),
        _hit("A-2", 7, 9, 8),
        _hit("A-2", 7, 8, 8),
        _hit("A-2", 0, 2, 9, status=Status.DISMISSED),
        _hit("B-1", 0, 0, 9, matched=""),
        _hit("B-1", 16, 18, 1, field="title"),
        _hit("E-1", 0, 2, 99),
    ]
    assert borrowed(by, hits) == [
        Hit("C-1", "text", 7, 8, TEXT[7:8], 3),
        Hit("C-1", "title", 16, 18, TEXT[16:18], 4),
    ]
    assert borrowed(by, hits[4:6]) == []


def test_of_words_at_one_place_the_rule_of_the_first_number_is_best() -> None:
    by = rule("C-1", {"a": built_on("A-1", "A-2")})
    hits = [_hit("A-2", 3, 6, matched="乙"), _hit("A-1", 3, 6, matched="甲")]
    assert borrowed(by, hits)[0].matched == "甲"
    own = [_hit("C-1", 3, 8)]
    assert within(by, own, hits)[0].matched == "甲"


def test_what_stands_within_a_match_is_shown() -> None:
    by = rule("C-1", {"a": built_on("A-1"), "b": built_on("A-2"), "w": words("某")})
    own = [
        _hit("C-1", 3, 15),
        _hit("C-1", 16, 30),
        _hit("C-1", 0, 15, field="title"),
        _hit("C-1", 3, 15, status=Status.DISMISSED),
    ]
    hits = [
        _hit("A-1", 3, 6, 5),
        _hit("A-2", 9, 11, 8),
        _hit("A-2", 12, 16, 9),  # not within
        _hit("A-2", 2, 5, 9),
        _hit("A-1", 7, 9, 9, status=Status.DISMISSED),
        _hit("B-1", 7, 9, 9),
    ]
    found = within(by, own, hits)
    assert _spans(found) == [("C-1", 9, 11), ("C-1", 16, 30), ("C-1", 0, 15), ("C-1", 3, 15)]
    assert (found[0].matched, found[0].points) == (TEXT[9:11], 5)
    assert found[1:] == own[1:]
    assert (own[0].start, own[0].end) == (3, 15)
    # The first of equals, and of these the longest.
    equal = [_hit("A-1", 9, 11), _hit("A-1", 5, 7), _hit("A-1", 5, 8)]
    assert _spans(within(by, own[:1], equal)) == [("C-1", 5, 8)]
    for start, end in ((9, 15), (3, 9)):  # at its edges as well
        assert _spans(within(by, own[:1], [_hit("A-1", start, end)])) == [("C-1", start, end)]


@pytest.mark.parametrize(
    ("reading", "term", "edits", "said"),
    [
        ("", "", 0, ""),
        ("回购", "", 0, "规则A-1（变形写法，读作“回购”）"),
        ("", "春夏秋冬", 1, "规则A-1（与“春夏秋冬”差一字）"),
        ("", "春夏秋冬", 2, "规则A-1（与“春夏秋冬”差两字）"),
        ("春夏", "春夏秋冬", 2, "规则A-1（变形写法，读作“春夏”；与“春夏秋冬”差两字）"),
    ],
)
def test_why_a_hit_counts(reading: str, term: str, edits: int, said: str) -> None:
    assert told(_weighed(), reading, term, edits) == said
    assert told(_weighed(), "") == ""


def test_what_changes_a_word_is_named_in_part() -> None:
    near = schema.Near(terms=("甲", "乙", "丙", "丁", "戊"))
    assert changed_by(near) == "旁边的词改变了意思（甲、乙、丙、丁）"


def test_the_same_hit_once() -> None:
    one = [_hit("A-1", 3, 6)]
    assert distinct(one) is one
    some = [_hit("A-1", 3, 6, 1), _hit("A-1", 3, 6, 2), _hit("A-2", 3, 6), _hit("A-1", 3, 7), _hit("A-1", 2, 6), _hit("A-1", 3, 6, field="title")]  # fmt: skip
    assert distinct(some) == [some[0], *some[2:]]


def test_hits_with_the_words_of_another_text() -> None:
    rule_, hit = _weighed(), _hit("A-1", 9, 11)
    title = Hit("A-1", "title", 0, 2, "旧题")
    other = TEXT.replace("三月", "五月")
    found = of_its_own(
        {"A-1": (rule_, {"a": [hit], "b": [title]})}, {"text": other, "title": "新题目"}
    )
    assert found["A-1"][0] is rule_
    assert [h.matched for h in found["A-1"][1]["a"]] == ["五月"]
    assert [h.matched for h in found["A-1"][1]["b"]] == ["新题"]
    assert (hit.matched, title.matched) == (TEXT[9:11], "旧题")
