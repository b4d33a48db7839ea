"""What a tip says of whom: a short subject that several bear, a person's firms, a firm's branches, names in
one breath, houses, and what is made up or denied."""

import time

import pytest

from engine.link.tips.tip_links import TipLinks
from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县颂禾养殖专业合作社", "谷满仓", "云泉县柳坝镇石门村"),
    ("云泉县颂禾种植专业合作社", "谷丰年", "云泉县清渠镇槐树村"),
    ("云泉县沁芳斋商贸有限公司", "漆明", "云泉县清渠镇文昌路5号"),
    ("云泉县沁芳斋药房", "漆明", "云泉县清渠镇文昌路7号"),
    ("云泉县澜庭康养有限公司", "冼月", "云泉县清渠镇湖滨路1号"),
    ("云泉县澜庭康养有限公司柳坝分公司", "冼星", "云泉县柳坝镇柳南街9号"),
    ("云泉县铂悦投资管理有限公司", "危然", "云泉县清渠镇人民路20号鼎新大厦9层"),
    ("云泉县鼎新五金有限公司", "牟平", "云泉县清渠镇建材街8号"),
    ("云泉县瓦罐香面馆", "亢大力", "云泉县清渠镇文昌路30号"),
    ("云泉县青坡牧业有限公司", "亢大力", "云泉县柳坝镇青坡村"),
    ("云泉县翊安融资担保有限公司", "娄山", "云泉县清渠镇人民路44号"),
]
BREED, GROW, TRADE, DRUGS, CARE, BRANCH, MONEY, IRON, NOODLES, HERD, PLEDGE = range(len(FIRMS))


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of([(name, door, person) for name, person, door in FIRMS])


@pytest.mark.parametrize(
    ("subject", "place", "text", "rows"),
    [
        # A subject that two bear: the text tells which, or neither.
        (
            "颂禾合作社",
            "",
            "谷满仓的养殖社收股金，年底给一成，跟清渠那个颂禾种植不是一家",
            (BREED,),
        ),
        ("颂禾合作社", "", "收了大家的股金，年底给一成", ()),
        # What the text calls made up.
        ("", "", "有人举报铂悦投资集资，没有这回事，是同行眼红", ()),
        ("", "", "有人举报铂悦投资集资，他们说没有这回事，可我的八万投进去就拿不回来", (MONEY,)),
        # A subject that says who it is, with what is told beside it.
        ("漆明", "", "他名下的公司和药房都收老人的钱，说给利息", (TRADE, DRUGS)),
        ("那个姓娄的", "人民路44号", "办担保公司收街坊的钱，月息两分，要不回来", (PLEDGE,)),
        # Of one person's firms the one that he runs besides.
        ("", "", "面馆的老板亢大力在青坡村搞了个牧场，叫人投钱养牛，一年分两千", (HERD,)),
        ("", "", "瓦罐香面馆的老板亢大力收客人的钱，说一年分两千", (NOODLES,)),
        # A firm before its branches.
        ("", "", "澜庭康养收老人的钱，说一年给八厘的利", (CARE,)),
        ("", "", "澜庭康养柳坝分公司收老人的钱，说一年给八厘的利", (BRANCH,)),
        # A house is where, not who.
        ("", "", "铂悦投资在鼎新大厦九楼收钱，说年化一成", (MONEY,)),
        ("", "", "鼎新五金收了我们的钱，说年底给一成的利息", (IRON,)),
        # A rare family with its trade.
        ("", "", "那家担保公司，娄总，收我们的钱去放贷，月息一分八", (PLEDGE,)),
        # A longer word in quotation marks is somebody else's.
        ("", "", "在外地投了个“沁芳斋茗”项目，钱要不回来", ()),
    ],
)
def test_told(links: TipLinks, subject: str, place: str, text: str, rows: tuple[int, ...]) -> None:
    assert links.find(subject, text, "", place).rows == rows


def test_a_page_of_denials_takes_no_square_of_time(links: TipLinks) -> None:
    before = time.process_time()
    links.find("", "漆明的店收老人的钱" + "没" * 20_000)
    assert time.process_time() - before < 3
