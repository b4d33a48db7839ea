"""Adverts signed with what a firm shares with its branches or with a longer name, and by who has no name."""

import pytest

from tests.link.firms import index_of

INDEX = index_of(
    [
        ("云泉县暮晴养老服务有限公司", "云泉县清渠镇健康路3号", "卜桂兰"),
        ("云泉县暮晴养老服务有限公司河滩养老院", "云泉县河滩镇卫生路8号", "卜桂兰"),
        ("云泉县瑞苗皮毛交易有限公司", "云泉县清渠镇东风路6号", "樊四"),
        ("云泉县瑞苗信用管理有限公司", "云泉县清渠镇东风路6号", "樊四"),
        ("云泉县秦渡财富管理有限公司", "云泉县清渠镇北门街8号", "焦五"),
        ("云泉县金穗家园房地产开发有限公司", "云泉县清渠镇迎宾路1号", "解放"),
    ]
)
HEAD, BRANCH, FUR, CREDIT, WEALTH, ESTATE = range(6)


@pytest.mark.parametrize(
    ("name", "text", "row"),
    [
        ("暮晴养老", "贵宾卡五万，年发补贴四千，到期还本", HEAD),
        ("暮晴养老", "河滩的爷爷奶奶看过来，床位预订交两万，三年退本", BRANCH),
        ("瑞苗", "瑞苗皮毛电子盘，做单包赔，日结百分之二", FUR),
        ("金穗家园开发商", "二期开盘，均价3980", ESTATE),
    ],
)
def test_whose_advert_it_is(name: str, text: str, row: int) -> None:
    assert INDEX.find(names=[name], text=f"\n{text}").row == row


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("某律师事务所", "受理秦渡财富出借人登记，代写材料，带合同和转账记录来"),
        ("", "求租门市一间，最好紧挨着秦渡财富管理，年租三万"),
    ],
)
def test_nobodys_for_certain(name: str, text: str) -> None:
    assert INDEX.find(names=[name], text=f"\n{text}").row == -1
