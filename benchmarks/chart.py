"""The curves of ``growth`` as one picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.figure import Figure

from benchmarks.curve import Curve


def draw(curves: Sequence[Curve], out: Path) -> Path:
    shown = [curve for curve in curves if curve.points]
    figure = Figure(figsize=(5 * max(len(shown), 1), 4), layout="constrained")
    for place, curve in enumerate(shown, 1):
        axes = figure.add_subplot(1, len(shown), place)
        sizes = [point.size for point in curve.points]
        axes.plot(sizes, [point.wall for point in curve.points], "o-", label="wall")
        axes.plot(sizes, [point.cpu for point in curve.points], "s--", label="cpu")
        axes.set(title=f"time by {curve.name}", xlabel=curve.unit, ylabel="seconds")
        if curve.name in ("rows", "length"):
            axes.set(xscale="log", yscale="log")
        else:
            axes.set_ylim(bottom=0)
        if curve.name == "workers":
            axes.set_xticks(sizes)
        axes.grid(visible=True, alpha=0.3)
        axes.legend()
    figure.savefig(out, metadata={"Date": None})
    return out
