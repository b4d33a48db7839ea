"""What each sign of a role says by itself, on both sides (found wanting by mutants)."""

from __future__ import annotations

import pytest

from engine.link.texts.roles import bank, borrowed, customer, served, wished

_NAME = "金桂坊"


def _at(text: str) -> tuple[str, int, int]:
    start = text.index(_NAME)
    return text, start, start + len(_NAME)


def test_what_a_bank_sells() -> None:
    assert bank("手机银行签约有礼")
    assert not bank("银行旁边的面馆")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("祝您金桂坊", True),
        ("祝您全家安康。金桂坊开业", False),
        ("祝" + "好" * 30 + "金桂坊", False),
        ("金桂坊开业", False),
    ],
)
def test_wishes(text: str, expected: bool) -> None:
    assert wished(*_at(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("冒充金桂坊收定金", True),
        ("金桂坊的名义收定金", True),
        ("冒充他人，到金桂坊收定金", False),
        ("金桂坊开业", False),
    ],
)
def test_names_that_others_use(text: str, expected: bool) -> None:
    assert borrowed(*_at(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("金桂坊工程案例", False),  # nothing stands before it
        ("工程案例：金桂坊", True),
        ("感谢金桂坊赞助奖品", True),
        ("感谢金桂坊的各位老师", False),
        ("承接金桂坊改造", True),
        ("承接金桂坊", False),
        ("来到金桂坊改造", False),
    ],
)
def test_whom_work_was_done_for(text: str, expected: bool) -> None:
    assert served(*_at(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("恭喜金桂坊开业，监控由我司安装", True),
        ("恭喜金桂坊开业", False),
        ("到金桂坊开业，监控由我司安装", False),
        ("我们一直从金桂坊拿货", True),
        ("我们一直从金桂坊经过", False),
        ("从" + "，" + "金桂坊拿货", False),
    ],
)
def test_whom_the_advertiser_deals_with(text: str, expected: bool) -> None:
    assert customer(*_at(text)) is expected
