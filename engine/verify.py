"""Is a finished run still what it says? Hashes of outputs, rules and inputs, and a sample judged
again from the inputs.

Everything in the folder is untrusted: names in run.json never become paths of their own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from engine.export import FILES
from engine.export.mask import mask_text
from engine.export.record import sha256
from engine.export.text import guard, replace_surrogates
from engine.ingest import Limits, files, merge_duplicates, read
from engine.match import RegistrationMatcher, TextMatcher
from engine.model.errors import SaolouError, UsageError
from engine.model.evidence import RecordEvidence
from engine.model.ingested import Ingested
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet

Found = set[tuple[str, str, int, int, str]]


@dataclass(slots=True)
class Verified:
    """``lines`` for the user in order; ``wrong`` counts those that are findings."""

    lines: list[str] = field(default_factory=list)
    wrong: int = 0

    def good(self, line: str) -> None:
        self.lines.append(f"一致  {line}")

    def bad(self, line: str) -> None:
        self.lines.append(f"不符  {line}")
        self.wrong += 1

    def open(self, line: str) -> None:
        self.lines.append(f"未核  {line}")


def verify(folder: Path, given: Sequence[Path], ruleset: RuleSet, sample: int) -> Verified:
    """Check the run in ``folder``; ``given``: its input files, found again by their hashes.

    Raises UsageError when ``folder`` holds no run.
    """
    record = _record(folder)
    result = Verified()
    _outputs(folder, record, result)
    same_rules = _rules(record, ruleset, result)
    found = _inputs(record, [*given, *_nearby(folder, record)], result)
    _strangers(folder, given, record, result)
    if not found:
        result.open("没有找到输入文件，没有重新筛查。把当时的输入文件写在命令后面即可。")
    elif not same_rules:
        result.open("规则与当时不同，没有重新筛查。用 --rules 指明当时的规则包。")
    elif not result.wrong:
        _rescreen(folder, record, found, ruleset, sample, result)
    return result


def _record(folder: Path) -> dict[str, Any]:
    try:
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(
            f"“{folder}”里没有 run.json。请给出 saolou screen 写结果的文件夹。"
        ) from None
    except (OSError, ValueError, RecursionError):
        raise UsageError(f"“{folder}”里的 run.json 读不了，可能已损坏或被改过。") from None
    if not isinstance(record, dict) or not isinstance(record.get("outputs"), dict):
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
    return [place / name for name in names for place in places if name and (place / name).is_file()]


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


def _strangers(
    folder: Path, given: Sequence[Path], record: Mapping[str, Any], result: Verified
) -> None:
    """Files that lie with the result or with the inputs and belong to neither."""
    known = {str(source.get("sha256")) for source in _sources(record)}
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name not in FILES and sha256(path) not in known:
            result.open(f"结果文件夹里的 {path.name}：不是这次筛查写出的文件")
    for path in _files(given):
        if path.parent != folder and sha256(path) not in known:
            result.open(f"给出的 {path.name}：不是当时的输入，没有核对")
    for name in files.passed_over(list(given)):
        result.open(f"给出的文件夹里的 {name}：不是表格文件，当时没有读取")


def _files(given: Iterable[Path]) -> Iterator[Path]:
    for path in given:
        try:
            yield from (source.path for source in files.collect([path]))
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
    told = _table(folder / "evidence.csv")
    as_of = str(record.get("as_of") or "")
    redacted = bool(record.get("redacted"))
    changed = _mapping(_mapping(record.get("options")).get("limits"))
    limits = Limits.parse(f"{name}={value}" for name, value in changed.items())
    for kind, csv, key in (
        (RecordKind.REGISTRATION, "entities.csv", "entity_id"),
        (RecordKind.ADVERT, "adverts.csv", "ad_id"),
    ):
        # What a folder held besides, and could not be read then, is not read now.
        wanted = {
            s.get("file")
            for s in _sources(record)
            if s.get("kind") == kind.value and s.get("rows_used") != 0
        }
        if not wanted or wanted - found.get(kind, {}).keys():
            continue
        files_ = [path for name, path in found[kind].items() if name in wanted]
        again = read(files_, kind, limits=limits)
        table = merge_duplicates(again.table)[0] if kind is RecordKind.REGISTRATION else again.table
        places = _places(table, again, found[kind])
        owners = _owners(_table(folder / csv), key)
        chosen = _chosen(places, sample)
        part = table.take(pa.array([at for at, _ in chosen], pa.int64())).combine_chunks()
        matcher: Any
        if kind is RecordKind.REGISTRATION:
            matcher = RegistrationMatcher(ruleset).match(part, as_of)
            skipped = {rule.id for rule in ruleset.rules if _linked(rule)}
        else:
            matcher = TextMatcher(ruleset, "advert").match(part, as_of, "publish_time")
            skipped = set()
        now = {evidence.row: _hits(evidence, skipped, redacted) for evidence in matcher}
        known = _told(told, key, skipped)
        wrong = []
        for row, (_, place) in enumerate(chosen):
            candidates = [known.get(owner, set()) for owner in owners.get(place, [""])]
            if now.get(row, set()) not in (candidates or [set()]):
                wrong.append(f"{place[0]} 第 {place[1]} 行")
        noun = "企业登记" if kind is RecordKind.REGISTRATION else "广告"
        if wrong:
            result.bad(
                f"{noun}：重新筛查 {len(chosen)} 行，{len(wrong)} 行的命中与当时不同：{'、'.join(wrong[:5])}"
            )
        else:
            result.good(f"{noun}：抽 {len(chosen)} 行重新筛查，命中与当时相同")


def _linked(rule: Any) -> bool:
    """Rules about facts between records need all of them; a sample cannot repeat them."""
    return any(feature.kind in ("link", "licence", "rule") for feature in rule.features.values())


def _table(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")


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


def _owners(table: pd.DataFrame, key: str) -> dict[tuple[str, str], list[str]]:
    owners: dict[tuple[str, str], list[str]] = {}
    for file, row, owner in zip(table["source_file"], table["source_row"], table[key], strict=True):
        owners.setdefault((file.removeprefix("'"), row), []).append(owner)
    return owners


def _chosen(
    places: list[tuple[int, tuple[str, str]]], sample: int
) -> list[tuple[int, tuple[str, str]]]:
    """The same rows on every machine, and none that anybody could have picked."""

    def lot(place: tuple[int, tuple[str, str]]) -> bytes:
        return hashlib.blake2s(f"{place[1][0]}|{place[1][1]}".encode()).digest()

    return sorted(sorted(places, key=lot)[:sample])


def _hits(evidence: RecordEvidence, skipped: set[str], redacted: bool) -> Found:
    def shown(matched: str) -> str:
        return guard(replace_surrogates(mask_text(matched) if redacted else matched))

    return {
        (h.rule_id, h.field, h.start, h.end, shown(h.matched))
        for h in evidence.hits
        if h.rule_id not in skipped
    }


def _told(evidence: pd.DataFrame, key: str, skipped: set[str]) -> dict[str, Found]:
    own = evidence[evidence["ad_id"] == ""] if key == "entity_id" else evidence
    found: dict[str, Found] = {}
    columns = (key, "rule_id", "field", "start", "end", "matched")
    for owner, rule, place, start, end, matched in own[list(columns)].itertuples(index=False):
        if rule not in skipped and not rule.startswith("CASE-"):
            found.setdefault(owner, set()).add((rule, place, int(start), int(end), matched))
    return found
