"""What came of `saolou cases import`, for whoever filled in the workbook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.cases.imported import Conflict, ImportReport

#: So many rows of a kind are told one by one.
_MOST = 200


def lines_of(report: ImportReport, read: int, path: Path) -> Iterator[str]:
    """``read``: how many rows had been filled in; ``path``: the case store."""
    yield (
        f"读到 {read} 行的核查结果：写入 {report.changed} 项，已有相同 {report.same} 项，"
        f"矛盾 {len(report.conflicts) + len(report.differing)} 项，不在办案库 {len(report.unknown)} 户"
        + (f"，还没有查到是哪家企业 {len(report.unplaced)} 行" if report.unplaced else "")
        + (f"，没有写入 {len(report.untaken)} 行。" if report.untaken else "。")
    )
    if not read:
        yield (
            "没有读到填写的内容。请填在“线索清单”“扫楼路线”等表的核查人、核查日期、实际业务、处置措施、备注里，"
            "保存后再导入。"
        )
    for source in report.strange:
        yield (
            f"提醒：“{source}”不是用办案库“{path}”筛查时写出的（办案库里没有用同一份材料做过的筛查），"
            "可能拿错了工作簿或办案库：别的单位的、别的月份的。办案库里有的企业照样写入，请核对；拿错了，"
            "用 saolou cases undo 撤销。"
        )
    yield from map(_conflict, report.conflicts[:_MOST])
    yield from map(_differing, report.differing[:_MOST])
    yield from map(_corrected, report.corrected[:_MOST])
    for head, told in (
        ("不在办案库", report.unknown),
        ("还没有查到是哪家企业，没有写入", report.unplaced),
        ("再次核查，以后一次为准", report.again),
        ("未对应的举报，已办结", report.closed),
        ("记在这一条上，以后再出现时写明", report.noted),
        ("复核意见不是“转为线索”，只作说明，下次仍列在“已排除”", report.opinions),
        ("没有写入", report.untaken),
    ):
        yield from (f"  {head}：{one}" for one in told[:_MOST])
    yield from _not_told(report)
    yield from _what_next(report, path)


def _conflict(one: Conflict) -> str:
    known = f"已有“{_line(one.known)}”（{one.known_source}）"
    return f"  矛盾：{one.name} {one.field}：{known}，{one.source} 写“{_line(one.new)}”，没有覆盖"


def _differing(one: Conflict) -> str:
    both = f"{one.known_source}写“{_line(one.known)}”，{one.source}写“{_line(one.new)}”"
    return f"  两处不同，都没有写入：{one.name} {one.field}：{both}"


def _corrected(one: Conflict) -> str:
    both = f"“{_line(one.known)}”改为“{_line(one.new)}”（{one.source}）"
    return f"  同名的文件以前导入过，以这次为准：{one.name} {one.field}：{both}"


def _line(said: str) -> str:
    """A remark of several lines in one."""
    return " ".join(said.split("\n"))


def _not_told(report: ImportReport) -> Iterator[str]:
    """How many there are of a kind beyond those that were told."""
    for what, told in (
        ("改过的", report.corrected),
        ("复核意见", report.opinions),
        ("矛盾", report.conflicts),
        ("两处不同", report.differing),
        ("不在办案库", report.unknown),
        ("没有查到是哪家企业的", report.unplaced),
        ("没有写入", report.untaken),
        ("再次核查的", report.again),
        ("办结的举报", report.closed),
        ("记下的广告、举报、数据问题", report.noted),
    ):
        if len(told) > _MOST:
            yield f"  另有 {len(told) - _MOST} 项{what}，没有逐个列出。"


def _what_next(report: ImportReport, path: Path) -> Iterator[str]:
    if report.unknown:
        yield (
            "不在办案库的：这份工作簿还没有用这个办案库筛查过的，先用同一份材料运行 saolou screen … --cases "
            f"{path}；写的是简称、错字的，改成企业全称；清单以外、上门时发现的，写进巡查记录，下次筛查时用 --tips "
            "一起给。改好再导入一次。"
        )
    if report.opinions:
        yield "要在下次列为线索的，把复核意见改成“转为线索”再导入一次。"
    if report.unplaced:
        yield (
            "还不知道是哪家企业的结果，要等查到企业才能记在它名下：查到以后，把那一行的“广告主或对象”（“扫楼路线”里是"
            "“企业名称、电话”那一格的第一行）改成企业全称，或在“企业编号”填信用代码，再导入一次。办案库里没有那家企业的，先把广告、举报里写的对象也改成企业全称，"
            f"同企业登记一起运行 saolou screen … --cases {path}。"
        )
    if report.differing:
        yield "同一次导入里两处不同的，改成一样再导入。"
    if report.conflicts:
        yield "核实以后，对写得对的那一份再导入一次并加 --overwrite。"
    if report.changed:
        yield "导入有误可用 saolou cases undo 撤销。"
