"""How time grows with rows, terms, the length of a text and processes.

python -m benchmarks.growth [--register FILE.parquet] [--adverts FILE.csv] [--only rows,terms] [--out DIR]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from benchmarks import build, overlay, saolou
from benchmarks.chart import draw
from benchmarks.fit import exponent
from benchmarks.machine import describe

ROWS = (50_000, 100_000, 200_000, 400_000, 800_000, 1_100_000)
TERMS = (0, 300, 1000, 3000)
LENGTHS = (1_000, 4_000, 16_000, 64_000, 256_000, 1_000_000, 4_000_000)
WORKERS = (1, 2)


@dataclass(frozen=True, slots=True)
class Point:
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


class Growth:
    def __init__(self, register: Path | None, adverts: Path | None, rows: int, out: Path) -> None:
        self.register, self.adverts, self.rows, self.out = register, adverts, rows, out

    def _point(self, size: int, arguments: Sequence[str], workers: int = 0) -> Point:
        done = saolou.screen(arguments, self.out / "screened", workers)
        if done.failure():
            raise SystemExit(f"{size}: {done.failure()}")
        point = Point(size, done.cost.wall, done.cost.cpu, done.cost.peak_mb)
        print(
            f"  {size:>10,}: {point.wall:8.2f} s, cpu {point.cpu:8.2f} s, {point.peak_mb:7,.0f} MB"
        )
        return point

    def _register(self, rows: int) -> Path:
        return build.register(self.register, rows, self.out / f"register-{rows}.csv")

    def of_rows(self, sizes: Sequence[int]) -> Curve:
        start = self._point(10, [str(self._register(10))]).cpu
        points = []
        for size in sizes:
            file = self._register(size)
            points.append(self._point(size, [str(file)]))
            file.unlink()
        return Curve("rows", "registrations", tuple(points), start)

    def of_terms(self, sizes: Sequence[int]) -> Curve:
        """On the same rows; without own terms first, for what the shipped rules take."""
        file = self._register(self.rows)
        texts = pd.read_csv(file, dtype=str, keep_default_na=False)[build.SCOPE].tolist()
        points = []
        for size in sizes:
            given: list[str] = []
            if size:
                drawn = overlay.terms(texts[:20_000], size, build.SEED)
                given = ["--rules", str(overlay.write(self.out / f"rules-{size}", drawn))]
            points.append(self._point(size, [str(file), *given]))
        return Curve("terms", "own terms", tuple(points), points[0].cpu)

    def of_length(self, sizes: Sequence[int]) -> Curve:
        """One advert: many joined to one text, so that nothing in it repeats too soon."""
        texts = pd.read_csv(self._texts(), dtype=str, keep_default_na=False)[build.TEXT].tolist()
        long = "".join(texts).encode()
        points = []
        for size in (100, *sizes):
            # Bytes are what is asked for; a character cut in half is dropped.
            text = (long * (size // len(long) + 1))[:size].decode(errors="ignore")
            file = self.out / "long.csv"
            frame = pd.DataFrame({"编号": ["1"], build.TEXT: [text]})
            frame.to_csv(file, index=False, encoding="utf-8-sig")
            arguments = ["--ads", str(file), "--limit", f"cell={size + 1}"]
            points.append(self._point(size, arguments))
        return Curve("length", "bytes of one advert", tuple(points[1:]), points[0].cpu)

    def _texts(self) -> Path:
        return build.adverts(self.adverts, 40_000, self.out / "texts.csv")

    def of_workers(self, sizes: Sequence[int]) -> Curve:
        if not saolou.takes_workers():
            print("  not run: this version of saolou screen has no --workers")
            return Curve("workers", "processes", (), 0.0)
        file = str(self._register(self.rows))
        points = tuple(self._point(size, [file], workers=size) for size in sizes)
        return Curve("workers", "processes", points, 0.0)


def tell(curve: Curve) -> None:
    if curve.name == "workers":
        for point in curve.points[1:]:
            print(f"{point.size} processes: {curve.points[0].wall / point.wall:.2f} times as fast")
    else:
        whole, bare = curve.exponents()
        print(f"{curve.name}: exponent {whole:.2f}, without start-up {bare:.2f} (1 = linear)")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--register", type=Path, help="parquet or csv; without it an invented register"
    )
    parser.add_argument("--adverts", type=Path, help="csv or parquet; without it invented texts")
    parser.add_argument("--only", default="rows,terms,length,workers")
    parser.add_argument(
        "--largest", type=int, default=ROWS[-1], help="rows of the largest register"
    )
    parser.add_argument("--rows", type=int, default=100_000, help="rows for terms and workers")
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    growth = Growth(given.register, given.adverts, given.rows, given.out)
    sizes = [n for n in ROWS if n < given.largest] + [given.largest]
    known: dict[str, tuple[Callable[[Sequence[int]], Curve], Sequence[int]]] = {
        "rows": (growth.of_rows, sizes),
        "terms": (growth.of_terms, TERMS),
        "length": (growth.of_length, LENGTHS),
        "workers": (growth.of_workers, WORKERS),
    }
    curves = []
    for name in given.only.split(","):
        print(name)
        measure, asked = known[name]
        curves.append(measure(asked))
    for curve in curves:
        tell(curve)
    kept = {"about": describe(["saolou"]), "curves": [asdict(curve) for curve in curves]}
    (given.out / "growth.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(draw(curves, given.out / "growth.svg"))


if __name__ == "__main__":
    main()
