"""The parts of a result that the sheets show, cut to what a workbook can hold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from engine.export.carried import carried_adverts, carried_hits
from engine.export.firm import Record, is_settled, text, walkable
from engine.export.text import as_number, as_text
from engine.match.columns import alike
from engine.model.arrays import Ints
from engine.model.screening import Screening
from engine.model.terms import SETTLED, Band, Disposition, LicenceStatus, Status

LIMIT = 5000  # rows a sheet holds at most; the csv files hold everything
#: Nobody prints more of the firms that are only to be asked for a licence, or were dismissed.
LESSER_LIMIT = 1000
BAND_ORDER = {Band.HIGH.value: 0, Band.MEDIUM.value: 1, Band.LOW.value: 2}
#: Where a clerk finds of a lead what has no room in a cell.
REPORT = "report.html"
#: What licence lists say of a body that has to show a licence, the gravest first.
LACKING = (
    LicenceStatus.EXPIRED.value,
    LicenceStatus.IMPOSTOR.value,
    LicenceStatus.NOT_FOUND.value,
)

_NONE: Ints = np.zeros(0, np.int64)
#: What is shown, or asked, of hits.
_OF_HITS = (
    *("entity_id", "ad_id", "rule_id", "field", "start", "end", "matched", "points", "status"),
    *("reason", "quote", "quote_start"),
)
#: In the record of an advert: how many there are like it.
_COUNT = "copies"
#: Adverts that have all of this in common are one to whoever looks at them.
_SAME = (
    *("band", "points", "score", "entity_id", "candidates", "advertiser", "title", "text"),
    *("channel", "media_name", "phone", "contact", "url"),
)


@dataclass(slots=True)
class View:
    """Records to show; of adverts that are the same the first, which says how many they are.
    ``cut``: (sheet, shown, total, csv) of every table that was cut.

    ``lead_bands`` counts all leads, also those beyond the cut, and ``settled`` those among them that the
    office has dealt with: nobody goes there.
    """

    result: Screening
    leads: list[Record]
    licensed: list[Record]
    dismissed: list[Record]
    adverts: list[Record]
    hits_by_entity: dict[str, list[Record]]
    hits_by_advert: dict[str, list[Record]]
    dismissed_hits: dict[str, list[Record]]
    lead_bands: dict[str, int]
    settled: int = 0
    cut: list[tuple[str, int, int, str]] = field(default_factory=list)
    #: adverts of leads that no address tells where to find
    adverts_of: dict[str, list[Record]] = field(default_factory=dict)
    #: tips that were placed with no firm
    tips: list[Record] = field(default_factory=list)
    #: names of the territories that anything is in
    areas: tuple[str, ...] = ()

    @property
    def open_leads(self) -> list[Record]:
        """The leads that somebody has to go to, or to find."""
        return [lead for lead in self.leads if not is_settled(lead)]

    @property
    def said(self) -> dict[str, str]:
        """Leads without an address → what their adverts say."""
        return {
            lead: "\n".join(text(ad, "title") + "\n" + text(ad, "text") for ad in adverts)
            for lead, adverts in self.adverts_of.items()
        }


_SHEETS = {
    Disposition.LEAD: "线索清单",
    Disposition.LICENSED: "持牌核对",
    Disposition.DISMISSED: "已排除",
}


def make_view(result: Screening, limit: int = LIMIT) -> View:
    """Select, order and cut; only rows that will be shown leave the tables."""
    shown = {
        disposition: result.places(
            "entities", "disposition", [disposition.value], _most(disposition, limit)
        )
        for disposition in _SHEETS
    }
    # All in one: on disk, rows that are read are dear, and the first of them is the dearest.
    records = result.records("entities", np.concatenate([*shown.values()]))
    ends = np.cumsum([len(places) for places in shown.values()]).tolist()
    leads, licensed, dismissed = (
        records[end - len(places) : end] for end, places in zip(ends, shown.values(), strict=True)
    )
    licensed.sort(key=_lacking)
    adverts, total = _adverts(result, limit)
    adverts_of = _adverts_of(result, [lead for lead in leads if not walkable(lead)])
    spoken = [*adverts, *(ad for ads in adverts_of.values() for ad in ads)]
    of_firms = _hits(result, "entity_id", [*leads, *licensed, *dismissed])
    by_entity = _only(of_firms, Status.COUNTED)
    by_advert = _only(_hits(result, "ad_id", spoken), Status.COUNTED)
    for lead in leads:
        _with_earlier(lead, by_entity, by_advert, adverts_of)
    return View(
        result,
        leads,
        licensed,
        dismissed,
        adverts,
        hits_by_entity=by_entity,
        hits_by_advert=by_advert,
        dismissed_hits=_only(of_firms, Status.DISMISSED),
        lead_bands=_lead_bands(result),
        settled=_settled(result),
        cut=_cut(result, limit, total),
        adverts_of=adverts_of,
        tips=[dict(tip) for tip in result.loose_tips],
        areas=_areas(result),
    )


def _with_earlier(
    lead: Record,
    by_entity: dict[str, list[Record]],
    by_advert: dict[str, list[Record]],
    adverts_of: dict[str, list[Record]],
) -> None:
    """What an earlier run found of a lead stands behind what this one did."""
    identity = text(lead, "entity_id")
    if hits := carried_hits(lead):
        by_entity.setdefault(identity, []).extend(hits)
    if walkable(lead):
        return
    said = {(text(ad, "title"), text(ad, "text")) for ad in adverts_of.get(identity, ())}
    for advert, found in carried_adverts(lead):
        if (text(advert, "title"), text(advert, "text")) not in said:
            adverts_of.setdefault(identity, []).append(advert)
            by_advert.setdefault(text(advert, "ad_id"), found)


def lead_view(
    view: View, result: Screening, shown: Callable[[str, list[Record]], list[Record]]
) -> View:
    """The leads alone, and whether they were cut, for a page of ``result``. ``shown``: name of a part
    and records of it → what of them may be read there."""
    leads = shown("entities", view.leads)
    owners = [text(lead, "entity_id") for lead in leads]
    hits = [hit for owner in owners for hit in view.hits_by_entity.get(owner, ())]
    return View(
        result,
        leads,
        licensed=[],
        dismissed=[],
        adverts=[],
        hits_by_entity=_by_owner("entity_id", shown("evidence", hits)),
        hits_by_advert={},
        dismissed_hits={},
        lead_bands=view.lead_bands,
        settled=view.settled,
        cut=[cut for cut in view.cut if cut[0] == _SHEETS[Disposition.LEAD]],
    )


def _cut(result: Screening, limit: int, adverts: int) -> list[tuple[str, int, int, str]]:
    disposed, cut = result.tally("entities", "disposition"), []
    for disposition, sheet in _SHEETS.items():
        most, total = _most(disposition, limit), disposed.get(disposition.value, 0)
        if total > most:
            cut.append((sheet, most, total, "entities.csv"))
    if adverts > limit:
        cut.append(("广告线索", limit, adverts, "adverts.csv"))
    return cut


def _lead_bands(result: Screening) -> dict[str, int]:
    leads = result.places("entities", "disposition", [Disposition.LEAD.value])
    return dict(Counter(str(band) for band in result.texts("entities", "band", leads)))


def _settled(result: Screening) -> int:
    leads = result.among("entities", "disposition", [Disposition.LEAD.value])
    return int((leads & result.among("entities", "case_state", [SETTLED])).sum())


def _most(disposition: Disposition, limit: int) -> int:
    return limit if disposition is Disposition.LEAD else min(limit, LESSER_LIMIT)


def _areas(result: Screening) -> tuple[str, ...]:
    known = {*result.tally("entities", "territory")}
    known |= {text(tip, "territory") for tip in result.loose_tips}
    return tuple(sorted(known - {""}))


def _lacking(record: Record) -> int:
    status = text(record, "licence_status")
    return LACKING.index(status) if status in LACKING else len(LACKING)


def _adverts_of(result: Screening, leads: list[Record]) -> dict[str, list[Record]]:
    wanted = {text(lead, "entity_id") for lead in leads}
    if not wanted:
        return {}
    mine = result.among("adverts", "entity_id", wanted)
    places = np.flatnonzero(mine & result.among("adverts", "band", BAND_ORDER))
    found: dict[str, list[Record]] = {}
    for advert in _advert_records(result, _each_once(result, places)):
        found.setdefault(text(advert, "entity_id"), []).append(advert)
    return found


@dataclass(slots=True)
class _Same:
    """Adverts that are the same: the place of the first, how urgent they are, how many."""

    place: int
    urgency: tuple[Any, ...]
    count: int


def _each_once(result: Screening, places: Ints) -> list[_Same]:
    if not len(places):
        return []
    first, which = alike([result.codes("adverts", name, places) for name in _SAME])
    firsts = places[first]
    urgency = zip(*(result.texts("adverts", name, firsts) for name in _SAME[:3]), strict=True)
    counts = np.bincount(which).tolist()
    return [_Same(*told) for told in zip(firsts.tolist(), urgency, counts, strict=True)]


def _advert_records(result: Screening, some: Sequence[_Same]) -> list[Record]:
    records = result.records("adverts", np.array([one.place for one in some], np.int64))
    for one, record in zip(some, records, strict=True):
        record[_COUNT] = one.count
    return records


def numbers_of(advert: Record) -> str:
    """The number of an advert, and how many there are like it."""
    count = advert.get(_COUNT, 1)
    return text(advert, "ad_id") + (f"\n等 {count} 条" if count > 1 else "")


def _adverts(result: Screening, limit: int) -> tuple[list[Record], int]:
    """The most urgent adverts, and how many there are."""
    known = _each_once(result, result.places("adverts", "band", set(BAND_ORDER)))

    def least(value: Any) -> float:
        number = as_number(value)
        return math.inf if number is None else -number

    def urgency(one: _Same) -> tuple[float, float, float]:
        band, points, score = one.urgency
        return BAND_ORDER[band], least(points), least(score)

    return _advert_records(result, sorted(known, key=urgency)[:limit]), len(known)


def _hits(result: Screening, key: str, owners: Iterable[Record]) -> dict[str, list[Record]]:
    """The hits of the owners that are shown, strongest first; those of a copy count with the first."""
    wanted = {as_text(owner.get(key)) for owner in owners} - {""}
    places = _NONE
    if wanted:
        shown = result.among("evidence", "status", [Status.COUNTED.value, Status.DISMISSED.value])
        places = np.flatnonzero(result.among("evidence", key, wanted) & shown)
    found = _by_owner(key, result.records("evidence", places, _OF_HITS))
    for hits in found.values():
        hits.sort(key=lambda hit: -(as_number(hit.get("points")) or 0))
    return found


def _by_owner(key: str, hits: Iterable[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for hit in hits:
        found.setdefault(as_text(hit[key]), []).append(hit)
    return found


def _only(found: dict[str, list[Record]], status: Status) -> dict[str, list[Record]]:
    chosen = (
        (key, [hit for hit in hits if hit.get("status") == status.value])
        for key, hits in found.items()
    )
    return {key: hits for key, hits in chosen if hits}
