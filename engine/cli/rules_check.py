"""`saolou rules check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH, format_option, rules_option


@click.command(cls=ChineseCommand, short_help="检查规则文件是否写对。")
@click.argument("directory", required=False, type=PATH, metavar="[目录]")
@rules_option
@format_option("human", "json", "sarif", "junit", "github")
@click.option("--strict", is_flag=True, help="有警告也算不通过。")
@click.option("--today", metavar="日期", help="按这一天判断是否过期；不写则用今天。")
@click.option(
    "--exceptions",
    multiple=True,
    type=PATH,
    metavar="文件",
    help="连例外文件一起检查；可重复。",
)
def check(
    directory: Path | None,
    folder: Path | None,
    form: str,
    strict: bool,
    today: str | None,
    exceptions: tuple[Path, ...],
) -> None:
    """检查规则文件，一次列出全部问题：编号、位置、原文、怎么改。

    有错误以 1 退出；加 --strict 时有警告也以 1 退出；文件夹读不了以 2 退出。
    """
    import datetime as dt

    from engine import __version__
    from engine.ruleset import bundled_rules
    from engine.ruleset.lint import lint_pack, lint_waivers
    from engine.ruleset.lint_formats import FORMATS, summary
    from engine.ruleset.lint_source import read_pack
    from engine.ruleset.waivers import read_waivers

    root = (directory or folder or bundled_rules()).absolute()
    # Services that show findings beside the source want paths from the top of the repository.
    root = root.relative_to(Path.cwd()) if root.is_relative_to(Path.cwd()) else root
    pack = read_pack(root)
    day = today or dt.date.today().isoformat()
    _date(day)
    findings = lint_pack(pack, day, __version__)
    for file in exceptions:
        findings += lint_waivers(read_waivers(file), {rule.id for rule, _ in pack.rules}, day)
    text = FORMATS[form](findings)
    if text:
        click.echo(text)
    if form == "human":
        click.echo(summary(findings, len(pack.rules), len(pack.exclusions)))
    errors = sum(finding.severity == "error" for finding in findings)
    sys.exit(1 if errors or (strict and findings) else 0)


def _date(day: str) -> None:
    import datetime as dt

    from engine.model.errors import UsageError

    try:
        dt.date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"--today 应写成 2026-01-31 的样子，不是“{day}”。") from None
