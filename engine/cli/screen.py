"""`saolou screen` and `saolou demo`."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH
from engine.cli.said import progress, summary

if TYPE_CHECKING:
    import pyarrow as pa

    from engine.cluster.run import ClusterRun
    from engine.flow.plan import Plan
    from engine.ingest import Limits
    from engine.match.waive import Waiving
    from engine.model.screening import Screening
    from engine.pipeline import Run
    from engine.ruleset import RuleSet
    from engine.ruleset.waivers import WaiverFile

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
    help="写成可转交的一套：姓名、电话、证件号一律遮盖，不含未读行原文，举报只留命中的词；须用空文件夹。",
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
    help="结果写到哪个文件夹。",
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
    _run(given, out, rules, exceptions, cases, top, redact, limit, workers, resume, on, as_of)


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
    _run({kind: (folder / f"{kind}.csv",) for kind in kinds}, out)


def _run(
    given: Mapping[str, tuple[Path, ...]],
    out: Path,
    rules: Path | None = None,
    exceptions: tuple[Path, ...] = (),
    cases: Path | None = None,
    top: int | None = None,
    redact: bool = False,
    limit: tuple[str, ...] = (),
    workers: int | None = None,
    resume: bool = False,
    on: str | None = None,
    as_of: str = "",
) -> None:
    import datetime as dt

    from engine.model.arrow import without_help, without_pandas

    without_pandas()
    without_help()
    from engine.cli.terminal import ScreenLost
    from engine.cli.unfinished import working
    from engine.cli.who import who
    from engine.export import fit_to_hand_on, only_writer, replaceable, spare_inputs
    from engine.flow.plan import Plan
    from engine.ingest import Limits
    from engine.match.waive import MARK, Waiving
    from engine.model.errors import UsageError
    from engine.model.names import WORKING
    from engine.ruleset import load_ruleset
    from engine.ruleset.waivers import read_waivers

    if out.exists() and not out.is_dir():
        raise UsageError(f"“{out}”是一个文件，不能当作结果文件夹。请换一个 --out。")
    cases_given = (cases,) if cases is not None else ()
    spare_inputs(
        out, [*(file for kind in given.values() for file in kind), *exceptions, *cases_given]
    )
    if on is not None and (redact or cases is not None):
        raise UsageError(
            "--on 不能与 --redact、--cases 同用：集群写出的 parquet 不遮盖，也不记核查结果。"
        )
    if redact:
        fit_to_hand_on(out)
    if cases is not None:
        # Imports pandas, half of what a small run would load.
        from engine.cases import CaseStore

        CaseStore.writable(cases)
    limits = Limits.parse(limit)
    day = _day(as_of)
    started = dt.datetime.now().astimezone()
    ruleset = load_ruleset(rules)
    granted = [read_waivers(file) for file in exceptions]
    for file in granted:
        _known_rules(file, ruleset)
    waiving = Waiving([w for file in granted for w in file.waivers], dt.date.today())
    plan = Plan(
        out / WORKING,
        workers or min(4, os.cpu_count() or 1),
        resume,
        json.dumps([sorted(limit), waiving.in_force()]),
        said=_said,
    )
    if resume and on is not None:
        _said("接着做：集群上的筛查不能接着做，所以从头做。")
    with (
        only_writer(out),
        working(plan.folder, out),
        contextlib.ExitStack() as ends,
    ):
        replaceable(out)
        run = _screened(on, out, given, ruleset, waiving, limits, plan, ends, day, cases)
        run.run["options"] = {
            "top": top,
            "redact": redact,
            "on": on,
            "limits": limits.changed(),
            "exceptions": [{"file": file.file.name, "sha256": file.sha256} for file in granted],
        }
        run.run["who"] = who("")
        run.run["times"]["started"] = started.isoformat(timespec="seconds")

        def write() -> list[Path]:
            return run.write(out, top, redact=redact, held=True)

        if cases is None:
            written, states = write(), dict[str, int]()
        else:
            written, states = _write_remembering(run, cases, ruleset, waiving, out, write)
    try:
        if states:
            click.echo("办案库：" + "，".join(f"{state} {n}" for state, n in states.items()))
        summary(run, out, written)
        for line in run.messages:
            if line.startswith(MARK):
                click.echo(line)
    except ScreenLost as lost:
        raise ScreenLost(f"结果已经写到 {out}，只是{lost}") from lost


def _day(text: str) -> str:
    """A day as it was written by hand. Raises UsageError."""
    from engine.ingest.values import parse_date
    from engine.model.errors import UsageError

    if not text:
        return ""
    if (day := parse_date(text)) is None:
        raise UsageError(f"--as-of 的日期“{text}”看不懂。请写成 2026-11-01 的样子。")
    return day.isoformat()


def _said(line: str) -> None:
    click.echo(line, err=True)


def _screened(
    on: str | None,
    out: Path,
    given: Mapping[str, tuple[Path, ...]],
    ruleset: RuleSet,
    waiving: Waiving,
    limits: Limits,
    plan: Plan,
    ends: contextlib.ExitStack,
    day: str,
    cases: Path | None,
) -> Run | ClusterRun:
    """On this machine, or on a cluster, whose datasets lie aside until the run is written or
    ``ends``."""
    told = progress()
    from engine.cli.sorting import sorted_inputs

    read, unused = sorted_inputs(given, limits)
    if on is None:
        from engine.pipeline import screen_files

        return screen_files(
            **read,
            ruleset=ruleset,
            progress=told,
            waiving=waiving,
            limits=limits,
            plan=plan,
            unused=unused,
            as_of=day,
            ledger=None if cases is None or read["registrations"] else _ledger(cases),
            watched=cases is not None,
        )
    from engine.cluster import screen_on

    run = screen_on(
        on,
        read["registrations"],
        out,
        adverts=read["adverts"],
        tips=read["tips"],
        licences=read["licences"],
        territory=read["territory"],
        origins=read["origins"],
        ruleset=ruleset,
        progress=told,
        waiving=waiving,
        limits=limits,
        write=False,
        as_of=day,
        unused=unused,
        watched=cases is not None,
    )
    ends.callback(run.discard)
    return run


def _ledger(cases: Path) -> pa.Table | None:
    """The firms that a store knows; None when there is none yet."""
    from engine.cases import CaseStore, firms_of

    if not cases.exists():
        return None
    with CaseStore.open(cases) as store:
        return firms_of(store)


def _write_remembering(
    run: Screening,
    cases: Path,
    ruleset: RuleSet,
    waiving: Waiving,
    out: Path,
    write: Callable[[], list[Path]],
) -> tuple[list[Path], dict[str, int]]:
    """The results as the office's memory sees them, which keeps the run when they are written;
    and how many leads are in each state."""
    from engine.cases import CaseStore, keep, remember
    from engine.cli.who import who
    from engine.model.errors import SaolouError
    from engine.score import index

    def stands(case: Mapping[str, Any], item: Sequence[str]) -> bool:
        rule, _, words, quote, *_ = item
        firm = (case["name"], case["uscc"])
        return rule in ruleset.by_id and not waiving.covers(rule, firm, quote, words)

    written: list[Path] = []
    try:
        with CaseStore.open(cases, who(""), create=True) as store:
            counts = remember(run, store, lambda points: index(points, ruleset.pack), stands)
            keep(run, store, lambda: written.extend(write()))
    except SaolouError as error:
        if not written:
            raise
        raise type(error)(f"结果已经写到 {out}，只是没有记进办案库：{error}") from error
    return written, counts


def _known_rules(given: WaiverFile, ruleset: RuleSet) -> None:
    """An exception from a rule that does not exist would silently do nothing."""
    from engine.model.errors import RuleError
    from engine.ruleset.meant import no_rule

    for i, waiver in enumerate(given.waivers):
        for k, rule in enumerate(waiver.rules):
            if rule not in ruleset.by_id:
                place = given.document.where(("exceptions", i, "rules", k))
                raise RuleError(f"{place} {no_rule(rule, ruleset.by_id)}")
