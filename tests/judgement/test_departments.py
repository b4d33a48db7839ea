"""Which line departments are told of a lead: who guides what it is suspected of, and who licenses its trade."""

import pandas as pd
import pytest

from engine import screen

OFFICES = pd.DataFrame(
    [
        ("商务办", "办", "消费返利、批发零售"),
        ("教育站", "站", "教育培训"),
        ("民政办", "办", "养老服务"),
    ],
    columns=["责任区", "类型", "负责行业"],
)
REBATE = "一次充三年学费，三年后全额返还，还可推荐返佣20%"


def told(name: str, scope: str, advert: str, territory: pd.DataFrame | None = None) -> str:
    firms = pd.DataFrame({"企业名称": [name], "经营范围": [scope]})
    ads = pd.DataFrame({"编号": ["G1"], "广告主": [name], "广告内容": [advert]})
    run = screen(firms, adverts=ads, territory=territory)
    (row,) = run.entities[run.entities["disposition"] == "线索"].to_dict("records")
    return f"{row['sector']}：{row['department']}"


@pytest.mark.parametrize(
    ("name", "scope", "advert", "department"),
    [
        ("云泉县青禾艺术培训有限公司", "文艺培训", REBATE, "消费返利：商务办|教育站"),
        (
            "云泉县青禾商贸有限公司",
            "日用品零售",
            REBATE.replace("学费", "货款"),
            "消费返利：商务办",
        ),
        # Its own trade is what it is suspected of.
        (
            "云泉县松鹤养老服务有限公司",
            "养老服务",
            "预存养老床位费5万元，每年返利12%，到期退本",
            "养老服务：民政办",
        ),
    ],
)
def test_who_licenses_the_trade_is_told_too(
    name: str, scope: str, advert: str, department: str
) -> None:
    assert told(name, scope, advert, OFFICES) == department


def test_without_offices_the_rules_name_both() -> None:
    assert (
        told("云泉县青禾艺术培训有限公司", "文艺培训", REBATE)
        == "消费返利：商务、市场监管部门|教育、人社部门"
    )
