"""All stages in order: ingest → match → link → score → triage → frames. The only file that
knows them all."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from engine import __version__, ingest, place
from engine.attach import (
    Progress,
    attach_adverts,
    attach_affiliates,
    attach_tips,
    read_adverts,
    strings,
)
from engine.attach_linked import attach_linked, attach_listed
from engine.export.account import run_record
from engine.link import FirmIndex, Home, LicenceIndex
from engine.match import RegistrationMatcher
from engine.match.alike import Found
from engine.match.waive import Waiving
from engine.model.errors import InputError, UsageError
from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.ingested import Ingested
from engine.model.screening import Screening
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet, load_ruleset
from engine.triage import Assembly, Entities, assemble, desk_tips

CHUNK = 50_000
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
    read: dict[RecordKind, Ingested] = {}
    unread: dict[RecordKind, ingest.NothingRead] = {}
    for kind, paths in given.items():
        read[kind] = _empty(kind)
        if paths:
            try:
                read[kind] = ingest.read(list(paths), kind, progress, limits)
            except ingest.NothingRead as none:
                unread[kind] = none
                rows = len(none.rejected)
                read[kind] = replace(
                    read[kind], rejected=none.rejected, sources=none.sources, rows_in=rows
                )
    if not any(given[kind] and kind not in unread for kind in _SCREENED):
        raise next(unread[kind] for kind in _SCREENED if kind in unread)
    # A list of which nothing could be read says nothing: unknown, not unlicensed.
    listed = bool(licences) and RecordKind.LICENCE not in unread
    return _screen(_inputs(read, listed), ruleset or load_ruleset(), progress, waiving)


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
    waiving = waiving or Waiving((), dt.date.min)
    tell = progress or (lambda stage, count: None)
    started = time.time()
    firms, merged = ingest.merge_duplicates(_with_addresses(inputs.registrations.table))
    ads, tips = inputs.adverts.table, inputs.tips.table
    as_of = _as_of(firms, ads, tips)

    entities = Entities(_match_registrations(firms, ruleset, as_of, tell))
    if waiving:
        _waive_registrations(entities, firms, waiving)
    # Without adverts and tips nobody asks the index, and it is the dearest thing to build.
    known = firms if ads.num_rows or tips.num_rows else firms.slice(0, 0)
    index = FirmIndex(
        *(strings(known, c) for c in ("name", "uscc", "phone", "used_name", "web", "address"))
    )

    read_ads = read_adverts(ads, firms, ruleset, as_of, index, waiving, tell)
    unregistered = attach_adverts(read_ads, ads, entities, ruleset)
    told = attach_tips(tips, firms, ruleset, as_of, index, entities, waiving, tell)

    attach_affiliates(firms, entities, ruleset)
    licences = LicenceIndex(
        *(strings(inputs.licences.table, c) for c in ("name", "uscc", "kind", "valid_to"))
    )
    home = Home.of(strings(firms, "name"), strings(firms, "uscc"))
    attach_listed(firms, entities, licences, as_of)
    attach_linked(firms, entities, ruleset, as_of, home, licences)
    origins = _origins(inputs.origins.table)
    assembly = Assembly(
        firms=firms,
        ads=ads,
        ruleset=ruleset,
        licences=licences,
        territories=place.Territories.from_rows(
            [{k: v or "" for k, v in row.items()} for row in inputs.territory.table.to_pylist()]
        ),
        as_of=as_of,
        rows=entities.single.keys(),
        home=home,
        origins=origins,
    )
    tell("排序与汇总", len(entities))
    tables = assemble(assembly, entities, read_ads, unregistered)
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
    messages.extend(f"线索记录未能对应到企业：{tip.message}" for tip in told.loose)
    return Run(
        *tables,
        rejected=rejected,
        run=run,
        messages=tuple(messages),
        referrals=told.referrals,
        loose_tips=desk_tips(told.loose, assembly.territories, ruleset),
    )


def _with_addresses(firms: pa.Table) -> pa.Table:
    """A firm without a registered address is where it does business."""
    at = firms.column_names.index("address")
    known = pc.coalesce(firms.column("address"), firms.column("business_address"))
    return firms.set_column(at, "address", known)


def _origins(table: pa.Table) -> dict[str, str]:
    """Area code → document. Raises InputError for a code without one: the list is used only where
    an order says so."""
    found: dict[str, str] = {}
    for row in table.to_pylist():
        if not row["document"]:
            raise InputError(
                f"{row['source_file']} 第 {row['source_row']} 行：区划代码 {row['code']} 没有写明依据文件。"
                "户籍地区码只在有文件要求时使用，请补上“依据文件”一列。"
            )
        found[str(row["code"]).strip()] = str(row["document"])
    return found


def _match_registrations(firms: pa.Table, ruleset: RuleSet, as_of: str, tell: Progress) -> Found:
    matcher = RegistrationMatcher(ruleset)
    found: Found | None = None
    for begin in range(0, firms.num_rows or 1, CHUNK):
        part = matcher.find(firms.slice(begin, CHUNK).combine_chunks(), as_of)
        found = part if found is None else found.extended(part, begin)
        tell("筛查企业登记", min(begin + CHUNK, firms.num_rows))
    assert found is not None
    return found


def _waive_registrations(entities: Entities, firms: pa.Table, waiving: Waiving) -> None:
    """Firms that an exception may concern are looked at one by one."""
    rules = waiving.rules
    concerned = [
        row
        for row, look in zip(entities.found.rows, entities.found.look, strict=True)
        if any(hit.rule_id in rules for hit in entities.found.looks[look].evidence.hits)
    ]
    rows = pa.array(concerned, pa.int64())
    for row, record in zip(concerned, firms.take(rows).to_pylist(), strict=True):
        waiving.apply(
            entities.of(row).evidence,
            (record["name"] or "", record["uscc"] or ""),
            {field: value for field, value in record.items() if isinstance(value, str)},
        )


def _as_of(*tables: pa.Table) -> str:
    """The newest date in the inputs: the same inputs give the same ages on another day."""
    newest = ""
    for table in tables:
        for column in ("est_date", "publish_time", "received_time"):
            if column in table.column_names and table.num_rows:
                dates = pc.utf8_slice_codeunits(pc.fill_null(table.column(column), ""), 0, 10)
                valid = dates.filter(pc.match_substring_regex(dates, r"^(19|20)\d\d-\d\d-\d\d$"))
                if len(valid):
                    newest = max(newest, str(pc.max(valid).as_py()))
    return newest
