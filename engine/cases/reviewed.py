"""What somebody made of a firm's being dismissed: it is told next time, and 转为线索 makes it a lead until
somebody has been there."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engine.cases import own_words
from engine.cases.findings import REVIEWS, TO_LEAD
from engine.cases.reopened import is_done
from engine.cases.store import CaseStore
from engine.cases.words import CLEARED, HANDLING
from engine.export.rich import FIELD_LABELS
from engine.model.terms import EARLIER, REVIEWED, REVIEWED_TO_LEAD, Band, Disposition

#: So many words are named.
_SHOWN = 4


def apply_reviews(
    entities: pd.DataFrame, evidence: pd.DataFrame, store: CaseStore, renamed: Mapping[str, str]
) -> None:
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
            # No words of a tip: whoever goes to the door carries this.
            own = ~evidence["rule_id"].str.startswith("TIP-")
            hits = evidence[own & (evidence["entity_id"] == identity)]
            entities.loc[at, ["disposition", "band"]] = [Disposition.LEAD.value, Band.LOW.value]
            entities.loc[at, "reasons"] = f"{day}{REVIEWED_TO_LEAD}{_words(hits)}"
            # Why it had been left out is no reason to go, but whoever goes is to know it.
            causes = row["reasons"].replace("|", "；")
            remark = f"{EARLIER}列在“已排除”，当时的原因：{causes}" if causes else ""
            entities.loc[at, "remarks"] = _joined(row["remarks"], remark)
            entities.loc[at, "checks"] = _joined("对照复核意见上门核实", row["checks"])
            if not row["sector"]:
                sector = next(filter(None, hits["sector"]), "")
                entities.loc[at, ["sector", "sectors"]] = [sector, sector]
                usual = entities.loc[(entities["sector"] == sector), "department"]
                entities.loc[at, "department"] = row["department"] or next(filter(None, usual), "")
        else:
            known = opinion in REVIEWS
            said = f"{EARLIER}{day}{REVIEWED}{opinion if known else '另有意见'}"
            own_words.add(entities, at, {} if known else {"复核意见": opinion})
            entities.loc[at, "remarks"] = _joined(row["remarks"], said)


def _words(hits: pd.DataFrame) -> str:
    """Where the words stand that somebody wants to be asked about."""
    pairs = zip(hits["field"], hits["matched"], strict=True)
    found = dict.fromkeys(
        f"{FIELD_LABELS.get(field, '')}“{words}”" for field, words in pairs if words
    )
    return "：" + "、".join([*found][:_SHOWN]) if found else ""


def _joined(*said: str) -> str:
    return "|".join(filter(None, said))
