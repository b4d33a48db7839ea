"""Warnings that an analyst has looked at and keeps: a comment in the rule file, with the reason.

``# 容许 R501：单独只加分，不成线索`` on the line of the warning, or in the comment right above it.
A comment without a reason accepts nothing, an error is never accepted, and one that accepts
nothing any more is itself a warning, so that these comments do not outlive their cause.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import yaml

from engine.model.errors import RuleError
from engine.ruleset.lint_codes import Finding
from engine.ruleset.positions import content

_ACCEPTED = re.compile(r"#\s*容许\s*(R[0-9]{3})\s*[：:]\s*\S")
_COMMENT = re.compile(r"\s*#")


@dataclass(frozen=True, slots=True)
class _Note:
    """``first``, ``last``: the lines, from 1, whose warnings of ``code`` it accepts."""

    code: str
    first: int
    last: int
    column: int


def without_accepted(findings: Iterable[Finding], files: Iterable[Path]) -> list[Finding]:
    """``findings`` but for those that ``files`` accept, and one for each note nothing needs."""
    notes = {file: _notes(file) for file in files}
    used: dict[Path, set[_Note]] = defaultdict(set)
    kept: list[Finding] = []
    for finding in findings:
        note = next((n for n in notes.get(finding.file, ()) if _takes(n, finding)), None)
        if note is None:
            kept.append(finding)
        else:
            used[finding.file].add(note)
    kept += [
        Finding("R905", file, note.first, note.column, f"这里没有要容许的 {note.code}。")
        for file, written in notes.items()
        for note in written
        if note not in used[file]
    ]
    return kept


def _takes(note: _Note, finding: Finding) -> bool:
    return (
        finding.severity == "warning"
        and finding.code == note.code
        and note.first <= finding.line <= note.last
    )


def _notes(file: Path) -> list[_Note]:
    try:
        text = content(file).decode("utf-8-sig")
        values = _values(text) if _ACCEPTED.search(text) else {}
    except (OSError, RuleError, UnicodeDecodeError, yaml.YAMLError):
        return []  # a finding of its own
    lines = text.split("\n")
    found: list[_Note] = []
    for number, line in enumerate(lines, 1):
        for note in _ACCEPTED.finditer(line):
            at = number, note.start()
            if any(first <= at < last for first, last in values.get(number, ())):
                continue
            last = number
            if _COMMENT.match(line):
                following = lines[number:]
                last += 1 + next(
                    (i for i, text in enumerate(following) if not _COMMENT.match(text)), 0
                )
            found.append(_Note(note[1], number, last, note.start() + 1))
    return found


_Place = tuple[int, int]


def _values(text: str) -> dict[int, list[tuple[_Place, _Place]]]:
    """Of each line, from 1, where the values on it begin and end, in which nothing is a comment."""
    found: dict[int, list[tuple[_Place, _Place]]] = defaultdict(list)
    for token in yaml.scan(text):
        if isinstance(token, yaml.ScalarToken):
            begin, end = token.start_mark, token.end_mark
            span = (begin.line + 1, begin.column), (end.line + 1, end.column)
            for line in range(begin.line + 1, end.line + 2):
                found[line].append(span)
    return found
