"""What licence lists say of a firm; a missing list is unknown, never unlicensed."""

import pyarrow as pa
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


@pytest.mark.parametrize("listed", ["平川（云泉）典当有限公司", "平川(云泉)典当有限公司"])
def test_a_name_is_listed_whatever_the_width_of_its_brackets(listed: str) -> None:
    names = ["平川（云泉）典当有限公司", "平川(云泉)典当有限公司", "平川典当有限公司", None]
    columns = (pa.chunked_array([column], pa.string()) for column in (names, [None] * 4))
    assert LicenceIndex([listed], [""], ["典当"], [""]).listed(*columns) == [0, 1]


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


@pytest.mark.parametrize(
    ("until", "status"),
    [
        ("2026年6月30日", "过期"),
        ("2026/6/30", "过期"),
        ("2026-6-9", "过期"),
        ("20260630", "过期"),
        ("至2025年12月31日止", "过期"),
        ("2023-01-01至2026-01-01", "过期"),
        ("46203", "过期"),  # 2026-06-30 as Excel counts days
        ("2026年11月", "持牌"),  # the month is not over
        ("2026年10月", "过期"),
        ("2024-01-01至2029-01-01", "持牌"),
        ("2024年1月1日-2029年1月1日", "持牌"),
        ("长期", "持牌"),
        ("", "持牌"),
    ],
)
def test_until_when_a_list_says_it_is_valid(until: str, status: str) -> None:
    name = "云泉县金穗小额贷款有限公司"
    found = LicenceIndex([name], [""], ["小额贷款"], [until]).find(
        name, "", "小额贷款", "2026-11-26"
    )
    assert found.status == status


@pytest.mark.parametrize("turn", [1, -1])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("云泉县金穗小额贷款有限公司", ""),
        ("金穗小贷", "91640299MA70000077"),
        ("金穗（云泉县）小额贷款有限公司", ""),
        ("云泉县金穗小额贷款有限公司城关分公司", ""),
    ],
)
def test_a_renewed_licence_counts_wherever_it_stands(name: str, code: str, turn: int) -> None:
    ends = ["2023-05-01", "2028-05-01"][::turn]
    firm = "云泉县金穗小额贷款有限公司"
    lists = LicenceIndex([firm] * 2, ["91640299MA70000077"] * 2, ["小额贷款"] * 2, ends)
    found = lists.find(name, code, "小额贷款", "2026-11-26")
    assert (found.status, found.until) == ("持牌", "2028-05-01")


@pytest.mark.parametrize(
    ("listed", "asked", "status"),
    [
        ("私募基金管理人", "公募基金", "名录缺失"),
        ("私募证券投资基金管理人", "证券期货", "名录缺失"),
        ("证券公司", "信托", "名录缺失"),
        ("期货公司", "财务公司", "名录缺失"),
        ("村镇银行", "非银行金融机构", "名录缺失"),
        ("消费金融公司", "非银行金融机构", "未见"),
        ("非银行支付机构", "支付", "未见"),
        ("公募基金管理公司", "公募基金", "未见"),
        ("证券公司", "证券期货", "未见"),
    ],
)
def test_a_list_tells_of_its_own_kind_only(listed: str, asked: str, status: str) -> None:
    lists = LicenceIndex(["长河机构有限公司"], [""], [listed], [""])
    assert lists.find("云泉县聚宝有限公司", "", asked, "2026-11-26").status == status
