"""Counts of a run on a cluster: of partitions by the workers, added up by the caller."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from engine import __version__
from engine.export.account import run_record, whence
from engine.flow.chunk import Known
from engine.model.ingested import Ingested, SourceReport
from engine.model.screening import Screening
from engine.model.terms import RecordKind


@dataclass(slots=True)
class Tally:
    entities: int = 0
    evidence: int = 0
    dispositions: Counter[str] = field(default_factory=Counter)
    bands: Counter[str] = field(default_factory=Counter)
    sectors: Counter[str] = field(default_factory=Counter)
    territories: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    waived: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        self.entities += other.entities
        self.evidence += other.evidence
        for name in (
            "dispositions",
            "bands",
            "sectors",
            "territories",
            "files",
            "statuses",
            "waived",
        ):
            getattr(self, name).update(getattr(other, name))


def of_entities(table: pa.Table) -> Tally:
    leads = table.filter(pc.equal(table.column("disposition"), "线索"))
    return Tally(
        entities=table.num_rows,
        dispositions=_counted(table, "disposition"),
        bands=_counted(leads, "band"),
        sectors=_counted(leads, "sector"),
        territories=_counted(table, "territory"),
        files=_counted(table, "source_file"),
    )


def of_evidence(table: pa.Table) -> Tally:
    return Tally(evidence=table.num_rows, statuses=_counted(table, "status"))


def _counted(table: pa.Table, column: str) -> Counter[str]:
    entries = pc.value_counts(table.column(column)).to_pylist()
    return Counter({str(entry["values"]): int(entry["counts"]) for entry in entries})


def record(
    kinds: Sequence[Ingested],
    reports: Sequence[SourceReport],
    rows: tuple[int, int, int],
    known: Known,
    tables: tuple[pa.Table, pa.Table, pa.Table],
    tally: Tally,
    licences_given: bool,
    exceptions: list[dict[str, Any]],
    seconds: float,
) -> dict[str, Any]:
    """The run record as the single machine writes it.

    ``kinds``: all inputs, the registrations empty; ``rows``: of the register as screened, merged
    and rejected; ``tables``: an empty one of entities, the adverts, an empty one of evidence.
    """
    screened, merged, rejected = rows
    if sum(report.rows_in for report in reports) != screened + merged + rejected:
        raise AssertionError("registration: rows do not add up")
    used = sum(report.rows_used for report in reports)
    sources = [
        replace(kind, sources=tuple(reports), rows_in=used)
        if kind.kind is RecordKind.REGISTRATION
        else kind
        for kind in kinds
    ]
    others = sum(len(kind.rejected) for kind in kinds)
    none = Screening(*tables, rejected=tuple(row for kind in kinds for row in kind.rejected))
    run = run_record(
        none,
        sources,
        known.ruleset,
        0,
        known.as_of,
        licences_given,
        known.origins,
        exceptions,
        seconds,
        __version__,
    )
    run["rows"][RecordKind.REGISTRATION.value] = {
        "in": screened + merged + rejected,
        "screened": screened,
        "merged_duplicates": merged,
        "rejected": rejected,
    }
    run["counts"] |= {
        "entities": tally.entities,
        "by_disposition": _falling(tally.dispositions),
        "leads_by_band": _falling(tally.bands),
        "leads_by_sector": _falling(tally.sectors),
        "evidence": tally.evidence,
        "evidence_by_status": _falling(tally.statuses),
        "rejected": rejected + others,
    }
    run["counts"] |= whence(tally.files, sources, run["rows"])
    return run


def _falling(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
