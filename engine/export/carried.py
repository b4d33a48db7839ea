"""What an earlier run found of a lead, as records like those of this run, for sheets and the page."""

from __future__ import annotations

import json
import re
from typing import Any

from engine.export.text import as_text
from engine.model.terms import CARRIED, CARRIED_ADVERTS, CARRIED_ITEMS

Record = dict[str, Any]
#: Before the beginning of any text.
_NOWHERE = -(10**9)


def carried_hits(lead: Record) -> list[Record]:
    """Its evidence of before, to be quoted; ``start`` where an advert that was kept tells it."""
    adverts = _kept(lead, CARRIED_ADVERTS)
    return [
        {
            "entity_id": as_text(lead.get("entity_id")),
            "ad_id": f"{source or ''}{CARRIED}{day}",
            "rule_id": rule,
            "field": field,
            "matched": words,
            "quote": quote,
            "quote_start": _at(quote, words),
            "start": _begin(adverts, field, quote) + _at(quote, words),
            "reason": reason,
        }
        for rule, field, words, quote, reason, _, _, source, day in _kept(lead, CARRIED_ITEMS)
        if quote or words
    ]


def _begin(adverts: list[Record], field: str, quote: str) -> int:
    """Where a quote stands in its text, so that those that overlap are told as one; else so far before
    any that it is beside none."""
    # Half a number at the edge of a quote is masked in it.
    like = re.compile(re.escape(quote).replace(r"\*", "."), re.DOTALL)
    found = (like.search(as_text(advert.get(field))) for advert in adverts if quote)
    return next((match.start() for match in found if match), _NOWHERE)


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
