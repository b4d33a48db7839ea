"""A finished run → the printable workbook, the csv files and the run record."""

from __future__ import annotations

from pathlib import Path

from engine.export.atomic import staging
from engine.export.csvs import REJECTED_COLUMNS, rejected_frame, write_part
from engine.export.record import write_record
from engine.export.report import write_report
from engine.export.view import LIMIT, make_view
from engine.export.workbook import write_workbook
from engine.model.screening import (
    ADVERT_COLUMNS,
    ADVERT_EXTRA,
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
    Screening,
)

__all__ = ["FILES", "write"]

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


def write(result: Screening, out: Path, top: int | None = None) -> list[Path]:
    """Write every file of the contract into ``out``, all or none; return their paths.

    ``top``: the workbook lists at most so many rows a sheet; the csv files always hold all.
    """
    with staging(out, FILES) as aside:
        paths = [aside / name for name in FILES]
        book, entities, adverts, evidence, rejected, report, record = paths
        view = make_view(result, top or LIMIT)
        write_workbook(view, book)
        write_report(view, report)
        write_part(result.part("entities"), ENTITY_COLUMNS + ENTITY_EXTRA, entities)
        write_part(result.part("adverts"), ADVERT_COLUMNS + ADVERT_EXTRA, adverts)
        write_part(
            result.part("evidence"), EVIDENCE_COLUMNS + EVIDENCE_EXTRA, evidence, exact=("matched",)
        )
        write_part(rejected_frame(result.rejected), REJECTED_COLUMNS, rejected)
        write_record(result.run, paths[:-1], record)
    return [out / name for name in FILES]
