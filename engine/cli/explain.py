"""`saolou explain DIR ENTITY`: every point of one entity's score."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH


@click.command(cls=ChineseCommand, short_help="说明一家企业的分数从何而来。")
@click.argument("folder", type=PATH, metavar="结果目录")
@click.argument("entity", metavar="企业")
def explain(folder: Path, entity: str) -> None:
    """逐条列出某家企业每一分的来历。

    企业可写 entity_id、统一社会信用代码或名称（可只写一部分）。
    """
    from engine.model.errors import UsageError

    for name in ("entities.csv", "evidence.csv"):
        if not (folder / name).is_file():
            raise UsageError(f"“{folder}”里没有 {name}。请给出 saolou screen 写结果的文件夹。")
    try:
        _tell(folder, entity)
    except (KeyError, TypeError, ValueError, csv.Error) as error:
        raise UsageError(
            f"“{folder}”里的表读不了，可能被改过或没有写完。用 saolou verify 核对，或重新筛查一次。"
        ) from error


def _tell(folder: Path, entity: str) -> None:
    from engine.model.errors import UsageError

    exact, alike = [], []
    for row in _rows(folder / "entities.csv"):
        if entity in (row["entity_id"], row["uscc"], row["name"]):
            exact.append(row)
        elif entity in row["name"]:
            alike.append(row)
    found = exact or alike
    if not found:
        raise UsageError(f"结果里没有“{entity}”。没有任何命中的企业不在 entities.csv 里。")
    if len(found) > 1:
        listed = "\n".join(f"  {row['entity_id']}  {row['name']}" for row in found[:20])
        raise UsageError(f"有 {len(found)} 家与“{entity}”相符，请写全：\n{listed}")
    (row,) = found
    click.echo(f"{row['name']}  {row['uscc']}")
    click.echo(
        f"处置：{row['disposition']}  等级：{row['band']}  指数：{row['score']}  原始分：{row['points']}"
    )
    click.echo(
        f"行业：{row['sectors'].replace('|', '、')}  四性：{row['elements'].replace('|', '、') or '（尚无）'}"
    )
    hits = [hit for hit in _rows(folder / "evidence.csv") if hit["entity_id"] == row["entity_id"]]
    total = 0
    for hit in sorted(hits, key=lambda hit: (hit["status"], -int(hit["points"] or 0))):
        mark = {"counted": "计分", "superseded": "同类已计", "dismissed": "已排除"}[hit["status"]]
        points = int(hit["points"] or 0) if hit["status"] == "counted" else 0
        total += points
        where = f"{hit['field']}[{hit['start']}:{hit['end']}]"
        if hit["ad_id"]:
            where += f" {hit['ad_id']}"
        click.echo(
            f"  {mark} {points:+4d}  {hit['rule_id']}  “{hit['matched']}”  {where}  {hit['reason']}  {hit['basis']}"
        )
    rest = int(row["points"]) - total
    if row["disposition"] == "线索":
        click.echo(f"  行业敞口 {rest:+4d}  {row['sector']}")
        click.echo(f"  合计 {row['points']}")


def _rows(file: Path) -> Iterator[dict[str, str]]:
    """One row after the other: quicker than to load what reads them all at once."""
    csv.field_size_limit(2**31 - 1)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
