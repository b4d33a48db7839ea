"""YAML → checked rules."""

from engine.ruleset.load import bundled_rules, load_ruleset
from engine.ruleset.rules import RuleSet

__all__ = ["RuleSet", "bundled_rules", "load_ruleset"]
