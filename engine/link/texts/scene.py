"""A text in which names are looked for: what stands left and right of a place in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

import ahocorasick_rs

from engine.link.index.joined import END
from engine.link.index.numbers import numbered
from engine.link.names import places, trades
from engine.link.names.forms import KINDS, LEGAL
from engine.link.names.places import Atlas, Spot
from engine.link.names.written import clean_text, clean_texts
from engine.link.texts import roles, voices
from engine.text.dictionary import frequencies

_QUOTES = "“”‘’\"'「」『』"
_QUOTED = re.compile(f"[{_QUOTES}]")
#: Put around characters that were parted, which say nothing of where a name ends.
_PARTED = "「」"
_OPENING = frozenset("“‘\"'「『")
STOPS = frozenset(f"{END} \t\n\r。！？!?；;，,、：:~～|《》【】〈〉[]()—–-…·*#+&/")
#: A firm that somebody speaks to, calls or goes to.
_LED = re.compile(
    r"(?:我是|我们是|我叫|这里是|欢迎来到?|欢迎光临|来到?|认准|选择?|找到?|就到|请到|感谢|谢谢|加入|关于|光临|致电|联系|咨询|关注|通过|来自|走进|做客|参加|购买|投资|老板|员工|业务员|推荐|介绍|听说"
    r"|城里|镇上|村里|街上|县城|本地|我县|本县|委托|代理|支持|恭喜|热烈庆祝|看看?|用的?是|叫|名叫|那个|这个|那家|这家|一家|有家|有个|订|去|给|存到|投到|搜|搜索|下单|预约|请认)$"
)
#: Somebody is there, or goes there: a firm as well as a place that is named like it.
_PLACED = re.compile(r"(?:在|住|到|往|从|离|近|过|路过|进|上|于)$")
_ONCE = re.compile(r"(?:原|原来|原来的|以前的?|从前的?|前身是?|原先的?|曾用名|老)$")
_ELSEWHERE = re.compile(r"(?:邻|外|隔壁|别的|其他|某|兄弟)[县市省地区镇乡]$|(?:省城|外地|全国)$")
#: Not the firm but who deals with it, or somebody whom it has nothing to do with.
_AGAINST = re.compile(
    r"(?:寻找|寻访|征集|采访|缅怀|致敬|不是|并非|冒充|假冒|仿|非|除了|不如|比|同行|供货给|曾在|替|紧?挨着?|靠着|[靠临邻]近|[紧毗]邻)$"
)
#: Whom somebody who advertises for himself runs down.
_RIVAL = re.compile(r"(?:远离|别[信去碰找]|不[像同]于?|有别于|秒杀|吊打|胜过|强过)$")
_FRONT = re.compile(r"[的那]?(?:大?门口|门前|门外|见面|集合|碰头|[上下]车|拐|转弯|堵车)")
_INSIDE = re.compile(r"[的那]?(?:门头|店里|里面|里头|[一二三四]楼)")
_BESIDE = re.compile(
    r"[的那]?(?:斜?对[面过]|旁边?|边上|隔壁|楼[下上]|附近|往[东南西北前里]|向[东南西北前里]|以[东南西北]|路口|后面|前面|左边|右边|站下|背后|那边(?!(?:[也都又还就正])?(?:在|说|收|让|叫|搞|拉|吸|借|欠|拖|答应|承诺|可以|推|卖|给))|一带)"
)
#: What only the name of goods or of a business stands before: 尧溪牌, 溪通APP.
_BRANDED = re.compile(
    r"\s?(?:app|小程序|公众号|视频号|直播间|商城|平台|品牌|系列|会员卡|储值卡|官网|网店|旗舰店|店庆|牌(?![照子坊匾位局桌])|第[^，。]{1,3}家|[^，。的]{0,5}(?:加盟|连锁|分店|直营))"
)
#: What somebody does whose name stands before it.
_ACTS = re.compile(
    r"(?:的?(?:老板|老板娘|经理|员工|业务员|师傅|会员|社员|门店|店员|人|客服|客户|理财|工作人员)|祝|招|诚聘|急聘|急招|提醒|通知|公告|温馨|承接|承诺|承办|新到|到货|上新|上架|开张|开业|开放|推出|推|收|卖|出售|出租|专业|专做|专治|代办|办理|充|开始|预售|预订|报名|打折|搞|今年|今天|明天|本周|周|下周|五一|国庆|元旦|春节|中秋|年底|月底|老|新|又|还|换|要|让|说|讲|电话|热线|地址|欢迎|诚邀|邀|为您|给您|感谢|店庆|活动|会员日|有|是|在|能|可以|不|也|从|来|的)"
)
#: What a longer name goes on with (华仁堂 is no 华仁).
_NAMED = frozenset("堂阁轩斋楼府宫苑园庄寨岭湖山河江湾桥寺庙祠里弄巷路街县市镇乡村")
_GOODS = "粉膏贴丸片机仪液露油皂茶饼垫枕酒奶蜜桶床券卡"
_SHOP = re.compile(
    r"[\u4e00-\u9fff]{0,5}?(?:经营部|服务部|门市部|销售部|商店|商行|会所|中心(?![地位])|超市|公司|店(?![铺员面里内庆])|厂(?![房家])|馆|坊|(?<![金旺商门])铺(?![子位面]))"
)
#: A branch by its place or its number: 平罗第2分公司.
BRANCH = re.compile(
    rf"{KINDS.pattern}|[\u4e00-\u9fff]{{0,6}}\d{{1,2}}号?(?:分公司|支公司|分店|门店|支行|营业部|店)"
)
_PART = re.compile(r"(?:服务|经营|销售|批发|零售|维修|经销|购销)部(?!分)")
#: Words that no name holds: the clause goes on without it.
_NO_NAME = re.compile(
    r"[的了在是和与及今明每本为您请祝已有将让给被把来去到后前时年月日号周一二三四五六七八九十0-9]"
)
_FUNCTION = frozenset(
    "的了说道在到和与由是为从对给请叫找去来向跟同把被将让称即及或等我你他您们有买卖借那这县市镇村就用订送进"
)
#: Who sells a brand need not bear it: 代理米相逢大米.
_SOLD = re.compile(
    r"(?:代理|代销|经销|分销|总代|专卖|批发|零售|主营|兼营|供应|供货|出售|售卖|销售|甩卖|处理|转让|回收|收购|有售|团购|赠送?|增送|免费送|即送|囤了?|喝的?|吃的?|穿的?|抽的?|[买卖]的?是?|进了?[一几]批|[一几]箱)$"
)
_BOUGHT = re.compile(
    r"(?:那[里儿边]|这[里儿边]|店里|公司)?(?:新|刚|全款|分期|贷款)?(?:买|购|提|拍|入手|订|定|办|充|存|装|修|学|做)(?:的|了|过|回|到|下)"
)
_BOUGHT_THERE = re.compile(r"(?:那[里儿边]|店里)?(?:买|购|订|拍|入手)(?:的|回来?的)")
_RESOLD = re.compile(
    r"二手|急[出售转]|转[让手卖]|闲置|自用|[低平]价出|忍痛|割爱|一口价|成新|没用过|未拆封|便宜出|[出卖]了?换"
)
_AT = ("在", "从", "于", "跟", "找", "到", "去")
_WINDOW, _CLAUSE = 8, 10


_BETWEEN = " \u3000·._*\\-\u2600-\u27bf\u2b50\ufe0f\u200d\U0001f000-\U0001faff"
#: 盈 家 电 商, 链🌟陌🌟数🌟藏: who spaces a name out means it as one, as with quotation marks
_SPACED = re.compile(
    rf"[\u4e00-\u9fff](?:[{_BETWEEN}]{{1,3}}[\u4e00-\u9fff](?![\u4e00-\u9fff])){{2,}}"
)
_PARTING = re.compile(f"[{_BETWEEN}]+")
#: What buildings are called, and parts of one.
_BUILDING = re.compile(
    r"(?:广场|大厦|中心|国际|商城|(?:商贸|批发|建材|家居|家具|服装|五金|食品|小商品|汽车|数码)城|商厦|市场|大楼|公寓|大院|家园|花园|小区|天街|街区|步行街|商业街)$"
)
#: What a pay channel or a keeper does for somebody else who advertises.
_SERVES = re.compile(r"(?:负责|提供|作为)?(?:资金|第三方|银行)?(?:存管|托管|监管|通道)")
#: What those sell and say who own one.
_LET = re.compile(
    r"[\u4e00-\u9fff]{0,2}(?:铺|商位|摊位|公寓|写字楼|招商|招租|返租|包租|认筹|售楼|现房|样板|停车|物业|业主|开业|周年|店庆|招聘|诚聘|提醒|祝)"
)
_UNIT = re.compile(
    r"的?(?:[a-z东西南北主副][座区栋幢]|[a-z]?[\d一二三四五六七八九十]{1,3}(?:号楼|[座栋幢楼层单])|[a-z]?\d{3,4}(?:室|号(?!楼)|(?![\d元万亩平人个]))|负一[楼层])"
)
#: Who speaks for the whole of a building or market: 商贸城A区管理处.
_RUN_BY = re.compile(r"的?(?:管理[处部]|管委会|招商[处部中办]|售楼[处部中])")
_SITES = frozenset("路街巷村镇乡号道园场城口区栋楼层")
#: A house in a township: 周田镇正街12号.
_TOWNHOUSE = re.compile(
    r"([\u4e00-\u9fff]{2}[镇乡])(?![路街])(?=[\u4e00-\u9fff]{0,8}?(?:[街路道巷]?\d{1,4}号|[街路道巷](?:[\s，。,]|$)))"
)
#: Where somebody says that he is.
_SITS = re.compile(
    r"(?:总部|总店|位于|坐落|地址|公司|本店|人)(?:就?[在于])?[:：]?(?=[\u4e00-\u9fff])"
)
_COUNTY = re.compile(r"[县市区旗]")
_COUNTY_SIZES = range(3, 8)
#: A county that no table need know, by the street or township that is told behind it: 临溪县滨江路.
_STRANGE = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff]{2})县(?=[\u4e00-\u9fff]{2,5}?(?:路|大?街|大道|镇|乡))"
)


#: 康颐年养老服务（平罗）公司: the place is part of the name.
_BRACKETED = re.compile(r"[（(]([\u4e00-\u9fff]{2,6})[）)](?=(?:有限|责任|股份|集团)?公司)")


def _plain(raw: str) -> str:
    return _BRACKETED.sub(r"\1", _SPACED.sub(_joined, raw))


def _joined(match: re.Match[str]) -> str:
    return f"{_PARTED[0]}{_PARTING.sub('', match.group())}{_PARTED[1]}"


class Scene:
    """``about``: who speaks tells of firms. Quotation marks are left out of ``text``; where they stood is kept."""

    def __init__(self, raw: str, about: bool = False) -> None:
        self._set(clean_text(_plain(raw)), about)

    @classmethod
    def of_many(cls, texts: Sequence[str]) -> Scene:
        """Of texts that are looked through as one."""
        scene = cls.__new__(cls)
        scene._set(END.join(clean_texts([_plain(text) for text in texts])), False)
        return scene

    def _set(self, text: str, about: bool) -> None:
        self.opened: frozenset[int] = frozenset()
        self.quoted: frozenset[int] = frozenset()
        self.closed: frozenset[int] = frozenset()
        signs = [*_QUOTED.finditer(text)]
        if signs:
            # Where each stands once those before it are gone.
            told = [(sign.group(), sign.start() - at) for at, sign in enumerate(signs)]
            self.opened = frozenset(at for sign, at in told if sign in _OPENING)
            self.quoted = self.opened - {at for sign, at in told if sign == _PARTED[0]}
            self.closed = frozenset(
                at for sign, at in told if sign not in _OPENING or sign in "\"'"
            )
            text = _QUOTED.sub("", text)
        self.text = text
        self._about = about
        self._others: dict[str, Scene] = {}
        # Many firms are looked at in one place.
        self._left: dict[int, str] = {}
        self._trade: dict[int, tuple[frozenset[str], frozenset[str]]] = {}
        self._right: dict[int, str] = {}
        self._after: dict[int, tuple[list[int], bool]] = {}
        self._told_of: dict[tuple[int, int], bool] = {}

    def without(self, stem: str) -> Scene:
        """The text without a name, which is no fact beside it."""
        if not stem:
            return self
        if stem not in self._others:
            self._others[stem] = Scene(self.text.replace(stem, "。"))
        return self._others[stem]

    def placed(self, at: int) -> bool:
        """Does a place seem to end here?"""
        return at > 0 and self.text[at - 1] in _SITES

    def open(self, at: int) -> bool:
        """Does a clause begin here?"""
        return at == 0 or self.text[at - 1] in STOPS

    def left(self, at: int) -> str:
        """What leads to a name that begins at ``at``."""
        found = self._left.get(at)
        if found is None:
            found = self._left[at] = self._leads(at)
        return found

    def _leads(self, at: int) -> str:
        if at in self.opened:
            return "quote"
        if self.open(at):
            return "head" if at < _WINDOW and not self.text[:at].strip() else "open"
        window = self.text[max(0, at - _WINDOW) : at]
        if not self._about and _RIVAL.search(window):
            return "against"
        for kind, pattern in (
            ("against", _AGAINST),
            ("elsewhere", _ELSEWHERE),
            ("once", _ONCE),
            ("led", _LED),
            ("placed", _PLACED),
        ):
            if pattern.search(window):
                return kind
        if window[-1] in _FUNCTION:
            return "function"
        return "word" if frequencies().get(window[-2:]) else "run"

    def right(self, at: int) -> str:
        """What a name goes on with that ends at ``at``."""
        found = self._right.get(at)
        if found is None:
            found = self._right[at] = self._follows(at)
        return found

    def _follows(self, at: int) -> str:
        if at in self.closed:
            return "quote"
        if at == len(self.text) or self.text[at] in STOPS:
            return "stop"
        for kind, pattern in (
            ("front", _FRONT),
            ("inside", _INSIDE),
            ("beside", _BESIDE),
            ("branded", _BRANDED),
            ("serves", _SERVES),
            ("acts", _ACTS),
        ):
            if pattern.match(self.text, at):
                return kind
        if self.text[at] in _NAMED:
            return "name"
        if self.text[at] in _GOODS:
            return "goods"
        return "word" if frequencies().get(self.text[at : at + 2]) else "run"

    def housed(self, end: int) -> bool:
        """Is it a building, of which a part follows, or somebody who is in it: 财富广场B座?"""
        if _BUILDING.search(self.text, max(0, end - 3), end) is None:
            return False
        if (unit := _UNIT.match(self.text, end)) is not None:
            return _RUN_BY.match(self.text, unit.end()) is None
        return self.goes_on(end) and not _LET.match(self.text, end)

    def goods(self, start: int, end: int) -> bool:
        """Is it what somebody sells, or where he bought it, rather than who advertises?"""
        window = self.text[max(0, start - _WINDOW) : start]
        if _BOUGHT.match(self.text, end):
            return window.endswith(_AT) and self._resold
        return bool(_SOLD.search(window)) and not LEGAL.match(self.text, end)

    def bought(self, end: int) -> bool:
        """Does somebody sell what he bought there?"""
        return self._resold and _BOUGHT_THERE.match(self.text, end) is not None

    def told_of(self, begin: int, stop: int) -> bool:
        """Is it somebody of whom the advertiser tells?"""
        found = self._told_of.get((begin, stop))
        if found is None:
            text = self.text
            found = self._told_of[begin, stop] = (
                roles.borrowed(text, begin, stop)
                or roles.BESIDE.match(text, stop) is not None
                or roles.customer(text, begin, stop)
                or roles.fetched(text, stop)
                or self.bought(stop)
                or (not self._about and voices.speak(text, begin, stop))
                or (not self._about and roles.employs(text, begin, stop))
                or (not self._about and roles.cheated(text, begin, stop))
            )
        return found

    @cached_property
    def _resold(self) -> bool:
        """Does somebody sell what is his? A customer who tells of a firm means it."""
        return _RESOLD.search(self.text) is not None

    def trade(self, at: int) -> tuple[frozenset[str], frozenset[str]]:
        """Words of the trade that the text goes on with, and what people take them for."""
        found = self._trade.get(at)
        if found is None:
            run = frozenset(trades.split(self.text[at : trades.begins(self.text, at)])[2])
            found = self._trade[at] = run, trades.loosely(run)
        return found

    def speaks(self, at: int) -> bool:
        """Does a word of what adverts of some trade speak of begin here, longer than two?"""
        known = trades.topics()[1]
        return any(self.text[at : at + size] in known for size in (3, 4))

    def goes_on(self, at: int) -> bool:
        """Does the word go on at ``at``?"""
        return at < len(self.text) and self.text[at].isalnum() and at not in self.closed

    def quoted_on(self, start: int, end: int) -> bool:
        """Is it the beginning of a longer word in quotation marks: “天山雪莲”?"""
        return start in self.quoted and end + 1 in self.closed

    def before(self, start: int, atlas: Atlas) -> tuple[int, tuple[Spot, ...]]:
        """Where the places begin that stand right before ``start``, and which they are."""
        begin = start
        while begin > 0 and start - begin < _CLAUSE and self.text[begin - 1] not in STOPS:
            begin -= 1
        found, edges = places.head(self.text[begin:start], atlas)
        if found and begin + edges[-1] == start:
            for at in () if _known(found[0], atlas) else (begin + 1, begin + 2):
                known, last = places.head(self.text[at:start], atlas)
                if known and _known(known[0], atlas) and at + last[-1] == start:
                    return at, tuple(known)  # 来平罗县 is 平罗县
            return begin, tuple(found)
        at, spots = start, []
        for _ in range(3):
            spot, size = places.tail(self.text[max(0, at - 12) : at], atlas)
            if spot is None:
                break
            at = max(0, at - 12) + size
            spots.append(spot)
        return at, tuple(reversed(spots))

    def after(self, end: int) -> tuple[list[int], bool]:
        """Where the name may end that goes on at ``end``, the longest first, and whether it is one
        of a business, of which nothing may be left out."""
        found = self._after.get(end)
        if found is None:
            found = self._after[end] = self._ends(end)
        return found

    def _ends(self, end: int) -> tuple[list[int], bool]:
        text = self.text
        ends = [end]
        while True:
            at = ends[0]
            legal = LEGAL.match(text, at)
            if legal is not None:
                branch = BRANCH.match(text, legal.end())
                return [branch.end() if branch else legal.end()], True
            size = trades.first(text, at)
            if not size:
                break
            ends.insert(0, at + size)
        if _PART.match(text, ends[0] - 2):  # 服务部, whose first word is read as a trade
            return [ends[0] + 1], True
        shop = _SHOP.match(text, ends[0])
        if shop and not (_NO_NAME.search(shop.group()) or _BESIDE.match(text, ends[0])):
            return [shop.end()], True
        return ends, False

    @cached_property
    def numbered(self) -> bool:
        """Does a figure stand in it?"""
        return numbered(self.text)

    @cached_property
    def office(self) -> bool:
        return not self._about and (roles.office(self.text) or voices.complains(self.text))

    @cached_property
    def bank(self) -> bool:
        return roles.bank(self.text)

    @cached_property
    def private(self) -> bool:
        return roles.private(self.text)

    @cached_property
    def counties(self) -> list[Spot]:
        """Counties and cities that the text names in full."""
        known, found = places.gazetteer(), []
        for match in _COUNTY.finditer(self.text):
            for size in _COUNTY_SIZES:
                name = self.text[max(0, match.end() - size) : match.end()]
                spot = known.get(name)
                if spot is not None and not spot.bare and spot.level > 1:
                    found.append(spot)
        found += [Spot(match.group(1), 3) for match in _STRANGE.finditer(self.text)]
        for match in _SITS.finditer(self.text):
            for size in (2, 3):
                spot = known.get(self.text[match.end() : match.end() + size])
                if spot is not None and spot.level > 1 and spot.chains:
                    found.append(spot)
        return found

    @cached_property
    def houses(self) -> list[str]:
        """The last characters of townships that the text says a house or a village of."""
        return [match.group(1) for match in _TOWNHOUSE.finditer(self.text)]

    @cached_property
    def trade_starts(self) -> list[int]:
        return trades.starts(self.text)

    @cached_property
    def topics(self) -> frozenset[str]:
        """Words of trades that the text speaks of, with one for all that are alike."""
        known = trades.lexicon()
        found = _words().find_matches_as_strings(self.text)
        return trades.loosely(frozenset(m for word in found for m in known[word]))

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Words that adverts of one trade or another hold."""
        return frozenset(_topics().find_matches_as_strings(self.text))


def _known(spot: Spot, atlas: Atlas) -> bool:
    return spot.stem in atlas.names


@cache
def _topics() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        list(trades.topics()[1]), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )


@cache
def _words() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(
        list(trades.lexicon()), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
