"""One row of the frame of entities: a firm with adverts, tips or relatives, or an advertiser that
stands in no register. Firms of which only the registration is known: ``register_rows``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine import place
from engine.ingest.values import parse_capital
from engine.link import LicenceFinding
from engine.model.terms import BESIDE, ELSEWHERE, FROM_TEXT, PLACED_BY, Disposition, LicenceStatus
from engine.triage.assembly import Assembly, Entity, entity_id, short_first
from engine.triage.departments import departments_of
from engine.triage.disposition import gone
from engine.triage.judged import Judged, judge
from engine.triage.licensed_body import question
from engine.triage.reasons import on_one_line
from engine.triage.seen import seen_elsewhere

PLACE = ("province", "city", "county", "town", "village", "road", "building", "floor", "room")
#: What the identity of an advertiser without a name is made from, besides what it says: a running
#: number would be another one in the next delivery.
_NAMELESS = "（未具名）"
#: So many tips placed by one ground are named, and so many grounds.
_TIPS, _GROUNDS = 3, 4
SOURCE = ("ent_type", "status", "est_date", "scope", "merged_rows", "legal_rep")


def entity_row(a: Assembly, entity: Entity, judged: Judged | None = None) -> dict[str, Any]:
    """The row as a dict of columns; ``""`` or None where nothing is known. ``judged``: where that is
    known."""
    row, judged = entity.row, judged or judge(entity, a.ruleset)
    name = a.firm(row, "name") or entity.name
    first_ad = entity.adverts[0].evidence.row if entity.adverts else -1
    given = a.firm(row, "address") or a.ad(first_ad, "place")
    told = told_door(a, entity, given) if row < 0 else ""
    address = told or given
    uscc = a.firm(row, "uscc")
    licence = licence_of(a, entity, judged, name, uscc)
    part = place.parse_address(
        address, a.firm(row, "province"), a.firm(row, "city"), a.firm(row, "county")
    )
    where = f"{address} {a.firm(row, 'village')} {a.firm(row, 'grid')}"
    assigned = a.territories.assign(part, where, judged.sectors)
    remarks = [
        *_whereabouts(a, entity, address, bool(told)),
        *(f"{other} → {how} → 本企业" for other, how, points in entity.ties if points),
        *from_elsewhere(a, name, uscc, a.firm(row, "rep_region_code"), judged.kind),
        *_beyond_licence(licence, entity, judged),
    ]
    columns = judged_columns(judged)
    numbers = [one for advert in entity.adverts for one in advert.numbers]
    if ask := question(licence, judged.supervisor):
        columns["checks"] = "|".join(filter(None, (ask, columns["checks"])))
    department = departments_of(judged, a.territories)
    if judged.kind is Disposition.LICENSED:
        department = licence.issuer or judged.supervisor or department
    capital = parse_capital(a.firm(row, "reg_capital"))
    return {
        "entity_id": entity_id(uscc, *((_NAMELESS, entity.said) if entity.said else (name, given))),
        "source_file": a.firm(row, "source_file") or a.ad(first_ad, "source_file"),
        "source_row": int(a.firm(row, "source_row") or a.ad(first_ad, "source_row") or 0),
        "name": name,
        "uscc": uscc,
        **columns,
        "department": department,
        "territory": assigned.territory,
        "responsible": assigned.responsible,
        "responsible_phone": assigned.phone,
        **{column: getattr(part, column) for column in PLACE},
        "licence_status": licence.status.value,
        "licence_name": licence.name,
        "licence_similarity": licence.similarity or None,
        "licence_until": licence.until,
        "affiliates": "|".join(f"{other}（{how}）" for other, how, _ in entity.ties),
        "adverts": "|".join(
            ad_id for _, ad_id in sorted(numbers, key=lambda one: short_first(one[1]))
        ),
        "remarks": "|".join(remarks),
        "address": address,
        "phone": a.firm(row, "phone") or a.ad(first_ad, "phone"),
        **{column: a.firm(row, column) for column in SOURCE},
        "reg_capital_wan": capital.wan if capital else None,
    }


def _whereabouts(a: Assembly, entity: Entity, address: str, told: bool) -> Iterator[str]:
    """Remarks on whether and where it is to be found, and what came there with it. ``told``: only an
    advert says where."""
    status = a.firm(entity.row, "status")
    if gone(status):
        yield f"登记状态：{status}"
    if seat := elsewhere(a.firm(entity.row, "registered_address"), address):
        yield seat
    yield from seen_elsewhere(entity.seen, address)
    if entity.beside:
        yield BESIDE + "、".join(dict.fromkeys(entity.beside)) + "，核对是否有关"
    if entity.placed_by:
        yield placed_by(entity.placed_by)
    if entity.row < 0:
        yield (
            "登记中未找到此广告主，疑似无照经营，待核查"
            if a.registered
            else "没有提供企业登记，此广告主有没有登记待核查"
        )
    if told:
        yield FROM_TEXT


def _beyond_licence(licence: LicenceFinding, entity: Entity, judged: Judged) -> Iterator[str]:
    """The remark on a licensed body whose adverts may sell what its licence does not allow."""
    if licence.status is LicenceStatus.HELD and any(ad.suspicious for ad in entity.adverts):
        held = licence.kind or "未写明"
        sold = judged.sectors[0] if judged.sectors else "未明"
        yield f"名录中的许可为“{held}”，广告所售涉及“{sold}”，核对是否超出许可范围"


def placed_by(tips: Sequence[tuple[str, str]]) -> str:
    """The remark on by what tips were placed with the firm, those of one ground together."""
    of_ground: dict[str, list[str]] = {}
    for tip, how in tips:
        of_ground.setdefault(how, []).append(tip)
    said = [
        f"{'、'.join(ids[:_TIPS])}{f'等{len(ids)}件' if len(ids) > _TIPS else ''}（{how}）"
        for how, ids in of_ground.items()
    ]
    more = f"；另有 {len(said) - _GROUNDS} 种" if len(said) > _GROUNDS else ""
    return on_one_line(PLACED_BY + "；".join(said[:_GROUNDS]) + more)


def told_door(a: Assembly, entity: Entity, given: str) -> str:
    """Where the adverts of somebody in no register tell people to come, if they name one door and
    ``given``, the place they were told with, is none (微信群); "" for a door in another county."""
    if (there := place.parse_address(given)) and (there.road or there.building or there.village):
        return ""
    door = place.one_door(text for advert in entity.adverts for text in advert.texts.values())
    named = place.parse_address(door)
    divisions = {named.city, named.county} - {""}
    local = not divisions or not a.home.places or divisions & a.home.places
    return door if local else ""


def elsewhere(registered: str, address: str) -> str:
    """The remark on a firm whose registered seat is not where it does business."""
    if not registered or registered == address:
        return ""
    return f"{ELSEWHERE}：登记的住所是{registered.replace('|', ' ')}，这里按实际经营地址"


def judged_columns(judged: Judged) -> dict[str, Any]:
    """The columns that follow from the evidence alone."""
    lead = judged.kind is Disposition.LEAD
    return {
        "disposition": judged.kind.value,
        "band": judged.score.band.value,
        "score": judged.score.index if lead else 0,
        "points": judged.score.points if lead else 0,
        "sector": judged.sectors[0] if judged.sectors else "",
        "sectors": "|".join(judged.sectors),
        "elements": "|".join(judged.score.elements),
        "reasons": "|".join(judged.reasons),
        "basis": "|".join(judged.basis),
        "licence_needed": judged.licence_needed,
        "checks": "|".join(judged.checks),
    }


def from_elsewhere(
    a: Assembly, name: str, uscc: str, region_code: str, kind: Disposition
) -> list[str]:
    """异地机构 and branches of firms from elsewhere; the origin of the registrant if ordered."""
    found = []
    head, where = a.home.head_office_elsewhere(name)
    if head:
        found.append(f"异地企业在本地的分支机构：总公司{head}（{where}），未在本次登记数据中")
    elsewhere = a.home.registered_elsewhere(uscc)
    if elsewhere and kind in (Disposition.LEAD, Disposition.LICENSED):
        found.append(f"异地机构：信用代码显示登记于{elsewhere}，可函告当地处置非法集资牵头部门")
    if kind is Disposition.LEAD and a.origins:
        code = region_code[:6]
        document = next((d for c, d in sorted(a.origins.items()) if code.startswith(c)), "")
        if code and document:
            found.append(f"户籍地区码在本单位名单内（依据：{document}），仅供参考，不计分")
    return found


def licence_of(a: Assembly, entity: Entity, judged: Judged, name: str, uscc: str) -> LicenceFinding:
    """What the lists say: of a licensed kind by name or by scope, or of a lead that is listed, or
    that bears a name close to a listed one."""
    if entity.evidence.licensed is not None:
        return a.licences.find(name, uscc, entity.evidence.licensed.kind, a.as_of)
    if judged.kind is Disposition.LICENSED:
        return a.licences.find(name, uscc, judged.words, a.as_of)
    if judged.kind is Disposition.LEAD:
        found = a.licences.find(name, uscc, name, a.as_of)
        if found.status not in (LicenceStatus.NOT_FOUND, LicenceStatus.NO_LIST):
            return found
    return LicenceFinding(LicenceStatus.NOT_APPLICABLE)
