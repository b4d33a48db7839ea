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
    yield from map(_conflict, report.conflicts[:_MOST])
    yield from map(_differing, report.differing[:_MOST])
    for head, told in (
        ("不在办案库", report.unknown),
        ("还没有查到是哪家企业，没有写入", report.unplaced),
        ("再次核查，以后一次为准", report.again),
        ("未对应的举报，已办结", report.closed),
        ("记在这一条上，以后再出现时写明", report.noted),
        ("没有写入", report.untaken),
    ):
        yield from (f"  {head}：{one}" for one in told[:_MOST])
    yield from _not_told(report)
    yield from _what_next(report, path)


def _conflict(one: Conflict) -> str:
    known = f"已有“{one.known}”（{one.known_source}）"
    return f"  矛盾：{one.name} {one.field}：{known}，{one.source} 写“{one.new}”，没有覆盖"


def _differing(one: Conflict) -> str:
    both = f"{one.known_source}写“{one.known}”，{one.source}写“{one.new}”"
    return f"  两处不同，都没有写入：{one.name} {one.field}：{both}"


def _not_told(report: ImportReport) -> Iterator[str]:
    """How many there are of a kind beyond those that were told."""
    for what, told in (
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
        yield f"先用同一份材料运行 saolou screen … --cases {path}，再导入一次。"
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
    if report.changed or report.closed or report.noted:
        yield "导入有误可用 saolou cases undo 撤销。"
