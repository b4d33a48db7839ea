"""What licence lists say of a firm; a missing list is unknown, never unlicensed."""

import pytest

from engine.link.licences import LicenceIndex

LISTS = (
    [
        "云泉县惠农小额贷款有限公司",
        "长河银行股份有限公司",
        "云泉县金穗小额贷款有限公司",
        "平川汇丰达小额贷款有限公司",
    ],
    ["91640299MA70000011", "", "", "91640299MA70000099"],
    ["小额贷款公司经营许可", "《金融许可证》", "小贷", "小额贷款"],
    ["2099-12-31", "", "2024-06-30", ""],
)


@pytest.mark.parametrize(
    ("name", "code", "kind", "status"),
    [
        ("云泉县惠农小额贷款有限公司", "91640299MA70000011", "小额贷款", "持牌"),
        ("云泉县惠农小额贷款有限责任公司", "", "小额贷款", "持牌"),
        ("长河银行股份有限公司云泉支行", "91640299MA70000022", "银行", "持牌"),
        ("云泉县金穗小额贷款有限公司", "", "小额贷款", "过期"),
        ("云泉县聚宝小额贷款有限公司", "91640299MA70000033", "小额贷款", "未见"),
        ("云泉县聚宝典当有限公司", "91640299MA70000044", "典当", "名录缺失"),
        ("云泉县汇丰达小额贷款有限公司", "91640299MA70000055", "小额贷款", "疑似冒名"),
    ],
)  # fmt: skip
def test_find(name: str, code: str, kind: str, status: str) -> None:
    assert LicenceIndex(*LISTS).find(name, code, kind, "2026-06-01").status == status


def test_no_lists_at_all() -> None:
    assert LicenceIndex([], [], [], []).find("甲典当行", "", "典当", "").status == "名录缺失"


def test_scope_of_the_licence_against_what_the_advert_sells() -> None:
    import pandas as pd

    from engine import screen

    name = "云泉县惠农小额贷款有限公司"
    ad = {
        "广告主": name,
        "广告内容": "存一万每年返一千二，保本保息，随时可取",
        "发布时间": "2026-05-01",
    }
    run = screen(
        pd.DataFrame({"企业名称": [name], "经营范围": ["小额贷款"]}),
        adverts=pd.DataFrame([ad]),
        licences=pd.DataFrame(
            {"机构名称": [name], "许可类型": ["小额贷款"], "有效期至": ["2030-01-01"]}
        ),
    )
    row = run.entities.iloc[0]
    assert (row["disposition"], row["licence_status"]) == ("线索", "持牌")
    assert "许可为“小额贷款”" in row["remarks"]
