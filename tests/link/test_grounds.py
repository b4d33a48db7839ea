"""By what a tip was placed with a firm is told in the words of the office: a wrong link is seen by it."""

import pytest

from engine.link.texts.result import NOBODY, LinkResult
from engine.link.tips.grounds import Grounds
from engine.link.tips.there import There
from tests.link.firms import index_of

FIRMS = [
    ("云泉县祥瑞康养老服务有限公司", "云泉县清渠镇健康路9号", "洗远征"),
    ("云泉县恒达投资咨询有限公司", "云泉县柳坝镇枫林路6号", "占"),
    ("云泉县霖沃种子店", "云泉县柳坝镇枫林路66号", "来二"),
]
GROUNDS = Grounds(
    index_of(FIRMS), [person for _, _, person in FIRMS], There([door for _, door, _ in FIRMS])
)


@pytest.mark.parametrize(
    ("row", "subject", "text", "told", "untold"),
    [
        (0, "祥瑞康", "收钱", "对象与字号“祥瑞康”相符", "文中出现"),
        (0, "", "祥瑞康收钱", "文中出现字号“祥瑞康”", "对象与"),
        (0, "洗远征", "收钱", "法定代表人姓名一致", "字号"),
        (0, "", "洗远征收钱", "法定代表人姓名一致", "字号"),
        (0, "", "健康路9号收钱", "地址一致", "姓名"),
        (2, "", "来二收钱", "法定代表人姓名一致", "字号"),
        (1, "", "占了便宜", "文中的其他叙述相符", "姓名"),
        (1, "", "", "文中的其他叙述相符", "字号"),
    ],
)
def test_grounds(row: int, subject: str, text: str, told: str, untold: str) -> None:
    said = GROUNDS.of(row, NOBODY, subject, text)
    assert told in said
    assert untold not in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        # The longest part, a place as exactly as it is told, a trade once.
        ("祥瑞康养老收钱", "文中出现字号“祥瑞康”，行业相符"),
        ("健康路9号的洗远征", "法定代表人姓名一致，地址一致"),
        ("洗老板办的养老院", "姓氏相符，行业相符"),
        ("", "文中的其他叙述相符"),
    ],
)
def test_all_that_speaks_for_one(text: str, said: str) -> None:
    assert GROUNDS.of(0, NOBODY, "", text) == said


def test_what_the_index_says_of_it_goes_first() -> None:
    link = LinkResult(0, "电话一致", 90)
    assert GROUNDS.of(0, link, "", "祥瑞康收钱") == "电话一致"
    assert GROUNDS.of(1, link, "", "恒达投资收钱") == "文中出现字号“恒达”，行业相符"


@pytest.mark.parametrize(
    ("how", "besides", "place", "said"),
    [
        ("名称的缩略", "", "健康路9号", "名称的缩略，地址一致"),
        ("名称的缩略", "人员相符", "健康路9号", "名称的缩略，人员相符，地址一致"),
        ("名称的缩略", "名称的缩略", "", "名称的缩略"),
        ("地点相符", "", "健康路9号", "地点相符"),
        ("名称的缩略", "地址一致", "健康路9号", "名称的缩略，地址一致"),
        ("名称的缩略", "", "枫林路6号", "名称的缩略"),
        ("", "", "", ""),
    ],
)
def test_a_place_beside_the_text_supports_a_name(
    how: str, besides: str, place: str, said: str
) -> None:
    assert GROUNDS.supported(0, how, besides, place) == said
