"""Firms, and publishers of adverts, that a licence list names, whatever their names say."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from engine.link import LicenceIndex
from engine.link.licences import lends
from engine.model.evidence import LicensedName, RecordEvidence
from engine.model.terms import LicenceStatus, Status
from engine.ruleset import RuleSet
from engine.triage import Entities
from engine.triage.reasons import LISTED

#: The kind of a body of which its list does not say what it is.
_ON_A_LIST = "名录所列"
#: Of what a list calls a licence so much is said in every reason.
_LONGEST = 40


def attach_listed(firms: pa.Table, entities: Entities, licences: LicenceIndex, as_of: str) -> None:
    """Firms that stand on a licence list are 持牌核对, whatever their names say (design §4)."""
    for row in licences.listed(firms.column("name"), firms.column("uscc")):
        known = entities.evidence_of(row)
        if known is not None and known.licensed:
            continue
        record = firms.slice(row, 1).to_pylist()[0]
        found = licences.find(record["name"] or "", record["uscc"] or "", "", as_of)
        if found.status is LicenceStatus.HELD:
            entities.of(row).evidence.licensed = _body(found.kind)


class ListedPublishers:
    """Of an advert that offers loans first of all, a licence to lend answers what a licensed name
    answers; of others only that somebody lends. 保本 of a lender counts all the same."""

    def __init__(self, licences: LicenceIndex, ruleset: RuleSet, as_of: str) -> None:
        self._licences, self._as_of = licences, as_of
        self._holding = frozenset(rule.id for rule in ruleset.rules if rule.holds_for_licensed)
        lending = {id_ for id_, sector in ruleset.sectors.items() if sector.track == "lending"}
        self._lending = frozenset(
            rule.id
            for rule in ruleset.rules
            if lending.intersection(rule.sectors) and rule.id not in self._holding
        )

    def answers(self, evidence: RecordEvidence) -> bool:
        """Could a licence be an answer to anything that was found?"""
        return bool(len(self._licences)) and any(
            hit.status is Status.COUNTED and hit.rule_id in self._lending for hit in evidence.hits
        )

    def spare(
        self, evidence: RecordEvidence, publishers: Iterable[tuple[str, str]], *, lending: bool
    ) -> bool:
        """Dismiss what a valid licence of one of ``publishers`` (name, code) answers; ``lending``:
        does the advert offer loans first of all?"""
        for name, uscc in publishers:
            found = self._licences.find(name, uscc, "", self._as_of)
            if found.status is not LicenceStatus.HELD or not lends(found.kind):
                continue
            body = evidence.licensed = _body(found.kind)
            for hit in evidence.hits:
                answered = hit.rule_id in self._lending or (
                    lending and hit.rule_id not in self._holding
                )
                if hit.status is not Status.DISMISSED and answered:
                    hit.status, hit.cause_id = Status.DISMISSED, LISTED
                    hit.reason = (
                        f"发布者在所附名录内（{body.kind}：{found.name}），请核对发布者身份"
                    )
            return True
        return False


def _body(kind: str) -> LicensedName:
    """``kind``: as the list says, "" where it does not."""
    kind = kind[:_LONGEST] or _ON_A_LIST
    return LicensedName(kind, f"名录所列许可（{kind}）", LISTED)
