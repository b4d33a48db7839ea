"""One row of the frame of entities."""

from __future__ import annotations

import hashlib
from typing import Any

from engine import place
from engine.ingest.values import parse_capital
from engine.link import LicenceFinding
from engine.model.evidence import Hit
from engine.model.terms import Band, Disposition, LicenceStatus, Status
from engine.score import score
from engine.triage.assembly import Assembly, Entity
from engine.triage.disposition import disposition, visit_order
from engine.triage.reasons import reasons


def entity_row(a: Assembly, entity: Entity) -> tuple[Any, dict[str, Any]]:
    row, evidence = entity.row, entity.evidence
    name = a.firm(row, "name") or entity.name
    first_ad = entity.adverts[0].evidence.row if entity.adverts else -1
    address = a.firm(row, "address") or a.ad(first_ad, "place")
    if evidence.licensed:
        _exempt(evidence.hits, evidence.licensed.exclusion_id, evidence.licensed.kind)
    hits = [*evidence.hits]
    for advert in entity.adverts:
        hits.extend(advert.evidence.hits)
    for _, found in entity.tips:
        hits.extend(found.hits)
    votes = _votes(entity)
    result = score(hits, a.ruleset, votes=votes)
    kind = disposition(
        hits, result, evidence.licensed is not None, evidence.public_money, a.ruleset
    )
    licence = _licence(a, entity, name, kind, hits)
    passed_on = max((points for _, _, points in entity.ties), default=0)
    if kind is Disposition.LEAD and passed_on:
        # A relative's conduct adds weight to a firm's own signs; alone it makes nobody a lead.
        result = score(hits, a.ruleset, passed_on, votes)
    if kind is not Disposition.LEAD:
        result.band = Band.NONE
    part = place.parse_address(
        address, a.firm(row, "province"), a.firm(row, "city"), a.firm(row, "county")
    )
    assignment = a.territories.assign(part, address, [a.sector_name(s) for s in result.sectors])
    sectors = result.sectors
    main = a.ruleset.sectors[sectors[0]] if sectors else None
    counted = [h for h in hits if h.status is not Status.DISMISSED]
    told = counted or hits
    rules = [a.ruleset.by_id[h.rule_id] for h in told if h.rule_id in a.ruleset.by_id]
    checks = [c for rule in rules for c in rule.triage]
    sector_checks = main.checks if main and kind is Disposition.LEAD else ()
    status = a.firm(row, "status")
    remarks = []
    if status and any(w in status for w in ("注销", "吊销")):
        remarks.append(f"登记状态：{status}")
    if row < 0:
        remarks.append("登记中未找到此广告主，疑似无照经营，待核查")
    remarks.extend(f"{other} → {how} → 本企业" for other, how, points in entity.ties if points)
    remarks.extend(_from_elsewhere(a, row, name, kind))
    if licence.status is LicenceStatus.HELD and any(ad.suspicious for ad in entity.adverts):
        sold = a.sector_name(sectors[0]) if sectors else "未明"
        remarks.append(
            f"名录中的许可为“{licence.kind or '未写明'}”，广告所售涉及“{sold}”，核对是否超出许可范围"
        )
    uscc = a.firm(row, "uscc")
    record: dict[str, Any] = {
        "entity_id": entity_id(uscc, name, address),
        "source_file": a.firm(row, "source_file") or a.ad(first_ad, "source_file"),
        "source_row": int(a.firm(row, "source_row") or a.ad(first_ad, "source_row") or 0),
        "name": name,
        "uscc": uscc,
        "disposition": kind.value,
        "band": result.band.value,
        "score": result.index if kind is Disposition.LEAD else 0,
        "points": result.points if kind is Disposition.LEAD else 0,
        "sector": a.sector_name(sectors[0]) if sectors else "",
        "sectors": "|".join(a.sector_name(s) for s in sectors),
        "elements": "|".join(result.elements),
        "reasons": "|".join(reasons(a, entity, kind)),
        "basis": "|".join(dict.fromkeys(b for r in rules for b in r.basis().split("|"))),
        "department": assignment.department or (main.department if main else ""),
        "territory": assignment.territory,
        "responsible": assignment.responsible,
        **{
            f: getattr(part, f)
            for f in (
                "province",
                "city",
                "county",
                "town",
                "village",
                "road",
                "building",
                "floor",
                "room",
            )
        },
        "licence_status": licence.status.value,
        "licence_name": licence.name,
        "licence_similarity": licence.similarity or "",
        "licence_needed": evidence.licensed.licence
        if evidence.licensed
        else (main.licence if main else ""),
        "affiliates": "|".join(f"{other}（{how}）" for other, how, _ in entity.ties),
        "adverts": "|".join(advert.ad_id for advert in entity.adverts),
        "checks": "|".join(list(dict.fromkeys([*sector_checks, *checks]))[:8]),
        "remarks": "|".join(remarks),
        "address": address,
        "merged_rows": a.firm(row, "merged_rows"),
        "legal_rep": a.firm(row, "legal_rep"),
        "phone": a.firm(row, "phone") or a.ad(first_ad, "phone"),
        **{f: a.firm(row, f) for f in ("ent_type", "status", "est_date", "scope")},
    }
    capital = parse_capital(a.firm(row, "reg_capital")) if a.firm(row, "reg_capital") else None
    record["reg_capital_wan"] = "" if capital is None or capital.wan is None else capital.wan
    key = visit_order(
        kind, result, status, (uscc, name, record["source_file"], f"{record['source_row']:09d}")
    )
    return key, record


def _from_elsewhere(a: Assembly, row: int, name: str, kind: Disposition) -> list[str]:
    """异地机构 and branches of firms from elsewhere; the origin of the registrant if ordered."""
    found = []
    head, where = a.home.head_office_elsewhere(name)
    if head:
        found.append(f"异地企业在本地的分支机构：总公司{head}（{where}），未在本次登记数据中")
    elsewhere = a.home.registered_elsewhere(a.firm(row, "uscc"))
    if elsewhere and kind in (Disposition.LEAD, Disposition.LICENSED):
        found.append(f"异地机构：信用代码显示登记于{elsewhere}，可函告当地处置非法集资牵头部门")
    if kind is Disposition.LEAD and a.origins:
        code = a.firm(row, "rep_region_code")[:6]
        document = next((d for c, d in sorted(a.origins.items()) if code.startswith(c)), "")
        if code and document:
            found.append(f"户籍地区码在本单位名单内（依据：{document}），仅供参考，不计分")
    return found


def _votes(entity: Entity) -> dict[str, float]:
    """What the wording of the entity's adverts says of its sector, the best of each."""
    found: dict[str, float] = {}
    for advert in entity.adverts:
        for sector, vote in advert.evidence.sector_votes.items():
            found[sector] = max(found.get(sector, vote), vote)
    return found


def _licence(
    a: Assembly, entity: Entity, name: str, kind: Disposition, hits: list[Hit]
) -> LicenceFinding:
    """What the lists say: of a licensed kind by name or by scope, or of a lead that is listed, or
    that bears a name close to a listed one."""
    uscc = a.firm(entity.row, "uscc")
    if entity.evidence.licensed is not None:
        return a.licences.find(name, uscc, entity.evidence.licensed.kind, a.as_of)
    if kind is Disposition.LICENSED:
        words = " ".join(h.matched for h in hits if h.status is Status.COUNTED)
        return a.licences.find(name, uscc, words, a.as_of)
    if kind is Disposition.LEAD:
        found = a.licences.find(name, uscc, name, a.as_of)
        if found.status not in (LicenceStatus.NOT_FOUND, LicenceStatus.NO_LIST):
            return found
    return LicenceFinding(LicenceStatus.NOT_APPLICABLE)


def _exempt(hits: list[Hit], rule: str, kind: str) -> None:
    """A licence exempts the word: name and scope of a licensed body are no hits."""
    for hit in hits:
        if hit.status is not Status.DISMISSED:
            hit.status, hit.cause_id = Status.DISMISSED, rule
            hit.reason = f"名称属于需持牌的机构（{kind}），请核对许可证"


def entity_id(uscc: str, name: str, address: str) -> str:
    if uscc:
        return uscc
    return "N" + hashlib.blake2s(f"{name}|{address}".encode(), digest_size=6).hexdigest()
