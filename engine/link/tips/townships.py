"""Whether a text tells of another township or county than a firm's: villages and streets of one name
lie in many (西渠乡兴胜村, 东渠镇兴胜村).

A division is one by its suffix, in no table need it stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from engine.text.fold import fold

_HAN = r"[\u4e00-\u9fff]"
#: It tells where something is only as part of an address: 我是头闸镇的 tells of the reporter, 美丽乡村 of none.
_BEHIND = rf"(?={_HAN}{{1,6}}(?:[村路街巷道组社镇乡]|小区|\d))"
#: No names: 我们镇, 全县, 城区, 经济区.
_NO_NAME = re.compile(
    r"(?:我们?|俺们?|咱们?|本|这个?|那个?|全|各|某|外|邻|隔壁|每个?|几个|到|在|去|整个|城|县|乡|村|镇|新|老|小|古|家|故|同|下|回|返|重|贫困|郊|市)$"
)
_TOLD = (
    re.compile(rf"(?<={_HAN}{{2}})(镇|乡(?!村))(?!{_HAN}?[镇乡]){_BEHIND}"),
    re.compile(rf"(?<={_HAN}{{2}})(县|旗)(?!城(?!关)|[级里上]){_BEHIND}"),
)
_PEOPLES = re.compile(
    r"(?:(?:[彝回苗壮侗瑶藏羌满白傣黎畲水]|土家|布依|哈尼|仡佬|傈僳|蒙古|朝鲜|拉祜|纳西|仫佬)族)*(?:自治)?$"
)
_AHEAD = 8


def elsewhere(text: str, address: str) -> bool:
    """Does the text name townships or counties, and not the firm's own? ``address``: of the firm; one
    that names none is nowhere else."""
    return any(
        told and own and not any(_same(one, other) for one in told for other in own)
        for told, own in zip(_divisions(text), _divisions(address), strict=True)
    )


@lru_cache(maxsize=4096)
def _divisions(text: str) -> tuple[tuple[str, ...], ...]:
    """What stands before 乡 and 镇, and before 县, wherever it begins."""
    text = fold(text)
    return tuple(
        tuple(
            before
            for match in pattern.finditer(text)
            if len(before := _PEOPLES.sub("", text[max(0, match.start() - _AHEAD) : match.start()]))
            > 1
            and not _NO_NAME.search(before)
        )
        for pattern in _TOLD
    )


def _same(one: str, other: str) -> bool:
    """Do both end alike: by two characters, as nobody knows where either name begins?"""
    return one[-2:] == other[-2:]
