"""report.html: one self-contained page with the leads, their evidence, filters and charts.

The page holds the data as JSON and shows it with ``textContent`` only, so that a hostile name
stays text. It loads nothing: no script, style, font or picture from elsewhere.
"""

from __future__ import annotations

import json
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import Any

from engine.export.banding import decided
from engine.export.firm import Record, text, walkable
from engine.export.personal.numbers import mask_text
from engine.export.places import stops_of
from engine.export.rich import TIP
from engine.export.text import as_number, as_text, cleaned, unclean
from engine.export.view import View
from engine.model.columns import replace_surrogates

NAME = "report.html"
#: Evidence shown of one lead; entities.csv and evidence.csv hold everything.
_MOST = 12
_FIELDS = (
    "rank", "name", "uscc", "band", "score", "sector", "territory", "department", "road", "building",
    "floor", "room", "address", "elements", "basis", "checks", "remarks", "affiliates", "entity_id",
    "licence_status", "case_state",
)  # fmt: skip


def write_report(view: View, path: Path) -> None:
    """Write the page; the same result gives the same bytes."""
    leads = [_lead(view, record) for record in view.leads]
    for stop in stops_of(view.leads):
        for number in stop.doors:
            leads[number]["place"] = stop.label if walkable(view.leads[number]) else ""
    data = {
        "leads": leads,
        "counts": view.result.run.get("counts", {}),
        "as_of": view.result.run.get("newest_date", view.result.run.get("as_of", "")),
        "cut": [list(item) for item in view.cut],
    }
    page = files("engine.export").joinpath("data/report.html").read_text(encoding="utf-8")
    text_ = replace_surrogates(page.replace("/*DATA*/null", _script_safe(data)))
    path.write_text(text_, encoding="utf-8", newline="\n")


def _lead(view: View, record: Record) -> dict[str, Any]:
    lead: dict[str, Any] = {field: as_text(record.get(field)) for field in _FIELDS}
    points = int(as_number(record.get("points")) or 0)
    lead["decided"] = decided(
        points, text(record, "band"), view.result.run, text(record, "reasons")
    )
    lead["reasons"] = [part for part in text(record, "reasons").split("|") if part]
    hits: dict[tuple[str, str], dict[str, Any]] = defaultdict(dict)
    for hit in view.hits_by_entity.get(text(record, "entity_id"), []):
        quote, found = text(hit, "quote"), text(hit, "matched")
        start = int(float(hit.get("quote_start") or 0))
        # The quote is masked as a whole; by itself a piece of a number would look like none.
        matched = quote[start : start + len(found)]
        matched = mask_text(matched if len(matched) == len(found) else found)
        if not (quote or matched).strip("*") or (quote, matched) in hits or len(hits) >= _MOST:
            continue
        hits[quote, matched] = {
            "before": quote[:start],
            "matched": matched,
            "after": quote[start + len(matched) :],
            "reason": text(hit, "reason"),
            "source": _source(hit),
        }
    lead["hits"] = list(hits.values())
    return lead


def _source(hit: Record) -> str:
    """The advert or tip that it stands in; "" for the register."""
    number = text(hit, "ad_id")
    kind = "举报" if text(hit, "rule_id").startswith(TIP) else "广告"
    return f"{kind}{number}" if number else ""


def _dumped(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _script_safe(data: Any) -> str:
    """JSON that cannot close the script element or start a comment in it."""
    dumped = _dumped(data)
    if unclean(dumped) or "\\u00" in dumped:  # as JSON writes the lower controls
        dumped = _dumped(cleaned(data))
    for char, escape in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029")):  # fmt: skip
        dumped = dumped.replace(char, escape)
    return dumped
