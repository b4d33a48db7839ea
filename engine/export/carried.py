"""What an earlier run found of a lead, as records like those of this run, for sheets and the page."""

from __future__ import annotations

import json
from typing import Any

from engine.export.text import as_text
from engine.model.terms import CARRIED, CARRIED_ADVERTS, CARRIED_ITEMS

Record = dict[str, Any]


def carried_hits(lead: Record) -> list[Record]:
    """Its evidence of before, to be quoted; where in the whole text it stands nobody knows any more."""
    found = []
    owner = as_text(lead.get("entity_id"))
    for rule, field, words, quote, reason, _, _, source, day in _kept(lead, CARRIED_ITEMS):
        if quote or words:
            hit = {
                "entity_id": owner,
                "rule_id": rule,
                "field": field,
                "matched": words,
                "quote": quote,
            }
            where = f"{source or ''}{CARRIED}{day}"
            found.append(
                {**hit, "reason": reason, "ad_id": where, "quote_start": _at(quote, words)}
            )
    return found


def carried_adverts(lead: Record) -> list[tuple[Record, list[Record]]]:
    """Its adverts of before, each with what was found in it."""
    items = [item for item in _kept(lead, CARRIED_ITEMS) if item[0].startswith("AD-")]
    found = []
    for advert in _kept(lead, CARRIED_ADVERTS):
        number = f"{advert['ad_id']}\n（{CARRIED}{advert['seen']}）"
        hits = [
            {"field": field, "matched": words, "start": start, "end": start + len(words)}
            for _, field, words, *_ in items
            if words and (start := _at(as_text(advert.get(field)), words)) >= 0
        ]
        found.append(({**advert, "ad_id": number}, hits))
    return found


def _kept(lead: Record, column: str) -> list[Any]:
    found: list[Any] = json.loads(as_text(lead.get(column)) or "[]")
    return found


def _at(quote: str, words: str) -> int:
    return quote.find(words)
