"""What lists, relatives and tips do to where a firm goes."""

import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.ruleset import RuleSet


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


FIRMS = pd.DataFrame(
    [
        ["云泉县汇鑫商务信息咨询有限公司", "田大有", "15400001111", "云泉县清渠镇团结东路18号金泰商务楼305室", "商务信息咨询"],
        ["云泉县汇鑫土菜馆", "田大有", "15400001111", "云泉县清渠镇富民路3号", "餐饮服务"],
        ["清渠镇老田五金店", "马小山", "15400002222", "清渠镇团结东路18号金泰商务楼305室", "五金零售"],
        ["云泉县和顺粮油店", "田大有", "15400003333", "云泉县柳湾村二组", "粮油零售"],
        ["云泉县通利典当有限公司", "何平", "", "云泉县清渠镇健康路1号", "典当业务"],
        ["云泉县永信典当有限公司", "何安", "", "云泉县清渠镇健康路2号", "典当业务"],
        ["云泉县顺达汽车销售有限公司", "苗青", "", "云泉县清渠镇健康路9号", "汽车销售"],
        ["长河银行股份有限公司清渠支行", "周全", "", "云泉县清渠镇健康路11号", "银行业务"],
        ["云泉县柳湾村禾丰种植专业合作社", "丁有才", "", "云泉县柳湾村三组", "小麦种植"],
    ],
    columns=["企业名称", "法定代表人", "联系电话", "住所", "经营范围"],
)  # fmt: skip
ADS = pd.DataFrame(
    {
        "编号": ["A1"],
        "广告主": ["云泉县汇鑫商务信息咨询有限公司"],
        "广告内容": ["投10万元，每月返利2000元，保本保息，到期本金全退，名额有限"],
    }
)
LISTS = pd.DataFrame(
    {
        "机构名称": [
            "云泉县永信典当有限公司",
            "云泉县顺达汽车销售有限公司",
            "山河银行股份有限公司",
        ],
        "许可类型": ["典当经营许可证", "保险兼业代理业务许可证", "金融许可证"],
    }
)
TIPS = pd.DataFrame(
    {
        "编号": ["T1"],
        "被反映对象": ["禾丰合作社丁有才"],
        "事发地址": ["柳湾村三组"],
        "内容": ["社里收了村民的钱，一万块一年给八百，今年取不出来"],
    }
)


def _dispositions(ruleset: RuleSet, **given: pd.DataFrame) -> dict[str, str]:
    found = screen(FIRMS, ruleset=ruleset, **given).entities
    return dict(zip(found["name"], found["disposition"], strict=True))


def test_relatives_of_a_firm_that_solicits(ruleset: RuleSet) -> None:
    found = _dispositions(ruleset, adverts=ADS)
    assert found["云泉县汇鑫商务信息咨询有限公司"] == "线索"
    assert found["云泉县汇鑫土菜馆"] == "线索"  # person and telephone
    assert found["清渠镇老田五金店"] == "线索"  # the same door, written shorter
    assert found.get("云泉县和顺粮油店") != "线索"  # a name alone ties nobody
    assert "线索" not in {
        _dispositions(ruleset).get(n) for n in ("云泉县汇鑫土菜馆", "清渠镇老田五金店")
    }


def test_a_list_tells_who_is_missing_from_it(ruleset: RuleSet) -> None:
    without, given = _dispositions(ruleset), _dispositions(ruleset, licences=LISTS)
    assert without["云泉县通利典当有限公司"] == "持牌核对"  # no list: unknown, never unlicensed
    assert given["云泉县通利典当有限公司"] == "线索"
    assert given["云泉县永信典当有限公司"] == "持牌核对"
    assert given["长河银行股份有限公司清渠支行"] == "持牌核对"  # lists of banks are never whole


def test_who_is_listed_is_asked_for_the_licence(ruleset: RuleSet) -> None:
    assert _dispositions(ruleset).get("云泉县顺达汽车销售有限公司") != "持牌核对"
    assert _dispositions(ruleset, licences=LISTS)["云泉县顺达汽车销售有限公司"] == "持牌核对"


def test_a_tip_finds_its_firm_by_name_and_place(ruleset: RuleSet) -> None:
    assert _dispositions(ruleset, tips=TIPS)["云泉县柳湾村禾丰种植专业合作社"] == "线索"
    elsewhere = TIPS.assign(事发地址="四合村一组")
    assert _dispositions(ruleset, tips=elsewhere)["云泉县柳湾村禾丰种植专业合作社"] == "提示"
