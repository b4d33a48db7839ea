"""Whose the suspicious adverts are: firms of the register, advertisers in none, and nobody's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine.flow.chunk import Facts
from engine.flow.columns import strings
from engine.link.names.written import signatures
from engine.link.texts.contacts import phones as phones_of
from engine.triage import Advertiser, AdvertsRead, ReadAdvert, short_first

#: Where there is no name, the same words in the same place are the same advertiser's.
_SAID = ("title", "text", "url", "place")


def advert_facts(read: AdvertsRead, facts: dict[int, Facts]) -> tuple[Advertiser, ...]:
    """Suspicious adverts go to their firm; returns the advertisers that nobody knows, by name.

    Of an owner's adverts that say the same, and of which the same was found, one stands for all.
    """
    ads = read.table
    names, phones = strings(ads, "advertiser"), strings(ads, "phone")
    said = [strings(ads, name) for name in _SAID]
    firsts: dict[tuple[object, ...], ReadAdvert] = {}
    named: dict[str, list[ReadAdvert]] = {}
    nameless: dict[str, list[ReadAdvert]] = {}
    beside = [phones, strings(ads, "place")]
    for advert in sorted(read.suspicious(), key=lambda one: _order(one, beside)):
        number, firm = advert.evidence.row, advert.link.row
        if firm < 0 and advert.link.candidates:
            continue
        who = words = ""
        if firm < 0:
            text = advert.texts["text"]
            who = names[number] or signature(text) or _number(phones[number], text)
            words = "" if who else "\n".join([column[number] for column in said])
        found = [(hit.status, hit.cause_id) for hit in advert.evidence.hits]
        key = (firm, who, words, *advert.texts.values(), advert.look, *found)
        if firm >= 0 and said[-1][number]:
            seen = facts.setdefault(firm, Facts()).seen
            seen += [(ad_id, said[-1][number]) for ad_id in advert.ids]
        first = firsts.setdefault(key, advert)
        if first is not advert:
            first.numbers += advert.numbers
            read.single[number] = first
        elif firm >= 0:
            fact = facts.setdefault(firm, Facts())
            fact.adverts.append(advert)
            fact.ads[number] = ads.slice(number, 1).to_pylist()[0]
        elif who:
            named.setdefault(who, []).append(advert)
        else:
            nameless.setdefault(words, []).append(advert)
    for advert in firsts.values():
        advert.numbers.sort(key=lambda one: short_first(one[1]))
    known = [Advertiser(name, adverts) for name, adverts in named.items()]
    known += [Advertiser(_called(adverts), adverts, said) for said, adverts in nameless.items()]
    return tuple(sorted(known, key=lambda one: (one.name, one.said)))


def _order(advert: ReadAdvert, beside: Sequence[Sequence[str]]) -> tuple[Any, ...]:
    """``order``; of adverts without numbers that say the same those first that tell more ``beside``:
    the telephone of the first is shown."""
    unnumbered, said, number = advert.order
    cells = [column[advert.evidence.row] for column in beside] if unnumbered else []
    return unnumbered, said, [(not cell, cell) for cell in cells], number


def signature(text: str) -> str:
    """What a text is signed with first; "" for nothing."""
    found = signatures(text)
    return found[0] if found else ""


def _number(cell: str, text: str) -> str:
    """The telephone of the cell, the same however it is written, or what stands there instead; else
    the one with its area code that the text names."""
    if cell:
        return next((number.lstrip("-") for number in phones_of(cell)), cell)
    return next((number for number in phones_of(text) if number[0] != "-"), "")


def _called(adverts: Sequence[ReadAdvert]) -> str:
    """By the least number of its adverts, so that the order of rows changes nothing."""
    ids = [ad_id for advert in adverts for ad_id in advert.ids]
    more = f"等{len(ids)}条" if len(ids) > 1 else ""
    return f"（未具名，广告{min(ids, key=short_first)}{more}）"
