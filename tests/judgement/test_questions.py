"""What is asked at the door fits what the advert is about."""

from __future__ import annotations

import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.triage.judged import _different

FIRM = "云泉县百姓商店"


@pytest.fixture(scope="module")
def ruleset():
    return load_ruleset()


def lead(ruleset, text: str, scope: str = "百货零售") -> pd.Series:
    firms = pd.DataFrame({"企业名称": [FIRM], "经营范围": [scope], "住所": ["清渠镇中心街5号"]})
    ads = pd.DataFrame({"编号": ["A1"], "广告主": [FIRM], "广告内容": [text]})
    return screen(firms, adverts=ads, ruleset=ruleset).entities.iloc[0]


@pytest.mark.parametrize(
    "text",
    [
        "闲钱存我店，一万月息100，随用随取，打借条，老板作保",
        "厂里扩建，收乡亲们的钱，年息12%，一年一结，写借条盖公章",
    ],
)
def test_who_takes_deposits_is_not_asked_for_a_licence_to_lend(ruleset, text: str) -> None:
    row = lead(ruleset, text)
    assert "放贷" not in row["checks"]
    assert "砍头息" not in row["checks"]
    first = row["reasons"].split("|")[0]
    assert "放贷" not in first


def test_a_lender_is(ruleset) -> None:
    row = lead(ruleset, "押车不押人，当天放款，月息2分，房产、车辆都可抵押", "汽车租赁")
    assert row["sector"] == "高利贷套路贷"
    assert "放贷资质" in row["checks"]
    assert "砍头息" in row["checks"]
    assert "预售" not in row["checks"]


def test_paintings_are_asked_of_as_paintings_and_films_as_films(ruleset) -> None:
    art = lead(ruleset, "认购名家字画一幅3万元，公司一年后加价18%回购", "字画销售")["checks"]
    assert "看作品是否真有" in art
    assert "立项备案" not in art
    assert "影视" not in art
    film = lead(ruleset, "院线电影投资份额火热认购，10万元起，票房分红，保底收益20%", "影视")[
        "checks"
    ]
    assert "立项备案" in film
    assert "作品" not in film


@pytest.mark.parametrize(
    ("checks", "kept"),
    [
        (["放贷资质", "查放贷资质"], ["放贷资质"]),
        (
            ["实际利率和砍头息", "问实际利率、有无砍头息和虚高借条"],
            ["问实际利率、有无砍头息和虚高借条"],
        ),
        (["项目是否立项备案", "核对项目是否真实、资金去向"], None),
        (["核对付息、分红台账", "问付息的钱是不是后来人交的钱"], None),
        (["请当事人说明为什么这样写", "请当事人出示合同"], None),
    ],
)
def test_the_same_is_asked_once(checks: list[str], kept: list[str] | None) -> None:
    assert _different(tuple(checks)) == tuple(kept or checks)
