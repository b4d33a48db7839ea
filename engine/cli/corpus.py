"""`saolou corpus ...`: what rules do to samples."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.lazy import LazyGroup
from engine.cli.options import corpus_argument, format_option, rules_option, show_option
from engine.cli.samples import opened


@click.group(
    cls=LazyGroup,
    short_help="用样本检验规则，找漏掉的。",
    lazy={
        "evaluate": "engine.cli.corpus:evaluate",
        "near": "engine.cli.corpus_near:near",
        "mine": "engine.cli.corpus_mine:mine",
        "compare": "engine.cli.corpus_study:compare",
        "tune": "engine.cli.corpus_study:tune",
        "export-as-test": "engine.cli.corpus_study:export_as_test",
    },
)
def group() -> None:
    """用样本检验规则，找漏掉的。"""


@click.command(cls=ChineseCommand, short_help="对照标注，算出查准率和查全率。")
@corpus_argument
@rules_option
@show_option("列出多少个判错的例子。")
@click.option("--cuts", is_flag=True, help="再按行业、等级、渠道、规则细分。")
@format_option("human", "json", "junit")
def evaluate(corpus: Path, folder: Path | None, show: int, cuts: bool, form: str) -> None:
    """对照标注，算出查准率、查全率、F1 和 95% 置信区间，并列出判错的例子。

    样本目录里有 thresholds.yaml 时逐项核对门槛，有未达到的以 1 退出。
    自带的样例乡镇写作 shipped。
    """
    from engine.ruleset import load_ruleset
    from engine.study.evaluate import reports
    from engine.study.evaluate_text import as_json, as_junit, human
    from engine.study.thresholds import load_thresholds, tests

    thresholds = load_thresholds(corpus)
    ruleset = load_ruleset(folder)
    samples = opened(corpus)
    found = reports(samples, samples.screen(ruleset), ruleset)
    checked = tests(thresholds, found) if thresholds else []
    if form == "json":
        click.echo(as_json(found, checked))
    elif form == "junit":
        click.echo(as_junit(found, checked))
    else:
        click.echo(human(found, checked, show, cuts))
    sys.exit(0 if all(test.passed for test in checked) else 1)
