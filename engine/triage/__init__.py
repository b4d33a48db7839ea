"""Where an entity goes, and in which order."""

from engine.triage.assemble import advert_rows, advertiser_rows, firm_rows
from engine.triage.assembly import Assembly, Entities, Entity, ReadAdvert, entity_id
from engine.triage.judged_looks import JudgedLooks
from engine.triage.order import REGISTER, distinct, visit_keys, visit_order

__all__ = [
    "REGISTER",
    "Assembly",
    "Entities",
    "Entity",
    "JudgedLooks",
    "ReadAdvert",
    "advert_rows",
    "advertiser_rows",
    "distinct",
    "entity_id",
    "firm_rows",
    "visit_keys",
    "visit_order",
]
