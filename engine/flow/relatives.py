"""What firms that did something pass on to those that are tied to them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pyarrow as pa

from engine.flow.chunk import Facts
from engine.flow.columns import columns_of
from engine.flow.register import Register
from engine.link import Affiliates
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet
from engine.score import score

#: What an affiliate passes on of its points, and at most.
_DECAY, _MOST_PASSED_ON = 0.15, 15


def affiliate_facts(
    register: Register,
    facts: dict[int, Facts],
    registered: Callable[[pa.Table], Mapping[int, RecordEvidence]],
    ruleset: RuleSet,
) -> None:
    """One hop, and only from firms that did something (an advert, a tip).

    ``registered``: what the registrations of some firms alone say, by number in the register.
    """
    active = sorted(row for row, fact in facts.items() if fact.adverts or fact.tips)
    if not active:
        return
    own = registered(register.take(active))
    points = {row: _points(own.get(row), facts[row], ruleset) for row in active}
    names, *others = columns_of(register, ("name", "legal_rep", "phone", "email", "address"))
    known = Affiliates(names, *others)
    for row in active:
        for tie in known.of(row):
            passed = min(_MOST_PASSED_ON, round(points[row] * _DECAY))
            facts.setdefault(tie.row, Facts()).ties.append((names[row], tie.how, passed))
            if tie.row not in points:
                facts[row].ties.append((names[tie.row], tie.how, 0))
    for fact in facts.values():  # whoever passes on most first, whatever the order of rows
        fact.ties.sort(key=lambda tie: (-tie[2], tie[0], tie[1]))


def _points(own: RecordEvidence | None, fact: Facts, ruleset: RuleSet) -> int:
    hits = [
        *(own.hits if own else ()),
        *(hit for advert in fact.adverts for hit in advert.evidence.hits),
        *(hit for _, found in fact.tips for hit in found.hits),
    ]
    return score(hits, ruleset).points
