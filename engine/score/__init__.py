"""Evidence → points → bands."""

from engine.score.entity import Score, score

__all__ = ["Score", "score"]
