"""What somebody made of a firm's being dismissed: it is told next time, and 转为线索 makes it a lead until
somebody has been there."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engine.cases.findings import TO_LEAD
from engine.cases.reopened import is_done
from engine.cases.store import CaseStore
from engine.cases.words import CLEARED, HANDLING
from engine.model.terms import EARLIER, REVIEWED, Band, Disposition


def apply_reviews(entities: pd.DataFrame, store: CaseStore, renamed: Mapping[str, str]) -> None:
    """``renamed``: identity in ``entities`` → of the case."""
    reviews = store.reviews()
    dismissed = entities[entities["disposition"] == Disposition.DISMISSED.value]
    for at, row in dismissed.iterrows():
        identity = str(row["entity_id"])
        case = renamed.get(identity, identity)
        if case not in reviews:
            continue
        opinion, day = reviews[case]
        done = store.values(case).get(HANDLING, "")
        if opinion == TO_LEAD and not (is_done(done) or CLEARED in done):
            entities.loc[at, ["disposition", "band"]] = [Disposition.LEAD.value, Band.LOW.value]
            told = f"{day}复核“已排除”时转为线索；原排除原因见后"
            entities.loc[at, "reasons"] = "|".join(filter(None, (told, str(row["reasons"]))))
            asked = "对照复核意见上门核实"
            entities.loc[at, "checks"] = "|".join(filter(None, (asked, str(row["checks"]))))
        else:
            said = f"{EARLIER}{day}{REVIEWED}{opinion.replace('|', '／')}"
            entities.loc[at, "remarks"] = "|".join(filter(None, (str(row["remarks"]), said)))
