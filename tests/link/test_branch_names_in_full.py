"""A text that names a branch in full means the branch, not its head office nor another branch."""

from __future__ import annotations

import pytest

from tests.link.firms import index_of

FIRMS = [
    ("海陵鼎沃商务服务有限公司", "海陵县城关镇北街1号"),
    ("海陵鼎沃商务服务有限公司青塘第一分公司", "青塘县南门镇人民路3号"),
    ("海陵鼎沃商务服务有限公司青塘第二分公司", "青塘县南门镇人民路90号"),
    ("长洲云禾酒业有限公司青塘县营业部", "青塘县南门镇东街8号"),
    ("青塘云禾酒业有限公司", "青塘县南门镇东街10号"),
    ("海门祥瑞养老服务有限公司青塘分公司", "青塘县南门镇西街2号"),
]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("海陵鼎沃商务服务有限公司青塘第二分公司开业，存一万月领一百。", FIRMS[2][0]),
        ("【喜讯】热烈祝贺海陵鼎沃商务服务有限公司青塘第一分公司迁到新址，首投加息", FIRMS[1][0]),
        ("海陵鼎沃商务服务有限公司招商", FIRMS[0][0]),
        ("长洲云禾酒业有限公司青塘县营业部封坛认购", FIRMS[3][0]),
        ("青塘云禾酒业有限公司封坛认购", FIRMS[4][0]),
        # A place in the name of the head office says nothing of where the text is from.
        ("海门祥瑞养老服务有限公司青塘分公司床位认购，年返10%", FIRMS[5][0]),
        # A branch that nobody registered is no other one; its head office answers for it.
        ("海陵鼎沃商务服务有限公司青塘第三分公司开业", FIRMS[0][0]),
        ("海门祥瑞养老服务有限公司长洲分公司床位认购", None),
    ],
)
def test_branch_in_full(text: str, meant: str | None) -> None:
    found = index_of(FIRMS).find(names=[], text=text)
    assert (FIRMS[found.row][0] if found.row >= 0 else None) == meant
