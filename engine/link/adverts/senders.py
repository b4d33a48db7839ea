"""Who sends a text, by the names that it or a list gives, and what the register makes of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.link.adverts.shortened import Shortened
from engine.link.index.numbers import numbers
from engine.link.index.register import Hit, RegisterNames
from engine.link.names import places
from engine.link.names.company import CompanyName
from engine.link.names.forms import ITS_BRANCH
from engine.link.names.same import PARTS, SLIP
from engine.link.names.written import GENERIC, signatures
from engine.link.texts.result import MOST, NOBODY, LinkResult, one_of
from engine.link.texts.roles import heading, signed
from engine.link.texts.scene import Scene
from engine.text.dictionary import frequencies

_FULL_NAME = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9（）()]{4,30}?(?:有限责任公司|股份有限公司|有限公司|合作社联合社|合作社|联合社|合伙企业)"
)
#: One of these is in every such name.
_FORMS = ("公司", "合作社", "联合社", "合伙企业")
#: 溪恩康养（原云泉溪恩养老院）
_FORMER = re.compile(
    r"[（(](?:原名?|曾用名|前身|现名|现更名为|更名为)[为是：:\s]*+([^（）()]{4,})[）)]"
)
#: What the name of a business ends with; 吊车出租 is none.
_BUSINESS = re.compile(
    r"(?:公司|[合联供][作合销]社|[店厂超行馆坊部院所城园吧厅站场]|超市|中心|学校|药房|市场|农场|俱乐部|家政|民宿|酒楼|酒家|银行|支行|集团|财富|资本|投资|理财|金服)$"
)
#: What accounts are called, before and behind the name of whose they are: 抖音号：@候舟旅居官方. A
#: cell of nothing but 号 would be tried in every way to part it, were what stands before given back.
_ACCOUNT = re.compile(
    r"(?:抖音|快手|微信|视频号|小红书|微博|公众号|头条|账号|帐号|昵称|号|[:：@＠\s])*+"
    r"([\u4e00-\u9fff]{2,12}?)"
    r"(?:[（(\[【·\-_\s]*(?:官方|官微|公众号|视频号|直播间?|小程序|优选|严选|甄选|好物|旗舰店?|账号|帐号|客服|小店|橱窗|商城|平台|号))+[）)\]】\s]*"
)
_NAME, _SHORTEST = 6, 2
#: A place before a name, and a part of the town between them (深圳前海).
_PLACE, _ZONE = 8, 2
_NATIONAL = "中国"
#: 某律师事务所: a business whose name is not told.
_SOME = "某"
#: 瑜伽会馆 is what 瑜伽馆 calls itself.
_HALL = re.compile(r"(?<=[\u4e00-\u9fff]{4})会(?=馆$)")
#: 金色家园开发商: what people call who builds an estate.
_BUILDER = re.compile(r"开发商$")


class Senders:
    """``register``: whose firms are meant."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register
        self.shortened = Shortened(register)

    def marks(self, names: Sequence[str], text: str) -> list[str]:
        """What the sender is called, by himself or by a list."""
        names = [_BUILDER.sub("房地产", name) for name in names]
        given = [*names, *(old for name in names for old in _FORMER.findall(name))]
        given += [_HALL.sub("", name) for name in names if _HALL.search(name)]
        given += [called for name in names if (called := behind_account(name))]
        own = [*given, *signatures(text), *signed(text)]
        first, branch = heading(text)
        if first and not any(self._register.exact(first[at:]) for at in range(len(first) - _NAME)):
            own.append(first + branch)
        return [m for m in own if m and m not in GENERIC]

    def full(self, marks: Sequence[str], text: str) -> LinkResult | None:
        """A registered name, written in full."""
        for mark in marks:
            if hits := self._register.exact(mark):
                return one_of([h.row for h in hits], _full(hits, "全称一致"), 100)
        for name in _names(text):
            self._register.watch.texts([name], "")
            for begin in range(len(name) - _NAME):
                if hits := self._register.exact(name[begin:], marks):
                    return one_of([h.row for h in hits], _full(hits, "文中出现全称"), 100)
        return None

    def may_be_full(self, text: str) -> bool:
        """Is a registered name written in full, or might one be, if the text had other numbers?"""
        return any(
            numbers(name) or any(self._register.exact(name[at:]) for at in range(len(name) - _NAME))
            for name in _names(text)
        )

    def unknown(self, mark: str) -> bool:
        """Is it a name that no firm bears, nor one that is one slip from it?"""
        register = self._register
        return not (
            numbers(mark)
            or register.exact(mark)
            or register.find(register.read(mark))
            or self.resembling([mark]) != NOBODY
            or self.shortened.find([mark]) != NOBODY
        )

    def marked(self, marks: Sequence[str]) -> LinkResult | None:
        """A name that an advert gives as its own, as people write it."""
        for mark in marks:
            name = self._register.read(mark)
            hits = [h for h in self._register.find(name) if self._as_national(mark, h.row)]
            if not hits:
                continue
            best = hits[0].verdict.likeness
            rivals = self._register.bearing(name) if best <= SLIP else []
            if name.words:  # 宏图驾校 may be 宏图驾驶员培训, of which the computer shop is no rival
                rivals = [r for r in rivals if not self._register.unlike(name, r)]
            if not rivals and not name.words and len(name.brand) == _SHORTEST:
                rivals = self._register.longer(name)
            if not rivals:
                rivals = [h.row for h in hits if h.verdict.likeness == best]
            how = f"曾用名：{hits[0].verdict.why}" if hits[0].former else hits[0].verdict.why
            if not rivals or hits[0].row not in rivals:
                rivals = [*rivals, *(h.row for h in hits if h.verdict.likeness == best)]
            if seated := self._seated(name, hits[0].row):
                rivals = [*rivals, *seated]
            if best < PARTS and not name.places and self._register.wide:  # one of many so called
                return LinkResult(-1, how, best, tuple(sorted(set(rivals))[:MOST]))
            return one_of(rivals, how, best)
        return None

    def _as_national(self, mark: str, row: int) -> bool:
        """【中国平安】 is no 云泉县平安锁业服务部: who signs as one of the whole country is one."""
        return not mark.startswith(_NATIONAL) or _NATIONAL in self._register.title(row)

    def _seated(self, name: CompanyName, hit: int) -> list[int]:
        """Firms of the part that have the place that is said in their own names, where the one
        found only lies in it: 白禾百福源 is no 苇塘县百福源 while there is a 白禾市百福源."""
        said = {spot.stem for spot in name.places}

        def says(row: int) -> bool:
            return not said.isdisjoint(spot.stem for spot in self._register.parsed(row).places)

        return [] if not said or says(hit) else [r for r in self._register.bearing(name) if says(r)]

    def elsewhere(self, row: int, marks: Sequence[str], scene: Scene) -> bool:
        """Does the text call its sender by a place that is not the firm's: 深圳前海安心贷?"""
        read = [self._register.read(mark) for mark in marks]
        atlas = self._register.parser.atlas
        for part in {part for name in read for part in name.brands if len(part) >= _SHORTEST}:
            for found in re.finditer(re.escape(part), scene.text):
                begin, _ = scene.before(found.start(), atlas)
                begin = max(0, min(begin, found.start() - _PLACE))
                for at in range(begin, found.start() - 1):
                    spots, edges = places.head(scene.text[at : found.start()], atlas)
                    left = found.start() - at - edges[-1]
                    if spots and spots[0].chains and left <= _ZONE:
                        if self._register.elsewhere(spots, row):
                            return True
                        break
        return False

    def strange(self, marks: Sequence[str]) -> bool:
        """Is one of the names that of a business?"""
        return any(mark.startswith(_SOME) or self._is_name(mark) for mark in marks)

    def _is_name(self, mark: str) -> bool:
        """Is it the name of a business, whether or not the register knows it?"""
        name = self._register.read(mark)
        return bool(name.brands and (name.words or name.form)) and bool(_BUSINESS.search(mark))

    def resembling(self, marks: Sequence[str]) -> LinkResult:
        """Firms of the trade that a strange name says, one slip from it: to be looked at."""
        names = [self._register.read(mark) for mark in marks]
        rows = {
            self._register.row(entry)
            for name in names
            if name.brands
            for brand in self._register.alike(name.brand)
            for entry in self._register.entries(brand)
            if name.words and name.words == self._register.parsed(entry).words
        }
        if not rows:
            return NOBODY
        return LinkResult(-1, "名称相近，差一字", 50, tuple(sorted(rows)[:MOST]))


def _full(hits: Sequence[Hit], how: str) -> str:
    return "曾用名一致" if all(hit.former for hit in hits) else how


def behind_account(name: str) -> str:
    """Whose account it is by its name, if that is no word of the language; else empty."""
    found = _ACCOUNT.fullmatch(name)
    return found[1] if found and found[1] not in frequencies() else ""


def _names(text: str) -> Iterator[str]:
    """Full names that a text may hold, with what stands before them; a branch before its head office."""
    if not any(form in text for form in _FORMS):
        return
    for match in _FULL_NAME.finditer(text):
        if branch := ITS_BRANCH.match(text, match.end()):
            yield match.group() + branch.group()
        yield match.group()
