"""What is paid to who brings a buyer is no return to who puts money in."""

import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.ruleset import RuleSet


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def _paid(text: str, ruleset: RuleSet) -> set[str]:
    """Which statuses the hits of 承诺按期付息、分红或返钱 have."""
    run = screen(None, adverts=pd.DataFrame({"编号": ["A1"], "广告内容": [text]}), ruleset=ruleset)
    return {str(s) for s in run.evidence.loc[run.evidence["rule_id"] == "AD-PRO-003", "status"]}


@pytest.mark.parametrize(
    "text",
    [
        "介绍同事来报名，给你5%，当面结清",
        "推荐一位业主签约得3个点",
        "引荐客户成交，拿8%居间费",
        "发展代理给你15个点",
        "邀请好友充值，得10%佣金",
        "转发到群里有人买，给你5%",
        "卖一箱拿12%",
        "推广成交给到20%提成",
        "中途退课只退八成，其余拿20%当手续费",
        "帮忙找到卖家付您2%的中介费",
        "喊邻居来办卡，补你3%",
    ],
)
def test_a_fee_is_no_return(text: str, ruleset: RuleSet) -> None:
    assert _paid(text, ruleset) <= {"dismissed"}


@pytest.mark.parametrize(
    "text",
    [
        "介绍亲友来入会，月月给您2%",
        "存一万，给你8%，介绍人另有礼品",
        "朋友都来了，每年给您12%",
        "股东推荐的好项目，投五万每年拿10%",
        "转给我们打理，每月付您1.5%",
        "把房子交给我们卖场托管，每年补您8%",
        "带本金来，一年得9%",
        "放款给公司，得1分5",
        "客户的钱投进来，年底给10%",
        "找我们入股，到年底付一成",
    ],
)
def test_a_return_beside_one_is(text: str, ruleset: RuleSet) -> None:
    assert "dismissed" not in _paid(text, ruleset)
    assert _paid(text, ruleset)
