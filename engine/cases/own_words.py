"""What officers wrote in words of their own: it may name who told them what, a landlord, a neighbour. So it
stands beside what was decided and when, for the office's own workbook; no table and no page has it, nor a
set to hand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from engine.model.terms import BUSINESS, OWN_WORDS


def add(entities: pd.DataFrame, at: Any, said: Mapping[str, str]) -> None:
    """Put down what is ``said`` (how it is called → the words) of the firm in the row ``at``."""
    told = (f"{what}：{words.replace('|', '／')}" for what, words in said.items() if words)
    entities.loc[at, OWN_WORDS] = "|".join(filter(None, (entities.loc[at, OWN_WORDS], *told)))


def begin(entities: pd.DataFrame) -> None:
    """A column for them."""
    entities[OWN_WORDS] = ""


def of_case(
    case: Mapping[str, Any] | None, clearance: Mapping[str, Any] | None, handling: str
) -> dict[str, str]:
    """Why the firm was found harmless, or what was found there where nothing was decided."""
    if case is None:
        return {}
    if clearance:
        return {"排除原因": str(clearance["reason"])}
    # Not the remarks: where nothing is decided, they are for whoever goes on with the case.
    undecided = case["核查日期"] and not handling
    return {BUSINESS.removesuffix("："): str(case["实际业务"])} if undecided else {}
