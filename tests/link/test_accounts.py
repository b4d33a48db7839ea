"""Whose an account is, codes within a text, names parted by pictures, and namesakes elsewhere."""

import time

import pytest

from engine.link import FirmIndex
from tests.link.firms import index_of

INDEX = index_of(
    [
        ("平罗县栖砚文化传播有限公司", "平罗县城关镇府前街8号", "盛秋白"),
        ("平罗县岚樾旅居服务有限公司", "平罗县白沙镇滨河路3号", "郁小满"),
        ("平罗县平安锁业服务部", "平罗县城关镇西街2号", "乔大年"),
        ("平罗县垚帆数字科技有限公司", "平罗县城关镇东街5号", "蔺长河"),
    ]
)
NOBODY = -1


@pytest.mark.parametrize(
    ("account", "row"),
    [
        ("视频号：@岚樾旅居官方", 1),
        ("岚樾旅居（官方号）", 1),
        ("栖砚优选", 0),
        ("抖音号@栖砚直播间", 0),
        ("平安优选", NOBODY),
        ("优选官方", NOBODY),
    ],
)
def test_an_account_is_whose_name_it_bears(account: str, row: int) -> None:
    assert INDEX.find(names=[account], text="\n一张床位八万，每年返一成").row == row


@pytest.mark.parametrize(
    "account", ["号" * 20_000 + "x", "某某" + "官方号" * 20_000 + "x", "（原" + " " * 20_000]
)
def test_a_cell_full_of_one_sign_is_nobodys_account(account: str) -> None:
    before = time.process_time()
    assert INDEX.find(names=[account], text="\n招商").row == NOBODY
    assert time.process_time() - before < 3


@pytest.mark.parametrize("text", ["垚🌟帆🌟数🌟字，节点招募", "垚✨帆✨数✨字科技"])
def test_pictures_between_characters_part_no_name(text: str) -> None:
    found = INDEX.find(names=[""], text=f"\n{text}", place="平罗县")
    assert 3 in (found.row, *found.candidates)


def test_a_code_in_a_text_is_a_firms() -> None:
    code, other = "91640221MA7K3H2T5X", "91640221MA7K3H2T6W"
    index = FirmIndex(
        ["平罗县栖砚文化传播有限公司", "平罗县岚樾旅居服务有限公司"], [code, ""], ["", ""]
    )
    assert index.find(names=[""], text=f"\n开发商代码{code.lower()}，手续齐全").row == 0
    assert index.find(names=[""], text=f"\n开发商代码{other}，手续齐全").row == NOBODY
    assert index.find(names=[""], text=f"\n单号X{code}8").row == NOBODY


@pytest.mark.parametrize(("sender", "row"), [("乔岭财富", NOBODY), ("晨榆资本", NOBODY), ("", 1)])
def test_whom_an_unknown_house_of_finance_is_compared_with(sender: str, row: int) -> None:
    """It is no advertiser: 别家岚樾旅居 is spoken of by somebody else."""
    text = "\n岚樾旅居服务才给一分五，月息两分当场付息"
    assert INDEX.find(names=[sender], text=text).row == row


def test_a_code_of_another_than_the_sender_is_not_the_senders() -> None:
    first, second = "平罗县栖砚文化传播有限公司", "平罗县岚樾旅居服务有限公司"
    code = "91640221MA7K3H2T5X"
    index = FirmIndex([first, second], [code, ""], ["", ""])
    told = f"统一社会信用代码{code}"
    assert index.find(names=[""], text=f"\n【{second}】合作单位{told}").row == 1
    assert index.find(names=[""], text=f"\n【{first}】{told}").row == 0
    assert index.find(names=[""], text=f"\n【栖砚新名传媒有限公司】{told}").row == 0
    warned = f"\n【平罗县市场监督管理局】公告：{told}的企业已列入异常名录"
    assert index.find(names=[""], text=warned)[::3] == (NOBODY, (0,))
    assert index.find(names=[""], text=warned, about=True).row == 0


@pytest.mark.parametrize(
    ("place", "row"), [("固原市原州区三营镇", NOBODY), ("平罗县城关镇", 0), ("", 0)]
)
def test_a_namesake_of_another_county_is_another(place: str, row: int) -> None:
    found = INDEX.find(names=["盛秋白"], text="\n盛秋白文化招合伙，入股两万年分红四千", place=place)
    assert found.row == row
