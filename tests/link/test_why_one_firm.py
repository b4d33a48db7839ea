"""Why two names are one firm's or two: every reason that the comparison of names has, how likely it
is by it, and what comes close to each."""

import pytest

from engine.link.names import groups, meant
from engine.link.names.company import NameParser
from engine.link.names.same import same, slip_signs
from engine.link.names.written import clean

PARSER = NameParser()

#: one name, another, likeness, why
ONE_FIRM = [
    ("平罗县溪云谷商贸有限公司", "平罗县溪云谷商贸有限责任公司", 100, "名称一致"),
    ("中石油甘肃庆阳销售分公司", "中石油甘肃庆阳销售分公司", 100, "名称一致"),
    # written otherwise
    ("平罗县溪云谷商贸有限公司", "溪云谷商贸（平罗）有限公司", 97, "名称写法不同"),
    ("平罗县溪云谷商贸店", "平罗县溪云谷商贸有限公司", 97, "名称写法不同"),
    ("溪云谷娘酒", "溪云谷娘酒业有限公司", 97, "名称写法不同"),
    ("溪云谷酒", "溪云谷酒业有限公司", 97, "名称写法不同"),
    ("领航驾培", "领航驾驶培训有限公司", 97, "名称写法不同"),
    # place or words of the trade left out
    ("平罗县溪云谷商贸有限公司", "溪云谷商贸有限公司", 92, "名称的缩略"),
    ("溪云谷商贸有限公司", "溪云谷电子商贸有限公司", 92, "名称的缩略"),
    ("平罗县溪云谷商贸有限公司", "溪云谷电子商贸有限公司", 92, "名称的缩略"),
    ("平罗县溪云商贸有限公司", "平罗县溪云电子商贸有限公司", 92, "名称的缩略"),
    ("平罗县溪云商贸有限公司", "溪云商贸有限公司", 92, "名称的缩略"),
    ("平罗县溪云谷农业采摘园", "平罗县溪云谷采摘园", 92, "名称的缩略"),
    ("溪云谷广告传媒", "溪云谷文化传媒有限公司", 92, "名称的缩略"),
    ("平罗县人民路理发店", "人民路理发店", 92, "名称的缩略"),
    ("河南中原溪泰谷商贸有限公司", "河南溪泰谷商贸有限公司", 92, "名称的缩略"),
    # words that nobody listed left out
    ("平罗县溪云谷书香商贸有限公司", "溪云谷商贸", 92, "名称的缩略"),
    ("平罗县溪云谷书香有限公司", "溪云谷", 92, "名称的缩略"),
    ("平罗县溪云谷阳光沙滩有限公司", "溪云谷", 92, "名称的缩略"),
    ("大同市云中驿站物流园管理有限公司", "云中驿站物流园", 92, "名称的缩略"),
    ("溪云谷幼儿园", "溪云谷", 92, "名称的缩略"),
    ("溪云谷幼儿园", "平罗县溪云谷幼儿园有限公司", 92, "名称的缩略"),
    # said as nobody else is called
    ("云南民间工艺绣蝶坊文化产业有限公司", "云南绣蝶坊文产公司", 92, "名称的缩略"),
    ("平罗县龙虎山溪云谷民宿有限公司", "溪云谷民宿", 92, "名称的缩略（省去“龙虎山”）"),
    ("平罗县龙虎山溪云谷居民宿有限公司", "溪云谷居", 92, "名称的缩略（省去“龙虎山”）"),
    # the beginning of a part and the very trade
    ("平罗县溪云谷学而商贸有限公司", "溪云谷商贸", 80, "字号简称及行业一致"),
    ("平罗县溪云学而商贸有限公司", "溪云商贸", 80, "字号简称及行业一致"),
    # another name of it, but what it is called today goes first
    ("平罗县溪云谷商贸有限公司（原平罗县山海居商贸有限公司）", "山海居商贸", 92, "曾用名或现用名相同：名称的缩略"),
    ("溪云谷商贸（平罗）有限公司（原平罗县溪云谷商贸有限公司）", "平罗县溪云谷商贸有限公司", 97, "名称写法不同"),
    # of a group, or without a distinctive part
    ("中石油甘肃庆阳销售分公司", "中国石油天然气股份有限公司甘肃庆阳销售分公司", 92, "集团、区划与业务一致"),
    ("云泉农商银行", "云泉县农村商业银行股份有限公司", 92, "区划、行业与分支机构一致"),
    ("平罗县小额贷款有限公司石嘴山分公司", "平罗小额贷款", 92, "区划、行业与分支机构一致"),
    ("中国人寿保险股份有限公司平罗支公司", "人寿平罗支公司", 92, "区划、行业与分支机构一致"),
    # a branch for the firm that says none
    ("溪云谷商贸", "溪云谷商贸有限公司平罗分公司", 97, "名称写法不同"),
    ("溪云谷商贸有限公司第二营业部", "溪云谷商贸有限公司第二部", 97, "名称写法不同"),
    ("溪云谷商贸第二分公司", "溪云谷商贸有限公司平罗第二分公司", 97, "名称写法不同"),
    # a slip
    ("平罗县文化传媒有限公司", "平罗县文化传煤有限公司", 86, "名称差一字（“媒”“煤”音形相近），其余一致"),
    ("平罗县文化传媒有限公司石嘴山分公司", "平罗县文化传煤有限公司石嘴山分公司", 86, "名称差一字（“媒”“煤”音形相近），其余一致"),
    ("平罗县溪云谷口腔诊所", "平罗县溪云谷口腔诊锁", 86, "名称差一字（“所”“锁”读音相近），其余一致"),
    ("平罗县溪云山谷商贸有限公司", "平罗县溪山云谷商贸有限公司", 86, "名称差一字，其余一致"),
    ("溪兴谷教育", "平罗县溪星谷教育科技有限公司", 86, "名称差一字，其余一致"),
    ("溪云灯会彩灯制做有限公司", "溪云灯会彩灯制作有限公司", 86, "名称差一字（“做”“作”读音相近），其余一致"),
    # a further reading that both have and that is more than a place (温粦 is 温岭)
    ("温粦市横溪聚宝鞋底厂", "温岭市横溪聚宝鞋底厂", 92, "名称的缩略"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "likeness", "why"), ONE_FIRM)
def test_one_firm(one: str, other: str, likeness: int, why: str) -> None:
    for names in ((one, other), (other, one)):
        verdict = same(*map(PARSER.parse, names))
        assert (verdict.same, verdict.likeness) == (True, likeness)
        assert sorted(verdict.why) == sorted(why)  # which of two characters is told first


TWO_FIRMS = [
    ("李建国（平罗县建国商店）", "王建国（平罗县建国商店）", "经营者不同"),
    ("平罗县第一棉纺厂", "平罗县第二棉纺厂", "编号不同"),
    ("银川溪云谷商贸有限公司", "平罗溪云谷商贸有限公司", "行政区划不同"),
    ("西安溪饮有限公司", "陕西溪饮有限公司", "冠以不同行政区划"),
    # branches and head offices
    ("溪云谷商贸有限公司", "溪云谷商贸有限公司平罗分公司", "分支机构不同"),
    ("溪云谷银行", "溪云谷银行股份有限公司平罗支行", "分支机构不同"),  # has many
    ("溪云谷", "溪云谷银行股份有限公司平罗支行", "分支机构不同"),
    ("溪云谷商贸有限公司平罗营业部", "溪云谷商贸有限公司平罗办事处", "分支机构不同"),
    ("中国银行股份有限公司平罗支行", "中国银行股份有限公司平罗分理处", "分支机构不同"),
    ("平罗县文化传媒有限公司石嘴山分公司", "平罗县文化传煤有限公司", "分支机构不同"),
    ("溪云谷商贸有限公司第二分公司", "溪云谷商贸有限公司平罗第二分公司", "分支机构不同"),
    ("溪云谷商贸第二分公司", "溪云谷商贸有限公司平罗第三分公司", "编号不同"),
    # forms
    ("平罗县溪云矿泉水厂", "平罗县溪云矿泉水站", "组织形式不同"),
    ("溪云谷合作社", "溪云谷商贸有限公司", "组织形式不同"),
    ("溪云资本1号投资合伙企业（有限合伙）", "溪云资本1号投资有限公司", "组织形式不同"),
    ("平罗县商贸有限公司", "平罗县商贸店", "组织形式不同"),
    ("溪云谷幼儿园", "平罗县溪云谷商贸有限公司", "机构性质不同"),
    # trades
    ("人民路理发店", "人民路饭店", "行业不同"),
    ("平罗县溪云商贸有限公司", "溪云电子商贸有限公司", "两字字号，区划与行业都不全"),
    # parts
    ("河南中原溪泰商贸有限公司", "河南溪泰商贸有限公司", "字号不同"),
    ("平罗县溪云矿泉水厂", "平罗县溪云矿泉水馆", "字号不同"),
    ("平罗县溪云山谷商贸有限公司", "平罗县溪山云谷餐饮有限公司", "字号不同"),
    ("平罗县宝丰镇宝丰学而商贸有限公司", "宝丰商贸", "字号不同"),  # the town
    ("平罗县溪云谷学而商贸有限公司", "溪云谷商贸有限公司", "字号不同"),
    ("平罗县溪云谷学三商贸有限公司", "溪云谷商贸", "字号不同"),
    ("平罗县溪云谷学商贸有限公司", "溪云谷商贸", "字号不同"),
    ("平罗县溪云谷学而商贸有限公司", "溪云谷餐饮", "字号不同"),
    ("平罗县溪云谷学而商贸有限公司", "溪云谷", "字号不同"),
    ("平罗县溪云谷学而有限公司", "溪云谷商贸", "字号不同"),
    ("平罗县溪云谷阳光溪荷有限公司", "溪云谷", "字号不同"),
    ("平罗县溪云谷学望远镜有限公司", "溪云谷", "字号不同"),
    ("平罗县溪云谷望远镜学有限公司", "溪云谷", "字号不同"),
    ("平罗县溪云谷东麓有限公司", "溪云谷", "字号不同"),
    ("平罗县溪云阳光有限公司", "溪云", "字号不同"),
    ("大同市云中驿站物流园学而有限公司", "云中驿站物流园", "字号不同"),
    ("大同市云中驿站物流园管理餐饮有限公司", "云中驿站物流园", "字号不同"),
    ("大同市驿站物流园管理有限公司", "驿站物流园", "字号不同"),
    ("平罗县龙虎山溪云谷民宿有限公司", "溪云谷", "字号不同"),
    ("平罗县龙虎山溪云民宿有限公司", "溪云民宿", "字号不同"),
    ("龙虎山溪云谷民宿有限公司", "溪云谷民宿", "字号不同"),
    ("平罗县龙虎山溪云谷民宿有限公司", "平罗溪云谷民宿", "字号不同"),
    # without a part
    ("陕西省溪饮商贸有限公司", "西安市商贸有限公司", "一方没有字号"),
    ("平罗县文化传媒有限公司", "平罗县文化传煤店", "一方没有字号"),
    ("平罗县文化传媒有限公司", "文化传煤有限公司", "一方没有字号"),
    ("商贸有限公司", "商贸公司", "名称没有字号，无从区别"),
    ("小额贷款有限公司平罗分公司", "石嘴山市小额贷款", "名称没有字号，无从区别"),
    ("农业银行平罗支行", "建设银行平罗支行", "名称没有字号，无从区别"),
]


@pytest.mark.parametrize(("one", "other", "why"), TWO_FIRMS)
def test_two_firms(one: str, other: str, why: str) -> None:
    for names in ((one, other), (other, one)):
        verdict = same(*map(PARSER.parse, names))
        assert (verdict.same, verdict.likeness, verdict.why) == (False, 0, why)


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ("溪星餐饮店", "溪兴餐饮店", {"@trade=same", "@formal=0", "@formal,short=0"}),
        ("溪星谷发展有限公司", "溪兴谷发展", {"@trade=common", "@formal=1", "@formal,long=1"}),
        ("溪星谷", "溪兴谷", {"@trade=none", "@formal=0", "@formal,long=0"}),
        ("溪星谷餐饮", "溪兴谷餐饮管理", {"@trade=part", "@formal=0", "@formal,long=0"}),
        ("溪星谷餐饮有限公司", "溪兴谷有限公司", {"@trade=missing", "@formal=2", "@formal,long=2"}),
    ],
)  # fmt: skip
def test_what_else_agrees_beside_a_slip(one: str, other: str, signs: set[str]) -> None:
    mine, theirs = PARSER.parse(one), PARSER.parse(other)
    for a, b in ((mine, theirs), (theirs, mine)):
        found = slip_signs(a.brand, b.brand, a, b)
        assert {sign for sign in found if sign.startswith("@")} == signs
        assert "any" in found


def test_nothing_speaks_for_a_slip_of_other_trades() -> None:
    mine, theirs = PARSER.parse("溪星谷餐饮有限公司"), PARSER.parse("溪兴谷五金有限公司")
    assert slip_signs(mine.brand, theirs.brand, mine, theirs) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("中石油甘肃庆阳销售分公司", "中国石油天然气股份有限公司甘肃庆阳销售分公司", True),
        ("中石油庆阳销售分公司", "中国石油天然气股份有限公司甘肃庆阳销售分公司", True),
        ("中石油庆阳销售公司", "中石油庆阳销售分公司", True),  # says not what it is
        ("中石油销售分公司", "中国石油天然气股份有限公司销售分公司", True),
        ("移动庆阳分公司", "中国移动通信集团甘肃有限公司庆阳分公司", True),
        ("国网庆阳供电公司", "国网甘肃省电力公司庆阳供电公司", True),
        ("中建八局", "中国建筑第八工程局有限公司", True),
        ("中铁19局四公司", "中铁十九局集团第四工程有限公司", True),
        # another firm, place, trade, number, or what it belongs to
        ("中石化庆阳销售分公司", "中石油庆阳销售分公司", False),
        ("中石油陕西庆阳销售分公司", "中石油甘肃庆阳销售分公司", False),
        ("中石油平凉销售分公司", "中石油庆阳销售分公司", False),
        ("中石油庆阳分公司", "中石油庆阳销售分公司", False),
        ("中石油庆阳销售有限公司", "中石油庆阳销售分公司", False),
        ("国网电力公司庆阳供电公司", "国网电网公司庆阳供电公司", False),
        ("国网庆阳供电公司", "国网陕西省电力公司庆阳供电公司", False),
        ("中建八局三公司", "中国建筑第八工程局有限公司", False),
        # the group itself, and what is none
        ("中石油", "中石油", False),
        ("中石油分公司", "中石油分公司", False),
        ("溪云谷", "中石油庆阳销售分公司", False),
    ],
)
def test_firms_of_a_group(one: str, other: str, expected: bool) -> None:
    mine, theirs = clean(one), clean(other)
    assert groups.same(mine, theirs) == groups.same(theirs, mine) == expected
    assert not expected or groups.key(mine) == groups.key(theirs) != ""
    assert groups.key(clean("溪云谷")) == ""


@pytest.mark.parametrize(
    ("name", "other", "stems", "parts", "branch"),
    [
        # a place behind the name says where the firm is
        ("溪云谷食品厂平罗", "平罗县溪云谷食品厂", "平罗", "溪云谷", ""),
        ("溪云谷食品厂平罗", "银川市溪云谷食品厂", "", "溪云谷", "平罗"),
        ("溪云谷食品厂平罗", "溪云谷食品厂银川", "", "溪云谷", "平罗"),
        ("溪云谷平罗店", "平罗县溪云谷店", "", "溪云谷", "平罗"),  # its branch
        # what a firm elsewhere is called
        ("宝塔石化", "银川宝塔石化有限公司", "", "宝塔", ""),
        ("文昌教育科技", "银川文昌教育科技有限公司", "", "文昌", ""),
        ("文昌教育科技", "海南文昌教育科技有限公司", "文昌", "", ""),
        ("文昌市教育科技", "银川文昌教育科技有限公司", "文昌", "", ""),
        ("海南文昌教育科技", "银川文昌教育科技有限公司", "海南/文昌", "", ""),
        ("文昌教育科技", "银川溪云教育科技有限公司", "文昌", "", ""),
        # a place that only the other one says
        ("青峪安邦担保有限公司", "安邦担保（青峪）有限公司", "青峪", "安邦/青峪安邦", ""),
        ("青峪安邦担保有限公司", "安国担保（青峪）有限公司", "", "青峪安邦", ""),
        ("平罗安邦担保有限公司", "安邦担保（平罗）有限公司", "平罗", "安邦/平罗安邦", ""),
        ("惠农安邦担保有限公司", "安邦担保（惠农）有限公司", "", "惠农安邦", ""),  # which is known
        ("安邦担保有限公司", "安邦担保（青峪）有限公司", "", "安邦", ""),
        ("溪云谷有限公司销售部", "溪云谷有限公司", "", "溪云谷", "销售部"),
        # one with a slip
        (
            "毫州溪云谷（利辛）酒业有限公司",
            "利辛县毫州溪云谷酒业有限公司",
            "利辛",
            "毫州溪云谷",
            "",
        ),
        ("毫州溪云谷酒业有限公司", "亳州溪云谷酒业有限公司", "亳州", "溪云谷/毫州溪云谷", ""),
        ("毫州溪云谷酒业有限公司", "合肥毫州溪云谷酒业有限公司", "", "毫州溪云谷", ""),
    ],
)
def test_a_name_beside_another(name: str, other: str, stems: str, parts: str, branch: str) -> None:
    found = meant.beside(PARSER.parse(name), PARSER.parse(other))
    assert "/".join(spot.stem for spot in found.places) == stems
    assert "/".join(found.brands) == parts
    assert found.branch == branch
    assert [spot.stem for spot in found.seat] == (["平罗"] if branch == "平罗" else [])


@pytest.mark.parametrize(
    ("name", "other", "stems"),
    [
        ("平罗县颍桥镇溪云店", "平罗县颍桥街道溪云店", "平罗/颍桥"),
        ("颍桥回族镇溪云店", "颍桥街道溪云店", "颍桥"),
        ("翠屏山溪云茶叶", "宜宾翠屏山溪云茶叶有限公司", ""),  # no 山溪云 of 翠屏
        ("宜宾翠屏山溪云茶叶", "宜宾翠屏山溪云茶叶有限公司", "宜宾"),
        ("宜宾翠屏山溪云茶叶", "宜宾市翠屏区山溪云茶叶有限公司", "宜宾/翠屏"),
        ("宜宾翠屏区山溪云茶叶", "宜宾翠屏山溪云茶叶有限公司", "宜宾/翠屏"),
        ("平罗县溪云茶叶", "溪云茶叶", "平罗"),
        ("景德镇市浮梁县瑶里镇溪云店", "瑶里溪云店", "景德镇/浮梁/瑶里"),
        ("溪云酒厂", "溪云酒店", ""),
        ("平罗陶乐溪云商贸有限公司", "溪云餐饮有限公司", ""),  # 陶乐 is its town
        ("宁夏平罗陶乐溪云商贸有限公司", "溪云餐饮有限公司", "宁夏"),
    ],
)
def test_places_beside_another_name(name: str, other: str, stems: str) -> None:
    found = meant.placed(PARSER.parse(name), PARSER.parse(other))
    assert "/".join(spot.stem for spot in found) == stems


@pytest.mark.parametrize(
    ("name", "other", "doubtful"),
    [
        ("河南中原溪泰商贸有限公司", "河南溪泰商贸有限公司", True),
        ("河南郑州溪泰商贸有限公司", "河南溪泰商贸有限公司", False),
        ("河南新郑溪泰商贸有限公司", "河南溪泰商贸有限公司", False),  # no everyday word
        ("河南中原溪泰商贸有限公司", "溪泰商贸有限公司", False),
        ("中原溪泰商贸有限公司", "溪泰商贸有限公司", False),
        ("河南省中原区溪泰商贸有限公司", "河南溪泰商贸有限公司", False),
        ("郑州中原溪泰商贸有限公司", "郑州溪泰商贸有限公司", False),  # within its town
    ],
)
def test_an_everyday_word_behind_the_province(name: str, other: str, doubtful: bool) -> None:
    assert meant.doubtful(PARSER.parse(name), PARSER.parse(other)) == doubtful
