"""What a screening gathered, before it becomes frames."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pyarrow as pa

from engine import place
from engine.link import Home, LicenceIndex, LinkResult
from engine.model.evidence import RecordEvidence
from engine.model.terms import Band
from engine.ruleset import RuleSet
from engine.score import Score


@dataclass(slots=True)
class ReadAdvert:
    ad_id: str
    evidence: RecordEvidence
    score: Score
    link: LinkResult

    @property
    def suspicious(self) -> bool:
        return self.score.band in (Band.HIGH, Band.MEDIUM)


@dataclass(slots=True)
class Entity:
    """A firm of the register (``row`` ≥ 0) or an advertiser found in none (``row`` −1)."""

    row: int
    evidence: RecordEvidence
    adverts: list[ReadAdvert] = field(default_factory=list)
    tips: list[tuple[str, RecordEvidence]] = field(default_factory=list)
    name: str = ""
    #: (name of the affiliate, what ties them, points that the affiliate passes on)
    ties: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass
class Assembly:
    """What the frames are made from, besides the evidence."""

    firms: pa.Table
    ads: pa.Table
    ruleset: RuleSet
    licences: LicenceIndex
    territories: place.Territories
    as_of: str
    rows: Set[int]
    home: Home
    #: area code → document that orders its use; empty unless the office supplies a list
    origins: Mapping[str, str]

    @cached_property
    def _records(self) -> dict[int, dict[str, Any]]:
        """The rows of firms that have evidence, as plain dicts: one take instead of many."""
        rows = sorted(self.rows)
        return dict(zip(rows, self.firms.take(pa.array(rows, pa.int64())).to_pylist(), strict=True))

    def firm(self, row: int, column: str) -> str:
        if row < 0:
            return ""
        record = self._records.get(row)
        if record is None:
            return _cell(self.firms, row, column)
        value = record.get(column)
        return "" if value is None else str(value)

    def ad(self, row: int, column: str) -> str:
        return _cell(self.ads, row, column)

    def sector_name(self, sector: str) -> str:
        return self.ruleset.sectors[sector].name


def _cell(table: pa.Table, row: int, column: str) -> str:
    if row < 0 or column not in table.column_names:
        return ""
    value = table.column(column)[row].as_py()
    return "" if value is None else str(value)
