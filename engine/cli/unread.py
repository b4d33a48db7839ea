"""Files of folders of which nothing was read: the screening went on without them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

from engine.model.terms import ATTENTION, HEADER_ONLY, UNUSED, WHOLE

_SHOWN = 5
_NAMED = 12


def warn_of_unread(inputs: Sequence[Mapping[str, Any]]) -> None:
    """``inputs``: as they stand in the run record."""
    for source in inputs:
        for note in source["notes"]:
            if note.startswith(ATTENTION):
                unused = "、".join(map(str, (source["unmapped"] or ())[:_NAMED]))
                said = note.removeprefix(ATTENTION)
                rest = (
                    f"没有使用的列：{unused}。" if unused and not said.startswith("工作表") else ""
                )
                click.echo(f"注意：文件 {source['file']} {said}。{rest}", err=True)
    _header_only(inputs)
    unread = [s for s in inputs if s["unread"] and not s["notes"][0].startswith(UNUSED)]
    results = [source for source in unread if "以前的筛查结果" in source["notes"][0]]
    unread = [source for source in unread if source not in results]
    for note in dict.fromkeys(source["notes"][0].partition("：")[2] for source in results):
        click.echo(f"注意：{note}", err=True)
    # Of a type we do not read, so that nobody looked into it: most are no tables.
    others = [source for source in unread if not source["sha256"] and not _set_aside(source)]
    tables = [source for source in unread if source not in others]
    if tables:
        click.echo(f"注意：有 {len(tables)} 个文件没能读取，里面的数据不在本次结果里：")
        for source in tables[:_SHOWN]:
            click.echo(f"  {source['notes'][0].partition('：')[2]}")
        more = f"另有 {len(tables) - _SHOWN} 个，" if len(tables) > _SHOWN else ""
        click.echo(f"  {more}见“数据问题”。改好后请重新筛查。")
    if others:
        names = "、".join(source["file"] for source in others[:_SHOWN])
        more = f" 等 {len(others)} 个文件" if len(others) > _SHOWN else ""
        click.echo(f"注意：文件夹里 {names}{more}的类型不能读取，里面如有数据，不在本次结果里。")


def _set_aside(source: Mapping[str, Any]) -> bool:
    return bool(source["notes"][0].startswith(WHOLE))


def _header_only(inputs: Sequence[Mapping[str, Any]]) -> None:
    """Files without a row, in one line: a data set may have many such parts."""
    filled = {source["file"] for source in inputs if source["rows_in"]}
    empty = dict.fromkeys(s["file"] for s in inputs if HEADER_ONLY in s["notes"])
    names = [name for name in empty if name not in filled]
    if names:
        more = f" 等 {len(names)} 个文件" if len(names) > _SHOWN else ""
        click.echo(
            f"注意：文件 {'、'.join(names[:_SHOWN])}{more or ' '}{HEADER_ONLY}。"
            "若本该有数据，请核对导出的条件，重新导出后再筛查。",
            err=True,
        )
