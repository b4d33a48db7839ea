"""What adverts and tips say of a firm, told apart by their texts and days.

The words that a rule finds are the same in the next complaint. Who was found harmless, or dealt with,
on what had been said until then has to be looked at again when somebody says more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from engine.cases.database import Database
from engine.cases.told import UNKNOWN, plain
from engine.cases.words import HANDLING, VISITED
from engine.model.screening import Screening
from engine.text.content import content_of
from engine.triage import SUSPICIOUS, is_made_up

#: What a remark tells of a tip: its number is for the papers alone.
TIP = "举报"
#: So many are named.
_NAMED = 3


#: A file that does not say it takes nothing away.
_UNLESS_KNOWN = ", ".join(
    f"{name} = coalesce(nullif(excluded.{name}, ''), nullif({name}, '{UNKNOWN}'), '')"
    for name in ("number", "persons", "amount")
)
#: Before the name of what had been said before, in the same words.
_AGAIN = "内容同前、以后又出现的"


class Said(NamedTuple):
    """``content``: see ``content_of``; ``day``: ISO, "" where nobody wrote it; ``told``: as a remark
    names it; of a tip: its ``number``, how many ``persons`` and what ``amount`` it tells of, each "" where
    it does not."""

    content: str
    day: str
    told: str
    number: str = ""
    persons: str = ""
    amount: str = ""


class Closed(NamedTuple):
    """A case of which somebody wrote down what was done: the last run known by then, the day on which that
    was written down and the day of the visit, and whether runs had told of the firm that kept nothing of
    what was said."""

    after_run: int
    day: str
    visited: str
    deaf: bool


def said_of(run: Screening, identities: Collection[str]) -> dict[str, list[Said]]:
    """Identity → the adverts that somebody has to look at, and the tips, in an order of their own."""
    found: dict[str, set[Said]] = {}
    mine = run.among("adverts", "entity_id", identities) & run.among("adverts", "band", SUSPICIOUS)
    columns = ("entity_id", "ad_id", "publish_time", "title", "text")
    for ad in run.records("adverts", np.flatnonzero(mine), columns):
        day, text = str(ad.get("publish_time", ""))[:10], f"{ad.get('title', '')}{ad['text']}"
        told = Said(content_of(text), day, advert_called(str(ad["ad_id"])))
        found.setdefault(str(ad["entity_id"]), set()).add(told)
    for tip in run.placed_tips:
        if tip["entity_id"] in identities:
            more = tip["tip_id"], tip["persons"], tip["amount"]
            told = Said(tip["content"], tip["received_time"][:10], TIP, *more)
            found.setdefault(tip["entity_id"], set()).add(told)
    return {identity: _once(said) for identity, said in found.items()}


def advert_called(ad_id: str) -> str:
    """As a remark names it: 广告G5."""
    return "广告" + ("" if is_made_up(ad_id) else ad_id)


def _once(said: Iterable[Said]) -> list[Said]:
    """One text that stands twice on one day is one."""
    each: dict[tuple[str, str], Said] = {}
    for one in sorted(said, key=lambda one: (one.day, one.content, len(one.told), one)):
        each.setdefault((one.content, one.day), one)
    return list(each.values())


def keep_heard(store: Database, said: Mapping[str, Iterable[Said]], number: int) -> None:
    """Store what the run of that number has heard of firms that the store knows."""
    store.db.executemany(
        "INSERT INTO heard (entity_id, content, day, told, number, persons, amount, run_id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entity_id, content, day) DO UPDATE SET"
        f" {_UNLESS_KNOWN}",
        [(identity, *one, number) for identity, some in said.items() for one in some],
    )


def unheard(
    store: Database,
    now: Mapping[str, Iterable[Said]] | None = None,
    runs: Collection[int] | None = None,
    then: Mapping[str, Closed] = MappingProxyType({}),
) -> dict[str, list[Said]]:
    """Identity of cases of which somebody wrote down what was done → what has been said since then, by
    the runs that are stored and by one that is not yet (``now``: what it has heard, by identity of the
    case).

    Another text is something new, and the same of a later day, if an advert's is later than the visit. What
    earlier versions heard is not known:
    of firms that they told of, the first that is heard since is new if it is of a later day. ``runs``:
    those that count, if not all do; ``then``: what was known at another visit than the last, of firms that are
    told as that left them.
    """
    closed = _closed(store) | dict(then)
    heard: dict[str, list[tuple[int, str, Said]]] = {}
    for row in store.db.execute(
        "SELECT h.entity_id, content, day, told, CAST(run_id AS INTEGER) AS run_id,"
        " substr(r.at, 1, 10) AS seen FROM heard h JOIN run r ON r.id = h.run_id"
        " WHERE h.entity_id IN (SELECT entity_id FROM finding)"
        " ORDER BY h.run_id, h.day, h.content"
    ):
        was = plain(row)
        if runs is not None and was["run_id"] not in runs:
            continue
        said = Said(was["content"], was["day"], was["told"])
        heard.setdefault(was["entity_id"], []).append((was["run_id"], was["seen"], said))
    next_run = store.last_run() + 1
    for identity, some in (now or {}).items():
        rows = heard.setdefault(identity, [])
        stored = {(said.content, said.day) for _, _, said in rows}
        rows += [(next_run, store.today, s) for s in some if (s.content, s.day) not in stored]
    fresh = {i: _fresh(closed[i], rows) for i, rows in heard.items() if i in closed}
    return {identity: said for identity, said in fresh.items() if said}


def _closed(store: Database) -> dict[str, Closed]:
    rows = store.db.execute(
        "WITH c AS (SELECT entity_id, max(CAST(after_run AS INTEGER)) AS after_run, substr(max(at), 1, 10) AS day,"
        " max(CASE WHEN field = ? THEN value END) AS visited"
        " FROM finding WHERE field IN (?, ?) GROUP BY entity_id)"
        " SELECT c.*, NOT EXISTS (SELECT 1 FROM sighting s JOIN run r ON r.id = s.run_id"
        " WHERE s.entity_id = c.entity_id AND r.hears AND r.id <= c.after_run) AS deaf FROM c",
        (VISITED, HANDLING, VISITED),
    )
    return {
        # A day to come is a slip of the hand; nobody was there yet.
        row["entity_id"]: Closed(
            row["after_run"],
            row["day"],
            min(row["visited"] or row["day"], row["day"]),
            bool(row["deaf"]),
        )
        for row in rows
    }


def _fresh(case: Closed, rows: Iterable[tuple[int, str, Said]]) -> list[Said]:
    """``rows``: the run, its day, and what it was the first to hear, in order."""
    latest: dict[str, str] = {}
    found: list[Said] = []
    first = 0
    for run, seen, said in rows:
        since = run > case.after_run
        first = first or (run if since else 0)
        assumed = case.deaf and run == first and said.day <= case.day
        before = latest.get(said.content)
        # An advert that was up on the day of the visit is no news for being up since another day, and one
        # put up between the visit and the import is; every day of a complaint is a complaint.
        until = max(before or "", "" if said.told == TIP else case.visited)
        if since and not assumed and (before is None or said.day > until):
            found.append(said if before is None else said._replace(told=_AGAIN + said.told))
        # Nothing can be of a later day than the run that has it.
        latest[said.content] = max(before or "", said.day or seen)
    return found


def told_in_short(said: Iterable[Said]) -> str:
    """The newest of them, for a remark: 新的广告G5（发布于2026-08-01）."""
    new: list[Said] = []
    again: list[Said] = []
    for one in sorted(said, key=lambda one: (one.day, one.told), reverse=True):
        known = one.told.startswith(_AGAIN)
        (again if known else new).append(one._replace(told=one.told.removeprefix(_AGAIN)))
    return "，".join(head + _named(some) for head, some in (("新的", new), (_AGAIN, again)) if some)


def _named(newest: Sequence[Said]) -> str:
    each = dict.fromkeys(f"{one.told}（{_day(one)}）" if one.day else one.told for one in newest)
    more = f"等 {len(newest)} 条" if len(each) > _NAMED else ""
    return "、".join([*each][:_NAMED]) + more


def _day(one: Said) -> str:
    # Digits of the number and of the day side by side would be masked as one long number.
    return one.day if one.told == TIP else f"发布于{one.day}"
