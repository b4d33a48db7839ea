"""`saolou rules coverage` and `saolou rules diff`: what rules do on a corpus."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH, corpora_argument, format_option, rules_option, show_option
from engine.cli.samples import corpus_folder, opened


@click.command(cls=ChineseCommand, short_help="哪些规则和词命中过，哪些从未命中。")
@corpora_argument
@rules_option
@click.option("--terms", is_flag=True, help="列出每条规则从未出现、每次都被排除的词。")
@show_option("只差一个条件的，列出多少处。", 30)
@format_option("human", "json")
def coverage(
    corpus: tuple[Path, ...], folder: Path | None, terms: bool, show: int, form: str
) -> None:
    """在样本上看：哪些规则和词命中过，哪些从未，哪些没有单独命中过，哪些只差一个条件。

    规则由特征组成，特征用它找的词说明；要看一条规则的全部特征：saolou rules show 编号。
    """
    from engine.ruleset import load_ruleset
    from engine.study.coverage import coverage as measure
    from engine.study.coverage_text import as_json, human

    ruleset = load_ruleset(folder)
    result = measure(opened(*corpus), ruleset)
    click.echo(as_json(result) if form == "json" else human(result, ruleset, terms, show))


@click.command(cls=ChineseCommand, short_help="两版规则在样本上有何不同。")
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="新版")
@click.option(
    "--on",
    "corpus",
    type=PATH,
    required=True,
    multiple=True,
    metavar="资料",
    callback=lambda _context, _parameter, value: tuple(map(corpus_folder, value)),
    help="在哪些登记、广告上比较：文件夹或文件，与 screen 一样读取；可重复。自带的样例乡镇写作 shipped。",
)
@click.option(
    "--budget",
    type=click.IntRange(min=0),
    metavar="N",
    help="出现、消失、等级变化合计超过 N 处，以 1 退出。",
)
@show_option("每个原因列出多少处。")
@click.option(
    "--inside", default="rules", show_default=True, metavar="目录", help="规则在 git 仓库里的位置。"
)
@format_option("human", "json")
def diff(
    old: str,
    new: str,
    corpus: tuple[Path, ...],
    budget: int | None,
    show: int,
    inside: str,
    form: str,
) -> None:
    """比较两版规则：哪些线索出现、消失、改变等级或次序，按造成变化的规则分组。

    旧版、新版可以是规则文件夹，也可以是 git 版本（git:HEAD~1，或版本名）；自带的规则包写作 shipped。
    """
    from engine.ruleset import load_ruleset
    from engine.study.diff import difference
    from engine.study.diff_text import as_json, human
    from engine.study.revisions import rules_at

    samples = opened(*corpus)
    with rules_at(old, inside) as before, rules_at(new, inside) as after:
        result = difference(samples, load_ruleset(before), load_ruleset(after))
    click.echo(as_json(result) if form == "json" else human(result, show))
    if budget is not None and result.cost > budget:
        click.echo(
            f"变化 {result.cost} 处，超过允许的 {budget} 处。请逐条核对；确属应有，再放宽 --budget。",
            err=True,
        )
        sys.exit(1)
