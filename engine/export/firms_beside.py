"""Firms that are no leads, on roads and in buildings that are visited anyway."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from engine.export.firm import Record, text
from engine.export.view import LACKING, LIMIT
from engine.model.arrays import Flags
from engine.model.screening import Screening
from engine.model.terms import Disposition

#: Sectors whose firms a visitor should notice next door (design §5).
FINANCE_LIKE = (
    "涉金融字样",
    "民间投融资中介",
    "网络借贷",
    "私募基金",
    "交易场所",
    "虚拟货币",
    "高利贷套路贷",
)
#: What is shown, or asked, of firms that stand beside leads.
_OF_OTHERS = (
    *("entity_id", "name", "disposition", "band", "points", "sector", "sectors", "territory"),
    *("province", "city", "county", "town", "village", "road", "building", "floor", "room"),
    *("address", "licence_status", "licence_until", "licence_name", "status"),
)


def firms_beside(
    result: Screening, leads: list[Record], meant: Collection[str] = ()
) -> list[Record]:
    """Firms of a finance-like sector or a licensed kind on a road or in a building of a lead, and
    those with names that may be ``meant``."""

    def among(column: str, values: Iterable[str]) -> Flags:
        return result.among("entities", column, set(values))

    roads, buildings = (
        {text(lead, part) for lead in leads} - {""} for part in ("road", "building")
    )
    licensed = among("disposition", [Disposition.LICENSED.value])
    rest = among("sector", FINANCE_LIKE) | licensed
    rest &= ~among("disposition", [Disposition.LEAD.value])
    here = [among(part, known) & rest for part, known in (("road", roads), ("building", buildings))]
    # Few, and worth a look wherever a route passes.
    here.append(among("licence_status", LACKING) & licensed)
    if meant:
        leading = among("disposition", [Disposition.LEAD.value])
        here.insert(0, among("name", meant) & ~leading)
    near = dict.fromkeys(int(place) for some in here for place in np.flatnonzero(some))
    places = np.array([*near][:LIMIT], np.int64)
    found: dict[str, Record] = {}
    for record in result.records("entities", places, _OF_OTHERS):
        found.setdefault(text(record, "entity_id"), record)
    return [*found.values()]
