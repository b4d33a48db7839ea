"""One register, every competitor in a process of its own, one table.

python -m benchmarks.table [--register FILE.parquet] [--rows 1100000] [--out DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import build, results, saolou
from benchmarks.machine import describe
from benchmarks.measure import Cost, run
from benchmarks.peers import BASELINE, PEERS, Peer
from benchmarks.peers.harness import texts
from benchmarks.results import Result
from benchmarks.words import count

#: pandas is run so often, first and last: everything is divided by the median.
BASELINE_RUNS = 3


def evaluate(peer: Peer, file: Path, rows: int, wanted: Mapping[str, int]) -> Result:
    """Run one peer over ``file`` and scale what it took to ``rows``."""
    if find_spec(peer.imports) is None:
        return results.missing(peer.title, f"{peer.package} is not installed")
    cost = run([sys.executable, "-m", f"benchmarks.peers.{peer.module}", str(file)])
    inside = _inside(cost)
    if inside is None:
        last = cost.complained.strip().splitlines()[-1:] or [f"exit {cost.code}"]
        return results.missing(peer.title, last[0])
    wall, cpu = results.scaled(cost, inside, rows)
    hits = results.compare(inside["hits"], wanted)
    start = cost.cpu - inside["cpu"]
    return Result(
        peer.title, inside["rows"], wall, cpu, cost.peak_mb, hits, peer.note, start_cpu=start
    )


def own(file: Path, rows: int, out: Path) -> Iterator[Result]:
    """Saolou with one and with two worker processes."""
    many = saolou.takes_workers()
    for workers in (1, 2):
        title = f"saolou screen, {workers} worker{'s' * (workers > 1)}"
        if workers > 1 and not many:
            yield results.missing(title, "this version has no --workers")
            continue
        done = saolou.screen([str(file)], out / "screened", workers if many else 0)
        if done.failure():
            yield results.missing(title, done.failure())
            continue
        read = done.rows("registration")
        all_read = "all rows accounted for" if read == rows else f"differ: {read} rows for {rows}"
        leads = sum(done.record["counts"]["leads_by_band"].values())
        note = f"judgement, workbook and csv included; {leads:,} leads"
        cost = done.cost
        yield Result(title, read, cost.wall, cost.cpu, cost.peak_mb, all_read, note)


def median(runs: Sequence[Result]) -> Result:
    start = statistics.median(r.start_cpu for r in runs)
    return replace(
        runs[0],
        wall=statistics.median(r.wall for r in runs),
        cpu=statistics.median(r.cpu for r in runs),
        start_cpu=start,
        note=f"median of {len(runs)} runs; {start:.2f} s of the cpu is start-up",
    )


def measure(
    file: Path, small: Path, rows: int, out: Path, peers: Sequence[Peer], screened: bool = True
) -> tuple[list[Result], Result]:
    """All competitors in turn, and the baseline run before and after them."""
    wanted = {path: count(texts(str(path))) for path in {file, small}}
    # The very first reading warms the page cache for everybody and is not counted.
    runs = [evaluate(BASELINE, file, rows, {}) for _ in range(BASELINE_RUNS)][1:]
    found = []
    for peer in peers:
        given = small if peer.sampled else file
        found.append(evaluate(peer, given, rows, wanted[given]))
        _tell(found[-1])
    for result in own(file, rows, out) if screened else ():
        found.append(result)
        _tell(result)
    runs.append(evaluate(BASELINE, file, rows, {}))
    return found, median(runs)


def write(
    out: Path, found: Sequence[Result], baseline: Result, rows: int, about: Mapping[str, object]
) -> str:
    text = results.markdown(found, baseline, rows, about)
    (out / "table.md").write_text(text, encoding="utf-8")
    figures = json.dumps(results.plain(found, baseline, rows, about), ensure_ascii=False, indent=1)
    (out / "table.json").write_text(figures + "\n", encoding="utf-8")
    return text


def _inside(cost: Cost) -> dict[str, Any] | None:
    if cost.code != 0:
        return None
    found: dict[str, Any] = json.loads(cost.said.strip().splitlines()[-1])
    return found


def _tell(result: Result) -> None:
    said = result.not_run or f"{result.wall:.1f} s, cpu {result.cpu:.1f} s, {result.hits}"
    print(f"{result.title}: {said}", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--register", type=Path, help="parquet or csv; without it an invented register"
    )
    parser.add_argument("--rows", type=int, default=1_100_000)
    parser.add_argument("--sample", type=int, default=20_000, help="rows for the slow competitors")
    parser.add_argument("--out", type=Path, default=Path("build/benchmarks"))
    given = parser.parse_args()
    file = build.register(given.register, given.rows, given.out / "register.csv")
    small = build.sample(file, given.sample, given.out / "sample.csv")
    before = os.getloadavg()[0]
    found, baseline = measure(file, small, given.rows, given.out, PEERS)
    packages = sorted({"saolou", *(peer.package for peer in (BASELINE, *PEERS))})
    about = {
        "input": f"{'a register given' if given.register else 'invented'}, {file.stat().st_size / 1e6:,.0f} MB",
        "load_before": round(before, 2),
        **describe(packages),
    }
    print(write(given.out, found, baseline, given.rows, about))


if __name__ == "__main__":
    main()
