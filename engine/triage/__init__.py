"""Where an entity goes, and in which order."""

from engine.triage.assemble import FirmRows, advert_rows, advertiser_rows
from engine.triage.assembly import Assembly, Entities, Entity, ReadAdvert, entity_id
from engine.triage.loose_tips import LooseTip, desk_tips
from engine.triage.order import REGISTER, distinct, visit_keys, visit_order

__all__ = [
    "REGISTER",
    "Assembly",
    "Entities",
    "Entity",
    "FirmRows",
    "LooseTip",
    "ReadAdvert",
    "advert_rows",
    "advertiser_rows",
    "desk_tips",
    "distinct",
    "entity_id",
    "visit_keys",
    "visit_order",
]
