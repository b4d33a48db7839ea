"""What exceptions did to the list: whose hit was dismissed may be a lead for another reason."""

from __future__ import annotations

from collections import defaultdict

from engine.match.waive import Waiving, reason_of
from engine.model.screening import Screening
from engine.model.terms import Disposition

_NAMED = 3


def told_of_waivers(run: Screening, waiving: Waiving) -> list[str]:
    """One line for each exception, with what became of the firms it was used for."""
    used = [waiver for waiver in waiving.waivers if waiving.used[waiver.id]]
    came_of: dict[str, str] = {}
    for waiver in used:
        reasons = (f"{reason_of(waiver)}（{waiver.id}）",)
        hits = run.records("evidence", run.places("evidence", "reason", reasons), ("entity_id",))
        firms = {str(hit["entity_id"]) for hit in hits} - {""}
        places = run.places("entities", "entity_id", firms)
        columns = ("name", "disposition", "band")
        by_end: dict[str, list[str]] = defaultdict(list)
        for row in run.records("entities", places, columns):
            by_end[_end(str(row["disposition"]), str(row["band"]))].append(str(row["name"]))
        came_of[waiver.id] = "".join(
            f"；{_names(by_end[end])}{end}" for end in sorted(by_end, key=_leads_first)
        )
    return waiving.messages(came_of)


def _end(disposition: str, band: str) -> str:
    if disposition == Disposition.LEAD:
        return f"因别的理由仍是线索（{band}）"
    return f"现为{disposition}"


def _leads_first(end: str) -> tuple[bool, str]:
    return end.startswith("现为"), end


def _names(names: list[str]) -> str:
    said = "、".join(name or "（无名称）" for name in names[:_NAMED])
    return said + (f"等 {len(names)} 户" if len(names) > _NAMED else "")
