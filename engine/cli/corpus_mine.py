"""`saolou corpus mine`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH, corpus_argument, format_option, rules_option, show_option
from engine.cli.samples import opened


@click.command(cls=ChineseCommand, short_help="线索里比别处多见的词。")
@corpus_argument
@rules_option
@click.option(
    "--kind",
    type=click.Choice(["adverts", "entities"]),
    default="adverts",
    show_default=True,
    metavar="类别",
    help="看广告 adverts，还是企业登记 entities。",
)
@click.option(
    "--ordinary",
    type=PATH,
    multiple=True,
    metavar="文件",
    help="平常的登记或广告（同一类），用来数误伤；可写多次。",
)
@show_option("列出多少个词。", 40, least=1)
@format_option("human", "json")
def mine(
    corpus: Path, folder: Path | None, kind: str, ordinary: tuple[Path, ...], show: int, form: str
) -> None:
    """标注为线索的记录里，比其他记录明显多见的词，写规则时的候选。

    每个词附：在线索、其他样本、平常记录中各有几条，平常记录里前后常接什么字（误伤多由
    此看出），规则里是否已有。不写 --ordinary 时，拿标注为无害的样本充当平常记录。
    """
    from engine.ruleset import load_ruleset
    from engine.study.mine import mine as dig

    found = dig(opened(corpus), kind, load_ruleset(folder), ordinary, show)
    if form == "json":
        click.echo(json.dumps([asdict(m) for m in found], ensure_ascii=False, indent=2))
        return
    if not found:
        click.echo("没有明显多见的词；样本可能太少。")
        return
    click.echo("   z  线索  其他  平常  词")
    for m in found:
        known = "（规则里已有）" if m.known else ""
        around = f"  平常里如：{'、'.join(m.around)}" if m.around else ""
        row = f"{m.z:5.1f}{m.inside:6d}{m.outside:6d}{m.ordinary:6d}"
        click.echo(f"{row}  {m.term}{known}{around}")
