"""数据问题: what could not be read, how the columns were understood, what was merged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from engine.export.below import below_sentence
from engine.export.firm import Record, text
from engine.export.noted import problem_key
from engine.export.styles import Styles
from engine.export.table import Cell, Column, write_table
from engine.export.text import as_number, as_text, clip, parts
from engine.export.view import LIMIT, View
from engine.export.where import Headers, headers_of, line_of, sources_of
from engine.ingest.headers.aliases import ALIASES
from engine.ingest.headers.remarks import said_of
from engine.model.arrays import Ints
from engine.model.terms import FOOTER_ROW, RecordKind

NAME = "数据问题"

KINDS = {kind.value: said_of(kind) for kind in RecordKind}
#: So many merged firms are listed.
_MERGED = 500
#: Characters of the rows of one firm: of millions a cell could not hold what is made of more.
_READ = 32_767
#: How remarks of reading call a row, alone or among several.
_ROW = re.compile(r"(^|(?<=[：、]))第(\d+)行 ")
_COLUMNS = (
    Column("类别", 12, "centre"),
    Column("文件", 30),
    Column("工作表", 14, "centre"),
    Column("第几条数据", 8, "centre"),
    Column("Excel 里\n的行号", 8, "centre"),
    Column("说明", 62),
    Column("原始内容", 60),
    Column("处理情况", 14, "options", options=("已更正", "无需处理", "待补报")),
)


def write_problems(sheet: Any, view: View, styles: Styles) -> None:
    rows: list[list[Cell]] = [
        ["篇幅", None, None, None, None, cut_sentence(*cut), None] for cut in view.cut
    ]
    if below := below_sentence(view.result.run):
        rows.append(["篇幅", None, None, None, None, f"{below}。", None])
    rows += [["提示", None, None, None, None, message, None] for message in view.result.messages]
    sources = list(sources_of(view.result.run))
    headers = headers_of(sources)
    feet = [bad for bad in view.result.rejected if bad.cause == FOOTER_ROW]
    rejected = [bad for bad in view.result.rejected if bad.cause != FOOTER_ROW]
    in_file = Counter((bad.source_file, bad.source_sheet) for bad in feet)
    rows += [row for source in sources for row in _source_rows(source, in_file)]
    if feet:
        where = "、".join(dict.fromkeys(bad.source_file for bad in feet))
        said = f"{FOOTER_ROW}，共 {len(feet)} 行，不必处理：{clip(where, 400)}"
        rows.append(["备注", None, None, None, None, said, None])
    room = max(0, LIMIT - len(rows))
    if len(rejected) > room:
        sentence = cut_sentence("未读入的行", room, len(rejected), "rejected.csv")
        rows.append(["篇幅", None, None, None, None, sentence, None])
    for bad in rejected[:room]:
        kind = KINDS.get(str(bad.kind), str(bad.kind))
        rows.append(
            [
                f"未读入·{kind}",
                bad.source_file,
                bad.source_sheet,
                bad.source_row or None,
                line_of(headers, bad.source_file, bad.source_sheet, bad.source_row),
                bad.cause,
                clip(bad.raw, 300),
            ]
        )
    merged = view.result.filled("entities", "merged_rows")
    if len(merged) > _MERGED:
        sentence = cut_sentence("合并的重复行", _MERGED, len(merged), "entities.csv")
        rows.append(["篇幅", None, None, None, None, sentence, None])
    rows += list(_merged(view.result.records("entities", merged[:_MERGED]), headers))
    if len(merged) <= _MERGED and (sentence := _without_hits(view, merged)):
        rows.append(["重复合并", None, None, None, None, sentence, None])
    rows = [[*row, _mended(view, row)] for row in rows]
    write_table(sheet, "数据问题", _COLUMNS, rows, styles, freeze=1, empty="数据读取未发现问题")


def _mended(view: View, row: Sequence[Cell]) -> str | None:
    """What somebody wrote of the same fault before."""
    kind, *_, said, raw = (as_text(cell) for cell in row)
    return view.result.noted.get(problem_key([kind, said, raw]), ("", None))[1]


def cut_sentence(sheet: str, shown: int, total: int, csv: str) -> str:
    return f"“{sheet}”共 {total} 条，本工作簿只列前 {shown} 条，其余见同一文件夹的 {csv}。"


def _source_rows(
    source: Mapping[str, Any], feet: Mapping[tuple[str, str], int]
) -> Iterable[list[Cell]]:
    """``feet``: file and sheet → rows of totals and remarks at its end; nobody has to look for them."""
    file, page = as_text(source.get("file")), as_text(source.get("sheet"))
    kind = as_text(source.get("kind"))
    less = feet.get((file, page), 0)
    counts = "".join(
        f"，{label} {int(source[key]) - but} 行"
        for key, label, but in (
            ("rows_in", "共", less),
            ("rows_used", "采用", 0),
            ("rows_rejected", "未读入", less),
        )
        if source.get(key) is not None
    )
    encoding = as_text(source.get("encoding"))
    understood = f"按“{KINDS.get(kind, kind)}”读取{counts}" + (
        f"，编码 {encoding}" if encoding else ""
    )
    header = as_number(source.get("header_row"))
    if source.get("unread"):
        for note in source.get("notes") or ():
            yield ["文件读取", file, page, None, None, as_text(note), None]
        return
    yield ["文件读取", file, page, None, header, understood + "，左边的行号是表头所在行。", None]
    mapping = source.get("mapping")
    if isinstance(mapping, Mapping) and mapping:
        spoken = ALIASES.get(kind, {})  # type: ignore[call-overload]
        pairs = "；".join(
            f"“{head}”作为{(spoken.get(column) or column).split()[0]}"
            for head, column in mapping.items()
        )
        yield ["列对应", file, page, None, None, clip(pairs, 900), None]
    if unmapped := [as_text(head) for head in source.get("unmapped") or ()]:
        listed = clip("、".join(unmapped), 400)
        yield ["列对应", file, page, None, None, f"未使用的列：{listed}", None]
    for note in source.get("notes") or ():
        said = _ROW.sub(lambda row: _spoken_row(row, header), as_text(note))
        yield ["备注", file, page, None, None, said, None]


def _spoken_row(found: re.Match[str], header: Any) -> str:
    line = int(header) + int(found[2]) if header else 0
    if found.start():
        return f"第 {found[2]} 条" + (f"（Excel 第 {line} 行）" if line else "")
    return f"第 {found[2]} 条数据" + (f"，Excel 里第 {line} 行" if line else "") + "："


def _merged(entities: Iterable[Record], headers: Headers) -> Iterable[list[Cell]]:
    for record in entities:
        file, number = text(record, "source_file"), as_number(record.get("source_row"))
        rows = text(record, "merged_rows")[:_READ]
        places = "、".join(_place(where, headers) for where in parts(rows))
        yield [
            "重复合并",
            file,
            None,
            number,
            line_of(headers, file, "", number),
            f"{text(record, 'name')}：这几行是同一户，只筛查一次：{places}",
            None,
        ]


def _without_hits(view: View, merged: Ints) -> str:
    """Of merged rows whose firm is in no list: the number told above is made up of those, too."""
    told = view.result.run.get("rows", {}).get(RecordKind.REGISTRATION.value, {})
    listed: int = sum(
        len(parts(text(record, "merged_rows"))) - 1
        for record in view.result.records("entities", merged)
    )
    less = int(told.get("merged_duplicates", 0)) - listed
    if less <= 0:
        return ""
    above = f"上面列出的合并了 {listed} 行；" if listed else ""
    return f"{above}另有 {less} 行所属的企业没有命中规则，不在结果里，没有逐行列出。"


def _place(where: str, headers: Headers) -> str:
    """``file:row`` or ``file#sheet:row`` in words."""
    file, _, number = where.rpartition(":")
    name, _, sheet = file.rpartition("#")
    line = line_of(headers, file, "", number) or line_of(headers, name, sheet, number)
    return f"{file} 第 {number} 条" + (f"（Excel 第 {line} 行）" if line else "")
