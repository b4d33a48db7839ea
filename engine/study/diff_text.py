"""A difference for people and for machines."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict

from engine.study.diff import Change, Difference

_ORDER = ("消失", "出现", "等级", "顺序")


def human(result: Difference, show: int) -> str:
    """What changed in the pack, then the changes grouped by their cause."""
    lines = []
    if result.changed:
        lines.append(f"规则包里有 {len(result.changed)} 处不同：")
        lines += [f"  {what}  {entry}" for entry, what in result.changed.items()]
    else:
        lines.append("两版规则含义相同。")
    lines.append(f"线索 {result.old_leads} → {result.new_leads} 户。")
    if not result.changes:
        return "\n".join([*lines, "样本上的结果没有变化。"])
    for kind in ("企业", "广告"):
        counts = Counter(c.what for c in result.changes if c.kind == kind)
        if counts:
            said = "、".join(f"{what} {counts[what]}" for what in _ORDER if counts[what])
            lines.append(f"{kind}：{said}")
    for cause, changes in result.groups().items():
        lines += ["", f"{cause}（{result.changed.get(cause, '连带')}）：{len(changes)} 处"]
        ordered = sorted(changes, key=lambda c: (_ORDER.index(c.what), c.kind, c.key))
        for change in ordered[:show]:
            lines += _lines(change)
        if len(changes) > show:
            lines.append(f"  ……另有 {len(changes) - show} 处，用 --show 多看一些")
    return "\n".join(lines)


def _lines(change: Change) -> list[str]:
    words = f"  词：{'、'.join(change.words)}" if change.words else ""
    head = f"  {change.what}  {change.kind} {change.key} {change.name}  {change.old} → {change.new}"
    return [head.rstrip() + words, *([f"      {change.text}"] if change.text else [])]


def as_json(result: Difference) -> str:
    """Changes with their causes."""
    body = {
        "changed": result.changed,
        "old_leads": result.old_leads,
        "new_leads": result.new_leads,
        "cost": result.cost,
        "changes": [asdict(change) for change in result.changes],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)
