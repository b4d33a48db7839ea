"""Adverts: warnings say the opposite of what they quote, and a fraud may hide behind one."""

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet, load_ruleset
from engine.score import score


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def read(ruleset: RuleSet, text: str) -> RecordEvidence:
    table = pa.table(
        {"title": [None], "text": [text]},
        schema=pa.schema([("title", pa.string()), ("text", pa.string())]),
    )
    return next(iter(TextMatcher(ruleset, "advert").match(table, "2026-06-01", "publish_time")))


def band(ruleset: RuleSet, text: str) -> str:
    evidence = read(ruleset, text)
    for hit in evidence.hits:
        assert text[hit.start : hit.end] == hit.matched
    return score(evidence.hits, ruleset).band.value


@pytest.mark.parametrize(
    "text",
    [
        "警方提醒：谨防“保本高息”投资骗局，远离非法集资！",
        "防范非法集资，人人有责。凡是承诺保本保息、年化20%的都要当心",
        "本产品不保本保息，投资有风险",
        "端午特惠，全场8折，满100减20",
        "本店诚聘服务员，底薪3000加提成5%",
        "出租门面房两间，月租1500元",
        "我行新一期理财产品保本保息，年化4%，柜台网银均可购买",
    ],
)
def test_harmless(ruleset: RuleSet, text: str) -> None:
    assert band(ruleset, text) == "无"


@pytest.mark.parametrize(
    "text",
    [
        "保本保息，年化18%，一万元起投，名额有限",
        "保 本·保*息，月息2分，按月付息，诚邀投资",
        "謹防假冒！本公司保本保息，年化15%，一万起投，详询13900000000",
        "消费全返，满500返500，推荐奖天天结",
    ],
)
def test_suspicious(ruleset: RuleSet, text: str) -> None:
    assert band(ruleset, text) in ("高", "中")


CALM = [
    "展厅在二楼，周一至周五开放。",
    "停车请按车位停放，出入注意行人。",
    "今日多云，最高气温二十四度。",
    "公司成立十二年，获多项行业荣誉，员工三百余人。",
    "如需无障碍服务请联系前台。",
]
BESIDE_NOTES = [
    "公寓认购，每年分红9%，三年后原价收回。风险自担，历史业绩仅供参考，投资须谨慎。",
    "酒庄定期项目，一万元起，每年给一千五，到期退还本金。投资有风险，入市需谨慎，过往业绩不代表未来。",
]


@pytest.mark.parametrize("text", BESIDE_NOTES)
@pytest.mark.parametrize("times", [1, 8])
def test_however_much_else_is_said_a_promise_beside_risk_notes_stays(
    ruleset: RuleSet, text: str, times: int
) -> None:
    calm = "".join(CALM * times)
    first, rest = text.split("。", 1)
    for longer in (text, text + calm, calm + text, f"{first}。{calm}{rest}"):
        assert band(ruleset, longer) in ("高", "中"), longer


def test_risk_notes_alone_stay_harmless(ruleset: RuleSet) -> None:
    notes = "过往业绩不代表未来表现，不构成收益承诺。投资需谨慎，产品说明书在柜台。"
    assert band(ruleset, notes) == "无"
    assert band(ruleset, notes + "".join(CALM)) == "无"


@pytest.mark.parametrize(
    "text",
    [
        "年终奖存了定期，一年1.4%，图个安稳",
        "买到一张大额存单，三年1.9%，知足了",
        "存款利率又降，一年只有1.1%，攒了四万也就四百来块",
    ],
)
def test_what_a_saver_tells_of_his_bank_is_no_solicitation(ruleset: RuleSet, text: str) -> None:
    assert band(ruleset, text) == "无"


@pytest.mark.parametrize(
    "text",
    [
        "年终奖存了定期，一年14%，图个安稳",
        "存了定期的取出来放我这，一年2.2%，打借条，踏实",
        "存款利率又降，来我们茶社存，一年2%，满一万送茶",
    ],
)
def test_a_taker_of_deposits_does_not_hide_as_a_saver(ruleset: RuleSet, text: str) -> None:
    assert band(ruleset, text) in ("高", "中")


@pytest.mark.parametrize(
    ("text", "licensed"),
    [
        ("我行新一期理财，年化4%，柜台网银均可购买", True),
        ("柜台可办理，存款保险保障，详情咨询本行员工", True),
        ("皮货行收皮子缺钱，三万一份，一年后给三万五，赔了本行全担", False),
        ("本行做抵押放款生意，资金不够，找合伙人出钱，年息一分二", False),
    ],
)
def test_many_a_shop_is_a_hang(ruleset: RuleSet, text: str, licensed: bool) -> None:
    """A bank is one that speaks of what a bank has, a counter or deposits."""
    assert (read(ruleset, text).licensed is not None) is licensed


def test_who_made_the_film_earned(ruleset: RuleSet) -> None:
    hits = read(
        ruleset, "这部片子成本才六百万，票房过了四个亿，出品方赚得盆满钵满，观众笑得肚子疼。"
    ).hits
    assert "AD-EVA-001" not in {hit.rule_id for hit in hits}
