"""Where an entity goes, and in which order."""

from engine.triage.assemble import assemble
from engine.triage.assembly import Assembly, Entity, ReadAdvert
from engine.triage.disposition import disposition, visit_order

__all__ = ["Assembly", "Entity", "ReadAdvert", "assemble", "disposition", "visit_order"]
