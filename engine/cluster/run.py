"""A screening on a cluster from files to datasets. Dask is loaded when a run starts."""

from __future__ import annotations

import contextlib
import shutil
import time
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from engine import ingest
from engine.cluster import store
from engine.cluster.connect import connected
from engine.export.atomic import ASIDE, replaceable
from engine.export.lock import only_writer
from engine.flow.chunk import NO_WAIVER, Known, licence_index
from engine.flow.dates import Dates
from engine.flow.register import merged_message
from engine.flow.waived import told_of_waivers
from engine.ingest.files import collect
from engine.ingest.reader import other_files
from engine.match.waive import Waiving
from engine.model.errors import UsageError
from engine.model.ingested import Ingested, SourceReport, nothing_of
from engine.model.progress import Progress, silent
from engine.model.screening import Screening
from engine.model.terms import NO_REGISTER, RecordKind
from engine.ruleset import RuleSet, load_ruleset
from engine.triage import desk_tips

#: Rows of a partition, about.
ROWS = 50_000
#: The office's files hold the first so many entities in order of visit; the datasets hold all.
OFFICE = 200_000


class ClusterRun(Screening):
    """The top of a finished run's list, as far as the office's files hold it; everything stands
    in the datasets. They lie aside until ``write`` moves them in together with the files."""

    #: where the datasets lie; they go with ``discard``
    work: Path | None = None

    def write(
        self, out: str | Path, top: int | None = None, *, redact: bool = False, held: bool = False
    ) -> list[Path]:
        """Write datasets, the office's files and the run record; the folder is that of the run."""
        from engine import export

        out = Path(out)
        if self.work is None or out.resolve() != self.work.parent:
            raise UsageError("集群的结果只能写一次，写到筛查时给出的文件夹。")
        work, self.work = self.work, None
        return export.write(self, out, top, redact=redact, held=held, datasets=work)

    def discard(self) -> None:
        """Away with datasets that nobody wrote."""
        if self.work is not None:
            shutil.rmtree(self.work, ignore_errors=True)


def screen_on(
    on: Any,
    registrations: Sequence[str | ingest.Given],
    out: str | Path,
    *,
    adverts: Sequence[str | ingest.Given] = (),
    tips: Sequence[str | ingest.Given] = (),
    licences: Sequence[str | ingest.Given] = (),
    territory: Sequence[str | ingest.Given] = (),
    origins: Sequence[str | ingest.Given] = (),
    ruleset: RuleSet | None = None,
    progress: Progress | None = None,
    waiving: Waiving | None = None,
    limits: ingest.Limits = ingest.USUAL,
    rows: int = ROWS,
    office: int = OFFICE,
    write: bool = True,
    as_of: str = "",
    unused: Sequence[SourceReport] = (),
    watched: bool = False,
) -> ClusterRun:
    """Screen on a cluster: ``tcp://host:8786``, ``local:2``, or a Dask client.

    Registrations and ``out`` must be under the same paths for all workers. ``rows``: about so
    many in a partition. ``office``: how many entities the office's files hold. ``write``: without
    it the caller is ``only_writer`` of ``out`` and calls ``write`` or ``discard``. ``as_of``: the day it
    is made for, else the newest of the inputs. ``unused``: what lay beside the
    files and is no input. ``watched``: whom tips name in which nothing is found is told, for whoever
    remembers. Raises InputError, RuleError, UsageError.
    """
    if not registrations:
        raise UsageError("--on 需要企业登记数据。只有广告时不必用集群，请去掉 --on。")
    others = {
        RecordKind.ADVERT: adverts,
        RecordKind.TIP: tips,
        RecordKind.LICENCE: licences,
        RecordKind.TERRITORY: territory,
        RecordKind.ORIGIN: origins,
    }
    out = Path(out).resolve()
    with only_writer(out) if write else contextlib.nullcontext():
        replaceable(out)
        with connected(on) as client:
            read = {
                kind: ingest.read(_given(paths), kind, progress, limits)
                if paths
                else nothing_of(kind)
                for kind, paths in others.items()
            }
            run = _screen(
                client,
                _given(registrations),
                read,
                out,
                ruleset or load_ruleset(),
                progress or silent,
                NO_WAIVER if waiving is None else waiving,
                limits,
                rows,
                office,
                as_of,
                unused,
                watched,
            )
        if write:
            run.write(out, held=True)
    return run


def _screen(
    client: Any,
    registrations: Sequence[ingest.Given],
    read: dict[RecordKind, Ingested],
    out: Path,
    ruleset: RuleSet,
    tell: Progress,
    waiving: Waiving,
    limits: ingest.Limits,
    rows: int,
    office: int,
    day: str,
    unused: Sequence[SourceReport],
    watched: bool,
) -> ClusterRun:
    from engine.cluster import account, links, reading, register, results
    from engine.cluster.crew import Crew
    from engine.cluster.worker import Screening as Plugin

    started = time.time()
    crew = Crew(client, tell)
    sources = collect(registrations, limits.files)
    reading.check(sources)
    token = uuid.uuid4().hex
    work = out / f"{ASIDE}{token}"
    where = store.Place(work, office)
    tables = {kind: one.table for kind, one in read.items()}
    ads = tables[RecordKind.ADVERT]
    try:
        work.mkdir(mode=0o700, parents=True)
        pieces = register.read(crew, sources, limits, rows, where)
        firms = register.each_once(crew, pieces)
        pieces.tables.clear()  # the workers may forget the rows as they were read
        dates, cities = register.dates_and_cities(crew, firms)
        dates.join(Dates.of(ads, tables[RecordKind.TIP]))
        dated = dates.as_of(ruleset, day)
        home = register.home(crew, firms, cities, links.advertisers(ads))
        licences = licence_index(tables[RecordKind.LICENCE])
        known = Known.of(tables.__getitem__, ruleset, dated.day, home, licences, waiving)
        told = links.link(
            crew, firms, known, ads, tables[RecordKind.TIP], waiving, tell, watched=watched
        )
        client.register_plugin(Plugin(known), name=token)
        tally = account.Tally()
        screened = results.screened(crew, firms, told, token, tally)
        waiving.used.update(tally.waived)
        top = results.write_results(crew, firms, screened, known, told, ads, where, tally)
        record = account.record(
            [nothing_of(RecordKind.REGISTRATION), *read.values()],
            [*pieces.reports, *other_files(registrations, RecordKind.REGISTRATION), *unused],
            (firms.bounds.total, firms.merged, pieces.rejected),
            known,
            top,
            tally,
            bool(read[RecordKind.LICENCE].sources),
            waiving.record(),
            time.time() - started,
        )
        record |= dated.record()
        messages = [
            *merged_message(firms.merged),
            *dated.messages(),
            *told.tips.messages,
            *(() if firms.bounds.total else (NO_REGISTER,)),
            *known.territories.messages(tally.territories),
        ]
        run = _top(where, top, record, messages, told, read)
        run.messages = (*told_of_waivers(run, waiving), *run.messages)
        run.loose_tips = desk_tips(told.tips.loose, known.territories, ruleset)
        counts = {"entities": tally.entities, "evidence": tally.evidence, "adverts": ads.num_rows}
        run.run["datasets"] = store.described(work, {**counts, "rejected": pieces.rejected})
        run.work = work
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    finally:
        with contextlib.suppress(Exception):  # the cluster may be gone, and that is told already
            client.unregister_worker_plugin(token)
    return run


def _top(
    where: store.Place,
    tables: tuple[pa.Table, pa.Table, pa.Table],
    record: dict[str, Any],
    messages: list[str],
    told: Any,
    read: dict[RecordKind, Ingested],
) -> ClusterRun:
    """What the office's files hold."""
    empty, adverts, no_evidence = tables
    total = record["counts"]["entities"]
    entities = store.whole(where.full("entities"), empty)
    if total > entities.num_rows:
        messages.append(
            f"共有 {total} 户，工作簿和 csv 只含扫楼顺序前 {entities.num_rows} 户；"
            "全部在 entities、evidence 文件夹的 parquet 里。"
        )
    aside = [row for source in read.values() for row in source.rejected]
    return ClusterRun(
        entities,
        adverts,
        store.whole(where.full("evidence"), no_evidence),
        rejected=(*store.rejected(where.full("rejected"), where.office), *aside),
        run=record,
        messages=tuple(messages),
        referrals=told.tips.referrals,
        placed_tips=told.tips.placed,
        naming_tips=told.tips.naming,
    )


def _given(paths: Sequence[str | ingest.Given]) -> list[ingest.Given]:
    return [Path(path) if isinstance(path, str) else path for path in paths]
