"""The recipe of docs/spark.md, as it stands there, finds what one machine finds."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from engine import load_ruleset, screen_files

from . import dataset

pytest.importorskip("pyspark", reason="PySpark is not installed")
#: Of each part; every process that Spark starts needs seconds to make the rules ready.
_ROWS = 300
_RECIPE = Path(__file__).parents[2] / "docs" / "spark.md"


def _java() -> int:
    """The version of the Java at hand, 0 for none."""
    if shutil.which("java") is None:
        return 0
    told = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found.group(1)) if found else 0


pytestmark = pytest.mark.skipif(_java() < 17, reason="PySpark 4 needs Java 17")


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "200")
        .getOrCreate()
    )
    yield session
    session.stop()


def test_the_recipe_finds_what_one_machine_finds(session: Any, tmp_path: Path) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    frames = []
    for number, part in enumerate(dataset.varied()[:2]):
        part = part.iloc[:_ROWS]
        name = f"part-{number}.csv"
        part.to_csv(folder / name, index=False)
        rows = range(1, len(part) + 1)
        frames.append(part.assign(source_file=name, source_row=rows))
    raw = session.createDataFrame(pd.concat(frames).astype(object).where(lambda f: f.notna(), None))
    code = re.search(r"```python\n(.*?)```", _RECIPE.read_text(encoding="utf-8"), re.DOTALL)
    assert code
    told: dict[str, Any] = {"raw": raw.repartition(2), "ruleset": load_ruleset()}
    exec(code.group(1), told)

    alone = screen_files([folder])
    assert alone.run["rows"]["registration"]["merged_duplicates"] > 30
    assert alone.entities["entity_id"].str.contains("#").any()
    _same(told["visits"].toPandas(), alone.entities.drop(columns=["rank", "case_state"]))
    _same(told["evidence"].toPandas(), alone.evidence, sort=True)


def _same(found: pd.DataFrame, expected: pd.DataFrame, *, sort: bool = False) -> None:
    one, other = (
        frame[list(expected.columns)].astype(object).where(lambda f: f.notna(), "").astype(str)
        for frame in (found, expected)
    )
    if sort:  # rows of one firm come in no order of their own
        keys = list(expected.columns)
        one, other = (frame.sort_values(keys, ignore_index=True) for frame in (one, other))
    for column in expected.columns:
        assert one[column].tolist() == other[column].tolist(), column
