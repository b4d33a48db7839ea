"""The fast matcher equals the slow one, whatever stands in the row."""

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.match import RegistrationMatcher
from engine.match.reference import match_registrations
from engine.ruleset import RuleSet, load_ruleset

PIECES = (
    "投资",
    "管理",
    "咨询",
    "金融",
    "理财",
    "基金",
    "资产",
    "代理财务",
    "（",
    "）",
    "不得从事",
    "不含",
    "；",
    "、",
    "，",
    "以上",
    "除",
    "外",
    "除外",
    "银行",
    "股份有限公司",
    "接受",
    "机构委托",
    "軟件",
    "開發",
    "服务",
    "销售",
    "五金交电",
    "ＶＸ",
    "小额贷款",
    "支付",
    "互助",
    "国有",
    "镍",
    "属",
    "合作社",
    "养老",
    "众筹",
    "为",
    "提供",
)
scopes = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(st.tuples(scopes, scopes), min_size=1, max_size=3))
def test_fast_equals_slow(ruleset: RuleSet, rows: list[tuple[str, str]]) -> None:
    table = pa.table({"name": [n for n, _ in rows], "scope": [s for _, s in rows]})
    fast = list(RegistrationMatcher(ruleset).match(table, "2026-06-01"))
    slow = match_registrations(table, ruleset, "2026-06-01")
    assert fast == slow


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(name=scopes, scope=scopes)
def test_spans_are_cut_from_the_raw_text(ruleset: RuleSet, name: str, scope: str) -> None:
    table = pa.table({"name": [name], "scope": [scope]})
    for evidence in RegistrationMatcher(ruleset).match(table, "2026-06-01"):
        for hit in evidence.hits:
            raw = {"name": name, "scope": scope}.get(hit.field, "")
            assert raw[hit.start : hit.end] == hit.matched


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(scope=scopes)
@example(scope="投资管理金融")
def test_harmless_text_removes_no_hit(ruleset: RuleSet, scope: str) -> None:
    table = pa.table({"name": ["某厂"] * 2, "scope": [scope, scope + "\n；五谷杂粮种植"]})
    found = {e.row: e for e in RegistrationMatcher(ruleset).match(table, "2026-06-01")}
    counted = [
        {
            (h.rule_id, h.start)
            for h in found[row].hits
            # What is the main business is said of the whole scope, so another business may end it.
            if h.status == "counted" and ruleset.rule(h.rule_id).role != "context"
        }
        if row in found
        else set()
        for row in (0, 1)
    ]
    assert counted[0] <= counted[1]


@pytest.mark.parametrize(
    ("scope", "quoted"),
    [
        (
            "企业管理咨询；投资咨询；商务咨询（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
            "投资咨询",
        ),
        ("一般项目：受托资产管理；会议服务", "受托资产管理"),
        ("民间借贷中介；企业管理", "民间借贷"),
    ],
)
def test_main_business_quotes_the_finance_item_only(
    ruleset: RuleSet, scope: str, quoted: str
) -> None:
    table = pa.table({"name": ["云泉县某某有限公司"], "scope": [scope]})
    fast = list(RegistrationMatcher(ruleset).match(table, "2026-06-01"))
    assert fast == match_registrations(table, ruleset, "2026-06-01")
    (hit,) = [hit for hit in fast[0].hits if hit.rule_id == "REG-CTX-002"]
    assert (hit.matched, scope[hit.start : hit.end]) == (quoted, quoted)
