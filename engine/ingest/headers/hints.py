"""What to advise where no header was found: of which kind the file seems to be, by its name and words.

To rename a column of adverts to 企业名称 would make firms of the register of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from engine.ingest.headers.aliases import REQUIRED_NAMES
from engine.ingest.headers.remarks import given_as, said_of
from engine.model.terms import RecordKind

#: Words that speak of a kind, whatever column they stand over; the likelier kind first.
_SPEAKS: Mapping[RecordKind, re.Pattern[str]] = MappingProxyType(
    {
        RecordKind.ADVERT: re.compile(
            r"广告|宣传|推广|抖音|快手|微信|朋友圈|短视频|视频号|公众号|直播|平台|群聊|短信|链接|网址|截图|截屏|传单|海报|文案"
        ),
        RecordKind.TIP: re.compile(
            r"举报|投诉|线索|反映|诉求|信访|来访|来电|来信|工单|12345|热线|群众|巡查"
        ),
        RecordKind.LICENCE: re.compile(r"持牌|持证|牌照|许可证|名录|发证"),
        RecordKind.TERRITORY: re.compile(r"网格|责任区|片区|辖区|包片|包保"),
    }
)
#: Whatever else it says, the name of a file that says this speaks of firms.
_FIRMS = re.compile(r"企业|公司|主体|商户|工商|法人|经营户|个体")
_OTHERS = (RecordKind.ADVERT, RecordKind.TIP, RecordKind.LICENCE)


def seems(name: str, cells: Sequence[str]) -> RecordKind | None:
    """The kind that most words of the name of the file and of its first row speak of."""
    if _FIRMS.search(name):
        return None
    counts = {
        kind: len({word for text in (name, *cells) for word in pattern.findall(text)})
        for kind, pattern in _SPEAKS.items()
    }
    best = max(counts, key=lambda kind: counts[kind])
    return best if counts[best] else None


def column_to_name(kind: RecordKind, name: str, cells: Sequence[str], where: str) -> str:
    """What to do with a file in which ``kind`` finds no header. ``where``: how it is written in a
    command."""
    other = seems(name, cells) if kind is RecordKind.REGISTRATION else None
    if other is not None:
        return (
            f"看文件名或表头像是{said_of(other)}：请把写{_what(other)}的那一列的表头改为“{_wanted(other)}”，"
            f"再{given_as(other, where)}，或放回文件夹一起筛查。不要改成“企业名称”，那样会当作登记企业。"
        )
    todo = f"请检查文件是否选对、有没有表头行，或把表头改为“{_wanted(kind)}”。"
    if kind is RecordKind.REGISTRATION:
        options = "；".join(f"{said_of(one)}{given_as(one, where)}" for one in _OTHERS)
        todo += f"若不是企业登记，不要这样改：{options}。"
    return todo


def _wanted(kind: RecordKind) -> str:
    return REQUIRED_NAMES[kind].split("（")[0]


def _what(kind: RecordKind) -> str:
    return {
        RecordKind.ADVERT: "广告文字",
        RecordKind.TIP: "举报、反映的内容",
        RecordKind.LICENCE: "机构名称",
    }.get(kind, "村、社区、网格名称")
