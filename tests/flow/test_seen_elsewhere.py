"""Where its adverts were seen, and where a tip says it happened, is told of the firm."""

import pandas as pd
import pytest

from engine import screen
from engine.triage.seen import seen_elsewhere

_FIRM = "云泉县聚鑫投资管理有限公司"
_SAYS = "聚鑫投资，保本保息，年化18%，一万元起投"


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("富民路101号", ["广告G1见于富民路101号"]),
        ("健康路3号", []),
        ("健康路三号门口", []),
        ("清渠镇健康路", []),
        ("微信群", []),
        ("柳湾村", ["广告G1见于柳湾村"]),
    ],
)
def test_only_another_place_is_told(place: str, told: list[str]) -> None:
    assert seen_elsewhere([("G1", place)], "云泉县清渠镇健康路3号2楼") == told


def test_few_places_and_few_numbers_are_told() -> None:
    many = [(f"G{number}", "富民路101号") for number in range(12, 0, -1)]
    many += [(f"H{number}", f"石营路{number}号") for number in range(1, 5)]
    told = seen_elsewhere([*many, ("", "团结东路9号")], "健康路3号")
    assert told[0] == "广告G1、G2、G3等12条见于富民路101号"
    assert told[2].endswith("（共5处，其余略）")
    assert told[3] == "有举报提到的地点：团结东路9号"


def test_the_firm_bears_the_remark() -> None:
    firms = pd.DataFrame(
        {"企业名称": [_FIRM], "住所": ["清渠镇健康路3号"], "经营范围": ["投资管理"]}
    )
    ads = pd.DataFrame(
        {
            "编号": ["G2", "G1"],
            "广告主": [_FIRM] * 2,
            "广告内容": [_SAYS] * 2,
            "发现地点": ["石营路8号", "富民路101号"],
        }
    )
    tips = pd.DataFrame(
        {
            "编号": ["T1"],
            "被反映对象": [_FIRM],
            "事发地址": ["团结东路9号"],
            "内容": ["该公司向老人集资，说月息两分，到期不还本金"],
        }
    )
    remarks = screen(firms, adverts=ads, tips=tips).entities["remarks"][0].split("|")
    assert remarks[-3:] == [
        "广告G1见于富民路101号",
        "广告G2见于石营路8号",
        "有举报提到的地点：团结东路9号",
    ]
