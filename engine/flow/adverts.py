"""Adverts read, judged, and linked to the firms they belong to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.flow.advertisers import signature
from engine.flow.columns import firm_of, strings
from engine.flow.jobs import Workers
from engine.flow.lent import lent_telephones
from engine.flow.links import find_links
from engine.flow.listed import ListedPublishers
from engine.flow.once import Once
from engine.flow.register import Register
from engine.flow.texts import read_texts
from engine.link import NOBODY, FirmIndex, LicenceIndex, LinkResult
from engine.link.names.forms import LEGAL
from engine.match.found import TextLook
from engine.match.own_name import spare_own_name
from engine.match.record_hits import DISGUISED
from engine.match.waive import Waiving
from engine.model.columns import pieces, whole
from engine.model.progress import Progress
from engine.model.terms import Status
from engine.ruleset import RuleSet
from engine.score import score
from engine.text.codes import personal
from engine.triage import (
    SUSPICIOUS,
    AdvertsRead,
    ReadAdvert,
    made_up,
    no_adverts,
    short_first,
)

#: By what an advert without a number is known.
_TELLING = ("title", "text", "advertiser", "publish_time")
#: No number of a person is shorter.
_SHORT = 10


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
    grave = {row for row, look in enumerate(found.look) if scores[look].band in SUSPICIOUS}
    links |= lent_telephones(once.table, links, grave)
    columns = {
        c: strings(once.table, c)
        for c in ("ad_id", "advertiser", "title", "text", "uscc", "phone", "url", "place")
    }
    ids = _identities(ads)
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
            who = (advertiser, columns["uscc"][number], *firm_of(register, link.row))
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


def _identities(ads: pa.Table) -> pa.Array:
    """The adverts' own numbers, made up where there is none to show; of two alike the second says so."""
    told = whole(pc.fill_null(ads.column("ad_id").cast(pa.string()), ""))
    offsets, data = pieces(told)
    sizes = np.diff(offsets)
    short = sizes.min() > 0 and sizes.max() < _SHORT and data.max() < 0x80 and b"@"[0] not in data
    if short and (_ascending(told) or pc.count_distinct(told).as_py() == len(told)):
        return told
    numbers: list[str] = told.to_pylist()
    # An identity number would stand in every table.
    none = [row for row, number in enumerate(numbers) if not number or personal(number)]
    some = ads.take(pa.array(none, pa.int64()))
    for row, *what in zip(none, *(strings(some, name) for name in _TELLING), strict=True):
        numbers[row] = made_up(*what)
    seen: dict[str, int] = {}
    for row, ad_id in enumerate(numbers):
        times = seen[ad_id] = seen.get(ad_id, 0) + 1
        if times > 1:
            numbers[row] = f"{ad_id}#{times}"
    return pa.array(numbers)


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
    registered = firm_of(register, link.row)[:1] if link.row >= 0 else ()
    return [*registered, advertiser] if registered or LEGAL.search(advertiser) else []


def _publishers(
    advertiser: str, text: str, uscc: str, register: Register, link: LinkResult
) -> list[tuple[str, str]]:
    """Name and code of who publishes an advert: as it says itself, and of the firm it was linked to."""
    said = (advertiser or signature(text), uscc)
    firm = firm_of(register, link.row)
    return [one for one in (said, firm) if any(one)]
