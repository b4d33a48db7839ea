"""Small changes to rule files that leave every other byte alone.

A changed file is read again before it replaces the old one; a change that would break it is
refused and the file stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from engine.model.errors import RuleError, UsageError
from engine.ruleset.overlay import OVERLAY
from engine.ruleset.positions import Document, read_documents


def find_rule(root: Path, rule_id: str) -> Document:
    """The document of a rule below ``root``. Raises UsageError."""
    for file in sorted(root.rglob("*.yaml")):
        for document in read_documents(file):
            if isinstance(document.value, dict) and document.value.get("id") == rule_id:
                return document
    raise UsageError(f"规则包里没有编号为“{rule_id}”的规则。用 saolou rules list 查看全部。")


def set_points(root: Path, rule_id: str, points: int) -> Path:
    """Writes ``points`` into the rule's own line; returns the file."""
    document = find_rule(root, rule_id)
    return _set_number(document, ("points",), r"(points:\s*)-?\d+", points)


def set_band(root: Path, band: str, limit: int) -> Path:
    """Writes the limit of a band into ``pack.yaml``; returns the file."""
    document = read_documents(root / "pack.yaml")[0]
    return _set_number(document, ("bands", band), rf"({band}:\s*)-?\d+", limit)


def write_weights(root: Path, weights: Mapping[str, int], bands: Mapping[str, int]) -> str:
    """Writes points of rules and limits of bands into the pack in ``root``. Of an overlay's base nothing
    is changed: what rules of it should be worth goes into ``overlay.yaml``. Returns what has to be
    written there by hand, because it holds such keys already; empty when all is done.

    Raises UsageError before anything is written."""
    own = {rule: points for rule, points in weights.items() if _has(root, rule)}
    if not (root / OVERLAY).is_file():
        if missing := weights.keys() - own.keys():
            raise UsageError(f"规则包里没有编号为“{min(missing)}”的规则，没有修改文件。")
        blocks: dict[str, str] = {}
    else:
        blocks = _overlay_blocks({r: p for r, p in weights.items() if r not in own}, bands)
    for rule, points in own.items():
        set_points(root, rule, points)
    if not (root / OVERLAY).is_file():
        for band, limit in bands.items():
            set_band(root, band, limit)
        return ""
    return _added(root / OVERLAY, blocks)


def _has(root: Path, rule_id: str) -> bool:
    try:
        find_rule(root, rule_id)
    except UsageError:
        return False
    return True


def _overlay_blocks(weights: Mapping[str, int], bands: Mapping[str, int]) -> dict[str, str]:
    found = {}
    if weights:
        lines = [f"  - {{rule: {r}, points: {p}, reason: 按标注样本}}" for r, p in weights.items()]
        found["extend"] = "\n".join(["extend:", *lines])
    if bands:
        limits = ", ".join(f"{band}: {limit}" for band, limit in bands.items())
        found["bands"] = f"bands: {{limits: {{{limits}}}, reason: 按标注样本}}"
    return found


def _added(file: Path, blocks: Mapping[str, str]) -> str:
    """Appends what the overlay says nothing of yet; returns the rest."""
    (document,) = read_documents(file)
    free = {key: block for key, block in blocks.items() if key not in document.value}
    if free:
        lines = "".join(_lines(file)).rstrip()
        _replace(file, "\n".join([lines, *free.values(), ""]))
    return "\n".join(block for key, block in blocks.items() if key not in free)


def _set_number(document: Document, path: tuple[str | int, ...], pattern: str, number: int) -> Path:
    if path not in document.places:
        raise UsageError(f"{document.file} 里没有 {'.'.join(map(str, path))}，请手工修改。")
    lines = _lines(document.file)
    line, column = document.places[path]
    head, rest = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    changed, count = re.subn(pattern, rf"\g<1>{number}", rest, count=1)
    if not count:
        raise UsageError(f"{document.where(path)} 的写法不好自动修改，请手工改为 {number}。")
    lines[line - 1] = head + changed
    _replace(document.file, "".join(lines))
    return document.file


def add_test(document: Document, line: str) -> None:
    """Appends one line to the block ``tests`` of a rule. Raises UsageError for another style."""
    tests = document.value.get("tests") or []
    places = [document.places.get(("tests", i)) for i in range(len(tests))]
    key = document.places.get(("tests",))
    if key is None or not places or places[0] is None or places[0][0] == key[0]:
        raise UsageError(
            f"{document.where(('tests',))} 的 tests 不是每行一个“- ”，请手工加上：\n{line}"
        )
    lines = _lines(document.file)
    indent = re.match(r"\s*", lines[places[0][0] - 1])
    at = max(place[0] for place in places if place)
    while at < len(lines) and re.match(r"\s+[^\s#-]", lines[at]):  # a test over several lines
        at += 1
    if not lines[at - 1].endswith("\n"):
        lines[at - 1] += "\n"
    lines.insert(at, f"{indent.group() if indent else ''}{line}\n")
    _replace(document.file, "".join(lines))


def _lines(file: Path) -> list[str]:
    # newline="" keeps the line ends of the office's editor.
    with file.open(encoding="utf-8", newline="") as stream:
        return stream.read().splitlines(keepends=True)


def _replace(file: Path, text: str) -> None:
    trial = file.with_name(file.name + ".tmp")
    trial.write_bytes(text.encode("utf-8"))
    try:
        read_documents(trial)
    except RuleError as error:
        trial.unlink()
        raise UsageError(f"没有修改 {file}：改后会读不了（{error}）。") from None
    trial.replace(file)
