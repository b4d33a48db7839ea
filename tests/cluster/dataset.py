"""A register of about 1,600 invented firms: half the sample township four times over, varied, in
several files, so that duplicates, rooms and identities meet across partitions."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
_WORDS = ("", "东升", "西湖", "南苑")


def varied() -> list[pd.DataFrame]:
    """Each part but the first holds, of five firms: one as it stands (a duplicate that says more
    or less, sometimes with a ruined code), one of the same code under another name, three that are new firms in the same rooms."""
    base = pd.read_csv(SAMPLES / "registrations.csv", dtype=str, encoding="utf-8-sig").head(400)
    place = pd.Series(range(len(base)))
    parts = []
    for number, word in enumerate(_WORDS):
        part = base.copy()
        turn = (place + number) % 5
        new = (turn > 0) & (number > 0)
        part.loc[new, "企业名称"] = part.loc[new, "企业名称"] + f"{word}店"
        part.loc[(turn > 1) & (number > 0), "统一社会信用代码"] = None
        part.loc[(turn == 0) & (place % 3 == number), "统一社会信用代码"] = "9.16E+17"
        # The first row of a firm lacks what a later one says.
        part.loc[place % (number + 2) == 0, "联系电话"] = None
        if number == 0:
            part.loc[place % 7 == 0, "成立日期"] = None
        parts.append(part)
    return parts


def write(folder: Path) -> Path:
    """Three parquet files of several row groups and a csv; one row cannot be used."""
    folder.mkdir()
    parts = varied()
    for number, part in enumerate(parts[:3]):
        table = pa.Table.from_pandas(part, preserve_index=False)
        pq.write_table(table, folder / f"part-{number}.parquet", row_group_size=75)
    nameless = parts[3].iloc[:1].assign(企业名称="")
    pd.concat([parts[3], nameless]).to_csv(folder / "part-3.csv", index=False)
    return folder


def others() -> dict[str, list[Path]]:
    """With adverts that repeat each other."""
    kinds = ("adverts", "tips", "licences", "territory")
    known = {kind: [SAMPLES / f"{kind}.csv"] for kind in kinds}
    return {**known, "adverts": [*known["adverts"], Path(__file__).with_name("copies.csv")]}
