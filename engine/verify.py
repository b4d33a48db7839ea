"""Is a finished run still what it says? Hashes of outputs, rules and inputs, and a sample judged
again from the inputs.

Everything in the folder is untrusted: names in run.json never become paths of their own.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from engine import told
from engine.export import DATASETS, FILES, KEPT, left_behind
from engine.export.journal import read as read_journal
from engine.export.journal import under_way
from engine.export.personal.redact import mask_matched
from engine.export.record import sha256
from engine.export.text import clean, guard
from engine.ingest import Limits, files, merge_duplicates, read, with_addresses
from engine.ingest.headers.recognise import recognise
from engine.ingest.ours import record_of
from engine.match import RegistrationMatcher, TextMatcher
from engine.model.columns import replace_surrogates
from engine.model.errors import SaolouError, UsageError
from engine.model.evidence import Hit
from engine.model.ingested import Ingested
from engine.model.names import LITTER, READY, WORKING
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet
from engine.told import Found


@dataclass(slots=True)
class Verified:
    """``lines`` for the user in order; ``wrong`` counts those that are findings, ``left`` those on what
    was not checked."""

    lines: list[str] = field(default_factory=list)
    wrong: int = 0
    left: int = 0

    def good(self, line: str) -> None:
        self.lines.append(f"一致  {line}")

    def bad(self, line: str) -> None:
        self.lines.append(f"不符  {line}")
        self.wrong += 1

    def open(self, line: str) -> None:
        self.lines.append(f"未核  {line}")
        self.left += 1


def verify(folder: Path, given: Sequence[Path], ruleset: RuleSet, sample: int) -> Verified:
    """Check the run in ``folder``; ``given``: its input files, found again by their hashes.

    Raises UsageError when ``folder`` holds no run.
    """
    record = _record(folder)
    result = Verified()
    _begun(folder, result)
    _outputs(folder, record, result)
    _datasets(folder, record, result)
    same_rules = _rules(record, ruleset, result)
    found = _inputs(record, [*given, *_nearby(folder, record)], result)
    _strangers(folder, record, found, result)
    _strange_inputs(folder, given, record, result)
    if not found:
        result.open("没有找到输入文件，没有重新筛查。把当时的输入文件写在命令后面即可。")
    elif not same_rules:
        result.open("规则与当时不同，没有重新筛查。用 --rules 指明当时的规则包。")
    elif not result.wrong:
        _rescreen(folder, record, found, ruleset, sample, result)
    return result


def _record(folder: Path) -> dict[str, Any]:
    if not os.path.lexists(folder / FILES[-1]):
        raise UsageError(f"“{folder}”里没有 run.json。请给出 saolou screen 写结果的文件夹。")
    record = record_of(folder)
    if not record:
        raise UsageError(f"“{folder}”里的 run.json 读不了，可能已损坏或被改过。")
    if not isinstance(record.get("outputs"), dict):
        raise UsageError(f"“{folder}”里的 run.json 不是筛查的运行记录。")
    return record


def _outputs(folder: Path, record: Mapping[str, Any], result: Verified) -> None:
    expected = {str(name): str(digest) for name, digest in record["outputs"].items()}
    for name in FILES[:-1]:
        if name not in expected:
            result.bad(f"{name}：运行记录里没有它的指纹")
        elif not (folder / name).is_file():
            result.bad(f"{name}：文件不见了")
        elif sha256(folder / name) == expected[name]:
            result.good(name)
        else:
            filled = "（填写过核查结果的工作簿会这样）" if name.endswith(".xlsx") else ""
            result.bad(f"{name}：写出之后被改过{filled}")
    if strange := sorted(expected.keys() - set(FILES)):
        result.bad(f"运行记录里有不认识的文件 {'、'.join(strange)[:200]}")
    for kind, rows in _mapping(record.get("rows")).items():
        parts = [
            _mapping(rows).get(key) for key in ("in", "screened", "merged_duplicates", "rejected")
        ]
        whole, *rest = [part if isinstance(part, int) else -1 for part in parts]
        if whole != sum(rest):
            result.bad(
                f"{str(kind)[:40]}：读入 {whole} 行，与筛查、合并、未读之和 {sum(rest)} 不等"
            )


def _begun(folder: Path, result: Verified) -> None:
    """What a killed run left is told, not mended: to verify is to look."""
    for aside in left_behind(folder):
        if not under_way(aside):
            result.open(f"{clean(aside.name)[:60]}：写到一半的临时文件夹，下次筛查时清掉")
        elif read_journal(aside, folder):
            result.bad("上一次写结果时被中断，文件有新有旧。再往这里筛查一次，会先恢复原有结果")
        else:
            result.bad(f"{clean(aside.name)[:60]}：不像是本程序留下的，没有理会。请查明来历后删去")


def _datasets(folder: Path, record: Mapping[str, Any], result: Verified) -> None:
    """Parquet of a run on a cluster: every part as it was written, and no part more."""
    for name, noted in _mapping(record.get("datasets")).items():
        if name not in DATASETS:
            continue
        expected = {str(k): str(v) for k, v in _mapping(_mapping(noted).get("sha256")).items()}
        there = {path.name: path for path in _parts(folder, name)}
        if not expected and there:
            result.open(f"{name}：运行记录里没有这些 parquet 的指纹（旧版本写的）")
            continue
        wrong = [part for part in sorted(expected) if part not in there]
        wrong += [
            part
            for part, at in there.items()
            if part not in expected or not at.is_file() or sha256(at) != expected[part]
        ]
        if wrong:
            result.bad(
                f"{name}：{len(wrong)} 个 parquet 缺少、多出或被改过：{clean('、'.join(wrong[:5]))[:200]}"
            )
        else:
            result.good(f"{name}（{len(there)} 个 parquet）")


def _parts(folder: Path, name: str) -> list[Path]:
    """Whatever a reader of the dataset would take for a part of it."""
    return sorted((folder / name).glob("*.parquet")) if (folder / name).is_dir() else []


def _strangers(
    folder: Path,
    record: Mapping[str, Any],
    found: Mapping[RecordKind, Mapping[str, Path]],
    result: Verified,
) -> None:
    """Files that the record does not know are no part of the result, whatever they look like."""
    inputs = {path.resolve() for files_ in found.values() for path in files_.values()}
    ours = {*FILES, *LITTER, *(set(DATASETS) & _mapping(record.get("datasets")).keys())}
    for path in sorted(folder.iterdir()):
        name = clean(path.name)[:80]
        if path.name in ours or path.name.startswith(".saolou") or path.resolve() in inputs:
            continue
        if path.name == WORKING:
            result.open(f"{name}：没做完的筛查留下的，含登记数据。加 --resume 接着做，或删去")
        elif path.name == READY:
            result.open(f"{name}：集群算好而没能移进来的一套结果，可以单独使用和核对")
        elif path.name.startswith(KEPT):
            result.open(f"{name}：以前填写过的工作簿，不属于这次结果")
        else:
            result.open(f"{name}：运行记录里没有，不属于这次结果")


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _rules(record: Mapping[str, Any], ruleset: RuleSet, result: Verified) -> bool:
    rules = _mapping(record.get("rules"))
    if rules.get("sha256") == ruleset.digest:
        result.good(f"规则包 {ruleset.pack.id} {ruleset.pack.version}")
        return True
    result.bad(
        f"规则包：当时是 {str(rules.get('pack'))[:60]} {str(rules.get('version'))[:20]}，与现在给出的内容不同"
    )
    return False


def _sources(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = record.get("inputs")
    return [s for s in found if isinstance(s, Mapping)] if isinstance(found, list) else []


def _nearby(folder: Path, record: Mapping[str, Any]) -> list[Path]:
    """Files of the names noted, beside the result or where the command is run."""
    names = dict.fromkeys(Path(str(source.get("file"))).name for source in _sources(record))
    places = (Path(), folder, folder.parent)
    beside = (place / name for name in names if name for place in places)
    # A record may name anything; a Path raises where nothing can be called so.
    return [file for file in beside if os.path.isfile(file)]  # noqa: PTH113


def _inputs(
    record: Mapping[str, Any], given: Iterable[Path], result: Verified
) -> dict[RecordKind, dict[str, Path]]:
    """Kind → name in the record → file, for every input that was found again."""
    hashes: dict[str, Path] = {}
    for path in _files(given):
        hashes.setdefault(sha256(path), path)
    found: dict[RecordKind, dict[str, Path]] = {}
    for key in dict.fromkeys(
        (str(s.get("kind")), str(s.get("file")), str(s.get("sha256"))) for s in _sources(record)
    ):
        kind, name, digest = key
        if digest in hashes and kind in set(RecordKind):
            found.setdefault(RecordKind(kind), {})[name] = hashes[digest]
            result.good(f"输入 {name}")
        elif digest:
            result.open(f"输入 {name}：没有找到内容相同的文件")
    return found


def _strange_inputs(
    folder: Path, given: Sequence[Path], record: Mapping[str, Any], result: Verified
) -> None:
    """Files that are given to be checked against and were no inputs of the run, and what is given
    and holds none."""
    known = {str(source.get("sha256")) for source in _sources(record)}
    for path in given:
        if not any(_files([path])):
            why = "里面没有可读的文件" if path.is_dir() else "找不到"
            result.open(f"给出的 {clean(path.name or str(path))[:80]}：{why}")
    for path in _files(given):
        if path.parent != folder and sha256(path) not in known:
            result.open(f"给出的 {clean(path.name)[:80]}：不是当时的输入，没有核对")


def _files(given: Iterable[Path]) -> Iterator[Path]:
    for path in given:
        try:
            found = (source.path for source in files.collect([path], sys.maxsize))
            yield from (file for file in found if file.is_file())
        except SaolouError:
            if path.is_file():
                yield path


def _rescreen(
    folder: Path,
    record: Mapping[str, Any],
    found: dict[RecordKind, dict[str, Path]],
    ruleset: RuleSet,
    sample: int,
    result: Verified,
) -> None:
    as_of = str(record.get("as_of") or "")
    redacted = bool(record.get("redacted"))
    changed = _mapping(_mapping(record.get("options")).get("limits"))
    try:
        limits = Limits.parse(f"{name}={value}" for name, value in changed.items())
    except UsageError:
        result.bad("运行记录里的读取上限不对，没有重新筛查")
        return
    tables = told.tables(folder, bool(_mapping(record.get("datasets"))))
    for kind, name, key in (
        (RecordKind.REGISTRATION, "entities", "entity_id"),
        (RecordKind.ADVERT, "adverts", "ad_id"),
    ):
        # What a folder held besides, and could not be read then, is not read now.
        wanted = {
            s.get("file")
            for s in _sources(record)
            if s.get("kind") == kind.value and s.get("rows_used") != 0
        }
        if not wanted:
            continue
        noun = "企业登记" if kind is RecordKind.REGISTRATION else "广告"
        if wanted - found.get(kind, {}).keys():
            result.open(f"{noun}：当时的输入没有找全，没有重新筛查。请把它们都写在命令后面")
            continue
        parted = {s.get("file") for s in _sources(record) if s.get("unread")}
        files_ = [
            _source(path, kind, found, limits, name_ in parted)
            for name_, path in found[kind].items()
            if name_ in wanted
        ]
        again = read(files_, kind, limits=limits)
        table = again.table
        matcher: Any
        if kind is RecordKind.REGISTRATION:
            table = merge_duplicates(with_addresses(table))[0]
            skipped = {rule.id for rule in ruleset.rules if _linked(rule)}
            matcher = RegistrationMatcher(ruleset)
        else:
            skipped = set()
            matcher = TextMatcher(ruleset, "advert")
        chosen = _chosen(_places(table, again, found[kind]), sample)
        part = table.take(pa.array([at for at, _ in chosen], pa.int64())).combine_chunks()
        dated = () if kind is RecordKind.REGISTRATION else ("publish_time",)
        hits = {evidence.row: evidence.hits for evidence in matcher.match(part, as_of, *dated)}
        places = [place for _, place in chosen]
        try:
            told_ = [(source, source.hits(name, key, places, skipped)) for source in tables]
        except MemoryError:  # Arrow's is one of its own errors, too
            raise
        except (ValueError, KeyError, OSError, pa.ArrowException):
            result.bad(f"{noun}：结果里的表读不了，可能被改过，没有重新筛查")
            continue
        wrong: dict[int, None] = {}
        for source, known in told_:
            for row, candidates in enumerate(known):
                now = _hits(hits.get(row, ()), skipped, redacted, source.guarded)
                if candidates is None or now in candidates:
                    continue
                if not (redacted and any(_agree(now, known) for known in candidates)):
                    wrong[row] = None
        if wrong:
            rows = "、".join(f"{places[row][0]} 第 {places[row][1]} 条数据" for row in [*wrong][:5])
            result.bad(
                f"{noun}：重新筛查 {len(chosen)} 行，{len(wrong)} 行的命中与当时不同：{rows}"
            )
        else:
            by_day = f"按指定的基准日 {clean(as_of)[:20]} " if record.get("as_of_given") else ""
            result.good(f"{noun}：抽 {len(chosen)} 行{by_day}重新筛查，命中与当时相同")


def _source(
    path: Path,
    kind: RecordKind,
    found: Mapping[RecordKind, Mapping[str, Path]],
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
    """Rules about facts between records need all of them; a sample cannot repeat them."""
    return any(feature.kind in ("link", "licence", "rule") for feature in rule.features.values())


def _places(
    table: pa.Table, again: Ingested, names: Mapping[str, Path]
) -> list[tuple[int, tuple[str, str]]]:
    """Index in the table and (file as the record calls it, row)."""
    by_hash = {sha256(path): name for name, path in names.items()}
    called = {report.file: by_hash.get(report.sha256, report.file) for report in again.sources}
    rows = zip(
        table.column("source_file").to_pylist(), table.column("source_row").to_pylist(), strict=True
    )
    return [(at, (called.get(file, file), str(row))) for at, (file, row) in enumerate(rows)]


def _chosen(
    places: list[tuple[int, tuple[str, str]]], sample: int
) -> list[tuple[int, tuple[str, str]]]:
    """The same rows on every machine, and none that anybody could have picked."""

    def lot(place: tuple[int, tuple[str, str]]) -> bytes:
        return hashlib.blake2s(f"{place[1][0]}|{place[1][1]}".encode()).digest()

    return sorted(sorted(places, key=lot)[:sample])


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
