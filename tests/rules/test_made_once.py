"""What is made of a rule set is made once, and stays in its process."""

import pickle
from dataclasses import replace

from engine.ruleset import RuleSet, load_ruleset


def _made(ruleset: RuleSet, kind: str) -> list[str]:
    return [kind, ruleset.pack.id]


def test_made_once_for_each_question() -> None:
    ruleset = replace(load_ruleset())
    assert ruleset.once(_made, "advert") is ruleset.once(_made, "advert")
    assert ruleset.once(_made, "tip") == ["tip", ruleset.pack.id]


def test_other_rules_and_other_processes_make_their_own() -> None:
    ruleset = replace(load_ruleset())
    made = ruleset.once(_made, "advert")
    for other in (replace(ruleset), pickle.loads(pickle.dumps(ruleset))):
        assert other.once(_made, "advert") is not made
        assert other.rules == ruleset.rules
