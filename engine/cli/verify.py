"""`saolou verify DIR [FILE...]`: is a finished run still what it says?"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH, rules_option


@click.command(cls=ChineseCommand, short_help="核对一次结果：文件有没有被改过，抽样重新筛查。")
@click.argument("result", type=PATH, metavar="结果目录")
@click.argument("files", nargs=-1, type=PATH, metavar="[输入文件或文件夹...]")
@rules_option
@click.option(
    "--sample",
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    metavar="N",
    help="企业登记和广告各抽 N 行重新筛查。",
)
def verify(result: Path, files: tuple[Path, ...], folder: Path | None, sample: int) -> None:
    """核对结果目录：结果文件、规则、输入的指纹与运行记录是否一致，并抽样重新筛查。

    输入文件按内容认，不看名字，文件夹里的逐个看；不写时在结果目录旁边、当前目录和自带样例里找。有不符，或输入一个也没找到，退出码为 1。
    """
    from engine.cli.samples import samples_places
    from engine.model.errors import UsageError
    from engine.ruleset import load_ruleset
    from engine.verify import verify as check

    if not result.is_dir():
        raise UsageError(f"找不到结果目录“{result}”。请给出 saolou screen 写结果的文件夹。")
    found = check(result, files, load_ruleset(folder), sample, samples_places())
    for line in found.lines:
        click.echo(line)
    if found.wrong:
        click.echo(f"有 {found.wrong} 处不符。")
    if found.blind:
        click.echo("当时的输入文件一个也没有找到，结果没有同资料核对过，不能算核对无误。")
    if found.wrong or found.blind:
        sys.exit(1)
    click.echo(
        f"没有发现不符，但有 {found.left} 项没有核对，见上面写“未核”的。"
        if found.left
        else "没有发现不符。"
    )
