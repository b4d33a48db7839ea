"""Whether a text says of a number that it is not promised: 不保证每年收益8%, 收益并非8%.

不低于8%, 保证不低于8% and 不仅年化8% promise; so does who says that others dare not (银行不敢承诺8%，我们敢).
"""

from __future__ import annotations

import re

_FAR = 40
_TO_WHOM = r"[向给为跟对][^,。;!?0-9]{1,6}?"
_RATE = r"(?:什么|任何|所谓的?|固定的?|一定|年化|年利率|[年月日]息|利[息率]|收益率?|回报率?|每[年月天日]|一年|一个?月|的|有)"
#: So much is not said to be given: the verb of promising, and what leads from it to the number.
_UNPROMISED = re.compile(
    r"(?:(?<!是)不|[未没]有?|无法|难以)"
    rf"(?:会|能|得|可以?|再|曾|予|敢|做|作|提供|对外|{_TO_WHOM}){{0,3}}"
    r"(?:保证|承诺|许诺|约定|担保|保障|确保|答应)过?"
    r"(?P<led>[^,。;!?]{0,14}(?:,(?:比?如|例如|诸如|像)[^,。;!?]{0,8})?)$"
)
#: The number is told for one that is not so: 并非8%, 不是8%而是10%.
_IS_NOT = re.compile(
    rf"(?:(?<!是)(?<!岂)(?<!可)不再?是|并不?[非是]|绝非|而非|谈不上){_RATE}{{0,4}}$"
)
#: What is promised all the same: 不保证本金安全但年化8%.
_BUT = re.compile(r"[但却仅只]|安全|[不没]亏")
_WE_DO = re.compile(
    r"[^。;!?]{0,8}?[,;][^,。;!?]{0,3}(?:我们?|咱们?|本[店司社]|俺们?)[^,。;!?]{0,3}(?:敢|能|保证|承诺|给|就)"
)
_STOP = re.compile(r"[。;!?]")


def denied(folded: str, start: int, end: int) -> bool:
    """Is what stands from ``start`` to ``end`` of the folded text a number that is denied?"""
    before = _STOP.split(folded[max(0, start - _FAR) : start])[-1]
    if _IS_NOT.search(before):
        return True
    found = _UNPROMISED.search(before)
    if found is None or _BUT.search(found["led"]):
        return False
    return _WE_DO.match(folded, end) is None
