"""What the office's memory says of firms that were dealt with before, and what is to be done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.model.terms import CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON


def dealt_sentence(run: Mapping[str, Any]) -> str:
    """Of the record of a run; "" without a memory, or where nobody was dealt with yet."""
    counts = run.get("cases") or {}
    again, quiet, sent = (counts.get(kind, 0) for kind in (CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON))
    said = [
        f"已办结 {again + quiet} 家：{again} 家仍有新线索（列为“有变化”，须再次上门；移送过的把新线索补送），"
        f"{quiet} 家无新线索（不必上门）"
        if again or quiet
        else "",
        f"移送、移交中 {sent} 家，没有新线索（不必上门，向接收单位问进展）" if sent else "",
    ]
    return "；".join(filter(None, said))
