"""Words of rules with a character or two wrong, lacking or too many."""

from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.match import RegistrationMatcher, TextMatcher
from engine.match.fuzzy import Family, Slips, chosen
from engine.match.reference import _like, match_registrations
from engine.model.errors import RuleError
from engine.model.evidence import Hit
from engine.ruleset import RuleSet, load_ruleset, schema
from engine.ruleset.lint import lint

RULE = """
id: OWN-{n}
title: 自定的
severity: high
applies_to: {kind}
role: {role}
family: own-{n}
sectors: [other]
element: 非法性
features:
  word: {{{feature}}}
match: {{any: [word]}}
points: 30
legal: [{{instrument: 防范和处置非法集资条例, article: 第八条}}]
triage: [看看]
tests:
  - {{name: 甲, record: {{name: 某厂}}, expect: miss}}
"""
#: kind of record, and the feature of its rule
RULES = (
    ("registration", "kind: fuzzy, fields: [name, scope], terms: [投资理财, 财富管理, 理财投资]"),
    (
        "registration",
        "kind: fuzzy, fields: [scope], max_edits: 2, terms: [受托资产管理, 投资理财顾问]",
    ),
    ("registration", "kind: keyword, fields: [name, scope], terms: [理材, 资理财, 投资理材]"),
    ("advert", "kind: fuzzy, fields: [title, text], terms: [高额回报率, 抱团养蜂]"),
    ("tip", "kind: fuzzy, fields: [text], terms: [抱团养蜂], max_edits: 1"),
)
PIECES = (
    *("投", "资", "理", "财", "管", "富", "材", "受托", "资产", "顾问", "，", "；", "、", "（"),
    *("投资理财", "财富管理", "投资理材", "不得从事", "不含", "以上", "除外", "代理财务"),
    *("產", "Ａ", "7", " ", "国有", "五金", "基金", "镍", "为", "提供"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
quick = settings(deadline=None, suppress_health_check=list(HealthCheck))


def folder_of(root: Path, *rules: tuple[str, str]) -> Path:
    (root / "registration").mkdir(exist_ok=True)
    (root / "overlay.yaml").write_text("id: own\ntitle: own\nversion: 0.1.0\n", encoding="utf-8")
    written = [
        RULE.format(
            n=f"{n:03}", kind=kind, role="signal" if kind == "advert" else "lead", feature=feature
        )
        for n, (kind, feature) in enumerate(rules, 1)
    ]
    (root / "registration" / "own.yaml").write_text("---".join(written), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    return load_ruleset(folder_of(tmp_path_factory.mktemp("own"), *RULES))


@pytest.fixture(scope="module")
def matcher(ruleset: RuleSet) -> RegistrationMatcher:
    return RegistrationMatcher(ruleset)


@pytest.fixture(scope="module")
def exact(ruleset: RuleSet) -> RegistrationMatcher:
    """The same rules without slips."""
    rules = []
    for rule in ruleset.rules:
        features = {
            name: schema.Keyword(kind="keyword", fields=one.fields, terms=one.terms)
            if isinstance(one, schema.Fuzzy)
            else one
            for name, one in rule.features.items()
        }
        rules.append(rule.model_copy(update={"features": features}))
    return RegistrationMatcher(replace(ruleset, rules=tuple(rules)))


def own(hits: list[Hit]) -> list[tuple[str, str, str, str]]:
    return [
        (hit.rule_id[-1], hit.matched, str(hit.status), hit.reason)
        for hit in hits
        if hit.rule_id.startswith("OWN")
    ]


def in_scope(matcher: RegistrationMatcher, scope: str) -> list[tuple[str, str, str, str]]:
    table = pa.table({"name": ["云泉县某某有限公司"], "scope": [scope]})
    return own([hit for e in matcher.match(table, "2026-06-01") for hit in e.hits])


def in_text(ruleset: RuleSet, kind: str, text: str) -> list[tuple[str, str, str, str]]:
    found = TextMatcher(ruleset, kind).match(pa.table({"text": [text]}), "2026-06-01", "date")
    return own([hit for evidence in found for hit in evidence.hits])


@pytest.mark.parametrize(
    ("scope", "matched", "said"),
    [
        ("财富菅理", "财富菅理", "自定的（与“财富管理”差一字）"),
        ("财管理", "财管理", "自定的（与“财富管理”差一字）"),
        ("财富的管理", "财富的管理", "自定的（与“财富管理”差一字）"),
        ("財富菅理", "財富菅理", "自定的（与“财富管理”差一字）"),
        ("财富管理", "财富管理", "自定的"),
    ],
)
def test_one_character_may_differ(
    matcher: RegistrationMatcher, scope: str, matched: str, said: str
) -> None:
    assert in_scope(matcher, f"一般项目：{scope}；五金销售") == [("1", matched, "counted", said)]


@pytest.mark.parametrize(
    "scope",
    [
        *("财富菅利", "财富，管理", "财管富理", "富管理"),
        *("资产管理", "自有资产管理", "托资产管理", "受托资产"),
    ],
)
def test_more_than_that_a_mark_in_it_or_a_part_is_another_word(
    matcher: RegistrationMatcher, scope: str
) -> None:
    assert in_scope(matcher, f"一般项目：{scope}；五金销售") == []


def test_two_characters_where_the_rule_allows_it(matcher: RegistrationMatcher) -> None:
    assert in_scope(matcher, "一般项目：受托资严管力") == [
        ("2", "受托资严管力", "counted", "自定的（与“受托资产管理”差两字）")
    ]


def test_what_is_taken_back_is_taken_back_with_a_slip(matcher: RegistrationMatcher) -> None:
    scope = "五金销售（不得从事财富菅理、金融业务）"
    ((_, matched, status, reason),) = in_scope(matcher, scope)
    assert (matched, status) == ("财富菅理", "dismissed")
    assert "不得从事" in reason


@pytest.mark.parametrize(("kind", "number"), [("advert", "4"), ("tip", "5")])
def test_adverts_and_tips(ruleset: RuleSet, kind: str, number: str) -> None:
    said = "自定的（与“抱团养蜂”差一字）"
    assert in_text(ruleset, kind, "快来抱团养锋，我家蜂箱多") == [
        (number, "抱团养锋", "counted", said)
    ]
    assert in_text(ruleset, kind, "快来抱团养蜂，我家蜂箱多") == [
        (number, "抱团养蜂", "counted", "自定的")
    ]


def test_adverts_that_differ_in_figures_show_their_own(ruleset: RuleSet) -> None:
    texts = [f"抱团养{n}蜂，来电13{n}00001234" for n in (3, 5, 5, 7)]
    table = pa.table({"text": texts})
    matcher = TextMatcher(ruleset, "advert")
    found = [own(e.hits) for e in matcher.match(table, "2026-06-01", "date")]
    assert found == [own(e.hits) for e in matcher.read(table, "2026-06-01", "date")]
    assert [hits[0][1] for hits in found] == ["抱团养3蜂", "抱团养5蜂", "抱团养5蜂", "抱团养7蜂"]


@settings(quick, max_examples=40)
@given(rows=st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_fast_equals_slow(
    ruleset: RuleSet, matcher: RegistrationMatcher, rows: list[tuple[str, str]]
) -> None:
    table = pa.table({"name": [n for n, _ in rows], "scope": [s for _, s in rows]})
    fast = list(matcher.match(table, "2026-06-01"))
    assert fast == match_registrations(table, ruleset, "2026-06-01")
    assert fast == [
        evidence
        for row in range(len(rows))
        for evidence in match_registrations(table.slice(row, 1), ruleset, "2026-06-01")
        if not setattr(evidence, "row", row)
    ]
    for evidence in fast:
        for hit in evidence.hits:
            raw = {"name": rows[evidence.row][0], "scope": rows[evidence.row][1]}
            assert raw.get(hit.field, "")[hit.start : hit.end] == hit.matched


@settings(quick, max_examples=60)
@given(rows=st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_words_as_they_are_mean_what_they_meant(
    exact: RegistrationMatcher, matcher: RegistrationMatcher, rows: list[tuple[str, str]]
) -> None:
    """Of what is found without slips nothing is lost or judged otherwise."""
    table = pa.table({"name": [n for n, _ in rows], "scope": [s for _, s in rows]})
    plain = {
        (e.row, h.rule_id, h.field, h.start, h.end): h.status
        for e in exact.match(table, "2026-06-01")
        for h in e.hits
        if h.rule_id.startswith("OWN")
    }
    found = {
        (e.row, h.rule_id, h.field, h.start, h.end): h.status
        for e in matcher.match(table, "2026-06-01")
        for h in e.hits
        if h.rule_id.startswith("OWN")
    }
    assert plain.items() <= found.items()


letters = st.text("甲乙丙，", max_size=24)


@quick
@given(
    letters,
    st.lists(st.text("甲乙丙", min_size=6, max_size=8), min_size=1, max_size=3, unique=True),
    st.integers(1, 2),
)
def test_parts_miss_no_slip(text: str, words: list[str], edits: int) -> None:
    family = Family(tuple(words), edits, 5)
    assert Slips([family]).text(text) == [*chosen(family, _like(family, text), len(text))]


@pytest.mark.parametrize(
    ("feature", "said"),
    [
        ("terms: [投资理财, 养蜂]", "“养蜂”太短：允许错一个字的词至少要有 4 个字"),
        ("max_edits: 2, terms: [投资理财]", "“投资理财”太短：允许错两个字的词至少要有 6 个字"),
        ("terms: [投资理财], min_length: 5", "“投资理财”太短：允许错一个字的词至少要有 5 个字"),
        ("terms: [月息2分利]", "“月息2分利”里有数字"),
    ],
)
def test_short_words_and_figures_are_refused_at_their_line(
    tmp_path: Path, feature: str, said: str
) -> None:
    root = folder_of(tmp_path, ("registration", f"kind: fuzzy, fields: [scope], {feature}"))
    with pytest.raises(RuleError, match=r"own\.yaml:11:") as error:
        load_ruleset(root)
    assert said in str(error.value)
    assert "R108" in {finding.code for finding in lint(root, "2026-11-23", "0.1.0")}
