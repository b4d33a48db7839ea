"""What follows a finance word tells whether it is one of the firm's own business."""

import re

import pytest

from engine.match.heads import Heads
from engine.match.judge import Judge
from engine.ruleset import load_ruleset
from engine.text.items import item_of

DISMISSED = [
    ("金融专用防弹玻璃", "金融"),
    ("金融类、会计类教材销售", "金融"),
    ("理财小兔存钱筒、铅笔盒的生产、销售", "理财"),
    ("生产、销售：塑料盆、理财小熊摆件", "理财"),
    ("承做银行、证券、医院、车站灯箱", "证券"),
    ("银行、金融、超市、码头门头制作", "金融"),
    ("为典当行、拍卖行等单位提供代账", "典当"),
    ("面向融资租赁公司提供网站维护", "融资租赁"),
    ("防范非法集资、电信诈骗的宣讲", "集资"),
    ("话剧《典当》排演", "典当"),
    ("金融纪念茶饼压制", "金融"),
    ("基金从业资格考前辅导", "基金"),
    ("承印票据、证券及其它有价单证", "证券"),
    ("金融、审计、税务类教材发行", "金融"),
    ("旅游业、金融业和会展用品的设计制作", "金融"),
    ("期货、财会、电脑技能培训", "期货"),
    ("投资管理、基金纠纷诉讼代理", "投资管理"),
    ("股票、基金、房产等各类资产的评估", "基金"),
    ("信托、外语、法律资料翻译", "信托"),
    ("金融证券、企业改制、劳动用工法律事务", "金融"),
]
KEPT = [
    ("理财产品销售", "理财"),
    ("金融、保险、建材销售", "金融"),
    ("金融、保险方面的咨询服务", "金融"),
    ("投资管理、物流设备销售", "投资管理"),
    ("投资管理、融资纠纷处理", "投资管理"),
    ("资产管理、债权法律咨询", "资产管理"),
    ("为客户提供理财方案", "理财"),
    ("受托理财、资产管理", "理财"),
    ("家具生产、销售；基金代销", "基金"),
    ("众筹方式开设分店的募资服务", "众筹"),
    ("私募基金路演", "私募"),
    ("典当业务", "典当"),
    ("金融、法律咨询服务", "金融"),
    ("理财、法律、税务方面的顾问服务", "理财"),
    ("金融业、保险业和房地产业", "金融"),
    ("资产管理、债务重组、法律咨询", "资产管理"),
    ("股权投资、债权投资等相关业务", "股权投资"),
]
NAMES = [
    ("云泉县众筹牌洁具经营部", "众筹", False),
    ("云泉县金融书画协会茶社", "金融", False),
    ("云泉县金融中学教工之家", "金融", False),
    ("云泉县理财规划服务部", "理财", True),
    ("云泉县金融超市", "金融", True),
    ("云泉县汇金众筹空间", "众筹", True),
]


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(load_ruleset())


def stands(judge: Judge, text: str, word: str, field: str) -> bool:
    at = text.index(word)
    return judge.scope(text, field).verdicts([(word, at, at + len(word))])[0] is None


@pytest.mark.parametrize(("text", "word"), DISMISSED)
def test_a_word_that_qualifies_something_else(judge: Judge, text: str, word: str) -> None:
    assert not stands(judge, text, word, "scope")


@pytest.mark.parametrize(("text", "word"), KEPT)
def test_a_word_of_its_own_business(judge: Judge, text: str, word: str) -> None:
    assert stands(judge, text, word, "scope")


@pytest.mark.parametrize(("text", "word", "kept"), NAMES)
def test_the_rest_of_a_name_tells_its_trade(judge: Judge, text: str, word: str, kept: bool) -> None:
    assert stands(judge, text, word, "name") is kept


def test_own_business_is_a_closed_class() -> None:
    heads = Heads(["服务", "咨询", "募资", "的"])
    assert heads.own("咨询服务")
    assert heads.begins_own("咨询的玻璃")
    assert not heads.own("咨询玻璃")
    assert not heads.own("")


def test_the_head_stands_last() -> None:
    heads = Heads(["募资"])
    assert heads.unknown("募资玻璃")
    assert not heads.unknown("玻璃募资")


def test_without_the_lexicon_no_head_is_known() -> None:
    assert not Heads([]).own("服务")


def test_the_lead_of_a_clause() -> None:
    text = "生产、销售：铁皮柜、理财箱"
    assert item_of(text, text.index("理财"), text.index("理财") + 2, "scope").lead == "生产、销售"


@pytest.mark.parametrize(
    "text", ["服务社", "部服务", "部某", "服", "管理咨询某某某某某", "某服务", ""]
)
def test_what_begins_like_own_business_is_seen_at_once(text: str) -> None:
    heads = Heads(["服务", "服务社", "管理", "部"])
    whole = heads._own.match(text)
    assert whole is not None
    assert heads.begins_own(text) == heads.begins_own(text + "某" * 9) == (whole.end() > 1)


@pytest.mark.parametrize(
    ("rest", "thing"),
    [
        ("专用某某", True),  # for the use of the trade, whatever it is
        ("牌某某", True),  # a brand, whatever it makes
        ("用户某某", False),  # a user is no use
        ("招牌某某", False),
        ("某瓷瓶", True),
        ("某瓷瓶的生产、销售", True),
        ("某某", False),
        ("", False),
    ],
)
def test_a_thing_is_told_by_its_head_its_use_or_its_brand(rest: str, thing: bool) -> None:
    assert Heads(["咨询"]).thing(rest, re.compile("瓷瓶")) is thing


def test_a_word_of_own_business_is_not_cut_for_its_trade() -> None:
    """Without 业务 the word 信贷业务 is none of the lexicon, and a lender would be taken for a dealer in things."""
    assert not Heads(["信贷业务"]).thing("信贷业务", re.compile("信贷"))
    assert not Heads(["信贷服务社"]).trade("信贷服务社", re.compile("服务社"))
    assert Heads(["信贷"]).trade("书画服务社", re.compile("服务社"))
    assert not Heads(["服务社"]).thing("服务社的管理", re.compile("社"))
    assert Heads(["服务社"]).thing("茶社的管理", re.compile("社"))


def test_one_character_at_the_end_makes_no_head_known() -> None:
    heads = Heads(["募资", "部"])
    assert heads.unknown("玻璃部")
    assert heads.unknown("玻璃、销售")
    assert not heads.unknown("玻璃募资")


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("生产：理财泥娃娃", True),
        ("生产理财泥娃娃", True),
        ("展出：理财泥娃娃", False),
        ("展出理财泥娃娃", False),
        ("理财泥娃娃的生产", True),
        ("理财泥娃娃", False),
        ("生产：理财咨询", False),  # what a firm of finance does itself is not made
        ("生产：理财", False),
        ("生产：理财咨询的销售", False),  # whatever is done to it
    ],
)
def test_what_a_clause_makes(text: str, made: bool) -> None:
    item = item_of(text, text.index("理财"), text.index("理财") + 2, "scope")
    assert Heads(["咨询"]).made(item, re.compile("生产")) is made
