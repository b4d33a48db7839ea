"""Whose business a word names, asked of the referents themselves (found wanting by mutants)."""

from __future__ import annotations

import numpy as np
import pytest

from engine.match.judge import Judge, _covered
from engine.match.referents import Referents, _governed, _heard, _speaks
from engine.match.verdicts import Verdict
from engine.ruleset import load_ruleset, schema
from engine.text.fold import fold
from engine.text.items import item_of
from tests.match.test_judge import OTHER_MONEY, OTHERS


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(load_ruleset())


@pytest.fixture(scope="module")
def referents(judge: Judge) -> Referents:
    return judge.referents


def found(referents: Referents, text: str, word: str, field: str = "scope") -> str:
    start = text.index(word)
    rule = referents.find(word, text, start, start + len(word), field)
    return rule.what if rule else ""


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("《典当》出版", True),
        ("编辑、出版《云泉典当》杂志", True),
        ("编辑、出版《云泉典当、寄卖", False),  # nothing closes it
        ("典当》编辑", False),
        ("《云泉》杂志编辑，典当", False),
        ("《典当" + "甲" * 23 + "》", True),
        ("《典当" + "甲" * 24 + "》", False),
        ("《" + "甲" * 24 + "典当》", True),
        ("《" + "甲" * 25 + "典当》", False),
    ],
)
def test_in_a_title(referents: Referents, text: str, title: bool) -> None:
    assert (found(referents, text, "典当") == "书名") is title


def test_a_title_elsewhere_leaves_the_other_referents_their_say(referents: Referents) -> None:
    assert found(referents, "《云泉》杂志发行，金融防弹玻璃销售", "金融") not in ("", "书名")
    assert found(referents, "《云泉》杂志发行，金融信息服务", "金融") == ""


@pytest.mark.parametrize(("text", "word"), OTHERS + OTHER_MONEY)
def test_who_speaks_of_a_word_has_said_so_on_its_side(
    referents: Referents, text: str, word: str
) -> None:
    start = text.index(word)
    rule = referents.find(word, text, start, start + len(word), "scope")
    assert rule is not None
    ints = (np.array([number], np.int64) for number in (0, start, start + len(word)))
    speaking = referents.speaking([text], *ints)
    assert speaking[0, [one.rule.id for one in referents._all].index(rule.id)]


@pytest.mark.parametrize(
    "rule",
    load_ruleset().exclusions_of(schema.Referent, "registration"),
    ids=lambda rule: str(rule.id),
)
def test_each_tells_its_own_examples(judge: Judge, rule: schema.Referent) -> None:
    for example in rule.tests:
        text = fold(example.text)
        start = text.index(example.word)
        hit = example.word, start, start + len(example.word)
        (verdict,) = judge.scope(text, example.field).verdicts([hit])
        assert (verdict is not None) is (example.expect == "dismissed"), example.text
        one = next(c for c in judge.referents._all if c.rule is rule)
        if rule.what != "书名" and _heard(rule.what, example.field):
            item = item_of(text, *hit[1:], example.field)
            said = _speaks(one, judge._heads, item, text, *hit[1:], example.field)
            assert said is (example.expect == "dismissed"), example.text


@pytest.mark.parametrize(
    ("text", "word", "field", "what"),
    [
        # A place has both its words right beside the hit.
        ("国际金融中心", "金融", "scope", "地点"),
        ("国际贸易及金融咨询中心", "金融", "scope", ""),
        ("国际金融咨询", "金融", "scope", ""),
        ("环球贸易、金融中心咨询", "金融", "scope", ""),
        ("金融路118号内经营", "金融", "scope", "地点"),
        ("金融路演策划", "金融", "scope", ""),
        # Whom something is provided to, alone or in a list.
        ("开发软件为典当行提供记账", "典当", "scope", "服务对象"),
        ("为典当、寄卖行提供记账服务", "典当", "scope", "服务对象"),
        ("为街坊、商行提供典当服务", "典当", "scope", ""),
        ("为典当、寄卖", "典当", "scope", ""),
        # A trade name is the word alone, and what follows it no finance.
        ("海力财富木业有限公司", "财富", "name", "字号"),
        ("海力财富管理有限公司", "财富", "name", ""),
        # A bare word in a list of customers, and one that heads its own item.
        ("金融、保险机构委托的清收", "金融", "scope", "客户"),
        ("金融信息、保险机构管理", "金融", "scope", ""),
    ],
)
def test_who_speaks(referents: Referents, text: str, word: str, field: str, what: str) -> None:
    assert found(referents, text, word, field) == what


@pytest.mark.parametrize(
    ("text", "governed"),
    [
        ("以自有资金对工业、贸易、金融进行投资", True),
        ("以自有资金从事金融投资", True),
        ("以自有资金对外投资、金融咨询", True),
        ("以自有资金对外投资设厂、金融投资咨询", False),
        ("以自有资金购置设备、金融投资咨询", False),
        ("以自有资金对厂房改造、金融咨询", False),
        ("金融咨询，以自有资金对外投资", False),
    ],
)
def test_what_own_money_governs(referents: Referents, text: str, governed: bool) -> None:
    own = next(c for c in referents._all if c.rule.what == "自有资金")
    start = text.index("金融")
    assert _governed(own, item_of(text, start, start + 2, "scope")) is governed


def test_those_of_titles(referents: Referents) -> None:
    whats = [one.rule.what for one in referents._all]
    assert referents.of_titles.tolist() == [what == "书名" for what in whats]


@pytest.mark.parametrize(
    ("what", "heard"),
    [
        ("客户", "name scope other"),
        ("书名", "name scope other"),
        ("自有资金", "name scope other"),
        ("中心语", "scope other"),
        ("别的单位", "scope other"),
        ("未知中心语", "scope"),
        ("字号", "name"),
        ("店铺", "name"),
    ],
)
def test_where_each_is_heard(what: str, heard: str) -> None:
    assert [f for f in ("name", "scope", "other") if _heard(what, f)] == heard.split()


def test_a_word_in_a_dismissed_one_within_one_that_stands() -> None:
    """融资租赁咨询 stands, 融资租赁 in it is dismissed, and 融资 with that."""
    text = "融资租赁咨询"
    hits = [(text, 0, 6), (text[:4], 0, 4), (text[:2], 0, 2)]
    verdicts = _covered(hits, lambda term, *_: Verdict("甲", "") if len(term) == 4 else None)
    assert [verdict is None for verdict in verdicts] == [True, False, False]
