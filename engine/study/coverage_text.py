"""Coverage for people and for machines."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from engine.ruleset.docs import KINDS
from engine.study.coverage import Coverage, RuleUse


def human(result: Coverage, terms: bool) -> str:
    """Silent rules, rules never alone, near misses; with ``terms`` the words never seen."""
    uses = [u for u in result.rules.values() if result.records.get(u.rule.applies_to)]
    fired = [u for u in uses if u.fired]
    silent = result.silent()
    shared = [u for u in fired if not u.alone and u.rule.role in ("lead", "signal")]
    counts = "、".join(f"{KINDS[k]} {n} 条" for k, n in result.records.items())
    lines = [
        f"样本：{counts}",
        f"规则 {len(uses)} 条：命中过 {len(fired)} 条，从未命中 {len(silent)} 条，"
        f"只与别的规则一同命中 {len(shared)} 条。",
    ]
    if silent:
        lines += ["", "从未命中（规则写错了，还是样本里没有这种情形？）"]
        lines += [f"  {_head(u)}" + _said_dismissed(u) for u in silent]
    if shared:
        lines += ["", "只与别的规则一同命中（去掉它，这些记录仍有别的规则命中）"]
        lines += [f"  {_head(u)}  {u.fired} 条" for u in shared]
    idle = [(u, name) for u in fired for name, n in u.features.items() if not n]
    if idle:
        lines += ["", "规则命中过，其中这些特征从未成立"]
        lines += [f"  {u.rule.id}  {name}" for u, name in idle]
    near = [(u, n) for u in uses for n in u.near.values()]
    if near:
        lines += ["", "只差一个条件的记录"]
        for use, miss in sorted(near, key=lambda un: (un[1].records, un[0].rule.id)):
            lines.append(f"  {use.rule.id}  差“{miss.lacking}”  {miss.records} 条")
            lines += [f"      {text}" for text in miss.examples[:1]]
    lines += ["", *_term_lines(uses, terms)]
    return "\n".join(lines)


def _head(use: RuleUse) -> str:
    return f"{use.rule.id}  {use.rule.title}"


def _said_dismissed(use: RuleUse) -> str:
    return f"（有 {use.dismissed} 条记录被排除）" if use.dismissed else ""


def _term_lines(uses: list[RuleUse], terms: bool) -> list[str]:
    words = [(u, w, t) for u in uses for f in u.terms.values() for w, t in f.items()]
    counted = sum(t.counted > 0 for _, _, t in words)
    only = sum(not t.counted and t.dismissed > 0 for _, _, t in words)
    together = sum(t.counted > 0 and not t.alone for _, _, t in words)
    lines = [
        f"词 {len(words)} 个：计过分 {counted} 个（其中 {together} 个只与同一特征的别的词一同出现），"
        f"只被排除 {only} 个，从未出现 {len(words) - counted - only} 个。"
    ]
    if not terms:
        return [*lines, "用 --terms 按规则列出这些词。"]
    for use in uses:
        words_of = {w: t for f in use.terms.values() for w, t in f.items()}
        for title, found in (
            ("从未出现", [w for w, t in words_of.items() if not t.counted and not t.dismissed]),
            ("只被排除", [w for w, t in words_of.items() if not t.counted and t.dismissed]),
            ("只一同出现", [w for w, t in words_of.items() if t.counted and not t.alone]),
            ("写错而认出", [w for w, t in words_of.items() if t.slips]),
        ):
            if found:
                lines.append(f"  {use.rule.id}  {title}（{len(found)}）：{'、'.join(found)}")
    return lines


def as_json(result: Coverage) -> str:
    """Everything counted, by rule."""
    rules: dict[str, Any] = {}
    for rule_id, use in result.rules.items():
        row = asdict(use)
        row["title"] = use.rule.title
        del row["rule"]
        row["near"] = list(row["near"].values())
        rules[rule_id] = row
    return json.dumps({"records": result.records, "rules": rules}, ensure_ascii=False, indent=2)
