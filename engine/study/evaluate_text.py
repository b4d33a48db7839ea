"""An evaluation for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from types import MappingProxyType
from typing import Any
from xml.etree import ElementTree

from engine.study.evaluate import Line, Report
from engine.study.thresholds import Test
from engine.text.width import padded

_HEAD = "样本   查准率   查全率     F1   查准率95%区间   查全率95%区间"
#: So many labels without a record are named.
_NAMED = 10
_SAID = MappingProxyType(
    {
        ("企业", "行业"): "线索的行业正确",
        ("广告", "行业"): "可疑广告的行业正确",
        ("广告", "对应企业"): "对应到企业",
        ("举报", "对应企业"): "对应到企业",
    }
)


def human(found: Sequence[Report], tests: Sequence[Test], show: int, cuts: bool) -> str:
    """Classes, breakdowns (``cuts``), list lengths, ``show`` wrong cases, thresholds."""
    lines: list[str] = []
    for report in found:
        lines += [report.title, f"  {padded('类别', 12)} {_HEAD}"]
        lines += [_row(line) for line in report.lines]
        shares = [
            f"{_SAID.get((report.kind, name), name + '正确')} {right}/{total}"
            for name, (right, total) in report.shares.items()
        ]
        lines.append("  " + "；".join([*shares, f"每千条 {report.per_thousand:.1f} 条线索"]))
        at = [f"前{n}名 {line.right}/{line.named}" for n, line in report.at_length.items()]
        if at:
            lines.append("  名单长度：" + "；".join(at))
        for title, rows in report.cuts.items() if cuts else ():
            lines += [f"  {title}", *(_row(row) for row in rows)]
        if lacking := report.without_record:
            more = "等" * (len(lacking) > _NAMED)
            lines.append(
                f"  有 {len(lacking)} 条标注在样本里没有对应的记录，没有计入：{'、'.join(lacking[:_NAMED])}{more}"
            )
        wrong = report.wrong
        lines += [f"    判错：{said}" for said in wrong[:show]]
        if len(wrong) > show:
            lines.append(f"    ……另有 {len(wrong) - show} 个，用 --show 多看一些")
    if tests:
        failed = [t for t in tests if not t.passed]
        lines.append(f"门槛 {len(tests)} 项，{len(failed)} 项未达到。")
        lines += [f"  未达到：{test.told()}" for test in failed]
    return "\n".join(lines)


def _row(line: Line) -> str:
    (a, b), (c, d) = line.precision_interval, line.recall_interval
    return (
        f"  {padded(line.label, 12)} {line.support:4d}  {line.precision:7.3f}  {line.recall:7.3f}"
        f"  {line.f1:5.3f}    {a:.3f}–{b:.3f}     {c:.3f}–{d:.3f}"
    )


def as_json(found: Sequence[Report], tests: Sequence[Test]) -> str:
    """Every figure; ``cases`` that are wrong with the rules that counted."""
    body = {
        "reports": [
            {
                "kind": r.kind,
                "cases": len(r.cases),
                "classes": [_figures(line) for line in r.lines],
                "cuts": {title: [_figures(row) for row in rows] for title, rows in r.cuts.items()},
                "shares": {k: {"right": a, "total": b} for k, (a, b) in r.shares.items()},
                "at_length": {str(n): _figures(line) for n, line in r.at_length.items()},
                "without_record": r.without_record,
                "per_thousand": round(r.per_thousand, 3),
                "wrong": [
                    {"key": c.key, "wanted": c.wanted, "got": c.got, "rules": list(c.rules)}
                    for c in r.cases
                    if not c.right
                ],
            }
            for r in found
        ],
        "thresholds": [
            {"name": t.name, "limit": t.limit, "value": round(t.value, 6), "passed": t.passed}
            for t in tests
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)


def _figures(line: Line) -> dict[str, Any]:
    return {
        "label": line.label,
        "support": line.support,
        "named": line.named,
        "right": line.right,
        "precision": round(line.precision, 6),
        "recall": round(line.recall, 6),
        "f1": round(line.f1, 6),
        "precision_95": [round(x, 6) for x in line.precision_interval],
        "recall_95": [round(x, 6) for x in line.recall_interval],
    }


def as_junit(found: Sequence[Report], tests: Sequence[Test]) -> str:
    """One test case a threshold; without any, one a report that always passes."""
    suite = ElementTree.Element("testsuite", name="saolou corpus evaluate")
    suite.set("tests", str(len(tests) or len(found)))
    suite.set("failures", str(sum(not t.passed for t in tests)))
    for test in tests:
        case = ElementTree.SubElement(suite, "testcase", classname="门槛", name=test.name)
        if not test.passed:
            ElementTree.SubElement(case, "failure", message=test.told())
    for report in () if tests else found:
        ElementTree.SubElement(suite, "testcase", classname="样本", name=report.title)
    out = ElementTree.SubElement(suite, "system-out")
    out.text = "\n".join(said for report in found for said in report.wrong)
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode")
