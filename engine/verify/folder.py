"""The folder of a run: its files, its datasets, its rules, and what lies in it besides."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.export import DATASETS, FILES, KEPT, left_behind
from engine.export.journal import read as read_journal
from engine.export.journal import under_way
from engine.export.record import sha256
from engine.export.text import clean
from engine.ingest.ours import Ours, record_of
from engine.model.errors import UsageError
from engine.model.names import EARLIER, LITTER, READY, WORKING
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet
from engine.verify.again import judge_again
from engine.verify.counts import held_against
from engine.verify.inputs import found_again, nearby, strange_inputs
from engine.verify.verified import Verified, mapping, sources_of


def verify(
    folder: Path,
    given: Sequence[Path],
    ruleset: RuleSet,
    sample: int,
    places: Sequence[Path] = (),
) -> Verified:
    """Check the run in ``folder``; ``given``: its input files, found again by their hashes, as those
    are that lie beside the result or in one of the ``places``.

    Raises UsageError when ``folder`` holds no run.
    """
    record = _record(folder)
    result = Verified()
    _begun(folder, result)
    _outputs(folder, record, result)
    _datasets(folder, record, result)
    if not result.wrong:
        held_against(folder, record, result)
    same_rules = _rules(record, ruleset, result)
    found = found_again(record, [*given, *nearby(folder, record, places)], result)
    _strangers(folder, record, found, result)
    strange_inputs(folder, given, record, result)
    if not found:
        result.open("没有找到输入文件，没有重新筛查。把当时的输入文件写在命令后面即可。")
        result.blind = any(source.get("sha256") for source in sources_of(record))
    elif not same_rules:
        result.open("规则与当时不同，没有重新筛查。用 --rules 指明当时的规则包。")
    elif not result.wrong:
        judge_again(folder, record, found, ruleset, sample, result)
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
    for kind, rows in mapping(record.get("rows")).items():
        parts = [
            mapping(rows).get(key) for key in ("in", "screened", "merged_duplicates", "rejected")
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
    for name, noted in mapping(record.get("datasets")).items():
        if name not in DATASETS:
            continue
        expected = {str(k): str(v) for k, v in mapping(mapping(noted).get("sha256")).items()}
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
    """Files that the record does not know are no part of the result, whatever they look like; earlier
    results that we moved aside are no finding."""
    inputs = {path.resolve() for files_ in found.values() for path in files_.values()}
    earlier = Ours()
    ours = {*FILES, *LITTER, *(set(DATASETS) & mapping(record.get("datasets")).keys())}
    for path in sorted(folder.iterdir()):
        name = clean(path.name)[:80]
        if path.name in ours or path.name.startswith(".saolou") or path.resolve() in inputs:
            continue
        if path.name.startswith(EARLIER) and earlier.holds(path):
            continue
        if path.name == WORKING:
            result.open(f"{name}：没做完的筛查留下的，含登记数据。加 --resume 接着做，或删去")
        elif path.name == READY:
            result.open(f"{name}：集群算好而没能移进来的一套结果，可以单独使用和核对")
        elif path.name.startswith(KEPT):
            result.open(f"{name}：以前填写过的工作簿，不属于这次结果")
        else:
            result.open(f"{name}：运行记录里没有，不属于这次结果")


def _rules(record: Mapping[str, Any], ruleset: RuleSet, result: Verified) -> bool:
    rules = mapping(record.get("rules"))
    if rules.get("sha256") == ruleset.digest:
        result.good(f"规则包 {ruleset.pack.id} {ruleset.pack.version}")
        return True
    result.bad(
        f"规则包：当时是 {str(rules.get('pack'))[:60]} {str(rules.get('version'))[:20]}，与现在给出的内容不同"
    )
    return False
