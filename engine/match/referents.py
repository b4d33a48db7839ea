"""Whose business is it? A word may name a customer, a thing, a place or other people's money.

What a referent names (``what`` in its YAML) decides where its words are looked for:

* 地点, 专项资金, 别的单位 (scopes only): right beside the hit, at most ``within`` characters away (金融|街, 金融|大厦)
* 物品: ``after`` is the head of the hit's own item, or of the list the bare word opens
  (金融、保险业|软件开发); ``before`` stands right beside the hit (工程款|支付)
* 店铺: the same for names only (投资管理公司|招待所)
* 客户: with ``need: both`` around the hit in its clause (为 … 金融企业 … 提供), else right beside
  it or beside the list it opens; 投资对象 likewise (对工业、金融业 … 的投资)
* 自有资金, 公共资金: ``before`` governs the hit in its clause, or stands in the bracket behind it
* 中心语 (scopes): ``after`` ends the noun phrase the hit qualifies (金融|防弹玻璃); 制售 (scopes):
  ``after`` are the verbs of a clause that makes or sells what the hit qualifies; 名称行业 (names):
  ``after`` stands in the rest of the name (众筹牌|陶瓷洁具|经营部). None when the phrase is made of a firm's own business (engine.match.heads)
* 未知中心语 (scopes): one of ``words`` itself, whose phrase ends with a head of no known business
* 服务对象: ``before`` governs the hit's noun phrase, whose head or whose list ends with ``after``,
  and nothing is provided before it (为|典当行、合作社等单位|提供)
* 书名: the hit stands in the title of a work or a document (《典当》)
* 字号: names only; the word is a trade name unless the rest of the name is made of ``after``

Everything is a pure function of the text and the place of the hit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import ahocorasick_rs
import numpy as np
import re2

from engine.match.heads import HEAD_CUES, Heads, alternatives
from engine.model.arrays import Flags, Ints
from engine.ruleset import RuleSet, schema
from engine.text.fold import fold
from engine.text.items import OPENING, Item, item_of

#: Referents that make a firm 提示 rather than 已排除 (design §2)
OWN_MONEY = frozenset({"公共资金", "自有资金", "投资对象", "专项资金"})
_GOVERNED = frozenset({"公共资金", "自有资金"})
_AROUND = frozenset({"客户", "投资对象"})
#: … or the investment that the list begins with (以自有资金对外投资、资产管理).
_INVESTS = re.compile(r"(?:对外|进行)?(?:实业|项目|股权|产业)?投资[、及和]")
#: Referents that speak in scopes only, in names only.
_IN_SCOPES = frozenset({"中心语", "未知中心语", "制售", "服务对象", "别的单位"})
_IN_NAMES = frozenset({"名称行业", "字号", "店铺"})
_REMEMBERED = 50_000
_NOWHERE = 1 << 40
#: Referents that speak for what is not there.
_OF_ANYTHING = frozenset({"未知中心语", "字号"})
#: Referents whose words may stand on either side of a hit.
_EITHER_WAY = frozenset({"制售", *_GOVERNED})
_PHRASES = frozenset({"中心语", "未知中心语", "制售", "名称行业", "服务对象"})
#: What ends the customer and begins what is done for him.
_PROVIDED = re.compile(
    r"提供|办理|开展|进行|委托|从事|承担|制作|印制|设计|开发|安装|配套|做|代办|打印|配送|定制"
)
#: What opens a title, and all that may open or close one.
TITLE = "《"
TITLES = "《》〈〉"
_TITLE_OPEN = re.compile(r"《[^》]{0,24}$")
#: So many characters it looks at.
_TITLE_LONG = 25
#: Begins like a street or a town and is none (私募|路演).
_NO_PLACE = re.compile(r"路[演由径]|城[市镇乡]")
_BESIDE_STOPS = re.compile("[；;。，,\n]")
#: … or the works for which the money is found (公路建设、投融资).
_BUILDS = re.compile(r"(?:[^、]{0,8}(?:建设|开发|改造))?[、及和与]$")
#: Who advises on finance does not build: 工程建设、投融资咨询.
_ADVISES = re.compile(r"[^、]{0,4}(?:咨询|服务|中介|顾问)")
#: Verbs that carry 以自有资金 on over a whole list (以自有资金从事创业投资、股权投资).
_GOVERNS = re.compile(r"(?:从事|进行|开展|用于|作|做)")


class _Referent:
    """A referent and its patterns, each made when it is first asked for: of most rules no hit
    speaks in a small register."""

    def __init__(self, rule: schema.Referent, number: int) -> None:
        self.rule, self.number = rule, number
        self.words = tuple(fold(word) for word in rule.words)
        self._before, self._after = alternatives(rule.before), alternatives(rule.after)
        self._gap = f".{{0,{rule.within}}}"

    @property
    def cues(self) -> tuple[set[str], set[str]]:
        """It speaks of no hit without one of these before it or one of those behind it; both are
        empty where nothing need stand there."""
        if self.rule.what in _OF_ANYTHING:
            return set(), set()
        if self.rule.what == "书名":
            return {TITLE}, set()
        before, after = set(map(fold, self.rule.before)), set(map(fold, self.rule.after))
        if self.rule.what in _PHRASES:
            after.update(HEAD_CUES)
        if self.rule.what == "制售":
            after.update(OPENING)  # a verb may stand half before a bracket, half behind it
        if self.rule.what in _EITHER_WAY:
            before = after = before | after
        return before, after

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        return re.compile(self._before) if self._before else None

    @cached_property
    def after(self) -> Any:
        if not self._after:
            return None
        # Words that hold each other may part a name in many ways: RE2 does not try them all.
        brand = self.rule.what == "字号"
        return re2.compile(f"^(?:{self._after})*$") if brand else re.compile(self._after)

    @cached_property
    def beside_before(self) -> re.Pattern[str] | None:
        return re.compile(f"(?:{self._before}){self._gap}$") if self._before else None

    @cached_property
    def beside_after(self) -> re.Pattern[str] | None:
        return re.compile(f"{self._gap}(?:{self._after})") if self._after else None


class _Compiled:
    """The referents of a rule set, which nobody changes, and what finds their words and cues."""

    def __init__(self, ruleset: RuleSet) -> None:
        rules = ruleset.exclusions_of(schema.Referent, "registration")
        # what is known of a single word comes before what its phrase tells
        ordered = sorted(rules, key=lambda rule: rule.what in _PHRASES)
        self.all = [_Referent(rule, at) for at, rule in enumerate(ordered)]
        owners = [(word, at) for at, r in enumerate(self.all) for word in r.words]
        self.owner = [at for _, at in owners]
        self.scan = ahocorasick_rs.AhoCorasick([word for word, _ in owners])
        #: those that speak of any word
        self.general = [at for at, r in enumerate(self.all) if not r.words]

    @cached_property
    def cues(self) -> tuple[list[list[int]], list[list[int]], Any]:
        """Of each cue the referents that look for it before and behind a hit, last what is said in
        a text without any; and what finds cues."""
        known: dict[str, tuple[list[int], list[int]]] = {}
        nowhere = [_NOWHERE] * len(self.all), [-1] * len(self.all)
        for one in self.all:
            for side, cues in enumerate(one.cues):
                for cue in cues:
                    known.setdefault(cue, ([], []))[side].append(one.number)
            if not any(one.cues):
                nowhere[0][one.number] = 0
        before, behind = zip(*known.values(), nowhere, strict=True)
        return list(before), list(behind), ahocorasick_rs.AhoCorasick(list(known))


class Referents:
    """The referents of a rule set, those of a term found once."""

    def __init__(self, ruleset: RuleSet, heads: Heads) -> None:
        self._heads, self._known = heads, ruleset.once(_Compiled)
        self._all = self._known.all
        self._of: dict[tuple[str, str], list[_Referent]] = {}
        #: which of them speak of titles
        self.of_titles: Flags = np.array([r.rule.what == "书名" for r in self._all], np.bool_)
        #: what was said in the texts asked about last
        self._heard: dict[str, tuple[list[int], list[int]]] = {}

    def of(self, term: str, field: str) -> list[_Referent]:
        """The referents that may speak of a term in a field."""
        found = self._of.get((term, field))
        if found is None:
            told = self._known.scan.find_matches_as_indexes(term, overlapping=True)
            owner = self._known.owner
            numbers = {owner[word] for word, _, _ in told}.union(self._known.general)
            found = [self._all[at] for at in sorted(numbers)]
            found = [r for r in found if _heard(r.rule.what, field)]
            if len(self._of) < _REMEMBERED:
                self._of[term, field] = found
        return found

    def marks(self, term: str, field: str) -> tuple[str, ...] | None:
        """No referent speaks of a term in a text without one of these; None where a text need
        hold nothing."""
        if any(c.rule.what != "书名" for c in self.of(term, field)):
            return None
        return (TITLE,) if self.of(term, field) else ()

    def find(
        self, term: str, text: str, start: int, end: int, field: str
    ) -> schema.Referent | None:
        """The first referent that speaks of ``text[start:end]``, or ``None``."""
        item: Item | None = None
        said = self._heard.get(text)
        if said is None:
            said = self._said(text)
            self._heard = {text: said}
        opens, closes = said
        for candidate in self.of(term, field):
            if opens[candidate.number] > start and closes[candidate.number] < end:
                continue
            if candidate.rule.what == "书名":
                begin = max(0, start - _TITLE_LONG)
                if _TITLE_OPEN.search(text, begin, start) and "》" in text[end : end + 24]:
                    return candidate.rule
                continue
            if item is None:
                item = item_of(text, start, end, field)
            if _speaks(candidate, self._heads, item, text, start, end, field):
                return candidate.rule
        return None

    def speaking(self, texts: Sequence[str], owner: Ints, start: Ints, end: Ints) -> Flags:
        """For hits in some of ``texts``, in rows, which referents have a word on the right side."""
        self._heard = {text: self._said(text) for text in texts}
        said = np.array([self._heard[text] for text in texts], np.int64)
        opens, closes = said.reshape(len(texts), 2, len(self._all)).swapaxes(0, 1)
        speaking: Flags = (opens[owner] <= start[:, None]) | (closes[owner] >= end[:, None])
        return speaking

    def _said(self, text: str) -> tuple[list[int], list[int]]:
        """Of each referent where the first of its words ends that stand before a hit, and where the
        last begins of those that stand behind it."""
        before, behind, scan = self._known.cues
        opens, closes = before[-1].copy(), behind[-1].copy()
        for cue, start, end in scan.find_matches_as_indexes(text, overlapping=True):
            for number in before[cue]:
                opens[number] = min(opens[number], end)
            for number in behind[cue]:
                closes[number] = max(closes[number], start)
        return opens, closes


def _heard(what: str, field: str) -> bool:
    """Does such a referent speak in the field at all?"""
    if field == "name":
        return what not in _IN_SCOPES
    return what not in _IN_NAMES and (what != "未知中心语" or field == "scope")


def _speaks(
    c: _Referent, heads: Heads, item: Item, text: str, start: int, end: int, field: str
) -> bool:
    what = c.rule.what
    if what == "未知中心语":
        return text[start:end] in c.words and heads.unknown(item.rest)
    if what in _PHRASES:
        return c.after is not None and _phrase(c, c.after, heads, item, field)
    if what == "字号":
        bare = text[start:end] in c.words
        return bare and c.after is not None and not c.after.match(item.rest)
    if what in _AROUND and c.rule.need == "both":
        return bool(
            c.before and c.after and c.before.search(item.before) and c.after.search(item.after)
        )
    if what in _GOVERNED:
        return _governed(c, item)
    if what == "客户" and not item.rest and c.after and c.after.search(item.head):
        return True
    if what in ("物品", "店铺"):
        head = c.after is not None and c.after.search(item.head) is not None
        return head or _beside(c.beside_before, None, text, start, end)
    if c.rule.need == "both" and c.before and c.after:
        left = _beside(c.beside_before, None, text, start, end)
        return left and _beside(None, c.beside_after, text, start, end)
    if what == "地点" and _NO_PLACE.match(text, end):
        return False
    return _beside(c.beside_before, c.beside_after, text, start, end)


def _phrase(c: _Referent, after: re.Pattern[str], heads: Heads, item: Item, field: str) -> bool:
    """Is the hit but part of a longer noun phrase: of a thing, of a customer?"""
    if field == "name":
        return heads.trade(item.rest, after)
    if c.rule.what == "中心语":
        return heads.thing(item.head, after)
    if c.rule.what == "制售":
        return heads.made(item, after)
    return c.before is not None and _served(c.before, after, item)


def _served(before: re.Pattern[str], after: re.Pattern[str], item: Item) -> bool:
    ends = [match.end() for match in before.finditer(item.before)]
    if not ends or _PROVIDED.search(item.before, ends[-1]):
        return False
    provided = _PROVIDED.search(item.after)
    if provided is None:
        return False
    if item.rest:
        return after.match(item.rest) is not None
    # a bare word in a list of customers: 银行、证券、典当等行业客户
    whom = item.after[: provided.start()]
    return any(whom.endswith(m.group()) for m in after.finditer(whom))


def _beside(
    before: re.Pattern[str] | None,
    after: re.Pattern[str] | None,
    text: str,
    start: int,
    end: int,
) -> bool:
    if before is not None:
        left = _BESIDE_STOPS.split(text[max(0, start - 24) : start])[-1]
        if before.search(left):
            return True
    if after is not None:
        right = _BESIDE_STOPS.split(text[end : end + 24], maxsplit=1)[0]
        return after.match(right) is not None
    return False


def _governed(c: _Referent, item: Item) -> bool:
    """Does 自有资金, 国有 … govern the hit: in its own item, over a list, or in a bracket behind?"""
    if c.before is None:
        return False
    if c.before.search(item.own_left):
        return True
    if c.rule.what == "自有资金" and c.before.search(item.bracket):
        return True
    ends = [match.end() for match in c.before.finditer(item.before)]
    if not ends:
        return False
    # 以自有资金从事甲、乙; 以自有资金对甲、乙进行投资
    between = item.before[ends[-1] :]
    if _GOVERNS.match(between) or _INVESTS.match(between):
        return True
    if c.rule.what == "公共资金" and _BUILDS.match(between) and not _ADVISES.match(item.rest):
        return True
    return between.startswith("对") and "投资" not in between and "投资" in item.after
