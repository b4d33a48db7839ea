"""A firm that a tip calls by nothing but its own part is linked where people deal with it, shown where
the part may be an estate or a word, and left alone where it is one."""

import pytest

from engine.link.tips.tip_links import TipLinks
from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县康沐源养老服务有限公司", "城关镇学府街8号", "罗玉枝"),
    ("云泉县聚宝盆贸易有限公司", "城关镇新正街45号", "陈宝生"),
    ("云泉县福盈佳商贸有限公司", "城关镇学府街12号", "肖满仓"),
    ("云泉县海王星健康咨询有限公司", "城关镇向阳路33号", "王海升"),
    ("云泉县云链数字科技有限公司", "城关镇创业路3号", "云飞扬"),
    ("云泉县金色家园房地产经纪有限公司", "城关镇向阳路56号", "金如涛"),
    ("云泉县众鑫信息咨询服务部", "城关镇新正街47号", "鑫众"),
    ("云泉县众合共享汽车租赁有限公司", "城关镇汽贸城5号", "邓小车"),
]


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of(FIRMS)


@pytest.mark.parametrize(
    ("text", "firms"),
    [
        ("康沐源 聚宝盆 福盈佳商贸三家都收老人的钱给高息", (0, 1, 2)),
        ("我妈把钱存在康沐源的，也有放在海王星的，都说给八个点", (0, 3)),
        ("罗玉枝和陈宝生两个人一伙，我投了40万血本无归", (0, 1)),
        ("有人拉我买云链的数字藏品，投3万，一个月给我20%", (4,)),
        ("群里拉人搞什么数字藏品，云链的，说买了三十天高价收回去", (4,)),
        ("借了众鑫一万，到手八千，每天还五百", (6,)),
        ("共享汽车那个公司，邓小车是老板，我投了3万8", (7,)),
    ],
)
def test_who_is_dealt_with(links: TipLinks, text: str, firms: tuple[int, ...]) -> None:
    assert links.find("", text).rows == firms


@pytest.mark.parametrize(
    "text", ["我是金色家园的业务员，老板叫员工每人凑5万", "我在金色家园投了10万，说一年给一万二"]
)
def test_what_may_be_an_estate_is_asked_for(links: TipLinks, text: str) -> None:
    meant = links.find("", text)
    assert (meant.rows, meant.candidates) == ((), (5,))


@pytest.mark.parametrize(
    "text",
    [
        "住金色家园小区，楼上天天放音响",
        "海王星的照片很好看",
        "看海王星的节目被骗了三千",
    ],
)
def test_a_word_is_no_firm(links: TipLinks, text: str) -> None:
    assert links.find("", text).rows == ()


def test_whom_it_names_besides_is_shown(links: TipLinks) -> None:
    text = "康沐源养老服务公司收老人的钱，聚宝盆的人也在场"
    rows = links.find("", text).rows
    assert 0 in rows
    assert 1 in (*rows, *links.beside(text, rows))
