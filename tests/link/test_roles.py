"""Who speaks in a text, and what a name stands in it for."""

import pytest

from tests.link.firms import index_of

INDEX = index_of(
    [
        ("禾川县金桂坊家具有限公司", "禾川县青桥镇正街8号", "苗世安"),
        ("禾川县喜乐安康商贸有限公司", "禾川县青桥镇桂苑华府3栋2单元1502", "冷雨晴"),
        ("禾川县澜庭房产中介", "禾川县青桥镇河街6号", "简大川"),
    ]
)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("金桂坊家具，实木床八折，正街8号", 0),
        ("金 桂 坊 家 具 年底清仓", 0),
        ("县公安局提醒：近期有人冒充金桂坊家具上门收定金，请勿上当", -1),
        ("恭贺金桂坊家具展厅监控由我司承建！——云州远瞳电子有限公司", -1),
        ("新开的粉店就在金桂坊家具对门，欢迎来尝", -1),
        ("祝您全家喜乐安康，新年快乐", -1),
        ("讲座下午两点，签约会员年返一成，桂苑华府3栋2单元1502", 1),
        ("桂苑华府3栋2单元1502急售，三室两厅，中介勿扰", -1),
    ],
)
def test_roles(text: str, row: int) -> None:
    assert INDEX.find(names=[], text=text).row == row
