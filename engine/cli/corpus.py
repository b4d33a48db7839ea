"""`saolou corpus evaluate`: labelled samples → precision, recall, F1."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.chinese import ChineseGroup


@click.group(cls=ChineseGroup, short_help="用带标注的样本检验规则。")
def corpus() -> None:
    """用带标注的样本检验规则。"""


@corpus.command(short_help="对照标注，算出查准率和查全率。")
@click.argument("folder", type=click.Path(path_type=Path), metavar="样本目录")
@click.option(
    "--rules", type=click.Path(path_type=Path), metavar="目录", help="规则包；不写则用自带的。"
)
@click.option(
    "--show",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    metavar="N",
    help="列出多少个判错的例子。",
)
def evaluate(folder: Path, rules: Path | None, show: int) -> None:
    """对照标注，算出查准率、查全率和 F1，并列出判错的例子。"""
    from engine.ruleset import load_ruleset
    from engine.study.evaluate import evaluate_folder

    for report in evaluate_folder(folder, load_ruleset(rules)):
        click.echo(report.title)
        click.echo("  类别        样本   查准率   查全率     F1")
        for line in report.lines:
            click.echo(
                f"  {line.label:<8} {line.support:6d}  {line.precision:7.3f}  {line.recall:7.3f}  {line.f1:6.3f}"
            )
        if report.remarks:
            click.echo("  " + "；".join(report.remarks))
        for wrong in report.wrong[:show]:
            click.echo(f"    判错：{wrong}")
        if len(report.wrong) > show:
            click.echo(f"    ……另有 {len(report.wrong) - show} 个，用 --show 多看一些")
