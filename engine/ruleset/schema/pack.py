"""What rules share: the pack, its sectors, lexicons and dated values."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.ruleset.schema.base import Legal, Strict, Word


class Sector(Strict):
    id: str
    name: str
    department: str
    licence: str = ""
    exposure: int = Field(ge=0, le=60)
    track: Literal["fundraising", "lending"] = "fundraising"
    legal: tuple[Legal, ...] = ()
    checks: tuple[str, ...] = ()
    description: str = ""


class Sectors(Strict):
    sectors: tuple[Sector, ...]


class Law(Strict):
    """``articles``: how many 条 it has; None where it has none or nobody counted."""

    name: str
    articles: int | None = Field(None, ge=1)
    source: str


class Laws(Strict):
    laws: tuple[Law, ...]


class Pack(Strict):
    id: str
    title: str
    version: str
    min_engine: str
    bands: dict[str, int]
    index_scale: float = 120.0
    top_needs_behaviour: bool = True
    description: str = ""


class Lexicon(Strict):
    id: str
    title: str
    terms: tuple[Word, ...] = ()
    #: A table beside the file: piece, weight, inverse document frequency (engine.text.scorecard).
    weights: str = Field("", pattern=r"^[\w.-]*$")
    description: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _has_words(self) -> Lexicon:
        if not self.terms and not self.weights:
            raise PydanticCustomError("empty", "词表没有 terms，也没有 weights")
        return self


class DatedValue(Strict):
    value: float
    reference: str


class Param(Strict):
    id: str
    title: str
    unit: str = "%"
    values: dict[str, DatedValue]
    checked_on: str = ""
    review_by: str = ""
    description: str = ""

    def at(self, day: str) -> float:
        """The value in force on ``day`` (ISO date; the newest when ``day`` is empty)."""
        dates = sorted(self.values)
        chosen = dates[0]
        for date in dates:
            if not day or date <= day:
                chosen = date
        return self.values[chosen].value
