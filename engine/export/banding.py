"""Which limit the total of a lead was held against: the index that people see is another number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.model.terms import REVIEWED_TO_LEAD, Band

_ORDER = (Band.HIGH.value, Band.MEDIUM.value, Band.LOW.value)
#: Higher is graver; a firm without a band has none to compare.
_RANK = {Band.HIGH.value: 3, Band.MEDIUM.value: 2, Band.LOW.value: 1, Band.NONE.value: 0, "": 0}


def limits_of(run: Mapping[str, Any]) -> dict[str, int]:
    """Band → total from which it begins; empty for runs that did not write that down."""
    return dict(run.get("rules", {}).get("bands") or {})


def shipped_of(run: Mapping[str, Any]) -> dict[str, int]:
    """Of the bands whose limit the office has changed, the limit as shipped."""
    overlay = run.get("rules", {}).get("overlay") or {}
    return dict((overlay.get("bands") or {}).get("before") or {})


def decided(points: int, band: str, run: Mapping[str, Any], reasons: str = "") -> str:
    """What made the band of a total, in words; empty where the run does not tell the limits. ``reasons``: why
    it is a lead."""
    limits, before = limits_of(run), shipped_of(run)
    if not limits:
        return ""
    reached, said = _reached(points, limits), f"总分 {points}"
    if _RANK[reached] > _RANK[band]:
        why = (
            "命中的都是平常广告里也有的说法，单独说明不了问题"
            if band == Band.NONE.value
            else "只有名称、经营范围的字样，没有行为迹象"
        )
        return f"{said}，够“{reached}”的分数线（{limits[reached]} 分），但{why}，等级为“{band}”"
    if _RANK[reached] < _RANK[band] and REVIEWED_TO_LEAD in reasons:
        return f"等级“{band}”是复核转为线索时定的；按资料{said}"
    if _RANK[reached] < _RANK[band]:
        return f"等级“{band}”沿用以前那次筛查的；按这次的资料{said}"
    above = [name for name in _ORDER if _RANK[name] > _RANK[band]]
    parts = [f"“{band}”从 {limits[band]} 分起"] if band in limits else []
    parts += [f"“{above[-1]}”要 {_limit(above[-1], limits, before)}"] if above else []
    return f"{said}，{'，'.join(parts)}"


def held_back(points: int, band: str, run: Mapping[str, Any]) -> bool:
    """Does the total reach a band that words alone do not get?"""
    limits = limits_of(run)
    return bool(limits) and _RANK[_reached(points, limits)] > _RANK[band]


def _reached(points: int, limits: Mapping[str, int]) -> str:
    return next((name for name in _ORDER if points >= limits[name]), Band.NONE.value)


def moved(points: int, run: Mapping[str, Any]) -> bool:
    """Do the office's own limits give the total another band than those shipped?"""
    limits, before = limits_of(run), shipped_of(run)
    return bool(limits) and any(
        (points >= limits[name]) != (points >= old) for name, old in before.items()
    )


def limits_sentence(run: Mapping[str, Any]) -> str:
    """How bands are drawn; empty for runs that did not write that down."""
    limits, before = limits_of(run), shipped_of(run)
    if not limits:
        return ""
    drawn = "，".join(f"“{name}” {_limit(name, limits, before)}起" for name in _ORDER)
    return f"{drawn}。比的是总分，不是指数；只有名称、经营范围的字样、没有行为迹象的，到了“高”的分数线也只列“中”，除非所写的业务谁都不许做；广告命中的只是平常广告里也有的说法的，有分也不列等级。"


def _limit(name: str, limits: Mapping[str, int], before: Mapping[str, int]) -> str:
    changed = f"（本单位规则定的，自带的是 {before[name]} 分）" if name in before else ""
    return f"{limits[name]} 分{changed}"
