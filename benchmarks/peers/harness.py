"""What every competitor does alike: read name and scope by Arrow, count, print one line of JSON.

Importing and building rules happen before; so the caller can tell start-up from work.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping

NAME, SCOPE = "企业名称", "经营范围"


def texts(file: str) -> list[str]:
    from pyarrow import csv

    options = csv.ConvertOptions(
        include_columns=[NAME, SCOPE], column_types={NAME: "string", SCOPE: "string"}
    )
    parse = csv.ParseOptions(newlines_in_values=True)
    table = csv.read_csv(file, parse_options=parse, convert_options=options)
    # Joined here: Arrow's own joining imports pandas, which no competitor should pay for.
    pairs = zip(table[NAME].to_pylist(), table[SCOPE].to_pylist(), strict=True)
    return [f"{name}\n{scope}" for name, scope in pairs]


def over_texts(count: Callable[[list[str]], Mapping[str, int]]) -> None:
    """Run ``count`` over the texts of the file named on the command line."""

    def work(file: str) -> tuple[int, Mapping[str, int]]:
        found = texts(file)
        return len(found), count(found)

    over_file(work)


def over_file(work: Callable[[str], tuple[int, Mapping[str, int]]]) -> None:
    wall, cpu = time.perf_counter(), time.process_time()
    rows, hits = work(sys.argv[1])
    said = {
        "rows": rows,
        "hits": dict(hits),
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
    }
    print(json.dumps(said, ensure_ascii=False))
