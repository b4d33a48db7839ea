"""What was found on one text, told of another that differs in figures only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.match.records import Gathered
from engine.model.evidence import Hit
from engine.text.rates.find import Rate


def placed(
    rates: Mapping[str, list[Rate]],
    places: Mapping[str, tuple[Sequence[int], Sequence[int]]],
    values: Mapping[str, str],
) -> Mapping[str, list[Rate]]:
    """Rates with their places in the raw texts; ``places``: see ``Seen``."""
    return {
        field: [_placed(rate, values[field], *places[field]) for rate in found]
        if field in places
        else found
        for field, found in rates.items()
    }


def _placed(rate: Rate, raw: str, begin: Sequence[int], end: Sequence[int]) -> Rate:
    start, stop = begin[rate.start], end[rate.end - 1]
    return replace(rate, start=start, end=stop, raw=raw[start:stop])


def of_its_own(gathered: Gathered, values: Mapping[str, str]) -> Gathered:
    """Hits to be judged, with the words of a text."""
    return {
        name: (
            rule,
            {
                feature: [
                    Hit(
                        h.rule_id,
                        h.field,
                        h.start,
                        h.end,
                        values[h.field][h.start : h.end],
                        h.points,
                        h.status,
                        h.reason,
                        h.cause_id,
                    )
                    for h in hits
                ]
                for feature, hits in by_feature.items()
            },
        )
        for name, (rule, by_feature) in gathered.items()
    }
