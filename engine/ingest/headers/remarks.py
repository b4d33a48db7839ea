"""What is said to a person of a source: columns nobody understood, rows as they are found again."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.headers.aliases import ALIASES
from engine.ingest.headers.names import Label, header_words, likelier
from engine.model.terms import ATTENTION, RecordKind

_USUAL = RecordKind.REGISTRATION
#: What people call each kind, and the option it is given with.
_SAID = MappingProxyType(
    {
        RecordKind.REGISTRATION: ("企业登记", ""),
        RecordKind.ADVERT: ("广告记录", "--ads"),
        RecordKind.TIP: ("举报记录", "--tips"),
        RecordKind.LICENCE: ("持牌机构名录", "--licences"),
        RecordKind.TERRITORY: ("责任区划分", "--territory"),
        RecordKind.ORIGIN: ("户籍地区码名单", "--origin-codes"),
    }
)
_AREA = frozenset(("patterns", "road", "sectors"))
#: One character in four may be another.
_NEAR = 0.75


def said_of(kind: RecordKind) -> str:
    return _SAID[kind][0]


def named(path: Path) -> str:
    """A file as it is to be written in a command."""
    return f'"{path}"' if " " in str(path) else str(path)


def given_as(kind: RecordKind, file: str) -> str:
    """How to give a file of a kind."""
    option = _SAID[kind][1]
    return f"改用 {option} {file}" if option else f"直接写文件名 {file}，前面不加选项"


def to_look_at(labels: Sequence[Label], kind: RecordKind, file: str) -> list[str]:
    """Remarks on the columns of a source of which something is missing that its use depends on."""
    found = {item.canonical for item in labels}
    if kind is RecordKind.LICENCE and likelier(header_words(labels), kind) is _USUAL:
        return [
            f"{ATTENTION}看表头像是{said_of(_USUAL)}，这次按{said_of(kind)}读取了：上面的企业都算持牌。"
            f"若不是{said_of(kind)}，请{given_as(_USUAL, file)}"
        ]
    if kind is RecordKind.LICENCE and "valid_to" not in found:
        return [
            f"{ATTENTION}没有认出有效期列，许可证是否过期看不出来，一律按未过期。"
            "若有这一列，请把表头改为“有效期至”"
        ]
    if kind is RecordKind.TIP and "subject" not in found and _unread(labels):
        return [
            f"{ATTENTION}没有认出写明举报的是哪家的列，举报只能按内容对应企业。"
            "若有这一列，请把表头改为“被举报单位”"
        ]
    if kind is RecordKind.TERRITORY and not found & _AREA and _unread(labels):
        return [
            f"{ATTENTION}没有认出地址关键词、路名列，只按责任区名称对企业的住所。"
            "若有写明管哪些路、楼、小区的列，请把表头改为“地址关键词”"
        ]
    if kind is not RecordKind.REGISTRATION:
        return []
    if (other := likelier(header_words(labels), kind)) is not None:
        return [
            f"{ATTENTION}看表头像是{said_of(other)}，这次按企业登记读取了。"
            f"若不是企业登记，请{given_as(other, file)}"
        ]
    missing = []
    if "scope" not in found:
        missing.append(
            f"{ATTENTION}没有认出经营范围列，这次只看企业名称，名称看不出的企业会漏掉。"
            + (_near(labels, "scope") or "若有经营范围，请把那一列的表头改为“经营范围”")
        )
    if not found.intersection(("address", "business_address")):
        missing.append(
            f"{ATTENTION}没有认出地址列，线索排不进扫楼路线。"
            + (_near(labels, "address") or "若有地址，请把那一列的表头改为“住所”")
        )
    return missing


def _unread(labels: Sequence[Label]) -> bool:
    """Is there a column that nothing was read of, and that tells no reporter?"""
    return any(not item.canonical and not item.private for item in labels)


def _near(labels: Sequence[Label], canonical: str) -> str:
    """Which header was rather meant to be that of a column that nothing was found for."""
    known = ALIASES[RecordKind.REGISTRATION][canonical].split()
    for item in labels:
        header = item.text.rpartition("/")[2]
        if item.canonical is None and not item.private:
            for alias in difflib.get_close_matches(header, known, 1, _NEAR):
                return f"表头“{header}”像是“{alias}”，若是，请改正后重新筛查"
    return ""


def by_row(ids: pa.ChunkedArray, numbers: pa.Array, header: int) -> pa.ChunkedArray:
    """What has no number of its own is called by the row a person finds it in."""
    if not ids.null_count:
        return ids
    rows = pc.cast(pc.add(numbers, header), pa.string())
    return pc.coalesce(ids, pc.binary_join_element_wise("第", rows, "行", ""))
