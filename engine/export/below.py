"""Adverts that are on no list because the office has raised the limit of the lowest band."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from engine.model.screening import Screening
from engine.model.terms import Band, Status
from engine.ruleset import RuleSet

#: In the counts of a run record.
BELOW = "adverts_below_limit"
_LOWEST = Band.LOW.value
#: An advert in which nothing graver stands has no band, whatever its points.
_WEAK = ("info", "low", "medium")


def below_limit(result: Screening, ruleset: RuleSet) -> dict[str, int]:
    """How many adverts have no band now and had one by the limits as shipped; empty where these hold."""
    bands = ruleset.overlay.record()["bands"] if ruleset.overlay else None
    before = bands["before"].get(_LOWEST) if bands else None
    if before is None or ruleset.pack.bands[_LOWEST] <= before:
        return {}
    places = result.places("adverts", "band", [Band.NONE.value])
    told = zip(
        *(result.texts("adverts", name, places) for name in ("ad_id", "points")), strict=True
    )
    wanted = {str(ad_id) for ad_id, points in told if int(points or 0) >= before}
    grave = {
        rule.id
        for rule in ruleset.rules
        if rule.role in ("lead", "signal")
        and not (rule.applies_to == "advert" and rule.severity in _WEAK)
    }
    counted = result.among("evidence", "status", [Status.COUNTED.value])
    of_ads = result.among("evidence", "ad_id", wanted) & result.among("evidence", "rule_id", grave)
    hits = np.flatnonzero(counted & of_ads)
    return {BELOW: len(set(result.texts("evidence", "ad_id", hits)))}


def below_sentence(run: Mapping[str, Any]) -> str:
    """What an office is told of them; empty where there are none."""
    count = run.get("counts", {}).get(BELOW, 0)
    if not count:
        return ""
    limits = run["rules"]["overlay"]["bands"]
    return (
        f"有 {count} 条广告没有列入“广告线索”：分数不到本单位规则定的“{_LOWEST}”的分数线"
        f"（由 {limits['before'][_LOWEST]} 分提到 {limits['limits'][_LOWEST]} 分），"
        "按自带的分数线是要列的。它们在 adverts.csv 里，等级为“无”"
    )
