"""Broken rule files: the right code at the right place, all of them together."""

import shutil
from pathlib import Path

import pytest

from engine.model.errors import UsageError
from engine.ruleset import bundled_rules, lint_source
from engine.ruleset.lint import lint
from engine.ruleset.lint_codes import CODES, Finding

PACK = """id: test
title: 试
version: 0.1.0
min_engine: 0.1.0
bands: {高: 70, 中: 40, 低: 1}
"""
SECTORS = """sectors:
  - {id: finance_like, name: 涉金融字样, department: 金融, exposure: 10}
"""
RULE = """id: AD-T-001
title: 试
applies_to: advert
role: signal
family: t
sectors: [finance_like]
element: 利诱性
features:
  word: {kind: keyword, fields: [title, text], terms: [保本保息, 稳赚不赔]}
  shape:
    kind: regex
    fields: [text]
    anchors: [月月, 年年]
    pattern: '(月月|年年)(领|拿)钱'
  high: {kind: rate, op: '>', value: {param: cap}}
match: {any: [word, shape, high]}
points: 10
legal: [{instrument: 防范和处置非法集资条例, article: 第九条}]
triage: [看合同]
tests:
  - {name: 甲, record: {text: 保本保息}, expect: hit}
  - {name: 乙, record: {text: 卖白菜}, expect: miss}
"""
EXCLUSION = """id: EXC-T-001
kind: guard
title: 试
cause: 误读
applies_to: [advert]
words: [保本]
terms: [保本溯源]
tests:
  - {name: 甲, text: 保本溯源, word: 保本, expect: dismissed}
  - {name: 乙, text: 保本保息, word: 保本, expect: kept}
"""
PARAM = """id: cap
title: 上限
values:
  '2025-05-20': {value: 12.0, reference: LPR}
review_by: '2027-02-28'
"""
LAWS = """laws:
  - {name: 防范和处置非法集资条例, articles: 40, source: 国务院令第737号}
  - {name: 某通知, source: 不分条}
"""
FILES = {
    "pack.yaml": PACK,
    "laws.yaml": LAWS,
    "sectors.yaml": SECTORS,
    "advertisement/t.yaml": RULE,
    "exclusions/t.yaml": EXCLUSION,
    "params/t.yaml": PARAM,
}
RULES = "advertisement/t.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def check(root: Path, today: str = "2026-11-23", engine: str = "0.1.0") -> list[Finding]:
    return lint(root, today, engine)


def test_good_pack_has_no_findings(root: Path) -> None:
    assert check(root) == []


#: file, right, wrong, code, what stands at the place found, a word of the message
BROKEN = [
    (RULES, "title: 试", "titel: 试", "R101", "titel", "title"),
    (RULES, "family: t\n", "", "R102", "id: AD", "family"),
    (RULES, "role: signal", "role: boss", "R103", "role", "membership"),
    (RULES, "points: 10", "points: viel", "R104", "points", "整数"),
    (RULES, "(月月|年年)(领|拿)钱", "(月月|年年)(?=领钱)", "R105", "pattern", "正则"),
    (RULES, "(月月|年年)(领|拿)钱", "(月月|年年(领|拿)钱", "R105", "pattern", "正则"),
    (RULES, "id: AD-T-001", "id: ad_t", "R106", "id: ad_t", "ad_t"),
    (RULES, "{kind: keyword,", "{kind: keywrd,", "R107", "word: {", "keywrd"),
    (RULES, "  word: {kind: keyword, ", "  word: {", "R107", "word: {", "kind"),
    (RULES, "[finance_like]", "[finance_like, nosuch]", "R201", "nosuch]", "nosuch"),
    (RULES, "[finance_like]", "[涉金融字样]", "R201", "涉金融", "是否想写 finance_like"),
    (RULES, "[finance_like]", "[financelike]", "R201", "financelike", "是否想写 finance_like"),
    (RULES, "{param: cap}", "{param: caps}", "R203", "param: caps", "是否想写 cap？"),
    (RULES, "稳赚不赔]}", "稳赚不赔], lexicon: nosuch}", "R202", "lexicon: nosuch", "nosuch"),
    (RULES, "{param: cap}", "{param: nosuch}", "R203", "param: nosuch", "nosuch"),
    (RULES, "[word, shape, high]", "[word, shape, high, wrod]", "R204", "wrod", "wrod"),
    (
        RULES,
        "match: {any: [word, shape, high]}",
        "match: {some: [word, shape, high]}",
        "R205",
        "match",
        "some",
    ),
    (RULES, "match: {any: [word,", "match: {any: [{n_of: 5, of: [word]},", "R402", "n_of", "永远"),
    (RULES, "fields: [title, text]", "fields: [name, text]", "R207", "name, text", "name"),
    (
        RULES,
        "[保本保息, 稳赚不赔]",
        "[保本保息, 稳赚不赔, 保夲保息, 穩賺不賠]",
        "R302",
        "穩賺不賠",
        "穩賺不賠",
    ),
    (RULES, "[保本保息, 稳赚不赔]", "[保本保息， 稳赚不赔]", "R304", "保本保息，", "“，”"),
    (RULES, "[保本保息, 稳赚不赔]", "[保本保息、稳赚不赔]", "R304", "保本保息、", "“、”"),
    (RULES, "[保本保息, 稳赚不赔]", "[保本保息, '满5返1,满10返3']", "R304", "'满5", "“,”"),
    (RULES, "稳赚不赔]}", "稳赚不赔], unless_near: {terms: [警惕，谨防]}}", "R304", "警惕", "“，”"),
    ("exclusions/t.yaml", "[保本]", "[保本, 保息、分红]", "R304", "保息", "“、”"),
    (RULES, "word, shape, high]}", "word, high]}", "R401", "shape:", "shape"),
    (RULES, "points: 10", "points: 10\naudience: [老年]", "R406", "老年", "老年"),
    (RULES, "[月月, 年年]", "[月月, 年年, 天天]", "R403", "天天", "天天"),
    (RULES, "(月月|年年)(领", "(月月|年年|季季)(领", "R404", "anchors", "季季"),
    (RULES, "[保本保息, 稳赚不赔]", "[保本保息, 包赚]", "R501", "包赚", "包赚"),
    (RULES, ", expect: hit", ", expect: miss", "R601", "tests", "应命中"),
    (RULES, ", expect: miss", ", expect: hit", "R602", "tests", "不应命中"),
    (RULES, "record: {text: 卖白菜}", "record: {publisher: 卖白菜}", "R605", "{name: 乙", "乙"),
    (RULES, "{name: 乙", "{name: 甲", "R303", "name: 甲, record: {text: 卖", "甲"),
    (RULES, "title: 试", "title: &a 试", "R003", "&a", "锚点"),
    (RULES, "title: 试", "title: 试\ntitle: 又", "R004", "title: 又", "两次"),
    (RULES, "title: 试", "title: [试", "R002", "[试", "]"),
    (RULES, "title: 试", 'title: "试', "R002", '"试', "引号"),
    (RULES, "title: 试", "title：试", "R002", "：试", "全角"),
    (RULES, "title: 试", "title:试", "R002", ":试", "空一格"),
    (RULES, "title: 试", "\ttitle: 试", "R002", "\ttitle", "Tab"),
    (RULES, "tests:\n", "tests\n", "R002", "tests\n", "缺冒号"),
    (RULES, "title: 试", "title: 试: 用", "R002", ": 用", "引号"),
    (RULES, "points: 10", "points: 十分", "R104", "points", "写的是“十分”"),
    (RULES, "points: 10", "points: -5", "R103", "points", "不小于 0"),
    (RULES, "points: 10", "points: {text: 多}", "R104", "text: 多", "points.text：应为整数"),
    (RULES, "role: signal", "role: 迹象", "R103", "role", "是否想写 signal"),
    (RULES, "{kind: keyword,", "{kind: 关键词,", "R107", "word: {", "是否想写 keyword"),
    (RULES, "expect: hit", "expect: 应命中", "R103", "expect: 应", "tests 第 1 项 expect"),
    (RULES, "match: {any: [word, shape, high]}", "match: [word]", "R104", "match", "{any: "),
    (RULES, "legal: [{inst", "legal: 条例\nnote: [{inst", "R104", "legal", "instrument: "),
    (RULES, "element: 利诱性", "element: 利诱", "R103", "element", "利诱性"),
    (RULES, "article: 第九条", "article: ''", "R904", "{instrument", "条例"),
    (RULES, "triage: [看合同]\n", "", "R903", "id: AD", "核查"),
    (RULES, "article: 第九条", "article: 第九十九条", "R906", "article", "40"),
    (RULES, "article: 第九条", "article: 第四十一条第二项", "R906", "article", "40"),
    (RULES, "article: 第九条", "article: 第零条", "R906", "article", "40"),
    (RULES, "article: 第九条", "article: 九", "R906", "article", "第几条"),
    (
        RULES,
        "非法集资条例",
        "非法集资条列",
        "R907",
        "instrument",
        "是否想写《防范和处置非法集资条例》",
    ),
    (RULES, "防范和处置非法集资条例", "某省地方金融条例", "R907", "instrument", "没有核对"),
    (
        "sectors.yaml",
        "exposure: 10}",
        "exposure: 10, legal: [{instrument: 防范和处置非法集资条例, article: 第50条}]}",
        "R906",
        "article",
        "第50条",
    ),
    (
        "exclusions/t.yaml",
        "text: 保本溯源, word: 保本,",
        "text: 保本溯源, word: 理财,",
        "R606",
        "word: 理财",
        "理财",
    ),
    ("exclusions/t.yaml", "expect: dismissed", "expect: kept", "R603", "id: EXC", "应排除"),
    ("exclusions/t.yaml", "expect: kept", "expect: dismissed", "R604", "tests", "应保留"),
    ("exclusions/t.yaml", "id: EXC-T-001", "id: AD-T-001", "R301", "id: AD", "AD-T-001"),
    ("params/t.yaml", "2027-02-28", "2026-11-22", "R701", "review_by", "cap"),
    ("params/t.yaml", "2027-02-28", "2027-02-30", "R702", "review_by", "2027-02-30"),
    ("params/t.yaml", "id: cap", "id: cap2", "R703", "id: cap2", "cap2"),
    ("pack.yaml", "min_engine: 0.1.0", "min_engine: 0.10.0", "R801", "min_engine", "0.10.0"),
    ("pack.yaml", "version: 0.1.0", "version: neu", "R802", "version", "neu"),
    ("pack.yaml", "低: 1", "无: 1", "R102", "bands", "低"),
    ("sectors.yaml", "exposure: 10", "exposure: 100", "R103", "exposure", "60"),
]


@pytest.mark.parametrize(("file", "right", "wrong", "code", "at", "said"), BROKEN)
def test_place_and_message(
    root: Path, file: str, right: str, wrong: str, code: str, at: str, said: str
) -> None:
    assert right in FILES[file]
    text = FILES[file].replace(right, wrong, 1)
    (root / file).write_text(text, encoding="utf-8")
    found = [f for f in check(root) if f.code == code]
    begin = text.index(at)
    line = text.count("\n", 0, begin) + 1
    column = begin - text.rfind("\n", 0, begin)
    assert [(f.file, f.line, f.column) for f in found] == [(root / file, line, column)]
    assert said in found[0].message
    assert CODES[code].advice


@pytest.mark.parametrize("article", ["第四十条", "第40条", "第十九条第三项", "第九条第二款"])
def test_articles_that_the_law_has(root: Path, article: str) -> None:
    (root / RULES).write_text(RULE.replace("第九条", article), encoding="utf-8")
    assert check(root) == []


def test_articles_nobody_counted_and_packs_without_a_table_of_laws(root: Path) -> None:
    cited = RULE.replace("防范和处置非法集资条例, article: 第九条", "某通知, article: 第三十条")
    (root / RULES).write_text(cited, encoding="utf-8")
    assert check(root) == []
    (root / RULES).write_text(RULE.replace("第九条", "第九十九条"), encoding="utf-8")
    (root / "laws.yaml").unlink()
    assert check(root) == []


def test_a_sector_given_twice(root: Path) -> None:
    twice = SECTORS + SECTORS.partition("\n")[2]
    (root / "sectors.yaml").write_text(twice, encoding="utf-8")
    assert [(f.code, f.line) for f in check(root)] == [("R301", 3)]


def test_every_broken_file_is_reported_together(root: Path) -> None:
    bad = RULE.replace("role: signal", "role: boss").replace("points: 10", "points: viel")
    (root / RULES).write_text(bad, encoding="utf-8")
    (root / "params/t.yaml").write_text("id: [cap", encoding="utf-8")
    (root / "exclusions/t.yaml").write_bytes("id: 试".encode("gbk"))
    assert {f.code for f in check(root)} >= {"R103", "R104", "R002", "R001"}


def test_a_broken_document_leaves_its_neighbours_checked(root: Path) -> None:
    second = RULE.replace("AD-T-001", "AD-T-002").replace("finance_like", "nosuch")
    (root / RULES).write_text(
        RULE.replace("role: signal", "rolle: signal") + "---\n" + second, "utf-8"
    )
    places = {(f.code, f.line) for f in check(root)}
    assert ("R101", 4) in places
    assert ("R201", 6 + RULE.count("\n") + 1) in places


def test_rules_that_wait_for_each_other(root: Path) -> None:
    one = RULE.replace("  high:", "  other: {kind: rule, rules: [AD-T-002]}\n  high:")
    one = one.replace("[word, ", "[other, word, ")
    two = one.replace("AD-T-001", "AD-T-003").replace("AD-T-002", "AD-T-001")
    (root / RULES).write_text(one + "---\n" + two.replace("AD-T-003", "AD-T-002"), encoding="utf-8")
    assert [f.code for f in check(root)] == ["R209", "R209"]


@pytest.mark.parametrize(
    ("status", "code"), [("stable", None), ("draft", "R206"), ("deprecated", "R206")]
)
def test_a_rule_may_only_build_on_rules_that_run(root: Path, status: str, code: str | None) -> None:
    base = RULE.replace("title: 试", f"title: 试\nstatus: {status}\ndescription: 由别的代替")
    built = RULE.replace("AD-T-001", "AD-T-002").replace(
        "  high:", "  other: {kind: rule, rules: [AD-T-001]}\n  high:"
    )
    built = built.replace("[word, ", "[other, word, ")
    (root / RULES).write_text(base + "---\n" + built, encoding="utf-8")
    assert [f.code for f in check(root)] == ([code] if code else [])


@pytest.mark.parametrize("term", ["每月1,000元", "，保本保息", "1、2、3", "A.B", "年化8%，"])
def test_signs_that_part_no_words(root: Path, term: str) -> None:
    text = RULE.replace("稳赚不赔]", f"'{term}']")
    (root / RULES).write_text(text, encoding="utf-8")
    assert "R304" not in {f.code for f in check(root)}


def test_nursery_rules_say_so(root: Path) -> None:
    (root / "nursery").mkdir()
    (root / RULES).rename(root / "nursery/t.yaml")
    assert "R902" in {f.code for f in check(root)}


def test_a_guard_or_a_partner_answers_for_a_short_word(root: Path) -> None:
    short = RULE.replace("[保本保息, 稳赚不赔]", "[保本]")
    (root / RULES).write_text(short, encoding="utf-8")
    assert check(root) == []
    (root / "exclusions/t.yaml").write_text(
        EXCLUSION.replace("[保本]", "[理财]").replace("保本溯源]", "溯源]"), "utf-8"
    )
    assert "R501" in {f.code for f in check(root)}
    paired = short.replace("{any: [word, shape, high]}", "{any: [{all: [word, shape]}, high]}")
    (root / RULES).write_text(paired, encoding="utf-8")
    assert "R501" not in {f.code for f in check(root)}


def test_a_file_that_nothing_reads_is_told(root: Path) -> None:
    (root / "tip").mkdir()
    (root / "tip/x.yaml").write_text(RULE.replace("AD-T-001", "AD-T-009"), encoding="utf-8")
    (root / "y.yaml").write_text(RULE.replace("AD-T-001", "AD-T-008"), encoding="utf-8")
    (root / "例外.yaml").write_text("exceptions:\n  - {id: A, firm: 某}\n", encoding="utf-8")
    assert [(f.code, f.file.name) for f in check(root)] == [("R007", "x.yaml"), ("R007", "y.yaml")]


def test_missing_sectors_file(root: Path) -> None:
    (root / "sectors.yaml").unlink()
    assert [(f.code, f.file.name) for f in check(root)] == [("R006", "sectors.yaml")]


def test_two_documents_in_pack(root: Path) -> None:
    (root / "pack.yaml").write_text(PACK + "---\n" + PACK, encoding="utf-8")
    assert [(f.code, f.line) for f in check(root)] == [("R005", 7)]


@pytest.mark.parametrize("name", ["nosuch", "empty"])
def test_unreadable_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"文件夹"):
        check(tmp_path / name)


def test_shipped_pack_has_no_errors() -> None:
    assert [f for f in check(bundled_rules()) if f.severity == "error"] == []


WARNING = """id: EXC-T-002
kind: warning
title: 试
cause: 这是提醒
applies_to: [advert]
terms: [切勿轻信]
tests:
  - {name: 提醒, text: 切勿轻信保本保息, word: 保本保息, field: text, expect: dismissed}
  - {name: 招揽, text: 保本保息, word: 保本保息, field: text, expect: kept}
"""


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("lexicon: nosuch\nat_most: 0.3\n", "R202"),
        ("lexicon: plain-words\nat_most: 0.3\n", "R208"),
        ("at_most: 0.3\n", "R208"),
        ("rest_at_most: 0.9\n", "R208"),
        ("offers: nosuch\noffers_at_most: 0.7\n", "R202"),
        ("offers: plain-words\noffers_at_most: 0.7\n", "R208"),
    ],
)
def test_what_belies_a_warning_has_weights(root: Path, keys: str, code: str) -> None:
    (root / "exclusions/w.yaml").write_text(WARNING + keys, encoding="utf-8")
    (root / "lexicons").mkdir(exist_ok=True)
    words = "id: plain-words\ntitle: 词\nsource: 虚构\nterms: [甲乙]\n"
    (root / "lexicons/plain.yaml").write_text(words, encoding="utf-8")
    assert code in {found.code for found in check(root) if found.file.name == "w.yaml"}


@pytest.mark.parametrize("keys", ["", "lexicon: plain-words\n", "at_most: 0.3\n"])
def test_a_warning_without_words_is_told_by_weights(root: Path, keys: str) -> None:
    bare = "".join(line + "\n" for line in WARNING.splitlines() if not line.startswith("terms"))
    (root / "exclusions/w.yaml").write_text(bare + keys, encoding="utf-8")
    assert found_in(root, "w.yaml") & {"R202", "R208"}


def test_a_warning_without_words_counts_none(root: Path) -> None:
    bare = "".join(line + "\n" for line in WARNING.splitlines() if not line.startswith("terms"))
    (root / "lexicons").mkdir(exist_ok=True)
    for name in ("advert-voice.tsv", "advert-voice.yaml"):
        shutil.copy(bundled_rules() / "lexicons" / name, root / "lexicons")
    weighed = bare + "lexicon: advert-voice\nat_most: 0.3\n"
    (root / "exclusions/w.yaml").write_text(weighed, encoding="utf-8")
    assert "R208" not in found_in(root, "w.yaml")
    (root / "exclusions/w.yaml").write_text(weighed + "min_hits: 2\n", encoding="utf-8")
    assert "R208" in found_in(root, "w.yaml")


def found_in(root: Path, name: str) -> set[str]:
    return {found.code for found in check(root) if found.file.name == name}


def test_a_file_of_too_many_faults_is_told_by_a_code_of_its_own(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lint_source, "_MOST", 3)
    bad = RULE.replace("role: signal", "role: boss").replace("points: 10", "points: viel")
    (root / RULES).write_text("---\n".join([bad] * 9), encoding="utf-8")
    (told,) = (found for found in check(root) if found.code in ("R005", "R008"))
    assert told.code == "R008"
    assert "---" not in told.advice
