"""What runs of growing size took."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.fit import exponent


@dataclass(frozen=True, slots=True)
class Point:
    """One run: seconds, and megabytes of memory."""

    size: int
    wall: float
    cpu: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Curve:
    """``start``: cpu seconds of a run on next to nothing, which is no growth."""

    name: str
    unit: str
    points: tuple[Point, ...]
    start: float

    def exponents(self) -> tuple[float, float]:
        """Of the whole cpu time, and of what is left without ``start``."""
        sizes, cpu = [p.size for p in self.points], [p.cpu for p in self.points]
        return exponent(sizes, cpu), exponent(sizes, cpu, self.start)
