"""How adverts and tips are read, many at once: as they were meant, compacted, with warnings."""

from __future__ import annotations

from collections.abc import Sequence

from engine.match.advert_view import AdvertView
from engine.match.advert_words import SHORT, AdvertWords
from engine.match.cues import Cues
from engine.match.restore import restore
from engine.ruleset import RuleSet
from engine.text.disguise import DisguiseFinder
from engine.text.fold import fold_all

#: From so many texts on tables of borders of words, and of words that lie across them, pay.
_MANY, _MOST = 200, 1000
#: Disguised readings less sure than this are left alone.
_SURE = 0.55


class AdvertReader:
    """Makes views of texts. ``finder``: reads disguised words; none are without it."""

    def __init__(self, ruleset: RuleSet, kind: str, finder: DisguiseFinder | None = None) -> None:
        self.words = AdvertWords(ruleset, kind)
        self._standing = Cues([warning for warning, _ in self.words.cues])
        self.finder = finder

    def make_ready(self) -> None:
        """Open what pays for many texts."""
        self.words.edges.make_ready()
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
        found = self.words.edges.whole([view.text for view in views], spans)
        for view, mine in zip(views, found, strict=True):
            view.whole = mine

    def view(self, raw: str) -> AdvertView:
        return self.views([raw])[0]

    def views(self, texts: list[str]) -> list[AdvertView]:
        """The same for many texts, in less time."""
        if len(texts) >= _MANY:
            _ = self.words.edges.borders
        figures: dict[int, dict[int, set[str]]] = {}
        found = self.finder.find_many(texts, figures=figures) if self.finder else {}
        meant = [
            restore(raw, [d for d in found.get(i, ()) if d.confidence >= _SURE])
            for i, raw in enumerate(texts)
        ]
        folded = fold_all([one.text for one in meant])
        views = [AdvertView(self.words, *told) for told in zip(texts, meant, folded, strict=True)]
        for at, read in figures.items():
            views[at].figures = read
        for view, cues in zip(views, self._standing.of([v.text for v in views]), strict=True):
            if cues:
                view.warnings.find([self.words.cues[number] for number in sorted(cues)])
        return views
