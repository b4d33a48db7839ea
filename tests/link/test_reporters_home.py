"""Where whoever tips off lives is no place of the firm that he tells of, nor is another township."""

import pytest

from engine.link.tips.home import without_own
from engine.link.tips.tip_links import TipLinks
from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县甲禾信息咨询有限公司", "卞一", "云泉县清渠镇文昌路36号望海大厦6层608室"),
    ("云泉县乙木装饰设计工作室", "卞二", "云泉县清渠镇文昌路36号望海大厦2层"),
    ("云泉县丙泰财富管理有限公司", "卞三", "云泉县清渠镇育才街9号"),
    ("云泉县锦绣里物业服务有限公司", "卞四", "云泉县清渠镇锦绣里小区1号楼"),
    ("云泉县丁丰种植农民专业合作社", "卞五", "云泉县南坪乡石桥村3组"),
    ("云泉县戊康大药房", "卞六", "云泉县白马镇东风街7号"),
]
ADVISER, DESIGN, WEALTH, ESTATE, FARM, CHEMIST = range(len(FIRMS))


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of([(name, door, person) for name, person, door in FIRMS])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # He lives there, and nothing that he tells of is there.
        ("我家住育才街9号，有人打电话让我爸投资，说保本保息", ()),
        ("本人现住望海大厦608室，在网上被骗去理财款八万", ()),
        ("我奶奶住育才街9号，天天有人上门哄她存钱", ()),
        ("家庭住址：育才街9号，反映小区里有人集资", ()),
        ("我是锦绣里小区的业主，业主群里有人拉投资，一年返三成", ()),
        ("育才街9号住户反映，有人挨家挨户收钱放贷", ()),
        ("我在文昌路36号望海大厦上班，楼外头有人发传单收存款", ()),
        ("我家就在育才街9号对面，看见有人收老人的钱给利息", ()),
        ("回访地址育才街9号，要求查处高息集资", ()),
        # He is there, and so is the firm.
        ("我住望海大厦12楼，六楼那家咨询公司天天拉老人存钱给高息", (ADVISER,)),
        ("本人家住育才街9号，楼下那家财富公司收存款月息两分", (WEALTH,)),
        ("我是锦绣里小区业主，物业收了车位钱说年年返利", (ESTATE,)),
        ("我妈在育才街9号存了六万，说到期给一万二", (WEALTH,)),
        ("单位地址：育才街9号，高息揽储", (WEALTH,)),
        ("我住白马镇，丙泰财富收了我四万不还", (WEALTH,)),
        # What he names is accused, wherever he lives.
        ("联系地址：育才街9号。反映丙泰财富收了我五万，到期不给", (WEALTH,)),
        ("联系地址：育才街9号丙泰财富管理公司，该公司收存款月息两分", (WEALTH,)),
        ("我妈住在育才街9号的养老院，那里的财富公司收了她十万会员费", (WEALTH,)),
        ("我爸住院期间育才街9号的财富公司骗了他十万", (WEALTH,)),
        ("我家在育才街9号的公司投了五万，说月息两分", (WEALTH,)),
        ("住址育才街9号，这家公司收钱不还，月息两分", (WEALTH,)),
        ("我是白马镇的，育才街9号那家财富公司收了我五万", (WEALTH,)),
        ("美丽乡村示范点，育才街9号那家财富公司收存款给高息", (WEALTH,)),
        ("江南水乡小区门口，育才街9号那家财富公司收存款给高息", (WEALTH,)),
        # Places of one name in another township or county.
        ("南坪乡石桥村3组，有人收股金给分红", (FARM,)),
        ("北坪乡石桥村3组，种植合作社收股金给分红", ()),
        ("邻水县石桥村3组，收股金给分红", ()),
        ("清渠镇东风街7号那家药房收会员费返利", ()),
        ("白马镇东风街7号那家药房收会员费返利", (CHEMIST,)),
        ("我们镇东风街7号那家药房收会员费返利", (CHEMIST,)),
        ("平川县育才街9号那家财富公司收存款给高息", ()),
        # Nobody doubts a name for a township, where somebody else may live.
        ("我是北坪乡人，丁丰种植合作社收了我两万股金不退", (FARM,)),
    ],
)
def test_who_is_there(links: TipLinks, text: str, rows: tuple[int, ...]) -> None:
    assert links.find("", text).rows == rows


@pytest.mark.parametrize(
    "text",
    [
        "我家在育才街9号存了五万，到期不给",
        "老板家住育才街9号，收了大家的钱",
        "被举报人住址：育才街9号",
        "我住丙泰财富楼上，天天有老人来听课",
        "他们在育才街9号上班，收老人的钱",
    ],
)
def test_what_others_do_there_is_read(text: str) -> None:
    assert without_own(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我家住育才街9号，收钱", "我家住，，，，，，收钱"),
        (
            "我家住育才街9号，联系地址：健康路18号。收钱",
            "我家住，，，，，，联系地址：，，，，，，。收钱",
        ),
        ("我是望海小区的业主，收钱", "我是，，，，的业主，收钱"),
        ("我是望海的业主，收钱", "我是，，的业主，收钱"),
        ("我在望海大厦上班，收钱", "我在，，，，上班，收钱"),
        ("我在饭馆上班，收钱", "我在饭馆上班，收钱"),
        # Its flat goes where the text tells of the house, and the house stays.
        ("我家住育才街9号3单元602，楼下收钱", "我家住育才街9号，，，，，，，楼下收钱"),
        ("我住望海大厦12楼，六楼收钱", "我住望海大厦，，，，六楼收钱"),
        # No place to live: without a street or a house, a firm, the village's or the estate's own, his own work's.
        ("我家住得远，收钱", "我家住得远，收钱"),
        ("我家住育才街9号养老院，收钱", "我家住育才街9号养老院，收钱"),
        ("我家住石桥村3组，合作社收钱", "我家住石桥村3组，合作社收钱"),
        ("我家住石桥村3组，有人收钱", "我家住，，，，，，有人收钱"),
        ("我家住锦绣里小区，物业收钱", "我家住锦绣里小区，物业收钱"),
        ("我在望海大厦上班，老板收钱", "我在望海大厦上班，老板收钱"),
        ("我家住育才街9号，这家公司收钱", "我家住育才街9号，这家公司收钱"),
        # One of two that he tells of.
        (
            "我家住东街9号，后来我家住西街1号养老院，收",
            "我家住，，，，，后来我家住西街1号养老院，收",
        ),
        ("我家住东街9号，后来我家住石桥村，合作社收", "我家住，，，，，后来我家住石桥村，合作社收"),
        ("我家住东街9号，后来我家住得远，收", "我家住，，，，，后来我家住得远，收"),
    ],
)
def test_how_it_is_blanked_out(text: str, left: str) -> None:
    assert without_own(text) == left
