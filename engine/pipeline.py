"""All stages in order: ingest → match → link → score → triage → frames. The only file that
knows them all."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engine import __version__, ingest, place
from engine.export.account import run_record
from engine.flow.chunk import NO_WAIVER, Known
from engine.flow.columns import columns_of, strings
from engine.flow.dates import Dates
from engine.flow.jobs import Desk, Job, Workers, name_of
from engine.flow.ledger import digest, note, or_ledger, told_of, without_register
from engine.flow.meanwhile import read_meanwhile
from engine.flow.origins import read_origins
from engine.flow.register import CHUNK, Register, TableRegister, merged_message, names_and_codes
from engine.flow.resumed import resumed
from engine.flow.spooled import Spooling
from engine.flow.told import Told
from engine.flow.waived import told_of_waivers
from engine.flow.whole import Adverts, whole, with_neighbours
from engine.flow.work import Work, WorkFolder, WorkMemory
from engine.link import Home, LicenceIndex
from engine.match.waive import Waiving
from engine.model.errors import UsageError
from engine.model.ingested import Ingested, SourceReport, nothing_of
from engine.model.memory import give_back
from engine.model.progress import Progress, silent
from engine.model.screening import Screening
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet, load_ruleset
from engine.triage import REGISTER, desk_tips

if TYPE_CHECKING:
    import pandas as pd

#: Without one of these there is nothing to screen.
_SCREENED = (RecordKind.REGISTRATION, RecordKind.ADVERT)


class Run(Screening):
    """A finished screening that can be written out."""

    def write(
        self, out: str | Path, top: int | None = None, *, redact: bool = False, held: bool = False
    ) -> list[Path]:
        """Write workbook, tables and run record into the folder ``out``; returns the files.

        ``redact``: a set that can be handed on. ``held``: the caller is ``only_writer`` of ``out``.
        """
        from engine import export

        return export.write(self, Path(out), top, redact=redact, held=held)


@dataclass(frozen=True, slots=True)
class Plan:
    """How to go about a large run. ``folder``: what it works in, cleared by the caller at the end;
    ``resume``: go on where a run with the same inputs, rules and ``token`` stopped; ``chunk``: rows
    of a chunk; ``large``: bytes of firms from which files go to disk one by one; ``said``: hears
    whether the run goes on where another stopped, and if not, why."""

    folder: Path
    workers: int = 1
    resume: bool = False
    token: str = ""
    chunk: int = CHUNK
    large: int = ingest.LARGE
    said: Callable[[str], None] = lambda line: None


@dataclass(slots=True)
class Inputs:
    """Everything read, by kind; a kind nobody supplied is an empty table."""

    registrations: Ingested
    adverts: Ingested
    tips: Ingested
    licences: Ingested
    territory: Ingested
    origins: Ingested
    licences_given: bool = False
    #: firms that stand in for a register that was not given
    ledger: pa.Table | None = None
    #: is there a ledger that may know of whom a tip speaks in which nothing is found?
    watched: bool = False
    #: holds the registrations that are not in their table
    spooling: Spooling | None = None

    @property
    def sources(self) -> tuple[Ingested, ...]:
        first = (self.registrations, self.adverts, self.tips)
        return (*first, self.licences, self.territory, self.origins)


def screen_files(
    registrations: Sequence[ingest.Given] = (),
    adverts: Sequence[ingest.Given] = (),
    tips: Sequence[ingest.Given] = (),
    licences: Sequence[ingest.Given] = (),
    territory: Sequence[ingest.Given] = (),
    origins: Sequence[ingest.Given] = (),
    ruleset: RuleSet | None = None,
    progress: Progress | None = None,
    waiving: Waiving | None = None,
    limits: ingest.Limits = ingest.USUAL,
    plan: Plan | None = None,
    unused: Sequence[SourceReport] = (),
    as_of: str = "",
    ledger: pa.Table | None = None,
    watched: bool = False,
) -> Run:
    """Read the files and screen them. Raises InputError, RuleError, UsageError.

    ``plan``: for large runs where to work and with how many processes; the result is the same.
    ``unused``: what lay beside the files and is no input. ``as_of``: the day that licences and ages
    are reckoned for (2026-11-01), else the newest of the inputs. ``ledger``: firms known from earlier,
    that adverts and tips are looked for among where there is no register. ``watched``: whom tips name in
    which nothing is found is told, for whoever remembers (``naming_tips``).
    """
    if not registrations and not adverts:
        raise UsageError("没有输入文件。请给出企业登记文件，或用 --ads 给出广告文件。")
    given = {
        RecordKind.REGISTRATION: registrations,
        RecordKind.ADVERT: adverts,
        RecordKind.TIP: tips,
        RecordKind.LICENCE: licences,
        RecordKind.TERRITORY: territory,
        RecordKind.ORIGIN: origins,
    }
    ruleset = ruleset or load_ruleset()
    with Workers(plan.workers if plan else 1, ruleset, lists=bool(licences)) as workers:
        inputs = _read(given, progress, limits, plan, workers)
        firms = inputs.registrations
        inputs.registrations = replace(firms, sources=(*firms.sources, *unused))
        inputs.ledger, inputs.watched = ledger, watched
        run = _screen(inputs, ruleset, progress, waiving, plan, workers, as_of)
    del inputs
    if plan:
        give_back()
    return run


def _read(
    given: dict[RecordKind, Sequence[ingest.Given]],
    progress: Progress | None,
    limits: ingest.Limits,
    plan: Plan | None,
    workers: Workers,
) -> Inputs:
    registrations = given[RecordKind.REGISTRATION]
    spooling = None
    if plan and registrations and ingest.worth_streaming(registrations, limits, plan.large):
        spooling = Spooling(WorkFolder(plan.folder), plan.chunk)
    read: dict[RecordKind, Ingested] = {}
    unread: dict[RecordKind, ingest.NothingRead] = {}
    for kind, paths in given.items():
        read[kind] = nothing_of(kind)
        if paths:
            try:
                if spooling and kind is RecordKind.REGISTRATION:
                    read[kind] = spooling.read(paths, limits, progress, workers)
                    continue
                size = plan.large if plan and kind is RecordKind.ADVERT else None
                read[kind] = read_meanwhile(paths, kind, progress, limits, workers, size)
            except ingest.NothingRead as none:
                unread[kind] = none
                rows = len(none.rejected)
                read[kind] = replace(
                    read[kind], rejected=none.rejected, sources=none.sources, rows_in=rows
                )
    if not any(given[kind] and kind not in unread for kind in _SCREENED):
        raise next(unread[kind] for kind in _SCREENED if kind in unread)
    # A list of which nothing could be read says nothing: unknown, not unlicensed.
    inputs = _inputs(read, bool(given[RecordKind.LICENCE]) and RecordKind.LICENCE not in unread)
    inputs.spooling = None if RecordKind.REGISTRATION in unread else spooling
    return inputs


def screen(
    registrations: pd.DataFrame | None = None,
    adverts: pd.DataFrame | None = None,
    tips: pd.DataFrame | None = None,
    licences: pd.DataFrame | None = None,
    territory: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    ruleset: RuleSet | None = None,
    waiving: Waiving | None = None,
    as_of: str = "",
    watched: bool = False,
) -> Run:
    """The same from frames; columns may have any header of the alias table."""
    given = {
        RecordKind.REGISTRATION: registrations,
        RecordKind.ADVERT: adverts,
        RecordKind.TIP: tips,
        RecordKind.LICENCE: licences,
        RecordKind.TERRITORY: territory,
        RecordKind.ORIGIN: origins,
    }
    read = {
        kind: nothing_of(kind) if frame is None else ingest.from_frame(frame, kind)
        for kind, frame in given.items()
    }
    inputs = _inputs(read, licences is not None)
    inputs.watched = watched
    ruleset = ruleset or load_ruleset()
    return _screen(inputs, ruleset, None, waiving, None, Workers(1, ruleset), as_of)


def _inputs(read: dict[RecordKind, Ingested], licences_given: bool) -> Inputs:
    return Inputs(
        read[RecordKind.REGISTRATION],
        read[RecordKind.ADVERT],
        read[RecordKind.TIP],
        read[RecordKind.LICENCE],
        read[RecordKind.TERRITORY],
        read[RecordKind.ORIGIN],
        licences_given,
    )


def _screen(
    inputs: Inputs,
    ruleset: RuleSet,
    progress: Progress | None,
    waiving: Waiving | None,
    plan: Plan | None,
    workers: Workers,
    day: str,
) -> Run:
    waiving = NO_WAIVER if waiving is None else waiving
    tell = progress or silent
    started = time.time()
    work, register, merged = _register(inputs, plan, ruleset, day)
    register = or_ledger(register, inputs.ledger)
    if plan:
        give_back()
    workers.folder = work if isinstance(work, WorkFolder) else None
    ads, tips = inputs.adverts.table, inputs.tips.table
    dates, tally = Dates.of(ads, tips), register.tally()
    dates.join(Dates({"est_date": tally.days}))
    dated = dates.as_of(ruleset, day)
    as_of = dated.day
    columns = ("name", "uscc", "kind", "valid_to", "issuer")
    licences = LicenceIndex(*(strings(inputs.licences.table, c) for c in columns))
    texts = ads.num_rows or tips.num_rows
    told = Told()
    if texts:
        told = _told(
            ads, tips, register, ruleset, as_of, licences, waiving, tell, workers, inputs.watched
        )
    register = told_of(register, told.facts)
    adverts = Adverts(ads, told.adverts, told.unregistered)
    known = _known(inputs, register, tally.cities, adverts, ruleset, as_of, licences, waiving)
    job = Job(work, register, known, told.facts)
    desk = Desk(job, workers.matcher)
    if told.facts:
        from engine.flow.relatives import affiliate_facts

        affiliate_facts(register, told.facts, desk.evidence, ruleset)
    if plan:
        give_back()
    names, again = _run_chunks(job, desk, workers, tell)
    workers.dismiss()
    for name in names:
        waiving.used.update(work.waived(name))
    tell("排序与汇总", register.num_rows)
    entities, advert_table, evidence = whole(work, names, again, known, register, adverts)
    if isinstance(work, WorkMemory):
        entities, evidence = entities.whole(), evidence.whole()
    run = Run(
        entities,
        advert_table,
        evidence,
        rejected=tuple(row for source in inputs.sources for row in source.rejected),
        messages=(
            *without_register(register),
            *merged_message(merged),
            *dated.messages(),
            *told.tips.messages,
        ),
        referrals=told.tips.referrals,
        loose_tips=desk_tips(told.tips.loose, known.territories, ruleset),
        placed_tips=told.tips.placed,
        naming_tips=told.tips.naming,
    )
    run.messages += known.territories.messages(run.tally("entities", "territory"))
    run.messages = (*told_of_waivers(run, waiving), *run.messages)
    run.run = run_record(
        run,
        inputs.sources,
        ruleset,
        merged,
        as_of,
        inputs.licences_given,
        known.origins,
        waiving.record(),
        time.time() - started,
        __version__,
    )
    run.run |= dated.record()
    note(run, register)
    return run


def _known(
    inputs: Inputs,
    register: Register,
    cities: Mapping[str, int],
    adverts: Adverts,
    ruleset: RuleSet,
    as_of: str,
    licences: LicenceIndex,
    waiving: Waiving,
) -> Known:
    """What every firm is screened with."""
    return Known(
        ruleset=ruleset,
        as_of=as_of,
        home=Home.of(
            cities,
            partial(names_and_codes, register),
            [advertiser.name for advertiser in adverts.unregistered],
        ),
        licences=licences,
        territories=place.Territories.from_rows(
            [{k: v or "" for k, v in row.items()} for row in inputs.territory.table.to_pylist()]
        ),
        origins=read_origins(inputs.origins.table),
        waivers=waiving.waivers,
        today=waiving.day,
    )


def _told(
    ads: pa.Table,
    tips: pa.Table,
    register: Register,
    ruleset: RuleSet,
    as_of: str,
    licences: LicenceIndex,
    waiving: Waiving,
    tell: Progress,
    workers: Workers,
    watched: bool,
) -> Told:
    # Loaded here: to read texts and to say of whom they speak takes more than all the rest.
    from engine.flow.advertisers import advert_facts
    from engine.flow.adverts import read_adverts
    from engine.flow.tips import tip_facts
    from engine.link import FirmIndex

    told = Told()
    fields = ("name", "uscc", "phone", "used_name", "web", "address", "legal_rep")
    index = FirmIndex(*columns_of(register, fields))
    if workers.count > 1:
        workers.dismiss()  # a copy is made of no process that has threads
        index.make_ready()
    told.adverts = read_adverts(
        ads, register, ruleset, as_of, index, licences, waiving, tell, workers
    )
    told.unregistered = advert_facts(told.adverts, told.facts)
    told.tips = tip_facts(
        tips,
        register,
        ruleset,
        as_of,
        index,
        told.facts,
        waiving,
        tell,
        adverts=told.adverts,
        watched=watched,
    )
    return told


def _register(
    inputs: Inputs, plan: Plan | None, ruleset: RuleSet, day: str
) -> tuple[Work, Register, int]:
    """Where to work, the firms, and how many rows were another row's firm."""
    firms = ingest.with_addresses(inputs.registrations.table)
    spooling = inputs.spooling
    rows = max(firms.num_rows, inputs.adverts.table.num_rows)
    if not spooling and (plan is None or rows <= plan.chunk):
        firms, merged = ingest.merge_duplicates(firms)
        firms = firms.append_column(REGISTER, pa.array(np.arange(firms.num_rows)))
        if plan and plan.resume:
            plan.said("接着做：数据不多，不分段筛查，所以从头做。")
        return WorkMemory(), TableRegister(firms), merged
    assert plan
    if not spooling:
        spooling = Spooling(WorkFolder(plan.folder), plan.chunk)
        spooling.work.open()
        spooling.add(firms)
    work = spooling.work
    begun = work.begin(_token(inputs, plan, ruleset, day), plan.resume)
    register, merged = spooling.finish()
    if plan.resume:
        plan.said(resumed(begun, work, register))
    return work, register, merged


def _run_chunks(
    job: Job, desk: Desk, workers: Workers, tell: Progress
) -> tuple[list[str], dict[str, list[int]]]:
    """Names of the results of chunks; further results and the firms that count in these only."""
    names = [name_of(number) for number in range(job.register.chunks)]
    open_ = [n for n, name in enumerate(names) if not job.work.finished(name)]
    done = sum(job.register.rows(n) for n in range(job.register.chunks) if n not in open_)
    at_work = workers.at(job, desk, len(open_))
    for rows in at_work.screen(open_):
        done += rows
        tell("筛查企业登记", done, job.register.num_rows)
    return names, at_work.again(with_neighbours(job.work, names, job.facts))


def _token(inputs: Inputs, plan: Plan, ruleset: RuleSet, day: str) -> str:
    """Runs with the same token come to the same results."""
    files = [
        (r.kind.value, r.file, r.sheet, r.sha256)
        for source in inputs.sources
        for r in source.sources
    ]
    known = [plan.chunk, ruleset.digest, files, plan.token, day, digest(inputs.ledger)]
    said = json.dumps([__version__, *known], ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()
