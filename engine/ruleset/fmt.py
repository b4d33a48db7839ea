"""One look for all rule files, comments and wording untouched.

Only white space between the contents changes: byte order mark, line ends, trailing blanks, blank
lines, separators, the end of the file. The values are read before and after; where anything but
the look would change, the file is left alone.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.model.errors import RuleError
from engine.ruleset import schema
from engine.ruleset.positions import Document, content, read_documents

_SEPARATOR = re.compile(r"---[ \t]*\Z")
_EXCLUSION_FIRST = ("id", "kind", "title")


@dataclass(frozen=True, slots=True)
class Formatted:
    """``text``: the file as it should be; ``remarks``: what a person must change, with place."""

    file: Path
    text: str
    changed: bool
    remarks: tuple[str, ...] = ()


def format_folder(root: Path) -> Iterator[Formatted]:
    """Every YAML file below ``root``. Raises RuleError when one cannot be read."""
    for file in sorted(root.rglob("*.yaml")):
        yield format_file(file)


def format_file(file: Path) -> Formatted:
    """Nothing is written."""
    documents = read_documents(file)
    raw = content(file)
    text = _tidied(raw.decode("utf-8-sig"))
    try:
        with tempfile.TemporaryDirectory() as folder:
            trial = Path(folder) / file.name
            trial.write_text(text, encoding="utf-8", newline="\n")
            same = [d.value for d in read_documents(trial)] == [d.value for d in documents]
    except RuleError:
        same = False
    remarks = tuple(said for d in documents for said in _order(d))
    if not same:
        said = f"{file}:1:1 多行文字里的空白有含义，没有自动整理，请手工处理。"
        return Formatted(file, raw.decode("utf-8-sig"), False, (said, *remarks))
    return Formatted(file, text, text.encode("utf-8") != raw, remarks)


def _tidied(text: str) -> str:
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = line.rstrip(" \t")
        if _SEPARATOR.match(line):
            while lines and not lines[-1]:
                lines.pop()
            if lines and lines[-1] != "---":  # none at the beginning, none twice
                lines.append("---")
        elif line or (lines and lines[-1] not in ("", "---")):
            lines.append(line)
    while lines and lines[-1] in ("", "---"):
        lines.pop()
    return "\n".join(lines) + "\n"


def _order(document: Document) -> Iterator[str]:
    """Keys of a rule or exclusion in the order of the schema; comments make moving them risky."""
    value = document.value
    if not isinstance(value, dict) or "id" not in value:
        return
    if "features" in value:
        wanted = list(schema.Rule.model_fields)
    elif "cause" in value:
        wanted = list(_EXCLUSION_FIRST)
    else:
        return
    keys = [key for key in value if key in wanted]
    right = sorted(keys, key=wanted.index)
    for key, due in zip(keys, right, strict=True):
        if key != due:
            yield f"{document.where((key,))} {value['id']} 的键顺序不同：这里应是 {due}。"
            return
