"""Does a body that a text begins with speak, or is it only spoken of?

Who is compared with (平罗农行利息太低), worked there (建行支行退休职工) or is near (支行院内) must not be
taken for the advertiser.
"""

from __future__ import annotations

import re

from engine.link.texts.scene import STOPS

#: How such a body goes on after its own name.
_GOES_ON = re.compile(
    r"提醒|提示|反诈|防骗|温馨|公告|通知|敬告|招聘|诚聘|祝|恭|诚邀|邀请|推出|举办|开展|开门红|大额存单|定期|[一二三五半]年期|积分|存款有|[春秋]耕|惠农|车险|收[^取]|吸收|吸储|揽储|招[护帮收募]"
)
#: Somebody else speaks.
_ANOTHER = re.compile(
    r"我们|咱们|我社|我店|我司|[存找来投跟联]我|加我|不如|比不上|强过|倒了|退休|职工|员工|行长|上班|批不下|收购"
)


def speaks(text: str, end: int) -> bool:
    """``end``: where in ``text`` the name of the body ends."""
    return end >= len(text) or text[end] in STOPS or _GOES_ON.match(text, end) is not None


def another_speaks(text: str) -> bool:
    """Does a text, whoever it begins with, come from somebody else?"""
    return _ANOTHER.search(text) is not None
