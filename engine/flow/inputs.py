"""Everything that was given, read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from engine import ingest
from engine.flow.jobs import Workers
from engine.flow.meanwhile import read_meanwhile
from engine.flow.plan import Plan
from engine.flow.spooled import Spooling
from engine.flow.work import WorkFolder
from engine.model.errors import InputError
from engine.model.ingested import Ingested, SourceReport, nothing_of
from engine.model.progress import Progress
from engine.model.terms import HEADER_ONLY, RecordKind

#: Without one of these there is nothing to screen.
_SCREENED = (RecordKind.REGISTRATION, RecordKind.ADVERT)


@dataclass(slots=True)
class Inputs:
    """Everything read, by kind; a kind nobody supplied is an empty table."""

    read: dict[RecordKind, Ingested]
    licences_given: bool
    #: firms that stand in for a register that was not given
    ledger: pa.Table | None = None
    #: is there a ledger that may know of whom a tip speaks in which nothing is found?
    watched: bool = False
    #: holds the registrations that are not in their table
    spooling: Spooling | None = None

    @classmethod
    def of(cls, read: Mapping[RecordKind, Ingested], *, licences_given: bool) -> Inputs:
        return cls({k: read.get(k) or nothing_of(k) for k in RecordKind}, licences_given)

    @property
    def sources(self) -> tuple[Ingested, ...]:
        return tuple(self.read.values())

    def table(self, kind: RecordKind) -> pa.Table:
        return self.read[kind].table

    def besides(self, unused: Sequence[SourceReport]) -> None:
        """Tell ``unused``, too: what lay beside the files and is no input."""
        firms = self.read[RecordKind.REGISTRATION]
        told = replace(firms, sources=(*firms.sources, *unused))
        self.read[RecordKind.REGISTRATION] = told


def read_inputs(
    given: Mapping[RecordKind, Sequence[ingest.Given]],
    progress: Progress | None,
    limits: ingest.Limits,
    plan: Plan | None,
    workers: Workers,
) -> Inputs:
    """Read the files of each kind. Raises InputError: also if nothing is left to screen; a list of
    which nothing could be read is accounted for and says nothing."""
    registrations = given[RecordKind.REGISTRATION]
    spooling = None
    if plan and registrations and ingest.worth_streaming(registrations, limits, plan.large):
        spooling = Spooling(WorkFolder(plan.folder), plan.chunk)
    read: dict[RecordKind, Ingested] = {}
    unread: dict[RecordKind, ingest.NothingRead] = {}
    for kind, paths in given.items():
        if not paths:
            continue
        try:
            if spooling and kind is RecordKind.REGISTRATION:
                read[kind] = spooling.read(paths, limits, progress, workers)
                continue
            size = plan.large if plan and kind is RecordKind.ADVERT else None
            read[kind] = read_meanwhile(paths, kind, progress, limits, workers, size)
        except ingest.NothingRead as none:
            unread[kind] = none
            read[kind] = replace(nothing_of(kind), sources=none.sources)
    if not any(kind in read and read[kind].rows_in for kind in _SCREENED):
        raise next((unread[kind] for kind in _SCREENED if kind in unread), _header_only(read))
    # A list of which nothing could be read says nothing: unknown, not unlicensed.
    listed = RecordKind.LICENCE in read and read[RecordKind.LICENCE].rows_in > 0
    inputs = Inputs.of(read, licences_given=listed)
    inputs.spooling = None if RecordKind.REGISTRATION in unread else spooling
    return inputs


def _header_only(read: Mapping[RecordKind, Ingested]) -> InputError:
    """Of all that could be screened there is not a row: no result may look as if there had been."""
    files = dict.fromkeys(
        source.file for kind in _SCREENED if kind in read for source in read[kind].sources
    )
    return InputError(
        f"文件 {'、'.join(files)} {HEADER_ONLY}，没有可筛查的。"
        "请核对导出的条件（辖区、时间、状态），重新导出。"
    )
