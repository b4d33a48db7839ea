"""What tips say of the firms that they name, and of nobody who could be found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from engine.flow.chunk import Facts
from engine.flow.columns import columns_of, firm_of, strings
from engine.flow.lent import LENT, Lent
from engine.flow.register import Register
from engine.flow.tip_words import with_words
from engine.flow.told import TipsRead
from engine.link import FirmIndex
from engine.link.tips.meant import Meant
from engine.link.tips.tip_links import TipLinks
from engine.match import TextMatcher
from engine.match.waive import Waiving
from engine.model.evidence import RecordEvidence
from engine.model.progress import Progress
from engine.model.terms import Status
from engine.place import told_where
from engine.ruleset import RuleSet
from engine.text.codes import personal
from engine.text.content import content_of
from engine.text.mentioned import people_in, sums_in
from engine.triage import AdvertsRead, LooseTip, entity_id, no_adverts, own_number

_DISCIPLINE = "tip-discipline"
#: Families of tip rules that belong to another line than the fundraising office.
_LINES = MappingProxyType({_DISCIPLINE: "纪检监察", "tip-campus": "教育"})
#: Whose conduct a tip is about when it names such a one and no firm.
_STAFF = re.compile(
    r"职工|员工|工作人员|信贷员|客户经理|行长|柜员|主任|干部|民警|公务员|教师|书记|[局科所镇乡县院校]长"
)
#: What is told of where a tip comes from.
_SOURCE = ("source_file", "received_time", "source_type")


def tip_facts(
    tips: pa.Table,
    register: Register,
    ruleset: RuleSet,
    as_of: str,
    index: FirmIndex,
    facts: dict[int, Facts],
    waiving: Waiving,
    tell: Progress,
    *,
    adverts: AdvertsRead | None = None,
    watched: bool = False,
) -> TipsRead:
    """Tips with evidence go to the firm they name: into ``facts``, by its number in the register;
    what could not be placed is said. ``index``: of the register; ``adverts``: whose telephones
    tips may tell; ``watched``: whom tips name in which nothing was found is asked, too."""
    if not tips.num_rows:
        return TipsRead([], ())
    given = _Tips(tips)
    placing = _Placing(given, register, index, facts, waiving, adverts or no_adverts())
    referrals: list[dict[str, Any]] = []
    silent, waived = dict(enumerate(given.called)), {}
    for evidence in TextMatcher(ruleset, "tip").match(tips, as_of, "received_time"):
        row = evidence.row
        referral = _referral(evidence, ruleset)
        if referral:
            referrals.append(given.referred(row, *referral))
        telling = _tells(evidence, ruleset)
        if referral or telling:
            silent.pop(row)
        elif cause := _cause(evidence):
            waived[row] = (silent[row], cause)
        confidential = referral is not None and referral[0] == _LINES[_DISCIPLINE]
        if not telling or (confidential and _STAFF.search(given.subject[row])):
            if not confidential:
                placing.unplaced.append((given.called[row], evidence))
            continue
        if confidential:
            kept = [h for h in evidence.hits if ruleset.by_id[h.rule_id].family != _DISCIPLINE]
            evidence = replace(evidence, hits=kept)
        evidence = with_words(evidence, given.text[row], ruleset)
        placing.place(evidence, confidential)
    tell("筛查举报", tips.num_rows)
    naming = [placing.naming(row) for row in (silent if watched else ())]
    return TipsRead(
        placing.loose,
        tuple(referrals),
        tuple(tip for row, tip in silent.items() if row not in waived),
        tuple(placing.placed),
        tuple(chain.from_iterable(naming)),
        tuple(waived.values()),
        tuple(placing.unplaced),
    )


class _Placing:
    """Gives tips to the firms that they mean: into ``facts``, by number in the register. ``placed``: what
    the office remembers of these; ``loose``: tips of no firm that is known; ``unplaced``: see
    ``TipsRead``."""

    def __init__(
        self,
        given: _Tips,
        register: Register,
        index: FirmIndex,
        facts: dict[int, Facts],
        waiving: Waiving,
        adverts: AdvertsRead,
    ) -> None:
        self._given, self._register = given, register
        self._facts, self._waiving = facts, waiving
        self._links = TipLinks(index, *columns_of(register, ("name", "address", "legal_rep")))
        self._lent = Lent(adverts)
        self.loose: list[LooseTip] = []
        self.placed: list[dict[str, Any]] = []
        self.unplaced: list[tuple[str, RecordEvidence]] = []

    def place(self, evidence: RecordEvidence, confidential: bool) -> None:
        """``confidential``: nobody but the discipline line may read of whom it means besides."""
        given, row = self._given, evidence.row
        subject, text = given.subject[row], given.text[row]
        uscc, where = given.uscc[row], given.where[row]
        meant = self._links.find(subject, text, uscc, where)
        if not meant.rows and (firm := self._lent.find(text, meant.candidates)) >= 0:
            meant = Meant((firm,), how=LENT)
        if not meant.rows:
            if self._waiving:
                self._waiving.apply(evidence, (subject, "", ""), {"text": text})
            if not confidential:
                self.loose.append(given.loose(row, evidence, self._names(meant.candidates)))
                self.unplaced.append((given.called[row], evidence))
            return
        beside = [] if confidential else self._links.beside(text, meant.rows)
        for firm in meant.rows:
            own = replace(evidence, hits=[hit.copied() for hit in evidence.hits])
            if self._waiving:
                named = (subject, *firm_of(self._register, firm))
                self._waiving.apply(own, named, {"text": text})
            fact = self._facts.setdefault(firm, Facts())
            fact.tips.append((given.called[row], own))
            if any(hit.status is not Status.DISMISSED for hit in own.hits):
                self.placed.append(given.placed(row, self._identity(firm)))
            fact.beside += self._names(beside)
            how = self._links.grounds(firm, meant, subject, text, uscc, where)
            if how and not confidential:
                fact.placed_by.append((given.called[row], how))
            if where:
                fact.seen.append(("", where))

    def naming(self, row: int) -> list[dict[str, str]]:
        """The firms that a tip names in which nothing was found."""
        given = self._given
        found = self._links.by_name(
            given.subject[row], given.text[row], given.uscc[row], given.where[row]
        )
        names = zip(found, self._names(found), strict=True)
        return [given.naming(row, self._identity(firm), name) for firm, name in names]

    def _identity(self, row: int) -> str:
        firm = self._register.take([row]).to_pylist()[0]
        return entity_id(*(str(firm[name] or "") for name in ("uscc", "name", "address")))

    def _names(self, firms: Sequence[int]) -> list[str]:
        return [firm_of(self._register, firm)[0] for firm in firms]


class _Tips:
    """The columns of a table of tips; ``called``: the number of each, its row where it has none to
    show."""

    def __init__(self, tips: pa.Table) -> None:
        self._rows = tips.column("source_row")
        self._source = {name: strings(tips, name) for name in _SOURCE}
        self.subject, self.text = strings(tips, "subject"), strings(tips, "text")
        self.uscc, self.where = strings(tips, "uscc"), strings(tips, "subject_address")
        self._persons, self._amount = strings(tips, "persons"), strings(tips, "amount")
        self._own = ["" if personal(tip) else tip for tip in strings(tips, "tip_id")]
        self.called = [tip or f"第{row + 1}条" for row, tip in enumerate(self._own)]

    def referred(self, row: int, line: str, words: str, rule_id: str) -> dict[str, Any]:
        """A tip for another ``line``, without its text."""
        return {
            "line": line,
            "tip_id": self.called[row],
            "subject": self.subject[row],
            "words": words,
            "rule_id": rule_id,
            **self._source_of(row),
            "source_row": self._source_row(row),
        }

    def loose(self, row: int, evidence: RecordEvidence, candidates: Sequence[str]) -> LooseTip:
        """A tip of no firm that is known; ``candidates``: names of those that it could mean."""
        text = self.text[row]
        return LooseTip(
            self.called[row],
            self.subject[row],
            self.where[row],
            self._source_of(row),
            self._source_row(row),
            evidence,
            content_of(text),
            tuple(candidates),
            told_where(text),
        )

    def placed(self, row: int, identity: str) -> dict[str, Any]:
        """A tip that counts for the firm of that identity, as the office remembers it."""
        text = self.text[row]
        return {
            "entity_id": identity,
            "tip_id": own_number(self._own[row]),
            "received_time": self._source["received_time"][row],
            "content": content_of(text),
            "persons": self._persons[row] or "、".join(people_in(text)),
            "amount": self._amount[row] or "、".join(sums_in(text)),
        }

    def naming(self, row: int, identity: str, name: str) -> dict[str, str]:
        """A tip that names the firm of that identity and name, in which nothing was found."""
        return {"entity_id": identity, "name": name, "tip_id": self.called[row]}

    def _source_of(self, row: int) -> dict[str, str]:
        return {name: column[row] for name, column in self._source.items()}

    def _source_row(self, row: int) -> int:
        return int(self._rows[row].as_py() or 0)


def _tells(evidence: RecordEvidence, ruleset: RuleSet) -> bool:
    """Does more count than what is said around it?"""
    return any(
        hit.status is Status.COUNTED and ruleset.by_id[hit.rule_id].role != "context"
        for hit in evidence.hits
    )


def _cause(evidence: RecordEvidence) -> str:
    """Why what was found does not count."""
    causes = (hit.reason for hit in evidence.hits if hit.status is Status.DISMISSED)
    return "；".join(dict.fromkeys(causes))


def _referral(evidence: RecordEvidence, ruleset: RuleSet) -> tuple[str, str, str] | None:
    """(line, words, rule) for a tip that another line has to deal with."""
    for hit in sorted(evidence.hits, key=lambda h: (h.rule_id, h.start)):
        line = _LINES.get(ruleset.by_id[hit.rule_id].family)
        if line and hit.status is Status.COUNTED:
            words = dict.fromkeys(h.matched for h in evidence.hits if h.rule_id == hit.rule_id)
            return line, "、".join(words), hit.rule_id
    return None
