"""Coverage for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from engine.ruleset import RuleSet
from engine.ruleset.docs import KINDS
from engine.study.coverage import Coverage, RuleUse
from engine.study.probes import EXCEPT, in_words

#: Characters of what a rule lacks; a long formula is no reading matter.
_LONG = 90


def human(result: Coverage, ruleset: RuleSet, terms: bool, show: int) -> str:
    """Silent rules, rules never alone, near misses; with ``terms`` the words never seen. Features are
    told by the words they look for, of near misses at most ``show``."""
    uses = [u for u in result.rules.values() if result.records.get(u.rule.applies_to)]
    fired = [u for u in uses if u.fired]
    silent = result.silent()
    shared = [u for u in fired if not u.alone and u.rule.role in ("lead", "signal")]
    counts = "、".join(f"{KINDS[k]} {n} 条" for k, n in result.records.items())
    lines = [
        f"样本：{counts}",
        f"规则 {len(uses)} 条：命中过 {len(fired)} 条，从未命中 {len(silent)} 条；"
        f"命中过的里有 {len(shared)} 条没有单独命中过。",
    ]
    if silent:
        lines += ["", "从未命中的规则（写错了就改；样本里没有这种情形，就补几条样本）"]
        lines += [f"  {_head(u)}" + _said_dismissed(u) for u in silent]
    if shared:
        lines += [
            "",
            "没有单独命中过的规则（它命中的记录，每一条都另有规则命中；去掉它只影响分数）",
        ]
        lines += [f"  {_head(u)}  {u.fired} 条" for u in shared]
    lines += _idle(fired, ruleset)
    lines += _near(uses, ruleset, show)
    lines += ["", *_term_lines(uses, terms)]
    return "\n".join(lines)


def _idle(fired: Sequence[RuleUse], ruleset: RuleSet) -> list[str]:
    """Parts of rules that did nothing, though the rule did."""
    lines = []
    for use in fired:
        found = [name for name, count in use.features.items() if not count]
        if found:
            lines.append(f"  {_head(use)}")
            lines += [f"      {name}：{in_words(name, use.rule.id, ruleset)}" for name in found]
    title = "规则命中过，但下面这些特征在样本里一次也没有出现（特征：它找的是什么）"
    return ["", title, *lines] if lines else []


def _near(uses: Sequence[RuleUse], ruleset: RuleSet, show: int) -> list[str]:
    """What rules lacked by one condition, what the fewest records lack first: of a condition that many
    lack, most were never meant."""
    near = [(use, miss) for use in uses for miss in use.near.values()]
    near.sort(key=lambda one: (one[1].records, one[0].rule.id))
    if not near:
        return []
    lines = ["", "只差一个条件就命中的记录（差的记录少的在前，那里最可能漏了词）"]
    for use, miss in near[:show]:
        lacks = _short(in_words(miss.lacking, use.rule.id, ruleset))
        shut = f"只因{lacks}没有命中" if miss.lacking.startswith(EXCEPT) else f"差的条件：{lacks}"
        lines.append(f"  {_head(use)}  {shut}，{miss.records} 条，如")
        lines += [f"      {text}" for text in miss.examples[:1]]
    rest = len(near) - show
    return [*lines, *([f"  ……另有 {rest} 处，用 --show 多看一些"] if rest > 0 else [])]


def _short(said: str) -> str:
    return said if len(said) <= _LONG else f"{said[: _LONG - 1]}…"


def _head(use: RuleUse) -> str:
    return f"{use.rule.id}  {use.rule.title}"


def _said_dismissed(use: RuleUse) -> str:
    return f"（词出现过，但 {use.dismissed} 条记录里都被排除）" if use.dismissed else ""


def _term_lines(uses: list[RuleUse], terms: bool) -> list[str]:
    words = [(u, w, t) for u in uses for f in u.terms.values() for w, t in f.items()]
    counted = sum(t.counted > 0 for _, _, t in words)
    only = sum(not t.counted and t.dismissed > 0 for _, _, t in words)
    together = sum(t.counted > 0 and not t.alone for _, _, t in words)
    lines = [
        f"词 {len(words)} 个：计过分 {counted} 个（其中 {together} 个每次都有同一特征的别的词在场，去掉它结果不变），"
        f"每次都被排除 {only} 个，从未出现 {len(words) - counted - only} 个。"
    ]
    if not terms:
        return [*lines, "加 --terms，按规则列出这些词。"]
    for use in uses:
        words_of = {w: t for f in use.terms.values() for w, t in f.items()}
        for title, found in (
            ("从未出现", [w for w, t in words_of.items() if not t.counted and not t.dismissed]),
            ("每次都被排除", [w for w, t in words_of.items() if not t.counted and t.dismissed]),
            ("每次都有别的词在场", [w for w, t in words_of.items() if t.counted and not t.alone]),
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
