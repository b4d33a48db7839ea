"""What lies in folders that are given without an option goes where its header says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.model.terms import RecordKind

if TYPE_CHECKING:
    from engine.ingest import Given, Limits
    from engine.model.ingested import SourceReport

_SHOWN = 40


def sorted_inputs(
    given: Mapping[str, Sequence[Path]], limits: Limits
) -> tuple[dict[str, list[Given]], list[SourceReport]]:
    """By name of the kind what is to be read, and what lies beside it and is no input; it is said of
    every file of a folder how it was taken. Raises InputError."""
    from engine.ingest import sort_out

    named = {kind: given.get(name, ()) for name, kind in _kinds().items()}
    found = sort_out(named.pop(RecordKind.REGISTRATION), named, limits)
    for line in found.lines[:_SHOWN]:
        click.echo(" ".join(line.splitlines()), err=True)  # a name of a file may have several
    if len(found.lines) > _SHOWN:
        click.echo(f"另有 {len(found.lines) - _SHOWN} 个文件，见工作簿“数据问题”。", err=True)
    return {
        name: [*found.named.get(kind, ()), *found.of(kind)] for name, kind in _kinds().items()
    }, found.unused


def _kinds() -> dict[str, RecordKind]:
    """What ``screen_files`` calls each kind."""
    return {
        "registrations": RecordKind.REGISTRATION,
        "adverts": RecordKind.ADVERT,
        "tips": RecordKind.TIP,
        "licences": RecordKind.LICENCE,
        "territory": RecordKind.TERRITORY,
        "origins": RecordKind.ORIGIN,
    }
