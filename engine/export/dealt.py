"""What the office's memory says of firms that were dealt with before, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.model.terms import CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON


def dealt_sentence(run: Mapping[str, Any]) -> str:
    """Of the record of a run; "" without a memory, or where nobody was dealt with yet."""
    counts = run.get("cases") or {}
    what = (
        (CLOSED_AGAIN, "须再次上门，已移送的把新线索补送"),
        (CLOSED_QUIET, "不必上门"),
        (HANDED_ON, "没有新线索，不必上门，向接收单位问进展"),
    )
    return "；".join(
        f"{kind} {counts[kind]} 家（{todo}）" for kind, todo in what if counts.get(kind)
    )
