"""The result of a run: three frames, the rows set aside, and the run record."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.columns import replace_surrogates
from engine.model.ingested import RejectedRow
from engine.model.stored import Stored

if TYPE_CHECKING:
    import pandas as pd

#: Columns fixed by the contract (design §4), in the order they are written.
ENTITY_COLUMNS = (
    "entity_id",
    "source_file",
    "source_row",
    "name",
    "uscc",
    "disposition",
    "band",
    "score",
    "points",
    "sector",
    "sectors",
    "elements",
    "reasons",
    "basis",
    "department",
    "territory",
    "province",
    "city",
    "county",
    "town",
    "village",
    "road",
    "building",
    "floor",
    "room",
    "licence_status",
    "licence_name",
    "licence_similarity",
    "affiliates",
    "adverts",
)
#: What the workbook shows besides; later in the same csv.
ENTITY_EXTRA = (
    "rank",
    "checks",
    "remarks",
    "licence_needed",
    "responsible",
    "responsible_phone",
    "licence_until",
    "address",
    "ent_type",
    "status",
    "est_date",
    "reg_capital_wan",
    "merged_rows",
    "scope",
    "legal_rep",
    "phone",
    "case_state",
)
ADVERT_COLUMNS = (
    "ad_id",
    "source_file",
    "source_row",
    "band",
    "score",
    "sector",
    "elements",
    "annual_rate_pct",
    "entity_id",
    "entity_name",
    "link_how",
    "link_similarity",
    "reasons",
)
ADVERT_EXTRA = (
    "points",
    "sectors",
    "basis",
    "advertiser",
    "channel",
    "publish_time",
    "title",
    "text",
    "candidates",
    "track",
    "remarks",
    "media_name",
    "phone",
    "contact",
    "url",
)
EVIDENCE_COLUMNS = (
    "entity_id",
    "ad_id",
    "rule_id",
    "sector",
    "element",
    "field",
    "start",
    "end",
    "matched",
    "points",
    "status",
    "reason",
    "basis",
)
EVIDENCE_EXTRA = ("title", "family", "quote", "quote_start")


#: A table as it is at hand.
Part: TypeAlias = "pd.DataFrame | pa.Table | Stored"


class Screening:
    """A finished run.

    ``entities``: one row per entity with any evidence, in order of visit (``rank`` from 1).
    ``adverts``: one row per advertisement read. ``evidence``: one row per hit.
    ``quote`` in evidence is the part of the raw field shown to people; the matched words stand
    in it from ``quote_start``. ``run`` is the audit record that becomes ``run.json``.
    All text columns are ``str`` with ``""`` for missing. ``rejected``: rows that could not be read;
    ``messages``: Chinese remarks for the sheet 数据问题; ``referrals``: tips that belong to another
    line (纪检, 教育), one dict each, without the tip's text; ``loose_tips``: tips that could be
    placed with no firm, likewise.

    The three may be given as frames, as Arrow tables or as tables on disk; frames are made when
    they are asked for.
    """

    def __init__(
        self,
        entities: Part,
        adverts: Part,
        evidence: Part,
        rejected: tuple[RejectedRow, ...] = (),
        run: dict[str, Any] | None = None,
        messages: tuple[str, ...] = (),
        referrals: tuple[dict[str, Any], ...] = (),
        loose_tips: tuple[dict[str, Any], ...] = (),
    ) -> None:
        self._parts = {"entities": entities, "adverts": adverts, "evidence": evidence}
        self.rejected, self.messages = rejected, messages
        self.referrals, self.loose_tips = referrals, loose_tips
        self.run = {} if run is None else run

    def part(self, name: str) -> Part:
        """``entities``, ``adverts`` or ``evidence`` as they are at hand."""
        return self._parts[name]

    def where(
        self, name: str, column: str, values: Collection[str], most: int | None = None
    ) -> pa.Table:
        """The rows of a part whose ``column`` is one of ``values``; the first ``most`` by rank."""
        part = self._parts[name]
        if isinstance(part, Stored):
            return part.where(column, values, most)
        wanted = pa.array(sorted(values), pa.string())
        if isinstance(part, pa.Table):
            table = part.filter(pc.is_in(part.column(column), value_set=wanted))
            return table if most is None else table.slice(0, most)
        if column in part.columns:
            found = part[part[column].isin(list(values))]
        else:
            found = part if "" in values else part.iloc[:0]
        return _table(found if most is None else _by_rank(found).head(most))

    def columns(self, name: str, names: Sequence[str]) -> pa.Table:
        """Of all rows of a part only these columns, by place; those it lacks are left out."""
        part = self._parts[name]
        if isinstance(part, Stored):
            return part.columns([column for column in names if column in part.column_names])
        if isinstance(part, pa.Table):
            return part.select([column for column in names if column in part.column_names])
        return _table(part[[column for column in names if column in part.columns]])

    def rows(self, name: str, places: Sequence[int]) -> pa.Table:
        """The rows of a part at ``places``."""
        part = self._parts[name]
        at = np.asarray(places, np.int64)
        if isinstance(part, Stored):
            return part.take(at)
        return part.take(pa.array(at)) if isinstance(part, pa.Table) else _table(part.iloc[at])

    def filled(self, name: str, column: str) -> pa.Table:
        """The rows of a part that have something in ``column``."""
        part = self._parts[name]
        if isinstance(part, Stored):
            return part.filled(column)
        if isinstance(part, pa.Table):
            return part.filter(pc.not_equal(part.column(column), ""))
        return _table(part[part[column] != ""] if column in part.columns else part.iloc[:0])

    def table(self, name: str) -> pa.Table:
        """All rows of a part."""
        part = self._parts[name]
        if isinstance(part, Stored):
            return part.whole()
        return part if isinstance(part, pa.Table) else _table(part)

    def tally(self, name: str, column: str) -> dict[str, int]:
        """How many rows of a part have each value of ``column``."""
        part = self._parts[name]
        if isinstance(part, Stored):
            return part.tally(column)
        if isinstance(part, pa.Table):
            counted = pc.value_counts(part.column(column)).to_pylist()
            return {str(entry["values"]): int(entry["counts"]) for entry in counted}
        counts = part[column].value_counts().items() if column in part.columns else ()
        return {str(value): int(count) for value, count in counts}

    def _whole(self, name: str) -> pd.DataFrame:
        part = self._parts[name]
        if isinstance(part, pa.Table | Stored):
            part = self._parts[name] = _frame(self.table(name))
        return part

    @property
    def entities(self) -> pd.DataFrame:
        return self._whole("entities")

    @entities.setter
    def entities(self, frame: pd.DataFrame) -> None:
        self._parts["entities"] = frame

    @property
    def adverts(self) -> pd.DataFrame:
        return self._whole("adverts")

    @property
    def evidence(self) -> pd.DataFrame:
        return self._whole("evidence")

    @evidence.setter
    def evidence(self, frame: pd.DataFrame) -> None:
        self._parts["evidence"] = frame


def _by_rank(frame: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    if "rank" not in frame.columns:
        return frame
    ranks = pd.to_numeric(frame["rank"], errors="coerce")
    return frame.iloc[ranks.argsort(kind="stable").to_numpy()]


def _frame(table: pa.Table) -> pd.DataFrame:
    """Missing numbers become ``""``, as missing texts are."""
    import pandas as pd  # few runs need frames, and it takes long to load

    frame: pd.DataFrame = table.to_pandas()
    for name in table.column_names:
        if table.column(name).null_count:
            values = table.column(name).to_pylist()
            frame[name] = pd.Series(["" if v is None else v for v in values], dtype=object)
    return frame


def _table(frame: pd.DataFrame) -> pa.Table:
    """The reverse; what is neither all text nor all numbers becomes text."""
    return pa.table({str(name): _column(frame[name]) for name in frame.columns})


def _column(series: pd.Series[Any]) -> pa.Array:
    known = [
        None if missing or value == "" else value
        for value, missing in zip(series.tolist(), series.isna().tolist(), strict=True)
    ]
    told = [value for value in known if value is not None]
    if told and all(isinstance(value, int | float) for value in told):
        return pa.array(known)
    texts = ["" if value is None else replace_surrogates(str(value)) for value in known]
    return pa.array(texts, pa.string())
