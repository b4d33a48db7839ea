"""The stages of a screening on a chunk of the register, and what chunks need to know of the rest."""

from engine.flow.chunk import NO_WAIVER, ChunkResult, ChunkScreener, Facts, Known

__all__ = ["NO_WAIVER", "ChunkResult", "ChunkScreener", "Facts", "Known"]
