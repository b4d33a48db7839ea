"""Word edges: a word cut by its neighbours is no hit; a compound keeps its meaning."""

import pytest

from engine.text.edges import Edges

CUT = [
    ("代理财务记账", "理财"),
    ("清理财产", "理财"),
    ("镍基金属", "基金"),
    ("冶金融剂", "金融"),
    ("物资管理", "资管"),
    ("宏基金属", "基金"),
    ("鑫基金属制品", "基金"),
    ("办理财务", "理财"),
    ("合金融化", "金融"),
    ("五金融合", "金融"),
    ("华融资产管理", "融资"),
    ("资金融通", "金融"),
    ("受理财产保险", "理财"),
    ("黄金融化", "金融"),
    ("物资金属材料", "资金"),
    ("钛基金属粉末", "基金"),
    ("恒金服装", "金服"),
    ("煤矿机械", "矿机"),
    ("长期货款", "期货"),
    ("短期货物运输", "期货"),
]
WHOLE = [
    ("投资理财", "理财"),
    ("农民资金互助", "资金互助"),
    ("国有资产管理", "资产管理"),
    ("股权投资基金管理", "基金管理"),
    ("受托资产管理", "资产管理"),
    ("信息金融服务", "金融"),
    ("个人理财产品", "理财"),
    ("金融业务", "金融"),
    ("投资管理人", "投资管理"),
    ("云泉汇丰理财有限公司", "理财"),
    ("华夏基金管理", "基金"),
    ("现金融资", "融资"),
    ("集体资产管理", "资产管理"),
    ("互联网金融平台", "金融"),
    ("理财", "理财"),
]


@pytest.fixture(scope="module")
def edges() -> Edges:
    return Edges()


@pytest.mark.parametrize(("text", "word"), CUT)
def test_cut(edges: Edges, text: str, word: str) -> None:
    at = text.index(word)
    assert edges.cut_by(text, at, at + len(word))


@pytest.mark.parametrize(("text", "word"), WHOLE)
def test_whole(edges: Edges, text: str, word: str) -> None:
    at = text.index(word)
    assert edges.cut_by(text, at, at + len(word)) == ""


BRANDS = ["中合", "瑞五", "海代", "博清", "恒物", "国南", "通美", "盛宏"]


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize("word", ["理财", "金融", "资产管理", "非融资性担保"])
def test_a_trade_name_before_the_word_does_not_cut_it(edges: Edges, brand: str, word: str) -> None:
    text = f"云泉县{brand}{word}咨询有限公司"
    at = text.index(word)
    assert edges.cut_by(text, at, at + len(word), brand=True) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("云泉中合基金属制品厂", "基金"),
        ("云泉代理财务服务部", "理财"),
        ("云泉清理财产事务所", "理财"),
        ("云泉恒瑞五金服装店", "金服"),
        ("云泉盛物资管理站", "资管"),
    ],
)
def test_a_name_is_cut_when_the_other_reading_works_out(edges: Edges, text: str, word: str) -> None:
    at = text.index(word)
    assert edges.cut_by(text, at, at + len(word), brand=True)


@pytest.mark.parametrize(
    ("text", "word"), [("筹集资金", "集资"), ("金融资产", "融资"), ("募集资金", "集资")]
)
def test_a_word_across_two_words_is_no_word(edges: Edges, text: str, word: str) -> None:
    at = text.index(word)
    assert edges.cut_by(text, at, at + len(word))


def test_a_long_hit_is_not_given_up_for_scraps(edges: Edges) -> None:
    assert edges.cut_by("系统内资产管理", 3, 7) == ""


FOREIGN = [
    ("云泉县鸿基金银饰品店", "基金"),
    ("特色料理财鱼锅", "理财"),
    ("黄金融接修补", "金融"),
    ("陶瓷基金相检验所", "基金"),
]


@pytest.mark.parametrize(("text", "word"), FOREIGN)
def test_a_crossing_word_needs_less_when_nothing_of_finance_follows(text: str, word: str) -> None:
    edges = Edges(["陶瓷基", "金相"])
    at = text.index(word)
    assert edges.cut_by(text, at, at + len(word), foreign=lambda: True)


@pytest.mark.parametrize("text", ["理财小兔储蓄罐", "云泉金融作业区维修队", "支付音箱"])
def test_no_word_crosses_what_only_qualifies(edges: Edges, text: str) -> None:
    word = next(w for w in ("理财", "金融", "支付") if w in text)
    at = text.index(word)
    assert edges.cut_by(text, at, at + len(word), foreign=lambda: True) == ""


def test_a_told_word_outweighs_a_rare_one() -> None:
    assert Edges(["众筹", "募资"]).cut_by("开店众筹募资服务", 2, 4) == ""
