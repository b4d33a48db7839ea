"""`saolou corpus compare`, `tune` and `export-as-test`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import corpus_argument, format_option, rules_option, show_option
from engine.cli.samples import opened
from engine.text.width import padded

_show = show_option("每类列出多少个。", 20)


@click.command(cls=ChineseCommand, short_help="两版规则谁判得更准。")
@click.argument("old", metavar="旧版")
@click.argument("new", metavar="新版")
@corpus_argument
@_show
@click.option(
    "--inside", default="rules", show_default=True, metavar="目录", help="规则在 git 仓库里的位置。"
)
@click.option(
    "--allow-lost",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    metavar="N",
    help="最多允许丢失几个标注为线索的记录。",
)
@format_option("human", "json")
def compare(
    old: str, new: str, corpus: Path, show: int, inside: str, allow_lost: int, form: str
) -> None:
    """同一批标注，旧版和新版逐条比对，并作 McNemar 配对检验。

    丢失了标注为线索的记录，或新版显著变差，以 1 退出，并写明是哪一个。
    旧版、新版可以是规则文件夹，也可以是 git 版本（git:HEAD~1，或版本名）。
    """
    from engine.ruleset import load_ruleset
    from engine.study.compare import as_json, human
    from engine.study.compare import compare as measure
    from engine.study.revisions import rules_at

    samples = opened(corpus)
    with rules_at(old, inside) as before, rules_at(new, inside) as after:
        found = measure(samples, load_ruleset(before), load_ruleset(after))
    click.echo(as_json(found) if form == "json" else human(found, show))
    lost = [case for c in found for case in c.lost_leads]
    if len(lost) > allow_lost:
        named = "、".join(f"{case.key} {case.name}".strip() for case in lost)
        click.echo(f"丢失 {len(lost)} 个标注为线索的记录：{named}", err=True)
        sys.exit(1)
    if any(c.worse for c in found):
        click.echo("新版显著变差，请核对“改错”的各条。", err=True)
        sys.exit(1)


@click.command(cls=ChineseCommand, short_help="按标注建议分数。")
@corpus_argument
@rules_option
@click.option("--write", is_flag=True, help="把建议的分数写进 --rules 的规则文件。")
@click.option(
    "--strength",
    type=click.FloatRange(min=0),
    default=1.0,
    show_default=True,
    metavar="X",
    help="越大，越不愿意离开现有的分数。",
)
def tune(corpus: Path, folder: Path | None, write: bool, strength: float) -> None:
    """按广告的标注，建议规则的分数和“中”的界限，列出现值、建议值和效果。

    效果用交叉验证估计。只有加了 --write 才修改文件。
    """
    from engine.model.errors import UsageError
    from engine.ruleset import load_ruleset
    from engine.ruleset.overlay import OVERLAY
    from engine.study.edit import write_weights
    from engine.study.tune import LIMIT
    from engine.study.tune import tune as fit

    if write and folder is None:
        raise UsageError("加 --write 时须用 --rules 写明改哪一个规则包。")
    ruleset = load_ruleset(folder)
    found = fit(opened(corpus), ruleset, strength)
    if not found.rows:
        click.echo("现有的分数已经合适，没有建议。")
        return
    click.echo("规则              现值   建议   样本")
    for name, present, proposed, uses in found.rows:
        said = f"“{name}”的界限" if name == LIMIT else name
        click.echo(f"{padded(said, 16)} {present:5d}  {proposed:5d}  {uses:5d}")
    click.echo(
        f"全部 {found.adverts} 条：判错 {found.wrong[0]} → {found.wrong[1]}，"
        f"损失 {found.loss[0]:.3f} → {found.loss[1]:.3f}"
    )
    click.echo(
        f"交叉验证：判错 {found.held_out_wrong[0]} → {found.held_out_wrong[1]}，"
        f"损失 {found.held_out[0]:.3f} → {found.held_out[1]:.3f}"
    )
    if any(name == LIMIT for name, *_ in found.rows):
        click.echo(f"“{LIMIT}”的界限也管企业的等级：采用以前用 saolou rules diff 看哪些企业会变。")
    if not found.helps:
        click.echo("在没有参与计算的样本上没有好处，建议不要采用。")
    if not write:
        click.echo("没有修改文件；确认后加 --write。")
        return
    assert folder is not None
    wanted = {name: proposed for name, _, proposed, _ in found.rows}
    limits = {LIMIT: wanted.pop(LIMIT)} if LIMIT in wanted else {}
    if rest := write_weights(folder, wanted, limits):
        click.echo(f"{folder / OVERLAY} 里已有这些键，没有自动改，请把下面的并进去：\n{rest}")
    click.echo("改后请再运行 saolou rules test 和 saolou corpus compare。")


@click.command("export-as-test", cls=ChineseCommand, short_help="把一条样本变成规则的测试。")
@corpus_argument
@click.argument("key", metavar="编号")
@click.option("--rule", "rule_id", required=True, metavar="规则编号", help="写进哪条规则。")
@click.option(
    "--expect",
    type=click.Choice(["hit", "miss"]),
    metavar="结果",
    help="hit 应命中，miss 不应命中；不写则按标注。",
)
@rules_option
@click.option("--write", is_flag=True, help="写进 --rules 的规则文件。")
def export_as_test(
    corpus: Path, key: str, rule_id: str, expect: str | None, folder: Path | None, write: bool
) -> None:
    """把一条判错的样本变成规则自带的测试，以后不会再错。

    编号可写信用代码、企业名称、广告编号。
    """
    from engine.model.errors import UsageError
    from engine.ruleset import load_ruleset
    from engine.study.edit import add_test, find_rule
    from engine.study.export_test import export

    if write and folder is None:
        raise UsageError("加 --write 时须用 --rules 写明改哪一个规则包。")
    rule = load_ruleset(folder).rule(rule_id)
    made = export(opened(corpus), key, rule, expect or "")
    click.echo(f"  {made.line}")
    if not write:
        click.echo("没有修改文件；确认后加 --write，或自行粘贴到 tests 下。", err=True)
        return
    assert folder is not None
    document = find_rule(folder, rule_id)
    add_test(document, made.line)
    click.echo(f"已写入 {document.file}。请运行 saolou rules test。", err=True)
