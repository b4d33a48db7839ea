"""What a rule means, as a hash; versions that count up by themselves; ids that never come back.

The lock file stands beside ``pack.yaml``. It remembers every id that was ever published, so that
a reused one is noticed long after its rule is gone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.model.errors import RuleError
from engine.ruleset.positions import content
from engine.ruleset.rules import RuleSet

FILE = "lock.json"
#: Keys that explain a rule and change nothing that it finds.
_SILENT = frozenset({"tests", "description", "falsepositives", "references", "triage", "source"})
#: Options younger than the first lock: left as they were they change no rule's meaning.
_LATER = {
    "disguised": False,
    "audience": [],
    "unless_within": None,
    "settles": False,
    "offers": "",
    "offers_at_most": 1.0,
}


@dataclass(frozen=True, slots=True)
class Drift:
    """``what``: 新增, 改动, 消失, 重新启用."""

    entry: str
    what: str
    version: int


def fingerprint(item: Any, beside: Path | None = None) -> str:
    """Hash of what ``item`` (a model of engine.ruleset.schema) means; order of words is nothing.

    ``beside``: the folder with the weights of a lexicon; their bytes count too.
    """
    value = _plain(item.model_dump(mode="json"))
    if beside is not None and value.get("weights"):
        table = (beside / value["weights"]).read_bytes().replace(b"\r\n", b"\n")
        value["weights"] = hashlib.sha256(table).hexdigest()
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            k: _plain(v)
            for k, v in value.items()
            if k not in _SILENT and not (k in _LATER and v == _LATER[k])
        }
    if isinstance(value, list):
        items = [_plain(v) for v in value]
        return sorted(items) if all(isinstance(i, str) for i in items) else items
    return value


def _entries(ruleset: RuleSet) -> Iterator[tuple[str, str]]:
    for rule in ruleset.rules:
        yield rule.id, fingerprint(rule)
    for exclusion in ruleset.exclusions:
        yield exclusion.id, fingerprint(exclusion)
    for lexicon in ruleset.lexicons.values():
        weights = ruleset.scorecards.get(lexicon.id)
        yield f"lexicon:{lexicon.id}", fingerprint(lexicon, weights and weights.parent)
    for param in ruleset.params.values():
        yield f"param:{param.id}", fingerprint(param)
    for sector in ruleset.sectors.values():
        yield f"sector:{sector.id}", fingerprint(sector)
    yield "pack", fingerprint(ruleset.pack.model_copy(update={"version": ""}))


def fingerprints(ruleset: RuleSet) -> dict[str, str]:
    """Entry → hash. Rules and exclusions go by their id, the rest by ``kind:id``."""
    return dict(sorted(_entries(ruleset)))


def read_lock(folder: Path) -> dict[str, dict[str, Any]]:
    """The entries of the lock file; empty when there is none. Raises RuleError."""
    file = folder / FILE
    if not file.is_file():
        return {}
    try:
        entries = json.loads(content(file).decode("utf-8"))["entries"]
        known = {
            str(k): {"hash": str(v["hash"]), "version": int(v["version"]), **v}
            for k, v in entries.items()
        }
        spelled(known).encode()  # half a character could not be written again
    except (
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        ArithmeticError,
        RecursionError,
    ) as error:
        raise RuleError(
            f"{file}:1:1 锁文件读不了（{type(error).__name__}）。请删去它，用 saolou rules lock 重新生成。"
        ) from None
    return known


def compare(
    now: Mapping[str, str], lock: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, dict[str, Any]], list[Drift]]:
    """The lock as it should be, and how it differs from the present one."""
    wanted: dict[str, dict[str, Any]] = {}
    drift: list[Drift] = []
    for entry, value in now.items():
        known = lock.get(entry)
        if known is None:
            wanted[entry] = {"hash": value, "version": 1}
            drift.append(Drift(entry, "新增", 1))
        elif known.get("retired"):
            version = int(known["version"]) + 1
            wanted[entry] = {"hash": value, "version": version}
            drift.append(Drift(entry, "重新启用", version))
        elif known["hash"] != value:
            version = int(known["version"]) + 1
            wanted[entry] = {"hash": value, "version": version}
            drift.append(Drift(entry, "改动", version))
        else:
            wanted[entry] = {"hash": value, "version": int(known["version"])}
    for entry in lock.keys() - now.keys():
        known = lock[entry]
        wanted[entry] = {"hash": known["hash"], "version": int(known["version"]), "retired": True}
        if not known.get("retired"):
            drift.append(Drift(entry, "消失", int(known["version"])))
    drift.sort(key=lambda d: d.entry)
    return dict(sorted(wanted.items())), drift


def spelled(entries: Mapping[str, Mapping[str, Any]]) -> str:
    """The text of the lock file: one line an entry, so that changes merge."""
    rows = [
        f"    {json.dumps(k)}: {json.dumps(dict(v), ensure_ascii=False)}"
        for k, v in entries.items()
    ]
    return '{\n  "entries": {\n' + ",\n".join(rows) + "\n  }\n}\n"
