"""How two characters are alike, and which may be written for one."""

import pytest

from engine.link.names import chars


@pytest.mark.parametrize(
    ("a", "b", "heard", "seen", "confused"),
    [
        ("星", "兴", "exact", (), True),
        ("作", "做", "exact", (), True),
        ("亮", "凉", "tone", (), True),
        ("周", "邹", "near", (), False),
        ("景", "锦", "near", (), False),
        ("莱", "菜", "", ("like",), True),
        ("亳", "毫", "", ("listed", "close"), True),
        ("亨", "享", "", ("close", "part"), True),
        ("尚", "向", "", ("like", "part"), True),
        ("西", "栖", "", ("half", "in"), True),
        ("林", "木", "", ("listed", "half", "in"), True),
        ("凯", "恺", "exact", ("part",), True),
        ("媒", "煤", "exact", ("listed", "like", "part"), True),
        ("诊", "珍", "tone", ("listed", "half", "part"), True),
        ("鄄", "甄", "", ("listed",), True),
        ("泰", "水", "", (), False),
        ("溪", "a", "", (), False),
        ("鑫", "金", "", (), False),
        # numbers
        ("一", "衣", "exact", ("in",), True),
        ("东", "栋", "tone", ("listed", "half", "in"), True),
        ("二", "三", "", ("half", "in"), False),
        ("三", "山", "near", (), False),
    ],
)
def test_alike(a: str, b: str, heard: str, seen: tuple[str, ...], confused: bool) -> None:
    for one, other in ((a, b), (b, a)):
        assert chars.sound(one, other) == heard
        assert chars.look(one, other) == seen
        assert chars.confused(one, other) == confused


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [("澋", "景", True), ("亳", "毫", True), ("栖", "西", False), ("星", "兴", False)],
)
def test_written_for_a_rare_one(a: str, b: str, expected: bool) -> None:
    assert chars.rare(a, b) == chars.rare(b, a) == expected


def test_what_may_be_written_for_one() -> None:
    assert {"兴", "醒"} <= chars.alike("星")
    assert "菜" in chars.alike("莱")
    assert "毫" in chars.alike("亳")
    assert not {"星", "水"} & chars.alike("星")
    assert "衣" in chars.alike("一")
    assert "二" not in chars.alike("一")  # a number for another is no slip
    assert chars.akin("恺") >= {"凯"}
    assert "恺" not in chars.akin("恺")
