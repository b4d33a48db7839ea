"""What `saolou explain` says of one tip: its hits where it counts for a firm, else where it is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from engine.cli.explain_hits import COUNTS, OTHERS, groups, rows, tell_hits

#: So many places of the workbook are told.
_MOST = 5


def tell_tip(folder: Path, wanted: str) -> bool:
    """Tells of the tip of that number; False where none of that number is known."""
    hits: dict[str, list[dict[str, str]]] = {}
    for hit in rows(folder / "evidence.csv"):
        if hit["ad_id"] == wanted and hit["rule_id"].startswith("TIP-"):
            hits.setdefault(hit["entity_id"], []).append(hit)
    names = {row["entity_id"]: row["name"] for row in rows(folder / "entities.csv")} if hits else {}
    for firm, found in hits.items():
        whose = f"对应企业：{names.get(firm, '')}  {firm}" if firm else "没有对应到哪家企业"
        click.echo(f"举报 {wanted}  {whose}")
        tell_hits(groups(found), (COUNTS, *OTHERS))
    listed = [*_listed(folder / "leads.xlsx", wanted)]
    if listed and not hits:
        click.echo(f"举报 {wanted}：这次没有命中记在哪家企业名下，见工作簿 leads.xlsx：")
    for place in listed[:_MOST]:
        click.echo(f"  {place}")
    if len(listed) > _MOST:
        click.echo(f"  另有 {len(listed) - _MOST} 处。")
    return bool(hits or listed)


def _listed(book: Path, wanted: str) -> Iterator[str]:
    """Where the workbook speaks of the tip: on the desk, among the faults, or in what an earlier run found."""
    if not book.is_file() or len(wanted) < 2:
        return
    from python_calamine import CalamineError, load_workbook

    said = re.compile(rf"(?<![0-9A-Za-z]){re.escape(wanted)}(?![0-9A-Za-z])")
    try:
        opened = load_workbook(str(book))
        for name in opened.sheet_names:
            for number, row in enumerate(opened.get_sheet_by_name(name).to_python(False), 1):
                if any(said.search(str(cell)) for cell in row):
                    yield f"“{name}”第 {number} 行"
    except CalamineError:
        return
