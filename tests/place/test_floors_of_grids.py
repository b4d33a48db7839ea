"""Grids that part a building by floors, and a village by groups in words."""

from __future__ import annotations

import pytest

from engine.place.keywords import keywords


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("建设路12号金鼎大厦1-5层", "白杨镇建设路12号金鼎大厦3层301室"),
        ("金鼎大厦1-5层", "金鼎大厦五楼"),
        ("金鼎大厦6至10楼", "金鼎大厦10层1002"),
        ("金鼎大厦六层至十二层", "金鼎大厦第十一层"),
        ("金鼎大厦（1-2层）", "金鼎大厦2楼"),
        ("金鼎大厦一层、二楼", "金鼎大厦二层"),
        ("柳河村一组至五组", "柳河村4组"),
        ("柳河村第一至第三组", "柳河村二组"),
        ("柳河村三组", "柳河村3组"),
        ("红旗十一队", "红旗11队"),
        ("花园小区一栋至三栋", "花园小区2号楼"),
    ],
)
def test_every_writing_of_a_floor_or_group_is_found(cell: str, address: str) -> None:
    read = keywords(cell)
    assert not read.unread
    assert any(pattern in address for pattern in read.patterns)


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        ("金鼎大厦1-5层", "金鼎大厦11层"),
        ("金鼎大厦1-5层", "金鼎大厦十五层"),
        ("金鼎大厦6至10楼", "金鼎大厦5层"),
        ("金鼎大厦1-5层", "金鼎大厦"),
        ("柳河村一组至五组", "柳河村六组"),
        ("柳河村三组", "柳河村十三组"),
        ("第一小区", "第二小区"),
    ],
)
def test_other_floors_and_groups_are_not(cell: str, address: str) -> None:
    assert not any(pattern in address for pattern in keywords(cell).patterns)
