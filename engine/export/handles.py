"""What somebody is called in a chat (微信 baoge888, QQ 88123456) tells who he is as a telephone does.

It is looked for only right behind the word for such an account; a public account (公众号) is no
person's.
"""

from __future__ import annotations

import re

from engine.model.patterns import later

_NUMBERED = "QQ|qq|扣扣|企鹅号?"
_CUES = (
    "微信|薇信|威信|徽信|[vV]信|[vV]x|VX|[wW]x|WX|[wW]ei[xX]in|[wW]e[cC]hat|[加+＋][vV薇微]"
    f"|抖音|快手|小红书|微博|旺旺|TG|tg|[tT]elegram|电报|{_NUMBERED}"
)
_LABEL = "(?:同?号码?|账号|帐号|[iI][dD])"
#: What may stand between, with a word or without one.
_GAP = r"(?:[^\w\n]{0,5}[是为])?[^\w\n]{0,5}"
#: For RE2, in which ``\w`` is of ASCII: too much, never too little.
HANDLE = rf"(?:{_CUES}){_LABEL}?[^0-9A-Za-z_\n]{{0,11}}[A-Za-z0-9][A-Za-z0-9_\-]{{4}}"
_HANDLE = later(
    rf"(?:(?:{_CUES}){_LABEL}?{_GAP}(?P<name>(?!www|http|app)[A-Za-z][A-Za-z0-9_\-]{{4,29}})"
    # Behind other words a number may count anything.
    rf"|(?:(?:{_CUES}){_LABEL}|{_NUMBERED}){_GAP}(?P<number>[1-9][0-9]{{4,9}}))(?![A-Za-z0-9_])"
)


def mask_handles(text: str) -> str:
    """The first character of each stays, so that every offset stays right."""
    return _HANDLE.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    whole, name = found.group(), found["name"] or found["number"]
    return whole[: -len(name)] + name[0] + "*" * (len(name) - 1)
