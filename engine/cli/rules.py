"""`saolou rules ...`: test, list and show; the rest is imported when called."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.lazy import LazyGroup
from engine.cli.options import rules_option


@click.group(
    cls=LazyGroup,
    short_help="检查、测试、查看、修改规则。",
    # In the order in which one needs them.
    lazy={
        "new": "engine.cli.rules_write:new",
        "check": "engine.cli.rules_check:check",
        "test": "engine.cli.rules:test",
        "diff": "engine.cli.rules_study:diff",
        "coverage": "engine.cli.rules_study:coverage",
        "list": "engine.cli.rules:list_",
        "show": "engine.cli.rules:show",
        "fmt": "engine.cli.rules_write:fmt",
        "docs": "engine.cli.rules_write:docs",
        "lock": "engine.cli.rules_write:lock",
        "schema": "engine.cli.rules_write:schema",
    },
)
def rules() -> None:
    """检查、测试、查看、修改规则。"""


@click.command(cls=ChineseCommand, short_help="运行写在规则里的测试。")
@rules_option
def test(folder: Path | None) -> None:
    """运行每条规则自带的测试；有不通过的，列出并以 1 退出。"""
    from engine.ruleset import load_ruleset
    from engine.study.embedded import run_embedded

    failures, count = run_embedded(load_ruleset(folder))
    for failure in failures:
        click.echo(failure)
    click.echo(f"共 {count} 个测试，{len(failures)} 个不通过。")
    sys.exit(1 if failures else 0)


@click.command("list", cls=ChineseCommand, short_help="列出规则。")
@rules_option
def list_(folder: Path | None) -> None:
    """列出全部规则。"""
    from engine.ruleset import load_ruleset
    from engine.text.width import table

    ruleset = load_ruleset(folder)
    rows = [
        (rule.id, rule.status, ruleset.sectors[rule.sectors[0]].name, rule.title)
        for rule in sorted(ruleset.rules, key=lambda r: r.id)
    ]
    for line in table(rows):
        click.echo(line)


@click.command(cls=ChineseCommand, short_help="显示一条规则。")
@click.argument("rule_id", metavar="规则编号")
@rules_option
def show(rule_id: str, folder: Path | None) -> None:
    """显示一条规则的含义、依据和词语。"""
    from engine.ruleset import load_ruleset

    ruleset = load_ruleset(folder)
    rule = ruleset.rule(rule_id)
    click.echo(
        f"{rule.id}  {rule.title}\n依据：{rule.basis().replace('|', '、')}\n分数：{rule.points}  家族：{rule.family}"
    )
    for name, feature in rule.features.items():
        terms = ruleset.terms_of(feature) if feature.kind in ("keyword", "fuzzy") else ()
        kind = f"fuzzy，{feature.said}" if feature.kind == "fuzzy" else feature.kind
        click.echo(f"  {name}（{kind}）{'、'.join(terms)}")
    for step in rule.triage:
        click.echo(f"  核查：{step}")
    for step in rule.falsepositives:
        click.echo(f"  易误判：{step}")
