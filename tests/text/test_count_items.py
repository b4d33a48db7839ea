"""How many businesses a scope lists."""

import pytest

from engine.text.items import count_items


@pytest.mark.parametrize(
    ("scope", "items"),
    [
        ("投资咨询", 1),
        ("投资咨询；商务信息咨询。", 2),
        (
            "一般项目：投资管理、资产管理（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
            2,
        ),
        ("投资咨询（国家禁止的项目除外）；法律、行政法规禁止的，不得经营", 1),
        ("企业管理咨询（不含投资咨询）；股权投资；会议服务", 3),
        ("日用百货、五金交电销售，投资咨询", 3),
        ("投资咨询【依法须经批准的项目，经相关部门批准后方可开展经营活动】", 1),
        ("", 0),
    ],
)
def test_brackets_and_what_the_law_says_are_no_business(scope: str, items: int) -> None:
    assert count_items(scope) == items
