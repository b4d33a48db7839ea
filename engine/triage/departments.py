"""Which line departments a lead is given to: who guides what it is suspected of, and who licenses what it is.

Cashback and private finance need no licence, so nobody has approved the firm for them. Where its own name says
that it is of a trade that does (养老服务中心, 培训学校), whoever licenses that trade has to know as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.model.terms import Disposition
from engine.place import Territories
from engine.text.bodies import bodies, of_one

if TYPE_CHECKING:
    from engine.triage.judged import Judged


def departments_of(judged: Judged, territories: Territories) -> str:
    """Joined with |, the line office before the department of the rules; each body once."""
    guides = territories.department(judged.sectors)
    guides = guides or (judged.main.department if judged.main else "")
    approves = ""
    if judged.kind is Disposition.LEAD and (trade := judged.trade):
        approves = territories.department([trade.name]) or trade.department
    known = set(map(of_one, bodies([guides])))
    if known.isdisjoint(map(of_one, bodies([approves]))):
        return "|".join(filter(None, (guides, approves)))
    further = [one for one in bodies([approves]) if of_one(one) not in known]
    return "|".join((guides, *further))
