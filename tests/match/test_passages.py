"""Harmless text around a solicitation takes no hit away, and makes none of what is harmless."""

import math
import random
import re
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.match import TextMatcher
from engine.match.found import TextLook, TextsFound
from engine.match.passages import Passages
from engine.model.evidence import Hit, LicensedName, RecordEvidence
from engine.model.terms import Status
from engine.ruleset import RuleSet, load_ruleset
from engine.score import score
from engine.text.scorecard import Reading

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


#: How much of an offer stretches between such marks are said to be, in a text of an invented reader.
_MARKED = {"【": 0.9, "〔": 0.1, "〈": 0.09, "{": 0.5}
_STRETCH = re.compile("【[^】]*】|{[^}]*}|〔[^〕]*〕|〈[^〉]*〉")
REST = "某" * 24


class _Reader:
    """As much of a reader as passages ask for. ``points``: of hits by rules that are not weighed."""

    def __init__(self, *steps: float, cues: Sequence[Any] = ()) -> None:
        rules = [SimpleNamespace(lexicon="offers", step=step) for step in steps]
        self.plain = SimpleNamespace(rules=rules, points=lambda e: sum(h.points for h in e.hits))
        self.cues = cues
        self.asked: list[str] = []

    def telling(self, lexicon: str, forms: Sequence[str], most: int) -> list[list[Reading]]:
        assert (lexicon, most) == ("offers", 4)
        self.asked += forms
        return [
            [Reading(_MARKED[m.group()[0]], *m.span()) for m in _STRETCH.finditer(form)]
            for form in forms
        ]


def _warning(cause: str, **more: Any) -> Any:
    known = {"quotes": False, "each": False, "whole": False, "min_hits": 1}
    return SimpleNamespace(cause=cause, **{**known, **more})


def _rule(number: str, family: str, severity: str = "high", status: str = "stable") -> Any:
    return SimpleNamespace(id=number, family=family, severity=severity, status=status)


RULES = [
    _rule("A", "甲"),
    _rule("A2", "甲", "medium"),
    _rule("B", "乙", "critical"),
    _rule("C", "丙", "medium"),
    _rule("D", "丁", "high", "nursery"),
]


def _passages(reader: Any = None, *warnings: Any) -> Passages:
    ruleset = SimpleNamespace(
        rules_for={"advert": RULES}.__getitem__,
        pack=SimpleNamespace(bands={"中": 50}),
        exclusions_of=lambda model, kind: {"advert": warnings}[kind],
    )
    return Passages(ruleset, "advert", reader or _Reader(10.0))  # type: ignore[arg-type]


def _evidence(*hits: tuple[str, int], **more: Any) -> RecordEvidence:
    return RecordEvidence(
        0, [Hit(rule, "text", 1, 3, "某某", points) for rule, points in hits], **more
    )


@pytest.mark.parametrize(
    ("hits", "strength"),
    [
        ([("A", 20)], 20),
        ([("C", 20)], 0),  # nothing that weighs by itself
        ([("C", 20), ("B", 5)], 25),
        ([("A", 20), ("A2", 30)], 30),  # the best of a family
        ([("A2", 30), ("A", 20)], 30),
        ([("D", 20)], 0),
        ([("none", 20)], 0),
        ([], 0),
    ],
)
def test_what_weighs(hits: list[tuple[str, int]], strength: int) -> None:
    passages = _passages()
    assert passages.strength(_evidence(*hits)) == strength
    dismissed = _evidence(*hits)
    for hit in dismissed.hits:
        hit.status = Status.DISMISSED
    assert passages.strength(dismissed) == 0


@pytest.mark.parametrize(
    ("evidence", "more"),
    [
        (_evidence(("A", 49)), True),
        (_evidence(("A", 50)), False),  # enough already
        (_evidence(), False),
        (_evidence(("A", 9), licensed=LicensedName("行", "证", "EXC-1")), False),
        (_evidence(("A", 9), warning="新闻"), False),
        (_evidence(("A", 9), warning="提示"), False),
        (_evidence(("A", 9), warning="每句"), False),
        (_evidence(("A", 9), warning="别的"), True),
    ],
)
def test_which_texts_are_looked_into(evidence: RecordEvidence, more: bool) -> None:
    tellers = [
        _warning("新闻", quotes=True),
        _warning("提示", whole=True),
        _warning("每句", each=True),
    ]
    passages = _passages(None, *tellers, _warning("别的"))
    assert passages.open_to_more(evidence) is more
    for hit in evidence.hits:
        hit.reason, evidence.warning = evidence.warning, ""
    assert passages.open_to_more(evidence) is more


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        (f"某【甲乙】{REST}", [(1, "【甲乙】")]),
        (f"{REST}〔甲乙〕", [(24, "〔甲乙〕")]),
        (f"【甲】{REST}〔乙〕", [(0, "【甲】"), (27, "〔乙〕")]),
        (f"某〈甲乙〉{REST}", []),  # reads too plain
        (f"【{REST}】", []),  # the whole of it
        ("【甲乙】" + "某" * 19, []),  # too short
        ("【甲乙】" + "某" * 20, [(0, "【甲乙】")]),
        (None, []),
        # What is quoted, or led in as the words of others.
        (f"“{REST}【甲乙】", []),
        (f"“”{REST}【甲乙】", [(26, "【甲乙】")]),
        (f"{REST}“某”“【甲乙】”", []),
        (f"收到短信：{REST}【甲乙】", []),
        (f"短信。：{REST}【甲乙】", [(28, "【甲乙】")]),
        (f"{REST}【骗子说：乙】", []),
        (f"{REST}【甲乙】骗子说：", [(24, "【甲乙】")]),
        # What warns or reports anywhere, with enough of its words.
        (f"{REST}【甲乙】警惕警惕", [(24, "【甲乙】")]),
        (f"{REST}【甲乙】警惕谨防", []),
        (f"{REST}【甲乙】民警", []),
        (f"{REST}【甲乙】小贴士", [(24, "【甲乙】")]),
    ],
)  # fmt: skip
def test_which_passages_are_read(text: str | None, passages: list[tuple[int, str]]) -> None:
    cues = [
        (_warning("一", quotes=True, min_hits=2), re.compile("警惕|谨防")),
        (_warning("二"), re.compile("贴士")),
        (_warning("三", quotes=True), re.compile("民警")),
    ]
    found = _passages(_Reader(10.0, cues=cues)).of([7], [text])
    assert [(one.start, one.text) for one in found] == passages
    assert all(one.row == 7 for one in found)


def test_texts_that_differ_in_figures_are_told_once() -> None:
    reader = _Reader(10.0)
    passages = _passages(reader)
    for _ in range(2):
        found = passages.of([1, 5, 6], [f"{REST}【1】", f"{REST}【2】", f"{REST}【甲】"])
        assert [(one.row, one.text, one.share) for one in found] == [
            (1, "【1】", 0.9),
            (5, "【2】", 0.9),
            (6, "【甲】", 0.9),
        ]
    assert reader.asked == [f"{REST}【0】", f"{REST}【甲】"]


def _looked_into(
    texts: list[str],
    told: dict[str, tuple[int, ...]],
    steps: Sequence[float] = (10.0,),
    whole: int = 5,
) -> tuple[TextsFound, list[int]]:
    """What passages give to texts of which ``whole`` points were found; ``told``: passage → points of its
    hits, and with a second number the place of one in another field."""
    shown = TextLook(_evidence(("C", whole)), ((0, "text", 1, 3),))
    found = TextsFound([shown], [0] * len(texts), dict.fromkeys(range(len(texts)), ("旧",)))
    sent: list[int] = []

    def read(table: pa.Table, least: Sequence[int]) -> TextsFound:
        assert table.column_names == ["day", "text"]
        sent.extend(least)
        looks, which = [], []
        said: dict[int, tuple[str, ...]] = {}
        number: dict[tuple[int, ...], int] = {}
        for at, text in enumerate(table.column("text").to_pylist()):
            points = told[text]
            if points not in number:
                number[points] = len(looks)
                own = _evidence(*[("A", p) for p in points])
                own.hits.append(Hit("C", "title", 1, 2, "题", 0))
                own.hits.append(Hit("C", "text", 0, 0, "", 0))
                looks.append(TextLook(own, ((0, "text", 1, 3), (1, "title", 1, 2))))
            which.append(number[points])
            said[at] = (f"新{at}", "题")
        return TextsFound(looks, which, said)

    table = pa.table({"day": [str(at) for at in range(len(texts))], "text": texts})
    _passages(_Reader(*steps)).looked_into(found, table, read)
    return found, sent


def test_a_passage_that_says_more_is_what_its_text_says() -> None:
    found, least = _looked_into(
        [f"{REST}【甲】", REST, f"某{REST}【甲】", f"{REST}【甲】"], {"【甲】": (45,)}
    )
    assert found.look == [1, 0, 2, 1]
    assert found.said == {0: ("新0", "题"), 1: ("旧",), 2: ("新1", "题"), 3: ("新2", "题")}
    assert least == [38] * 3  # 60 less ten times the log-odds of 0.9
    first, second = found.looks[1:]
    assert [(h.start, h.end) for h in first.evidence.hits] == [(25, 27), (1, 2), (0, 0)]
    assert [(h.start, h.end) for h in second.evidence.hits] == [(26, 28), (1, 2), (0, 0)]
    assert first.shown == ((0, "text", 25, 27), (1, "title", 1, 2))


@pytest.mark.parametrize(
    ("told", "steps", "start"),
    [
        ({"【甲】": (38,), "【乙】": (30,)}, (10.0,), None),  # 59.97
        ({"【甲】": (39,), "【乙】": (30,)}, (10.0,), 24),
        ({"【甲】": (39,), "【乙】": (40,)}, (10.0,), 27),  # the one that says most
        ({"【甲】": (39,), "【乙】": (39,)}, (10.0,), 24),
        ({"【甲】": (38,), "【乙】": (39,)}, (10.0,), 27),
        ({"【甲】": (17,), "【乙】": (0,)}, (10.0, 20.0), 24),
        ({"【甲】": (17,), "【乙】": (0,)}, (20.0, 10.0), 24),
        ({"【甲】": (), "【乙】": ()}, (40.0,), None),  # the wording alone is nothing
    ],
)
def test_how_much_a_passage_has_to_say(
    told: dict[str, tuple[int, ...]], steps: Sequence[float], start: int | None
) -> None:
    found, least = _looked_into([f"{REST}【甲】【乙】"], told, steps)
    moved = found.looks[found.look[0]].evidence.hits[0].start - 1
    assert moved == (start or 0)
    assert least == [16 if len(steps) > 1 else math.floor(60 - steps[0] * 2.1972)] * 2


def test_a_passage_that_says_no_more_is_none() -> None:
    assert _looked_into([f"{REST}【甲】"], {"【甲】": (45,)}, whole=60)[0].look == [1]
    assert _looked_into([f"{REST}{{甲}}"], {"{甲}": (60,)})[0].look == [1]
    assert _looked_into([f"{REST}{{甲}}"], {"{甲}": (59,)})[0].look == [0]
    shown = TextLook(_evidence(("A", 45)))
    for points, look in ((45, 0), (46, 1)):
        found = TextsFound([shown], [0], {0: ("旧",)})
        told = TextsFound([TextLook(_evidence(("A", points)))], [0])
        texts = pa.table({"text": [f"{REST}【甲】"]})
        _passages().looked_into(found, texts, lambda *_, told=told: told)
        assert found.look == [look]
        assert found.said == ({} if look else {0: ("旧",)})


def test_without_a_text_or_a_lexicon_nothing_is_looked_into() -> None:
    found = TextsFound([TextLook(_evidence(("A", 9)))], [0])
    long = [f"{REST}【甲】"]
    _passages().looked_into(found, pa.table({"title": long}), _never)
    _passages(_Reader()).looked_into(found, pa.table({"text": long}), _never)
    _passages().looked_into(found, pa.table({"text": [REST]}), _never)
    assert found.look == [0]


def _never(_: pa.Table, __: Sequence[int]) -> TextsFound:
    raise AssertionError
