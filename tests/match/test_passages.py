"""Harmless text around a solicitation takes no hit away, and makes none of what is harmless."""

import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.match import TextMatcher
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet, load_ruleset
from engine.score import score

DAY = "2026-06-01"
#: Ordinary paragraphs, some with words that excuse a text they speak for (公示, 招聘, 打折).
HARMLESS = (
    "周末菜市场消杀，请商户周五下午前收摊，摊位证随身带好。",
    "面包房早八点开门，吐司第二件半价，会员日全场九折。",
    "城东初中七年级新生体检安排在下周三，请家长准备户口本复印件。",
    "诚聘收银员两名，底薪三千加提成，包吃住，面试请带简历。",
    "公示：本月水质检测合格，检测报告张贴在泵房门口，有异议请到窗口办理。",
    "出租两室一厅，家电齐全，押一付三，房东直租。",
    "图书馆少儿区周三闭馆整理，借书请走侧门。",
    "转让婴儿车一辆，九成新，用了半年，自提，可小刀。",
    "乒乓球馆晚场十五元一位，球拍免费借用，开水自取。",
    "今年雨水多，棚里的黄瓜要勤放风，夜里记得盖棚。",
)
SUSPICIOUS = (
    "乡亲们把闲钱放到我们榨油坊来，一万块一年给一千二，年底现结，要用钱提前三天说。",
    "认养一头湖羊2200元，公司代养十个月，到期按2750元收回，死了包赔。",
    "预交五万订一张床位，不住的话每月发四百元福利金，三年后五万原数退还。",
    "养老卡预售，一万元一张，每年贴息七百，三年后卡款全退。",
    "充值3000元成为门店共享股东，流水的百分之五每月分红，推荐一人奖三百。",
    "平台新标上线，出借满一万年化14%，按月付息，到期还本。",
)


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module")
def matcher(ruleset: RuleSet) -> TextMatcher:
    return TextMatcher(ruleset, "advert")


def table(texts: list[str]) -> pa.Table:
    schema = pa.schema([(name, pa.string()) for name in ("text", "publish_time")])
    return pa.table({"text": texts, "publish_time": [DAY] * len(texts)}, schema=schema)


def found(matcher: TextMatcher, text: str) -> RecordEvidence:
    return next(matcher.match(table([text]), DAY, "publish_time"))


def flagged(ruleset: RuleSet, matcher: TextMatcher, text: str) -> bool:
    return score(found(matcher, text).hits, ruleset).band.value in ("高", "中")


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(SUSPICIOUS),
    st.lists(st.sampled_from(HARMLESS), min_size=1, max_size=12),
    st.lists(st.sampled_from(HARMLESS), max_size=12),
    st.sampled_from(["", "\n"]),
)
def test_harmless_paragraphs_hide_nothing(
    ruleset: RuleSet,
    matcher: TextMatcher,
    text: str,
    before: list[str],
    after: list[str],
    between: str,
) -> None:
    whole = between.join([*before, text, *after])
    assert flagged(ruleset, matcher, whole)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(HARMLESS), min_size=2, max_size=20, unique=True))
def test_harmless_paragraphs_stay_so(
    ruleset: RuleSet, matcher: TextMatcher, some: list[str]
) -> None:
    assert not flagged(ruleset, matcher, "".join(some))


def test_hits_of_a_passage_stand_in_the_text(matcher: TextMatcher) -> None:
    for text in SUSPICIOUS:
        whole = "".join((*HARMLESS, text, *HARMLESS))
        hits = [hit for hit in found(matcher, whole).hits if hit.end]
        assert hits
        assert all(whole[hit.start : hit.end] == hit.matched for hit in hits)


def test_who_quotes_is_read_as_a_whole(ruleset: RuleSet, matcher: TextMatcher) -> None:
    told = "派出所提醒：有人在广场发传单，说放一万块一年给一千二，到期还本。" + "".join(HARMLESS)
    assert not flagged(ruleset, matcher, told + "这都是骗局，切勿轻信，请拨打举报电话。")


def test_a_licensed_body_speaks_for_what_stands_beside_it(
    ruleset: RuleSet, matcher: TextMatcher
) -> None:
    offer = "信用贷款最快当天放款，无抵押，手续简单，额度最高三十万。"
    assert flagged(ruleset, matcher, HARMLESS[0] + offer)
    assert not flagged(ruleset, matcher, f"【云泉农村商业银行】{HARMLESS[0]}{offer}")


def test_shared_readings_are_those_of_each(matcher: TextMatcher) -> None:
    chance = random.Random(3)
    texts = [
        "".join((*chance.sample(HARMLESS, 4), one, *chance.sample(HARMLESS, 3)))
        for one in SUSPICIOUS
    ]
    texts += [text.replace("1", "7").replace("2", "5") for text in texts]
    given_ = table(texts)
    shared = list(matcher.find(given_, DAY, "publish_time"))
    assert shared == list(matcher.read(given_, DAY, "publish_time"))


@pytest.mark.parametrize(
    "text",
    [
        "【防骗提醒】骗子会这样说：乡亲们把闲钱放到我们油坊来，一万块一年给一千二，年底现结。切勿上当。",
        "法院以非法吸收公众存款罪宣判：被告人以出借满一万年化14%、按月付息、到期还本为诱饵收钱。",
        "王婶收到这样一条短信：“认养一头湖羊2200元，代养十个月，到期按2750元收回。”她没理会。",
        "法治课堂讲义。某公司对外宣称：预交五万订一张床位，每月发四百元福利金，三年后原数退还。属于违法。",
        "柳川农商银行网点公告。三年期大额存单年利率1.9%，二十万起存，按月付息，到期还本。",
    ],
)
def test_what_others_are_quoted_with_is_no_offer_beside_a_private_sale(
    ruleset: RuleSet, matcher: TextMatcher, text: str
) -> None:
    whole = "".join([*HARMLESS[:3], text, *HARMLESS[5:9]])
    assert not flagged(ruleset, matcher, whole)
