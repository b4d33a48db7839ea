"""`saolou corpus near`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import corpora_argument, format_option, rules_option, show_option
from engine.cli.samples import opened


@click.command(cls=ChineseCommand, short_help="差一点就列入的广告、企业。")
@corpora_argument
@rules_option
@click.option(
    "--within",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    metavar="N",
    help="差多少分以内算差一点。",
)
@show_option("每类列出多少个。")
@format_option("human", "json")
def near(corpus: tuple[Path, ...], folder: Path | None, within: int, show: int, form: str) -> None:
    """差一点就列入、就升一级的广告和企业：差几分，差哪个条件，被哪条排除挡住。不需要标注。

    资料可以是文件夹或文件，与 screen 一样读取。改规则以前看一看，漏掉的多半在这里。
    """
    from engine.ruleset import load_ruleset
    from engine.study.near import near_misses
    from engine.study.near_text import as_json, human

    ruleset = load_ruleset(folder)
    found = near_misses(opened(*corpus), ruleset, within)
    click.echo(as_json(found) if form == "json" else human(found, ruleset, within, show))
