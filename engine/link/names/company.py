"""A company name in its parts: 行政区划, 字号, 行业, 组织形式, and the branch behind them.

宁夏鼎盛投资有限公司 and 鼎盛（宁夏）投资有限公司 have the same parts; a signature such as
【鼎盛投资平罗】 has fewer of them. What cannot be told apart keeps both readings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from engine.link.names import brackets, places, trades
from engine.link.names.around import told
from engine.link.names.forms import BANK, BODY, BRANCH, KIND, LEGAL, SHOP
from engine.link.names.places import Atlas, Spot
from engine.link.names.written import clean, spoken
from engine.text.dictionary import frequencies

_NUMBER = re.compile(r"\d+|[甲乙丙丁戊己庚辛](?=$|[组队]|投资|资产|企业|合伙)")
_COUNTS = frozenset("0123456789甲乙丙丁戊己庚辛")
_ADDED = ("集团", "控股", "有限")
_SHOP_ENDS = frozenset("部处点站室厂店汇行市心铺馆坊城院社所场园庄阁吧屋摊")
_BODIES = frozenset("堂处会部委馆学院校园所室团心场厅队")
#: What a shop does that ends with it: 家电销售部 repairs none.
_SOLD = frozenset({"销售", "批发", "零售"})
_LAND = frozenset("山湖岛江河海湾峡谷洲滩岗坡岭峰洞潭池溪泉沟")
#: What a township has one of ends so: 卫生院, 敬老院, 小学, 农技站.
_PUBLIC = frozenset("院学园站校所心")
_SIGNS = ("公司", "社", "企业")
_NTH = re.compile(r"第(?=\d)")
#: Which of its branches it is, where no place is told: 瑞丰盈第二分公司.
_ORDINAL = re.compile(r"(?<=..)第?\d{1,2}$")
_TOWN_SUFFIX = re.compile(r"(?<=..)(?:镇|乡|街道办事处|办事处|街道|村)$")
#: What a shop calls itself rather than the branch of a firm, if no place stands before it.
_DOORS = ("门市部", "门市", "门店")
#: 中国 before a name is where it is registered.
_NATIONAL = Spot("中国", 0)
#: 清渠证券营业部 is 清渠营业部.
_TRADE_SUFFIX = re.compile(r"(?<=..)(?:证券|期货|保险|邮政)$")
#: What corners of towns end with; a word that jieba's corpus has so often is none.
_CORNERS = frozenset("路街巷坪桥湾岭口门湖里寺庙塘村镇")
_WORD = 20
#: Trades of banks and insurers, which have branches in the place that stands behind their name, and
#: whose whole name says nothing of one branch.
EVERYWHERE = frozenset({"银行", "信用", "保险", "人寿", "证券", "邮政"})
_MOST_KEPT, _FEW, _LEAST = 200_000, 4, 2


class CompanyName(NamedTuple):
    """``brands``: readings of the distinctive part, the likeliest first, () when there is none;
    ``trade`` as written and ``words`` of it; ``form``: 公司, 合作社, 合伙, 店 or ""; ``branch``:
    where the branch is, ``seat``: the places in that, ``kind`` what it is called; ``formal``: written with a legal form, as
    registers have it; ``body``: what it calls itself that is no business (协会, 博物馆);
    ``misread``: the place is written with a wrong character; ``shop``: what a shop or works calls
    itself; ``owner``: its proprietor; ``also``: other names that the firm bore or bears."""

    text: str
    places: tuple[Spot, ...]
    brands: tuple[str, ...]
    trade: str
    words: frozenset[str]
    form: str
    branch: str
    seat: tuple[Spot, ...]
    kind: str
    numbers: tuple[str, ...]
    formal: bool
    body: str = ""
    misread: bool = False
    shop: str = ""
    owner: str = ""
    also: tuple[CompanyName, ...] = ()

    @property
    def brand(self) -> str:
        return self.brands[0] if self.brands else ""


class _Cut(NamedTuple):
    """A name without brackets, the same with them, and its parts."""

    text: str
    whole: str
    head: str
    branch: str
    form: str
    legal: re.Match[str] | None
    plain: bool


class NameParser:
    """``learned``: places of a register that the table of divisions does not know."""

    def __init__(self, learned: Mapping[str, Spot] = MappingProxyType({})) -> None:
        self._learned = learned
        self._known: dict[str, CompanyName] = {}

    @cached_property
    def atlas(self) -> Atlas:
        """Made at the first name: without adverts a run often reads none."""
        return places.atlas().knowing(self._learned)

    def parse(self, name: str) -> CompanyName:
        found = self._known.get(name)
        if found is None:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            found = self._known[name] = self.read(name)
        return found

    def read(self, name: str) -> CompanyName:
        """Like ``parse``, for names that are read once only."""
        return self.read_clean(clean(name))

    def read_clean(self, text: str) -> CompanyName:
        """Like ``read``, of a name in its one form."""
        bare = "(" not in text
        noted = brackets.Brackets(text, text) if bare else brackets.opened(text, self.atlas)
        cut = self._cut(noted)
        text, branch, firm = cut.text, cut.branch, cut.plain or cut.legal is not None
        spots, branch_spot, remark = noted[2:5]
        ends = branch or cut.head
        called = BODY.search(ends) if ends[-1:] in _BODIES else None
        head, national = cut.head, None
        if head.startswith("中国") and not head.startswith("中国银行"):
            head, national = head[2:], _NATIONAL if firm else None
        found, edges, misread = self._located(head, cut)
        rest = head[edges[-1] :]
        if found and found[-1].level == places.TOWN:  # 夏镇街道
            rest = rest.removeprefix("街道").removeprefix("办事处")
        spot, start = places.tail(rest, self.atlas, firm)
        if spot is not None and start >= _LEAST:
            rest = rest[:start]
            if not (cut.plain or cut.legal or branch):
                branch_spot = spot
            else:
                spots = (*spots, spot)
        rest, group, shop_word = _bare(rest)
        shop = _shop_class(shop_word)
        sold = frozenset({shop_word[:-1]} & _SOLD)
        works = ""
        if shop_word == "厂" and len(rest) > _LEAST and f"{rest[-1]}业" in trades.lexicon():
            works = rest if not trades.last(rest, len(rest)) else ""
            rest += "业" if works else ""  # 酒厂, 酒业
        form = cut.form or shop or remark
        if shop and remark:  # 服务中心（普通合伙）
            form = ""
        brand, trade, words = trades.split(rest)
        brands, found = _readings(head, edges, brand, found, spots)
        if (
            misread := misread and bool(found) and len(brands) > 1
        ):  # the likelier reading is that it is no place
            brands = (*brands[1:], brands[0])
        if works and brand and works != brand:  # 宣纸厂 makes 宣纸
            brands = (*brands, works)
        if len(shop_word) == 1 and not words and brands:  # 壹号公馆 is no 馆 called 壹号公
            brands = (brands[0] + shop_word, *brands)
        if found and brands and (size := places.town(found[-1], brands[0], self.atlas)):
            brands = (*brands, brands[0][size:])  # 平罗陶乐: the township, or the first of the part
        if noted.zone and brands:
            brands = (*brands, noted.zone + brands[0])
        public = not (firm or misread) and text[-1:] in _PUBLIC
        if public and self._of_township(found, brands, trade):  # 石泉池河卫生院
            found, brands = [*found, Spot(brands[0], places.TOWN, bare=True)], ()
        else:
            brands = self._with_places(brands, found)
        kind = match.group() if branch and (match := KIND.search(branch)) else ""
        body, seat = self._body(branch.removesuffix(kind)) if branch else ("", ())
        placed = found or spots or national or branch or not EVERYWHERE.isdisjoint(words)
        if branch_spot is not None and firm and not placed:
            spots, branch_spot = (branch_spot,), None  # 溪泉酒业有限公司（辰溪）
        if branch_spot is not None and not body:
            body, seat = branch_spot.stem, (branch_spot,)
        every = (*found, *spots) if national is None else (national, *found, *spots)
        registered = (
            cut.plain
            or _written(cut.legal, every)
            or (bool(form or shop) and any(not s.bare for s in every))
        )
        return CompanyName(
            cut.whole,
            every,
            brands,
            trade,
            frozenset((*words, "集团") if group or noted.grouped else words) | sold,
            form,
            body or branch,
            seat,
            kind,
            _numbers(text if branch in text else text + branch),
            registered,
            called.group() if called else "",
            misread,
            shop_word,
            noted.owner,
            tuple(map(self.read_clean, noted.also)),
        )

    def _cut(self, noted: brackets.Brackets) -> _Cut:
        """A name up to its legal form, and the branch behind it."""
        text, whole, _, _, remark, branch = noted[:6]
        form, legal = "", None
        plain = text.endswith("有限公司") and not any(sign in text[:-4] for sign in _SIGNS)
        if plain:  # most names; the search for any form costs more
            head, form = text[:-4].removesuffix("股份"), "公司"
        elif (legal := LEGAL.search(text, 1)) is not None:
            head, branch = text[: legal.start()], text[legal.end() :] or branch
            form = remark or ("合作社" if head.endswith("供销") else _class(legal.group()))
            if legal.group() == "供销社":
                head += "供销"
            elif legal.group().endswith("联社"):  # 农信联社 is 农村信用合作联社
                head = spoken(head + "联社").removesuffix("联社").removesuffix("合作")
        else:
            head, behind = self._informal(spoken(text))
            branch = branch or behind
        if branch and legal is not None and branch not in self.atlas.names and told(branch):
            text, whole, branch = text.removesuffix(branch), whole.removesuffix(branch), ""
        return _Cut(text, whole, head, branch, form, legal, plain)

    def _located(self, head: str, cut: _Cut) -> tuple[list[Spot], list[int], bool]:
        """The places a name begins with and where each ends; is one of them a misspelt one?"""
        found, edges = places.head(head, self.atlas)
        misread = False
        if not found and (cut.plain or cut.legal or cut.text[-1:] in _SHOP_ENDS):
            wrong, size = places.misread(head, self.atlas, sure=not cut.plain)
            if wrong is not None and _still_named(head, size):
                found, edges, misread = [wrong], [0, size], True
        if found and head[edges[-2] : edges[-1]] == found[-1].stem and _landmark(head[edges[-1] :]):
            found, edges = found[:-1], edges[:-1]  # 海州湾, 卧龙岗 are no county
        return found, edges, misread

    def _with_places(self, brands: tuple[str, ...], found: list[Spot]) -> tuple[str, ...]:
        """The readings of the distinctive part, and those that have the place before it in them."""
        if found and brands and found[-1].level >= places.TOWN and not found[-1].bare:
            stems = dict.fromkeys((bare_town(found[-1].stem), found[-1].stem))
            also = tuple(s + b for s in stems for b in brands)  # 鲖城小两口, the county left out
            if len(found) > 1 and not found[-2].bare:
                above = bare_town(found[-2].stem) if found[-2].level == places.TOWN else ""
                if above or self._unsaid(found[-2].stem):  # 双庙五里村众兴
                    also += tuple((above or found[-2].stem) + b for b in also)
            return (*brands, *also)
        if found and brands and not found[-1].bare and self._unsaid(found[-1].stem):
            return (*brands, found[-1].stem + brands[0])
        return brands

    def _of_township(self, found: list[Spot], brands: tuple[str, ...], trade: str) -> bool:
        """Is what looks like the distinctive part of a public body its township?"""
        if not found or not brands or (found[-1].level >= places.TOWN and not found[-1].bare):
            return False
        if not found[-1].bare and self._unsaid(found[-1].stem):
            return False
        return places.town(found[-1], brands[0] + trade, self.atlas) == len(brands[0])

    def _unsaid(self, stem: str) -> bool:
        """Is a division's bare name an everyday word that is read as no place (德兴)?"""
        return not places.head(stem, self.atlas)[0]

    def _informal(self, text: str) -> tuple[str, str]:
        """Head and branch of a name without a legal form: 农业银行平罗支行, 中融汇通云泉分公司."""
        if bank := BANK.match(text):
            return bank.group(1), bank.group(2)
        match = BRANCH.match(text)
        if match is None:
            at = self._door(text) if text.endswith("店") else 0
            return (text[:at], text[at:]) if at else (text, "")
        head = match.group(1)
        spot, start = places.tail(head, self.atlas)
        if spot is not None and start >= _LEAST:
            return head[:start], text[start:]
        if text.endswith(_DOORS) and (trades.last(head, len(head)) or not trades.inside(head)):
            return text, ""
        for at in range(len(head) - 1, _LEAST, -1):  # after the last word of a trade
            if trades.split(head[:at])[1]:
                at += len("集团") if text.startswith("集团", at) else 0
                return text[:at], text[at:]
        if (ordinal := _ORDINAL.search(head)) is not None:
            head = head[: ordinal.start()]
            spot, start = places.tail(head, self.atlas)
            head = head[:start] if spot is not None and start >= _LEAST else head
        return head, text[len(head) :]

    def _door(self, text: str) -> int:
        """Where the branch begins in 大娘水饺银川万达店; 0 for a shop that is none."""
        here, edges = places.head(text, self.atlas)
        begin = edges[-1]
        for at in range(begin + _LEAST, len(text) - _LEAST):
            found, edges = places.head(text[at:-1], self.atlas)
            left = text[at + edges[-1] : -1]
            if not found or not found[0].chains:
                continue
            if left and places.contradict(here[-1:], found[:1]):  # 麻阳 has no 锦江
                continue
            if not (left and trades.begins(left) == len(left)):
                return at
        return self._corner(text, begin)

    def _corner(self, text: str, begin: int) -> int:
        """Where 四方坪店 begins behind the trade of a chain: a place that no table knows."""
        for at in range(len(text) - 3, max(begin + _FEW, len(text) - 6) - 1, -1):
            spoken_of = text[at:-1]
            if spoken_of[-1] in _CORNERS and trades.last(text, at) and not trades.first(text, at):
                known = trades.last(text, len(text) - 1) or trades.last(text, len(text))
                return 0 if known or frequencies().get(spoken_of, 0) > _WORD else at
        return 0

    def _body(self, branch: str) -> tuple[str, tuple[Spot, ...]]:
        """Where a branch is, without what it lies in (惠农 of 驻石嘴山市惠农区), and all its places."""
        branch = _TRADE_SUFFIX.sub("", branch.removeprefix("驻"))
        found, edges = places.head(branch, self.atlas)
        left = branch[edges[-1] :]
        if "第" in left:  # 第二营业部, 二部
            left = _NTH.sub("", left)
        if found and (len(left) <= _LEAST or not _bare(trades.split(left)[0])[0]):
            last = found[-1]
            town = (
                bare_town(last.stem) if last.level >= places.TOWN and not last.bare else last.stem
            )
            return town + left, tuple(found)  # 大通连锁, 闸北公司: no other name
        return _TOWN_SUFFIX.sub("", left), tuple(found)


def bare_town(stem: str) -> str:
    """颍桥 of 颍桥回族镇; one that became a 街道 is the same."""
    bare = _TOWN_SUFFIX.sub("", stem)
    return places.stem(bare) if bare != stem else stem


def _readings(
    head: str,
    edges: list[int],
    brand: str,
    found: list[Spot],
    spots: tuple[Spot, ...],
) -> tuple[tuple[str, ...], list[Spot]]:
    """The readings of the distinctive part and the places that are left. 惠民鼎仓（石嘴山） lies in
    no 惠民, 蓬莱仙屿 may be called so or 仙屿."""
    if not found or not found[-1].bare:
        return ((brand,) if brand else ()), found
    with_place = head[edges[-2] : edges[-1]] + brand
    if places.contradict(found[-1:], spots):
        return (with_place, brand) if brand else (with_place,), found[:-1]
    if not brand:
        return (), found
    if len(brand) < _LEAST:
        return (with_place, brand), found[:-1]
    return (brand, with_place), found


def _numbers(text: str) -> tuple[str, ...]:
    return () if _COUNTS.isdisjoint(text) else tuple(sorted(_NUMBER.findall(text)))


def _still_named(head: str, size: int) -> bool:
    """Is there a distinctive part behind what may be a misspelt place, and the very same trade?"""
    part, trade, _ = trades.split(_bare(head[size:])[0])
    return bool(part) and trades.split(_bare(head)[0])[1] == trade


def _landmark(rest: str) -> bool:
    """Does what follows a place make another name of it, with nothing but a trade behind?"""
    return rest[:1] in _LAND and len(rest) > _LEAST and trades.begins(rest, 1) == len(rest)


def _bare(rest: str) -> tuple[str, bool, str]:
    """Without 集团 and what a shop calls itself; whether it is a group; what it calls itself."""
    group, shop = False, ""
    while True:
        while rest.endswith(_ADDED) and len(rest) > _LEAST:
            rest, group = rest[:-2], group or not rest.endswith("有限")
        if rest[-1:] not in _SHOP_ENDS:
            return rest, group, shop
        if (size := trades.last(rest, len(rest))) and not _overlaps(rest, size):
            return rest, group, shop
        match = SHOP.search(rest)
        if (
            match is None
            or shop
            or (match.start() < _LEAST and (match.start() or len(rest) < _LEAST))
        ):
            return rest, group, shop
        shop = match.group()
        rest = rest[: match.start()]


def _overlaps(rest: str, size: int) -> bool:
    """Is the last word, of ``size``, half of another: 金店 in 五金店, 花店 in 烟花店?"""
    if size != _LEAST or not (before := trades.last(rest, len(rest) - 1)):
        return False
    return before > _LEAST or not trades.last(rest, len(rest) - _LEAST)  # 葡萄酒店


def _shop_class(word: str) -> str:
    return "公司" if word.endswith("厂") else "店" if word not in ("", "社") else ""


def _written(legal: re.Match[str] | None, spots: tuple[Spot, ...]) -> bool:
    """Is it the form of a registered name? 惠溪贷款公司 is what people say."""
    return legal is not None and (legal.group() != "公司" or bool(spots))


def _class(legal: str) -> str:
    if legal.endswith("公司"):
        return "公司"
    if legal.endswith("联合社"):
        return "联合社"
    if "合作社" in legal:
        return "合作社"
    return "合伙" if legal == "合伙企业" else ""
