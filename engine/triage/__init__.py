"""Where an entity goes, and in which order."""

from engine.triage.advert_read import AdvertsRead, no_adverts
from engine.triage.advert_tables import AdvertTables
from engine.triage.assemble import FirmRows, advertiser_rows, unplaced_rows
from engine.triage.assembly import (
    SUSPICIOUS,
    Advertiser,
    Assembly,
    Entities,
    Entity,
    ReadAdvert,
    entity_id,
    is_made_up,
    made_up,
    short_first,
)
from engine.triage.loose_tips import LooseTip, desk_tips, own_number
from engine.triage.order import REGISTER, distinct, visit_keys, visit_order
from engine.triage.quotes import QUOTE
from engine.triage.wordings import Wordings

__all__ = [
    "QUOTE",
    "REGISTER",
    "SUSPICIOUS",
    "AdvertTables",
    "Advertiser",
    "AdvertsRead",
    "Assembly",
    "Entities",
    "Entity",
    "FirmRows",
    "LooseTip",
    "ReadAdvert",
    "Wordings",
    "advertiser_rows",
    "desk_tips",
    "distinct",
    "entity_id",
    "is_made_up",
    "made_up",
    "no_adverts",
    "own_number",
    "short_first",
    "unplaced_rows",
    "visit_keys",
    "visit_order",
]
