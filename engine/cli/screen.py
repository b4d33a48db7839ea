"""`saolou screen` and `saolou demo`."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH
from engine.cli.run_screening import How, run_screening

_FILES = PATH


@click.command(cls=ChineseCommand, short_help="筛查企业登记和广告，写出线索清单。")
@click.argument("files", nargs=-1, type=_FILES, metavar="企业登记文件...")
@click.option(
    "--ads", multiple=True, type=_FILES, metavar="文件", help="广告、短信、传单记录；可重复。"
)
@click.option(
    "--tips", multiple=True, type=_FILES, metavar="文件", help="举报、热线、网格巡查记录；可重复。"
)
@click.option(
    "--licences", multiple=True, type=_FILES, metavar="文件", help="持牌机构名录；可重复。"
)
@click.option(
    "--territory",
    multiple=True,
    type=_FILES,
    metavar="文件",
    help="责任区划分（村、社区、网格、条线）。",
)
@click.option(
    "--origin-codes",
    multiple=True,
    type=_FILES,
    metavar="文件",
    help="户籍地区码名单（须写明依据文件）；只作备注，不计分。",
)
@click.option(
    "--as-of",
    "as_of",
    default="",
    metavar="日期",
    help="证照、年限按哪一天算，如 2026-11-01；不写则按资料里最新的日期。",
)
@click.option("--rules", type=_FILES, metavar="目录", help="规则包；不写则用自带的。")
@click.option(
    "--exceptions",
    multiple=True,
    type=_FILES,
    metavar="文件",
    help="本单位批准的例外（YAML）；可重复。",
)
@click.option(
    "--cases",
    type=_FILES,
    metavar="办案库",
    help="记住核查结果的文件（如 office.db），没有就新建。",
)
@click.option(
    "--top",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="工作簿只列前 N 条，CSV 仍是全部。",
)
@click.option(
    "--redact",
    is_flag=True,
    help="写成可转交的一套：姓名、电话、证件号一律遮盖，不含未读行原文，举报只留理由和命中的短词；须用空文件夹；不记进办案库。",
)
@click.option(
    "--limit",
    multiple=True,
    metavar="名称=数值",
    help="放宽或收紧读取上限，如 columns=5000；可重复。见 docs/hostile-input.md。",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="用几个进程（默认按本机核数，至多 4 个）；结果与进程数无关。",
)
@click.option(
    "--resume",
    is_flag=True,
    help="接着上次中断的筛查做；输入、规则和选项有变则从头做。",
)
@click.option(
    "--on",
    metavar="集群",
    help="在 Dask 集群上筛查：调度器地址（tcp://主机:8786）或 local:进程数。见 docs/cluster.md。",
)
@click.option(
    "--out",
    required=True,
    type=_FILES,
    metavar="目录",
    help="结果写到哪个文件夹。里面已有别的资料的结果时，整套移到其中的“以前的结果-日期”文件夹。",
)
def screen(
    files: tuple[Path, ...],
    ads: tuple[Path, ...],
    tips: tuple[Path, ...],
    licences: tuple[Path, ...],
    territory: tuple[Path, ...],
    origin_codes: tuple[Path, ...],
    as_of: str,
    rules: Path | None,
    exceptions: tuple[Path, ...],
    cases: Path | None,
    top: int | None,
    redact: bool,
    limit: tuple[str, ...],
    workers: int | None,
    resume: bool,
    on: str | None,
    out: Path,
) -> None:
    """筛查企业登记（和广告、线索、名录），把扫楼线索清单写到 --out 文件夹。

    文件可以是 csv、xlsx、xls、jsonl、parquet 或文件夹，编码和表头自动识别。
    可以把登记、广告、举报、名录、责任区都放进一个文件夹：每个文件看表头归类，归到哪一类会逐个说明。

    例：saolou screen 企业登记.xlsx --ads 广告.csv --out 结果

    例：saolou screen 资料文件夹 --out 结果
    """
    given = {
        "registrations": files,
        "adverts": ads,
        "tips": tips,
        "licences": licences,
        "territory": territory,
        "origins": origin_codes,
    }
    how = How(rules, exceptions, cases, top, redact, limit, workers, resume, on, as_of)
    run_screening(given, out, how)


@click.command(cls=ChineseCommand, short_help="用自带样例跑一遍，看看结果长什么样。")
@click.option(
    "--out",
    type=_FILES,
    default=Path("demo"),
    show_default=True,
    metavar="目录",
    help="结果写到哪里。",
)
def demo(out: Path) -> None:
    """用自带的虚构乡镇样例筛查一遍。"""
    from engine.cli.samples import samples_folder

    folder = samples_folder()
    kinds = ("registrations", "adverts", "tips", "licences", "territory")
    run_screening({kind: (folder / f"{kind}.csv",) for kind in kinds}, out)
