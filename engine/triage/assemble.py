"""Turn what was found into the three frames of a screening."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Set
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import pyarrow as pa

from engine import place
from engine.ingest.values import parse_capital
from engine.link import LicenceFinding, LicenceIndex, LinkResult
from engine.model.evidence import Hit, RecordEvidence
from engine.model.screening import (
    ADVERT_COLUMNS,
    ADVERT_EXTRA,
    ENTITY_COLUMNS,
    ENTITY_EXTRA,
    EVIDENCE_COLUMNS,
    EVIDENCE_EXTRA,
)
from engine.model.terms import Band, Disposition, LicenceStatus, Status
from engine.ruleset import RuleSet
from engine.score import Score, score
from engine.triage.disposition import disposition, visit_order

_QUOTE = 24
_FAINT = 1000


@dataclass(slots=True)
class ReadAdvert:
    ad_id: str
    evidence: RecordEvidence
    score: Score
    link: LinkResult

    @property
    def suspicious(self) -> bool:
        return self.score.band in (Band.HIGH, Band.MEDIUM)


@dataclass(slots=True)
class Entity:
    """A firm of the register (``row`` ≥ 0) or an advertiser found in none (``row`` −1)."""

    row: int
    evidence: RecordEvidence
    adverts: list[ReadAdvert] = field(default_factory=list)
    tips: list[tuple[str, RecordEvidence]] = field(default_factory=list)
    name: str = ""
    #: (name of the affiliate, what ties them, points that the affiliate passes on)
    ties: list[tuple[str, str, int]] = field(default_factory=list)


@dataclass
class Assembly:
    """What the frames are made from, besides the evidence."""

    firms: pa.Table
    ads: pa.Table
    ruleset: RuleSet
    licences: LicenceIndex
    territories: place.Territories
    as_of: str
    rows: Set[int]

    @cached_property
    def _records(self) -> dict[int, dict[str, Any]]:
        """The rows of firms that have evidence, as plain dicts: one take instead of many."""
        rows = sorted(self.rows)
        return dict(zip(rows, self.firms.take(pa.array(rows, pa.int64())).to_pylist(), strict=True))

    def firm(self, row: int, column: str) -> str:
        if row < 0:
            return ""
        record = self._records.get(row)
        if record is None:
            return _cell(self.firms, row, column)
        value = record.get(column)
        return "" if value is None else str(value)

    def ad(self, row: int, column: str) -> str:
        return _cell(self.ads, row, column)

    def sector_name(self, sector: str) -> str:
        return self.ruleset.sectors[sector].name


def _cell(table: pa.Table, row: int, column: str) -> str:
    if row < 0 or column not in table.column_names:
        return ""
    value = table.column(column)[row].as_py()
    return "" if value is None else str(value)


def assemble(
    a: Assembly,
    entities: dict[int, Entity],
    adverts: list[ReadAdvert],
    unregistered: dict[str, list[ReadAdvert]],
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The frames of entities (in order of visit), adverts (in input order) and evidence."""
    used: dict[str, int] = {}
    rows: list[tuple[Any, dict[str, Any]]] = []
    evidence: list[dict[str, Any]] = []
    by_ad: dict[str, tuple[str, str]] = {}
    everyone = [entities[row] for row in sorted(entities)]
    everyone += [
        Entity(-1, RecordEvidence(-1, []), ads, [], name)
        for name, ads in sorted(unregistered.items())
    ]
    for entity in everyone:
        order, record = _entity_row(a, entity)
        identity = record["entity_id"]
        used[identity] = used.get(identity, 0) + 1
        if used[identity] > 1:
            identity = record["entity_id"] = f"{identity}#{used[identity]}"
        rows.append((order, record))
        for hit in entity.evidence.hits:
            evidence.append(_evidence_row(a, hit, identity, "", a.firm(entity.row, hit.field)))
        for tip_id, found in entity.tips:
            for hit in found.hits:
                evidence.append(
                    _evidence_row(a, hit, identity, tip_id, hit.matched, confidential=True)
                )
        for advert in entity.adverts:
            by_ad[advert.ad_id] = (identity, record["name"])
    rows.sort(key=lambda pair: pair[0])
    records = [record for _, record in rows]
    for rank, record in enumerate(records, 1):
        record["rank"] = rank
    advert_rows = []
    for advert in adverts:
        identity, name = by_ad.get(advert.ad_id, ("", ""))
        if not identity and advert.link.row >= 0:
            row = advert.link.row
            identity = _identity(a.firm(row, "uscc"), a.firm(row, "name"), a.firm(row, "address"))
            name = a.firm(row, "name")
        advert_rows.append(_advert_row(a, advert, identity, name))
        for hit in advert.evidence.hits:
            raw = a.ad(advert.evidence.row, hit.field)
            evidence.append(_evidence_row(a, hit, identity, advert.ad_id, raw))
    return (
        _frame(records, (*ENTITY_COLUMNS, *ENTITY_EXTRA)),
        _frame(advert_rows, (*ADVERT_COLUMNS, *ADVERT_EXTRA)),
        _frame(evidence, (*EVIDENCE_COLUMNS, *EVIDENCE_EXTRA)),
    )


def _frame(records: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {c: [r.get(c, "") for r in records] for c in columns}, columns=list(columns)
    )


def _identity(uscc: str, name: str, address: str) -> str:
    if uscc:
        return uscc
    return "N" + hashlib.blake2s(f"{name}|{address}".encode(), digest_size=6).hexdigest()


def _entity_row(a: Assembly, entity: Entity) -> tuple[Any, dict[str, Any]]:
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
    uscc = a.firm(row, "uscc")
    record: dict[str, Any] = {
        "entity_id": _identity(uscc, name, address),
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
        "reasons": "|".join(_reasons(a, entity, kind)),
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


def _reasons(a: Assembly, entity: Entity, kind: Disposition) -> list[str]:
    """Short Chinese sentences, the strongest first, each with the words that caused it."""
    if kind is Disposition.LICENSED and entity.evidence.licensed:
        licensed = entity.evidence.licensed
        return [f"名称属于{licensed.kind}类机构，应出示{licensed.licence}"]
    found: dict[str, tuple[int, list[str]]] = {}
    sources = [("", entity.evidence)]
    sources += [(f"广告{ad.ad_id}：", ad.evidence) for ad in entity.adverts]
    sources += [(f"线索{tip}：", evidence) for tip, evidence in entity.tips]
    wanted = Status.DISMISSED if kind is Disposition.DISMISSED else None
    for prefix, evidence in sources:
        for hit in evidence.hits:
            dismissed = hit.status is Status.DISMISSED
            if dismissed != (wanted is Status.DISMISSED):
                continue
            if hit.status is Status.SUPERSEDED and _told_already(hit, evidence.hits):
                continue
            rule = a.ruleset.by_id.get(hit.rule_id)
            # What rests on many weak signs is told after what a single word shows.
            worth = hit.points - (_FAINT if rule and rule.confidence == "low" else 0)
            points, words = found.setdefault(prefix + hit.reason, (worth, []))
            if hit.matched and hit.matched not in words:
                words.append(hit.matched)
            found[prefix + hit.reason] = (max(points, worth), words)
    if not found and entity.ties:
        return [
            f"与有可疑广告或反映的企业有关联：{other}（{how}）" for other, how, _ in entity.ties
        ]
    ordered = sorted(found.items(), key=lambda kv: (-kv[1][0], kv[0]))
    return [
        re.sub(r"[|\r\n]", " ", f"{reason}（“{'”“'.join(words[:4])}”）" if words else reason)
        for reason, (_, words) in ordered
    ]


def _told_already(hit: Hit, hits: list[Hit]) -> bool:
    """Does a counted hit say the same of the same words (超过10% beside 超过8%)?"""
    return any(
        other.status is Status.COUNTED
        and other.field == hit.field
        and other.start <= hit.start
        and hit.end <= other.end
        for other in hits
    )


def _advert_row(a: Assembly, advert: ReadAdvert, identity: str, name: str) -> dict[str, Any]:
    row, result = advert.evidence.row, advert.score
    told = [h for h in advert.evidence.hits if h.status is not Status.DISMISSED]
    reasons: dict[str, list[str]] = {}
    for hit in sorted(told or advert.evidence.hits, key=lambda h: (-h.points, h.start)):
        words = reasons.setdefault(hit.reason, [])
        if hit.matched not in words:
            words.append(hit.matched)
    rules = [a.ruleset.by_id[h.rule_id] for h in told if h.rule_id in a.ruleset.by_id]
    remarks = []
    if advert.evidence.warning:
        remarks.append(advert.evidence.warning)
    if advert.evidence.licensed:
        remarks.append(f"署名似{advert.evidence.licensed.kind}类持牌机构，核对发布者身份")
    if advert.link.candidates:
        remarks.append("有几家企业与此广告相符，请人工确认")
    return {
        "ad_id": advert.ad_id,
        "source_file": a.ad(row, "source_file"),
        "source_row": int(a.ad(row, "source_row") or 0),
        "band": result.band.value
        if result.band in (Band.HIGH, Band.MEDIUM, Band.LOW)
        else Band.NONE.value,
        "score": result.index,
        "points": result.points,
        "sector": a.sector_name(result.sectors[0]) if result.sectors and told else "",
        "sectors": "|".join(a.sector_name(s) for s in result.sectors) if told else "",
        "elements": "|".join(result.elements),
        "annual_rate_pct": _annual_rate(advert),
        "entity_id": identity,
        "entity_name": name,
        "link_how": advert.link.how or ("登记中未找到" if identity else ""),
        "link_similarity": advert.link.similarity or "",
        "reasons": "|".join(
            re.sub(r"[|\r\n]", " ", f"{r}（“{'”“'.join(w[:4])}”）") for r, w in reasons.items()
        ),
        "basis": "|".join(dict.fromkeys(b for r in rules for b in r.basis().split("|"))),
        "advertiser": a.ad(row, "advertiser"),
        "channel": a.ad(row, "channel"),
        "publish_time": a.ad(row, "publish_time"),
        "title": a.ad(row, "title"),
        "text": a.ad(row, "text"),
        "candidates": "|".join(a.firm(r, "name") for r in advert.link.candidates),
        "track": "放贷" if result.lending else ("集资" if told else ""),
        "remarks": "|".join(remarks),
    }


def _annual_rate(advert: ReadAdvert) -> float | str:
    """The highest promised return; for an unlicensed lender what it asks of the borrower."""
    evidence, lender = advert.evidence, advert.score.lending and not advert.evidence.licensed
    known = [r for r in (evidence.rate, evidence.loan_rate if lender else None) if r is not None]
    return max(known, default="")


def _evidence_row(
    a: Assembly, hit: Hit, identity: str, ad_id: str, raw: str, confidential: bool = False
) -> dict[str, Any]:
    rule = a.ruleset.by_id.get(hit.rule_id)
    begin = 0 if confidential else max(0, hit.start - _QUOTE)
    quote = raw if confidential else raw[begin : hit.end + _QUOTE]
    return {
        "entity_id": identity,
        "ad_id": ad_id,
        "rule_id": hit.rule_id,
        "sector": a.sector_name(rule.sectors[0]) if rule else "",
        "element": rule.element.value if rule else "context",
        "field": hit.field,
        "start": hit.start,
        "end": hit.end,
        "matched": hit.matched,
        "points": hit.points,
        "status": hit.status.value,
        "reason": hit.reason + (f"（{hit.cause_id}）" if hit.cause_id else ""),
        "basis": rule.basis() if rule else "",
        "title": rule.title if rule else "",
        "family": rule.family if rule else "",
        "quote": quote,
        "quote_start": 0 if confidential else hit.start - begin,
    }
