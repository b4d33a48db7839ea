"""Canonical columns of every input table (domain §7).

Tables are Arrow tables. Every column is ``string`` except ``source_row`` (``int64``, data rows
of the file or sheet counted from 1). A missing or written null is Arrow null.
"""

from __future__ import annotations

from engine.model.terms import RecordKind

PROVENANCE = ("source_file", "source_sheet", "source_row")

REGISTRATION = (
    "name",
    "used_name",
    "uscc",
    "reg_no",
    "ent_type",
    "status",
    "legal_rep",
    "reg_capital",
    "paid_capital",
    "est_date",
    "approve_date",
    "term",
    "scope",
    "address",
    "business_address",
    "registered_address",
    "province",
    "city",
    "county",
    "town",
    "village",
    "grid",
    "industry",
    "reg_auth",
    "phone",
    "email",
    "web",
    "staff",
    "shareholders",
    "branches",
    "abnormal",
    "rep_region_code",
)
ADVERT = (
    "ad_id",
    "channel",
    "media_name",
    "advertiser",
    "publisher",
    "title",
    "text",
    "url",
    "icp",
    "publish_time",
    "place",
    "phone",
    "contact",
    "licence_no",
    "monitor_hit",
    "frequency",
    "collector",
    "evidence_file",
    "uscc",
)
TIP = (
    "tip_id",
    "source_type",
    "received_time",
    "subject",
    "subject_address",
    "title",
    "text",
    "region",
    "village",
    "grid",
    "department",
    "result",
    "amount",
    "persons",
    "uscc",
    "phone",
)
LICENCE = (
    "name",
    "uscc",
    "kind",
    "number",
    "issuer",
    "valid_from",
    "valid_to",
    "status",
    "address",
)
TERRITORY = (
    "territory",
    "grid",
    "level",
    "patterns",
    "road",
    "house_from",
    "house_to",
    "house_side",
    "responsible",
    "phone",
    "department",
    "sectors",
    "county",
    "town",
)
#: Area codes an office lists by an order of its own (design §2); nothing of the kind is shipped.
ORIGIN = ("code", "document", "area")

COLUMNS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.REGISTRATION: REGISTRATION,
    RecordKind.ADVERT: ADVERT,
    RecordKind.TIP: TIP,
    RecordKind.LICENCE: LICENCE,
    RecordKind.TERRITORY: TERRITORY,
    RecordKind.ORIGIN: ORIGIN,
}

#: A row is usable only if at least one of these is filled.
REQUIRED: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.REGISTRATION: ("name",),
    RecordKind.ADVERT: ("text", "title"),
    RecordKind.TIP: ("text", "title"),
    RecordKind.LICENCE: ("name", "uscc"),
    RecordKind.TERRITORY: ("territory", "grid"),
    RecordKind.ORIGIN: ("code",),
}
