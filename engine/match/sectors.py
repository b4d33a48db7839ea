"""What sector an advert speaks of, as far as its words tell: the things it names, and its wording.

Rules say what is promised; the pretext is told by a whole text. Two votes are added to those of
the rules: distinct words that rules tie to a sector, and a table of wordings learned from labelled
invented adverts (docs/decisions/0005-sector-of-an-advert.md).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import ahocorasick_rs

from engine.ruleset import RuleSet, schema
from engine.text.fold import fold, fold_all

#: The lexicon whose table tells sectors.
LEXICON = "advert-sectors"
#: Weight of a step of log-odds, of words, and the most words that add weight; cross-validated
#: on data/training beside rules that name a sector with 1.
_WORDING, _WORDS, _MOST = 0.6, 0.2, 3.0
#: From so many texts on their columns are quicker.
_MANY = 8


class SectorReader:
    """Compiled once for a rule set."""

    def __init__(self, ruleset: RuleSet) -> None:
        owners: dict[str, set[str]] = defaultdict(set)
        for rule in ruleset.rules:
            if rule.applies_to != "registration" and not rule.names_sector:
                continue
            for feature in rule.features.values():
                if isinstance(feature, schema.Keyword) and feature.at_least is None:
                    for term in ruleset.terms_of(feature):
                        if len(term) > 1 and term not in rule.audience:
                            owners[fold(term)].add(rule.sectors[0])
        self.words = tuple(sorted(owners))
        self._owners = [sorted(owners[word]) for word in sorted(owners)]
        self._scan = ahocorasick_rs.AhoCorasick(list(self.words))
        self._card = ruleset.class_card(LEXICON)
        spoken_to = {fold(word) for rule in ruleset.rules for word in rule.audience}
        words = sorted(spoken_to, key=lambda word: (-len(word), word))
        self._spoken_to = re.compile("|".join(map(re.escape, words)) or "(?!)")

    def make_ready(self) -> None:
        """Make what reads many texts."""
        if self._card:
            self._card.make_ready()

    def votes(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """Sector → vote for it, in the measure in which a rule that names a sector has 1."""
        card = self._card
        if card is None:
            return [{} for _ in texts]
        folded = fold_all(texts)
        # Whom it speaks to is left out: old people are sold fake gold as well as beds.
        plain = [self._spoken_to.sub("", text) for text in folded]
        read = card.scores_all(plain) if len(texts) >= _MANY else map(card.scores, plain)
        return [self._voted(text, scores) for text, scores in zip(folded, read, strict=True)]

    def _voted(self, folded: str, scores: Mapping[str, float]) -> dict[str, float]:
        found = {name: _WORDING * score for name, score in scores.items()}
        words: Counter[str] = Counter()
        seen = {i for i, _, _ in self._scan.find_matches_as_indexes(folded, overlapping=True)}
        for i in seen:
            for sector in self._owners[i]:
                words[sector] += 1 / len(self._owners[i])  # type: ignore[assignment]
        for sector, count in words.items():
            if sector in found:
                found[sector] += _WORDS * math.sqrt(min(_MOST, count))
        return found
