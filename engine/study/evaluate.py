"""Labelled samples against a run: precision, recall and F1 with intervals, cut many ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.study.cases import POSITIVE, Case, cases, without_record
from engine.study.corpus import Corpus
from engine.study.stats import wilson

_LENGTHS = (10, 20, 50, 100, 200)


@dataclass(frozen=True, slots=True)
class Line:
    """``right`` of ``named`` are right (precision), ``right`` of ``support`` found (recall)."""

    label: str
    support: int
    named: int
    right: int

    @property
    def precision(self) -> float:
        return self.right / (self.named or 1)

    @property
    def recall(self) -> float:
        return self.right / (self.support or 1)

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def precision_interval(self) -> tuple[float, float]:
        return wilson(self.right, self.named)

    @property
    def recall_interval(self) -> tuple[float, float]:
        return wilson(self.right, self.support)


@dataclass(slots=True)
class Report:
    """``cuts``: title of a breakdown → its lines. ``shares``: name → (right, of how many)."""

    kind: str
    cases: list[Case]
    lines: list[Line]
    cuts: dict[str, list[Line]] = field(default_factory=dict)
    shares: dict[str, tuple[int, int]] = field(default_factory=dict)
    at_length: dict[int, Line] = field(default_factory=dict)
    per_thousand: float = 0.0
    #: labels for which there is no record, by row of their file
    without_record: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        if self.kind == "企业":
            return f"企业处置（{len(self.cases)} 户）"
        return f"{self.kind}（{len(self.cases)} 条）"

    def top(self, length: int) -> Line:
        """The first ``length`` of the list (all, when it is shorter) against the labels."""
        named = sorted((c for c in self.cases if c.named), key=lambda c: c.place)[:length]
        support = sum(c.positive for c in self.cases)
        return Line(f"前 {length}", support, len(named), sum(c.positive for c in named))

    @property
    def wrong(self) -> list[str]:
        return [said for case in self.cases for said in _faults(case)]


def evaluate_folder(folder: Path, ruleset: RuleSet) -> list[Report]:
    """Screen the corpus in ``folder`` and compare with its labels. Raises InputError."""
    corpus = Corpus.open(folder)
    run = corpus.screen(ruleset)
    return reports(corpus, run, ruleset)


def reports(corpus: Corpus, run: Run, ruleset: RuleSet) -> list[Report]:
    """The same for a run with ``ruleset`` that is there already."""
    leads = int((run.entities["disposition"] == POSITIVE["企业"]).sum())
    flagged = int(run.adverts["band"].isin(["高", "中"]).sum())
    rates = {
        "企业": 1000 * leads / (run.run["rows"]["registration"]["screened"] or 1),
        "广告": 1000 * flagged / (len(run.adverts) or 1),
    }
    lacking = without_record(corpus, run)
    made = []
    for kind, found in cases(corpus, run, ruleset).items():
        rate = rates.get(kind, 0.0) or 1000 * sum(c.named for c in found) / len(found)
        made.append(report(kind, found, rate))
        made[-1].without_record = lacking[kind]
    return made


def report(kind: str, found: list[Case], per_thousand: float) -> Report:
    """All figures of one kind of case; ``per_thousand``: leads per 1,000 records screened."""
    labels = sorted({c.wanted for c in found} | {c.got for c in found})
    lines = [_line(label, found) for label in labels]
    result = Report(kind, found, lines, per_thousand=per_thousand)
    named = [c for c in found if c.named]
    result.shares["处置" if kind == "企业" else "判断"] = (sum(c.right for c in found), len(found))
    for name in ("行业", "利率", "对应企业"):
        checked = [c.checks[name] for c in found if name in c.checks]
        if checked:
            result.shares[name] = (sum(checked), len(checked))
    result.cuts = {
        "按行业": _sectors(found),
        "按等级": _cut(found, lambda c: [c.band] if c.named else []),
        "按渠道": _cut(found, lambda c: [c.channel] if c.channel else []),
        "按规则": _cut(found, lambda c: c.rules),
    }
    result.cuts = {title: lines for title, lines in result.cuts.items() if lines}
    if not any(c.place for c in found):  # tips have no order
        return result
    result.at_length = {n: result.top(n) for n in _LENGTHS if n <= len(named)}
    return result


def _line(label: str, found: Sequence[Case]) -> Line:
    return Line(
        label or "（无）",
        sum(c.wanted == label for c in found),
        sum(c.got == label for c in found),
        sum(c.wanted == c.got == label for c in found),
    )


def _sectors(found: Sequence[Case]) -> list[Line]:
    """A positive is right here when it was found and put into its sector."""
    support = Counter(c.sector for c in found if c.positive and c.sector)
    named = Counter(c.got_sector for c in found if c.named)
    right = Counter(c.sector for c in found if c.positive and c.named and c.sector == c.got_sector)
    return [Line(s, support[s], named[s], right[s]) for s in sorted(support | named)]


def _cut(found: Sequence[Case], groups: Callable[[Case], Iterable[str]]) -> list[Line]:
    """Precision and recall of "to be looked at" among the cases of each group.

    For a rule: of the cases in which it counted and that were named, how many are labelled; and
    of the labelled ones in which it counted, how many were named.
    """
    members: dict[str, list[Case]] = defaultdict(list)
    for case in found:
        for group in groups(case):
            members[group].append(case)
    return [
        Line(
            group,
            sum(c.positive for c in inside),
            sum(c.named for c in inside),
            sum(c.positive and c.named for c in inside),
        )
        for group, inside in sorted(members.items())
        if any(c.positive or c.named for c in inside)
    ]


def _faults(case: Case) -> list[str]:
    said = case.name if case.kind == "企业" else f"{case.key}：{case.text[:90]}"
    found = []
    if case.checks.get("利率") is False or (
        case.kind == "举报" and case.checks.get("对应企业") is False
    ):
        found.append(f"{case.note}：{said}")
    if not case.right:
        why = f"（{case.reasons[:80]}；标注：{case.why}）"
        found.append(f"{said}：应为{case.wanted or '（无）'}，得到{case.got or '（无）'}{why}")
    elif case.checks.get("行业") is False:
        found.append(f"行业应为{case.sector}，得到{case.got_sector}：{said}")
    return found
