"""Headers that only a table of one kind has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from engine.ingest.headers.names import Label, header_words, is_private, likelier, normalise
from engine.model.terms import RecordKind

#: Words of a header that only such a table has: 名称, 内容 and 电话 stand over anything.
_TELLING: Mapping[RecordKind, re.Pattern[str]] = MappingProxyType(
    {
        RecordKind.ADVERT: re.compile(
            r"广告|短信|文案|媒体|媒介|投放|公众号|推广|传单|落地页|网页|截图|截屏|抖音|快手|微信|朋友圈|短视频|谁家?的?发|ocr|advert|sms"
        ),
        RecordKind.TIP: re.compile(
            r"举报|投诉|反映|诉求|工单|信访|线索|受理|来电|巡查|事发|案发|涉事|案件|事件|问题描述|群众|哪家|任务号|eventid|tip_?id"
        ),
        RecordKind.LICENCE: re.compile(
            r"许可|牌照|证照|持牌|持证|证号|证书|有效期|发证|到期|备案|valid_to|licence"
        ),
        RecordKind.TERRITORY: re.compile(
            r"责任|辖区|片区|网格|包片|包保|管辖|关键词|四至|门牌|(?:包含|包括|覆盖)范围|territory|patterns"
        ),
    }
)
#: So many more columns tell of another kind where it is clear.
_AHEAD = 2
_TEXTS = (RecordKind.ADVERT, RecordKind.TIP)


def tells(item: Label, kind: RecordKind) -> bool:
    pattern = _TELLING.get(kind)
    return pattern is None or any(pattern.search(normalise(word)) for word in item.words)


def clearly_another(labels: Sequence[Label], kind: RecordKind) -> RecordKind | None:
    """The kind that a file named as ``kind`` is to be given as instead. Complaints about adverts
    quote them: who took a complaint down, or tells who made it, has a list of tips all the same."""
    words = header_words(labels)
    other = likelier(words, kind)
    if other is None or kind not in _TEXTS:
        return other
    if kind is RecordKind.TIP and any(is_private(word, other) for word in words):
        return None
    ahead = _telling(labels, other) - _telling(labels, kind)
    return other if other in _TEXTS and ahead >= _AHEAD else None


def _telling(labels: Sequence[Label], kind: RecordKind) -> int:
    return sum(tells(item, kind) for item in labels)
