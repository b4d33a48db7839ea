"""What a tip says in its fields and in its text, weighed against one another: the code before all, whom the text clears,
a subject that several bear, a person's other business, where its reporter lives; and by what it is told."""

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.meant import Meant
from engine.link.tips.tip_links import TipLinks

FIRMS = [
    ("云泉县聚鑫财富管理有限公司", "云泉县清渠镇人民路8号", "王大勇"),
    ("云泉县恒达投资咨询有限公司", "云泉县清渠镇人民路18号", "陈建国"),
    ("云泉县安怡养老服务中心", "云泉县清渠镇平安街15号", "祝秀兰"),
    ("云泉县澜庭康养有限公司", "云泉县清渠镇湖滨路1号", "冼月"),
    ("云泉县澜庭康养有限公司柳坝分公司", "云泉县柳坝镇柳南街9号", "冼星"),
    ("云泉县瓦罐香面馆", "云泉县清渠镇文昌路30号", "亢大力"),
    ("云泉县青坡牧业有限公司", "云泉县柳坝镇青坡村", "亢大力"),
    ("云泉县霖沃农机修理部", "云泉县柳坝镇南街1号", "来一"),
    ("云泉县霖沃种子有限公司", "云泉县柳坝镇南街2号", "来二"),
    ("云泉县霖沃粮油店", "云泉县柳坝镇南街3号", "来三"),
    ("云泉县老刘信息服务部", "云泉县清渠镇健康路3号", "刘三"),
    ("云泉县捷利代理记账有限公司", "云泉县清渠镇健康路5号", "郝记"),
    ("云泉县云链数字科技有限公司", "云泉县清渠镇健康路9号", "云飞扬"),
    ("云泉县海王星健康咨询有限公司", "云泉县清渠镇健康路33号", "王海升"),
    ("云泉县聚善爱心服务社", "云泉县柳坝镇安居小区3号楼", "车玉珍"),
    ("云泉县青萝美容院", "云泉县清渠镇南桥街45号", "祝雅琴"),
    ("云泉县青萝瑜伽馆", "云泉县清渠镇学堂路9号三楼", "祁云舟"),
    ("云泉县颂禾养殖专业合作社", "云泉县柳坝镇石门村", "谷满仓"),
    ("云泉县颂禾种植专业合作社", "云泉县清渠镇槐树村", "谷丰年"),
]
(JUXIN, HENGDA, AGED, CARE, BRANCH, NOODLES, HERD, MENDS, SEEDS, OIL, LIU, BOOKS) = range(12)
(CHAIN, STAR, KIND, BEAUTY, YOGA, BREEDS, GROWS) = range(12, 19)
CODES = [f"9164022100000000{row:02d}" for row in range(len(FIRMS))]
#: An agent's telephone is many firms'.
PHONES = [f"13995000{row if row != BOOKS else LIU:03d}" for row in range(len(FIRMS))]


def _links() -> TipLinks:
    names, doors, people = zip(*FIRMS, strict=True)
    index = FirmIndex(names, CODES, PHONES, addresses=doors, people=people)
    return TipLinks(index, names, doors, people)


LINKS = _links()


@pytest.mark.parametrize(
    ("subject", "text", "uscc", "place", "rows"),
    [
        # The code, whatever else is said.
        ("", "收钱", JUXIN, "", (JUXIN,)),
        ("恒达投资", "恒达投资没参与", JUXIN, "", (JUXIN,)),
        ("", "安怡养老收钱", JUXIN, "人民路18号", (JUXIN,)),
        ("老刘信息部", "收钱", JUXIN, "", (JUXIN,)),
        ("澜庭康养", "柳南街收钱", CARE, "", (CARE,)),
        # Whom the text clears, though its subject names him.
        ("恒达投资", "聚鑫财富收钱给利息，恒达投资没参与", None, "", (JUXIN,)),
        ("聚鑫财富、恒达投资", "聚鑫财富收钱，恒达投资没参与", None, "", (JUXIN,)),
        ("霖沃", "霖沃种子没事，钱是霖沃粮油收的", None, "", (OIL,)),
        ("颂禾合作社", "颂禾种植没事，钱是颂禾养殖收的", None, "", (BREEDS,)),
        ("", "恒达投资没参与，说聚鑫财富收钱", None, "", (JUXIN,)),
        ("", "恒达投资没参与，安怡养老开着门，花了钱", None, "", (AGED,)),
        ("", "恒达投资没参与，安怡养老、青萝美容开着门", None, "", ()),
        ("", "恒达投资没事，聚鑫财富也是正规的", None, "", ()),
        ("", "恒达投资没参与，云链的业务员收钱", None, "", (CHAIN,)),
        ("", "霖沃没参与，恒达投资收钱", None, "", (HENGDA,)),
        # A subject that several bear: its text tells which, and tells of no others.
        ("颂禾合作社", "颂禾养殖收股金", None, "", (BREEDS,)),
        ("颂禾合作社", "颂禾养殖和颂禾种植收股金", None, "", (BREEDS, GROWS)),
        ("颂禾合作社", "安怡养老收钱给利息", None, "", ()),
        ("颂禾合作社两家", "颂禾养殖和颂禾种植收股金", None, "", (BREEDS, GROWS)),
        ("颂禾", "谷满仓收股金", None, "", (BREEDS,)),
        ("霖沃", "霖沃种子、霖沃粮油都收钱", None, "", (SEEDS, OIL)),
        ("颂禾、霖沃", "颂禾养殖收钱，霖沃种子收钱", None, "", (SEEDS, BREEDS)),
        ("聚鑫财富、恒达投资", "安怡养老收钱给利息", None, "", (JUXIN, HENGDA)),
        ("聚鑫财富", "恒达投资收钱给利息", None, "", (JUXIN,)),
        # Of several that it names one alone is not visited for what was told of two.
        ("颂禾、霖沃", "颂禾养殖收钱", None, "", ()),
        ("霖沃、恒达投资", "收钱", None, "", ()),
        ("霖沃种子、万家兴百货", "收钱", None, "", ()),
        ("霖沃种子、美容院祝雅琴", "收钱", None, "", (SEEDS, BEAUTY)),
        # The only one so called, or the one that place or trade tells, where it is told of money.
        ("聚善", "捐一千块，一个月后返一千二", None, "", (KIND,)),
        ("聚善", "来了三千人", None, "", ()),
        ("聚善", "花了一千块钱", None, "", (KIND,)),
        ("聚善", "来了好几回", None, "", ()),
        ("青萝", "充两万当股东", None, "学堂路9号三楼", (YOGA,)),
        ("青萝", "充两万当股东", None, "", ()),
        ("青萝，学堂路9号", "收钱", None, "", (YOGA,)),
        ("青萝，南桥街", "收钱", None, "学堂路9号三楼", (YOGA,)),
        ("老刘信息部", "收钱", None, "", (LIU,)),
        ("老张信息部", "收钱", None, "", ()),
        # Who says who it is, and not what it is called.
        ("亢大力", "面馆收了钱", None, "", (NOODLES,)),
        ("亢大力", "收了钱", None, "", ()),
        ("不知道是谁", "聚鑫财富收了钱", None, "", (JUXIN,)),
        ("不知道是谁", "收了钱", None, "", ()),
        # What somebody does besides, where or as only another firm of his is.
        ("", "面馆的老板亢大力在青坡村搞了个牧场，叫人投钱", None, "", (HERD,)),
        ("", "瓦罐香面馆的老板亢大力又搞了个牧场养牛，叫人投钱", None, "", (HERD,)),
        ("", "瓦罐香面馆的老板亢大力在柳坝镇青坡搞了个农场，叫人投钱", None, "", (HERD,)),
        ("", "瓦罐香面馆的老板亢大力在坡搞了个店，叫人投钱", None, "", (NOODLES,)),
        ("", "瓦罐香面馆的老板亢大力又搞了个茶楼，叫人投钱", None, "", (NOODLES,)),
        ("", "瓦罐香面馆的老板又搞了个牧场养牛，叫人投钱", None, "", (NOODLES,)),
        ("", "瓦罐香面馆的老板亢大力在文昌路搞了个牧场养牛，叫人投钱", None, "", (NOODLES,)),
        # Where the reporter lives is nobody's door, unless it is called by name as well.
        ("", "我家住平安街15号，有人收老人的钱给利息", None, "", ()),
        ("", "我住平安街15号安怡，收老人的钱给利息", None, "", (AGED,)),
        ("", "我家住柳南街9号，澜庭康养收老人的钱", None, "", (CARE,)),
        ("", "柳南街9号，澜庭康养收老人的钱", None, "", (BRANCH,)),
        ("澜庭康养", "收老人的钱", None, "柳南街9号", (BRANCH,)),
        # Not the one that the text says it does not mean.
        ("", "霖沃收钱，不是修农机的那家", None, "", ()),
        ("", "霖沃收钱，不是修农机的那家，是卖种子的", None, "", (SEEDS,)),
        ("", "霖沃种子收钱，不是修农机的那家", None, "", (SEEDS,)),
        ("", "颂禾合作社收股金，不是种植的那家", None, "", (BREEDS,)),
        ("", "颂禾的谷丰年收股金，不是养殖的那家", None, "", (GROWS,)),
        ("", "收股金，不是种植的那家", None, "", ()),
        # With whom the text accuses as well, and not whom it only names.
        ("聚鑫财富", "聚鑫财富收钱，恒达投资也收钱给利息", None, "", (JUXIN, HENGDA)),
        ("聚鑫财富", "聚鑫财富收钱，恒达投资在旁边", None, "", (JUXIN,)),
        ("聚鑫财富", "聚鑫财富的员工也被骗了，恒达投资收钱", None, "", (JUXIN, HENGDA)),
        ("", "聚鑫财富的员工也被恒达投资骗了", None, "", (HENGDA,)),
        ("", "楼上就是聚鑫财富，恒达投资在街上", None, "", (HENGDA,)),
        ("", "聚鑫财富公司、霖沃种子收钱", None, "", (JUXIN, SEEDS)),
        ("", "从聚鑫财富出来，收钱", None, "", ()),
        ("", "我是聚鑫财富的会计", None, "", ()),
        # By nothing but its part, by two people, by who runs it.
        ("", "云链的业务员收钱", None, "", (CHAIN,)),
        ("", "海王星的业务员收钱", None, "", ()),
        ("", "钱交给了海王星的业务员", None, "", (STAR,)),
        ("", "王大勇和陈建国两个人一伙，骗了我的钱", None, "", (JUXIN, HENGDA)),
        ("", "王大勇和陈建军两个人一伙，骗了我的钱", None, "", ()),
        ("", "亢大力和陈建国两个人一伙，骗了我的钱", None, "", ()),
        ("", "王大勇是老板，收钱", None, "", ()),
        ("", "祝雅琴是老板，收钱", None, "", (BEAUTY,)),
        ("", "亢大力是老板，收钱", None, "", ()),
        # As many as it counts, a street and a trade, unless they lie elsewhere.
        ("", "霖沃三家都收钱", None, "", (MENDS, SEEDS, OIL)),
        ("", "霖沃两家都收钱", None, "", ()),
        ("", "平安街那家养老中心收钱", None, "", (AGED,)),
        ("", "东渠镇平安街那家养老中心收钱", None, "", ()),
        # A telephone of its own, and an agent's.
        ("", "电话13995000012，收钱", None, "", (CHAIN,)),
        ("", "电话13995000010，收钱", None, "", ()),
    ],
)
def test_who_is_meant(
    subject: str, text: str, uscc: int | None, place: str, rows: tuple[int, ...]
) -> None:
    code = "" if uscc is None else CODES[uscc]
    assert LINKS.find(subject, text, code, place).rows == rows


@pytest.mark.parametrize(
    ("subject", "text", "candidates"),
    [
        ("亢大力", "收了钱", (NOODLES, HERD)),
        ("聚善", "来了好几回", (KIND,)),
        ("青萝", "收钱", (BEAUTY, YOGA)),
        ("颂禾、霖沃", "颂禾养殖收钱", (BREEDS, GROWS, MENDS, SEEDS, OIL)),
        ("霖沃种子、万家兴百货", "收钱", (SEEDS,)),
        ("", "霖沃收钱，不是修农机的那家", (SEEDS, OIL)),
        ("", "霖沃收钱，不是卖鞋的那家", (MENDS, SEEDS, OIL)),
        ("", "霖沃收钱，聚鑫财富没参与", (MENDS, SEEDS, OIL)),
        # Whoever takes the money of those so called, it is not who is cleared.
        ("", "恒达投资没参与，霖沃收钱", (MENDS, SEEDS, OIL)),
        ("", "恒达投资跟霖沃没关系，霖沃收钱", (MENDS, SEEDS, OIL)),
        ("", "恒达投资没参与，青萝收钱给利息", (BEAUTY, YOGA)),
        ("恒达投资", "恒达投资没参与，霖沃收钱", (HENGDA,)),
        ("", "恒达投资没参与，安怡养老、青萝美容开着门", (AGED,)),
        ("", "从聚鑫财富出来，收钱", (JUXIN,)),
        ("", "我是聚鑫财富的会计", (JUXIN,)),
        ("", "海王星的业务员收钱", (STAR,)),
        ("", "王大勇是老板，收钱", (JUXIN,)),
        ("", "云链、聚善，两家都收钱", (CHAIN, KIND)),
        ("聚鑫财富", "上次举报聚鑫财富搞错了，撤了", (JUXIN,)),
        ("聚鑫财富", "门口有人发单子，老板撵都撵不走", (JUXIN,)),
    ],
)
def test_who_may_be(subject: str, text: str, candidates: tuple[int, ...]) -> None:
    assert LINKS.find(subject, text) == Meant((), candidates)


@pytest.mark.parametrize(
    ("subject", "text", "uscc", "place", "row", "how"),
    [
        # Nobody need doubt a code or a whole name.
        ("", "收钱", JUXIN, "", JUXIN, ""),
        ("云泉县聚鑫财富管理有限公司", "收钱", None, "", JUXIN, ""),
        ("", "云泉县聚鑫财富管理有限公司收钱", None, "", JUXIN, ""),
        # What the index says, what the tip says besides, and the place beside the text.
        (
            "",
            "恒达投资收钱",
            None,
            "人民路18号",
            HENGDA,
            "文中出现名称“恒达投资”，行业相符，地址一致",
        ),
        ("瓦罐香", "收钱", None, "文昌路30号", NOODLES, "名称的缩略，地址一致"),
        ("聚善", "捐一千返一千二", None, "", KIND, "登记中只有这一家字号含“聚善”"),
        (
            "聚善",
            "捐一千返一千二",
            None,
            "安居小区3号楼",
            KIND,
            "登记中只有这一家字号含“聚善”，楼号、楼层相符",
        ),
        (
            "澜庭康养",
            "收老人的钱",
            None,
            "柳南街9号",
            BRANCH,
            "名称相符的企业中，这家分支机构在所说的地方，地址一致",
        ),
        (
            "",
            "颂禾合作社两家，颂禾养殖和颂禾种植收股金",
            None,
            "",
            BREEDS,
            "文中逐家说明的行业与各家相符",
        ),
        ("颂禾", "谷满仓收股金", None, "", BREEDS, "字号、人员与文中所述相符"),
        ("", "霖沃三家都收钱", None, "", OIL, "文中所说的3家都有字号“霖沃”"),
        (
            "美容院祝雅琴、瑜伽馆祁云舟",
            "收钱",
            None,
            "",
            YOGA,
            "对象分别写明的人员、行业与各家相符",
        ),
        (
            "霖沃种子、美容院祝雅琴",
            "收钱",
            None,
            "",
            BEAUTY,
            "对象分别写明的人员、行业与各家相符",
        ),
        # A place alone is told as the place of the firm, not as its name.
        ("", "文昌路30号收钱给利息", None, "", NOODLES, "地址一致"),
        ("", "我家住文昌路30号，瓦罐香收钱", None, "", NOODLES, "文中出现字号“瓦罐香”，行业相符"),
        ("", "王大勇和陈建国两个人一伙，骗了我的钱", None, "", HENGDA, "法定代表人姓名一致"),
    ],
)
def test_by_what(subject: str, text: str, uscc: int | None, place: str, row: int, how: str) -> None:
    code = "" if uscc is None else CODES[uscc]
    found = LINKS.find(subject, text, code, place)
    assert row in found.rows
    assert LINKS.grounds(row, found, subject, text, code, place) == how


@pytest.mark.parametrize(
    ("subject", "text", "rows"),
    [
        ("", "恒达投资收钱", (HENGDA,)),
        ("", "从聚鑫财富出来，收钱", (JUXIN,)),  # the only one that it may mean
        ("", "文昌路30号收钱给利息", ()),
        ("", "收钱", ()),
        ("聚善", "来了好几回", (KIND,)),
        ("青萝", "收钱", ()),
        ("", "我家住平安街15号，收钱", ()),
    ],
)
def test_whom_a_tip_names(subject: str, text: str, rows: tuple[int, ...]) -> None:
    assert LINKS.by_name(subject, text, "", "") == rows


@pytest.mark.parametrize(
    ("text", "rows", "beside"),
    [
        ("聚鑫财富收钱，恒达投资在旁边", [JUXIN], [HENGDA]),
        ("聚鑫财富收钱，恒达投资在旁边", [JUXIN, HENGDA], []),
        ("聚鑫财富收钱，云链的业务员来过", [JUXIN], [CHAIN]),
        ("霖沃收钱", [], [MENDS, SEEDS, OIL]),
        ("恒达投资、安怡养老、聚鑫财富、霖沃种子、青萝美容", [], [JUXIN, HENGDA, AGED]),
        ("我家住平安街15号，收钱", [], []),
    ],
)
def test_whom_it_names_besides(text: str, rows: list[int], beside: list[int]) -> None:
    assert LINKS.beside(text, rows) == beside
