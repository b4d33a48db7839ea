"""What is decided for a sentence, a window or a whole column equals what is decided one by one."""

import math
import re
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
import re2
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.match.compiled import CompiledRules
from engine.match.glossary import Glossary
from engine.match.judge import Judge
from engine.match.licensed import LicensedNames, denied, licence_patterns, licensed_name
from engine.match.near import Words
from engine.match.referents import _speaks
from engine.match.scan import Scanner, Texts
from engine.match.scopes import Scopes
from engine.match.spans import spans
from engine.match.verdicts import Verdict
from engine.ruleset import RuleSet, load_ruleset
from engine.ruleset.regex_words import words_of
from engine.text import dictionary
from engine.text.edges import Edges
from engine.text.fold import fold
from engine.text.items import item_of
from engine.text.readings import likeliest, words_in

quick = settings(deadline=None, suppress_health_check=list(HealthCheck))

WORDS = (
    *(
        "投资管理",
        "资产管理",
        "典当",
        "金融",
        "理财",
        "基金",
        "存款",
        "贷款",
        "以自有资金从事",
        "为",
    ),
    *(
        "银行",
        "等单位提供",
        "不得从事",
        "不含",
        "除外",
        "以上",
        "上述范围",
        "除",
        "以外",
        "无",
        "非",
    ),
    *("代理财务", "五金", "软件开发", "业务", "等", "均不得经营", "公司债券", "用品", "的", "国有"),
)
NAMES = (
    *(
        "银行",
        "信用社",
        "支行",
        "保险",
        "证券",
        "典当",
        "融资担保",
        "小额贷款",
        "邮政",
        "储蓄所",
        "支付",
    ),
    *(
        "股份",
        "有限",
        "责任",
        "公司",
        "分公司",
        "营业部",
        "（",
        "）",
        "村镇",
        "农",
        "某",
        "保險",
        "基金",
    ),
    *("財務", "集团", "资产管理", "信托", "用品", "投资", "商行"),
)
MARKS = "；;。，,、：:\n（）()【】《》“”\"'〈〉「」[] "
texts = st.lists(
    st.one_of(st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=22
).map("".join)
#: A scope as registrars print it: sentences, of which one or the other repeats.
printed = st.lists(texts.map(lambda t: t.replace("；", "")), max_size=5).map("；".join)


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module")
def compiled(ruleset: RuleSet) -> CompiledRules:
    return CompiledRules(ruleset, "registration")


@pytest.fixture(scope="module", params=["few", "many"])
def judge(ruleset: RuleSet, request: pytest.FixtureRequest) -> Judge:
    judge = Judge(ruleset)  # one for all examples: what it remembers must not matter
    if request.param == "many":
        judge.make_ready()  # as when there are many texts, which are read at once
    return judge


def _told(verdicts: list[Verdict | None]) -> list[object]:
    return [v and (v.exclusion, v.cause, v.own_money) for v in verdicts]


@pytest.fixture(scope="module")
def readers(judge: Judge, compiled: CompiledRules) -> tuple[Scopes, Glossary]:
    glossary = Glossary()
    return Scopes(judge, glossary, compiled.terms), glossary


@settings(quick, max_examples=100)
@given(rows=st.lists(st.one_of(texts, printed), min_size=1, max_size=4))
@example(rows=["典当；以上不含典当业务"])
@example(rows=["代理财务，理财；代理财务", "\u9fa6代理财务，理财；代理财务，\u9fa6理财"])
@example(rows=["典当（不含金融；典当）；金融", "典当，金融"])
@example(rows=["《典当；金融》理财"])
@example(rows=["《从典当，到金融》理财"])
@example(rows=["投资管理（不得从事金融。）；投资管理）；金融"])
@example(rows=["五金“不含金融；典当”；典当"])
@example(rows=["典当（理财，基金）等，金融；典当", "存款，无贷款"])
@example(rows=["非融资性担保，贸易融资担保；有价证券投资"])
@example(rows=["典当（理财", "基金，投资管理）", "，金融"])
@example(rows=["生产：金融，典当用品，为银行（理财，基金）提供软件开发，存款"])
def test_parts_equal_the_whole_scope(
    compiled: CompiledRules, judge: Judge, readers: tuple[Scopes, Glossary], rows: list[str]
) -> None:
    known = compiled.by_field["scope"]
    rows = [fold(text) for text in rows]
    hits = known.scanner.column(pa.array(rows))
    reader, glossary = readers
    word = ~np.isin(hits.term, list(known.anchors))
    owner, term, start, end = (c[word] for c in (hits.row, hits.term, hits.start, hits.end))
    guards = Words(*Scanner(judge.guard_words).column(pa.array(rows)))
    told = reader.read(
        pa.array(rows, pa.large_string()), Words(owner, term, start, end), guards
    ).tolist()
    alone: list[Verdict | None] = []
    for number, text in enumerate(rows):
        own = np.flatnonzero(owner == number).tolist()
        alone += judge.scope(text, "scope").verdicts(
            [(compiled.terms[term[k]], int(start[k]), int(end[k])) for k in own]
        )
    assert _told([glossary.meanings[number].verdict for number in told]) == _told(alone)


@settings(quick, max_examples=150)
@given(text=st.one_of(texts, st.lists(st.sampled_from(NAMES), max_size=7).map("".join)))
@example(text="国有金融街投资管理公司招待所")
@example(text="《典当》杂志社")
def test_names_equal_their_parts(
    ruleset: RuleSet, compiled: CompiledRules, judge: Judge, text: str
) -> None:
    text = fold(text)
    known = compiled.by_field["name"]
    found = known.words(sorted(known.scanner.text(text), key=lambda h: (h[1], h[2], h[0])))
    hits = [(known.scanner.terms[t], s, e) for t, s, e in found]
    alone = Judge(ruleset).scope(text, "name").verdicts(hits)
    assert _told(judge.scope(text, "name").verdicts(hits)) == _told(alone)


@settings(quick, max_examples=75)
@given(text=printed, field=st.sampled_from(("name", "scope")), data=st.data())
def test_match_of_a_pattern_equals_the_whole_text(
    judge: Judge, text: str, field: str, data: st.DataObject
) -> None:
    text = fold(text) or "金融"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + 6)))
    quickly = judge.verdict_of_match(text, field, start, end)
    slowly = judge.scope(text, field).verdict_of_match(start, end)
    assert _told([quickly]) == _told([slowly])


@settings(quick, max_examples=200)
@given(text=texts, field=st.sampled_from(("name", "scope")), word=st.sampled_from(WORDS[:8]))
@example(text="基金销（理财）售", field="scope", word="基金")
@example(text="典当（含银行）用品", field="scope", word="典当")
def test_no_referent_speaks_without_its_cues(
    judge: Judge, text: str, field: str, word: str
) -> None:
    referents = judge.referents
    for start in [m.start() for m in re.finditer(word, text)]:
        end = start + len(word)
        item = item_of(text, start, end, field)
        for one in referents.of(word, field):
            if one.rule.what != "书名" and _speaks(
                one, referents._heads, item, text, start, end, field
            ):
                hit = (np.array([number]) for number in (0, start, end))
                assert referents.speaking([text], *hit)[0, one.number]


PATTERNS = (
    *("行", "行$", "^银", "(?:^|村)[^店]{0,3}庄$", "(?:支|分|银)行", "银?行?", "a*", "(银)行"),
    *(r"\b行", "[^店]庄", "^[^；]{0,6}(?:银行|店)", "店(?:$|[（(])", "(?:行|行店)店?"),
)


@settings(quick, max_examples=150)
@given(
    rows=st.lists(st.text("银行支分店庄村；（a ", max_size=14), max_size=6),
    pattern=st.sampled_from(PATTERNS),
    times=st.sampled_from([1, 200]),
)
def test_spans_of_a_column(rows: list[str], pattern: str, times: int) -> None:
    """Of few texts one by one, of many at once: the same."""
    rows *= times
    found = spans(pa.array(rows, pa.large_string()), pattern)
    columns = (found.at, found.start, found.end, found.matched.to_numpy(zero_copy_only=False))
    got = zip(*(column.tolist() for column in columns), strict=True)
    want = [
        (number, *match.span(), match.group())
        for number, text in enumerate(rows)
        for match in re2.compile(pattern).finditer(text)
        if match.end() > match.start()
    ]
    assert list(got) == want


names = st.lists(st.sampled_from(NAMES), max_size=7).map("".join)
scopes = st.lists(st.sampled_from(WORDS), max_size=6).map("".join)


@settings(quick, max_examples=75)
@given(rows=st.lists(st.tuples(names, scopes), min_size=1, max_size=8))
def test_licensed_names_of_a_column(ruleset: RuleSet, rows: list[tuple[str, str]]) -> None:
    licences = licence_patterns(ruleset)
    column = LicensedNames(licences)
    texts = [Texts(pa.array(part)) for part in zip(*rows, strict=True)]
    for number, (name, scope) in zip(column.of(*texts).tolist(), rows, strict=True):
        want = licensed_name(fold(name), licences, fold(scope))
        kind = next((k for k, _, _ in licences if want and k.id == want.exclusion_id), None)
        if kind is not None and denied(kind, fold(scope)):
            want = None
        assert (column.bodies[number] if number >= 0 else None) == want


@settings(quick, max_examples=75)
@given(name=names)
def test_no_pattern_fits_without_its_words(ruleset: RuleSet, name: str) -> None:
    for kind, _, _ in licence_patterns(ruleset):
        for pattern in (*kind.name_patterns, *kind.not_patterns):
            if (words := words_of(pattern)) and re2.search(pattern, name):
                assert any(word in name for word in words)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("银行?(?:甲|乙)", {"银甲", "银乙", "银行甲", "银行乙"}),
        ("(?:银行)?金融", {"金融"}),
        ("银{0,2}行", {"行"}),
        ("银行|金融.*", {"银行", "金融"}),
        ("银行|.*", set()),
        (r"[银\]行]金+", {"银", "]", "行"}),
        (r"\(银行*", {"(银"}),
        ("[(（]信托[)）]*社?", {"(信托", "（信托"}),
        ("^保险[^柜箱]{0,40}(支公司|营业部)大厦?$", {"保险"}),
        ("[^额]贷款([(（][^()（）]{1,14}[)）])?(股份|有限)+.*$", {"贷款"}),
        ("行.*银行", {"银行"}),
        ("银行(?=金融)", set()),
        ("(?i)bank", set()),
    ],
)
def test_words_of_a_pattern(pattern: str, words: set[str]) -> None:
    assert words_of(pattern) == words


def test_of_very_many_words_others_say_more() -> None:
    many = "|".join(f"第{chr(0x4E00 + n)}" for n in range(40))
    assert words_of(f"({many}).*证券") == {"证券"}
    assert words_of(f"({many}{many}|乙).*证券") == {"证券"}
    assert words_of(f"({many})证券") == {f"第{chr(0x4E00 + n)}证券" for n in range(40)}


@pytest.fixture(scope="module")
def edges() -> Edges:
    edges = Edges(["众筹"])
    edges.load()
    return edges


@settings(quick, max_examples=200)
@given(
    before=st.text("供销合作社投资管理咨询代理财务镇基金属众筹融的某", max_size=6),
    hit=st.sampled_from(("财务", "合作社", "基金", "资产管理", "众筹", "理财", "金融")),
    behind=st.text("供销合作社投资管理咨询代理财务镇基金属众筹融的某", max_size=6),
    brand=st.booleans(),
)
@example(before="平罗县供销", hit="合作社", behind="联合社门市", brand=True)
def test_part_of_a_window_decides_as_the_whole(
    edges: Edges, before: str, hit: str, behind: str, brand: bool
) -> None:
    text, start, end = before + hit + behind, len(before), len(before + hit)
    edges.cut_by(text, start, end, brand)  # opens the dictionary where the text asks
    word, at_less = edges._weighed(text, start, end, brand)
    may = edges._may_cross(text, start) or edges._may_cross(text, end)
    assert edges.cut_by(text, start, end, brand) == (word if may else "")
    assert edges.cut_by(text, start, end, brand, lambda: True) == (at_less if may else "")


@pytest.fixture(scope="module")
def jieba() -> Any:
    return dictionary.tokenizer(dictionary.words())


@settings(quick, max_examples=150)
@given(text=st.text("供销合作社投资管理咨询代理财务镇基金属众筹融的某龘", max_size=15))
def test_the_likeliest_reading_is_that_of_jieba(jieba: Any, text: str) -> None:
    log_total = math.log(jieba.total)
    ends = likeliest(words_in(text, jieba.FREQ, log_total), log_total)
    assert [text[a:b] for a, b in zip([0, *ends], ends, strict=False)] == list(
        jieba.cut(text, HMM=False)
    )
