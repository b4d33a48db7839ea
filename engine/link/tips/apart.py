"""Whoever reports tells two of one name or family apart himself: 旅行社只是组团，帮扶咨询那家才收钱; 我反映的是候鸟卡那个.

Of those who may be meant it is the one whose name has what he calls it by, and whom he does not let go.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_HAN = r"[\u4e00-\u9fff]"
_TAKES = r"(?:收|拉|骗|搞|弄|让|叫|吸|卖|有事|有问题|不退|许)"
_THAT = r"(?:那|这)?[家个边头]?(?:店|公司|社)?"
#: Who is meant, in the words of whoever tells it.
_MEANT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:我|俺|这次|现在|要)(?:要|想)?(?:反映|举报|投诉|说|指|告)的(?:是|就是|只是)({_HAN}{{1,10}})",
        rf"(?:我|俺|这次)(?:只|单|就)(?:是)?(?:反映|举报|投诉|说|告)({_HAN}{{1,10}})",
        rf"(?:^|[，。；！？])({_HAN}{{1,8}}?){_THAT}才(?:是|在|真)?{_TAKES}",
        rf"(?:只有|就是|只是)({_HAN}{{1,8}}?){_THAT}(?:在|才|一家)?{_TAKES}",
    )
)
#: Who is let go.
_FREE = re.compile(
    rf"(?:^|[，。；！？])({_HAN}{{1,10}}?)(?:只[是管]|就是|没事|没收|不收|没有?参与|没有?关系|说没有?|没问题|不归|没沾|别搞[错混]|别弄[错混]|早就?(?:关|撤|搬)|已经(?:关|撤|搬))"
)
_COMMON = re.compile(
    r"有限责任|有限|公司|股份|集团|农民|专业|个体|工商户|[（(].*?[)）]|服务|经营|管理|发展|分公司|[县市镇乡区省店家个部的钱人是在]"
)
_MOST = 5


def told_apart(rows: Collection[int], names: Mapping[int, str], text: str) -> int:
    """The one of ``rows`` that is told to be meant; -1 where none is, or two."""
    if not 1 < len(rows) <= _MOST:
        return -1
    own = {row: _own(names[row], [names[r] for r in rows if r != row]) for row in rows}
    free = "，".join(match[1] for match in _FREE.finditer(text))
    for pattern in _MEANT:
        for match in pattern.finditer(text):
            said = match[1]
            told = sorted(((len(chars & {*said}), row) for row, chars in own.items()), reverse=True)
            (most, first), (next_most, _) = told[0], told[1]
            if most > next_most and not (own[first] & {*free} - {*said}):
                return first
    return -1


def _own(name: str, others: Collection[str]) -> set[str]:
    """Characters that tell it from the others."""
    return {*_COMMON.sub("", name)} - {char for other in others for char in other}
