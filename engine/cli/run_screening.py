"""One screening from what was asked for on the command line to what is said at its end."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

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


_NOT_KEPT = (
    "这是转交用的一套，只对照了办案库，没有记进去：不算一次筛查，月报、总结的数字不变。"
    "这份资料还没有筛查进办案库的，请不加 --redact 再运行一次。"
)


class How(NamedTuple):
    """The options of ``saolou screen`` that are no inputs, as they were written."""

    rules: Path | None = None
    exceptions: tuple[Path, ...] = ()
    cases: Path | None = None
    top: int | None = None
    redact: bool = False
    limit: tuple[str, ...] = ()
    workers: int | None = None
    resume: bool = False
    on: str | None = None
    as_of: str = ""


class _Ready(NamedTuple):
    """What is known before anything is read."""

    ruleset: RuleSet
    granted: list[WaiverFile]
    waiving: Waiving
    limits: Limits
    day: str


def run_screening(given: Mapping[str, tuple[Path, ...]], out: Path, how: How | None = None) -> None:
    """``given``: files and folders by what ``screen_files`` calls their kind. Raises SaolouError."""
    import datetime as dt

    from engine.model.arrow import without_help, without_pandas

    without_pandas()
    without_help()
    from engine.cli.unfinished import working
    from engine.export import only_writer, replaceable

    how = how or How()
    _possible(given, out, how)
    started = dt.datetime.now().astimezone()
    ready = _ready(how)
    plan = _plan(out, how, ready)
    with (
        only_writer(out),
        working(plan.folder, out),
        contextlib.ExitStack() as ends,
    ):
        replaceable(out)
        run = _screened(given, out, how, ready, plan, ends)
        _record(run, how, ready, started.isoformat(timespec="seconds"))

        def write() -> list[Path]:
            return run.write(out, how.top, redact=how.redact, held=True)

        if how.cases is None:
            written, states = write(), dict[str, int]()
        else:
            written, states = _write_remembering(run, how.cases, ready, out, write, not how.redact)
    _tell(run, out, written, states)


def _possible(given: Mapping[str, tuple[Path, ...]], out: Path, how: How) -> None:
    """Raises UsageError for what can be known to fail before anything is read."""
    from engine.export import fit_to_hand_on, spare_inputs
    from engine.model.errors import UsageError

    if out.exists() and not out.is_dir():
        raise UsageError(f"“{out}”是一个文件，不能当作结果文件夹。请换一个 --out。")
    cases = (how.cases,) if how.cases is not None else ()
    spare_inputs(
        out, [*(file for kind in given.values() for file in kind), *how.exceptions, *cases]
    )
    if how.on is not None and (how.redact or how.cases is not None):
        raise UsageError(
            "--on 不能与 --redact、--cases 同用：集群写出的 parquet 不遮盖，也不记核查结果。"
        )
    if how.redact:
        fit_to_hand_on(out)
    if how.cases is not None:
        # Imports pandas, half of what a small run would load.
        from engine.cases import CaseStore

        CaseStore.writable(how.cases)


def _ready(how: How) -> _Ready:
    import datetime as dt

    from engine.ingest import Limits
    from engine.match.waive import Waiving
    from engine.ruleset import load_ruleset
    from engine.ruleset.waivers import read_waivers

    limits, day = Limits.parse(how.limit), _day(how.as_of)
    ruleset = load_ruleset(how.rules)
    granted = [read_waivers(file) for file in how.exceptions]
    for file in granted:
        _known_rules(file, ruleset)
    waiving = Waiving([w for file in granted for w in file.waivers], dt.date.today())
    return _Ready(ruleset, granted, waiving, limits, day)


def _plan(out: Path, how: How, ready: _Ready) -> Plan:
    from engine.flow.plan import Plan
    from engine.model.names import WORKING

    if how.resume and how.on is not None:
        _said("接着做：集群上的筛查不能接着做，所以从头做。")
    return Plan(
        out / WORKING,
        how.workers or min(4, os.cpu_count() or 1),
        how.resume,
        json.dumps([sorted(how.limit), ready.waiving.in_force()]),
        said=_said,
    )


def _record(run: Screening, how: How, ready: _Ready, started: str) -> None:
    """What the run record tells besides the account of the screening."""
    from engine.cli.who import who

    run.run["options"] = {
        "top": how.top,
        "redact": how.redact,
        "on": how.on,
        "limits": ready.limits.changed(),
        "exceptions": [{"file": file.file.name, "sha256": file.sha256} for file in ready.granted],
    }
    run.run["who"] = who("")
    run.run["times"]["started"] = started


def _tell(run: Screening, out: Path, written: list[Path], states: Mapping[str, int]) -> None:
    """``states``: how many leads are in each state of the office's memory."""
    from engine.cli.terminal import ScreenLost
    from engine.match.waive import MARK

    try:
        if states:
            click.echo("办案库：" + "，".join(f"{state} {n}" for state, n in states.items()))
            if run.run["options"]["redact"]:
                click.echo(_NOT_KEPT)
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
    given: Mapping[str, tuple[Path, ...]],
    out: Path,
    how: How,
    ready: _Ready,
    plan: Plan,
    ends: contextlib.ExitStack,
) -> Run | ClusterRun:
    """On this machine, or on a cluster, whose datasets lie aside until the run is written or
    ``ends``."""
    told, cases = progress(), how.cases
    from engine.cli.sorting import sorted_inputs

    read, unused = sorted_inputs(given, ready.limits)
    if how.on is None:
        from engine.pipeline import screen_files

        return screen_files(
            **read,
            ruleset=ready.ruleset,
            progress=told,
            waiving=ready.waiving,
            limits=ready.limits,
            plan=plan,
            unused=unused,
            as_of=ready.day,
            ledger=None if cases is None else _ledger(cases),
            watched=cases is not None,
        )
    from engine.cluster import screen_on

    run = screen_on(
        how.on,
        read["registrations"],
        out,
        adverts=read["adverts"],
        tips=read["tips"],
        licences=read["licences"],
        territory=read["territory"],
        origins=read["origins"],
        ruleset=ready.ruleset,
        progress=told,
        waiving=ready.waiving,
        limits=ready.limits,
        write=False,
        as_of=ready.day,
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
    ready: _Ready,
    out: Path,
    write: Callable[[], list[Path]],
    keeps: bool,
) -> tuple[list[Path], dict[str, int]]:
    """The results as the office's memory sees them, which ``keeps`` the run when they are written;
    and how many leads are in each state."""
    from engine.cases import CaseStore, keep, remember
    from engine.cases.database import PATIENT
    from engine.cli.who import who
    from engine.model.errors import SaolouError
    from engine.score import index

    def stands(case: Mapping[str, Any], item: Sequence[str]) -> bool:
        rule, _, words, quote, *_ = item
        firm = (case["name"], case["uscc"])
        return rule in ready.ruleset.by_id and not ready.waiving.covers(rule, firm, quote, words)

    written: list[Path] = []
    try:
        # Another screening that ended in between would count as the one before, and this one not know of it.
        with CaseStore.open(cases, who(""), create=True, wait=PATIENT) as store, store.batch():
            counts = remember(run, store, lambda points: index(points, ready.ruleset.pack), stands)
            # A set to hand on is another copy of a screening, and none of its own.
            if keeps:
                keep(run, store, lambda: written.extend(write()))
            else:
                written.extend(write())
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
