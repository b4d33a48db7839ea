"""A finished run → the printable workbook, the csv files and the run record."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

from engine.export.atomic import explained, mend, staging
from engine.export.csvs import REJECTED_COLUMNS, rejected_frame, write_part
from engine.export.lock import only_writer
from engine.export.record import sha256, write_record
from engine.model import processes
from engine.model.screening import (
    ADVERT_COLUMNS,
    ADVERT_EXTRA,
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
    Screening,
)
from engine.model.stored import Stored

__all__ = ["FILES", "explained", "mend", "only_writer", "write"]

#: What a run leaves behind, the file most likely open elsewhere first.
FILES = (
    "leads.xlsx",
    "entities.csv",
    "adverts.csv",
    "evidence.csv",
    "rejected.csv",
    "report.html",
    "run.json",
)


#: How the name of a copy of a workbook begins that somebody had written into.
KEPT = "leads-填写过-"


def write(
    result: Screening,
    out: Path,
    top: int | None = None,
    *,
    redact: bool = False,
    held: bool = False,
) -> list[Path]:
    """Write every file of the contract into ``out``, all or none; return their paths.

    ``top``: the workbook lists at most so many rows a sheet; the csv files always hold all.
    ``redact``: a set that can be handed on. ``held``: the caller is ``only_writer`` of ``out``.
    """
    # Here, as the process that writes the tables has no use for them and would load them again.
    from engine.export.redact import masked, redacted
    from engine.export.report import write_report
    from engine.export.view import LIMIT, lead_view, make_view
    from engine.export.workbook import write_workbook

    filled = _keep_filled(out)
    outside = redacted(result) if redact else masked(result)
    inside = outside if redact else result
    with staging(out, FILES, held=held) as aside:
        paths = [aside / name for name in FILES]
        book, entities, adverts, evidence, rejected, report, record = paths
        with _beside(outside) as other:
            tables = other.submit(_write_tables, outside, entities, adverts, evidence, rejected)
            write_workbook(make_view(inside, top or LIMIT), book)
            write_report(lead_view(outside, top or LIMIT), report)
            hashes = tables.result()
        write_record(outside.run, paths[:-1], record, hashes)
    return [*(out / name for name in FILES), *filled]


def _beside(result: Screening) -> Executor:
    """Who writes the tables while the pages are written: for a large run another process."""
    if isinstance(result.part("entities"), Stored):
        return processes.pool(1)
    return ThreadPoolExecutor(1)


def _write_tables(
    result: Screening, entities: Path, adverts: Path, evidence: Path, rejected: Path
) -> dict[str, str]:
    """Write the csv files; returns file name → SHA-256."""
    columns = EVIDENCE_COLUMNS + EVIDENCE_EXTRA
    return {
        entities.name: write_part(result.part("entities"), ENTITY_COLUMNS + ENTITY_EXTRA, entities),
        adverts.name: write_part(result.part("adverts"), ADVERT_COLUMNS + ADVERT_EXTRA, adverts),
        evidence.name: write_part(result.part("evidence"), columns, evidence, exact=("matched",)),
        rejected.name: write_part(rejected_frame(result.rejected), REJECTED_COLUMNS, rejected),
    }


def _keep_filled(out: Path) -> list[Path]:
    """A copy of the workbook that somebody has written into since the last run; none if nobody
    has."""
    book, record = out / FILES[0], out / FILES[-1]
    try:
        known = json.loads(record.read_text(encoding="utf-8"))["outputs"][FILES[0]]
        if sha256(book) == known:
            return []
    except (OSError, ValueError, KeyError, TypeError):
        return []
    copy = out / f"{KEPT}{dt.datetime.now():%Y%m%d-%H%M%S}.xlsx"
    shutil.copy2(book, copy)
    return [copy]
