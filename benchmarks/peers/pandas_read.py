"""The yardstick: what reading alone takes."""

from __future__ import annotations

import pandas as pd

from benchmarks.peers.harness import over_file


def main() -> None:
    over_file(lambda file: (len(pd.read_csv(file, dtype=str)), {}))


if __name__ == "__main__":
    main()
