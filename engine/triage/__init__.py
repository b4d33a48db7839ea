"""Where an entity goes, and in which order."""

from engine.triage.assemble import FirmRows, advert_rows, advertiser_rows
from engine.triage.assembly import Assembly, Entities, Entity, ReadAdvert, entity_id
from engine.triage.order import REGISTER, distinct, visit_keys, visit_order

__all__ = [
    "REGISTER",
    "Assembly",
    "Entities",
    "Entity",
    "FirmRows",
    "ReadAdvert",
    "advert_rows",
    "advertiser_rows",
    "distinct",
    "entity_id",
    "visit_keys",
    "visit_order",
]
