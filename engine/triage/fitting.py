"""What a rule has to say to an advert whose wording speaks of something else.

Who takes in money and who lends it use the same words (月息, 借条, 抵押): a lender is not asked of its
flats, nor somebody who takes deposits of the licence to lend.
"""

from __future__ import annotations

from engine.ruleset import RuleSet, schema
from engine.score import Score

#: The sector of what belongs to no other.
_NONE = "other"


def pretext(score: Score, ruleset: RuleSet) -> str:
    """The sector under whose name money is asked for; "" where none is told."""
    first = score.sectors[0] if score.sectors else _NONE
    return "" if first == _NONE else ruleset.sectors[first].name


def fits(rule: schema.Rule, score: Score | None, ruleset: RuleSet) -> bool:
    """Is the rule about the same kind of business, raising money or lending it, as the advert of that
    score? One that names no sector fits all."""
    if score is None or not score.sectors or not rule.names_sector:
        return True
    own = ruleset.sectors[score.sectors[0]].track
    return any(ruleset.sectors[sector].track == own for sector in rule.sectors)
