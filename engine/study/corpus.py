"""A corpus: a folder of records, with labels beside them or without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa

from engine import ingest
from engine.match import RegistrationMatcher, TextMatcher
from engine.model.columns import cells
from engine.model.errors import InputError
from engine.model.evidence import RecordEvidence
from engine.model.terms import RecordKind
from engine.pipeline import Run, screen_files
from engine.ruleset import RuleSet

_SUFFIXES = (".csv", ".xlsx", ".xls", ".jsonl", ".parquet")
_STEMS = ("registrations", "adverts", "tips", "licences", "territory")
#: kind of a rule → stem of the file, kind of the records, field with the date
KINDS: Mapping[str, tuple[str, RecordKind, str]] = {
    "registration": ("registrations", RecordKind.REGISTRATION, "est_date"),
    "advert": ("adverts", RecordKind.ADVERT, "publish_time"),
    "tip": ("tips", RecordKind.TIP, "received_time"),
}


@dataclass(frozen=True)
class Corpus:
    """``registrations``, ``adverts``, ``tips``, ``licences``, ``territory`` (csv, xlsx, jsonl or
    parquet), ``labels_entities.csv``, ``labels_adverts.csv``, ``labels_tips.csv``,
    ``thresholds.yaml``; at least
    registrations or adverts must be there."""

    folder: Path
    files: Mapping[str, Path]

    @classmethod
    def open(cls, folder: Path) -> Corpus:
        """Raises InputError when nothing to screen is there."""
        if not folder.is_dir():
            raise InputError(f"“{folder}”不是文件夹。请给出样本所在的文件夹。")
        files = {
            stem: file
            for stem in _STEMS
            for suffix in _SUFFIXES
            if (file := folder / (stem + suffix)).is_file()
        }
        if not files.keys() & {"registrations", "adverts"}:
            raise InputError(
                f"“{folder}”里没有 registrations.csv，也没有 adverts.csv，不是样本文件夹。"
            )
        return cls(folder, files)

    def screen(self, ruleset: RuleSet) -> Run:
        """The whole screening, as an office would run it."""

        def given(stem: str) -> list[Path]:
            return [self.files[stem]] if stem in self.files else []

        return screen_files(
            given("registrations"),
            given("adverts"),
            given("tips"),
            given("licences"),
            given("territory"),
            ruleset=ruleset,
        )

    def labels(self, what: str) -> list[dict[str, str]] | None:
        """Rows of ``labels_<what>.csv``; None when there is no such file."""
        file = self.folder / f"labels_{what}.csv"
        if not file.is_file():
            return None
        frame = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        # The id column of adverts is written 编号 in the samples, ad_id elsewhere.
        return records(frame.rename(columns={"编号": "ad_id"}))

    def tip_texts(self) -> dict[str, str]:
        """What each tip says, by its number. Raises InputError when there are no tips."""
        if "tips" not in self.files:
            raise InputError(
                f"“{self.folder}”里有 labels_tips.csv，没有 tips.csv。请放入线索记录，或移走这份标注。"
            )
        table = ingest.read([self.files["tips"]], RecordKind.TIP, None).table
        columns = (cells(table.column(name)) for name in ("tip_id", "text"))
        return dict(zip(*columns, strict=True))

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        """Canonical tables by the kind of rule that looks at them; duplicates merged."""
        found = {}
        for kind, (stem, record_kind, _) in KINDS.items():
            if stem in self.files:
                table = ingest.read([self.files[stem]], record_kind, None).table
                if kind == "registration":
                    table, _ = ingest.merge_duplicates(table)
                found[kind] = table
        return found

    def evidence(self, ruleset: RuleSet) -> Iterator[tuple[str, RecordEvidence]]:
        """(kind, evidence) of every record, before records are put together to entities."""
        for kind, table in self.tables.items():
            day = _newest(table, KINDS[kind][2])
            if kind == "registration":
                found = RegistrationMatcher(ruleset).match(table.combine_chunks(), day)
            else:
                found = TextMatcher(ruleset, kind).match(table, day, KINDS[kind][2])
            for evidence in found:
                yield kind, evidence

    def told(self, kind: str, row: int) -> str:
        """A record in one line, for people."""
        values = self.tables[kind].slice(row, 1).to_pylist()[0]
        keys = ("name", "scope") if kind == "registration" else ("ad_id", "tip_id", "title", "text")
        text = " ".join(str(values[k]) for k in keys if values.get(k))
        return text if len(text) <= 90 else text[:90] + "……"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dicts."""
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _newest(table: pa.Table, column: str) -> str:
    dates = [str(d)[:10] for d in table.column(column).to_pylist() if d]
    return max((d for d in dates if len(d) == 10), default="")
