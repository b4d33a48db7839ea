"""The head of the noun phrase a hit stands in: in Chinese it stands last.

A finance word that is followed in its item by the name of a thing, a place or somebody else's
activity only qualifies it (金融|防弹玻璃, 理财|小猪存钱罐). What a firm of this kind does itself is
a closed class (服务, 咨询, 管理 …); a head is judged only when it is not made of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import re2

from engine.text.fold import fold
from engine.text.items import Item

#: What is done to the thing; it stands behind the head and is none itself.
_TRADE = re.compile(
    r"(?:(?:的|及其|以及|[、及和与或\s])*(?:研究|研发|开发|设计|生产|制造|制作|加工|组装|销售|零售|批发|购销|经销|"
    r"代销|出租|租赁|租售|安装|维修|维护|保养|改造|定制|调试|施工|建设|搭建|服务|管理|运营|经营|策划|推广|咨询|代理|承包|印刷|发行|发布|代办|拍摄|"
    r"印制|收购|回收|买卖|展示|展销|实施|更新|清洗|检测|业务|相关|等))+$"
)
_QUALIFIED = re.compile(r"^(?:行业|系统|机构|类|界|业)?(?:专用|用品|用具|用(?!途|户|卡|款))")
#: One of these stands in whatever the two patterns ``_QUALIFIED`` and ``_BRAND`` fit.
HEAD_CUES = "用牌"
_REMEMBERED = 50_000
#: No phrase goes on for so long; the time to look for its end grows with the square of it.
_LONGEST = 400
_BRAND = re.compile(r"^[^招品金]{0,2}牌(?!照)")


def alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(fold(w)) for w in sorted(set(words), key=lambda w: (-len(w), w)))


class Heads:
    """Knows the closed class of a firm's own business."""

    def __init__(self, own: Iterable[str]) -> None:
        own = list(own)
        words = alternatives(own)
        #: A word of one's own, or two of them, are seen within so many characters.
        self.sight = 1 + max(map(len, own), default=0)
        # re2: a long phrase of words that overlap (服务|社, 服务社) must not take long
        self._own = re2.compile(f"(?:{words or '$.'})*")
        self._first = frozenset(fold(word)[:1] for word in own)
        #: phrase → is it made of such words, does it begin with one
        self._whole: dict[str, bool] = {}
        self._begun: dict[str, bool] = {}

    def own(self, text: str) -> bool:
        """Is ``text`` made of nothing but words of one's own finance business?"""
        known = self._whole.get(text)
        if known is None:
            known = bool(text) and self._own.fullmatch(text) is not None
            if len(self._whole) < _REMEMBERED:
                self._whole[text] = known
        return known

    def begins_own(self, text: str) -> bool:
        if text[:1] not in self._first:
            return False
        text = text[: self.sight]
        known = self._begun.get(text)
        if known is None:
            known = self._begins(text)
            if len(self._begun) < _REMEMBERED:
                self._begun[text] = known
        return known

    def _begins(self, text: str) -> bool:
        found = self._own.match(text)
        return found is not None and found.end() > 1

    def thing(self, text: str, suffixes: re.Pattern[str]) -> bool:
        """Is the head of the phrase ``text`` behind a hit one of ``suffixes``?"""
        if self.own(text):
            return False
        if _QUALIFIED.match(text) or _BRAND.match(text):
            return True
        noun = _thing(text) or text
        if self.own(noun):
            return False
        return any(match.end() == len(noun) for match in suffixes.finditer(noun))

    def unknown(self, text: str) -> bool:
        """Does the phrase ``text`` end with a head that no firm of finance deals in?

        For words so common that something of finance follows them wherever they mean it.
        """
        noun = _thing(text)
        if not noun.isalpha() or self.own(noun):
            return False
        return not any(self.own(noun[cut:]) for cut in range(len(noun) - 1))

    def made(self, item: Item, verbs: re.Pattern[str]) -> bool:
        """Is the hit's noun phrase one of the things a clause makes or sells?"""
        noun = _thing(item.rest)
        if not noun or self.own(noun):
            return False
        if verbs.search(item.after[-8:]):
            return True
        return verbs.match(item.lead or item.before) is not None

    def trade(self, text: str, trades: re.Pattern[str]) -> bool:
        """Does the rest of a name tell a trade that is none of finance?"""
        if self.own(text):
            return False
        return _BRAND.match(text) is not None or trades.search(text) is not None


def _thing(phrase: str) -> str:
    """The phrase without what is done to the thing it names."""
    return phrase[:-_LONGEST] + _TRADE.sub("", phrase[-_LONGEST:])
