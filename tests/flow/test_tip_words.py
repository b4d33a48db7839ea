"""The clause of a tip that is told tells nobody's name."""

import pandas as pd
import pytest

from engine import load_ruleset, screen

FIRMS = pd.DataFrame({"企业名称": ["云泉县康乐理疗店"], "经营范围": ["理疗服务"]})


@pytest.mark.parametrize(
    "text",
    [
        "我女婿刘建国把六万块养老钱交给会所，说每月给一千，现在不给",
        "儿媳妇周小燕被拉去听课交了五万，店里说每月返钱，停了",
    ],
)
def test_no_clause_with_the_name_of_kin(text: str) -> None:
    tips = pd.DataFrame({"编号": ["T1"], "被反映对象": ["云泉县康乐理疗店"], "内容": [text]})
    evidence = screen(FIRMS, tips=tips, ruleset=load_ruleset()).evidence
    whole = evidence[evidence["rule_id"] == "TIP-011"]
    assert len(whole) == 1
    assert not whole["matched"].str.contains("刘建国|周小燕").any()
