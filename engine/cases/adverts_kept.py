"""The adverts of leads, as far as whoever has to find the advertiser needs them in a later run."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from engine.cases.told import kept
from engine.export.text import as_number, clip
from engine.export.view import BAND_ORDER
from engine.model.screening import Screening

_COLUMNS = (
    *("ad_id", "channel", "publish_time", "title", "text", "phone", "contact", "url"),
    "media_name",
)
#: So many of a lead are kept, so long.
_MOST, _LENGTH = 5, 1000


def adverts_of(run: Screening, leads: Collection[str]) -> dict[str, list[dict[str, str]]]:
    """Lead → its adverts that somebody has to look at, the most urgent first."""
    mine = run.among("adverts", "entity_id", leads) & run.among("adverts", "band", BAND_ORDER)
    columns = (*_COLUMNS, "entity_id", "band", "points")
    records = run.records("adverts", np.flatnonzero(mine), columns)
    records.sort(
        key=lambda ad: (BAND_ORDER[ad["band"]], -(as_number(ad["points"]) or 0), str(ad["ad_id"]))
    )
    found: dict[str, list[dict[str, str]]] = {}
    for ad in records:
        told = {name: clip(str(ad.get(name, "")), _LENGTH) for name in _COLUMNS}
        found.setdefault(str(ad["entity_id"]), []).append(told)
    return found


def with_earlier(new: Sequence[dict[str, str]], earlier: str) -> str:
    """As the store keeps them: those of this run before the ones that were carried into it."""
    said = {(ad["title"], ad["text"]) for ad in new}
    old = [ad for ad in json.loads(earlier or "[]") if (ad["title"], ad["text"]) not in said]
    return json.dumps([*new, *old][:_MOST], ensure_ascii=False)


def carried(case: Mapping[str, Any], missing: Sequence[Sequence[str]]) -> str:
    """The adverts of a case in which anything ``missing`` from this run stands, with the day of the run
    that had them."""
    words = [item[2] for item in missing if item[0].startswith("AD-")]
    some = [
        {**ad, "seen": ad.get("seen") or case["seen"]}
        for ad in kept(case["adverts"], list)
        if any(word in ad["title"] + ad["text"] for word in words)
    ]
    return json.dumps(some, ensure_ascii=False) if some else ""
