"""`saolou doctor`: what is installed and what is understood."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

import click

from engine.cli.chinese import ChineseCommand

_PACKAGES = (
    "pandas",
    "pyarrow",
    "jieba",
    "rapidfuzz",
    "pydantic",
    "click",
    "ahocorasick-rs",
    "google-re2",
    "python-calamine",
    "XlsxWriter",
    "PyYAML",
    "python-stdnum",
)


@click.command(cls=ChineseCommand, short_help="检查安装是否完整，能读哪些文件。")
def doctor() -> None:
    """检查安装是否完整，列出能读的文件类型和编码。"""
    from engine import __version__
    from engine.ruleset import load_ruleset

    click.echo(f"saolou {__version__}  Python {platform.python_version()}  {platform.system()}")
    missing = False
    for name in _PACKAGES:
        try:
            click.echo(f"  {name:16} {version(name)}")
        except PackageNotFoundError:
            missing = True
            click.echo(f"  {name:16} 没有安装")
    ruleset = load_ruleset()
    click.echo(
        f"规则包：{ruleset.pack.title} {ruleset.pack.version}，规则 {len(ruleset.rules)} 条，排除 {len(ruleset.exclusions)} 条"
    )
    click.echo("文件类型：csv、tsv、txt、xlsx、xls、jsonl、json、parquet，或装着它们的文件夹")
    click.echo("编码：UTF-8（有无 BOM 均可）、GBK/GB18030、UTF-16")
    click.echo(f"控制台编码：{sys.stdout.encoding}")
    if missing:
        click.echo("有组件缺失，请重新安装：pip install --force-reinstall saolou")
        sys.exit(1)
