"""Findings for people and for machines: human, JSON, SARIF 2.1.0, JUnit, GitHub annotations."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

from engine.model.errors import RuleError
from engine.ruleset.lint_codes import CODES, Finding
from engine.ruleset.positions import content
from engine.text.width import columns

_WIDTH = 76
_WORDS = {"error": "错误", "warning": "警告"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def human(findings: Sequence[Finding]) -> str:
    """For each finding its place, the source line with a caret, and what to do."""
    lines: list[str] = []
    sources: dict[Path, list[str]] = {}
    for f in findings:
        lines.append(f"{f.file}:{f.line}:{f.column} {_WORDS[f.severity]} {f.code} {f.message}")
        source = _source(sources, f)
        if source is not None:
            excerpt, column = _excerpt(source, f.column)
            number = f"{f.line:5d} | "
            lines.append(number + excerpt)
            lines.append(" " * (len(number) - 2) + "| " + " " * column + "^")
        lines.append(f"      做法：{f.advice}")
    return "\n".join(lines)


def summary(findings: Sequence[Finding], rules: int, exclusions: int) -> str:
    """The last line for people."""
    errors = sum(f.severity == "error" for f in findings)
    warnings = len(findings) - errors
    head = f"规则 {rules} 条、排除 {exclusions} 条，"
    if not findings:
        return head + "格式无误。"
    return head + f"错误 {errors} 处、警告 {warnings} 处。"


def _source(cache: dict[Path, list[str]], finding: Finding) -> str | None:
    if finding.file not in cache:
        try:
            text = content(finding.file).decode("utf-8-sig", "replace")
        except (OSError, RuleError):  # what is not read is not quoted
            text = ""
        cache[finding.file] = text.split("\n")
    lines = cache[finding.file]
    return lines[finding.line - 1].rstrip("\r") if finding.line <= len(lines) else None


def _excerpt(line: str, column: int) -> tuple[str, int]:
    """The part of a long line around ``column`` and the width in cells before the caret."""
    at = min(column - 1, len(line))
    begin = at
    while begin > 0 and columns(line[begin - 1 : at]) <= _WIDTH // 2:
        begin -= 1
    end = at
    while end < len(line) and columns(line[begin : end + 1]) <= _WIDTH:
        end += 1
    left = "..." if begin else ""
    right = "..." if end < len(line) else ""
    return left + line[begin:end] + right, columns(left + line[begin:at])


def as_json(findings: Sequence[Finding]) -> str:
    """``{"findings": [...], "errors": n, "warnings": n}``."""
    rows = [
        {
            "code": f.code,
            "severity": f.severity,
            "file": f.file.as_posix(),
            "line": f.line,
            "column": f.column,
            "title": CODES[f.code].title,
            "message": f.message,
            "advice": f.advice,
        }
        for f in findings
    ]
    errors = sum(f.severity == "error" for f in findings)
    body = {"findings": rows, "errors": errors, "warnings": len(rows) - errors}
    return json.dumps(body, ensure_ascii=False, indent=2)


def as_sarif(findings: Sequence[Finding]) -> str:
    """SARIF 2.1.0, as code-scanning services read it."""
    used = sorted({f.code for f in findings})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].title},
            "help": {"text": CODES[code].advice},
            "defaultConfiguration": {"level": CODES[code].severity},
        }
        for code in used
    ]
    results = [
        {
            "ruleId": f.code,
            "ruleIndex": used.index(f.code),
            "level": f.severity,
            "message": {"text": f"{f.message} {f.advice}"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": f.file.as_posix()},
                        "region": {"startLine": f.line, "startColumn": f.column},
                    }
                }
            ],
        }
        for f in findings
    ]
    driver = {"name": "saolou", "rules": rules}
    body = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def as_junit(findings: Sequence[Finding]) -> str:
    """One test case a finding; warnings stand in ``system-out``, errors are failures."""
    errors = [f for f in findings if f.severity == "error"]
    suite = ElementTree.Element("testsuite", name="saolou rules check")
    suite.set("tests", str(max(len(findings), 1)))
    suite.set("failures", str(len(errors)))
    for f in findings:
        where = f"{f.file.as_posix()}:{f.line}:{f.column}"
        case = ElementTree.SubElement(suite, "testcase", classname=f.code, name=where)
        said = f"{f.message} {f.advice}"
        if f.severity == "error":
            ElementTree.SubElement(case, "failure", message=f.message, type=f.code).text = said
        else:
            ElementTree.SubElement(case, "system-out").text = said
    if not findings:
        ElementTree.SubElement(suite, "testcase", classname="rules", name="check")
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=False)


def as_github(findings: Sequence[Finding]) -> str:
    """Workflow commands that become annotations beside the changed lines."""

    def escape(text: str, extra: str = "") -> str:
        text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        for char in extra:
            text = text.replace(char, f"%{ord(char):02X}")
        return text

    return "\n".join(
        f"::{f.severity} file={escape(f.file.as_posix(), ':,')},line={f.line},col={f.column},"
        f"title={f.code}::{escape(f.message + ' ' + f.advice)}"
        for f in findings
    )


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = MappingProxyType(
    {
        "human": human,
        "json": as_json,
        "sarif": as_sarif,
        "junit": as_junit,
        "github": as_github,
    }
)
