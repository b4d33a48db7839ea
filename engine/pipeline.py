"""All stages in order: ingest → match → link → score → triage → frames. The only file that
knows them all."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from engine import __version__, ingest, place
from engine.export.account import run_record
from engine.flow import NO_WAIVER, ChunkScreener, Facts, Known
from engine.flow.attach import (
    Progress,
    advert_facts,
    affiliate_facts,
    read_adverts,
    strings,
    tip_facts,
)
from engine.flow.before import newest_date, read_origins, with_addresses
from engine.flow.whole import crowded, whole
from engine.link import FirmIndex, Home, LicenceIndex
from engine.match.waive import Waiving
from engine.model.errors import UsageError
from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.ingested import Ingested
from engine.model.screening import Screening
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet, load_ruleset
from engine.triage import REGISTER

CHUNK = 50_000


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


def screen_files(
    registrations: Sequence[Path] = (),
    adverts: Sequence[Path] = (),
    tips: Sequence[Path] = (),
    licences: Sequence[Path] = (),
    territory: Sequence[Path] = (),
    origins: Sequence[Path] = (),
    ruleset: RuleSet | None = None,
    progress: Progress | None = None,
    waiving: Waiving | None = None,
    limits: ingest.Limits = ingest.USUAL,
) -> Run:
    """Read the files and screen them. Raises InputError, RuleError, UsageError."""
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
    read = {
        kind: ingest.read(list(paths), kind, progress, limits) if paths else _empty(kind)
        for kind, paths in given.items()
    }
    return _screen(_inputs(read, bool(licences)), ruleset or load_ruleset(), progress, waiving)


def screen(
    registrations: pd.DataFrame | None = None,
    adverts: pd.DataFrame | None = None,
    tips: pd.DataFrame | None = None,
    licences: pd.DataFrame | None = None,
    territory: pd.DataFrame | None = None,
    origins: pd.DataFrame | None = None,
    ruleset: RuleSet | None = None,
    waiving: Waiving | None = None,
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
        kind: _empty(kind) if frame is None else ingest.from_frame(frame, kind)
        for kind, frame in given.items()
    }
    inputs = _inputs(read, licences is not None)
    return _screen(inputs, ruleset or load_ruleset(), None, waiving)


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


def _empty(kind: RecordKind) -> Ingested:
    names = [*COLUMNS[kind], *PROVENANCE]
    fields = [(n, pa.int64() if n == "source_row" else pa.string()) for n in names]
    return Ingested(kind, pa.schema(fields).empty_table())


def _screen(
    inputs: Inputs,
    ruleset: RuleSet,
    progress: Progress | None,
    waiving: Waiving | None = None,
) -> Run:
    waiving = waiving or NO_WAIVER
    tell = progress or (lambda stage, count: None)
    started = time.time()
    firms, merged = ingest.merge_duplicates(with_addresses(inputs.registrations.table))
    firms = firms.append_column(REGISTER, pa.array(np.arange(firms.num_rows)))
    ads, tips = inputs.adverts.table, inputs.tips.table
    as_of = newest_date(firms, ads, tips)
    origins = read_origins(inputs.origins.table)
    known = Known(
        ruleset=ruleset,
        as_of=as_of,
        home=Home.of(strings(firms, "name"), strings(firms, "uscc")),
        licences=LicenceIndex(
            *(strings(inputs.licences.table, c) for c in ("name", "uscc", "kind", "valid_to"))
        ),
        territories=place.Territories.from_rows(
            [{k: v or "" for k, v in row.items()} for row in inputs.territory.table.to_pylist()]
        ),
        origins=origins,
        waivers=waiving.waivers,
        today=waiving.day,
    )
    screener = ChunkScreener(known)
    # Without adverts and tips nobody asks the index, and it is the dearest thing to build.
    asked = firms if ads.num_rows or tips.num_rows else firms.slice(0, 0)
    index = FirmIndex(
        *(strings(asked, c) for c in ("name", "uscc", "phone", "used_name", "web", "address"))
    )
    facts: dict[int, Facts] = {}
    read_ads = read_adverts(ads, firms, ruleset, as_of, index, waiving, tell)
    unregistered = advert_facts(read_ads, ads, facts)
    told = tip_facts(tips, firms, ruleset, as_of, index, facts, waiving, tell)
    affiliate_facts(firms, facts, screener.evidence, ruleset)

    results = []
    for begin in range(0, firms.num_rows or 1, CHUNK):
        results.append(screener.screen(firms.slice(begin, CHUNK), facts))
        tell("筛查企业登记", min(begin + CHUNK, firms.num_rows))
    results = crowded(results, firms, facts, screener)
    for result in results:
        waiving.used.update(result.waived)
    tell("排序与汇总", sum(len(result.entities) for result in results))
    tables = whole(results, known, firms, ads, read_ads, unregistered)
    sources = (
        inputs.registrations,
        inputs.adverts,
        inputs.tips,
        inputs.licences,
        inputs.territory,
        inputs.origins,
    )
    rejected = tuple(row for source in sources for row in source.rejected)
    run = run_record(
        sources,
        ruleset,
        tables,
        merged,
        as_of,
        len(rejected),
        inputs.licences_given,
        origins,
        waiving.record(),
        time.time() - started,
        __version__,
    )
    messages = waiving.messages()
    if merged:
        messages.append(
            f"有 {merged} 行与别的行是同一户，已合并，只筛查一次（见实体表 merged_rows 列）。"
        )
    messages.extend(f"线索记录未能对应到企业：{text}" for text in told.loose)
    return Run(
        *tables, rejected=rejected, run=run, messages=tuple(messages), referrals=told.referrals
    )
