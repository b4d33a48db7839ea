"""What officers write down at the door: it tells a ledger of an earlier sweep, and is no scope."""

from __future__ import annotations

import re
from collections.abc import Sequence

from engine.ingest.headers.names import Label, header_words, normalise

_WORK = r"(?:现场|实地|上门|入户)?(?:核查|排查|检查|走访|摸排|巡查|核实|复查)"
#: Who went there and when, and how grave it was held to be: registers may say that of a firm, too.
_ROUND = re.compile(
    rf"{_WORK}(?:人|人员|干部|单位|部门|日期|时间)(?:签字|签名)?|风险(?:等级|级别|程度|研判)"
)
#: What was found there, and what was done about it: no register says that.
_FOUND = re.compile(
    r"(?:实际|现场)(?:主要|主营|从事|经营|开展|的)*(?:业务|业态|项目|内容|情况)(?:内容|描述|情况)?"
    rf"|{_WORK}(?:的|发现)*(?:情况|结果|结论|意见|记录|问题)"
    r"|(?:存在|发现)的?(?:主要)?(?:问题|隐患|风险)(?:隐患|情况|描述)?|问题隐患|风险隐患"
    r"|(?:处置|处理|整改|销号|管控)(?:的|落实|完成)*(?:措施|结果|情况|状态|意见|时间|日期|进展|时限)?"
    r"|是否(?:已)?(?:处置|整改|销号)(?:到位|完成)?"
)
_FEW, _MANY = 2, 3


def is_ledger(labels: Sequence[Label]) -> bool:
    """Whether a list of firms is what came of an earlier sweep. With a scope it may be a register
    that was written into: then more has to say so."""
    words = {normalise(word) for word in header_words(labels)}
    found = sum(1 for word in words if _FOUND.fullmatch(word))
    said = found + sum(1 for word in words if _ROUND.fullmatch(word))
    scope = any(item.canonical == "scope" for item in labels)
    return bool(found) and said >= (_MANY if scope else _FEW)
