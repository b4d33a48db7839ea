"""All stages in order: ingest → match → link → score → triage → frames. The only file that
knows them all."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from engine import __version__, ingest
from engine.export.account import run_record
from engine.flow.chunk import NO_WAIVER, Known, licence_index
from engine.flow.columns import columns_of
from engine.flow.dates import Dates
from engine.flow.inputs import Inputs, read_inputs
from engine.flow.jobs import Desk, Job, Workers, name_of
from engine.flow.ledger import (
    digest,
    note,
    or_ledger,
    told_of,
    with_former_names,
    without_register,
)
from engine.flow.plan import Plan
from engine.flow.register import Register, TableRegister, merged_message, names_and_codes
from engine.flow.resumed import resumed
from engine.flow.spooled import Spooling
from engine.flow.told import Told
from engine.flow.waived import told_of_waivers
from engine.flow.whole import Adverts, whole, with_neighbours
from engine.flow.work import Work, WorkFolder, WorkMemory
from engine.link import Home, LicenceIndex
from engine.match.waive import Waiving
from engine.model.errors import UsageError
from engine.model.ingested import SourceReport
from engine.model.memory import give_back
from engine.model.progress import Progress, silent
from engine.model.screening import Screening
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet, load_ruleset
from engine.triage import REGISTER, desk_tips

if TYPE_CHECKING:
    import pandas as pd


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
    that adverts and tips are looked for among where there is no register; where there is one, by what names
    else its firms were known. ``watched``: whom tips name in
    which nothing is found is told, for whoever remembers (``naming_tips``).
    """
    if not registrations and not adverts:
        raise UsageError("没有输入文件。请给出企业登记文件，或用 --ads 给出广告文件。")
    kinds = (registrations, adverts, tips, licences, territory, origins)
    given = dict(zip(RecordKind, kinds, strict=True))
    ruleset = ruleset or load_ruleset()
    with Workers(plan.workers if plan else 1, ruleset, lists=bool(licences)) as workers:
        inputs = read_inputs(given, progress, limits, plan, workers)
        inputs.besides(unused)
        inputs.ledger, inputs.watched = ledger, watched
        tell = progress or silent
        waiving = NO_WAIVER if waiving is None else waiving
        run = _Stages(inputs, ruleset, waiving, workers, tell, plan, as_of).run()
    del inputs
    if plan:
        give_back()
    return run


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
    kinds = (registrations, adverts, tips, licences, territory, origins)
    given = dict(zip(RecordKind, kinds, strict=True))
    read = {
        kind: ingest.from_frame(frame, kind) for kind, frame in given.items() if frame is not None
    }
    inputs = Inputs.of(read, licences_given=licences is not None)
    inputs.watched = watched
    ruleset = ruleset or load_ruleset()
    workers = Workers(1, ruleset)
    waiving = NO_WAIVER if waiving is None else waiving
    return _Stages(inputs, ruleset, waiving, workers, day=as_of).run()


@dataclass(slots=True)
class _Stages:
    """What all stages work with, and the stages."""

    inputs: Inputs
    ruleset: RuleSet
    waiving: Waiving
    workers: Workers
    tell: Progress = silent
    plan: Plan | None = None
    day: str = ""

    def run(self) -> Run:
        started = time.time()
        inputs, plan, ruleset = self.inputs, self.plan, self.ruleset
        work, register, merged = self._register()
        register = or_ledger(register, inputs.ledger)
        if plan:
            give_back()
        self.workers.folder = work if isinstance(work, WorkFolder) else None
        ads, tips = inputs.table(RecordKind.ADVERT), inputs.table(RecordKind.TIP)
        dates, tally = Dates.of(ads, tips), register.tally()
        dates.join(Dates({"est_date": tally.days}))
        dated = dates.as_of(ruleset, self.day)
        licences = licence_index(inputs.table(RecordKind.LICENCE))
        told = Told()
        if ads.num_rows or tips.num_rows:
            told = self._told(register, dated.day, licences)
        register = told_of(register, told.facts)
        adverts = Adverts(ads, told.adverts, told.unregistered)
        known = self._known(register, tally.cities, adverts, dated.day, licences)
        job = Job(work, register, known, told.facts)
        desk = Desk(job, self.workers.matcher)
        if told.facts:
            from engine.flow.relatives import affiliate_facts

            affiliate_facts(register, told.facts, desk.evidence, ruleset)
        if plan:
            give_back()
        names, again = _run_chunks(job, desk, self.workers, self.tell)
        self.workers.dismiss()
        for name in names:
            self.waiving.used.update(work.waived(name))
        self.tell("排序与汇总", register.num_rows)
        entities, advert_table, evidence = whole(
            work, names, again, known, register, adverts, told.tips.unplaced
        )
        if isinstance(work, WorkMemory):
            entities, evidence = entities.whole(), evidence.whole()
        run = Run(
            entities,
            advert_table,
            evidence,
            rejected=tuple(row for source in inputs.sources for row in source.rejected),
            referrals=told.tips.referrals,
            loose_tips=desk_tips(told.tips.loose, known.territories, ruleset),
            placed_tips=told.tips.placed,
            naming_tips=told.tips.naming,
        )
        run.messages = (
            *told_of_waivers(run, self.waiving),
            *without_register(register),
            *merged_message(merged),
            *dated.messages(),
            *told.tips.messages,
            *known.territories.messages(run.tally("entities", "territory")),
        )
        run.run = self._record(run, merged, known, started) | dated.record()
        note(run, register)
        return run

    def _record(self, run: Run, merged: int, known: Known, started: float) -> dict[str, Any]:
        return run_record(
            run,
            self.inputs.sources,
            self.ruleset,
            merged,
            known.as_of,
            self.inputs.licences_given,
            known.origins,
            self.waiving.record(),
            time.time() - started,
            __version__,
        )

    def _register(self) -> tuple[Work, Register, int]:
        """Where to work, the firms, and how many rows were another row's firm."""
        plan = self.plan
        firms = ingest.with_addresses(self.inputs.table(RecordKind.REGISTRATION))
        spooling = self.inputs.spooling
        rows = max(firms.num_rows, self.inputs.table(RecordKind.ADVERT).num_rows)
        few = plan is None or (rows <= plan.chunk and firms.nbytes <= plan.large)
        if not spooling and few:
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
        begun = work.begin(self._token(plan), plan.resume)
        register, merged = spooling.finish()
        if plan.resume:
            plan.said(resumed(begun, work, register))
        return work, register, merged

    def _token(self, plan: Plan) -> str:
        """Runs with the same token come to the same results."""
        files = [
            (r.kind.value, r.file, r.sheet, r.sha256)
            for source in self.inputs.sources
            for r in source.sources
        ]
        ledger = digest(self.inputs.ledger)
        known = [plan.chunk, self.ruleset.digest, files, plan.token, self.day, ledger]
        said = json.dumps([__version__, *known], ensure_ascii=False)
        return hashlib.sha256(said.encode()).hexdigest()

    def _told(self, register: Register, as_of: str, licences: LicenceIndex) -> Told:
        """What adverts and tips say, and of which firms."""
        # Loaded here: to read texts and to say of whom they speak takes more than all the rest.
        from engine.flow.advertisers import advert_facts
        from engine.flow.adverts import read_adverts
        from engine.flow.tips import tip_facts
        from engine.link import FirmIndex

        told = Told()
        fields = ("name", "uscc", "phone", "used_name", "web", "address", "legal_rep")
        columns = columns_of(register, fields)
        columns[3] = with_former_names(columns[0], columns[1], columns[3], self.inputs.ledger)
        index = FirmIndex(*columns)
        if self.workers.count > 1:
            self.workers.dismiss()  # a copy is made of no process that has threads
            index.make_ready()
        told.adverts = read_adverts(
            self.inputs.table(RecordKind.ADVERT),
            register,
            self.ruleset,
            as_of,
            index,
            licences,
            self.waiving,
            self.tell,
            self.workers,
        )
        told.unregistered = advert_facts(told.adverts, told.facts)
        told.tips = tip_facts(
            self.inputs.table(RecordKind.TIP),
            register,
            self.ruleset,
            as_of,
            index,
            told.facts,
            self.waiving,
            self.tell,
            adverts=told.adverts,
            watched=self.inputs.watched,
        )
        return told

    def _known(
        self,
        register: Register,
        cities: Mapping[str, int],
        adverts: Adverts,
        as_of: str,
        licences: LicenceIndex,
    ) -> Known:
        """What every firm is screened with."""
        advertisers = [advertiser.name for advertiser in adverts.unregistered]
        home = Home.of(cities, partial(names_and_codes, register), advertisers)
        return Known.of(self.inputs.table, self.ruleset, as_of, home, licences, self.waiving)


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
    names = [part for name in names for part in job.work.parts(name)]
    again = at_work.again(with_neighbours(job.work, names, job.facts))
    return names, {
        part: firms if part == name else []
        for name, firms in again.items()
        for part in job.work.parts(name)
    }
