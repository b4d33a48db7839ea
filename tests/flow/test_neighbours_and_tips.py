"""Sharing a door with a suspicious firm says little; taking deposits without a licence says much."""

from __future__ import annotations

import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.flow.linked import Linker

DOOR = "云泉县清渠镇富民路90号101室"
BAD = {"企业名称": "云泉县恒信投资咨询有限公司", "住所": DOOR, "经营范围": "投资咨询"}
ADS = pd.DataFrame([{"广告主": BAD["企业名称"], "广告内容": "保本保息，年化18%，一万起投"}])


@pytest.fixture(scope="module")
def ruleset():  # type: ignore[no-untyped-def]
    return load_ruleset()


def judged(ruleset, *firms: dict[str, str], tips: str = "", ads: pd.DataFrame | None = None):  # type: ignore[no-untyped-def]
    told = [{"被反映对象": firms[0]["企业名称"], "诉求内容": tips}]
    run = screen(
        pd.DataFrame(firms),
        adverts=ads,
        tips=pd.DataFrame(told) if tips else None,
        ruleset=ruleset,
    )
    return {row["name"]: row for row in run.entities.to_dict("records")}


def test_a_shared_door_alone_makes_nobody_more_than_low(ruleset) -> None:  # type: ignore[no-untyped-def]
    shop = {"企业名称": "云泉县好再来商店", "住所": DOOR, "经营范围": "日用百货"}
    adviser = {"企业名称": "云泉县金诺财富管理有限公司", "住所": DOOR, "经营范围": "企业管理"}
    found = judged(ruleset, BAD, shop, adviser, ads=ADS)
    assert found[BAD["企业名称"]]["band"] == "高"
    assert found["云泉县好再来商店"]["band"] == "低"
    alone = judged(ruleset, adviser)["云泉县金诺财富管理有限公司"]
    beside = found["云泉县金诺财富管理有限公司"]
    assert (beside["band"], beside["points"]) == (alone["band"], alone["points"])
    assert "同一地址" in beside["reasons"]


def test_who_manages_public_assets_is_no_lead_for_its_door(ruleset) -> None:  # type: ignore[no-untyped-def]
    public = {
        "企业名称": "云泉县湖沿村集体资产管理有限公司",
        "住所": DOOR,
        "经营范围": "村集体资产管理",
    }
    found = judged(ruleset, BAD, public, ads=ADS)[public["企业名称"]]
    assert found["disposition"] == "提示"


@pytest.mark.parametrize(
    ("said", "sector"),
    [
        ("店主替互助社收存款，说存一年给6%的利息，写的是白条，五六户把钱放在店里", "涉农合作组织"),
        ("店主收街坊的存款，说存一年给6%的利息，写的是白条", "民间投融资中介"),
        ("好几户把钱放在店里，每年拿利息", "民间投融资中介"),
    ],
)
def test_a_shop_that_takes_deposits_is_visited_soon(ruleset, said: str, sector: str) -> None:  # type: ignore[no-untyped-def]
    shop = {"企业名称": "云泉县清渠镇好再来商店", "住所": DOOR, "经营范围": "日用百货"}
    found = judged(ruleset, shop, tips=said)[shop["企业名称"]]
    assert found["band"] in ("中", "高")
    assert found["sector"] == sector
    assert "存款" in found["reasons"] or "代存" in found["reasons"]
    assert "存钱的有哪几户" in found["checks"]
    assert "商品回购" not in found["checks"]


def test_a_shop_that_keeps_parcels_is_left_alone(ruleset) -> None:  # type: ignore[no-untyped-def]
    shop = {"企业名称": "云泉县清渠镇好再来商店", "住所": DOOR, "经营范围": "日用百货"}
    found = judged(ruleset, shop, tips="店里代收快递乱收费，放在店里的包裹丢了")
    assert found[shop["企业名称"]]["disposition"] == "提示"


def test_a_firm_is_told_of_in_columns_as_it_is_by_itself(ruleset, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """What rules on rooms and branches find is the same for all firms of a look, or told singly."""
    words = ("投资咨询", "财富管理", "商店", "养老服务", "小额贷款")
    firms = [
        {
            "企业名称": f"云泉县金诺{number}{words[number % 5]}有限公司"
            + "城关分公司" * (number % 2),
            "住所": f"云泉县清渠镇富民路{number // 4}号101室",
            "经营范围": "；".join(words[number % 3 :]),
        }
        for number in range(30)
    ]

    def tables() -> tuple[pd.DataFrame, pd.DataFrame]:
        run = screen(pd.DataFrame(firms), ruleset=ruleset)
        return run.entities, run.evidence

    by_columns = tables()
    monkeypatch.setattr(Linker, "_judged", lambda *_: None)
    singly = tables()
    for one, other in zip(by_columns, singly, strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert "REG-LNK-003" in {*singly[1]["rule_id"]}
