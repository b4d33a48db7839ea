"""Where an entity goes, and in which order."""

from engine.triage.assemble import Assembly, Entity, ReadAdvert, assemble
from engine.triage.disposition import disposition, visit_order

__all__ = ["Assembly", "Entity", "ReadAdvert", "assemble", "disposition", "visit_order"]
