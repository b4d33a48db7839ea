"""What a scope takes back, and how far that reaches (found wanting by mutants): a word that is taken for
excluded hides a lead, one that is not sends an officer to a shop."""

from __future__ import annotations

import pytest

from engine.match.judge import Judge
from engine.match.verdicts import Verdict, about, misread
from engine.ruleset import load_ruleset, schema

TERMS = ["金融", "理财", "融资租赁", "股权投资", "融资性担保", "证券", "非融资性担保"]
#: Many other exclusions before it, among which an index looks.
MANY = "五金（不含刀具）；" * 9
INSIDE, BRACKET, ABOVE = "经营范围写明排除", "同一项目后的括号写明排除", "“以上”类声明写明排除"


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(load_ruleset())


def taken(judge: Judge, text: str, word: str) -> Verdict | None:
    """What is said of the first place of ``word``."""
    hits = [
        (t, at, at + len(t)) for t in TERMS for at in range(len(text)) if text.startswith(t, at)
    ]
    told = judge.taken_back(text, hits)
    start = text.index(word)
    return told.verdict(word, start, start + len(word)) if told else None


@pytest.mark.parametrize("before", ["", MANY])
@pytest.mark.parametrize(
    ("text", "word", "cause"),
    [
        ("投资咨询（不含金融、证券）", "金融", INSIDE),
        ("投资咨询（不含证券）；理财", "理财", ""),
        ("金融信息咨询（不含金融业务）", "金融", BRACKET),
        ("理财；金融信息咨询（不含金融业务）", "理财", ""),
        ("金融外包；理财咨询（不含金融业务）", "金融", ""),  # the bracket speaks of its own item
        ("金融服务外包；以上不含金融", "金融", ABOVE),
        ("金融服务外包；以上不含理财", "金融", ""),
        ("以上不含金融；金融服务外包", "金融", INSIDE),
        ("融资租赁；以上不含金融租赁、融资租赁业务", "融资租赁", ABOVE),
        # Only what is spelt out is taken back, whatever stands in it.
        ("股权投资（除股权投资管理外）", "股权投资", ""),
        ("理财；以上不含银行理财顾问", "理财", ""),
        ("理财；以上不含银行、理财等", "理财", ABOVE),
        ("理财；以上不得从事理财", "理财", ABOVE),
        ("理财；以上不含个人理财", "理财", ""),
        # A bracket that says again what 非 says.
        ("非融资性担保（不得经营融资性担保业务）", "非融资性担保", ""),
        ("融资性担保（不得经营融资性担保业务）", "融资性担保", BRACKET),
    ],
)
def test_how_far_it_reaches(judge: Judge, before: str, text: str, word: str, cause: str) -> None:
    found = taken(judge, before + text, word)
    assert (found is not None) is bool(cause)
    if found:
        assert found.cause.startswith(cause)
        assert found.exclusion == "EXC-DIS-001"
        assert not found.own_money


def test_a_long_exclusion_is_quoted_from_its_beginning(judge: Judge) -> None:
    listed = "不含证券、保险、人才中介服务及其它限制项目、烟草、危险化学品、民用爆炸物品、理财等"
    found = taken(judge, f"投资咨询（{listed}）", "理财")
    assert found is not None
    assert found.cause == f"{INSIDE}：“{listed[:40]}”"


def test_the_first_that_takes_it_back_is_told(judge: Judge) -> None:
    for many in ("", MANY):
        found = taken(judge, many + "金融外包（不含金融）；以上不含金融、证券", "金融")
        assert found is not None
        assert found.cause == f"{BRACKET}：“不含金融”"
        found = taken(judge, many + "金融外包；以上不含金融；以上不含金融、证券", "金融")
        assert found is not None
        assert found.cause == f"{ABOVE}：“不含金融”"


def test_a_wording_without_rule_takes_back_all_the_same() -> None:
    judge = Judge(load_ruleset())
    judge._disclaimers = []
    found = taken(judge, "投资咨询（不含金融）", "金融")
    assert found is not None
    assert found.exclusion == "EXC-DISCLAIMER"


def test_of_which_words_an_exclusion_speaks() -> None:
    some = schema.Guard.model_construct(words=["購物", "理财"])
    assert about(some, "购物返还")
    assert about(some, "理财")
    assert not about(some, "返还")
    assert about(schema.Guard.model_construct(words=[]), "返还")


def test_a_cut_word_is_misread() -> None:
    told = misread("料理", "理财")
    assert (told.exclusion, told.own_money) == ("EXC-EDGE", False)
    assert told.cause == "误读：此处的词是“料理”，不是“理财”"
