"""Where an entity goes, and in which order."""

from engine.triage.assemble import assemble
from engine.triage.assembly import Assembly, Entities, Entity, ReadAdvert
from engine.triage.loose_tips import LooseTip, desk_tips

__all__ = ["Assembly", "Entities", "Entity", "LooseTip", "ReadAdvert", "assemble", "desk_tips"]
