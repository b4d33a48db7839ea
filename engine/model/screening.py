"""The result of a run: three frames, the rows set aside, and the run record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from engine.model.ingested import RejectedRow

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


@dataclass(slots=True)
class Screening:
    """A finished run.

    ``entities``: one row per entity with any evidence, in order of visit (``rank`` from 1).
    ``adverts``: one row per advertisement read. ``evidence``: one row per hit.
    ``quote`` in evidence is the part of the raw field shown to people; the matched words stand
    in it from ``quote_start``. ``run`` is the audit record that becomes ``run.json``.
    All text columns are ``str`` with ``""`` for missing.
    """

    entities: pd.DataFrame
    adverts: pd.DataFrame
    evidence: pd.DataFrame
    rejected: tuple[RejectedRow, ...] = ()
    run: dict[str, Any] = field(default_factory=dict)
    messages: tuple[str, ...] = ()  # Chinese remarks for the sheet 数据问题
    #: tips that belong to another line (纪检, 教育): one dict each, without the tip's text
    referrals: tuple[dict[str, Any], ...] = ()
