"""Clues of two kinds that agree on one firm tell it; one alone, or two that several share, do not."""

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.clues import Clues
from engine.link.tips.there import There
from engine.link.tips.tip_links import TipLinks
from tests.link.firms import index_of, tip_links_of

FIRMS = [
    ("云泉县丰润运输有限公司", "植三元", "云泉县清渠镇国道边21号"),
    ("云泉县丰润家电维修部", "占立", "云泉县柳坝镇柳南街3号"),
    ("云泉县银帆投资管理有限公司", "洗远", "云泉县清渠镇人民路14号联谊商厦5楼508"),
    ("云泉县联谊商厦有限公司", "宁贵", "云泉县清渠镇人民路14号"),
    ("云泉县翰墨书画院", "司马云", "云泉县清渠镇文昌路60号"),
    ("云泉县智慧树托管服务部", "宗岚", "云泉县清渠镇学府街12号"),
    ("云泉县博远培训学校有限公司", "宗岚", "云泉县清渠镇学府街8号"),
    ("云泉县穗安大宗商品交易中心有限公司", "宋长城", "云泉县柳坝镇物流园1栋"),
    ("云泉县霜叶养老院", "沙桂芳", "云泉县柳坝镇枫林路6号"),
    ("云泉县霜叶酒业有限公司", "沙桂林", "云泉县柳坝镇枫林路66号"),
    ("云泉县千帆汽修厂", "强建华", "云泉县清渠镇西关路111号"),
]
HAULS, MENDS, MONEY, HOUSE, ART, CARE, SCHOOL, TRADE, AGED, WINE, CARS = range(len(FIRMS))


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of([(name, door, person) for name, person, door in FIRMS])


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # A part that is a word, with whose it is, or where.
        ("丰润车队的植老板收司机的押车款，说月月返一千", (HAULS,)),
        ("丰润那边收了司机的钱不还", ()),
        ("联谊五楼银帆，一百万起投，说稳赚", (MONEY,)),
        ("联谊三楼有人收老人的钱", ()),
        # As it sounds, with its trade or its floor.
        ("瀚墨书画院卖画，说半年加价两成回收", (ART,)),
        ("瀚墨装修公司收了我的钱", ()),
        # What only lies beside it is somebody else's.
        ("霜叶养老院对面二楼有人讲课发鸡蛋，让交钱返利", ()),
        ("翰墨书画院隔壁三楼卖画返利，不知道叫啥", ()),
        ("联谊商厦五楼那个银番的，叫老人交钱理财", (MONEY,)),
        # Of one person's firms the one whose trade is told.
        ("宗岚办的托管班跟家长借钱，给一分的息", (CARE,)),
        ("宗岚跟大家借钱，给一分的息", ()),
        # A street that is called like the trade of one of them tells of none.
        ("学府街宗岚收钱给利息", ()),
        ("学府街宗岚办培训，收了学费又收钱给利息", (SCHOOL,)),
        # Whoever speaks for two alike means neither for certain.
        ("枫林路的霜叶收钱，说给利", ()),
        # A place and what it is.
        ("柳坝物流园的大宗商品交易中心，带着炒，亏了六万，钱要不回来", (TRADE,)),
        # All that bear a part, each described.
        ("霜叶两家，养老院收床位钱，酒厂收存酒钱，都说给利", (AGED, WINE)),
        ("霜叶养老院收床位钱给利，酒厂没参与，都说不知道", (AGED,)),
        # Another trade than the firm's at its door.
        ("西关路111号收老人的钱，给两分利", (CARS,)),
        ("西关路111号开茶叶店的收老人的钱，给两分利", ()),
        ("西关路111号那家足疗店收老人的钱，给两分利", ()),
        # A house of which several, or nobody, is told.
        ("联谊商厦里搞理财的好几家，我妈说不清是哪家", ()),
        ("联谊商厦三楼停车太贵，一小时五块", ()),
    ],
)
def test_clues(links: TipLinks, text: str, rows: tuple[int, ...]) -> None:
    assert links.find("", text).rows == rows


def test_it_is_told_by_which(links: TipLinks) -> None:
    text = "宗岚办的托管班跟家长借钱，给一分的息"
    found = links.find("", text)
    assert links.grounds(CARE, found, "", text, "") == "人员、行业与文中所述相符"


#: Others of the county: a house's namesake, a person whose name is a word, four of one name.
MORE = [
    ("云泉县金汇投资管理有限公司", "管青", "云泉县清渠镇人民路9号金汇大厦6楼602"),
    ("云泉县旭升汽车租赁有限公司", "高峰", "云泉县清渠镇北街7号"),
    ("云泉县和顺运输有限公司", "贲开", "云泉县柳坝镇西街1号"),
    ("云泉县和顺种植专业合作社", "昝丰", "云泉县柳坝镇西街20号"),
    ("云泉县和顺茶楼", "逯芬", "云泉县柳坝镇西街33号"),
    ("云泉县和顺玻璃店", "厍亮", "云泉县柳坝镇西街45号"),
    ("云泉县裕丰当铺", "贲万", "云泉县清渠镇南街3号"),
    ("云泉县广汇粮油店", "贲万", "云泉县清渠镇南街5号"),
    ("云泉县晨曦布艺店", "王海", "云泉县清渠镇南街9号"),
    ("云泉县星河网吧", "", "云泉县清渠镇东环路2号"),
]
RAISES, LENDS_CARS, LORRIES, FIELDS, TEA, PANES, PAWNS, OIL, CLOTH, STARS = range(
    len(FIRMS), len(FIRMS) + len(MORE)
)


@pytest.fixture(scope="module")
def clues() -> Clues:
    names, people, addresses = zip(*FIRMS, *MORE, strict=True)
    index = index_of([*zip(names, addresses, people, strict=True)])
    return Clues(index, names, people, addresses, There(addresses))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Two of different names, each with somebody of its own; one whose name alone is told is no second.
        ("千帆汽修的强师傅和智慧树的宗老师都跟人借钱", (CARE, CARS)),
        ("千帆汽修的强师傅跟人借钱，智慧树那边的人也交过", (CARS,)),
        ("西关路111号的千帆和学府街12号的智慧树都收钱", (CARE, CARS)),
        ("千帆汽修和智慧树托管都收钱", ()),
        # A street and a name, a street and a family name.
        ("西关路的千帆收钱不还", (CARS,)),
        ("西关路的强师傅借钱不还", ()),
        ("西关路强师傅给人补胎喷漆，借钱不还", (CARS,)),
        ("柳坝镇西关路的千帆强师傅借钱不还", ()),
        ("人民路上都找银帆存钱", (MONEY,)),
        ("老板找银帆商量，人民路收钱的多", ()),
        # A usual family name right behind the part, or elsewhere; a rare one anywhere.
        ("晨曦的王老板收钱不还", (CLOTH,)),
        ("晨曦的活动上，有个做理财的王老板收钱不还", ()),
        ("丰润那边收了钱，收钱的是植老板", (HAULS,)),
        ("丰润那边收了钱，收钱的是周老板", ()),
        ("北街的旭升收钱不还", ()),
        ("东环路的人都找星河存钱", (STARS,)),  # nobody is known behind it
        # Of whom it is said that he was cheated as well, and who is next door.
        ("西关路的千帆也被人骗了钱", ()),
        ("西关路的千帆隔壁有人收钱", ()),
        ("千帆汽修隔壁的强师傅借钱不还", ()),
        ("联谊三楼的人介绍，西关路的千帆收钱不还", (CARS,)),
        # Just ahead of the other that is his, by one character of what it does.
        ("学府街宗岚收了学员的钱，说给利息", (SCHOOL,)),
        ("植三元介绍的，学府街宗岚收了学员的钱", (SCHOOL,)),
        # Who runs it, by the family name and the trade, in either order.
        ("植老板那个运输公司收押车款", (HAULS,)),
        ("听小植那个运输公司收押车款", (HAULS,)),
        ("托管班的宗老师收钱给利息", (CARE,)),
        ("培训学校姓宗的收钱给利息", (SCHOOL,)),
        ("小宗的公司收钱", ()),
        # A whole name alone, one that is a word, one who was cheated himself.
        ("植三元跟大家借钱，说给一分的息", ()),
        ("早晚高峰有汽车租赁的收押金", ()),
        ("植三元说别信外人，他的运输公司收押车款给利", (HAULS,)),
        ("植三元也被一家运输公司骗了钱", ()),
        ("不是植三元，运输公司收押车款", ()),
        # As it sounds: where it is led to as somebody, or at its door.
        ("智惠树收人的钱", (CARE,)),
        ("给智惠树收了人的钱", (CARE,)),
        ("买智惠树收人的钱", ()),
        ("老板叫人给智惠树浇水，收了钱", ()),
        ("瀚墨书画收老人的钱", (ART,)),
        ("瀚墨装修的司马老师收钱", ()),
        ("学府街12号智惠树收人的钱", (CARE,)),
        # A house and whoever of its name is on that floor.
        ("金汇大厦六楼收人的钱，说给两分利", (RAISES,)),
        ("金汇大厦三楼收人的钱，说给两分利", ()),
        # Of two that bear a name the one whose trade goes on behind it.
        ("柳坝的丰润家电收押金", (MENDS,)),
        ("柳坝的丰润运输收押金", ()),
        ("丰润家电的植师傅收钱不还", ()),
    ],
)
def test_two_kinds_agree(clues: Clues, text: str, rows: tuple[int, ...]) -> None:
    found = clues.find(text, ())
    assert (found.rows if found else ()) == rows


def test_both_are_told_by_what_they_were_known(clues: Clues) -> None:
    found = clues.find("千帆汽修的强师傅和智慧树的宗老师都跟人借钱", ())
    assert found is not None
    assert found.how == "字号、人员、行业与文中所述相符"


def test_who_was_set_aside_hides_nobody(clues: Clues) -> None:
    text = "霜叶养老院的人说，西关路的千帆收钱不还"
    found = clues.find(text, {AGED, WINE})
    assert found is not None
    assert found.rows == (CARS,)
    assert clues.find(text, {CARS}) is None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Each by what it is, or as the only company.
        ("丰润两家，运输的收押车款，家电维修也收钱", (HAULS, MENDS)),
        ("霜叶两家，养老院收床位钱，公司也收", (AGED, WINE)),
        ("霜叶两家，养老院收床位钱，酒厂收存酒钱", (AGED, WINE)),
        ("霜叶两家，养老院收床位钱，有个人卖酒也收", (AGED, WINE)),
        ("霜叶两家，养老院收床位钱，有个人存酒也收", ()),
        ("宗岚跟大家借钱，培训班和托管班都借", (CARE, SCHOOL)),
        (
            "和顺四家都收钱，运输的收押金，种植的收股金，茶楼收卡钱，玻璃店收货款",
            (LORRIES, FIELDS, TEA, PANES),
        ),
        ("贲万跟大家借钱，当铺和粮油店都借", (PAWNS, OIL)),
        # One is not told of, none is, or it is said that not all are meant.
        ("丰润两家，车队收押车款", ()),
        ("霜叶两家都有人问，说公司收钱", ()),
        ("和顺四家都收钱，运输的收押金，种植的收股金，茶楼收卡钱", ()),
        ("丰润两家，运输的收押车款，家电维修没关系", ()),
        ("丰润收押车款", ()),
    ],
)
def test_several_of_one_name_or_person(clues: Clues, text: str, rows: tuple[int, ...]) -> None:
    assert tuple(sorted(clues.group(text))) == rows


#: Firms that are written in pinyin, told by the end of a telephone, of one family, or called by less.
OTHERS = [
    ("云泉县益典通科技有限公司", "占一", "云泉县清渠镇东街1号", "13995550101"),
    ("云泉县霓虹财富管理有限公司", "丁万山", "云泉县清渠镇东街2号", "13995550202"),
    ("云泉县沃野农业开发有限公司", "丁万山", "云泉县柳坝镇沃野村", "13995550303"),
    ("云泉县老贺收藏品店", "贺兰", "云泉县清渠镇西街4号", "13995550404"),
    ("云泉县老贺", "岑五", "云泉县清渠镇西街5号", "13995550404"),
    ("云泉县小满短剧传媒有限公司", "岑六", "云泉县清渠镇北街6号", "13995550505"),
    ("云泉县小满", "温七", "云泉县清渠镇北街7号", ""),
    ("云泉县银杏大厦", "蔺八", "云泉县清渠镇南街8号", ""),
    ("云泉县翠微汽车贸易有限公司", "池九", "云泉县清渠镇翠微路9号", ""),
    ("云泉县翠微粮油店", "仇十", "云泉县柳坝镇西街19号", ""),
]
SCOOTERS, WEALTH, FARM, CURIOS, HE, DRAMA, XIAOMAN, GINGKO, AUTOS, GRAIN = range(len(OTHERS))


@pytest.fixture(scope="module")
def others() -> Clues:
    names, people, addresses, phones = zip(*OTHERS, strict=True)
    blank = [""] * len(OTHERS)
    index = FirmIndex(names, blank, phones, addresses=addresses, people=people)
    return Clues(index, names, people, addresses, There(addresses))


@pytest.mark.parametrize(
    ("text", "place", "rows"),
    [
        # As it is spelt on its sign, where the text says that it is a spelling.
        ("门头拼音写yidiantong，收钱", "", (SCOOTERS,)),
        ("招牌上写yidiantong，收钱", "", (SCOOTERS,)),
        ("收钱的微信是yidiantong", "", ()),
        ("招牌上写meiyoude，收钱", "", ()),
        # The end of a telephone that one alone has, with whoever is told of.
        ("尾号0303的丁总收钱", "", (FARM,)),
        ("后四位0202，财富公司收钱", "", (WEALTH,)),
        ("后四位02021，财富公司收钱", "", ()),
        ("尾号0303收钱", "", ()),
        ("尾号0404的岑总收钱", "", ()),
        # Called by less than its part is read as.
        ("小满短剧岑总收钱", "", (DRAMA,)),
        ("小满的岑总收钱", "", (DRAMA,)),
        ("小满的短剧收钱", "", (DRAMA,)),
        ("老贺两家，收藏品店收钱", "", (CURIOS,)),
        ("老贺的岑总收钱", "", (HE,)),
        ("老贺收藏品的岑总收钱", "", (CURIOS,)),
        ("小满的温总收钱", "", (XIAOMAN,)),
        ("小满收钱，温老板", "", (XIAOMAN,)),
        ("贺老板的收藏品店收钱", "", (CURIOS,)),
        # A town, told in the text or beside it.
        ("益典通收钱", "清渠镇", (SCOOTERS,)),
        ("益典通收钱", "柳坝镇", ()),
        ("益典通收钱", "", ()),
        ("沃野的丁总收钱", "", (FARM,)),
        ("沃野村农业开发公司收钱", "", (FARM,)),
        ("霓宏财富收钱", "", (WEALTH,)),
        # A street beside the text, of the firm or of others; a house; a town.
        ("丁总的霓虹收钱", "", (WEALTH,)),
        ("丁总的霓虹收钱", "东街", (WEALTH,)),
        ("丁总的霓虹收钱", "西街", ()),
        ("霓虹收钱", "东街", ()),
        ("霓虹收钱", "东街2号", (WEALTH,)),
        ("霓虹财富收钱", "", (WEALTH,)),
        ("霓虹财富收钱", "清渠镇", (WEALTH,)),
        ("霓虹财富收钱", "柳坝镇西街", ()),
        ("柳坝镇东街的丁总收钱，霓虹", "", ()),
        ("翠微路9号卖车的收钱", "", (AUTOS,)),
        ("翠微路的翠微卖车的收钱", "", ()),
        ("柳坝镇的翠微粮油收钱", "", (GRAIN,)),
        ("柳坝西街的翠微收钱", "", ()),
        # One character of what it does, beside who runs it.
        ("池九卖车的收钱", "", (AUTOS,)),
        ("池九收钱", "", ()),
        ("仇十卖粮的收钱", "", (GRAIN,)),
        ("仇十的粮店收钱", "", (GRAIN,)),
        ("仇十卖鞋的收钱", "", ()),
        ("仇总卖粮的收钱", "", ()),
        ("翠微汽车收钱", "", (AUTOS,)),
        ("翠微卖车的收钱", "", ()),
        # A name that is a house's.
        ("银杏大厦收钱", "", ()),
        ("银杏大厦三楼收钱", "", ()),
    ],
)
def test_other_kinds_agree(others: Clues, text: str, place: str, rows: tuple[int, ...]) -> None:
    found = others.find(text, (), place)
    assert (found.rows if found else ()) == rows


def test_a_spelling_of_whom_nobody_means(others: Clues) -> None:
    text = "门头拼音写yidiantong，收钱"
    found = others.find(text, ())
    assert found is not None
    assert found.how == "文中的拼音与字号一致"
    assert others.find(text, {SCOOTERS}) is None


def test_who_alone_may_be_meant(others: Clues) -> None:
    found = others.find("丁总的霓虹收钱", (), "", [WEALTH, GRAIN])
    assert found is not None
    assert found.rows == (WEALTH,)
    assert others.find("丁总的霓虹收钱", (), "", [GRAIN]) is None


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("丁总说财富公司的钱都投到他的农业公司", (WEALTH, FARM)),
        ("丁万山的财富和农业公司都收钱", (WEALTH, FARM)),
        ("老丁的财富和农业公司都收钱", (WEALTH, FARM)),
        ("姓丁的财富和养牛公司都收钱", ()),
        ("岑总的店都收钱，短剧、收藏品", ()),  # two of one family are not one person
        ("老贺两家，收藏品店收钱", (CURIOS, HE)),
        ("岑总的老贺和短剧都收钱", ()),  # two people of one family name
        ("丁总的财富公司收钱投到农业公司", ()),
    ],
)
def test_several_of_one_persons(others: Clues, text: str, rows: tuple[int, ...]) -> None:
    assert tuple(sorted(others.group(text))) == rows


def test_in_a_register_of_the_whole_country_no_clue_counts(
    others: Clues, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FirmIndex, "wide", property(lambda _: True))
    assert others.find("尾号0303的丁总收钱", ()) is None
    assert others.group("丁万山的财富和农业公司都收钱") == ()
