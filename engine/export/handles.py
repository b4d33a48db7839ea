"""What somebody is called in a chat (微信 baoge888, QQ 88123456) tells who he is as a telephone does.

It is looked for right behind the word for such an account (a public one, 公众号, is no person's), or
by itself where letters and digits make one word.
"""

from __future__ import annotations

import re

from engine.model.patterns import later

_NUMBERED = "(?<![A-Za-z])(?:QQ|qq)|扣扣|企鹅号?"
_LATIN = "[vV]信|[vV][xX]|[wW][xX]|[wW]ei[xX]in|[wW]e[cC]hat|TG|tg|[tT]elegram"
_CUES = f"微信|薇信|威信|徽信|[加+＋][vV薇微]|抖音|快手|小红书|微博|旺旺|电报|(?<![A-Za-z0-9.])(?:{_LATIN})"
_LABEL = "(?:同?号码?|账号|帐号|[iI][dD])"
#: What may stand between, with a word or without one.
_GAP = r"(?:[^\w\n]{0,5}[是为])?[^\w\n]{0,5}"
#: For RE2: a word of letters, or a number behind a cue; too much, never too little.
HANDLE = r"[A-Za-z][A-Za-z0-9_\-]{4}|(?:号码?|账号|帐号|[iI][dD]|QQ|qq|扣扣|企鹅)[^0-9A-Za-z_\n]{0,11}[1-9][0-9]{4}"
_HANDLE = later(
    rf"(?:{_CUES}|{_NUMBERED}){_LABEL}?{_GAP}(?P<name>(?!www|http|app)[A-Za-z][A-Za-z0-9_\-]{{4,29}})(?![A-Za-z0-9_@.*])"
    # Behind other words a number may count anything.
    rf"|(?:(?:{_CUES}){_LABEL}|(?:{_NUMBERED}){_LABEL}?){_GAP}(?P<number>[1-9][0-9]{{4,9}})(?![A-Za-z0-9_@.*\-]|\s?[0-9元万个粉])"
    # The word before it may be cut off: letters with digits among them are hardly anything else.
    r"|(?<![A-Za-z0-9_.@/\-*])(?P<mixed>(?=[a-z_\-]{2,}[0-9]{2})[a-z][a-z0-9_\-]{5,29})(?![A-Za-z0-9_.@/*])"
)


def mask_handles(text: str) -> str:
    """The first character of each stays, so that every offset stays right."""
    return _HANDLE.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    whole, name = found.group(), found["name"] or found["number"] or found["mixed"]
    return whole[: -len(name)] + name[0] + "*" * (len(name) - 1)
