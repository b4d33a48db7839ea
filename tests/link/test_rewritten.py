"""Which name of a list is the very firm's, and which comes close to it."""

import pickle

import pytest

from engine.link.listed import ListedNames, make_ready
from engine.link.names.company import NameParser
from engine.link.names.written import clean
from engine.link.resembling import Resembling
from engine.link.rewritten import Reader, Rewritten

PARSER = NameParser()
LISTED = [
    "溪云谷小额贷款（平罗）有限公司",
    "溪云谷小额贷款有限公司平罗分公司",
    "山海居典当有限公司",
    "溪荷宣纸有限公司",
    "溪云1号投资中心（有限合伙）",
    "中国农业银行股份有限公司平罗县支行",
    "溪泉酒业有限公司",
    "溪泉酒业有限公司",
    "毫州溪云谷小额贷款有限公司",
    "平罗陶乐溪林典当有限公司",
    "溪麦商贸支行",
    "溪稻商贸有限公司第二分公司",
]
READER = Reader()
READ = {row: name for row, text in enumerate(LISTED) if (name := READER.read(clean(text)))}
REWRITTEN = Rewritten(READ)


@pytest.mark.parametrize(
    ("firm", "row"),
    [
        # place and form in another order
        ("平罗县溪云谷小额贷款有限公司", 0),
        ("溪云谷（平罗）小额贷款有限公司", 0),
        ("溪云谷小贷（平罗）", 0),
        ("银川市溪云谷小额贷款有限公司", None),
        ("溪云谷小额贷款有限公司", None),  # says no place
        ("溪云谷餐饮（平罗）有限公司", None),
        # a misspelt place
        ("亳州溪云谷小额贷款有限公司", 8),
        ("溪云谷小额贷款（亳州）有限公司", 8),
        # branches
        ("溪云谷小额贷款有限公司（平罗分公司）", 1),
        ("溪云谷小贷平罗分公司", 1),
        ("溪稻商贸第二分公司", 11),
        ("溪稻商贸有限公司", None),
        ("溪稻商贸有限公司平罗分公司", None),
        ("溪麦商贸", 10),
        ("溪麦商贸有限公司", None),
        ("溪麦商贸平罗支行", None),
        # trades
        ("山海居典当", 2),
        ("平罗县山海居典当有限公司", None),
        ("平罗县溪荷宣纸厂", 3),
        ("溪荷宣纸厂", 3),
        ("溪荷宣纸业有限公司", None),
        ("溪泉酒业", 6),  # the first of equals
        ("溪泉餐饮有限公司", None),
        # numbers
        ("溪云1号投资中心", 4),
        ("溪云2号投资中心（有限合伙）", None),
        # readings
        ("平罗县陶乐溪林典当有限公司", 9),
        ("平罗溪林典当有限公司", 9),
        ("陶乐溪林典当有限公司", None),
        ("农业银行平罗支行", None),
    ],
)
def test_another_writing(firm: str, row: int | None) -> None:
    assert REWRITTEN.find(PARSER.parse(firm)) == row


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("溪云谷小额贷款有限公司平罗分公司", "溪云谷"),
        ("溪云谷商店", "溪云谷"),
        ("溪云谷商贸（平罗）有限公司", "溪云谷"),
        ("中国农业银行股份有限公司平罗县支行", ""),
        ("中国农业银行股份有限公司", ""),
        ("中国农业银行（平罗支行）", ""),
        ("平罗县有限公司", ""),
    ],
)
def test_only_names_with_a_part_are_read(text: str, part: str) -> None:
    for reader in (Reader(), READER, pickle.loads(pickle.dumps(READER))):
        for _ in range(2):
            name = reader.read(clean(text))
            assert (name.brand if name else "") == part


RESEMBLING = Resembling(
    [
        ("云泉汇丰", "小贷", 3),
        ("云泉汇丰", "典当", 4),
        ("云泉汇丰", "小贷", 5),
        ("汇丰通", "小贷", 6),
        ("丰", "小贷", 7),
        ("投资", "小贷", 8),
        ("远山", "小贷", 9),
    ]
)


@pytest.mark.parametrize(
    ("part", "kind", "found"),
    [
        ("云泉汇丰", "小贷", (3, 95)),
        ("云泉汇丰", "典当", (4, 95)),
        ("云泉汇丰", "银行", None),
        ("平罗云泉汇丰", "小贷", (3, 90)),
        ("泉汇丰", "小贷", (3, 90)),
        ("云泉汇峰", "小贷", (3, 75)),
        ("云汇泉丰", "小贷", None),
        ("云全汇丰", "小贷", (3, 75)),
        ("云泉汇", "小贷", None),
        ("汇丰通", "小贷", (6, 95)),
        ("大汇丰通", "小贷", (6, 90)),
        ("汇丰通达", "小贷", (6, 75)),
        ("大远汇丰通", "小贷", (6, 90)),
        ("远山", "小贷", (9, 95)),
        ("远三", "小贷", None),
        # what tells nobody
        ("丰", "小贷", None),
        ("投资", "小贷", None),
    ],
)
def test_the_closest_of_a_kind(part: str, kind: str, found: tuple[int, int] | None) -> None:
    assert RESEMBLING.find(part, kind) == RESEMBLING.find(part, kind) == found


def test_a_list_of_names() -> None:
    make_ready()
    listed = ListedNames([clean(name) for name in LISTED], ["小贷"] * 2 + ["典当"] * 10)
    assert listed.rewritten(PARSER.parse("平罗县溪云谷小额贷款有限公司")) == 0
    assert listed.near("溪云谷", "小贷") == (0, 95)
    assert listed.near("山海居", "典当") == (2, 95)
    assert listed.near("山海居", "小贷") is None
    read = listed.read(clean("山海居典当"))
    assert read is not None
    assert read.brand == "山海居"
    assert listed.read(clean("典当行")) is None
