"""Mutation tests: one change at a time, and the tests that should notice.

    PYTHONPATH=. python scripts/mutate.py map tests/link tests/match          # once: who runs what
    PYTHONPATH=. python scripts/mutate.py run engine/link/licences.py --most 40
    PYTHONPATH=. python scripts/mutate.py table                               # for docs/mutation.md

All tests are loaded once; each mutant gets a process of its own, forked from that, and in it only the
tests that run its statement, the quickest first, until one fails. What is found is kept in .mutation:
a mutant that was killed is not tried again before its module changes. Needs fork (Linux, macOS).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.mutation.changes import ROOT

KEPT = ROOT / ".mutation"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)  # fmt: skip
    ways = parser.add_subparsers(dest="way", required=True)
    way = ways.add_parser("map", help="run tests once and keep which statements each runs")
    way.add_argument("tests", nargs="+")
    way = ways.add_parser("run", help="try the mutants of modules")
    way.add_argument("modules", nargs="+", type=Path)
    way.add_argument("--most", type=int, default=1_000_000, help="a sample of so many a module")
    way.add_argument("--at", type=int, nargs="+", default=[], help="only at these lines")
    way.add_argument("--seconds", type=float, default=20, help="of tests a mutant, at most")
    way.add_argument("--minutes", type=float, default=1_000_000, help="stop after so many")
    ways.add_parser("table", help="what is known of every module")
    options = parser.parse_args()
    if options.way == "map":
        from scripts.mutation.tests import make

        make(options.tests, KEPT / "map.json")
    elif options.way == "run":
        from scripts.mutation.run import run

        run(options.modules, KEPT, options.most, options.seconds, options.minutes, options.at)
    else:
        from scripts.mutation.results import table

        sys.stdout.write(table(KEPT))


if __name__ == "__main__":
    main()
