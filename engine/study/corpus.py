"""A corpus: a folder of records, with labels beside them or without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa

from engine import ingest
from engine.ingest.files import SUFFIXES, Given, Source
from engine.match import RegistrationMatcher, TextMatcher
from engine.model.columns import cells
from engine.model.errors import InputError
from engine.model.evidence import RecordEvidence
from engine.model.terms import RecordKind
from engine.pipeline import Run, screen_files
from engine.ruleset import RuleSet
from engine.study.labels import Label, labels_in
from engine.text.fold import fold

#: What a file of a corpus may be called, so that nobody need look at its header.
_NAMED: Mapping[str, RecordKind] = MappingProxyType(
    {
        "registrations": RecordKind.REGISTRATION,
        "adverts": RecordKind.ADVERT,
        "tips": RecordKind.TIP,
        "licences": RecordKind.LICENCE,
        "territory": RecordKind.TERRITORY,
    }
)
#: The field with the date of a record.
DATES: Mapping[str, str] = MappingProxyType(
    {"registration": "est_date", "advert": "publish_time", "tip": "received_time"}
)


@dataclass(frozen=True)
class Corpus:
    """Records, with labels beside them (``labels_entities``, ``labels_adverts``, ``labels_tips``,
    ``thresholds.yaml`` in ``folder``) or without. ``said``: how files were taken that say by their
    header only what they are."""

    folder: Path
    files: Mapping[RecordKind, tuple[Given, ...]]
    said: tuple[str, ...] = ()

    @classmethod
    def open(cls, *given: Path) -> Corpus:
        """What lies in folders and files. A folder with a ``registrations``, ``adverts``, … of any type
        that we read has these and nothing else; any other is sorted by headers, like a single file,
        as ``saolou screen`` does it. Raises InputError, also when nothing to screen is there."""
        files: dict[RecordKind, list[Given]] = {}
        unnamed: list[Given] = []
        said: list[str] = []
        for path in given:
            if not path.exists():
                raise InputError(f"找不到“{path}”。请检查路径；自带的样例乡镇写作 shipped。")
            named = _named(path) if path.is_dir() else {}
            for kind, found in named.items():
                files.setdefault(kind, []).extend(found)
            if named:
                said += _left(path, named)
            else:
                unnamed.append(path if path.is_dir() else Source(path, path.name, True))
        if unnamed:
            sorted_ = ingest.sort_out(unnamed, files)
            for kind, sources in sorted_.sources.items():
                files.setdefault(kind, []).extend(sources)
            said += sorted_.lines
        if not files.keys() & {RecordKind.REGISTRATION, RecordKind.ADVERT}:
            names = "、".join(str(path) for path in given)
            raise InputError(f"“{names}”里没有企业登记，也没有广告记录，没有可看的样本。")
        folder = next((p for p in given if p.is_dir()), given[0].parent)
        return cls(folder, {kind: tuple(found) for kind, found in files.items()}, tuple(said))

    def of(self, kind: RecordKind) -> list[Given]:
        return list(self.files.get(kind, ()))

    def screen(self, ruleset: RuleSet) -> Run:
        """The whole screening, as an office would run it."""
        return screen_files(
            self.of(RecordKind.REGISTRATION),
            self.of(RecordKind.ADVERT),
            self.of(RecordKind.TIP),
            self.of(RecordKind.LICENCE),
            self.of(RecordKind.TERRITORY),
            ruleset=ruleset,
        )

    def labels(self, what: str) -> list[Label] | None:
        """Rows of the labels of ``what`` (entities, adverts, tips); None when there are none."""
        return labels_in(self.folder, what)

    def tip_texts(self) -> dict[str, str]:
        """What each tip says, by its number. Raises InputError when there are no tips."""
        if "tip" not in self.tables:
            raise InputError(
                f"“{self.folder}”里有 labels_tips.csv，没有 tips.csv。请放入举报记录，或移走这份标注。"
            )
        columns = (cells(self.tables["tip"].column(name)) for name in ("tip_id", "text"))
        return dict(zip(*columns, strict=True))

    def firms(self) -> set[str]:
        """Codes and names of the registered firms, folded."""
        table = self.tables.get("registration")
        columns = () if table is None else (table.column(name) for name in ("uscc", "name"))
        return {fold(cell) for column in columns for cell in cells(column) if cell}

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        """Canonical tables by the kind of rule that looks at them; duplicates merged."""
        found = {}
        for kind in DATES:
            if given := self.of(RecordKind(kind)):
                table = ingest.read(given, RecordKind(kind), None).table
                if kind == "registration":
                    table, _ = ingest.merge_duplicates(table)
                found[kind] = table
        return found

    def evidence(self, ruleset: RuleSet) -> Iterator[tuple[str, RecordEvidence]]:
        """(kind, evidence) of every record, before records are put together to entities."""
        for kind, table in self.tables.items():
            day = _newest(table, DATES[kind])
            if kind == "registration":
                found = RegistrationMatcher(ruleset).match(table.combine_chunks(), day)
            else:
                found = TextMatcher(ruleset, kind).match(table, day, DATES[kind])
            for evidence in found:
                yield kind, evidence

    def told(self, kind: str, row: int) -> str:
        """A record in one line, for people."""
        values = self.tables[kind].slice(row, 1).to_pylist()[0]
        keys = ("name", "scope") if kind == "registration" else ("ad_id", "tip_id", "title", "text")
        text = " ".join(str(values[k]) for k in keys if values.get(k))
        return text if len(text) <= 90 else text[:90] + "……"


def _named(folder: Path) -> dict[RecordKind, list[Given]]:
    """Files at the top of a folder whose name says what they are."""
    found: dict[RecordKind, list[Given]] = {}
    for file in sorted(folder.iterdir()):
        kind = _NAMED.get(file.stem)
        if kind and file.suffix.lower() in SUFFIXES and file.is_file():
            found.setdefault(kind, []).append(file)
    # Lists alone make no corpus: such a folder is what an office drops in.
    return found if found.keys() & {RecordKind.REGISTRATION, RecordKind.ADVERT} else {}


def _left(folder: Path, named: Mapping[RecordKind, Sequence[Given]]) -> Iterator[str]:
    """What lies beside files that are named so and might have been meant as well."""
    taken = {file for files in named.values() for file in files}
    for file in sorted(folder.iterdir()):
        data = file.suffix.lower() in SUFFIXES and file.is_file() and file not in taken
        if data and not file.stem.startswith("labels_"):
            names = "、".join(_NAMED)
            yield f"没有读取：{file.name}（这个文件夹有按 {names} 命名的样本，只读这些）"


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as dicts."""
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _newest(table: pa.Table, column: str) -> str:
    dates = [str(d)[:10] for d in table.column(column).to_pylist() if d]
    return max((d for d in dates if len(d) == 10), default="")
