"""What licence lists say of a firm; a missing list is unknown, never unlicensed."""

import pyarrow as pa
import pytest

from engine.link.licences import LicenceIndex, lends

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


@pytest.mark.parametrize(
    ("kinds", "asked", "held"),
    [
        (["小额贷款", "典当"], "典当", ("典当", "2024-06-30", "过期")),
        (["小额贷款", "典当"], "小额贷款", ("小额贷款", "2028-05-01", "持牌")),
        (["小额贷款", "典当"], "保险", ("小额贷款", "2028-05-01", "持牌")),
    ],
)
def test_of_several_licences_the_one_that_is_asked_for(
    kinds: list[str], asked: str, held: tuple[str, str, str]
) -> None:
    firm = "云泉县金穗有限公司"
    ends, issuers = ["2028-05-01", "2024-06-30"], ["省局", "市局"]
    found = LicenceIndex([firm] * 2, [""] * 2, kinds, ends, issuers).find(
        firm, "", asked, "2026-11-26"
    )
    assert (found.kind, found.until, found.status) == held
    assert (found.name, found.similarity) == (firm, 100)
    assert found.issuer == issuers[kinds.index(held[0])]


@pytest.mark.parametrize(("until", "told"), [("长期", "长期"), ("2028年5月1日", "2028-05-01")])
def test_the_end_is_told_as_a_day_or_as_the_list_writes_it(until: str, told: str) -> None:
    firm = "云泉县金穗小额贷款有限公司"
    lists = LicenceIndex([firm] * 2, [""] * 2, ["小额贷款"] * 2, [until, "2027-01-01"])
    assert lists.find(firm, "", "小额贷款", "2026-11-26").until == told
    assert len(lists) == 2
    assert len(LicenceIndex([firm] * 2, [""] * 2, ["小额贷款"] * 2, [until] * 2)) == 1


def test_whom_a_name_comes_close_to_is_told() -> None:
    found = LicenceIndex(*LISTS).find("云泉县汇丰达小额贷款有限公司", "", "小额贷款", "2026-06-01")
    assert (found.status, found.name, found.kind) == (
        "疑似冒名",
        "平川汇丰达小额贷款有限公司",
        "小额贷款",
    )
    assert 0 < found.similarity <= 100


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("长河银行股份有限公司云泉支行", "持牌"),
        ("长河银行云泉支行", "持牌"),
        ("长河银行股份有限公司", "持牌"),
        ("长河银杏股份有限公司云泉支行", "未见"),
        ("农业银行", "未见"),  # no part tells it from others
        ("", "未见"),
        ("新长河银行股份有限公司云泉支行", "未见"),
    ],
)
def test_branches_are_covered_by_the_longest_name_that_theirs_begins_with(
    name: str, status: str
) -> None:
    names = ["长河银行", "长河银行股份有限公司", "长河银行股份有限公司平川分行"]
    lists = LicenceIndex(names, [""] * 3, ["银行"] * 3, [""] * 3)
    assert lists.find(name, "", "银行", "2026-06-01").status == status


def test_a_branch_has_the_licence_of_its_nearest_head() -> None:
    names = ["长河银行", "长河银行股份有限公司", "长河银行股份有限公司平川分行"]
    lists = LicenceIndex(names, [""] * 3, ["银行"] * 3, ["2020-01-01", "2030-01-01", "2020-01-01"])
    found = lists.find("长河银行股份有限公司云泉支行", "", "银行", "2026-06-01")
    assert (found.status, found.name) == ("持牌", "长河银行股份有限公司")
    other = lists.find("长河银行股份有限公司平川分行营业部", "", "银行", "2026-06-01")
    assert (other.status, other.name) == ("过期", "长河银行股份有限公司平川分行")


@pytest.mark.parametrize(
    ("kind", "may"),
    [
        ("小额贷款", True),
        ("金融许可证", True),
        ("消费金融公司", True),
        ("典当", True),
        ("", True),
        ("私募基金管理人", False),
        ("商业保理", False),
        ("融资担保", False),
        ("期货公司", False),
    ],
)
def test_whose_licence_allows_to_lend(kind: str, may: bool) -> None:
    assert lends(kind) is may
