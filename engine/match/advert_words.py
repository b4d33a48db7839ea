"""What a rule set says of words in adverts and tips beside its rules: guards, negations, warnings."""

from __future__ import annotations

from typing import Any

import re2

from engine.match.patterns import whole
from engine.match.said import Said, Words
from engine.ruleset import RuleSet, schema
from engine.text.edges import Edges
from engine.text.fold import fold

#: Longer words are hardly ever cut by chance, and adverts bend words that no dictionary knows.
SHORT = 2


class AdvertWords:
    """Compiled once for a rule set and a kind of text."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        negations: list[schema.Negation] = ruleset.exclusions_of(schema.Negation, kind)
        guards: list[schema.Guard] = ruleset.exclusions_of(schema.Guard, kind)
        warnings: list[schema.Warning_] = ruleset.exclusions_of(schema.Warning_, kind)
        #: those that only the wording tells
        self.unsaid = [warning for warning in warnings if warning.by_wording]
        #: the others, each with a pattern of its cues
        self.cues = [(w, _cues(w)) for w in warnings if not w.by_wording]
        self._bars = {w.id: [whole(bar) for bar in w.bars] for w in warnings}
        self._names = {w.id: [whole(name) for name in w.names] for w in warnings}
        self._exclusions = Words(
            [(word, guard) for guard in guards for word in guard.terms],
            [(word, n) for n in negations for word in n.before],
            [(word, n) for n in negations for word in n.not_in],
            [(word, n) for n in negations for word in n.clause],
            [(word, n) for n in negations for word in n.after],
        )
        #: No negation before a word begins farther from it.
        self.reach = max((n.within + len(fold(w)) for n in negations for w in n.before), default=0)
        # The rules' own words are words too, so that a rare token does not cut them (学[费|全免]).
        self.short = frozenset(
            term
            for rule in ruleset.rules_for(kind)
            for feature in rule.features.values()
            if isinstance(feature, schema.Keyword)
            for term in ruleset.terms_of(feature)
            if len(term) == SHORT
        )
        self.edges = Edges(self.short)

    def said(self, text: str) -> Said:
        """Where words of guards and negations stand in a compacted text."""
        return self._exclusions.said(text)

    def bars_of(self, warning: schema.Warning_) -> list[Any]:
        """Patterns beside which a warning does not speak."""
        return self._bars[warning.id]

    def names_of(self, warning: schema.Warning_) -> list[Any]:
        """Patterns of which a warning must find one, if it has any."""
        return self._names[warning.id]

    def cues_of(self, warning: schema.Warning_) -> Any:
        """The pattern of the cues of a warning that has some."""
        return next(cues for known, cues in self.cues if known is warning)


def _cues(warning: schema.Warning_) -> Any:
    words = [re2.escape(fold(term)) for term in sorted(warning.terms, key=lambda t: (-len(t), t))]
    return whole("|".join([*words, *warning.patterns]))
