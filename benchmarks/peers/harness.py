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
    import pyarrow.compute as pc
    from pyarrow import csv

    options = csv.ConvertOptions(include_columns=[NAME, SCOPE], strings_can_be_null=False)
    options.column_types = {NAME: "string", SCOPE: "string"}
    table = csv.read_csv(
        file, csv.ReadOptions(), csv.ParseOptions(newlines_in_values=True), options
    )
    joined = pc.binary_join_element_wise(table[NAME], table[SCOPE], "\n")
    return list(joined.to_pylist())


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
