"""What a disclaimer takes back, and what it leaves."""

import pytest

from engine.match.judge import Judge
from engine.ruleset import load_ruleset
from engine.text.clauses import brackets
from engine.text.fold import fold

WORDS = ("金融", "理财", "投资咨询", "资产管理", "投资管理", "基金", "期货")

#: scope → words that stay; every other occurrence of WORDS is taken back
CASES = [
    ("投资咨询（不得从事金融、理财业务）；资产管理", ["投资咨询", "资产管理"]),
    ("投资咨询(不含金融、期货)，投资管理", ["投资咨询", "投资管理"]),
    ("投资咨询[不含理财]；装修", ["投资咨询"]),
    ("投资咨询【不得从事金融业务】", ["投资咨询"]),
    ("投资咨询（不得从事金融业务)；理财", ["投资咨询", "理财"]),
    ("除金融业务外的投资咨询", ["投资咨询"]),
    ("投资管理、投资咨询（金融、期货、基金投资咨询等专控除外）", ["投资管理", "投资咨询"]),
    ("资产管理；投资咨询；金融（以上均不含金融）", ["资产管理", "投资咨询"]),
    ("理财；会务；以上不含理财", []),
    (
        "投资管理（未经金融监管部门批准，不得从事代客理财、向社会公众集（融）资等金融业务）；投资咨询",
        ["投资管理", "投资咨询"],
    ),
    ("投资管理（未经金融等监管部门批准不得从事代客理财、向社会公众集", ["投资管理"]),
    ("不得从事金融业务；投资咨询", ["投资咨询"]),
    ("投资管理，不得从事金融业务，投资咨询", ["投资管理", "投资咨询"]),
    ("投资管理（除股权投资和股权投资管理）", ["投资管理"]),
    (
        "1、未经有关部门批准，不得以公开方式募集资金；2、不得公开开展金融衍生品交易；投资管理",
        ["投资管理"],
    ),
    ("资产管理（依法须经批准的项目，经相关部门批准后方可开展经营活动）", ["资产管理"]),
    ("拆除金融设施", ["金融"]),
    ("企业管理咨询（不含投资咨询）、投资咨询", ["投资咨询"]),
    ("理财（严禁从事理财）；理财", ["理财"]),
    ("进出口业务，国家禁止进出口的商品和技术除外，投资管理、理财", ["投资管理", "理财"]),
    ("自营进出口（国家禁止进出口的除外）；资产管理", ["资产管理"]),
    ("投资咨询（除金融，期货，理财业务)；投资管理", ["投资咨询", "投资管理"]),
    (
        "灯具[除承装（修、试设施]；信息咨询（除期货），租赁，投资咨询（国家限制的除外）",
        ["投资咨询"],
    ),
    ("除国家规定不得经营的以外，理财；基金", ["理财", "基金"]),
    ("不得吸收存款，从事理财等金融业务；投资咨询", ["投资咨询"]),
    ("不得从事金融业务，投资管理，餐饮等服务", ["投资管理"]),
    ("《不含期货、理财》投资咨询；装裱", ["投资咨询"]),
    ("会务“不得从事金融”；投资管理", ["投资管理"]),
    ("餐饮（无金融、无理财）；投资管理", ["投资管理"]),
    ("无抵押理财", ["理财"]),
    ("对外提供不涉及期货的投资咨询", ["投资咨询"]),
    ("不含任何形式的金融业务；基金", ["基金"]),
    ("会务（金融、理财等业务均不得从事）；基金", ["基金"]),
    ("理财以外的会务；基金", ["基金"]),
    ("投资管理，除期货以外的投资咨询", ["投资管理", "投资咨询"]),
    ("加工；本厂不开展理财业务", []),
    ("会务（金融、期货不在此列）；理财", ["理财"]),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(load_ruleset())


@pytest.mark.parametrize(("scope", "stay"), CASES)
def test_what_stays(judge: Judge, scope: str, stay: list[str]) -> None:
    text = fold(scope)
    hits = sorted(
        ((w, i, i + len(w)) for w in WORDS for i in range(len(text)) if text.startswith(w, i)),
        key=lambda h: h[1],
    )
    taken = judge.taken_back(text, hits)
    kept = [hit[0] for hit in hits if taken is None or taken.verdict(*hit) is None]
    assert kept == stay


def test_brackets_mixed_nested_and_unclosed() -> None:
    assert brackets("a（b(c)d】e") == [(1, 8, True), (3, 6, True)]
    assert brackets("a（b") == [(1, 3, False)]
    assert brackets("a）b") == []
