"""A finished run → the printable workbook, the csv files and the run record."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

from engine.export.atomic import explained, left_behind, mend, replaceable, staging
from engine.export.csvs import COLUMNS, EXACT, REJECTED_COLUMNS, rejected_table, write_part
from engine.export.earlier import put_by, said_of_earlier
from engine.export.handed import fit_to_hand_on
from engine.export.lock import only_writer
from engine.export.record import as_written, write_record
from engine.export.spare import spare_inputs
from engine.ingest.ours import record_of
from engine.model.beside import beside
from engine.model.memory import give_back, no_litter
from engine.model.names import DATASETS, FILES, KEPT
from engine.model.screening import Screening
from engine.model.stored import Stored

__all__ = [
    "DATASETS",
    "FILES",
    "KEPT",
    "explained",
    "fit_to_hand_on",
    "left_behind",
    "mend",
    "only_writer",
    "replaceable",
    "said_of_earlier",
    "spare_inputs",
    "write",
]


def write(
    result: Screening,
    out: Path,
    top: int | None = None,
    *,
    redact: bool = False,
    held: bool = False,
    datasets: Path | None = None,
) -> list[Path]:
    """Write every file of the contract into ``out``, all or none; return their paths.

    ``top``: the workbook lists at most so many rows a sheet; the csv files always hold all.
    ``redact``: a set that can be handed on; raises UsageError for a folder that holds anything
    else. A result of other inputs that stands in ``out`` goes on in a folder of its own there, which is
    the last of the paths. ``held``: the caller is ``only_writer`` of ``out``. ``datasets``: a folder inside of
    ``out`` with the datasets of a cluster, which move in together with the files.
    """
    # Here, as processes that only make lines have no use for them.
    from engine.export.personal.redact import masked, masked_records, redacted
    from engine.export.report import write_report
    from engine.export.view import LIMIT, lead_view, make_view
    from engine.export.walk import route_texts, settle
    from engine.export.workbook import write_workbook

    outside = redacted(result) if redact else masked(result)
    inside = outside if redact else result
    show = _as_it_is if redact else masked_records
    names = list(FILES)
    # A set to be handed on holds nothing besides, and was made of a result that can be made again.
    earlier = None if redact else put_by(out, result.run)
    with (
        no_litter(),
        staging(out, names, held=held, ready=datasets, put_by=earlier) as aside,
    ):
        if redact:
            fit_to_hand_on(out, but=aside)
        if datasets or isinstance(record_of(out).get("datasets"), dict):
            names += DATASETS  # those of an earlier run would be taken for this one's
        filled = _keep_filled(out, aside)
        paths = [aside / name for name in FILES]
        book, entities, adverts, evidence, rejected, report, record = paths
        large = isinstance(result.part("entities"), Stored)
        if large:
            give_back()

        # What a second processor can do meanwhile; first what needs no view.
        def tables() -> dict[str, str]:
            return _write_tables(outside, entities, adverts, evidence, rejected)

        with beside(tables, copied=large, yielding=True) as hashes:
            view = make_view(inside, top or LIMIT)
            settle(view)

            def page() -> None:
                write_report(lead_view(view, outside, show), report)

            with beside(lambda: route_texts(view), page, copied=large) as told:
                write_workbook(view, told, book)
                told()
            known = hashes()
        write_record(outside.run, paths[:-1], record, known)
    return [*(out / name for name in FILES), *filled, *([earlier] if earlier else [])]


def _as_it_is(part: str, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return records


def _write_tables(
    result: Screening, entities: Path, adverts: Path, evidence: Path, rejected: Path
) -> dict[str, str]:
    """Write the csv files; returns file name → SHA-256."""
    # One after the other: two threads take a third more of the processor and are done no earlier.
    written = {
        path.name: write_part(result.part(name), COLUMNS[name], path, exact=EXACT.get(name, ()))
        for name, path in (("evidence", evidence), ("entities", entities), ("adverts", adverts))
    }
    written[rejected.name] = write_part(rejected_table(result.rejected), REJECTED_COLUMNS, rejected)
    return written


def _keep_filled(out: Path, aside: Path) -> list[Path]:
    """A copy of the workbook, put ``aside``, unless it is as the last run wrote it: whatever
    cannot be proven may be an afternoon of somebody's work. Returns where the copy will stand."""
    if not (out / FILES[0]).is_file() or as_written(out):
        return []
    name = f"{KEPT}{dt.datetime.now():%Y%m%d-%H%M%S}"
    free = (f"{name}{more}.xlsx" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    copy = next(file for file in free if not (out / file).exists())
    shutil.copy2(out / FILES[0], aside / copy)
    return [out / copy]
