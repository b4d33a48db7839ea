"""Who lends by a licence that only the list shows is no unlicensed lender; the rest still counts."""

from __future__ import annotations

import pandas as pd
import pytest

from engine import Screening, screen

NAME, CODE = "云泉县丰源商务服务有限公司", "91350100M000100Y43"
LOAN = "急用钱找我们，无抵押免担保，当天放款，可借1-5万"
ROW = {"机构名称": NAME, "信用代码": CODE, "许可类型": "小额贷款经营许可", "有效期至": "2030-01-01"}


def run(row: dict[str, str], text: str = LOAN, advertiser: str = NAME, firm: str = "云泉县甲面馆") -> Screening:  # fmt: skip
    firms = pd.DataFrame({"企业名称": [firm], "经营范围": ["餐饮服务"], "成立日期": ["2020-01-01"]})
    ads = pd.DataFrame({"编号": ["G1"], "广告主": [advertiser], "广告内容": [text], "发布时间": ["2026-05-01"]})  # fmt: skip
    return screen(firms, adverts=ads, licences=pd.DataFrame([row]))


def test_a_listed_lender_is_no_unlicensed_one() -> None:
    found = run(ROW)
    advert = found.adverts.iloc[0]
    assert advert["band"] == "无"
    assert advert["annual_rate_pct"] == ""
    loans = found.evidence[found.evidence["rule_id"] == "AD-LOAN-001"]
    assert set(loans["status"]) == {"dismissed"}
    cause = f"发布者在所附名录内（小额贷款经营许可：{NAME}），请核对发布者身份（LIC-LIST）"
    assert cause in set(loans["reason"])
    assert advert["remarks"] == "发布者在所附名录内（小额贷款经营许可），核对发布者身份"


def test_a_listed_firm_that_the_advert_was_linked_to() -> None:
    found = run(ROW, advertiser="丰源商务", firm=NAME)
    assert found.adverts.iloc[0]["entity_name"] == NAME
    assert found.adverts.iloc[0]["band"] == "无"


def test_brackets_and_signatures() -> None:
    assert run({**ROW, "机构名称": "丰源（云泉）商务服务有限公司", "信用代码": ""}, advertiser="丰源(云泉)商务服务有限公司").adverts.iloc[0]["band"] == "无"  # fmt: skip
    assert run(ROW, text=f"【{NAME}】{LOAN}", advertiser="").adverts.iloc[0]["band"] == "无"


@pytest.mark.parametrize(
    "row",
    [
        {**ROW, "有效期至": "2025-01-01"},
        {**ROW, "机构名称": "云泉县丰园商务服务有限公司", "信用代码": ""},
        {**ROW, "许可类型": "融资担保业务经营许可证"},
        {**ROW, "许可类型": "私募基金管理人登记"},
    ],
)
def test_no_licence_to_lend(row: dict[str, str]) -> None:
    found = run(row)
    assert found.adverts.iloc[0]["band"] in ("高", "中")
    loans = found.evidence[found.evidence["rule_id"] == "AD-LOAN-001"]
    assert "counted" in set(loans["status"])


def test_a_licence_to_lend_allows_no_promise() -> None:
    found = run(ROW, text="保本保息，年化18%，一万元起投，随时可取")
    assert found.adverts.iloc[0]["band"] in ("高", "中")
    both = run(ROW, text=f"保本保息，年化18%，一万元起投，随时可取。{LOAN}")
    assert both.adverts.iloc[0]["band"] in ("高", "中")
    loans = both.evidence[both.evidence["rule_id"] == "AD-LOAN-001"]
    assert set(loans["status"]) == {"dismissed"}
