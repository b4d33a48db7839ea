"""All stages in order: ingest → match → link → score → triage → frames. The only file that
knows them all."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from engine import __version__, ingest, place
from engine.export.account import run_record
from engine.link import Affiliates, FirmIndex, LicenceIndex, LinkResult
from engine.match import RegistrationMatcher, TextMatcher
from engine.match.waive import Waiving
from engine.model.errors import UsageError
from engine.model.evidence import RecordEvidence
from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.ingested import Ingested
from engine.model.screening import Screening
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet, load_ruleset
from engine.score import score
from engine.triage import Assembly, Entity, ReadAdvert, assemble

Progress = Callable[[str, int], None]
CHUNK = 50_000
#: What an affiliate passes on of its points, and at most.
_DECAY, _MOST_PASSED_ON = 0.15, 15


class Run(Screening):
    """A finished screening that can be written out."""

    def write(self, out: str | Path, top: int | None = None) -> list[Path]:
        """Write workbook, tables and run record into the folder ``out``; returns the files."""
        from engine import export

        return export.write(self, Path(out), top)


@dataclass(slots=True)
class Inputs:
    """Everything read, by kind; a kind nobody supplied is an empty table."""

    registrations: Ingested
    adverts: Ingested
    tips: Ingested
    licences: Ingested
    territory: Ingested
    licences_given: bool = False
    digests: dict[str, str] = field(default_factory=dict)


def screen_files(
    registrations: Sequence[Path] = (),
    adverts: Sequence[Path] = (),
    tips: Sequence[Path] = (),
    licences: Sequence[Path] = (),
    territory: Sequence[Path] = (),
    ruleset: RuleSet | None = None,
    progress: Progress | None = None,
    waiving: Waiving | None = None,
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
    }
    read = {
        kind: ingest.read(list(paths), kind, progress) if paths else _empty(kind)
        for kind, paths in given.items()
    }
    return _screen(_inputs(read, bool(licences)), ruleset or load_ruleset(), progress, waiving)


def screen(
    registrations: pd.DataFrame | None = None,
    adverts: pd.DataFrame | None = None,
    tips: pd.DataFrame | None = None,
    licences: pd.DataFrame | None = None,
    territory: pd.DataFrame | None = None,
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
    firms, merged = ingest.merge_duplicates(inputs.registrations.table)
    ads, tips = inputs.adverts.table, inputs.tips.table
    as_of = _as_of(firms, ads, tips)

    found = _match_registrations(firms, ruleset, as_of, tell)
    if waiving:
        _waive_registrations(found, firms, waiving)
    # Without adverts and tips nobody asks the index, and it is the dearest thing to build.
    known = firms if ads.num_rows or tips.num_rows else firms.slice(0, 0)
    index = FirmIndex(_strings(known, "name"), _strings(known, "uscc"), _strings(known, "phone"))
    entities = {row: Entity(row=row, evidence=evidence) for row, evidence in found.items()}

    read_ads = _read_adverts(ads, firms, ruleset, as_of, index, waiving, tell)
    unregistered = _attach_adverts(read_ads, ads, entities, ruleset)
    loose_tips = _attach_tips(tips, firms, ruleset, as_of, index, entities, waiving, tell)

    _attach_affiliates(firms, entities, ruleset)
    licences = LicenceIndex(
        *(_strings(inputs.licences.table, c) for c in ("name", "uscc", "kind", "valid_to"))
    )
    territories = place.Territories.from_rows(
        [{k: v or "" for k, v in row.items()} for row in inputs.territory.table.to_pylist()]
    )
    assembly = Assembly(
        firms=firms,
        ads=ads,
        ruleset=ruleset,
        licences=licences,
        territories=territories,
        as_of=as_of,
        rows=entities.keys(),
    )
    tell("排序与汇总", len(entities))
    frames = assemble(assembly, entities, read_ads, unregistered)
    rejected = tuple(
        row
        for source in (
            inputs.registrations,
            inputs.adverts,
            inputs.tips,
            inputs.licences,
            inputs.territory,
        )
        for row in source.rejected
    )
    run = run_record(
        (
            inputs.registrations,
            inputs.adverts,
            inputs.tips,
            inputs.licences,
            inputs.territory,
        ),
        ruleset,
        frames,
        merged,
        as_of,
        len(rejected),
        inputs.licences_given,
        waiving.record(),
        time.time() - started,
        __version__,
    )
    messages = waiving.messages()
    if merged:
        messages.append(
            f"有 {merged} 行与别的行是同一户，已合并，只筛查一次（见实体表 merged_rows 列）。"
        )
    messages.extend(f"线索记录未能对应到企业：{text}" for text in loose_tips)
    return Run(*frames, rejected=rejected, run=run, messages=tuple(messages))


def _match_registrations(
    firms: pa.Table, ruleset: RuleSet, as_of: str, tell: Progress
) -> dict[int, RecordEvidence]:
    matcher = RegistrationMatcher(ruleset)
    found: dict[int, RecordEvidence] = {}
    for begin in range(0, firms.num_rows, CHUNK):
        chunk = firms.slice(begin, CHUNK).combine_chunks()
        for evidence in matcher.match(chunk, as_of):
            evidence.row += begin
            found[evidence.row] = evidence
        tell("筛查企业登记", min(begin + CHUNK, firms.num_rows))
    return found


def _waive_registrations(
    found: dict[int, RecordEvidence], firms: pa.Table, waiving: Waiving
) -> None:
    rows = pa.array(sorted(found), pa.int64())
    for row, record in zip(rows.to_pylist(), firms.take(rows).to_pylist(), strict=True):
        waiving.apply(
            found[row],
            (record["name"] or "", record["uscc"] or ""),
            {field: value for field, value in record.items() if isinstance(value, str)},
        )


def _read_adverts(
    ads: pa.Table,
    firms: pa.Table,
    ruleset: RuleSet,
    as_of: str,
    index: FirmIndex,
    waiving: Waiving,
    tell: Progress,
) -> list[ReadAdvert]:
    result = []
    columns = {
        c: _strings(ads, c) for c in ("ad_id", "advertiser", "title", "text", "uscc", "phone")
    }
    seen: dict[str, int] = {}
    for evidence in TextMatcher(ruleset, "advert").match(ads, as_of, "publish_time"):
        row = evidence.row
        ad_id = columns["ad_id"][row] or f"AD{row + 1:06d}"
        seen[ad_id] = seen.get(ad_id, 0) + 1
        if seen[ad_id] > 1:
            ad_id = f"{ad_id}#{seen[ad_id]}"
        link = index.find(
            names=[columns["advertiser"][row]],
            text=columns["title"][row] + "\n" + columns["text"][row],
            uscc=columns["uscc"][row],
            phone=columns["phone"][row],
        )
        if waiving:
            who = (columns["advertiser"][row], columns["uscc"][row], *_firm(firms, link.row))
            waiving.apply(evidence, who, {field: values[row] for field, values in columns.items()})
        read = score(evidence.hits, ruleset, votes=evidence.sector_votes)
        result.append(ReadAdvert(ad_id, evidence, read, link))
    tell("筛查广告", len(result))
    return result


def _firm(firms: pa.Table, row: int) -> tuple[str, ...]:
    """Name and code of a firm; nothing for a row below 0."""
    if row < 0:
        return ()
    return tuple(str(firms.column(c)[row].as_py() or "") for c in ("name", "uscc"))


def _attach_adverts(
    read: list[ReadAdvert], ads: pa.Table, entities: dict[int, Entity], ruleset: RuleSet
) -> dict[str, list[ReadAdvert]]:
    """Suspicious adverts go to their firm; advertisers nobody knows become leads of their own."""
    unregistered: dict[str, list[ReadAdvert]] = {}
    advertisers, phones = _strings(ads, "advertiser"), _strings(ads, "phone")
    for advert in read:
        if advert.link.row >= 0:
            if advert.suspicious:
                row = advert.link.row
                entity = entities.setdefault(row, Entity(row=row, evidence=RecordEvidence(row, [])))
                entity.adverts.append(advert)
        elif advert.suspicious and not advert.link.candidates:
            row = advert.evidence.row
            who = (
                advertisers[row]
                or _signature(ads, row)
                or phones[row]
                or f"（未具名，广告{advert.ad_id}）"
            )
            unregistered.setdefault(who, []).append(advert)
    return unregistered


def _signature(ads: pa.Table, row: int) -> str:
    from engine.link.names import signatures

    found = signatures(str(ads.column("text")[row].as_py() or ""))
    return found[0] if found else ""


def _attach_tips(
    tips: pa.Table,
    firms: pa.Table,
    ruleset: RuleSet,
    as_of: str,
    index: FirmIndex,
    entities: dict[int, Entity],
    waiving: Waiving,
    tell: Progress,
) -> list[str]:
    """Tips with evidence go to the firm they name; what could not be placed is said."""
    loose = []
    subjects, codes = _strings(tips, "subject"), _strings(tips, "uscc")
    ids, texts = _strings(tips, "tip_id"), _strings(tips, "text")
    for evidence in TextMatcher(ruleset, "tip").match(tips, as_of, "received_time"):
        if not any(h.status == "counted" for h in evidence.hits):
            continue
        row = evidence.row
        link: LinkResult = index.find(names=[subjects[row]], text=texts[row], uscc=codes[row])
        if waiving:
            waiving.apply(evidence, (subjects[row], *_firm(firms, link.row)), {"text": texts[row]})
        tip_id = ids[row] or f"第{row + 1}行"
        if link.row < 0:
            loose.append(f"{tip_id}（{subjects[row] or '未写明对象'}）")
            continue
        entity = entities.setdefault(
            link.row, Entity(row=link.row, evidence=RecordEvidence(link.row, []))
        )
        entity.tips.append((tip_id, evidence))
    tell("筛查线索记录", tips.num_rows)
    return loose


def _attach_affiliates(firms: pa.Table, entities: dict[int, Entity], ruleset: RuleSet) -> None:
    """One hop, and only from firms that did something (an advert, a tip)."""
    active = {
        row: score(
            [
                *entity.evidence.hits,
                *(hit for advert in entity.adverts for hit in advert.evidence.hits),
                *(hit for _, found in entity.tips for hit in found.hits),
            ],
            ruleset,
        ).points
        for row, entity in entities.items()
        if entity.adverts or entity.tips
    }
    if not active:
        return
    names = _strings(firms, "name")
    known = Affiliates(
        names, *(_strings(firms, column) for column in ("legal_rep", "phone", "email", "address"))
    )
    for row, points in sorted(active.items()):
        for tie in known.of(row):
            entity = entities.setdefault(
                tie.row, Entity(row=tie.row, evidence=RecordEvidence(tie.row, []))
            )
            passed = min(_MOST_PASSED_ON, round(points * _DECAY))
            entity.ties.append((names[row], tie.how, passed))
            if tie.row not in active:
                entities[row].ties.append((names[tie.row], tie.how, 0))


def _strings(table: pa.Table, column: str) -> list[str]:
    if column not in table.column_names:
        return [""] * table.num_rows
    return pc.fill_null(table.column(column).cast(pa.string()), "").to_pylist()  # type: ignore[no-any-return]


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
