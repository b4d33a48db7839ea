"""Words of trades: where they are, which of them say one trade, and slips in them."""

import pytest

from engine.link.names import trade_slips, trades

NAME = "溪云谷水产养殖加工"


def test_where_words_begin_and_end() -> None:
    assert [trades.last(NAME, end) for end in range(10)] == [0, 0, 0, 0, 0, 2, 0, 2, 0, 2]
    assert [trades.first(NAME, at) for at in range(10)] == [0, 0, 0, 2, 0, 2, 0, 2, 0, 0]
    assert trades.starts(NAME) == [3, 5, 7]
    assert trades.begins(NAME) == 0
    assert trades.begins(NAME, 3) == trades.begins(NAME, 5) == 9
    assert trades.begins("水产养殖溪") == 4


def test_the_longest_word_is_the_one() -> None:
    assert trades.first("电子商务产业园", 0) == trades.last("溪云电子商务", 6) == 4


@pytest.mark.parametrize(
    ("name", "part", "trade", "words"),
    [
        (NAME, "溪云谷", "水产养殖加工", ("水产", "养殖", "加工")),
        ("溪云谷文旅", "溪云谷", "文旅", ("文化", "旅游")),
        ("水产养殖", "", "水产养殖", ("水产", "养殖")),
        ("溪云谷", "溪云谷", "", ()),
        ("溪水产养殖", "溪水产", "养殖", ("养殖",)),  # one character is no part
        ("溪水产", "溪水产", "", ()),
        ("溪", "溪", "", ()),
    ],
)
def test_split(name: str, part: str, trade: str, words: tuple[str, ...]) -> None:
    assert trades.split(name) == (part, trade, words)


def test_split_to_the_first_character() -> None:
    assert trades.split("溪水产养殖", 0) == ("溪", "水产养殖", ("水产", "养殖"))
    assert trades.split("溪云水产养殖", 3) == ("溪云水产", "养殖", ("养殖",))


@pytest.mark.parametrize(
    ("part", "at"),
    [("溪云谷水产坊", 3), ("溪云谷居养殖", 4), ("溪云谷居养殖水产", 4), ("溪云水产坊", 0), ("溪云谷居坊", 0)],
)  # fmt: skip
def test_a_word_inside(part: str, at: int) -> None:
    assert trades.inside(part) == at


@pytest.mark.parametrize(
    ("one", "other", "loosely"),
    [(["商贸"], ["贸易"], True), (["理发", "餐饮"], ["美发", "餐饮"], True), (["餐饮"], ["五金"], False)],
)  # fmt: skip
def test_what_people_take_for_one_another(one: list[str], other: list[str], loosely: bool) -> None:
    assert trades.loosely(frozenset(["生僻"])) == {"生僻"}
    assert (trades.loosely(frozenset(one)) == trades.loosely(frozenset(other))) == loosely


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("驾培", "驾驶培训", True),
        ("培驾", "驾驶培训", False),
        ("驾校", "驾驶培训", False),
        ("驾驾", "驾驶培训", False),
        ("驾", "驾驶培训", False),
        ("", "驾驶培训", False),
    ],
)
def test_abbreviates(short: str, full: str, expected: bool) -> None:
    assert trades.abbreviates(short, full) == expected


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("建工", "建设工程", True),
        ("农投", "农业发展投资", True),  # 发展 tells nothing
        ("建工", "建设工程服务", True),
        ("建工", "服务建设工程", False),
        ("建工", "建设安装工程", False),
        ("建工", "建设工程安装", False),
        ("建工", "建设工程溪", False),
        ("建工", "溪建设工程", False),
        ("建程", "建设工程", False),
        ("建工投", "建设工程", False),
        ("工建", "建设工程", False),
        ("建", "建设", False),
    ],
)
def test_initials(short: str, full: str, expected: bool) -> None:
    assert trades.initials(short, full) == expected


@pytest.mark.parametrize(
    ("one", "other", "size", "expected"),
    [
        # a character for one that sounds, looks or is built alike
        ("溪云谷文化传媒", "溪云谷文化传煤", 3, True),
        ("溪云谷口腔诊所", "溪云谷口腔诊锁", 3, True),
        ("溪云谷种植", "溪云谷种直", 3, True),
        ("溪云谷水产养殖", "溪云谷水产养植", 3, True),
        ("溪云谷种植", "溪云谷仲植", 3, True),  # the first of the word
        ("溪云谷饭馆", "溪云谷饭管", 3, True),
        ("溪云谷水果", "溪云谷水杲", 3, True),
        ("溪云谷口腔诊所", "溪云谷口腔诊一", 3, False),
        ("溪云谷运输", "溪云谷运枪", 3, False),  # a word of its own
        ("溪云谷食品", "溪云谷饰品", 3, False),
        ("溪云谷水产", "溪云谷水泥", 3, False),
        ("溪云谷房产经纪", "溪云谷房产经济", 3, True),  # both are words, often mistaken
        ("溪云谷二手车", "溪云谷一手车", 3, False),
        ("溪云谷餐饮", "溪云谷餐饮", 3, False),
        ("溪云谷口腔诊所", "溪芸谷口腔诊所", 3, False),  # in the part
        ("溪云谷文化传媒", "溪芸谷文化传煤", 3, False),
        # without a part, or a short one
        ("文化传媒", "文化传煤", 0, True),
        ("传媒", "传煤", 0, False),
        ("文传媒", "文传煤", 0, False),
        ("溪传媒", "溪传煤", 1, False),
        ("溪云传媒", "溪云传煤", 2, True),
        # one left out or written twice
        ("溪云谷投资咨询", "溪云谷投咨询", 3, True),
        ("溪云谷投资咨询", "溪云谷投资资咨询", 3, True),
        ("溪云谷投资咨询", "溪云谷投资咨", 3, False),  # the last one
        ("溪云谷投资咨询", "溪云谷咨询", 3, False),
        ("溪云谷投资咨询", "溪云谷投资大咨询", 3, False),
        ("溪云投资咨询", "溪云投咨询", 2, False),
        ("溪云谷投资咨询", "溪谷投资咨询", 3, False),
        ("溪云谷餐饮管理", "溪云谷餐管理", 3, True),
        ("溪云谷餐饮管理", "溪云谷餐二饮管理", 3, False),
        ("溪云谷餐饮管理", "溪云谷餐理饮管", 3, False),
        ("溪云谷油站商贸", "溪云谷站商贸", 3, True),  # the first of the trade
        ("溪云谷投资资居", "溪云谷投资居", 3, True),
        ("溪云谷投投资居", "溪云谷投资居", 3, True),
        ("溪云谷工商商贸", "溪云谷工商贸", 3, True),
        ("溪云谷投资咨询", "溪云谷投资询", 3, False),  # of the last word
        ("溪云谷零食商贸", "溪云谷食商贸", 3, False),  # a number
        ("溪云谷批发市场商贸", "溪云谷批市场商贸", 3, False),  # more is left of the word
        ("溪云谷批发市场商贸", "溪云谷批发场商贸", 3, False),
        ("溪云谷供电局商贸", "溪云谷电局商贸", 3, False),
        ("溪云谷农产品加工", "溪云谷农品加工", 3, False),
        # where in the word, and how long a word
        ("葡萄酒庄", "葡弢酒庄", 0, True),
        ("溪云谷会计师事务所", "溪云谷会计师事务唆", 3, True),
        ("溪云谷批发市场", "溪云谷批垡市场", 3, True),
        ("溪云谷批发市场", "溪云谷批发澌场", 3, True),
        ("溪云谷油站", "溪云谷油秥", 3, True),
        ("溪云谷大蒜", "溪云谷类蒜", 3, True),
        ("溪云谷家电", "溪云谷家己", 3, True),  # one of them a number
        ("溪云谷山林居", "溪云谷山临居", 3, False),  # no trade
        # a word of the language within it
        ("溪云谷烧烤", "溪云谷烧火", 3, False),
        ("溪云谷开关", "溪云谷开金", 3, False),
        ("溪云谷老年大学", "溪云谷老年大叔", 3, False),
        ("溪云谷包装印刷", "溪云谷包衣印刷", 3, False),
        ("溪云谷大药房", "溪云谷大药方", 3, False),
    ],
)
def test_a_slip_in_a_trade(one: str, other: str, size: int, expected: bool) -> None:
    found = trade_slips.slipped(one, other, size), trade_slips.slipped(other, one, size)
    assert found == (expected, expected)
