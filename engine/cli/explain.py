"""`saolou explain DIR ENTITY`: every point of one entity's score, or of an advert's."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.explain_hits import COUNTS, OTHERS, groups, rows, tell_hits
from engine.cli.explain_tips import tell_tip
from engine.cli.options import PATH

_LEAD = "线索"
#: What cells have in names, and nobody types.
_BLANK = re.compile(r"\s+")
#: What people write between the digits of a number.
_APART = re.compile(r"(?<=\d)[\s-]+(?=\d)")
#: So many that fit are named, or told.
_SHOWN = 20


@click.command(cls=ChineseCommand, short_help="说明一家企业、一条广告的分数从何而来。")
@click.argument("folder", type=PATH, metavar="结果目录")
@click.argument("entity", metavar="企业、广告或举报")
def explain(folder: Path, entity: str) -> None:
    """逐条列出某家企业、某条广告、某件举报每一分的来历，已排除的命中连同原因。

    企业可写 entity_id、统一社会信用代码、名称（可只写一部分）或电话；广告写编号、广告主或电话；举报写编号。
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
    from engine.export.personal.numbers import mask_text
    from engine.model.errors import UsageError

    # Whoever knows a number writes it whole; in the tables it is masked, also where it is a name.
    exact, alike = [], []
    numbers = {mask_text(said) for said in (wanted, _APART.sub("", wanted))} - {wanted}
    words = {wanted, *numbers}
    joined = _BLANK.sub("", wanted)
    for row in rows(folder / "entities.csv"):
        name = _BLANK.sub("", row["name"])
        if wanted in (row["entity_id"], row["uscc"]) or joined == name:
            exact.append(row)
        elif (
            joined in name or _any_in(words, row["name"]) or _any_in(numbers, row.get("phone", ""))
        ):
            alike.append(row)
    adverts = [] if exact else _adverts(folder, words, numbers_only=bool(alike))
    if adverts:
        _tell_adverts(folder, adverts)
        return
    found = exact or alike
    if not found and tell_tip(folder, wanted):
        return
    if not found:
        raise UsageError(
            f"在企业的编号、代码、名称、电话里，在广告的编号、广告主、电话里，在举报的编号里，都没有找到“{wanted}”。"
            "没有任何命中的企业不在 entities.csv 里；举报没有编号的，看工作簿“案头核查”“数据问题”。"
        )
    if len(found) > 1:
        listed = "\n".join(f"  {row['entity_id']}  {row['name']}" for row in found[:_SHOWN])
        why = "号码在结果里已遮盖，" if numbers else ""
        raise UsageError(
            f"{why}有 {len(found)} 家与“{wanted}”相符，请写全名称，或写前面的编号：\n{listed}"
        )
    _tell_firm(folder, found[0])


def _any_in(words: set[str], said: str) -> bool:
    return any(word in said for word in words)


def _tell_firm(folder: Path, row: dict[str, str]) -> None:
    from engine.model.terms import NO_SECTOR

    lead = row["disposition"] == _LEAD
    click.echo(f"{row['name']}  {row['uscc']}".rstrip())
    said = [f"去向：{row['disposition']}"]
    if lead:
        said += [f"等级：{row['band']}", f"指数：{row['score']}（0—100，只用来排先后）"]
    click.echo("  ".join(said))
    if lead and (why := _decided(folder, row)):
        click.echo(f"等级怎样定的：{why}")
    if lead or row["sectors"]:
        click.echo(f"行业：{row['sectors'].replace('|', '、') or NO_SECTOR}")
    if lead:
        click.echo(f"四性：{row['elements'].replace('|', '、') or '（尚无）'}")
    hits = [hit for hit in rows(folder / "evidence.csv") if hit["entity_id"] == row["entity_id"]]
    if not hits:
        for reason in filter(None, row["reasons"].split("|")):
            click.echo(f"  理由：{reason}")
    grouped = groups(hits)
    total = tell_hits(grouped, (COUNTS,))
    if lead:
        passed = "，连同关联企业传来的" if row["affiliates"] else ""
        rest = int(row["points"]) - total
        if rest:
            click.echo(f"  行业本身 {rest:+4d}  属于“{row['sector']}”就有的分{passed}")
        click.echo(f"  合计 {row['points']}")
    tell_hits(grouped, OTHERS)


def _decided(folder: Path, row: dict[str, str]) -> str:
    """What the total was held against; "" where the run record is not there or does not tell."""
    from engine.export.banding import decided
    from engine.ingest.ours import record_of

    try:
        return decided(int(row["points"]), row["band"], record_of(folder), row["reasons"])
    except (AttributeError, KeyError, TypeError, ValueError):  # a record that somebody has changed
        return ""


def _adverts(folder: Path, wanted: set[str], *, numbers_only: bool) -> list[dict[str, str]]:
    """Those of a number, else of a firm or advertiser: whose adverts are harmless is no entity."""
    if not (folder / "adverts.csv").is_file():
        return []
    named, alike = [], []
    for row in rows(folder / "adverts.csv"):
        if row["ad_id"] in wanted:
            return [row]
        called = (row["advertiser"], row["entity_name"], row.get("phone", ""))
        if not wanted.isdisjoint((row["entity_id"], *called)):
            named.append(row)
        elif any(_any_in(wanted, name) for name in called):
            alike.append(row)
    return [] if numbers_only else named or alike


def _tell_adverts(folder: Path, adverts: Sequence[dict[str, str]]) -> None:
    of = {row["ad_id"]: list[dict[str, str]]() for row in adverts[:_SHOWN]}
    for hit in rows(folder / "evidence.csv"):
        if hit["ad_id"] in of and not hit["rule_id"].startswith("TIP-"):
            of[hit["ad_id"]].append(hit)
    for row in adverts[:_SHOWN]:
        who = row["advertiser"] or "（未写明广告主）"
        linked = f"  对应企业：{row['entity_name']}" if row["entity_name"] else ""
        click.echo(f"广告 {row['ad_id']}  {who}{linked}")
        harmless = "（没有列入广告线索）" if row["band"] == "无" else ""
        click.echo(f"等级：{row['band']}{harmless}  指数：{row['score']}  总分：{row['points']}")
        if row["points"] not in ("", "0") and (why := _decided(folder, row)):
            click.echo(f"等级怎样定的：{why}")
        if not of[row["ad_id"]]:
            click.echo("  没有命中任何规则。")
        grouped = groups(of[row["ad_id"]])
        total = tell_hits(grouped, (COUNTS,))
        if rest := int(row["points"]) - total:
            click.echo(f"  行业本身 {rest:+4d}  属于“{row['sector']}”就有的分")
            click.echo(f"  合计 {row['points']}")
        tell_hits(grouped, OTHERS)
    if len(adverts) > _SHOWN:
        click.echo(f"另有 {len(adverts) - _SHOWN} 条广告，见 adverts.csv，可写广告编号逐条查看。")
