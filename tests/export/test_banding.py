"""What made the band: totals are held against the limits, people see an index."""

import pytest

from engine.export.banding import decided, held_back, limits_sentence, moved

SHIPPED = {"rules": {"bands": {"高": 70, "中": 40, "低": 1}, "overlay": None}}
RAISED = {
    "rules": {
        "bands": {"高": 90, "中": 40, "低": 1},
        "overlay": {"bands": {"limits": {"高": 90}, "before": {"高": 70}, "reason": "人手少"}},
    }
}


@pytest.mark.parametrize(
    ("points", "band", "run", "told"),
    [
        (58, "中", SHIPPED, "总分 58，“中”从 40 分起，“高”要 70 分"),
        (120, "高", SHIPPED, "总分 120，“高”从 70 分起"),
        (
            75,
            "中",
            RAISED,
            "总分 75，“中”从 40 分起，“高”要 90 分（本单位规则定的，自带的是 70 分）",
        ),
        (0, "高", SHIPPED, "等级“高”沿用以前那次筛查的；按这次的资料总分 0"),  # a case in hand
        (75, "中", {}, ""),  # of a run that did not write the limits down
    ],
)
def test_the_limit_that_was_missed_is_told(
    points: int, band: str, run: dict[str, object], told: str
) -> None:
    assert decided(points, band, run) == told


def test_words_alone_are_held_back_and_say_so() -> None:
    assert held_back(75, "中", SHIPPED)
    assert "没有行为迹象" in decided(75, "中", SHIPPED)
    assert not held_back(58, "中", SHIPPED)


def test_only_what_the_office_moved_is_moved() -> None:
    assert moved(75, RAISED)
    assert not moved(95, RAISED)
    assert not moved(75, SHIPPED)
    assert "自带的是 70 分" in limits_sentence(RAISED)
    assert limits_sentence({}) == ""
