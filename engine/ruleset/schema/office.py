"""What an office adds to a pack: its overlay, and exceptions for a time."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from engine.ruleset.schema.base import Points, Strict, Word

_YEAR = 366


class Disabled(Strict):
    """A rule or exclusion of the base pack that an office does not want."""

    rule: str
    reason: str = Field(min_length=1)
    approver: str = Field(min_length=1)
    review_by: str = ""


class Extension(Strict):
    """Words for a rule or a lexicon of the base pack, or other points for a rule."""

    rule: str = ""
    feature: str = ""
    lexicon: str = ""
    terms: tuple[Word, ...] = ()
    #: As in a rule: one number, or by field; fields that are left out stay.
    points: Points | dict[str, Points] | None = None
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _says_what(self) -> Extension:
        if bool(self.rule) == bool(self.lexicon):
            raise PydanticCustomError("empty", "写 rule 或 lexicon 之一")
        if not self.terms and (self.points is None or self.lexicon):
            raise PydanticCustomError("empty", "没有写要加的 terms（规则也可改 points）")
        return self


class Limits(Strict):
    """From how many raw points on an entity or advert is in a band; bands left out stay."""

    limits: dict[str, Annotated[int, Field(ge=1, le=1000)]] = Field(min_length=1)
    reason: str = Field(min_length=1)


class Overlay(Strict):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    version: str
    #: ``shipped``, or the folder of a pack, from the folder of the overlay.
    base: str = "shipped"
    description: str = ""
    disable: tuple[Disabled, ...] = ()
    extend: tuple[Extension, ...] = ()
    bands: Limits | None = None


class Waiver(Strict):
    """One exception: what a rule finds at a firm, or in a wording, does not count for a time."""

    id: str = Field(min_length=1)
    rules: tuple[str, ...] = Field(min_length=1)
    #: Credit code or full name; of the firm, or of the advertiser.
    firm: str = ""
    #: Words of the text: hits that overlap them do not count.
    text: str = ""
    reason: str = Field(min_length=1)
    approver: str = Field(min_length=1)
    granted: dt.date
    #: The last day on which it holds; at most a year after ``granted``.
    expires: dt.date

    @model_validator(mode="after")
    def _limited(self) -> Waiver:
        if not self.firm and not self.text:
            raise PydanticCustomError("empty", "写明 firm（企业）或 text（文字）")
        if self.expires < self.granted or (self.expires - self.granted).days > _YEAR:
            raise PydanticCustomError("expiry", "expires 应在 granted 之后一年以内")
        return self


class Waivers(Strict):
    exceptions: tuple[Waiver, ...]
