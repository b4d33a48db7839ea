"""`saolou explain DIR ENTITY`: every point of one entity's score, or of an advert's."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH

_MARKS = {"counted": "计分", "superseded": "同类已计", "dismissed": "已排除"}
#: So many that fit are named, or told.
_SHOWN = 20


@click.command(cls=ChineseCommand, short_help="说明一家企业、一条广告的分数从何而来。")
@click.argument("folder", type=PATH, metavar="结果目录")
@click.argument("entity", metavar="企业或广告")
def explain(folder: Path, entity: str) -> None:
    """逐条列出某家企业、某条广告每一分的来历，已排除的命中连同原因。

    企业可写 entity_id、统一社会信用代码或名称（可只写一部分）；广告写编号或广告主。
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


def _tell(folder: Path, wanted: str) -> None:
    from engine.model.errors import UsageError

    exact, alike = [], []
    for row in _rows(folder / "entities.csv"):
        if wanted in (row["entity_id"], row["uscc"], row["name"]):
            exact.append(row)
        elif wanted in row["name"]:
            alike.append(row)
    adverts = [] if exact else _adverts(folder, wanted, numbers_only=bool(alike))
    if adverts:
        _tell_adverts(folder, adverts)
        return
    found = exact or alike
    if not found:
        raise UsageError(
            f"结果里没有“{wanted}”，广告编号、广告主里也没有。没有任何命中的企业不在 entities.csv 里。"
        )
    if len(found) > 1:
        listed = "\n".join(f"  {row['entity_id']}  {row['name']}" for row in found[:_SHOWN])
        raise UsageError(f"有 {len(found)} 家与“{wanted}”相符，请写全：\n{listed}")
    _tell_firm(folder, found[0])


def _tell_firm(folder: Path, row: dict[str, str]) -> None:
    click.echo(f"{row['name']}  {row['uscc']}")
    click.echo(
        f"处置：{row['disposition']}  等级：{row['band']}  指数：{row['score']}  原始分：{row['points']}"
    )
    click.echo(
        f"行业：{row['sectors'].replace('|', '、')}  四性：{row['elements'].replace('|', '、') or '（尚无）'}"
    )
    hits = [hit for hit in _rows(folder / "evidence.csv") if hit["entity_id"] == row["entity_id"]]
    total = _tell_hits(hits)
    rest = int(row["points"]) - total
    if row["disposition"] == "线索":
        click.echo(f"  行业敞口 {rest:+4d}  {row['sector']}")
        click.echo(f"  合计 {row['points']}")


def _adverts(folder: Path, wanted: str, *, numbers_only: bool) -> list[dict[str, str]]:
    """Those of a number, else of a firm or advertiser: whose adverts are harmless is no entity."""
    if not (folder / "adverts.csv").is_file():
        return []
    named, alike = [], []
    for row in _rows(folder / "adverts.csv"):
        if wanted == row["ad_id"]:
            return [row]
        called = (row["advertiser"], row["entity_name"])
        if wanted in (row["entity_id"], *called):
            named.append(row)
        elif any(wanted in name for name in called):
            alike.append(row)
    return [] if numbers_only else named or alike


def _tell_adverts(folder: Path, adverts: Sequence[dict[str, str]]) -> None:
    of = {row["ad_id"]: list[dict[str, str]]() for row in adverts[:_SHOWN]}
    for hit in _rows(folder / "evidence.csv"):
        if hit["ad_id"] in of and not hit["rule_id"].startswith("TIP-"):
            of[hit["ad_id"]].append(hit)
    for row in adverts[:_SHOWN]:
        who = row["advertiser"] or "（未写明广告主）"
        linked = f"  对应企业：{row['entity_name']}" if row["entity_name"] else ""
        click.echo(f"广告 {row['ad_id']}  {who}{linked}")
        harmless = "（没有列入广告线索）" if row["band"] == "无" else ""
        click.echo(f"等级：{row['band']}{harmless}  指数：{row['score']}  原始分：{row['points']}")
        if not of[row["ad_id"]]:
            click.echo("  没有命中任何规则。")
        _tell_hits(of[row["ad_id"]])
    if len(adverts) > _SHOWN:
        click.echo(f"另有 {len(adverts) - _SHOWN} 条广告，见 adverts.csv，可写广告编号逐条查看。")


def _tell_hits(hits: Sequence[dict[str, str]]) -> int:
    """Each with its reason, those that count first; the sum of their points."""
    total = 0
    for hit in sorted(hits, key=lambda hit: (hit["status"], -int(hit["points"] or 0))):
        points = int(hit["points"] or 0) if hit["status"] == "counted" else 0
        total += points
        where = f"{hit['field']}[{hit['start']}:{hit['end']}]"
        if hit["ad_id"]:
            where += f" {hit['ad_id']}"
        click.echo(
            f"  {_MARKS[hit['status']]} {points:+4d}  {hit['rule_id']}  “{hit['matched']}”  {where}"
            f"  {hit['reason']}  {hit['basis']}"
        )
    return total


def _rows(file: Path) -> Iterator[dict[str, str]]:
    """One row after the other: quicker than to load what reads them all at once."""
    csv.field_size_limit(2**31 - 1)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
