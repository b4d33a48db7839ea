"""Patterns that are tried only where they can match find what they find everywhere."""

import pyarrow as pa
import pytest
import re2
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.match.compiled import CompiledRules
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.scan import Texts
from engine.match.searches import Searches
from engine.ruleset import load_ruleset
from engine.ruleset.lint_regex import head_of

PARTS = (
    *(
        "从事",
        "房地产开发",
        "物业管理",
        "培训",
        "美容",
        "店",
        "健身房",
        "；",
        "，",
        "一般项目：",
        "保健食品",
    ),
    *(
        "某",
        "甲乙丙丁戊己",
        "为本社成员",
        "电子商务",
        "电影",
        "養老服務",
        "（",
        "）",
        "不得从事",
        "以上",
    ),
    *("超市", "饭", "行", "物资", "有限", "公司", "服装", "理发", "銀行", "药房", "商行"),
)
texts = st.lists(st.sampled_from(PARTS), max_size=9).map("".join)


@pytest.fixture(scope="module")
def compiled() -> CompiledRules:
    return CompiledRules(load_ruleset(), "registration")


@pytest.fixture(scope="module")
def judge(compiled: CompiledRules) -> Judge:
    return Judge(compiled.ruleset)


@pytest.mark.parametrize("field", ["name", "scope"])
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)
@given(rows=st.lists(texts, min_size=1, max_size=8))
def test_heads_of_texts(compiled: CompiledRules, judge: Judge, field: str, rows: list[str]) -> None:
    known = compiled.by_field[field]
    column = Texts(pa.array(rows, pa.large_string()))
    hits = known.scanner.column(column)
    plain = Searches(known.searches, field, judge, Glossary(), compiled.terms)
    headed = Searches(known.searches, field, judge, Glossary(), compiled.terms)
    for number, search in enumerate(known.searches):
        anchors = [compiled.terms[term] for term in search.anchors]
        headed._heads[number] = head_of(search.pattern, anchors)
    assert headed.found(column, hits).tolist() == plain.found(column, hits).tolist()


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=150)
@given(rows=st.lists(texts, min_size=1, max_size=8))
@example(rows=["某服装店", "某理发店", "某饭店服装店", "某商行"])
def test_what_is_taken_back_is_left_out(
    compiled: CompiledRules, judge: Judge, rows: list[str]
) -> None:
    known, terms = compiled.by_field["name"], len(compiled.terms)
    column = Texts(pa.array(rows, pa.large_string()))
    hits = known.scanner.column(column)
    some, every = (
        Searches(known.searches, "name", judge, Glossary(), compiled.terms) for _ in range(2)
    )
    every._after[:] = False
    every._taken.clear()
    matches = [tuple(match) for match in every.found(column, hits).T.tolist()]
    rule = {n: known.searches[n - terms].use.rule.id for _, n, *_ in matches}
    after = {n for n in rule if known.searches[n - terms].after}
    taken = {(row, rule[n]) for row, n, *_, meaning in matches if n in after and not meaning}
    want = [m[:4] for m in matches if m[1] not in after and (m[0], rule[m[1]]) not in taken]
    assert [tuple(match) for match in some.found(column, hits)[:4].T.tolist()] == want


@pytest.mark.parametrize(
    ("pattern", "anchors", "head"),
    [
        ("^(?:从事)?[^；]{0,3}(?:电影|影视)", ["电影", "影视"], 7),
        ("^电影(?:$|店)", ["电影"], 3),
        ("^.*电影", ["电影"], None),
        ("电影", ["电影"], None),
        ("^电影|影视", ["电影", "影视"], None),
        ("^(?:电影|影视)", ["电影"], None),
        (r"^\p{Han}电影", ["电影"], None),
    ],
)
def test_where_a_pattern_has_to_match(pattern: str, anchors: list[str], head: int | None) -> None:
    assert re2.compile(pattern)
    assert head_of(pattern, anchors) == head
