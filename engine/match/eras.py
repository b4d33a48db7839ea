"""Days of texts that make no difference to how these are read are one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa

from engine.match.compiled import asking
from engine.model.arrays import Ints
from engine.ruleset import RuleSet, schema


class Eras:
    """``rules``: those that read the texts."""

    def __init__(self, ruleset: RuleSet, rules: Iterable[schema.Rule]) -> None:
        # The day decides which value of a parameter holds, and how old a firm is.
        self._by_day = bool(asking(rules))
        self._params = [
            param for _, param in sorted(ruleset.params.items()) if len(param.values) > 1
        ]

    def of(
        self, days: pa.Array | pa.ChunkedArray | None, as_of: str, size: int
    ) -> tuple[list[str], Ints]:
        """The first day of each, which stands for all; which of them each text is of."""
        if days is None:
            return [as_of[:10]], np.zeros(size, np.int64)
        known = days.dictionary_encode(null_encoding="encode")
        eras: dict[Any, int] = {}
        told: list[str] = []
        of = []
        parts = known.chunks if isinstance(known, pa.ChunkedArray) else [known]
        for day in parts[-1].dictionary.to_pylist() if parts else ():
            day = (day or as_of)[:10]
            era = day if self._by_day else tuple(param.at(day) for param in self._params)
            if era not in eras:
                eras[era] = len(told)
                told.append(day)
            of.append(eras[era])
        codes: Any = np.concatenate([part.indices.to_numpy() for part in parts]) if size else []
        return told, np.array(of, np.int64)[codes]
