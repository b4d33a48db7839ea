"""Do two trades fit one firm: what companies of a register may leave out, and what people may."""

import pytest

from engine.link.names import fitting
from engine.link.names.company import NameParser

PARSER = NameParser()


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        # people shorten a word, a register does not
        ("溪云谷工艺", "溪云谷工艺品有限公司", True),
        ("溪云谷中药", "溪云谷中药材有限公司", True),
        ("溪云谷工艺有限公司", "溪云谷工艺品有限公司", False),
        ("溪云谷艺术品", "溪云谷工艺有限公司", False),
        ("溪云谷建材工艺", "溪云谷工艺品有限公司", False),
        # the first of one word and one of the next, but not two of one word
        ("青溪田农资", "青溪田农业生产资料有限公司", True),
        ("青溪田农资有限公司", "青溪田农业生产资料有限公司", False),
        ("青溪田物资", "青溪田农业生产资料有限公司", False),
        ("青溪田农机", "青溪田农业生产资料有限公司", False),
        ("青溪田农资集团", "青溪田农业生产资料有限公司", False),
        ("青溪田水果蔬菜", "青溪田水产果品有限公司", False),
        ("云中驿集团", "云中驿服务有限公司", False),
        ("溪云谷农场", "溪云谷农贸市场", False),
        ("溪云谷会所", "溪云谷会计师事务所", False),
        # first characters do
        ("溪云谷建工有限公司", "溪云谷建设工程有限公司", True),
        ("溪云谷化工有限公司", "溪云谷化学工业有限公司", True),
        ("溪云谷化工有限公司", "溪云谷工业化学有限公司", False),
        # what people take for one another
        ("溪云谷商贸公司", "溪云谷贸易有限公司", True),
        ("溪云谷商贸有限公司", "溪云谷贸易有限公司", False),
        ("溪云谷理发店", "溪云谷美发有限公司", True),
        ("平罗县溪云谷理发店", "平罗县溪云谷美发有限公司", False),
        # a company that says the other's whole trade and a further one
        ("溪云谷婚庆有限公司", "溪云谷婚庆礼仪有限公司", True),
        ("溪云谷渔业有限公司", "溪云谷渔业饲料有限公司", False),
        ("溪云谷渔业公司", "溪云谷渔业饲料有限公司", True),
        ("溪云谷旅游发展有限公司", "溪云谷旅游发展餐饮服务有限公司", False),
        ("溪云谷发展有限公司", "溪云谷发展投资有限公司", False),
        ("溪云谷投资有限公司", "溪云谷投资酒店有限公司", False),
        ("溪云谷建设有限公司", "溪云谷建设监理有限公司", False),
        ("溪云谷农业有限公司", "溪云谷农业发展有限公司", True),
        ("溪云谷旅游有限公司", "溪云谷旅游文化有限公司", True),
        ("溪云谷农业股份有限公司", "溪云谷农业机械有限公司", False),
        ("溪云谷旅游发展有限公司", "溪云谷旅游发展投资有限公司", False),
        ("溪云谷投资有限公司", "溪云谷投资管理有限公司", True),
        ("溪云谷有限公司", "溪云谷餐饮有限公司", True),
        ("溪云谷酒店有限公司", "溪云谷酒店早餐有限公司", False),
        ("溪云谷投资有限公司", "溪云谷投资农业有限公司", False),
        ("溪云谷投资有限公司", "溪云谷投资管理餐饮有限公司", True),
        ("平罗县溪云谷养殖合作社", "平罗县溪云谷养殖农机合作社", True),
        # words before the other's trade
        ("溪云谷科技有限公司", "溪云谷教育科技有限公司", True),
        ("溪云科技有限公司", "溪云教育科技有限公司", False),
        ("溪云旅游有限公司", "溪云教育旅游有限公司", True),
    ],
)
def test_fit(one: str, other: str, fits: bool) -> None:
    mine, theirs = PARSER.parse(one), PARSER.parse(other)
    assert fitting.fit(mine, theirs) == fitting.fit(theirs, mine) == fits


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("溪云谷农业采摘园", "溪云谷采摘园", True),
        ("溪云谷农业科技采摘园", "溪云谷采摘园", True),
        ("溪云谷水产养殖加工", "溪云谷水产加工", True),
        ("溪云谷农业农场园", "溪云谷农场园", True),  # both words begin alike
        ("云海农业采摘园", "云海采摘园", False),  # a short part
        ("溪云谷黑采摘园", "溪云谷采摘园", False),
        ("溪云谷黑白采摘园", "溪云谷采摘园", False),  # no trade
        ("溪云谷农业黑采摘园", "溪云谷采摘园", False),
        ("溪云谷农业采摘园", "溪云谷采摘棚", False),
        ("溪云谷", "溪云谷", False),
    ],
)
def test_words_left_out_of_the_middle(one: str, other: str, expected: bool) -> None:
    assert fitting.inserted(one, other) == fitting.inserted(other, one) == expected


@pytest.mark.parametrize(
    ("left", "one", "other", "expected"),
    [
        ("平罗木业", "溪云林产有限公司", "溪云林产平罗木业有限公司", True),
        ("平罗木业", "溪云林产", "溪云林产平罗木业有限公司", False),
        ("平罗木业", "溪云林产有限公司", "溪云林产平罗木业", False),
        ("平罗木业", "平罗县溪云林产有限公司", "溪云林产平罗木业有限公司", False),
        ("木业", "溪云林产有限公司", "溪云林产木业有限公司", False),
        ("木业", "平罗县溪云林产有限公司", "平罗县溪云林产木业有限公司", False),
    ],
)
def test_a_place_behind_the_part(left: str, one: str, other: str, expected: bool) -> None:
    assert fitting.further_place(left, PARSER.parse(one), PARSER.parse(other)) == expected


@pytest.mark.parametrize(
    ("part", "one", "other", "expected"),
    [
        ("人民路", "人民路理发店", "人民路饭店", True),
        ("溪谷", "溪谷理发店", "溪谷饭店", False),
        ("人民路", "人民路理发有限公司", "人民路饭店", False),
        ("人民路", "人民路理发店", "人民路餐饮有限公司", False),
    ],
)
def test_street_of_a_shop(part: str, one: str, other: str, expected: bool) -> None:
    assert fitting.is_street(part, PARSER.parse(one), PARSER.parse(other)) == expected
