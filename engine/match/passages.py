"""A promise in a long text is read by itself, too: harmless words around it take nothing away.

Words of a lesson, a job or a discount speak for the whole of a text, and the wording of a page
dilutes that of a sentence. So of a text that holds little against its sender the most telling
passages are read as texts of their own, and what is found there counts where it is more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import pyarrow as pa

from engine.match.found import TextLook, TextsFound
from engine.match.read_text import TextReader
from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Status
from engine.ruleset import RuleSet, schema
from engine.text.figured import FIGURE
from engine.text.fold import fold
from engine.text.scorecard import Reading, log_odds

#: A shorter text is one passage; of a longer one so many are read.
_LEAST, _MOST = 24, 4
#: Forms of texts whose passages are remembered.
_REMEMBERED = 50_000
#: So much has a passage to weigh, its points and its wording taken together (``schema.Plain.least``).
_SURE = 60
#: One that reads less like an offer is none, whatever words stand in it.
_PLAINEST = 0.1
#: … and what leads in the words of others: 骗子的话是这样的：, 对外宣称：, 收到一条短信：.
_LED_IN = re.compile(
    r"(?:短信|话术|骗子|对方|宣称|声称|谎称|自称|告示|传单上|写着|案例)[^。！？；\n：:]{0,8}[：:]"
)
#: So far back a quotation may begin.
_AHEAD = 200
_FIELD = "text"
_STRONG = ("high", "critical")


class Passage(NamedTuple):
    """Where ``text`` stands in the text of a row."""

    row: int
    start: int
    text: str
    #: how much it reads like an offer
    share: float


class Passages:
    """Compiled once for a rule set; finds none in tips, which nobody writes to solicit."""

    def __init__(self, ruleset: RuleSet, kind: str, reader: TextReader) -> None:
        self._plain = reader.plain
        self._lexicon = next((one.lexicon for one in self._plain.rules), None)
        self._reader = reader
        self._runs: dict[str, list[Reading]] = {}
        self._rules = {rule.id: rule for rule in ruleset.rules_for(kind)}
        self._enough = ruleset.pack.bands["中"]
        # Who warns, reports or tells of himself quotes; a sentence of his is not his offer.
        warnings: list[schema.Warning_] = ruleset.exclusions_of(schema.Warning_, kind)
        self._tellers = {w.cause for w in warnings if w.quotes or w.each or w.whole}
        self._quoting = [(cues, w.min_hits) for w, cues in reader.cues if w.quotes]

    def looked_into(
        self,
        found: TextsFound,
        table: pa.Table,
        read: Callable[[pa.Table, Sequence[int]], TextsFound],
    ) -> None:
        """Give rows of ``table`` what a passage of theirs says, where that is more than what was
        ``found`` on the whole. ``read``: finds what a table of such texts says, each of which has to
        bring so many points, or nothing."""
        if self._lexicon is None or _FIELD not in table.column_names:
            return
        open_ = [self.open_to_more(look.evidence) for look in found.looks]
        rows = [row for row, look in enumerate(found.look) if open_[look]]
        if not rows:
            return
        texts = table.column(_FIELD).take(pa.array(rows)).to_pylist()
        parts = self.of(rows, texts)
        if not parts:
            return
        told = read(self._table(table, parts), [self._least(part) for part in parts])
        best: dict[int, tuple[int, int]] = {}
        for at, part in enumerate(parts):
            whole = found.looks[found.look[part.row]].evidence
            own = told.looks[told.look[at]].evidence
            points, least = self.strength(own), best.get(part.row, (self.strength(whole), 0))[0]
            if points > least and self._says(own, part):
                best[part.row] = points, at
        number: dict[tuple[int, int], int] = {}
        for row, (_, at) in best.items():
            key = told.look[at], parts[at].start
            if key not in number:
                number[key] = len(found.looks)
                found.looks.append(_moved(told.looks[key[0]], key[1]))
            found.look[row] = number[key]
            found.said.pop(row, None)
            if at in told.said:
                found.said[row] = told.said[at]

    def _says(self, own: RecordEvidence, part: Passage) -> bool:
        """Is what a passage says enough to be told by itself? One of many sentences may well read
        like an offer by chance, so it takes more than a whole text."""
        points = self._plain.points(own)
        return any(points + one.step * log_odds(part.share) >= _SURE for one in self._plain.rules)

    def _least(self, part: Passage) -> int:
        """With fewer points a passage does not say enough."""
        steps = log_odds(part.share)
        return min(math.floor(_SURE - one.step * steps) for one in self._plain.rules)

    def open_to_more(self, evidence: RecordEvidence) -> bool:
        """May a passage say more than what was found on the whole text? A licensed body speaks for all
        of its text, and so does who warns or reports."""
        return (
            bool(evidence.hits)
            and evidence.licensed is None
            and evidence.warning not in self._tellers
            and self._tellers.isdisjoint(hit.reason for hit in evidence.hits)
            and self.strength(evidence) < self._enough
        )

    def of(self, rows: Sequence[int], texts: Sequence[str | None]) -> list[Passage]:
        """The passages of some texts that are read by themselves. ``rows``: of each text. One that
        is the whole of its text says nothing more, and what is quoted is said by others."""
        long = [
            (row, text, FIGURE.sub("0", text))
            for row, text in zip(rows, texts, strict=True)
            if text and len(text) >= _LEAST
        ]
        runs = self._telling(list(dict.fromkeys(form for _, _, form in long)))
        found: list[Passage] = []
        for row, text, form in long:
            some = [
                Passage(row, s, text[s:e], share)
                for share, s, e, _ in runs[form]
                if share >= _PLAINEST and e - s < len(text) and not _quoted(text, s, e)
            ]
            if some and not self._quotes(text):  # few texts have any
                found += some
        return found

    def _quotes(self, text: str) -> bool:
        """Does anything in the text warn or report, whether or not it speaks for all of it?"""
        folded = fold(text)
        return any(
            len({found.group() for found in cues.finditer(folded)}) >= least
            for cues, least in self._quoting
        )

    def _telling(self, forms: Sequence[str]) -> dict[str, list[Reading]]:
        """Form of a text → its most telling stretches."""
        if len(self._runs) >= _REMEMBERED:
            self._runs.clear()
        new = [form for form in forms if form not in self._runs]
        if self._lexicon and new:
            told = self._reader.telling(self._lexicon, new, _MOST)
            self._runs.update(zip(new, told, strict=True))
        return {form: self._runs[form] for form in forms}

    def _table(self, table: pa.Table, parts: Sequence[Passage]) -> pa.Table:
        some = table.take(pa.array([part.row for part in parts]))
        column = pa.array([part.text for part in parts], table.schema.field(_FIELD).type)
        return some.set_column(some.column_names.index(_FIELD), _FIELD, column)

    def strength(self, evidence: RecordEvidence) -> int:
        """Points of what counts, of each family the best; none where nothing weighs by itself."""
        best: dict[str, int] = {}
        strong = False
        for hit in evidence.hits:
            rule = self._rules.get(hit.rule_id)
            if rule is not None and hit.status is Status.COUNTED and rule.status != "nursery":
                best[rule.family] = max(best.get(rule.family, 0), hit.points)
                strong |= rule.severity in _STRONG
        return sum(best.values()) if strong else 0


def _quoted(text: str, start: int, end: int) -> bool:
    """Does what stands there begin behind an open quotation mark, or behind what leads one in?"""
    line = text[max(0, start - _AHEAD) : start]
    begun = text[start:end]
    return (
        line.count("“") > line.count("”")
        or _LED_IN.search(line) is not None
        or _LED_IN.search(begun) is not None
    )


def _moved(look: TextLook, by: int) -> TextLook:
    """A look at a passage, as one at the text in which it begins ``by`` characters on."""
    hits: list[Hit] = []
    for hit in look.evidence.hits:
        own = hit.copied()
        if own.field == _FIELD and own.end:
            own.start, own.end = own.start + by, own.end + by
        hits.append(own)
    shown = tuple(
        (at, field, start + by * (field == _FIELD), end + by * (field == _FIELD))
        for at, field, start, end in look.shown
    )
    return TextLook(replace(look.evidence, hits=hits), shown)
