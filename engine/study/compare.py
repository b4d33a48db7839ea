"""Two versions of the rules against the same labels, case by case."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from engine.ruleset import RuleSet
from engine.study.cases import Case
from engine.study.corpus import Corpus
from engine.study.evaluate import Report, reports
from engine.study.stats import mcnemar

SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Comparison:
    """Pairs of the same labelled record under the old and the new rules."""

    old: Report
    new: Report
    pairs: tuple[tuple[Case, Case], ...]

    @property
    def kind(self) -> str:
        return self.new.kind

    @property
    def lost(self) -> list[Case]:
        """Right before, wrong now."""
        return [new for old, new in self.pairs if old.right and not new.right]

    @property
    def gained(self) -> list[Case]:
        return [new for old, new in self.pairs if new.right and not old.right]

    @property
    def lost_leads(self) -> list[Case]:
        """Labelled as something to look at, found before, not found now."""
        return [new for old, new in self.pairs if new.positive and old.named and not new.named]

    @property
    def p(self) -> float:
        return mcnemar(len(self.lost), len(self.gained))

    @property
    def worse(self) -> bool:
        return len(self.lost) > len(self.gained) and self.p < SIGNIFICANT


def compare(corpus: Corpus, old: RuleSet, new: RuleSet) -> list[Comparison]:
    """Screens the corpus with both. Raises InputError when it has no labels."""
    before = reports(corpus, corpus.screen(old), old)
    after = reports(corpus, corpus.screen(new), new)
    return [
        Comparison(a, b, tuple(zip(a.cases, b.cases, strict=True)))
        for a, b in zip(before, after, strict=True)
    ]


def human(found: Sequence[Comparison], show: int) -> str:
    """Precision and recall of both, the paired test, and the cases that changed sides."""
    lines = []
    for c in found:
        lines.append(c.new.title)
        now = {line.label: line for line in c.new.lines}
        was = {line.label: line for line in c.old.lines}
        for label in sorted(now.keys() | was.keys()):
            a, b = was.get(label), now.get(label)
            precision = [f"{x.precision:.3f}" if x else "—" for x in (a, b)]
            recall = [f"{x.recall:.3f}" if x else "—" for x in (a, b)]
            lines.append(
                f"  {label}  查准率 {precision[0]} → {precision[1]}  查全率 {recall[0]} → {recall[1]}"
            )
        verdict = (
            "新版显著变差" if c.worse else ("差别不显著" if c.p >= SIGNIFICANT else "新版显著变好")
        )
        lines.append(
            f"  改对 {len(c.gained)} 个，改错 {len(c.lost)} 个（McNemar p = {c.p:.3f}，{verdict}）"
        )
        for title, cases in (("丢失的线索", c.lost_leads), ("改错", c.lost), ("改对", c.gained)):
            lines += [f"    {title}：{_told(case)}" for case in cases[:show]]
            if len(cases) > show:
                lines.append(f"    ……{title}另有 {len(cases) - show} 个，用 --show 多看一些")
    return "\n".join(lines)


def _told(case: Case) -> str:
    wanted, got = case.wanted or "（无）", case.got or "（无）"
    return f"{case.key} {case.name} 应为{wanted}，得到{got}（{case.reasons[:60]}）{case.text[:60]}"


def as_json(found: Sequence[Comparison]) -> str:
    """Keys of the cases that changed sides, with the p value."""
    body: list[dict[str, Any]] = [
        {
            "kind": c.kind,
            "cases": len(c.pairs),
            "lost": [case.key for case in c.lost],
            "gained": [case.key for case in c.gained],
            "lost_leads": [case.key for case in c.lost_leads],
            "p": c.p,
        }
        for c in found
    ]
    return json.dumps(body, ensure_ascii=False, indent=2)
