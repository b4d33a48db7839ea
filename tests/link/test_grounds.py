"""By what a tip was placed with a firm is told in the words of the office: a wrong link is seen by it."""

import pytest

from engine.link.texts.result import NOBODY
from engine.link.tips.grounds import Grounds
from engine.link.tips.there import There
from tests.link.firms import index_of

FIRMS = [
    ("云泉县祥瑞康养老服务有限公司", "云泉县清渠镇健康路9号", "洗远征"),
    ("云泉县恒达投资咨询有限公司", "云泉县柳坝镇枫林路6号", "占"),
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
        (1, "", "占了便宜", "文中的其他叙述相符", "姓名"),
        (1, "", "", "文中的其他叙述相符", "字号"),
    ],
)
def test_grounds(row: int, subject: str, text: str, told: str, untold: str) -> None:
    said = GROUNDS.of(row, NOBODY, subject, text)
    assert told in said
    assert untold not in said
