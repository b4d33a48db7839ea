"""线索, 持牌核对, 已排除 or 提示 (design §2, §4)."""

from __future__ import annotations

from collections.abc import Sequence

from engine.model.evidence import Hit
from engine.model.terms import Band, Disposition, Status, gone
from engine.ruleset import RuleSet
from engine.score import Score

__all__ = ["disposition", "gone"]

#: Rules of this family name an activity that a local licence allows: ask for it (design §2).
_NEEDS_LICENCE = "local-licence"
_PUBLIC = "member-public"
#: Sharing the door of a suspicious firm; of those who manage public assets that says nothing.
_NEIGHBOUR = "neighbour"


def disposition(
    hits: Sequence[Hit], score: Score, licensed: bool, own_money: bool, ruleset: RuleSet
) -> Disposition:
    """``licensed``: by name of a kind that needs a licence. A licence exempts the word, not the
    firm: what a licensed body promises in an advert or a tip makes it a lead all the same, and so
    does a licence that the list of its kind does not show.

    An activity that needs a local licence (融资租赁 in a scope, without such a name) is 持牌核对
    unless something else makes the firm a lead.
    """
    counted = [h for h in hits if h.status is not Status.DISMISSED]
    if licensed:
        # A list of its kind was given and it is not on it, or borrows another's name.
        unheld = any(
            ruleset.by_id[h.rule_id].holds_for_licensed
            for h in counted
            if h.rule_id in ruleset.by_id and ruleset.by_id[h.rule_id].applies_to == "registration"
        )
        serious = score.behaviour and score.band in (Band.HIGH, Band.MEDIUM)
        return Disposition.LEAD if serious or unheld else Disposition.LICENSED
    leading = {
        ruleset.by_id[h.rule_id].family
        for h in counted
        if h.rule_id in ruleset.by_id and ruleset.by_id[h.rule_id].role in ("lead", "signal")
    }
    if leading == {_NEIGHBOUR} and (own_money or _public(counted, ruleset)):
        return Disposition.NOTICE
    if leading - {_NEEDS_LICENCE}:
        return Disposition.LEAD
    if leading:
        return Disposition.LICENSED
    if own_money or _public(counted, ruleset):
        return Disposition.NOTICE
    if any(h.status is Status.DISMISSED for h in hits):
        return Disposition.DISMISSED
    return Disposition.NOTICE


def _public(counted: Sequence[Hit], ruleset: RuleSet) -> bool:
    """Does the name say that the firm manages public assets (国有资产经营公司)?"""
    return any(
        h.field == "name"
        and h.rule_id in ruleset.by_id
        and ruleset.by_id[h.rule_id].family == _PUBLIC
        for h in counted
    )
