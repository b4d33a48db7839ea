"""Firms named inside running text that no mark sets off.

One Aho-Corasick pass finds every distinctive part of the register. What stands before it may be a
place, what follows it a trade, a form or the rest of another name: together they are read as a
name and compared with the registered one. A part that stands alone is believed only where a name
stands (at the head of a clause, in quotation marks) and when it is no everyday word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import ahocorasick_rs

from engine.link import places, trades
from engine.link.company import CompanyName
from engine.link.register import Hit, RegisterNames
from engine.link.same import SLIP, Verdict
from engine.link.written import GENERIC, KINDS, LEGAL, clean_text
from engine.text.dictionary import frequencies

_HAN = re.compile(r"[\u4e00-\u9fff0-9a-z]+$")
#: What ends the name of a shop, with what it deals in before it.
_SHOP = re.compile(
    r"[\u4e00-\u9fff]{0,5}?(?:经营部|服务部|门市部|销售部|商店|商行|会所|中心(?![地位])|超市|公司|店(?![铺员面里内])|厂(?![房家])|馆|坊|铺(?![子位面]))"
)
_PART = re.compile(r"(?:服务|经营|销售|批发|零售|维修|经销|购销)部(?!分)")
#: Words of trades that end the name of a body.
_BODIES = frozenset(
    (
        "协会",
        "学会",
        "研究会",
        "研究院",
        "研究所",
        "基金会",
        "商会",
        "报社",
        "电视台",
        "大学",
        "小学",
        "中学",
        "学院",
        "卫生院",
        "卫生室",
        "幼儿园",
        "农场",
        "林场",
    )
)
#: Words that no name holds: the clause goes on without it.
_NO_NAME = re.compile(
    r"[的了在是和与及今明每本为您请祝已有将让给被把来去到后前时年月日号周一二三四五六七八九十0-9]"
)
_QUOTED = "“‘\"'「『《【〈[("
_STOPS = frozenset(" \t\n。！？!?；;，,、：:~～|" + _QUOTED + "”’」』》】〉])）—-…·*#")
_LED = re.compile(
    r"(?:我是|这里是|欢迎来到|欢迎光临|来到|认准|选择|选|找|就到|就来|请到|请认准|感谢|加入|关于|光临|致电|联系|咨询|关注|通过|来自|走进|做客|参加|购买|投资|老板|员工|业务员|推荐|介绍|听说|城里|镇上|村里|县城|本地|我县|本县|委托|代理|支持|恭喜|祝贺|热烈庆祝)$"
)
#: Somebody is there, or goes there: a place, whatever firm is named like it.
_PLACED = re.compile(r"(?<!来)(?<!就)[在住到去往从离于近过]$")
#: A name before these is a landmark.
_BESIDE = (
    "门口",
    "门前",
    "对面",
    "斜对面",
    "旁",
    "隔壁",
    "楼下",
    "楼上",
    "附近",
    "往",
    "向",
    "路口",
    "站下",
)
#: What only the name of a goods or of a business stands before: 尧溪牌, 溪通APP, “面杖”第六家加盟店.
_BRANDED = re.compile(
    r"[”’」』》\"']?\s?(?:app|小程序|公众号|视频号|直播间|商城|平台|品牌|系列|会员卡|牌(?![照子坊匾位局桌])|第[^，。]{1,3}家|[^，。的]{0,5}(?:加盟|连锁|分店|旗舰店|直营))"
)
#: Behind the words of a trade: what is sold, not what the firm does (足浴粉).
_GOODS = "粉膏贴丸片机仪液露油皂茶饼垫枕酒奶蜜桶床券卡"
_LEAST, _TELLING, _LONG, _LONGEST, _RUNS, _FULL = 2, 3, 4, 6, 4, 4
#: WEAK: an everyday word that is also a firm's name; it links nobody, but makes others doubtful.
SUPPORTED, ALONE, ALIKE, WEAK = 90, 84, 82, 81
#: 县农业机械公司, 原农业机械公司
_OURS = frozenset("县市区旗镇乡原老")
_OTHER = Verdict(False, "另一家")
#: Characters that end no name.
_FUNCTION = frozenset(
    "的了说道在到和与由是为从对给请叫找去来向跟同把被将让称即及或等我你他您们有买卖借那这县市镇村"
)


@dataclass(frozen=True)
class _Place:
    """Where a part stands: the place before it, where the name may end, the longest first, and
    whether that is the name of a business of which nothing may be left out."""

    text: str
    before: int
    start: int
    end: int
    ends: list[int]
    shop: bool

    @cached_property
    def run(self) -> frozenset[str]:
        """The words of a trade that follow."""
        stop = min(trades.begins(self.text, self.end), self.ends[0])
        return frozenset(trades.split(self.text[self.end : stop])[2])

    @cached_property
    def quoted(self) -> bool:
        text = self.text
        closed = self.end == len(text) or text[self.end] in _STOPS
        return self.start > 0 and text[self.start - 1] in _QUOTED and closed

    @cached_property
    def branded(self) -> bool:
        """Do goods or shops of this name follow?"""
        size = self.end - self.start
        if not (self.opens or self.quoted) or (self.word and size < _TELLING):
            return False
        return _BRANDED.match(self.text, self.end) is not None

    @cached_property
    def goods(self) -> bool:
        """Do the words that follow a long part name what is sold?"""
        return (
            self.end - self.start >= _LONG
            and self.ends[0] > self.end
            and self.text.startswith(tuple(_GOODS), self.ends[0])
        )

    @cached_property
    def opens(self) -> bool:
        return _opens(self.text, self.before)

    @cached_property
    def word(self) -> bool:
        """Is the part a word of the language?"""
        return bool(frequencies().get(self.text[self.start : self.end]))

    @cached_property
    def words(self) -> bool:
        """Is it made of words of the language?"""
        known, part = frequencies(), self.text[self.start : self.end]
        return any(
            known.get(part[:i]) and known.get(part[i:]) for i in range(_LEAST, len(part) - 1)
        )

    @cached_property
    def named(self) -> bool:
        """Does it stand where a firm names itself, or is it no word at all?"""
        size = self.end - self.start
        return not self.word or (self.opens and (size > _LEAST or bool(self.run - trades.common())))

    @cached_property
    def alone(self) -> int:
        """How far a part that no trade follows may be believed to be a name here."""
        size = self.end - self.start
        if self.branded:
            return ALONE
        if size < _TELLING or _PLACED.search(self.text, 0, self.before):
            return 0
        if self.word:
            return WEAK if self.opens or self.quoted else 0
        if self.opens or self.quoted:
            return ALONE
        return ALONE if size >= _LONG and not self.words else 0


class Mentions:
    """``register``: whose firms are looked for."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register

    @cached_property
    def _patterns(self) -> list[str]:
        return [
            brand
            for brand in self._register.brands.keys
            if len(brand) >= _LEAST and brand[0] != "∅" and brand not in GENERIC
        ]

    @cached_property
    def _scan(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(self._patterns)

    def find(self, text: str) -> list[Hit]:
        """Firms that the text names: those named with their trade, else those named alone, else
        those whose name is misspelt; the likest first."""
        text = clean_text(text)
        found: dict[int, Hit] = {}
        for start, end in self._spans(text):
            for hit in self._named(text, start, end):
                known = found.get(hit.row)
                if known is None or known.verdict.likeness < hit.verdict.likeness:
                    found[hit.row] = hit
        if not found:
            found = {hit.row: hit for hit in self._nameless(text)}
        if not found:
            found = {hit.row: hit for hit in self._misspelt(text)}
        return sorted(found.values(), key=lambda h: (-h.verdict.likeness, h.row))

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Where distinctive parts stand, none within a longer one."""
        spans = sorted(
            {
                (start, end)
                for _, start, end in self._scan.find_matches_as_indexes(text, overlapping=True)
            },
            key=lambda s: (s[0], -s[1]),
        )
        kept: list[tuple[int, int]] = []
        for start, end in spans:
            if not kept or end > kept[-1][1]:
                kept.append((start, end))
        return kept

    def _named(self, text: str, start: int, end: int) -> Iterator[Hit]:
        before = _before(text, start, self._register)
        if not _bounded(text, before, end - start) or _cut(text, start):
            return
        ends, shop = _after(text, end)
        if text.startswith(_BESIDE, ends[0]):
            return
        place = _Place(text, before, start, end, ends, shop)
        for entry in self._register.entries(text[start:end]):
            verdict = self._told(place, entry)
            if verdict.same:
                yield self._register.hit(entry, verdict)

    def _told(self, at: _Place, entry: int) -> Verdict:
        """What the name at a place in the text says of one firm."""
        if self._short(at, entry):
            return Verdict(True, "文中出现名称的缩略", SUPPORTED - 2)
        run = at.run - trades.common() if not at.goods else frozenset()
        words = trades.loosely(self._register.parsed(entry).words)
        said = trades.loosely(at.run)
        if not at.shop and not at.alone and (not at.run or (words and not words & said)):
            return _OTHER
        for whole in at.ends:
            mention = self._register.parser.parse(at.text[at.before : whole])
            verdict = self._register.compare(mention, entry)
            told = at.named or (whole - at.end >= _FULL and self._whole(mention, entry))
            if whole > at.end and verdict.likeness > SLIP and told:
                return Verdict(True, "文中出现名称", SUPPORTED)
            if at.shop:  # the name of another business
                return _OTHER
        if not verdict.same or (run and not at.quoted):
            return _OTHER
        return Verdict(at.alone > 0, "文中出现字号", at.alone)

    def _whole(self, mention: CompanyName, entry: int) -> bool:
        """Is it a registered name, or one to which but the place is missing?"""
        full = self._register.parsed(entry).text.replace("有限", "")
        return mention.formal or full.endswith(mention.text)

    def _short(self, at: _Place, entry: int) -> bool:
        """Does a short word for the firm's own trade follow (领航驾培)?"""
        following = at.text[at.end : at.end + _LEAST]
        if (
            at.run
            or at.shop
            or not trades.abbreviates(following, self._register.parsed(entry).trade)
        ):
            return False
        named = at.text[at.before : at.end]
        return self._register.compare(self._register.parser.parse(named), entry).same

    @cached_property
    def _common_names(self) -> ahocorasick_rs.AhoCorasick:
        return ahocorasick_rs.AhoCorasick(list(self._register.nameless))

    def _nameless(self, text: str) -> Iterator[Hit]:
        """Bodies of the old kind, which the county has one of: 农业机械公司."""
        phrases = list(self._register.nameless)
        for code, start, _ in self._common_names.find_matches_as_indexes(text):
            before = _before(text, start, self._register)
            if _opens(text, before) or text[before - 1] in _OURS:
                named = self._register.parser.parse(text[before:start])
                for entry in self._register.nameless[phrases[code]]:
                    firm = self._register.parsed(entry)
                    if not places.contradict(named.places, firm.places):
                        yield self._register.hit(entry, Verdict(True, "文中出现名称", ALONE))

    def _misspelt(self, text: str) -> Iterator[Hit]:
        """Before the words of a trade: parts that are one slip from a firm's of that trade."""
        at = runs = 0
        while at < len(text) - 1 and runs < _RUNS:
            stop = trades.begins(text, at)
            if stop == at:
                at += 1
                continue
            runs += 1
            ends, _ = _after(text, at)
            for size in range(min(_LONGEST, at), _LEAST - 1, -1):
                start = at - size
                if not _HAN.match(text[start:at]) or not _bounded(text, start, size):
                    continue
                if text[start:at] in self._register.brands:  # it is spelt like another firm
                    continue
                yield from self._slips(text, start, at, ends)
            at = stop

    def _slips(self, text: str, start: int, at: int, ends: list[int]) -> Iterator[Hit]:
        before = _before(text, start, self._register)
        for brand in self._register.alike(text[start:at]):
            for entry in self._register.entries(brand):
                for whole in ends:
                    mention = self._register.parser.parse(text[before:whole])
                    trades_known = mention.words and self._register.parsed(entry).words
                    if trades_known and self._register.compare(mention, entry).same:
                        yield self._register.hit(
                            entry, Verdict(True, "文中名称差一字（音近或形近）", ALIKE)
                        )
                        break


def _before(text: str, start: int, register: RegisterNames) -> int:
    """Where the place begins that stands right before ``start``."""
    at = start
    for _ in range(3):
        spot, begin = places.tail(text[max(0, at - 12) : at], register.parser.atlas)
        if spot is None:
            break
        at = max(0, at - 12) + begin
    return at


def _after(text: str, end: int) -> tuple[list[int], bool]:
    """Where the name may end that goes on at ``end``, the longest first, and whether it is one of
    a business, of which nothing may be left out."""
    ends = [end]
    while True:
        at = ends[0]
        legal = LEGAL.match(text, at)
        if legal is not None:
            branch = KINDS.match(text, legal.end())
            return [branch.end() if branch else legal.end()], True
        size = trades.first(text, at)
        if not size:
            break
        if text[at : at + size] in _BODIES:
            return [at + size], True
        ends.insert(0, at + size)
    if _PART.match(text, ends[0] - _LEAST):  # 服务部, whose first word is read as a trade
        return [ends[0] + 1], True
    shop = _SHOP.match(text, ends[0])
    if shop is not None and not _NO_NAME.search(text[ends[0] : shop.end()]):
        return [shop.end()], True
    return ends, False


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in _STOPS or _LED.search(text, 0, start) is not None


def _bounded(text: str, start: int, size: int) -> bool:
    """May a name begin here, or does it go on from the character before? A long part says itself
    where it begins."""
    if size >= _LONG or _opens(text, start):
        return True
    return text[start - 1] in _FUNCTION or _LED.search(text, 0, start) is not None


def _cut(text: str, start: int) -> bool:
    """Does a word of the language run into the part (新时代 into 时代)?"""
    known = frequencies()
    return any(
        known.get(text[begin : start + size], 0) > _CUT
        for begin in range(max(0, start - 2), start)
        for size in (1, 2)
        if not any(c in _STOPS for c in text[begin:start])
    )


_CUT = 100
