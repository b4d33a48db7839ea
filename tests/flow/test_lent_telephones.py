"""A leaflet without a name is handed out by whoever signs another one with the same telephone."""

import pandas as pd
import pytest

from engine import screen

NAMES = ["云泉县鑫禾投资咨询有限公司", "云泉县瑞康养老服务有限公司", "云泉县鑫禾农资有限公司"]
FIRMS = pd.DataFrame({"企业名称": NAMES, "住所": [f"云泉县清渠镇健康路{n}号" for n in range(1, 4)]})
SIGNED = "【鑫禾投资】季度付息2.4%，三万起，本息有保障。"
NAMELESS = "闲钱生钱，抵押项目月息一分一，保本，手续当面看，打电话约。"


def owners(*adverts: tuple[str, str, str]) -> list[str]:
    ads = pd.DataFrame(adverts, columns=["广告主", "广告内容", "联系电话"])
    found = screen(FIRMS, adverts=ads).adverts
    known = found["entity_name"].where(found["entity_name"].isin(NAMES), "")
    return list(known)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13000000303", "130 0000 0303"),
        ("13000000303", "一三〇〇〇〇〇〇三〇三"),
        ("0969-8810901", "（0969）8810901"),
        ("+86-130-0000-0303", "13000000303"),
    ],
)
def test_a_telephone_is_lent(one: str, other: str) -> None:
    ads = [("", SIGNED, one), ("", NAMELESS, other)]
    assert owners(*ads) == [NAMES[0]] * 2
    assert owners(*ads[::-1]) == [NAMES[0]] * 2


def test_also_within_the_text() -> None:
    assert owners(
        ("", f"{SIGNED}电话13000000303", ""), ("", f"{NAMELESS}１３００００００３０３", "")
    ) == [NAMES[0]] * 2  # fmt: skip


def test_of_several_candidates_the_one_with_the_telephone() -> None:
    several = "鑫禾保本理财，月息一分一，打电话约。"
    assert owners(("", SIGNED, "13000000303"), ("", several, "13000000303"))[1] == NAMES[0]


@pytest.mark.parametrize(
    "others",
    [
        [("", NAMELESS, "13000000304")],
        [("", NAMELESS, "")],
        # An agent's: he writes for two.
        [("", "【瑞康养老】床位预订五万，年息8%，到期退本。", "13000000303"), ("", NAMELESS, "13000000303")],
        # An agent's or an office's, whoever else has it in his text.
        [("", f"{NAMELESS}发布广告请拨打13700001111", "")],
        [("", f"{NAMELESS}被骗报警13699990000", "")],
        [("", f"{NAMELESS}平台客服400-800-1234", "")],
        [("瑞丰财富工作室", NAMELESS, "13000000303")],
        [("", f"【瑞丰财富】{NAMELESS}", "13000000303")],
    ],
)  # fmt: skip
def test_none_is_lent(others: list[tuple[str, str, str]]) -> None:
    lends = [
        ("", SIGNED, "13000000303"),
        ("", f"{SIGNED}发布广告请拨打13700001111，平台客服400-800-1234", ""),
        ("", "提醒：鑫禾投资涉嫌非法集资，线索请拨打派出所电话13699990000", ""),
    ]
    assert owners(*lends, *others)[-1] != NAMES[0]


def test_what_is_harmless_lends_nothing() -> None:
    shop = "鑫禾农资开业八折，化肥农药齐全，电话13000000303"
    assert owners(("", shop, ""), ("", NAMELESS, "13000000303"))[1] == ""


def test_a_number_without_area_code_is_nobodys() -> None:
    assert owners(("", SIGNED, "8810901"), ("", NAMELESS, "8810901")) == [NAMES[0], ""]


def test_an_unknown_advertiser_is_one_however_his_telephone_is_written() -> None:
    ads = pd.DataFrame(
        {"广告内容": [NAMELESS, f"{NAMELESS}诚邀"], "联系电话": ["130 0000 0303", "13000000303"]}
    )
    assert screen(FIRMS, adverts=ads).adverts["entity_id"].nunique() == 1


def test_also_by_the_telephone_that_his_texts_name() -> None:
    texts = [f"{NAMELESS}电话13000000303", f"{NAMELESS}诚邀老友，１３０-０００００３０３", NAMELESS]
    found = screen(FIRMS, adverts=pd.DataFrame({"广告内容": texts})).adverts
    assert list(found.groupby("entity_id").size().sort_values()) == [1, 2]


@pytest.mark.parametrize(
    ("number", "meant"), [("130 0000 0303", True), ("13000000309", False), ("", False)]
)
def test_a_tip_that_tells_the_telephone_means_the_firm(number: str, meant: bool) -> None:
    ads = pd.DataFrame([("", SIGNED, "13000000303")], columns=["广告主", "广告内容", "联系电话"])
    tips = pd.DataFrame({"举报内容": [f"有人打电话叫我妈存钱，月息一分五，保本，号码{number}"]})
    found = screen(FIRMS, adverts=ads, tips=tips)
    assert (not found.loose_tips) is meant
