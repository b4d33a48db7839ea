"""The account of a run: every row of every input, the rules, and the counts of the result."""

from __future__ import annotations

import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import metadata
from typing import Any

from engine.export.below import below_limit
from engine.model.ingested import Ingested, SourceReport
from engine.model.screening import Screening
from engine.model.terms import Disposition, RecordKind
from engine.ruleset import RuleSet

_PARTS = (
    "ahocorasick-rs", "google-re2", "jieba", "numpy", "pandas", "pyarrow", "python-calamine",
    "rapidfuzz", "XlsxWriter",
)  # fmt: skip


def run_record(
    result: Screening,
    kinds: Sequence[Ingested],
    ruleset: RuleSet,
    merged: int,
    as_of: str,
    licences_given: bool,
    origins: Mapping[str, str],
    exceptions: list[dict[str, Any]],
    seconds: float,
    version: str,
) -> dict[str, Any]:
    """What was read (``kinds``), with which rules, and what came of it.

    ``merged``: rows of registrations that were another row's firm; ``origins``: area code →
    document that orders its use. Raises AssertionError when the rows of an input do not add up.
    """
    rows = _rows(result, kinds, merged)
    return {
        "saolou": version,
        "versions": _versions(),
        "rules": _rules(ruleset),
        "exceptions": exceptions,
        "as_of": as_of,
        "inputs": [_input(report) for source in kinds for report in source.sources],
        "rows": rows,
        "counts": _counts(result, kinds, ruleset, rows),
        "licence_lists": licences_given,
        "household_origin_used": bool(origins),
        "household_origin": {
            "codes": len(origins),
            "documents": sorted(set(origins.values())),
        },
        "times": {"seconds": round(seconds, 2)},
    }


def _rows(result: Screening, kinds: Sequence[Ingested], merged: int) -> dict[str, dict[str, int]]:
    """What became of the rows of each kind; raises where they do not add up."""
    rows = {}
    for source in kinds:
        dropped = merged if source.kind is RecordKind.REGISTRATION else 0
        kept = sum(report.rows_used for report in source.sources) - dropped
        rows[source.kind.value] = {
            "in": source.rows_in,
            "screened": kept,
            "merged_duplicates": dropped,
            "rejected": len(source.rejected),
        }
        if source.rows_in != kept + dropped + len(source.rejected):
            raise AssertionError(f"{source.kind.value}: rows do not add up")
    if len(result.part("adverts")) != rows[RecordKind.ADVERT.value]["screened"]:
        raise AssertionError("adverts screened and adverts told do not add up")
    if len(result.rejected) != sum(len(source.rejected) for source in kinds):
        raise AssertionError("rows set aside do not add up")
    return rows


def _rules(ruleset: RuleSet) -> dict[str, Any]:
    return {
        "pack": ruleset.pack.id,
        "version": ruleset.pack.version,
        "sha256": ruleset.digest,
        "active": len(ruleset.rules),
        "exclusions": len(ruleset.exclusions),
        "bands": dict(ruleset.pack.bands),
        "overlay": ruleset.overlay.record() if ruleset.overlay else None,
    }


def _input(report: SourceReport) -> dict[str, Any]:
    return {
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
        "unread": report.unread,
    }


def _counts(
    result: Screening,
    kinds: Sequence[Ingested],
    ruleset: RuleSet,
    rows: Mapping[str, Mapping[str, int]],
) -> dict[str, Any]:
    leads = result.places("entities", "disposition", [Disposition.LEAD.value])
    return {
        "entities": len(result.part("entities")),
        "by_disposition": _sorted(result.tally("entities", "disposition")),
        "leads_by_band": _sorted(Counter(result.texts("entities", "band", leads))),
        "leads_by_sector": _sorted(Counter(result.texts("entities", "sector", leads))),
        "adverts_by_band": _sorted(result.tally("adverts", "band")),
        **below_limit(result, ruleset),
        "evidence": len(result.part("evidence")),
        "evidence_by_status": _sorted(result.tally("evidence", "status")),
        "rejected": len(result.rejected),
        **whence(result.tally("entities", "source_file"), kinds, rows),
    }


def whence(
    by_file: Mapping[str, int],
    kinds: Sequence[Ingested],
    rows: Mapping[str, Mapping[str, int]],
) -> dict[str, int]:
    """``without_hits``: firms of the register that have no row in the result; ``unregistered``:
    entities that only adverts name. ``by_file``: rows of entities by the file they are from.

    Empty where files of two kinds have one name, so that rows cannot be told apart.
    """
    names = {kind.kind: {report.file for report in kind.sources} for kind in kinds}
    register = names.pop(RecordKind.REGISTRATION, set())
    if any(register & others for others in names.values()):
        return {}
    listed = sum(count for file, count in by_file.items() if file in register)
    return {
        "without_hits": rows[RecordKind.REGISTRATION.value]["screened"] - listed,
        "unregistered": sum(by_file.values()) - listed,
    }


def _versions() -> dict[str, str]:
    """Of everything that takes part in the judgement or in the bytes of the files."""
    return {"python": platform.python_version(), **{name: _version(name) for name in _PARTS}}


@cache
def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _sorted(counts: Mapping[Any, int]) -> dict[str, int]:
    found = {str(value): int(count) for value, count in counts.items()}
    return dict(sorted(found.items(), key=lambda kv: (-kv[1], kv[0])))
