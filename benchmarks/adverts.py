"""Short texts through ``saolou screen --ads``: how many a second.

python -m benchmarks.adverts [--adverts FILE.csv] [--texts 1000000] [--workers N] [--out DIR]
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks import build, saolou
from benchmarks.machine import describe


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--adverts", type=Path, help="csv or parquet; without it invented texts")
    parser.add_argument("--texts", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=0, help="0: the flag is left out")
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"))
    given = parser.parse_args()
    file = build.adverts(given.adverts, given.texts, given.out / "adverts.csv")
    if given.workers and not saolou.takes_workers():
        raise SystemExit("this version of saolou screen has no --workers")
    done = saolou.screen(["--ads", str(file)], given.out / "screened-adverts", given.workers)
    if done.failure():
        raise SystemExit(done.failure())
    if (read := done.rows("advert")) != given.texts:
        raise SystemExit(f"{read} texts accounted for instead of {given.texts}")
    figures = {
        "texts": given.texts,
        "wall": done.cost.wall,
        "cpu": done.cost.cpu,
        "peak_mb": done.cost.peak_mb,
        "texts_per_second": given.texts / done.cost.wall,
        "texts_per_cpu_second": given.texts / done.cost.cpu,
        "by_band": done.record["counts"]["adverts_by_band"],
        "about": describe(["saolou"]),
    }
    said = json.dumps(figures, ensure_ascii=False, indent=1)
    (given.out / "adverts.json").write_text(said + "\n", encoding="utf-8")
    print(said)


if __name__ == "__main__":
    main()
