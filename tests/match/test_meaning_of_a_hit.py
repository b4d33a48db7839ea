"""What a word means where it stands in an advert: one that counts for nothing costs a shopkeeper a visit,
one that is explained away costs victims. Each line was found wanting by a mutant."""

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.match.advert_reader import AdvertReader
from engine.model.evidence import Hit
from engine.ruleset import load_ruleset

NEGATED = "前面有否定词"
DENIED = "本句是否定的说法"
GUARDED = "整个词语是普通用法"
WARNED = "防范提示或反诈宣传"
#: Text, word, by what it is dismissed or nothing.
CASES = [
    # A negation reaches back to where its clause begins, and not across it.
    ("莫信“躺着也赚钱”，踏实干活最要紧", "躺着也赚", NEGATED),
    ("莫等，躺着也赚的机会来了", "躺着也赚", ""),
    ("我们店不搞集资，只卖水果", "集资", NEGATED),
    ("存五万月息两分，到期还本，再不放心可以来公司看", "放心", NEGATED),
    (
        "云上互助，不是平台，是人对人。你打款2000，八天后给你打回3000，开号要激活码一枚40",
        "台",
        NEGATED,
    ),
    ("存五万月息两分，到期还本", "到期还本", ""),
    # A clause that denies all of itself, from where that is said to where it ends.
    ("我们绝不承诺任何保本收益", "保本", DENIED),
    ("我们绝不承诺任何保本收益，不骗人", "保本", DENIED),
    ("保本收益绝不是空话", "保本", ""),
    ("我们绝不骗人，保本收益按月给", "保本", ""),
    ("信不信由你，去不？保本保息月月给", "保本", ""),
    ("本店不宣传啥保本收益", "保本", NEGATED),
    # What is said behind the word.
    ("保本收益，非诚勿扰", "保本", ""),
    ("高息揽储免谈", "高息", NEGATED),
    ("高息回报给到每一位老客户中介免谈", "高息", ""),
    ("认养一棵梨树200元，保底40斤梨，不足补齐", "保底", "多少斤实物"),
    ("认养一棵梨树200元，保底每年分红四成", "保底", ""),
    # A longer word that is harmless, as far as it covers the hit.
    (
        "养老保险代办升级，每人交5800元，次月起每月领580元，终身领取，村里已有20户办好",
        "养老",
        GUARDED,
    ),
    ("家电展在万达购物中心一层，购物满千元返一千元", "购物中心", "商场名字里的字"),
    ("存一万给你开购物城的卡，每年给九百", "购物", "商场名字里的字"),
    ("购物满千元返一千元，存多少返多少", "购物", ""),
    # … and one that stands elsewhere says nothing of it.
    ("个人账户养老金已到账。已上市，保底年年有钱", "保底", ""),
    # A warning speaks of what patterns match as of words.
    ("警惕每月分红百分之十的骗局，请勿参与", "每月分红", WARNED),
    ("警惕每月分红百分之十的骗局，请勿参与", "参与", WARNED),
    # Numerals of banks are read as numerals, and quoted as they were written.
    ("投伍万，月息贰分，保本", "投伍万", ""),
    ("月月分红贰佰元，投三万起", "月月分红贰佰", ""),
    # Two words that share a character: one is misread, unless both are words of the rules.
    ("买一幅画交画廊代租，满一年按112%的价钱收回", "买一", "一幅"),
    ("当面签字，抵押贷款当天放款，无需征信", "面签", "当面"),
    ("山里的太空云矿机，一台2800块，每天出25块的币，一百天回本", "云矿", ""),
    ("山里的太空云矿机，一台2800块，每天出25块的币，一百天回本", "矿机", ""),
    ("山里的太空云矿机，一台2800块，云矿机每天出25块的币", "云矿", ""),
    ("山里的太空云矿机，一台2800块，云矿机每天出25块的币", "矿机", ""),
    ("车商出借第3期：月息1.5%，到期还本，质押车辆在库，五千一份", "押车", ""),
]


@pytest.fixture(scope="module")
def read() -> dict[str, list[Hit]]:
    return hits(sorted({text for text, _, _ in CASES}))


def hits(texts: list[str]) -> dict[str, list[Hit]]:
    blank = pa.nulls(len(texts), pa.string())
    table = pa.table({"title": blank, "text": pa.array(texts), "advertiser": blank})
    matcher = TextMatcher(load_ruleset(), "advert")
    found = matcher.match(table, "2026-06-01", "publish_time")
    return {text: one.hits for text, one in zip(texts, found, strict=True)}


@pytest.mark.parametrize(("text", "word", "cause"), CASES)
def test_meaning(read: dict[str, list[Hit]], text: str, word: str, cause: str) -> None:
    found = [hit for hit in read[text] if hit.matched == word]
    assert found
    for hit in found:
        assert (hit.status.value == "counted") is not bool(cause)
        assert cause in hit.reason
        assert hit.cause_id.startswith("EXC-") is bool(cause)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("稳=赚", True),
        ("稳赚", False),
        ("稳 赚", False),
        ("穩賺", False),
        # another word is hidden, but none that promises
        ("稳赚，加薇信", False),
        ("加薇信，稳赚", False),
    ],
)
def test_only_who_hides_a_word_is_told_to_hide_it(text: str, hidden: bool) -> None:
    """Traditional characters and spaced headings are ways to write."""
    text = f"存五万每天百分之二，{text}"
    rules = {hit.rule_id for hit in hits([text])[text]}
    assert ("AD-EVA-001" in rules) is hidden


@pytest.mark.parametrize(
    ("text", "denied"),
    [("老会员一律不收入会费", False), ("本店一律不许入会", True), ("欢迎入会", False)],
)
def test_where_a_word_cuts_a_match_that_is_how_it_is_meant(text: str, denied: bool) -> None:
    view = AdvertReader(load_ruleset(), "advert").view(text)
    start = view.text.index("入会")
    assert (view.verdict_of_match(start, start + 2) is not None) is denied
