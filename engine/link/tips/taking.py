"""Words that say that somebody takes money from people, or is paid."""

from __future__ import annotations

import re

#: Words of whoever takes money from people, promises, or does not give it back.
TAKES = re.compile(
    r"收[^，。；]{0,8}?[钱款费金元万]|集资|吸储|揽储|存款|股金|返|利息|[高付给]息|分红|分成|年化|月息|保本|保底|一分利|入股|入会|入社|认购|认养|回购|回收|收回"
    r"|[投交存放][了过进]?(?:钱|资|款|[\d一二两三四五六七八九十几]+[万千百])|让[^，。；]{0,6}[投交存买认]|拉(?:人|客户|老人|存|投)|骗|[不没]还|不给|[退拿取要][不没]|不退|没退|跑路|放贷|高利|理财|本金|床位|听课|讲课|讲座"
)
#: What leads to whom the money, or the paper for it, is from or goes to.
_TO = re.compile(
    r"(?:(?:交|投|存|放|打|转|借|汇|送|付|塞)(?:了|到|给|在|进|入|去)+|(?:钱|款|积蓄|养老钱)(?:都|全|又)*给了?|[盖签](?:的|着|了)?是?|(?:乙方|收款[人方]?|抬头|户名|账户|公章|落款|出借人|甲方)(?:写的?)?(?:就|却|又)?是|[交投存]的是|(?:带|拉|领|叫|骗|哄)(?:到|去|进))了?$"
)


def paid_to(left: str) -> bool:
    """Does the money, or the paper for it, go to whom the clause names behind this?"""
    return _TO.search(left) is not None
