"""What adverts, tips and relatives say of the firms they belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.flow.advertisers import signature
from engine.flow.chunk import Facts
from engine.flow.columns import columns_of, strings
from engine.flow.jobs import Workers
from engine.flow.links import find_links
from engine.flow.listed import ListedPublishers
from engine.flow.once import Once
from engine.flow.register import Register
from engine.flow.texts import read_texts
from engine.flow.told import TipsRead
from engine.link import NOBODY, Affiliates, FirmIndex, LicenceIndex, LinkResult
from engine.link.names.forms import LEGAL
from engine.link.texts.tips import TipLinks
from engine.match import TextMatcher
from engine.match.found import TextLook
from engine.match.own_name import spare_own_name
from engine.match.record_hits import DISGUISED
from engine.match.waive import Waiving
from engine.model.columns import pieces, whole
from engine.model.evidence import RecordEvidence
from engine.model.progress import Progress
from engine.model.terms import Status
from engine.place import one_door, told_spot
from engine.ruleset import RuleSet
from engine.score import score
from engine.text.codes import personal
from engine.triage import (
    SUSPICIOUS,
    AdvertsRead,
    LooseTip,
    ReadAdvert,
    content_of,
    made_up,
    no_adverts,
    short_first,
)

_DISCIPLINE = "tip-discipline"
#: Families of tip rules that belong to another line than the fundraising office.
_LINES = MappingProxyType({_DISCIPLINE: "纪检监察", "tip-campus": "教育"})
#: Whose conduct a tip is about when it names such a one and no firm.
_STAFF = re.compile(
    r"职工|员工|工作人员|信贷员|客户经理|行长|柜员|主任|干部|民警|公务员|教师|书记|[局科所镇乡县院校]长"
)
#: No number of a person is shorter.
_SHORT = 10
#: What an affiliate passes on of its points, and at most.
_DECAY, _MOST_PASSED_ON = 0.15, 15


def read_adverts(
    ads: pa.Table,
    register: Register,
    ruleset: RuleSet,
    as_of: str,
    index: FirmIndex,
    licences: LicenceIndex,
    waiving: Waiving,
    tell: Progress,
    workers: Workers | None = None,
) -> AdvertsRead:
    """``workers``: who reads many texts, in parts."""
    if not ads.num_rows:  # to read adverts takes preparing that nobody waits for in vain
        return no_adverts()
    once = Once.of(ads, ruleset, as_of)
    # First, while the other processes can still be given a copy of the index.
    links = find_links(once.table, index, workers, tell) if register.num_rows else {}
    found = read_texts(once.table, ruleset, as_of, workers, tell)
    scores = [
        score(look.evidence.hits, ruleset, votes=look.evidence.sector_votes) for look in found.looks
    ]
    columns = {
        c: strings(once.table, c)
        for c in ("ad_id", "advertiser", "title", "text", "uscc", "phone", "url", "place")
    }
    ids = _identities(ads.column("ad_id"))
    waived, hidden = _touched(found.looks, waiving)
    listed = ListedPublishers(licences, ruleset, as_of)
    asked = [listed.answers(look.evidence) for look in found.looks]
    single: dict[int, ReadAdvert] = {}
    for number, look in enumerate(found.look):
        own = scores[look]
        if not (waived[look] or hidden[look] or own.band in SUSPICIOUS):
            continue
        evidence, link = found.evidence(number), links.get(number, NOBODY)
        rows = once.rows(number)
        advertiser = columns["advertiser"][number]
        if waived[look]:
            who = (advertiser, columns["uscc"][number], *_firm(register, link.row))
            texts = {field: values[number] for field, values in columns.items()}
            waiving.apply(evidence, who, texts, times=len(rows))
        if hidden[look]:
            spare_own_name(evidence, _own_names(advertiser, register, link))
        spared = asked[look] and listed.spare(
            evidence,
            _publishers(
                advertiser, columns["text"][number], columns["uscc"][number], register, link
            ),
            lending=own.lending,
        )
        if waived[look] or hidden[look] or spared:
            own = score(evidence.hits, ruleset, votes=evidence.sector_votes)
        texts = {field: columns[field][number] for field in ("title", "text")}
        numbers = [*zip(rows.tolist(), ids.take(pa.array(rows)).to_pylist(), strict=True)]
        numbers.sort(key=lambda one: short_first(one[1]))
        single[number] = ReadAdvert(numbers, evidence, own, link, texts, look)
    tell("筛查广告", ads.num_rows)
    return AdvertsRead(once.table, once.which, once.columns, found, ids, scores, links, single)


def _identities(given: pa.ChunkedArray) -> pa.Array:
    """The adverts' own numbers, made up where there is none to show; of two alike the second says so."""
    told = whole(pc.fill_null(given.cast(pa.string()), ""))
    offsets, data = pieces(told)
    sizes = np.diff(offsets)
    short = sizes.min() > 0 and sizes.max() < _SHORT and data.max() < 0x80 and b"@"[0] not in data
    if short and (_ascending(told) or pc.count_distinct(told).as_py() == len(told)):
        return told
    numbers: list[str] = told.to_pylist()
    if not any(numbers):
        return pa.array([made_up(row) for row in range(len(numbers))])
    ids = []
    seen: dict[str, int] = {}
    for row, ad_id in enumerate(numbers):
        if not ad_id or personal(ad_id):  # it would stand in every table
            ad_id = made_up(row)
        times = seen[ad_id] = seen.get(ad_id, 0) + 1
        ids.append(f"{ad_id}#{times}" if times > 1 else ad_id)
    return pa.array(ids)


def _ascending(texts: pa.Array) -> bool:
    """Does each follow the one before, as running numbers do? Then none stands twice."""
    later = pc.less(texts.slice(0, len(texts) - 1), texts.slice(1))
    return bool(pc.all(later, min_count=0).as_py())


def _touched(looks: Sequence[TextLook], waiving: Waiving) -> tuple[list[bool], list[bool]]:
    """Of each look: may an exception concern it; does it read anything as a disguise?"""
    rules = waiving.rules if waiving else frozenset()
    hits = [[h for h in look.evidence.hits if h.status is not Status.DISMISSED] for look in looks]
    return (
        [any(h.rule_id in rules for h in some) for some in hits],
        [any(DISGUISED in h.reason for h in some) for some in hits],
    )


def _own_names(advertiser: str, register: Register, link: LinkResult) -> list[str]:
    """Names nobody wrote to hide a word: of a registered firm, or with a legal form."""
    registered = _firm(register, link.row)[:1] if link.row >= 0 else ()
    return [*registered, advertiser] if registered or LEGAL.search(advertiser) else []


def _publishers(
    advertiser: str, text: str, uscc: str, register: Register, link: LinkResult
) -> list[tuple[str, str]]:
    """Name and code of who publishes an advert: as it says itself, and of the firm it was linked to."""
    said = (advertiser or signature(text), uscc)
    firm = _firm(register, link.row)
    return [one for one in (said, firm) if any(one)]


def _firm(register: Register, row: int) -> tuple[str, str]:
    """Name and code of a firm; empty for a row below 0."""
    if row < 0:
        return "", ""
    firm = register.take([row]).to_pylist()[0]
    return str(firm["name"] or ""), str(firm["uscc"] or "")


def tip_facts(
    tips: pa.Table,
    register: Register,
    ruleset: RuleSet,
    as_of: str,
    index: FirmIndex,
    facts: dict[int, Facts],
    waiving: Waiving,
    tell: Progress,
) -> TipsRead:
    """Tips with evidence go to the firm they name; what could not be placed is said."""
    if not tips.num_rows:
        return TipsRead([], ())
    loose: list[LooseTip] = []
    referrals: list[dict[str, Any]] = []
    columns = {
        c: strings(tips, c)
        for c in (
            "subject",
            "uscc",
            "tip_id",
            "text",
            "source_file",
            "received_time",
            "source_type",
            "subject_address",
        )
    }
    links = TipLinks(index, *columns_of(register, ("name", "address", "legal_rep")))
    called = [
        f"第{row + 1}条" if not tip or personal(tip) else tip
        for row, tip in enumerate(columns["tip_id"])
    ]
    silent = dict(enumerate(called))
    for evidence in TextMatcher(ruleset, "tip").match(tips, as_of, "received_time"):
        row = evidence.row
        subject, text, tip_id = columns["subject"][row], columns["text"][row], called[row]
        about = _referral(evidence, ruleset)
        if about:
            silent.pop(row, None)
            referrals.append(
                {
                    "line": about[0],
                    "tip_id": tip_id,
                    "subject": subject,
                    "words": about[1],
                    "rule_id": about[2],
                    **{c: columns[c][row] for c in ("source_file", "received_time", "source_type")},
                    "source_row": int(tips.column("source_row")[row].as_py() or 0),
                }
            )
        if not any(
            h.status == "counted" and ruleset.by_id[h.rule_id].role != "context"
            for h in evidence.hits
        ):
            continue
        silent.pop(row, None)
        confidential = about is not None and about[0] == _LINES[_DISCIPLINE]
        if confidential:
            if _STAFF.search(subject):
                continue
            kept = [h for h in evidence.hits if ruleset.by_id[h.rule_id].family != _DISCIPLINE]
            evidence = replace(evidence, hits=kept)
        where = columns["subject_address"][row]
        meant = links.find(subject, text, columns["uscc"][row], where)
        if not meant.rows and waiving:
            waiving.apply(evidence, (subject, "", ""), {"text": text})
        if not meant.rows and confidential:
            continue  # nobody but the discipline line may read of it
        if not meant.rows:
            loose.append(
                LooseTip(
                    tip_id,
                    subject,
                    where,
                    {c: columns[c][row] for c in ("source_file", "received_time", "source_type")},
                    int(tips.column("source_row")[row].as_py() or 0),
                    evidence,
                    content_of(text),
                    tuple(_firm(register, candidate)[0] for candidate in meant.candidates),
                    one_door([text]) or told_spot(text),
                )
            )
            continue
        beside = [] if confidential else links.beside(text, meant.rows)
        for firm in meant.rows:
            own = replace(evidence, hits=[hit.copied() for hit in evidence.hits])
            if waiving:
                waiving.apply(own, (subject, *_firm(register, firm)), {"text": text})
            fact = facts.setdefault(firm, Facts())
            fact.tips.append((tip_id, own))
            fact.beside += [_firm(register, other)[0] for other in beside]
            if where:
                fact.seen.append(("", where))
    tell("筛查线索记录", tips.num_rows)
    return TipsRead(loose, tuple(referrals), tuple(silent.values()))


def _referral(evidence: RecordEvidence, ruleset: RuleSet) -> tuple[str, str, str] | None:
    """(line, words, rule) for a tip that another line has to deal with."""
    for hit in sorted(evidence.hits, key=lambda h: (h.rule_id, h.start)):
        line = _LINES.get(ruleset.by_id[hit.rule_id].family) if hit.status == "counted" else None
        if line:
            words = dict.fromkeys(h.matched for h in evidence.hits if h.rule_id == hit.rule_id)
            return line, "、".join(words), hit.rule_id
    return None


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
