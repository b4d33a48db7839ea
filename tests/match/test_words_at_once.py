"""What words mean in many names at once equals what is decided name by name."""

import csv
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.match import RegistrationMatcher
from engine.match.compiled import CompiledRules
from engine.match.glossary import Glossary, Meaning
from engine.match.judge import Judge
from engine.match.meanings import Meanings, _over, cover, singles
from engine.match.near import Joined, Words, _distinct
from engine.match.reference import match_registrations
from engine.match.scan import Scanner, Texts
from engine.match.scopes import _between, _last, _united
from engine.match.words import _standing
from engine.ruleset import RuleSet, load_ruleset
from engine.text.borders import points_of
from engine.text.edges import RARE, Edges, rare
from tests.match.invented import exclusion, pattern, rule, shown, words
from tests.match.invented import ruleset as invented

PARTS = (
    *("平罗县", "众鑫", "供销", "合作社", "信用合作", "联合社", "投资", "管理", "代理", "财务"),
    *("资产管理", "基金", "金融", "街", "五金", "理财", "鱼庄", "集体资产", "国有", "典当", "行"),
    *("融资", "担保", "有限公司", "（", "）", "门市部", "贷款", "咨询", "众筹", "牌", "陶瓷", "《"),
    *(
        "经济合作社",
        "A",
        "龘",
        "\u9fa6",
        "\u3400",
        "某",
        "中",
        "大厦",
        "广场",
        "培训",
        "村镇",
        "钱庄",
    ),
)
TERMS = ("合作社", "投资", "投资管理", "财务", "基金", "金融", "理财", "资产", "资产管理", "典当")
IDLE = ("供销合作社", "管理", "门市部")


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module")
def judge(ruleset: RuleSet) -> Judge:
    return Judge(ruleset)


@pytest.fixture(scope="module")
def terms(ruleset: RuleSet) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*TERMS, *IDLE, *CompiledRules(ruleset, "registration").terms]))


@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=30)
@given(
    texts=st.lists(
        st.lists(st.sampled_from(PARTS), max_size=7).map("".join), min_size=1, max_size=9
    )
)
@example(texts=["某非融资性担保有限公司"])
@example(texts=["平罗县供销合作社联合社门市部", "代理财务", "众理财鱼庄", "集体资产管理有限公司"])
def test_names_at_once(judge: Judge, terms: tuple[str, ...], texts: list[str]) -> None:
    _as_name_by_name(judge, terms, texts)


def test_some_names_at_once(judge: Judge, terms: tuple[str, ...]) -> None:
    """With rare characters, words that nobody asks for, and what stands in these."""
    texts = [
        "供销合作社门市部",
        "㐀代理财务",
        "众理财鱼庄",
        "管理合作社",
        "《理财》书店",
        "㐀供销合作社",
        "五金基金管理部",
    ]
    _as_name_by_name(judge, terms, texts)


def _as_name_by_name(judge: Judge, terms: tuple[str, ...], texts: list[str]) -> None:
    hits = Scanner(terms).column(Texts(pa.array(texts, pa.large_string())))
    kept, owner = np.unique(hits.row, return_inverse=True)
    texts = [texts[row] for row in kept.tolist()]
    idle = np.isin(np.array(terms), IDLE)
    glossary = Glossary()
    names = Meanings(judge, glossary, terms, idle, "name")
    held = Words(owner, hits.term, hits.start, hits.end)
    guards = Words(*Scanner(judge.guard_words).column(pa.array(texts, pa.large_string())))
    joined = Joined.of(texts)
    told, single = names.read(joined, held, names.beside(joined, held, guards))
    meanings: list[Meaning] = [glossary.meanings[number] for number in told.tolist()]
    for number, text in enumerate(texts):
        own = np.flatnonzero(owner == number).tolist()
        found = [(terms[hits.term[k]], int(hits.start[k]), int(hits.end[k])) for k in own]
        for k, slow in zip(own, judge.scope(text, "name").verdicts(found), strict=True):
            quick = meanings[k].verdict
            if single[number] or idle[hits.term[k]]:
                assert quick is None
                continue
            assert (quick and quick.cause) == (slow and slow.cause)
            assert (quick and quick.exclusion) == (slow and slow.exclusion)
            assert (quick is not None and quick.own_money) == (slow is not None and slow.own_money)


@pytest.mark.parametrize("third", range(3))
def test_registrations_at_once(
    ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch, third: int
) -> None:
    """Names and scopes of many kinds, told of all at once and of each by itself."""
    known, both = (
        (*TERMS, "融资", "担保", "证券", "众筹", "保险", "贷款", "集资"),
        ("name", "scope"),
    )
    near = {"terms": ["管理", "信息"], "within": 4, "side": "both"}
    small = invented(
        [
            rule("W-1", {"a": words(*known, fields=both)}),
            rule("W-2", {"a": words("管理", "合作社", "信托", fields=both)}, role="membership"),
            rule("W-3", {"a": words("投资", "典当", fields=both, unless_near=near)}),
            rule("W-4", {"a": pattern("(?:金融|投资)[^；。]{0,4}服务", "服务", fields=both)}),
        ],
        list(ruleset.exclusions),
    )
    with (Path(__file__).parent.parent / "judgement" / "registrations.csv").open() as file:
        rows = list(csv.DictReader(file))[third::3]
    table = pa.table({field: [row[field] for row in rows] for field in both})
    told = []
    for at_once in (True, False):
        monkeypatch.setattr(Edges, "pays", lambda self, texts, at_once=at_once: at_once)
        told.append(list(RegistrationMatcher(small).match(table, "2026-06-01")))
    assert len(told[0]) > 250
    assert told[0] == told[1]
    some = list(range(third, len(rows), 10))
    slow = match_registrations(table.take(pa.array(some)), small, "2026-06-01")
    assert [replace(one, row=some[one.row]) for one in slow] == [
        one for one in told[0] if one.row in some
    ]


def test_rare_characters() -> None:
    text = "中\u9fa5\u9fa6龘\u9fff\ua000\u33ff\u3400\u4dbf\u4dc0A\U00020000"
    assert rare(points_of(text)).tolist() == [bool(RARE.match(char)) for char in text]


def test_what_runs_over_the_end_of_a_text_stands_in_none() -> None:
    joined = Joined.of(["非", "不含", "某"])
    owner = joined.owner(np.array([0, 0, 1, 1, 3]))
    assert owner.tolist() == [0, 0, 1, 1, 2]
    assert joined.whole(owner, np.array([1, 2, 2, 3, 4])).tolist() == [
        True,
        False,
        True,
        True,
        True,
    ]


def _drawn(seed: int) -> Words:
    """Words in order, in texts of thirty characters."""
    draw = random.Random(seed)
    places = sorted(
        (owner, start, min(30, start + draw.randint(1, 8)))
        for owner in range(4)
        for start in draw.choices(range(30), k=draw.randint(0, 9))
    )
    owner, start, end = np.array(places, np.int64).reshape(-1, 3).T
    return Words(owner, np.arange(len(owner)), start, end)


@pytest.mark.parametrize("seed", range(30))
def test_a_word_within_a_longer_one_means_what_that_means(seed: int) -> None:
    held = _drawn(seed)
    meaning = np.random.default_rng(seed).integers(0, 4, len(held.owner))
    expected = []
    for at, (owner, _, start, end) in enumerate(zip(*held, strict=True)):
        around = [
            (e - s, -s, n)
            for n, (o, _, s, e) in enumerate(zip(*held, strict=True))
            if o == owner and s <= start and end <= e and meaning[n]
        ]
        expected.append(int(meaning[max(around)[2]]) if around else int(meaning[at]))
    cover(held, meaning)
    assert meaning.tolist() == expected


def test_of_words_of_one_length_the_first_tells() -> None:
    held = Words(*(np.array(c) for c in ([0, 0, 0, 0], [0, 0, 0, 0], [0, 1, 1, 2], [4, 4, 5, 5])))
    meaning = np.array([1, 0, 2, 0])
    cover(held, meaning)
    assert meaning.tolist() == [1, 1, 2, 2]
    nothing = Words(*(np.zeros(0, np.int64) for _ in range(4)))
    cover(nothing, np.zeros(0, np.int64))


@pytest.mark.parametrize("seed", range(30))
def test_which_words_may_hold_another(seed: int) -> None:
    held = _drawn(seed)
    places = list(zip(held.owner.tolist(), held.start.tolist(), held.end.tolist(), strict=True))
    for at, over in enumerate(_over(held).tolist()):
        owner, start, end = places[at]
        others = [p for n, p in enumerate(places) if n != at and p[0] == owner]
        assert over or not any(start <= s and e <= end for _, s, e in others)
        assert not over or any(s < end and start < e for _, s, e in others)


def test_words_of_some_texts() -> None:
    held = Words(
        *(np.array(c) for c in ([0, 0, 2, 3, 3], [5, 6, 7, 8, 9], [1, 3, 0, 2, 4], [2, 4, 1, 3, 5]))
    )
    some = _standing(held, np.array([0, 1, 3]))
    assert [c.tolist() for c in some] == [[0, 0, 2, 2], [5, 6, 8, 9], [1, 3, 2, 4], [2, 4, 3, 5]]
    assert [c.tolist() for c in held.at(np.array([1, 4]))] == [[0, 3], [6, 9], [3, 4], [4, 5]]


def test_texts_with_rare_characters_are_read_one_by_one() -> None:
    assert singles(Joined.of(["某", "㐁", "", "㐀甲", "乙"])).tolist() == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_where_parts_of_scopes_begin_and_end() -> None:
    assert _united(5, np.array([3, 0]), np.array([5, 3])).tolist() == [0, 3, 5]
    assert _last(np.array([2, 5]), np.array([0, 2, 4, 5, 9])).tolist() == [-1, 2, 2, 5, 5]
    assert _last(np.zeros(0, np.int64), np.array([3])).tolist() == [-1]
    first, stop = _between(np.array([0, 4, 7]), np.array([0, 3, 4, 9]), 12)
    assert (first.tolist(), stop.tolist()) == ([0, 0, 4, 7], [4, 4, 7, 12])


@pytest.mark.parametrize("seed", range(20))
def test_hits_with_the_same_around_them_are_one(seed: int) -> None:
    draw = random.Random(seed)
    text = "".join(draw.choices("甲乙", k=40))
    places = []
    for _ in range(draw.randint(1, 60)):
        left, start, end, right = sorted(draw.randint(0, 6) for _ in range(4))
        begin = draw.randint(0, 33)
        places.append((begin + left, begin + start, begin + end, begin + right))
    columns = np.array(places, np.int64).T
    first, window = _distinct(points_of(text), *columns)
    told = [(text[a:d], b - a, c - a) for a, b, c, d in places]
    assert [told[at] for at in first.tolist()] == list(dict.fromkeys(told))
    assert [told[first[at]] for at in window.tolist()] == told


def test_the_last_character_of_one_and_all_of_another_are_two() -> None:
    places = np.array([(0, 2, 3, 3), (3, 3, 6, 6), (0, 2, 3, 3)], np.int64).T
    first, window = _distinct(points_of("甲乙丙丁戊己"), *places)
    assert (first.tolist(), window.tolist()) == ([0, 1], [0, 1, 0])


def test_of_guards_that_overlap_the_same_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    guards = [
        ("G-1", "甲理财乙"),
        ("G-2", "理财乙"),
        ("G-3", "理财乙丙"),
        ("G-4", "丁甲理财"),
        ("G-5", "理财乙"),
    ]
    rules = [rule("W-1", {"a": words("理财", "财乙", fields=("name", "scope"))})]
    texts = [
        "丁甲理财乙丙",
        "甲理财乙丙",
        "理财乙",
        "丁甲理财",
        "理财乙丙，丁甲理财",
        "甲理财乙；理财",
        "丙财乙",
    ]
    table = pa.table({"name": texts, "scope": texts[::-1]})
    for some in (guards, guards[::-1]):
        small = invented(rules, [exclusion("guard", n, n, terms=[term]) for n, term in some])
        told = []
        for at_once in (True, False):
            monkeypatch.setattr(Edges, "pays", lambda self, texts, at_once=at_once: at_once)
            told.append(
                [shown(one) for one in RegistrationMatcher(small).match(table, "2026-06-01")]
            )
        assert told[0] == told[1]
        assert told[0] == [shown(one) for one in match_registrations(table, small, "2026-06-01")]


@pytest.mark.parametrize(
    "scopes",
    [
        ["；理财", "理财"],
        ["\U00020000、理财服务", "理财（\U0001f600）"],
        ["理财", "，理财"],
        ["理财", ""],
    ],
)
def test_odd_scopes_at_once(
    ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch, scopes: list[str]
) -> None:
    rules = [rule("W-1", {"a": words("理财", fields=("name", "scope"))})]
    small = invented(rules, list(ruleset.exclusions))
    table = pa.table({"name": ["某"] * len(scopes), "scope": scopes})
    monkeypatch.setattr(Edges, "pays", lambda self, texts: True)
    found = list(RegistrationMatcher(small).match(table, "2026-06-01"))
    assert found == match_registrations(table, small, "2026-06-01")
    assert len(found) == sum("理财" in scope for scope in scopes)
