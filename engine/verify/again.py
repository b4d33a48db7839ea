"""A sample of a run judged again from its inputs, and held against what its tables say."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from engine.export.personal.redact import mask_matched
from engine.export.record import sha256
from engine.export.text import clean, guard
from engine.ingest import Limits, files, merge_duplicates, read, with_addresses
from engine.ingest.headers.recognise import recognise
from engine.match import RegistrationMatcher, TextMatcher
from engine.model.columns import replace_surrogates
from engine.model.errors import UsageError
from engine.model.evidence import Hit
from engine.model.ingested import Ingested
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet
from engine.verify.judgement import Judgement
from engine.verify.tables import Found, Place, Tables, tables_of
from engine.verify.verified import Verified, mapping, sources_of


class _Sort(NamedTuple):
    """A kind of record that is judged by itself, where the result tells of it, and what it is called."""

    kind: RecordKind
    table: str
    key: str
    noun: str


_SORTS = (
    _Sort(RecordKind.REGISTRATION, "entities", "entity_id", "企业登记"),
    _Sort(RecordKind.ADVERT, "adverts", "ad_id", "广告"),
)
#: Kind → name in the record → file.
_Inputs = Mapping[RecordKind, Mapping[str, Path]]


def judge_again(
    folder: Path,
    record: Mapping[str, Any],
    found: _Inputs,
    ruleset: RuleSet,
    sample: int,
    result: Verified,
) -> None:
    """So many rows of each sort. ``found``: the inputs."""
    changed = mapping(mapping(record.get("options")).get("limits"))
    try:
        limits = Limits.parse(f"{name}={value}" for name, value in changed.items())
    except UsageError:
        result.bad("运行记录里的读取上限不对，没有重新筛查")
        return
    tables = tables_of(folder, bool(mapping(record.get("datasets"))))
    for sort in _SORTS:
        wanted = {
            s.get("file")
            for s in sources_of(record)
            # What a folder held besides, and could not be read then, is not read now.
            if s.get("kind") == sort.kind.value and s.get("rows_used") != 0
        }
        if not wanted:
            continue
        if wanted - found.get(sort.kind, {}).keys():
            result.open(f"{sort.noun}：当时的输入没有找全，没有重新筛查。请把它们都写在命令后面")
            continue
        table, rows = _read(sort.kind, record, found, wanted, limits)
        chosen = _chosen(rows, sample)
        part = table.take(pa.array([at for at, _ in chosen], pa.int64())).combine_chunks()
        places = [place for _, place in chosen]
        _compare(sort, record, _Now(sort, part, record, ruleset), tables, places, result)


class _Now:
    """What the rules find in these rows today; rules about facts between records are ``skipped``: they
    need all of them, and a sample cannot repeat them."""

    def __init__(
        self, sort: _Sort, part: pa.Table, record: Mapping[str, Any], ruleset: RuleSet
    ) -> None:
        self.skipped: set[str] = set()
        self._redacted = bool(record.get("redacted"))
        as_of = str(record.get("as_of") or "")
        if sort.kind is RecordKind.REGISTRATION:
            self.skipped = {rule.id for rule in ruleset.rules if _linked(rule)}
            found = RegistrationMatcher(ruleset).match(part, as_of)
        else:
            found = TextMatcher(ruleset, "advert").match(part, as_of, "publish_time")
        self.found = {evidence.row: evidence for evidence in found}
        self.judgement = Judgement(self.found, self.skipped, record, ruleset)

    def differs(self, row: int, candidates: Sequence[Found], guarded: bool) -> bool:
        """Is it none of the ``candidates``, as a table (``guarded``: see ``Tables``) has them?"""
        hits = self.found[row].hits if row in self.found else ()
        now = _hits(hits, self.skipped, self._redacted, guarded)
        return now not in candidates and not (
            self._redacted and any(_agree(now, known) for known in candidates)
        )


def _compare(
    sort: _Sort,
    record: Mapping[str, Any],
    now: _Now,
    tables: Sequence[Tables],
    places: Sequence[Place],
    result: Verified,
) -> None:
    try:
        told = [(one, one.hits(sort.table, sort.key, places, now.skipped)) for one in tables]
        judged = {
            row for t in tables for row in now.judgement.wrong(t, sort.table, sort.key, places)
        }
    except MemoryError:  # Arrow's is one of its own errors, too
        raise
    except (ValueError, KeyError, OSError, pa.ArrowException):
        result.bad(f"{sort.noun}：结果里的表读不了，可能被改过，没有重新筛查")
        return
    wrong = dict.fromkeys(
        row
        for one, known in told
        for row, candidates in enumerate(known)
        if candidates is not None and now.differs(row, candidates, one.guarded)
    )
    if wrong:
        result.bad(
            f"{sort.noun}：重新筛查 {len(places)} 行，{len(wrong)} 行的命中与当时不同：{_named(places, [*wrong])}"
        )
        return
    if judged:
        result.bad(
            f"{sort.noun}：重新筛查 {len(places)} 行，命中相同，{len(judged)} 行的等级、分数或处理结果"
            f"与命中不符：{_named(places, sorted(judged))}"
        )
        return
    day = clean(str(record.get("as_of") or ""))[:20]
    by_day = f"按指定的基准日 {day} " if record.get("as_of_given") else ""
    result.good(f"{sort.noun}：抽 {len(places)} 行{by_day}重新筛查，命中和判断与当时相同")


def _named(places: Sequence[Place], rows: Sequence[int]) -> str:
    return "、".join(f"{places[row][0]} 第 {places[row][1]} 条数据" for row in rows[:5])


def _read(
    kind: RecordKind,
    record: Mapping[str, Any],
    found: _Inputs,
    wanted: Collection[Any],
    limits: Limits,
) -> tuple[pa.Table, list[tuple[int, Place]]]:
    """The rows as a run screens them, and where each is from. ``wanted``: names of inputs."""
    parted = {s.get("file") for s in sources_of(record) if s.get("unread")}
    sources = [
        _source(path, kind, found, limits, name in parted)
        for name, path in found[kind].items()
        if name in wanted
    ]
    again = read(sources, kind, limits=limits)
    table = again.table
    if kind is RecordKind.REGISTRATION:
        table = merge_duplicates(with_addresses(table))[0]
    return table, _places(table, again, found[kind])


def _source(
    path: Path,
    kind: RecordKind,
    found: _Inputs,
    limits: Limits,
    parted: bool,
) -> files.Source:
    """Of a workbook that was read as several kinds, or in part (``parted``), the sheets of one; a set
    to hand on does not name them."""
    source = files.Source(path, path.name, from_folder=False)
    if not parted and sum(path in paths.values() for paths in found.values()) < 2:
        return source
    sheets = recognise(source, limits).sheets
    return source._replace(sheets=frozenset(n for n, seen in sheets.items() if seen.kind is kind))


def _linked(rule: Any) -> bool:
    return any(feature.kind in ("link", "licence", "rule") for feature in rule.features.values())


def _places(table: pa.Table, again: Ingested, names: Mapping[str, Path]) -> list[tuple[int, Place]]:
    """Index in the table and (file as the record calls it, row)."""
    by_hash = {sha256(path): name for name, path in names.items()}
    called = {report.file: by_hash.get(report.sha256, report.file) for report in again.sources}
    rows = zip(
        table.column("source_file").to_pylist(), table.column("source_row").to_pylist(), strict=True
    )
    return [(at, (called.get(file, file), str(row))) for at, (file, row) in enumerate(rows)]


def _chosen(places: list[tuple[int, Place]], sample: int) -> list[tuple[int, Place]]:
    """Other rows each time: whoever has changed a result could spare those that are always looked at."""
    return sorted(secrets.SystemRandom().sample(places, min(sample, len(places))))


def _agree(now: Found, known: Found) -> bool:
    """The same, but for what is starred in a set that was handed on."""
    found, noted = ({hit[:4]: hit[4] for hit in hits} for hits in (now, known))
    return found.keys() == noted.keys() and all(
        len(text) == len(noted[place])
        and all(two in (one, "*") for one, two in zip(text, noted[place], strict=True))
        for place, text in found.items()
    )


def _hits(hits: Iterable[Hit], skipped: set[str], redacted: bool, guarded: bool) -> Found:
    def shown(matched: str) -> str:
        text = replace_surrogates(mask_matched(matched) if redacted else matched)
        return guard(text) if guarded else text

    return {
        (h.rule_id, h.field, h.start, h.end, shown(h.matched))
        for h in hits
        if h.rule_id not in skipped
    }
