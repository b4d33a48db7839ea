"""What each kind of condition of a rule on registrations tells, by the fast matcher and by the slow one."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa
import pytest

from engine.match import RegistrationMatcher
from engine.match.compiled import CompiledRules
from engine.match.linked import apply_linked
from engine.match.own_name import spare_own_name
from engine.match.records import Evaluator
from engine.match.reference import match_registrations
from engine.model.evidence import Hit, LicensedName, RecordEvidence
from engine.model.terms import Status
from engine.ruleset import RuleSet
from tests.match.invented import built_on, exclusion, pattern, rule, ruleset, shown, words

DAY = "2026-06-01"
BOTH = ("name", "scope")
RULES = [
    rule("W-1", {"a": words("甲乙", fields=BOTH)}, points={"name": 30, "scope": 10}),
    rule("W-2", {"a": words("甲乙"), "b": words("庚丙")}, match={"all": ["a", "b"]}),
    rule("W-3", {"a": words("丁戊"), "b": words("己庚")}, match={"all": ["a", "b"]}, role="signal"),
    rule("X-1", {"a": words("辛壬"), "b": words("例外")}, match={"any": ["a"]}, exclude=["b"]),
    rule("N-1", {"a": words("癸子"), "b": words("丑寅")}, match={"all": ["a", {"not": "b"}]}),
    rule("B-1", {"a": words("卯辰", unless_near={"terms": ["假"], "within": 2})}),
    rule("B-2", {"a": words("卯辰", unless_near={"terms": ["店"], "within": 1, "side": "right"})}),
    rule("P-1", {"a": words("巳午", plain=True)}),
    rule("P-2", {"a": words("巳午")}),
    rule("P-3", {"a": words("巳午", "未申")}, role="membership"),
    rule("P-4", {"a": words("巳午"), "b": words("未申")}, match={"all": ["a", "b"]}),
    rule("P-5", {"a": words("巳午", "未申"), "b": words("例外")}, match={"all": ["a", {"not": "b"}]}),
    rule("R-1", {"a": pattern("第[0-9]+号", "第", unless_within={"pattern": "某第[0-9]+号店", "cause": "店号"})}),
    rule("R-3", {"b": pattern("专卖[^；]*兼", "兼"), "a": pattern("专卖[^；]*", "专卖")}, match={"any": ["a"]}, exclude=["b"], role="context"),
    rule("R-2", {"a": pattern("专营[^；]*", "专营"), "b": pattern("专营[^；]*兼", "兼")}, match={"any": ["a"]}, exclude=["b"], role="context"),
    rule("C-1", {"a": built_on("W-1"), "n": {"kind": "count", "field": "staff", "op": "gt", "value": 9}}, match={"all": ["a", "n"]}),
    rule("C-2", {"a": built_on("C-6")}),
    rule("C-6", {"a": built_on("C-1")}),
    rule("C-3", {"a": words("酉戌"), "b": built_on("W-1")}, match={"all": ["a", {"not": "b"}]}),
    rule("C-4", {"a": built_on("W-1", "B-1"), "b": built_on("P-2")}, match={"all": ["a", "b"]}),
    rule("C-5", {"a": pattern("[^；]*亥[^；]*", "亥"), "b": built_on("W-1", "B-2")}, match={"all": ["a", "b"]}, role="context"),
    rule("K-1", {"a": words("一甲"), "b": words("二甲"), "c": words("三甲")}, match={"n_of": 2, "of": ["a", "b", "c"]}),
    rule("K-2", {"a": words("四甲"), "f": {"kind": "attribute", "field": "kind", "op": "eq", "value": "个体"}}, match={"all": ["a", "f"]}),
    rule("K-3", {"a": words("四甲"), "f": {"kind": "attribute", "field": "age_months", "op": "lt", "value": 12}}, match={"all": ["a", {"not": "f"}]}),
    rule("F-1", {"a": {"kind": "fuzzy", "fields": ["scope"], "terms": ["春夏秋冬"], "max_edits": 1}}),
    rule("F-2", {"a": {"kind": "fuzzy", "fields": BOTH, "terms": ["东西南北中间"], "max_edits": 2}}),
]  # fmt: skip
EXCLUSIONS = [
    exclusion("guard", "G-1", "常用词", terms=["巳午楼", "未申楼"]),
    exclusion("licensed", "G-2", "须有牌照", kind_name="某行", licence_needed="某证", name_patterns=["某行$"], not_patterns=["仿某行"]),
]  # fmt: skip
RECORDS = [
    ({"scope": "销售"}, None),
    ({"scope": "甲乙"}, "W-1:甲乙"),
    ({"scope": "甲乙", "name": "甲乙店"}, "W-1:甲乙 W-1:甲乙"),
    ({"scope": "甲乙；甲乙"}, "W-1:甲乙 W-1:甲乙"),
    ({"scope": "甲乙，庚丙"}, "W-1:甲乙 W-2:甲乙 W-2:庚丙"),
    ({"scope": "丁戊"}, None),
    ({"scope": "丁戊，己庚"}, "W-3:丁戊 W-3:己庚"),
    ({"scope": "辛壬"}, "X-1:辛壬"),
    ({"scope": "辛壬，例外"}, "X-1:辛壬!X-1 X-1:例外!X-1"),
    ({"scope": "癸子"}, "N-1:癸子"),
    ({"scope": "癸子，丑寅"}, None),
    ({"scope": "卯辰"}, "B-1:卯辰 B-2:卯辰"),
    ({"scope": "假某卯辰"}, "B-1:卯辰!B-1 B-2:卯辰"),
    ({"scope": "假某某某卯辰店"}, "B-1:卯辰 B-2:卯辰!B-2"),
    ({"scope": "假卯辰店"}, "B-1:卯辰!B-1 B-2:卯辰!B-2"),
    ({"scope": "巳午"}, "P-1:巳午 P-2:巳午 P-3:巳午 P-5:巳午"),
    ({"scope": "巳午楼"}, "P-1:巳午 P-2:巳午!G-1 P-5:巳午!G-1"),
    ({"scope": "巳午楼，未申"}, "P-1:巳午 P-2:巳午!G-1 P-4:巳午!G-1 P-5:巳午!G-1 P-3:未申 P-5:未申"),
    ({"scope": "未申楼"}, "P-5:未申!G-1"),
    ({"scope": "第12号"}, "R-1:第12号"),
    ({"scope": "某第12号店"}, "R-1:第12号!R-1"),
    ({"scope": "第号"}, None),
    ({"scope": "第１２号"}, "R-1:第１２号"),
    ({"scope": "专营某某；兼营"}, "R-2:专营某某"),
    ({"scope": "专营某某兼营"}, None),
    ({"scope": "专卖某某；兼营"}, "R-3:专卖某某"),
    ({"scope": "专卖某某兼营"}, None),
    ({"scope": "甲乙", "staff": "10"}, "C-1:甲乙 C-2:甲乙 C-6:甲乙 W-1:甲乙"),
    ({"scope": "甲乙", "staff": "9"}, "W-1:甲乙"),
    ({"scope": "酉戌"}, "C-3:酉戌"),
    ({"scope": "酉戌，甲乙"}, "W-1:甲乙"),
    ({"scope": "甲乙，巳午，卯辰店"}, "W-1:甲乙 C-4:巳午 P-1:巳午 P-2:巳午 P-3:巳午 P-5:巳午 B-1:卯辰 B-2:卯辰!B-2 C-4:卯辰"),
    ({"scope": "亥某，甲乙，亥某；甲乙"}, "C-5:甲乙 W-1:甲乙 W-1:甲乙"),
    ({"scope": "亥；甲乙"}, "C-5:亥 W-1:甲乙"),
    ({"scope": "一甲"}, None),
    ({"scope": "一甲，三甲"}, "K-1:一甲 K-1:三甲"),
    ({"scope": "四甲", "kind": "个体"}, "K-2:四甲"),
    ({"scope": "四甲", "kind": "公司"}, None),
    ({"scope": "四甲", "est_date": "2025-07-01"}, None),
    ({"scope": "四甲", "est_date": "2025-06-01"}, "K-3:四甲"),
    ({"scope": "四甲", "est_date": "2025-06-01", "kind": "个体"}, "K-2:四甲 K-3:四甲"),
    ({"scope": "春夏秋冬"}, "F-1:春夏秋冬"),
    ({"scope": "春夏某冬"}, "F-1:春夏某冬"),
    ({"scope": "春某某冬"}, None),
    ({"scope": "某某", "name": "东西某北中"}, "F-2:东西某北中"),
    ({"scope": "某某", "name": "某某行"}, ""),
    ({"scope": "某某", "name": "仿某行"}, None),
    ({"scope": "甲乙", "name": "某某行"}, "W-1:甲乙"),
]  # fmt: skip


@pytest.fixture(scope="module")
def invented() -> RuleSet:
    return ruleset(RULES, EXCLUSIONS)


def _table(records: list[dict[str, str]]) -> pa.Table:
    names = ("name", "scope", "staff", "kind", "est_date")
    columns = {name: [one.get(name) for one in records] for name in names}
    return pa.table(columns, pa.schema([(name, pa.string()) for name in names]))


def _told(found: Iterable[RecordEvidence]) -> dict[int, str]:
    return {one.row: shown(one) for one in found}


def test_what_rules_find(invented: RuleSet) -> None:
    expected = {at: told for at, (_, told) in enumerate(RECORDS) if told is not None}
    table = _table([record for record, _ in RECORDS])
    matcher = RegistrationMatcher(invented)
    assert _told(matcher.match(table, DAY)) == expected
    assert _told(matcher.match(table, DAY)) == expected  # what is remembered is the same
    assert _told(match_registrations(table, invented, DAY)) == expected


@pytest.mark.parametrize(("record", "expected"), RECORDS)
def test_what_rules_find_on_one_record(
    invented: RuleSet, record: dict[str, str], expected: str | None
) -> None:
    (*found,) = RegistrationMatcher(invented).match(_table([record]), DAY)
    (*slow,) = match_registrations(_table([record]), invented, DAY)
    assert found == slow
    assert [shown(one) for one in found] == ([] if expected is None else [expected])
    for hit in found[0].hits if found else ():
        assert record[hit.field][hit.start : hit.end] == hit.matched
        assert hit.points == (
            30
            if (hit.rule_id, hit.field) == ("W-1", "name")
            else 10
            if hit.rule_id == "W-1"
            else 20
        )


def test_why_a_hit_counts_or_does_not(invented: RuleSet) -> None:
    said = [
        ("甲乙", "规则W-1"),
        ("辛壬，例外", "同时出现规则列明的例外情形"),
        ("假卯辰店", "旁边的词改变了意思（假）"),
        ("某第12号店", "店号"),
        ("巳午楼", "规则P-1"),
        ("春夏某冬", "规则F-1（与“春夏秋冬”差一字）"),
        ("东西某北中", "规则F-2（与“东西南北中间”差两字）"),
    ]
    for scope, reason in said:
        for found in (
            RegistrationMatcher(invented).match,
            lambda t, d: match_registrations(t, invented, d),
        ):
            (one,) = found(_table([{"scope": scope}]), DAY)
            assert one.hits[0].reason == reason


def test_a_name_that_needs_a_licence(invented: RuleSet) -> None:
    for find in (
        RegistrationMatcher(invented).match,
        lambda t, d: match_registrations(t, invented, d),
    ):
        (one,) = find(_table([{"name": "某某行"}, {"name": "仿某行"}]), DAY)
        assert one.licensed == LicensedName("某行", "某证", "G-2")


def test_rules_without_words_are_asked_of_every_record() -> None:
    rules = [
        rule("T-1", {"f": {"kind": "attribute", "field": "kind", "op": "eq", "value": "个体"}}),
        rule("T-2", {"f": {"kind": "attribute", "field": "kind", "op": "missing"}}, role="context"),
        rule("T-3", {"a": words("甲乙"), "t": built_on("T-1")}, match={"all": ["a", "t"]}),
    ]  # fmt: skip
    records = [{"scope": "某"}, {"kind": "个体"}, {"kind": "公司", "scope": "甲乙"}, {"kind": "个体", "scope": "甲乙"}]  # fmt: skip
    expected = {0: "T-2:", 1: "T-1:", 3: "T-1: T-3:甲乙"}
    small = ruleset(rules)
    assert _told(RegistrationMatcher(small).match(_table(records), DAY)) == expected
    assert _told(match_registrations(_table(records), small, DAY)) == expected
    without = _table(records).drop_columns(["kind"])
    assert _told(RegistrationMatcher(small).match(without, DAY)) == dict.fromkeys(range(4), "T-2:")


@pytest.mark.parametrize(
    ("hits", "licensed", "links", "licence", "rules"),
    [
        ((), "", {}, None, []),
        ((), "", {"advert": 1}, None, []),
        ((), "", {"advert": 2}, None, ["L-1", "L-2"]),
        ((), "某行", {}, "held", ["L-1", "L-2"]),
        ((), "别行", {}, "held", []),
        ((), "某行", {}, "unknown", []),
        (("W-1",), "", {"tip": 1}, None, ["L-3"]),
        (("W-1!",), "", {"tip": 1}, None, []),
        ((), "", {"tip": 1, "advert": 2}, None, ["L-1", "L-2", "L-3"]),
        ((), "", {"affiliate": 1}, None, ["L-4"]),
    ],
)
def test_rules_about_facts_between_records(
    hits: tuple[str, ...],
    licensed: str,
    links: dict[str, int],
    licence: str | None,
    rules: list[str],
) -> None:
    small = ruleset(
        [
            RULES[0],
            rule("L-1", {"a": {"kind": "link", "what": "advert", "value": 2}, "b": {"kind": "licence", "state": "held", "kinds": ["某行"]}}),
            rule("L-2", {"a": built_on("L-1"), "b": {"kind": "link", "what": "advert", "value": 99}}),
            rule("L-3", {"a": built_on("W-1", "L-1"), "b": {"kind": "link", "what": "tip"}}, match={"all": ["a", "b"]}),
            rule("L-4", {"a": {"kind": "link", "what": "affiliate"}, "k": {"kind": "attribute", "field": "kind", "op": "eq", "value": "个体"}, "y": {"kind": "attribute", "field": "age_months", "op": "lt", "value": 3}}, match={"all": ["a", "k", "y"]}),
        ]
    )  # fmt: skip
    evidence = RecordEvidence(0, [])
    for name in hits:
        hit = Hit(name.strip("!"), "scope", 0, 2, "甲乙", 10)
        hit.status = Status.DISMISSED if "!" in name else Status.COUNTED
        evidence.hits.append(hit)
    evidence.licensed = LicensedName(licensed, "某证", "G-2") if licensed else None
    apply_linked(
        Evaluator(CompiledRules(small, "registration")),
        evidence,
        {"scope": "甲乙", "kind": "个体", "est_date": "2026-05-01", "age_months": ""}.__getitem__,
        DAY,
        links,
        licence,
    )  # type: ignore[arg-type]
    assert [hit.rule_id for hit in evidence.hits[len(hits) :]] == rules


@pytest.mark.parametrize(
    ("matched", "reason", "names", "spared"),
    [
        ("惠购", "规则（变形写法，读作“回购”）", ["惠购生活"], True),
        ("惠購", "规则（变形写法，读作“回购”）", ["", "惠购生活"], True),
        ("惠购", "规则（变形写法，读作“回购”）", ["惠生活购"], False),
        ("惠购", "规则", ["惠购生活"], False),
        ("惠", "规则（变形写法，读作“回”）", ["惠购生活"], False),
        ("惠购", "规则（变形写法，读作“回购”）", [], False),
    ],
)
def test_a_part_of_ones_own_name_is_no_disguise(
    matched: str, reason: str, names: list[str], spared: bool
) -> None:
    kept = Hit("A-1", "text", 0, 2, "回购", reason="规则")
    done = Hit(
        "A-1", "text", 5, 7, "惠购", status=Status.DISMISSED, reason="变形写法", cause_id="G-1"
    )
    hit = Hit("A-1", "text", 3, 5, matched, reason=reason)
    spare_own_name(RecordEvidence(0, [done, kept, hit]), names)
    assert (hit.status is Status.DISMISSED) is spared
    assert hit.cause_id == ("EXC-OWN-NAME" if spared else "")
    assert hit.reason == (f"“{matched}”是广告主名称里的字，不是变形写法" if spared else reason)
    assert kept.status is Status.COUNTED
    assert done.cause_id == "G-1"


def test_rules_built_on_many_others_are_put_in_order_once() -> None:
    """Each on the two before it: there are a billion ways down from the fortieth."""
    ladder = [rule("R-00", {"a": words("子丑")}), rule("R-01", {"a": words("寅卯")})]
    ladder += [
        rule(f"R-{n:02}", {"a": built_on(f"R-{n - 1:02}", f"R-{n - 2:02}")}) for n in range(2, 41)
    ]
    compiled = CompiledRules(ruleset(ladder[::-1]), "registration")
    assert [one.id for one in compiled.combining] == [f"R-{n:02}" for n in range(2, 41)]


def test_rules_that_wait_for_each_other_say_nothing_and_stop_nobody() -> None:
    circle = [
        rule("R-0", {"a": built_on("R-2")}),
        rule("R-1", {"a": built_on("R-0")}),
        rule("R-2", {"a": built_on("R-1")}),
        rule("R-3", {"a": words("子丑")}),
    ]
    table = pa.table({"name": ["某店"], "scope": ["子丑"]})
    (found,) = RegistrationMatcher(ruleset(circle)).match(table, "2026-11-01")
    assert shown(found) == "R-3:子丑"
