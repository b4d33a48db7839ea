"""数据问题: what could not be read, how the columns were understood, what was merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from engine.export.styles import Styles
from engine.export.table import Cell, Column, write_table
from engine.export.text import as_number, as_text, clip
from engine.export.view import LIMIT, Record, View, text
from engine.model.terms import RecordKind

NAME = "数据问题"

KINDS = {
    RecordKind.REGISTRATION.value: "登记信息",
    RecordKind.ADVERT.value: "广告",
    RecordKind.TIP.value: "举报线索",
    RecordKind.LICENCE.value: "持牌名录",
    RecordKind.TERRITORY.value: "属地划分",
    RecordKind.ORIGIN.value: "户籍地区码",
}
_COLUMNS = (
    Column("类别", 12, "centre"),
    Column("文件", 30),
    Column("工作表", 14, "centre"),
    Column("行号", 8, "centre"),
    Column("说明", 62),
    Column("原始内容", 60),
    Column("处理情况", 14, "options", options=("已更正", "无需处理", "待补报")),
)


def write_problems(sheet: Any, view: View, styles: Styles) -> None:
    rows: list[list[Cell]] = [
        ["篇幅", None, None, None, cut_sentence(*cut), None] for cut in view.cut
    ]
    rows += [["提示", None, None, None, message, None] for message in view.result.messages]
    rows += [row for source in _sources(view.result.run) for row in _source_rows(source)]
    room = max(0, LIMIT - len(rows))
    rejected = view.result.rejected
    if len(rejected) > room:
        sentence = cut_sentence("未读入的行", room, len(rejected), "rejected.csv")
        rows.append(["篇幅", None, None, None, sentence, None])
    for bad in rejected[:room]:
        kind = KINDS.get(str(bad.kind), str(bad.kind))
        rows.append(
            [
                f"未读入·{kind}",
                bad.source_file,
                bad.source_sheet,
                bad.source_row or None,
                bad.cause,
                clip(bad.raw, 300),
            ]
        )
    rows += list(_merged(view.result.filled("entities", "merged_rows")))
    write_table(sheet, "数据问题", _COLUMNS, rows, styles, freeze=1, empty="数据读取未发现问题")


def cut_sentence(sheet: str, shown: int, total: int, csv: str) -> str:
    return f"“{sheet}”共 {total} 条，本工作簿只列前 {shown} 条，其余见同一文件夹的 {csv}。"


def _sources(run: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    """The source reports in the run record, as ``SourceReport`` or as plain mappings."""
    found = run.get("sources") or run.get("inputs") or ()
    for source in found if isinstance(found, list | tuple) else ():
        if isinstance(source, Mapping):
            yield source
        elif hasattr(source, "rows_in"):
            yield {name: getattr(source, name) for name in type(source).__slots__}


def _source_rows(source: Mapping[str, Any]) -> Iterable[list[Cell]]:
    file, page = as_text(source.get("file")), as_text(source.get("sheet"))
    kind = as_text(source.get("kind"))
    counts = "".join(
        f"，{label} {as_text(source.get(key))} 行"
        for key, label in (("rows_in", "共"), ("rows_used", "采用"), ("rows_rejected", "未读入"))
        if source.get(key) is not None
    )
    encoding = as_text(source.get("encoding"))
    understood = f"按“{KINDS.get(kind, kind)}”读取{counts}" + (
        f"，编码 {encoding}" if encoding else ""
    )
    yield ["文件读取", file, page, as_number(source.get("header_row")), understood + "。", None]
    mapping = source.get("mapping")
    if isinstance(mapping, Mapping) and mapping:
        pairs = "；".join(f"{head} → {column}" for head, column in mapping.items())
        yield ["列对应", file, page, None, clip(pairs, 900), None]
    if unmapped := [as_text(head) for head in source.get("unmapped") or ()]:
        listed = clip("、".join(unmapped), 400)
        yield ["列对应", file, page, None, f"未使用的列：{listed}", None]
    for note in source.get("notes") or ():
        yield ["备注", file, page, None, as_text(note), None]


def _merged(entities: pd.DataFrame) -> Iterable[list[Cell]]:
    if len(entities) > 500:
        sentence = cut_sentence("合并的重复行", 500, len(entities), "entities.csv")
        yield ["篇幅", None, None, None, sentence, None]
    for row in entities.head(500).to_dict("records"):
        record: Record = {str(key): value for key, value in row.items()}
        yield [
            "重复合并",
            text(record, "source_file"),
            None,
            as_number(record.get("source_row")),
            f"{text(record, 'name')}：与重复记录合并（{text(record, 'merged_rows').replace('|', '、')}）",
            None,
        ]
