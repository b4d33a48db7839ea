"""咨询, 中介 at the end of a list is said of each of its members, whatever stands between."""

import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.ruleset import RuleSet


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def _disposition(scope: str, ruleset: RuleSet) -> str:
    firm = {
        "企业名称": ["云泉县丁丰服务部"],
        "经营范围": [scope],
        "住所": ["云泉县清渠镇育才街9号"],
    }
    found = screen(pd.DataFrame(firm), ruleset=ruleset).entities
    return "" if found.empty else str(found["disposition"].iloc[0])


@pytest.mark.parametrize(
    "scope",
    [
        "理财、基金、企业法律咨询",
        "基金、理财、婚姻家庭法律咨询服务",
        "融资、税务、工商咨询",
        "企业营销策划；贷款、担保、房产中介服务",
        "财富、保险、企业管理咨询",
    ],
)
def test_counsel_on_money_is_a_lead(scope: str, ruleset: RuleSet) -> None:
    assert _disposition(scope, ruleset) == "线索"


@pytest.mark.parametrize(
    "scope",
    [
        "金融、并购、房地产法律事务代理",
        "投资、勘察、设计咨询",
        "理财、基金、法律类图书销售",
        "金融、税务、邮政票据印刷",
        "税务、法律、房产咨询",
        "资产、会计、税务咨询",
        "资产、债务咨询",
        "理财、基金、投资法律咨询",
        "基金、理财、证券法律顾问服务",
    ],
)
def test_what_money_only_names_is_none(scope: str, ruleset: RuleSet) -> None:
    assert _disposition(scope, ruleset) != "线索"
