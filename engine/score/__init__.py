"""Evidence → points → bands."""

from engine.score.entity import Score, index, score

__all__ = ["Score", "index", "score"]
