"""The result of a run: three frames, the rows set aside, and the run record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.arrays import Flags, Ints
from engine.model.columns import numbered
from engine.model.ingested import RejectedRow
from engine.model.stored import Stored

if TYPE_CHECKING:  # who writes tables that lie on disk has no use for it
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
    placed with no firm, likewise; ``placed_tips``: of those that were the firm (``entity_id``), its number
    (``tip_id``), "" where it has none to show, the day (``received_time``), what tells its text from others
    (``content``), and how many people (``persons``) and which sums (``amount``) it tells of; ``naming_tips``: of those in
    which no rule found anything, the firm that they name (``entity_id``, ``name``) and their number
    (``tip_id``), where somebody asked for it.

    ``noted``: what the office wrote down about adverts and faults of the files: key → (day, words).
    ``registered``: names, codes → the rows of the register that have one of them, while it is at hand.

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
        placed_tips: tuple[dict[str, Any], ...] = (),
        naming_tips: tuple[dict[str, str], ...] = (),
    ) -> None:
        self._parts = {"entities": entities, "adverts": adverts, "evidence": evidence}
        self.rejected, self.messages = rejected, messages
        self.referrals, self.loose_tips = referrals, loose_tips
        self.placed_tips, self.naming_tips = placed_tips, naming_tips
        self.noted: Mapping[str, tuple[str, str]] = {}
        self.run = {} if run is None else run
        self.registered: Callable[[Collection[str], Collection[str]], list[dict[str, Any]]]
        self.registered = lambda names, codes: []

    def part(self, name: str) -> Part:
        """``entities``, ``adverts`` or ``evidence`` as they are at hand."""
        return self._parts[name]

    def among(self, name: str, column: str, values: Collection[str]) -> Flags:
        """Of which rows of a part the ``column`` is one of ``values``."""
        part = self._parts[name]
        if isinstance(part, pa.Table | Stored):
            wanted = pa.array(sorted(values), pa.string())
            return _passing(part, column, lambda cells: pc.is_in(cells, value_set=wanted))
        if column not in part.columns:
            return np.full(len(part), "" in values)
        return np.asarray(part[column].isin(list(values)), bool)

    def places(
        self, name: str, column: str, values: Collection[str], most: int | None = None
    ) -> Ints:
        """Where the rows ``among`` these are; the first ``most`` by rank."""
        found = np.flatnonzero(self.among(name, column, values))
        part = self._parts[name]
        if most is not None and not isinstance(part, pa.Table | Stored):
            found = _by_rank(part, found)
        return found[:most]

    def filled(self, name: str, column: str) -> Ints:
        """The rows of a part that have something in ``column``."""
        part = self._parts[name]
        if isinstance(part, pa.Table | Stored):
            return np.flatnonzero(_passing(part, column, lambda cells: pc.not_equal(cells, "")))
        return np.flatnonzero(part[column] != "" if column in part.columns else ())

    def texts(self, name: str, column: str, places: Ints) -> list[Any]:
        """What stands in a column of a part at ``places``; ``""`` if it lacks the column."""
        part = self._parts[name]
        if isinstance(part, Stored):
            return list(part.texts(column, places).to_pylist())
        if isinstance(part, pa.Table):
            return list(part.column(column).take(pa.array(places)).to_pylist())
        known = column in part.columns
        return part[column].iloc[places].tolist() if known else [""] * len(places)

    def codes(self, name: str, column: str, places: Ints) -> Ints:
        """Of the rows of a part at ``places`` a number each, the same for those with the same in
        ``column``."""
        part = self._parts[name]
        if isinstance(part, Stored):
            return numbered(part.texts(column, places))
        if isinstance(part, pa.Table):
            return numbered(part.column(column).take(pa.array(places)))
        if column not in part.columns:
            return np.zeros(len(places), np.int64)
        import pandas as pd

        told = part[column].iloc[places]
        return pd.factorize(told, use_na_sentinel=False)[0].astype(np.int64)

    def records(
        self, name: str, places: Ints, columns: Collection[str] | None = None
    ) -> list[dict[str, Any]]:
        """The rows of a part at ``places``, one dict each; missing numbers become ``""``.

        ``columns``: those that are enough.
        """
        part = self._parts[name]
        if isinstance(part, pa.Table | Stored):
            if columns is not None:
                part = part.select([name for name in part.column_names if name in columns])
            table = part.take(places if isinstance(part, Stored) else pa.array(places))
            cells = [column.to_pylist() for column in table.columns]
            cells = [["" if v is None else v for v in column] for column in cells]
            names = table.column_names
        else:
            names = [str(column) for column in part.columns]
            cells = [_cells(part.iloc[places, at]) for at in range(len(names))]
        return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]

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
            table = part.whole() if isinstance(part, Stored) else part
            part = self._parts[name] = _frame(table)
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


def _passing(part: pa.Table | Stored, column: str, test: Callable[[Any], pa.BooleanArray]) -> Flags:
    if isinstance(part, Stored):
        return part.passing(column, test)
    passed: Flags = pc.fill_null(test(part.column(column)), False).to_numpy()
    return passed


def _by_rank(frame: pd.DataFrame, places: Ints) -> Ints:
    import pandas as pd

    if "rank" not in frame.columns:
        return places
    ranks = pd.to_numeric(frame["rank"].iloc[places], errors="coerce")
    ordered: Ints = places[ranks.argsort(kind="stable").to_numpy()]
    return ordered


def _cells(column: pd.Series[Any]) -> list[Any]:
    import pandas as pd

    # Arrow makes a list of its texts in a fraction of the time that pandas takes.
    if isinstance(column.dtype, pd.StringDtype) and column.dtype.storage == "pyarrow":
        return list(pa.array(column.array).fill_null("").to_pylist())
    return column.tolist()


def _frame(table: pa.Table) -> pd.DataFrame:
    """Missing numbers become ``""``, as missing texts are."""
    import pandas as pd

    frame: pd.DataFrame = table.to_pandas()
    for name in table.column_names:
        if table.column(name).null_count:
            values = table.column(name).to_pylist()
            frame[name] = pd.Series(["" if v is None else v for v in values], dtype=object)
    return frame
