"""Bring adverts, tips and relatives to the firms they belong to."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from engine.link import Affiliates, FirmIndex, LinkResult
from engine.link.names import signatures
from engine.match import TextMatcher
from engine.match.waive import Waiving
from engine.model.evidence import RecordEvidence
from engine.ruleset import RuleSet
from engine.score import score
from engine.triage import Entity, ReadAdvert

Progress = Callable[[str, int], None]
#: What an affiliate passes on of its points, and at most.
_DECAY, _MOST_PASSED_ON = 0.15, 15


def read_adverts(
    ads: pa.Table,
    firms: pa.Table,
    ruleset: RuleSet,
    as_of: str,
    index: FirmIndex,
    waiving: Waiving,
    tell: Progress,
) -> list[ReadAdvert]:
    result = []
    columns = {
        c: strings(ads, c) for c in ("ad_id", "advertiser", "title", "text", "uscc", "phone")
    }
    seen: dict[str, int] = {}
    for evidence in TextMatcher(ruleset, "advert").match(ads, as_of, "publish_time"):
        row = evidence.row
        ad_id = columns["ad_id"][row] or f"AD{row + 1:06d}"
        seen[ad_id] = seen.get(ad_id, 0) + 1
        if seen[ad_id] > 1:
            ad_id = f"{ad_id}#{seen[ad_id]}"
        link = index.find(
            names=[columns["advertiser"][row]],
            text=columns["title"][row] + "\n" + columns["text"][row],
            uscc=columns["uscc"][row],
            phone=columns["phone"][row],
        )
        if waiving:
            who = (columns["advertiser"][row], columns["uscc"][row], *_firm(firms, link.row))
            waiving.apply(evidence, who, {field: values[row] for field, values in columns.items()})
        read = score(evidence.hits, ruleset, votes=evidence.sector_votes)
        result.append(ReadAdvert(ad_id, evidence, read, link))
    tell("筛查广告", len(result))
    return result


def _firm(firms: pa.Table, row: int) -> tuple[str, ...]:
    """Name and code of a firm; nothing for a row below 0."""
    if row < 0:
        return ()
    return tuple(str(firms.column(c)[row].as_py() or "") for c in ("name", "uscc"))


def attach_adverts(
    read: list[ReadAdvert], ads: pa.Table, entities: dict[int, Entity], ruleset: RuleSet
) -> dict[str, list[ReadAdvert]]:
    """Suspicious adverts go to their firm; advertisers nobody knows become leads of their own."""
    unregistered: dict[str, list[ReadAdvert]] = {}
    advertisers, phones = strings(ads, "advertiser"), strings(ads, "phone")
    for advert in read:
        if advert.link.row >= 0:
            if advert.suspicious:
                row = advert.link.row
                entity = entities.setdefault(row, Entity(row=row, evidence=RecordEvidence(row, [])))
                entity.adverts.append(advert)
        elif advert.suspicious and not advert.link.candidates:
            row = advert.evidence.row
            who = (
                advertisers[row]
                or _signature(ads, row)
                or phones[row]
                or f"（未具名，广告{advert.ad_id}）"
            )
            unregistered.setdefault(who, []).append(advert)
    return unregistered


def _signature(ads: pa.Table, row: int) -> str:
    found = signatures(str(ads.column("text")[row].as_py() or ""))
    return found[0] if found else ""


def attach_tips(
    tips: pa.Table,
    firms: pa.Table,
    ruleset: RuleSet,
    as_of: str,
    index: FirmIndex,
    entities: dict[int, Entity],
    waiving: Waiving,
    tell: Progress,
) -> list[str]:
    """Tips with evidence go to the firm they name; what could not be placed is said."""
    loose = []
    subjects, codes = strings(tips, "subject"), strings(tips, "uscc")
    ids, texts = strings(tips, "tip_id"), strings(tips, "text")
    for evidence in TextMatcher(ruleset, "tip").match(tips, as_of, "received_time"):
        if not any(h.status == "counted" for h in evidence.hits):
            continue
        row = evidence.row
        link: LinkResult = index.find(names=[subjects[row]], text=texts[row], uscc=codes[row])
        if waiving:
            waiving.apply(evidence, (subjects[row], *_firm(firms, link.row)), {"text": texts[row]})
        tip_id = ids[row] or f"第{row + 1}行"
        if link.row < 0:
            loose.append(f"{tip_id}（{subjects[row] or '未写明对象'}）")
            continue
        entity = entities.setdefault(
            link.row, Entity(row=link.row, evidence=RecordEvidence(link.row, []))
        )
        entity.tips.append((tip_id, evidence))
    tell("筛查线索记录", tips.num_rows)
    return loose


def attach_affiliates(firms: pa.Table, entities: dict[int, Entity], ruleset: RuleSet) -> None:
    """One hop, and only from firms that did something (an advert, a tip)."""
    active = {
        row: score(
            [
                *entity.evidence.hits,
                *(hit for advert in entity.adverts for hit in advert.evidence.hits),
                *(hit for _, found in entity.tips for hit in found.hits),
            ],
            ruleset,
        ).points
        for row, entity in entities.items()
        if entity.adverts or entity.tips
    }
    if not active:
        return
    names = strings(firms, "name")
    known = Affiliates(
        names, *(strings(firms, column) for column in ("legal_rep", "phone", "email", "address"))
    )
    for row, points in sorted(active.items()):
        for tie in known.of(row):
            entity = entities.setdefault(
                tie.row, Entity(row=tie.row, evidence=RecordEvidence(tie.row, []))
            )
            passed = min(_MOST_PASSED_ON, round(points * _DECAY))
            entity.ties.append((names[row], tie.how, passed))
            if tie.row not in active:
                entities[row].ties.append((names[tie.row], tie.how, 0))


def strings(table: pa.Table, column: str) -> list[str]:
    if column not in table.column_names:
        return [""] * table.num_rows
    return pc.fill_null(table.column(column).cast(pa.string()), "").to_pylist()  # type: ignore[no-any-return]
