"""What was measured, as figures for the whole register and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.measure import Cost


@dataclass(frozen=True, slots=True)
class Result:
    """One competitor. Of those run on a sample, ``wall`` and ``cpu`` are scaled to all rows."""

    title: str
    rows_run: int
    wall: float
    cpu: float
    peak_mb: float
    hits: str  # "equal", "differ: …", or what else was checked
    note: str = ""
    not_run: str = ""  # the reason
    start_cpu: float = 0.0  # of ``cpu``: before the first row is read


def missing(title: str, reason: str) -> Result:
    return Result(title, 0, 0.0, 0.0, 0.0, "", not_run=reason)


def scaled(cost: Cost, inside: Mapping[str, Any], rows: int) -> tuple[float, float]:
    """Wall and cpu for ``rows``: start-up once, reading and evaluating in proportion."""
    more = rows / inside["rows"] - 1
    return cost.wall + inside["wall"] * more, cost.cpu + inside["cpu"] * more


def compare(hits: Mapping[str, int], wanted: Mapping[str, int]) -> str:
    """Whether every count a competitor gives is the one it should be."""
    wrong = {word: (n, wanted[word]) for word, n in hits.items() if n != wanted[word]}
    if wrong:
        return "differ: " + ", ".join(f"{w} {n} for {right}" for w, (n, right) in wrong.items())
    return "equal" if hits else "–"


def markdown(
    results: Sequence[Result], baseline: Result, rows: int, about: Mapping[str, object]
) -> str:
    lines = [
        f"# {rows:,} registrations", "", *_about(about), "",
        "| what | rows run | wall s | cpu s | peak MB | rows/s | × pandas wall | × pandas cpu | hits | remark |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---|---|",
    ]  # fmt: skip
    for result in (baseline, *results):
        if result.not_run:
            lines.append(
                f"| {result.title} | – | – | – | – | – | – | – | – | not run: {result.not_run} |"
            )
            continue
        part = "" if result.rows_run >= rows else "scaled from a sample; "
        lines.append(
            f"| {result.title} | {result.rows_run:,} | {result.wall:,.2f} | {result.cpu:,.2f} "
            f"| {result.peak_mb:,.0f} | {rows / result.wall:,.0f} | {result.wall / baseline.wall:,.2f} "
            f"| {result.cpu / baseline.cpu:,.2f} | {result.hits} | {(part + result.note).strip('; ')} |"
        )
    return "\n".join(lines) + "\n"


def plain(
    results: Sequence[Result], baseline: Result, rows: int, about: Mapping[str, object]
) -> dict[str, Any]:
    """The same for machines, unrounded."""

    def figures(result: Result) -> dict[str, Any]:
        if result.not_run:
            return {"title": result.title, "not_run": result.not_run}
        return {
            **asdict(result),
            "rows_per_second": rows / result.wall,
            "times_pandas_wall": result.wall / baseline.wall,
            "times_pandas_cpu": result.cpu / baseline.cpu,
        }

    return {
        "rows": rows,
        "about": dict(about),
        "results": [figures(r) for r in (baseline, *results)],
    }


def _about(about: Mapping[str, object]) -> list[str]:
    lines = []
    for key, value in about.items():
        shown = value
        if isinstance(value, Mapping):
            shown = ", ".join(
                f"{name} {number or 'not installed'}" for name, number in value.items()
            )
        lines.append(f"- {key.replace('_', ' ')}: {shown}")
    return lines
