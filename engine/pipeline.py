"""All stages in order: ingest → match → link → score → triage → frames. The only file that
knows them all."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from engine import ingest, place
from engine.link import Affiliates, FirmIndex, LicenceIndex, LinkResult
from engine.match import RegistrationMatcher, TextMatcher
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
    return _screen(_inputs(read, bool(licences)), ruleset or load_ruleset(), progress)


def screen(
    registrations: pd.DataFrame | None = None,
    adverts: pd.DataFrame | None = None,
    tips: pd.DataFrame | None = None,
    licences: pd.DataFrame | None = None,
    territory: pd.DataFrame | None = None,
    ruleset: RuleSet | None = None,
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
    return _screen(_inputs(read, licences is not None), ruleset or load_ruleset(), None)


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


def _screen(inputs: Inputs, ruleset: RuleSet, progress: Progress | None) -> Run:
    tell = progress or (lambda stage, count: None)
    started = time.time()
    firms, merged = ingest.merge_duplicates(inputs.registrations.table)
    ads, tips = inputs.adverts.table, inputs.tips.table
    as_of = _as_of(firms, ads, tips)

    found = _match_registrations(firms, ruleset, as_of, tell)
    # Without adverts and tips nobody asks the index, and it is the dearest thing to build.
    known = firms if ads.num_rows or tips.num_rows else firms.slice(0, 0)
    index = FirmIndex(_strings(known, "name"), _strings(known, "uscc"), _strings(known, "phone"))
    entities = {row: Entity(row=row, evidence=evidence) for row, evidence in found.items()}

    read_ads = _read_adverts(ads, ruleset, as_of, index, tell)
    unregistered = _attach_adverts(read_ads, ads, entities, ruleset)
    loose_tips = _attach_tips(tips, ruleset, as_of, index, entities, tell)

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
    run = _run_record(inputs, ruleset, frames, firms, merged, as_of, started, len(rejected))
    messages = []
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


def _read_adverts(
    ads: pa.Table, ruleset: RuleSet, as_of: str, index: FirmIndex, tell: Progress
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
        result.append(ReadAdvert(ad_id, evidence, score(evidence.hits, ruleset), link))
    tell("筛查广告", len(result))
    return result


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
    ruleset: RuleSet,
    as_of: str,
    index: FirmIndex,
    entities: dict[int, Entity],
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


def _run_record(
    inputs: Inputs,
    ruleset: RuleSet,
    frames: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    firms: pa.Table,
    merged: int,
    as_of: str,
    started: float,
    rejected: int,
) -> dict[str, Any]:
    from engine import __version__

    entities, adverts, evidence = frames
    kinds = (inputs.registrations, inputs.adverts, inputs.tips, inputs.licences, inputs.territory)
    rows = {}
    for source in kinds:
        dropped = merged if source.kind is RecordKind.REGISTRATION else 0
        kept = source.table.num_rows - dropped
        rows[source.kind.value] = {
            "in": source.rows_in,
            "screened": kept,
            "merged_duplicates": dropped,
            "rejected": len(source.rejected),
        }
        if source.rows_in != kept + dropped + len(source.rejected):
            raise AssertionError(f"{source.kind.value}: rows do not add up")
    return {
        "saolou": __version__,
        "rules": {
            "pack": ruleset.pack.id,
            "version": ruleset.pack.version,
            "sha256": ruleset.digest,
            "active": len(ruleset.rules),
            "exclusions": len(ruleset.exclusions),
        },
        "as_of": as_of,
        "inputs": [
            {
                "kind": report.kind.value,
                "file": report.file,
                "sheet": report.sheet,
                "sha256": report.sha256,
                "encoding": report.encoding,
                "header_row": report.header_row,
                "mapping": report.mapping,
                "unmapped": list(report.unmapped),
                "rows_in": report.rows_in,
                "rows_used": report.rows_used,
                "rows_rejected": report.rows_rejected,
                "notes": list(report.notes),
            }
            for source in kinds
            for report in source.sources
        ],
        "rows": rows,
        "counts": {
            "entities": len(entities),
            "by_disposition": _tally(entities, "disposition"),
            "leads_by_band": _tally(entities[entities["disposition"] == "线索"], "band"),
            "leads_by_sector": _tally(entities[entities["disposition"] == "线索"], "sector"),
            "adverts_by_band": _tally(adverts, "band"),
            "evidence": len(evidence),
            "evidence_by_status": _tally(evidence, "status"),
            "rejected": rejected,
        },
        "licence_lists": inputs.licences_given,
        "household_origin_used": False,
        "times": {"seconds": round(time.time() - started, 2)},
    }


def _tally(frame: pd.DataFrame, column: str) -> dict[str, int]:
    counts = Counter(str(value) for value in frame[column])
    return dict(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
