"""Adverts of which all is the same that anything is made of but their rows: each is read, linked and
judged once. A feed of a million messages has some thousand of these."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.flow.questions import COLUMNS
from engine.match.columns import alike
from engine.match.eras import Eras
from engine.model.arrays import Ints
from engine.ruleset import RuleSet

_DATE = "publish_time"
#: Of these the sender of an advert is told; the other columns that are read rules name.
_SENDERS = ("advertiser", "media_name", "publisher")


@dataclass(frozen=True)
class Once:
    """``table``: the first row of each different advert, in order of these; ``which``: the number in
    it of every row; ``columns``: those that copies have in common."""

    table: pa.Table
    which: Ints
    columns: frozenset[str]

    @classmethod
    def of(cls, ads: pa.Table, ruleset: RuleSet, as_of: str) -> Once:
        rules = [rule for rule in ruleset.rules if rule.applies_to == "advert"]
        features = [feature for rule in rules for feature in rule.features.values()]
        read = {name for feature in features for name in getattr(feature, "fields", ())}
        read |= {getattr(feature, "field", "") for feature in features}
        columns = {*COLUMNS, *_SENDERS, *read}.intersection(ads.column_names)
        days = ads.column(_DATE) if _DATE in ads.column_names else None
        _, era = Eras(ruleset, rules).of(days, as_of, ads.num_rows)
        first, which = alike([era, *(_codes(ads.column(name)) for name in sorted(columns))])
        return cls(ads.take(pa.array(first)).combine_chunks(), which, frozenset(columns))

    def rows(self, number: int) -> Ints:
        """The rows of one of them."""
        order, ends = self._places
        rows: Ints = order[ends[number] : ends[number + 1]]
        return rows

    @cached_property
    def _places(self) -> tuple[Ints, Ints]:
        sizes = np.bincount(self.which, minlength=len(self.table))
        return np.argsort(self.which, kind="stable"), np.concatenate([[0], np.cumsum(sizes)])


def _codes(column: pa.ChunkedArray) -> Ints:
    """Equal numbers for equal texts; what is missing is empty. A column of a large feed is copied
    nowhere."""
    if column.null_count == len(column):
        return np.zeros(len(column), np.int64)
    told = pc.fill_null(column.cast(pa.string()), "").dictionary_encode()
    return np.concatenate([part.indices.to_numpy() for part in told.chunks]).astype(np.int64)
