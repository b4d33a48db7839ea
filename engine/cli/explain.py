"""`saolou explain DIR ENTITY`: every point of one entity's score."""

from __future__ import annotations

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
    import pandas as pd

    from engine.model.errors import UsageError

    file = folder / "entities.csv"
    if not file.is_file():
        raise UsageError(f"“{folder}”里没有 entities.csv。请给出 saolou screen 写结果的文件夹。")
    options = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
    entities = pd.read_csv(file, **options)  # type: ignore[call-overload]
    found = entities[
        (entities["entity_id"] == entity)
        | (entities["uscc"] == entity)
        | (entities["name"] == entity)
    ]
    if found.empty:
        found = entities[entities["name"].str.contains(entity, regex=False)]
    if found.empty:
        raise UsageError(f"结果里没有“{entity}”。没有任何命中的企业不在 entities.csv 里。")
    if len(found) > 1:
        listed = "\n".join(
            f"  {r.entity_id}  {r.name_}"
            for r in found.rename(columns={"name": "name_"}).head(20).itertuples()
        )
        raise UsageError(f"有 {len(found)} 家与“{entity}”相符，请写全：\n{listed}")
    row = found.iloc[0]
    click.echo(f"{row['name']}  {row['uscc']}")
    click.echo(
        f"处置：{row['disposition']}  等级：{row['band']}  指数：{row['score']}  原始分：{row['points']}"
    )
    click.echo(
        f"行业：{row['sectors'].replace('|', '、')}  四性：{row['elements'].replace('|', '、') or '（尚无）'}"
    )
    evidence = pd.read_csv(folder / "evidence.csv", **options)  # type: ignore[call-overload]
    evidence = evidence[evidence["entity_id"] == row["entity_id"]]
    total = 0
    for hit in evidence.sort_values(["status", "points"], ascending=[True, False]).itertuples():
        mark = {"counted": "计分", "superseded": "同类已计", "dismissed": "已排除"}[str(hit.status)]
        points = int(str(hit.points) or 0) if hit.status == "counted" else 0
        total += points
        where = f"{hit.field}[{hit.start}:{hit.end}]" + (f" {hit.ad_id}" if hit.ad_id else "")
        click.echo(
            f"  {mark} {points:+4d}  {hit.rule_id}  “{hit.matched}”  {where}  {hit.reason}  {hit.basis}"
        )
    rest = int(row["points"]) - total
    if row["disposition"] == "线索":
        click.echo(f"  行业敞口 {rest:+4d}  {row['sector']}")
        click.echo(f"  合计 {row['points']}")
