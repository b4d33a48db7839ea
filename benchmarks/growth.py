"""How time grows with rows, terms, the length of a text and processes.

python -m benchmarks.growth [--register FILE.parquet] [--adverts FILE.csv] [--only rows,terms] [--out DIR]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from benchmarks import build, overlay, saolou
from benchmarks.chart import draw
from benchmarks.curve import Curve, Point
from benchmarks.machine import describe

ROWS = (50_000, 100_000, 200_000, 400_000, 800_000, 1_100_000)
TERMS = (300, 1000, 3000)
LENGTHS = (1_000, 4_000, 16_000, 64_000, 256_000, 1_000_000, 4_000_000)
WORKERS = (1, 2)
#: Next to nothing, for the start-up alone.
START_ROWS, START_BYTES = 10, 100
TEXTS_FOR_TERMS, TEXTS_JOINED = 20_000, 40_000


class Growth:
    def __init__(
        self, register: Path | None, adverts: Path | None, rows: int, out: Path, timeout: float
    ) -> None:
        self.register, self.adverts, self.rows, self.out = register, adverts, rows, out
        self.timeout = timeout

    def _points(self, runs: Iterable[tuple[int, Sequence[str], int]]) -> tuple[Point, ...]:
        """What each (size, arguments, workers) takes; the first that fails ends the curve."""
        points = []
        for size, arguments, workers in runs:
            done = saolou.screen(arguments, self.out / "screened", workers, self.timeout)
            if done.failure():
                print(f"  {size:>10,}: {done.failure()} after {done.cost.wall:.0f} s", flush=True)
                break
            point = Point(size, done.cost.wall, done.cost.cpu, done.cost.peak_mb)
            print(
                f"  {size:>10,}: {point.wall:8.2f} s, cpu {point.cpu:8.2f} s, {point.peak_mb:7,.0f} MB",
                flush=True,
            )
            points.append(point)
        return tuple(points)

    def _register(self, rows: int) -> str:
        return str(build.register(self.register, rows, self.out / "register.csv"))

    def of_rows(self, sizes: Sequence[int]) -> Curve:
        runs = ((size, [self._register(size)], 0) for size in (START_ROWS, *sizes))
        return _from_start("rows", "registrations", self._points(runs))

    def of_terms(self, sizes: Sequence[int], name: str = "terms") -> Curve:
        """On the same rows; without own terms first, for what the shipped rules take."""
        file = self._register(self.rows)
        texts = pd.read_csv(file, dtype=str, keep_default_na=False)[build.SCOPE].tolist()

        some = texts[:TEXTS_FOR_TERMS]
        rare = overlay.shipped(some) if name == "rare" else ()

        def arguments(size: int) -> list[str]:
            drawn = overlay.terms(some, size, build.SEED, rare)
            return [file, "--rules", str(overlay.write(self.out / f"{name}-{size}", drawn))]

        runs = [(0, [file], 0), *((size, arguments(size), 0) for size in sizes)]
        return _from_start(name, "own terms", self._points(runs))

    def of_rare_terms(self, sizes: Sequence[int]) -> Curve:
        """The same with terms as rare as those of the shipped rules."""
        return self.of_terms(sizes, "rare")

    def of_length(self, sizes: Sequence[int]) -> Curve:
        """One advert: many joined to one text, so that nothing in it repeats too soon."""
        source = build.adverts(self.adverts, TEXTS_JOINED, self.out / "texts.csv")
        texts = pd.read_csv(source, dtype=str, keep_default_na=False)[build.TEXT].tolist()
        long = "".join(texts).encode()

        def arguments(size: int) -> list[str]:
            # Bytes are what is asked for; a character cut in half is dropped.
            text = (long * (size // len(long) + 1))[:size].decode(errors="ignore")
            file = self.out / "long.csv"
            frame = pd.DataFrame({"编号": ["1"], build.TEXT: [text]})
            frame.to_csv(file, index=False, encoding="utf-8-sig")
            return ["--ads", str(file), "--limit", f"cell={size + 1}"]

        runs = ((size, arguments(size), 0) for size in (START_BYTES, *sizes))
        return _from_start("length", "bytes of one advert", self._points(runs))

    def of_workers(self, sizes: Sequence[int]) -> Curve:
        if not saolou.takes_workers():
            print("  not run: this version of saolou screen has no --workers", flush=True)
            return Curve("workers", "processes", (), 0.0)
        file = self._register(self.rows)
        points = self._points((size, [file], size) for size in sizes)
        return Curve("workers", "processes", points, 0.0)


def _from_start(name: str, unit: str, points: tuple[Point, ...]) -> Curve:
    """The first point is next to nothing: what it takes is start-up, not growth."""
    return Curve(name, unit, points[1:], points[0].cpu if points else 0.0)


def tell(curve: Curve) -> None:
    if curve.name == "workers":
        for point in curve.points[1:]:
            print(f"{point.size} processes: {curve.points[0].wall / point.wall:.2f} times as fast")
    else:
        whole, bare = curve.exponents()
        print(f"{curve.name}: exponent {whole:.2f}, without start-up {bare:.2f} (1 = linear)")
        if len(curve.points) > 1:
            first, last = curve.points[0], curve.points[-1]
            print(f"  {first.size:,} → {last.size:,}: {last.cpu / first.cpu:.2f} × the cpu time")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--register", type=Path, help="parquet or csv; without it an invented register"
    )
    parser.add_argument("--adverts", type=Path, help="csv or parquet; without it invented texts")
    parser.add_argument("--only", default="rows,terms,rare,length,workers")
    parser.add_argument(
        "--largest", type=int, default=ROWS[-1], help="rows of the largest register"
    )
    parser.add_argument("--rows", type=int, default=100_000, help="rows for terms and workers")
    parser.add_argument(
        "--timeout", type=float, default=3600, help="seconds after which a run is given up"
    )
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"))
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    growth = Growth(given.register, given.adverts, given.rows, given.out, given.timeout)
    sizes = [n for n in ROWS if n < given.largest] + [given.largest]
    known: dict[str, tuple[Callable[[Sequence[int]], Curve], Sequence[int]]] = {
        "rows": (growth.of_rows, sizes),
        "terms": (growth.of_terms, TERMS),
        "rare": (growth.of_rare_terms, TERMS),
        "length": (growth.of_length, LENGTHS),
        "workers": (growth.of_workers, WORKERS),
    }
    curves = []
    for name in given.only.split(","):
        print(name, flush=True)
        measure, asked = known[name]
        curves.append(measure(asked))
    for curve in curves:
        tell(curve)
    kept = {"about": describe(["saolou"]), "curves": [asdict(curve) for curve in curves]}
    (given.out / "growth.json").write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(draw(curves, given.out / "growth.svg"))


if __name__ == "__main__":
    main()
