"""Where a text talks of money: a disguised word beside it is likelier to be one of money itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import takewhile

from engine.text.disguise.walk import Reading

#: No match of ``_MONEY`` is longer, figures of many digits aside.
_SPAN = 24
_N = "[0-9一二三四五六七八九十两百千万]"
_MONEY = re.compile(
    rf"{_N}(?:\.[0-9]+)?(?:%|％|分(?![钟店院公局部洪])|厘|个点|倍|成(?!立|品|人))"
    rf"|[返存投充借领赚拿](?:满|入|够|资|了)?{_N}+[0-9]*[百千万元块]?|[返存投充借][0-9]|拉[0-9一二两三四五]个?人"
    r"|[年月日周][利息返收]|[利本]息|返(?:[利现还本租]|多少)|赚|收益|回[报本]|本金|投资|入股|股[东权份票]|[一每]股"
    r"|理财|保本|保息|保收益|稳赚|众筹|认购|合伙人|借[款钱]|贷款|抵押|征信|利息|分红|翻[番倍]|复投|直推|提现|充值|就返|返[，。！]|币|融资|集资|担保|佣金|基金"
    r"|项目|认购|[万千百]起|见钱|来钱|续存|按[年月天季日周][给付结发返打]|[月季日年]结|花多少|[返回]多少|起[借投存]|放款|下款|[当秒][天日场]?(?:拿钱|到账|到手)|内部|上市|老师|带单|月月|年年|闲钱|钱生钱|连本带利|门槛|银行不"
)

#: Words that a rate follows, and the rate: no model number, no thing counted.
_RATE = re.compile("[年月日]?(?:化|息|率|利)[率息]?$|收益$|回报$")
_NUMBER = re.compile(
    r"[约达至]?(?:[0-9]{1,2}(?:\.[0-9]+)?|[一二三四五六七八九两]?[一二三四五六七八九十][一二三四五六七八九]?)"
    r"(?:$|[^\w\u4e00-\u9fff-]|[%％]|个?点[^0-9钟]|[分厘起])"
)


class Money:
    """Where a folded text talks of money; asked for each reading, hence found once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._spans = [match.span() for match in _MONEY.finditer(text)]
        self._starts = frozenset(start for start, _ in self._spans)
        self._ends = frozenset(end for _, end in self._spans)

    def supports(self, reading: Reading) -> int:
        """What the reading itself supplies left aside: 0 not at all, 1 somewhere, 2 beside it."""
        if rated(self._text, reading):
            return 2
        if not self._spans:
            return 0
        if reading.end in self._starts or reading.start in self._ends:
            return 2
        if self._spans[0][1] <= reading.start or self._spans[-1][0] >= reading.end:
            return 1
        if len(reading.term) == 2:
            return 0
        supplied = {at for name, _, at in reading.steps if name} or {reading.start}
        first = bisect_left(self._spans, (reading.start - _SPAN, 0))
        near = takewhile(lambda span: span[0] < reading.end, self._spans[first:])
        return int(any(supplied.isdisjoint(range(*span)) for span in near))


def rated(text: str, reading: Reading) -> bool:
    """A word for a rate of return with a number of one or two digits after it and nothing more."""
    return _RATE.search(reading.term) is not None and _NUMBER.match(text, reading.end) is not None


def speaks_of_money(term: str) -> bool:
    return _MONEY.search(term) is not None
