"""Evidence → points → bands."""

from engine.score.entity import Score, index, naming_rules, score

__all__ = ["Score", "index", "naming_rules", "score"]
