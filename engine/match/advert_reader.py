"""How adverts and tips are read, many at once: as they were meant, compacted, with warnings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import re2

from engine.match.advert_view import SHORT, AdvertView
from engine.match.cues import Cues
from engine.match.patterns import whole
from engine.match.restore import restore
from engine.match.said import Words
from engine.ruleset import RuleSet, schema
from engine.text.disguise import DisguiseFinder
from engine.text.edges import Edges
from engine.text.fold import fold, fold_all

#: From so many texts on tables of borders of words, and of words that lie across them, pay.
_MANY, _MOST = 200, 1000
#: Disguised readings less sure than this are left alone.
_SURE = 0.55


class AdvertReader:
    """Compiled guards, negations and warnings of a rule set."""

    def __init__(self, ruleset: RuleSet, kind: str, finder: DisguiseFinder | None = None) -> None:
        negations: list[schema.Negation] = ruleset.exclusions_of(schema.Negation, kind)
        guards: list[schema.Guard] = ruleset.exclusions_of(schema.Guard, kind)
        warnings: list[schema.Warning_] = ruleset.exclusions_of(schema.Warning_, kind)
        #: those that only the wording tells
        self.unsaid = [warning for warning in warnings if warning.by_wording]
        self.cues = [(w, _cues(w)) for w in warnings if not w.by_wording]
        self._standing = Cues([warning for warning, _ in self.cues])
        self.words = Words(
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
        self.finder = finder

    def make_ready(self) -> None:
        """Open what pays for many texts."""
        self.edges.make_ready()
        self._standing.make_ready()

    def find_whole(
        self, views: Sequence[AdvertView], hits: Sequence[Sequence[tuple[int, int, int]]]
    ) -> None:
        """Tell the views of many texts which of their hits (term, start, end) no word cuts."""
        if len(views) < _MOST:
            return
        spans = [
            list({(start, end) for _, start, end in some if end - start <= SHORT}) for some in hits
        ]
        found = self.edges.whole([view.text for view in views], spans)
        for view, mine in zip(views, found, strict=True):
            view.whole = mine

    def view(self, raw: str) -> AdvertView:
        return self.views([raw])[0]

    def views(self, texts: list[str]) -> list[AdvertView]:
        """The same for many texts, in less time."""
        if len(texts) >= _MANY:
            _ = self.edges.borders
        figures: dict[int, dict[int, set[str]]] = {}
        found = self.finder.find_many(texts, figures=figures) if self.finder else {}
        meant = [
            restore(raw, [d for d in found.get(i, ()) if d.confidence >= _SURE])
            for i, raw in enumerate(texts)
        ]
        folded = fold_all([one.text for one in meant])
        views = [AdvertView(self, *told) for told in zip(texts, meant, folded, strict=True)]
        for at, read in figures.items():
            views[at].figures = read
        for view, cues in zip(views, self._standing.of([v.text for v in views]), strict=True):
            if cues:
                view.warned_by([self.cues[number] for number in sorted(cues)])
        return views


def _cues(warning: schema.Warning_) -> Any:
    words = [re2.escape(fold(term)) for term in sorted(warning.terms, key=lambda t: (-len(t), t))]
    return whole("|".join([*words, *warning.patterns]))
