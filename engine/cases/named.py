"""Tips in which no rule finds anything, of firms that the office knows: 又在别处收钱了 says nothing of a firm
that nobody knows, and a lot of one that the police have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from engine.cases.respelt import called
from engine.model.screening import Screening
from engine.model.terms import NAMING

#: So many are told by their number.
_NAMED = 5


def tell_naming(
    run: Screening, entities: pd.DataFrame, known: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Remarks on the firms of ``known`` (identity in ``entities`` → case) that are named so; a line for
    each that ``entities`` has no row of. It counts no points and opens no case: somebody has to read
    the tip."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for identity, case in known.items():
        by_name[called(str(case["name"]))].append(identity)
    tips: dict[str, list[str]] = {}
    for tip in run.naming_tips:
        namesakes = by_name.get(called(tip["name"]), [])
        identity = tip["entity_id"] if tip["entity_id"] in known else "".join(namesakes[:1])
        if tip["entity_id"] in known or len(namesakes) == 1:
            tips.setdefault(identity, []).append(tip["tip_id"])
    at = dict(zip(entities["entity_id"].astype(str), entities.index, strict=True))
    lines = []
    for identity, numbers in tips.items():
        more = f"等 {len(numbers)} 件" if len(numbers) > _NAMED else ""
        remark = f"{NAMING}举报{'、'.join(numbers[:_NAMED])}{more}".replace("|", "／")
        if identity in at:
            before = str(entities.loc[at[identity], "remarks"])
            entities.loc[at[identity], "remarks"] = "|".join(filter(None, (before, remark)))
        else:
            lines.append(f"办案库里的“{known[identity]['name']}”{remark}，请看原文。")
    return lines
