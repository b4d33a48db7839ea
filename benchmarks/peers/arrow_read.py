"""Arrow's own reader, all columns as text."""

from __future__ import annotations

from pyarrow import csv, string

from benchmarks.peers.harness import over_file


def read(file: str) -> tuple[int, dict[str, int]]:
    parse = csv.ParseOptions(newlines_in_values=True)
    with csv.open_csv(file, parse_options=parse) as head:
        types = {column: string() for column in head.schema.names}
    table = csv.read_csv(
        file, parse_options=parse, convert_options=csv.ConvertOptions(column_types=types)
    )
    return table.num_rows, {}


if __name__ == "__main__":
    over_file(read)
