"""Where an entity goes, and in which order."""

from engine.triage.assemble import assemble
from engine.triage.assembly import Assembly, Entities, Entity, ReadAdvert

__all__ = ["Assembly", "Entities", "Entity", "ReadAdvert", "assemble"]
