"""The shape of rule files (design §6). Every model refuses keys it does not know."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

import re2
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from engine.model.terms import Element

_YEAR = 366


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _linear(pattern: str) -> str:
    """RE2 only: whatever an analyst writes runs in time linear in the text."""
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(pattern, options)
    except re2.error as error:
        raise PydanticCustomError(
            "pattern", "正则表达式不能用：{why}", {"why": str(error)}
        ) from None
    return pattern


Pattern = Annotated[str, AfterValidator(_linear)]


def _filled(term: str) -> str:
    """Nothing stands everywhere."""
    if not term.strip():
        raise PydanticCustomError("empty", "词是空的")
    return term


NonEmpty = Annotated[str, AfterValidator(_filled)]


class Legal(Strict):
    instrument: str
    article: str = ""
    note: str = ""
    doc_no: str = ""

    def cite(self) -> str:
        return f"《{self.instrument}》{self.article}"


class Near(Strict):
    terms: tuple[NonEmpty, ...]
    side: Literal["left", "right", "both"] = "left"
    within: int = Field(4, ge=0, le=40)


class Keyword(Strict):
    kind: Literal["keyword"]
    fields: tuple[str, ...]
    terms: tuple[NonEmpty, ...] = ()
    lexicon: str = ""
    plain: bool = False
    #: Only where somebody took pains to hide the word: other characters, signs, marks inside it.
    disguised: bool = False
    unless_near: Near | None = None
    #: For a lexicon with weights: the share (0 to 1) from which the wording counts.
    at_least: float | None = Field(None, gt=0, lt=1)


class Fuzzy(Strict):
    kind: Literal["fuzzy"]
    fields: tuple[str, ...]
    terms: tuple[NonEmpty, ...] = ()
    lexicon: str = ""
    max_edits: int = Field(1, ge=1, le=2)
    min_length: int = Field(4, ge=4)


class Regex(Strict):
    kind: Literal["regex"]
    fields: tuple[str, ...]
    pattern: Pattern
    #: The pattern is tried only on texts that hold one of these.
    anchors: tuple[str, ...] = Field(min_length=1)


class ParamRef(Strict):
    param: str
    times: float = 1.0


class Rate(Strict):
    kind: Literal["rate"]
    fields: tuple[str, ...] = ("title", "text")
    op: Literal[">", ">="] = ">"
    value: float | ParamRef = 0.0


class Attribute(Strict):
    kind: Literal["attribute"]
    field: str
    op: Literal["eq", "in", "contains", "lt", "gt", "missing", "present"]
    value: str | float | tuple[str, ...] | None = None


class Count(Strict):
    kind: Literal["count"]
    field: str
    op: Literal["gt", "lt", "ge"] = "ge"
    value: int


class LicenceFact(Strict):
    kind: Literal["licence"]
    state: Literal["held", "not_found", "unknown", "expired", "impostor"]
    #: Only for bodies that are licensed by name, of these kinds (``kind_name``).
    kinds: tuple[str, ...] = ()


class Link(Strict):
    kind: Literal["link"]
    what: Literal["advert", "tip", "affiliate", "neighbour", "outsider_branch", "shared_address"]
    op: Literal["ge"] = "ge"
    value: int = 1


class RuleRef(Strict):
    kind: Literal["rule"]
    rules: tuple[str, ...]


Feature = Annotated[
    Keyword | Fuzzy | Regex | Rate | Attribute | Count | LicenceFact | Link | RuleRef,
    Field(discriminator="kind"),
]


class RuleTest(Strict):
    name: str
    record: dict[str, Any]
    expect: Literal["hit", "miss"]


class Rule(Strict):
    """One rule. ``match`` is a tree of any/all/not/n_of over feature names."""

    id: str = Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$")
    title: str
    status: Literal["draft", "nursery", "stable", "deprecated"] = "stable"
    severity: Literal["info", "low", "medium", "high", "critical"] = "medium"
    confidence: Literal["low", "medium", "high"] = "medium"
    applies_to: Literal["registration", "advert", "tip"]
    role: Literal["lead", "membership", "signal", "context"]
    family: str
    sectors: tuple[str, ...] = Field(min_length=1)
    element: Element
    description: str = ""
    features: dict[str, Feature]
    match: dict[str, Any]
    exclude: tuple[str, ...] = ()
    points: int | dict[str, int] = 0
    #: A licence exempts the word, not the firm: does this count against a licensed sender too?
    holds_for_licensed: bool = False
    #: False: the sector is only a guess, for when no other rule names one.
    names_sector: bool = True
    #: Words of the rule that say whom an advert speaks to, not what it sells: where no other word
    #: of the rule stands, the sector is only a guess.
    audience: tuple[str, ...] = ()
    legal: tuple[Legal, ...] = Field(min_length=1)
    triage: tuple[str, ...] = ()
    falsepositives: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    tests: tuple[RuleTest, ...] = ()

    def basis(self) -> str:
        return "|".join(law.cite() for law in self.legal)

    def points_for(self, field: str) -> int:
        if isinstance(self.points, int):
            return self.points
        return self.points.get(field, max(self.points.values(), default=0))


class ExclusionTest(Strict):
    name: str
    text: str
    word: str
    field: str = "scope"
    expect: Literal["dismissed", "kept"]


class ExclusionBase(Strict):
    id: str = Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$")
    title: str
    cause: str
    description: str = ""
    applies_to: tuple[Literal["registration", "advert", "tip"], ...]
    words: tuple[str, ...] = ()
    legal: tuple[Legal, ...] = ()
    tests: tuple[ExclusionTest, ...] = ()


class Guard(ExclusionBase):
    kind: Literal["guard"]
    terms: tuple[NonEmpty, ...] = Field(min_length=1)


class Referent(ExclusionBase):
    kind: Literal["referent"]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    what: str
    need: Literal["any", "both"] = "any"
    within: int = Field(0, ge=0, le=12)


class Disclaimer(ExclusionBase):
    kind: Literal["disclaimer"]
    open: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    reach_back: tuple[str, ...] = ()


class Warning_(ExclusionBase):
    kind: Literal["warning"]
    terms: tuple[NonEmpty, ...] = Field(min_length=1)
    patterns: tuple[Pattern, ...] = ()
    min_hits: int = Field(1, ge=1)
    #: Words of solicitation: beside them a warning speaks only for its own sentence.
    unless: tuple[str, ...] = ()
    #: Does such a text quote solicitations? One that does not speaks for no sentence with them.
    quotes: bool = False
    #: A text that reads more than this like those of ``lexicon`` is not what the title says.
    lexicon: str = ""
    at_most: float = Field(1.0, ge=0, le=1)


class Negation(ExclusionBase):
    kind: Literal["negation"]
    before: tuple[str, ...] = ()
    #: Longer words that hold a word of ``before`` and do not negate (不仅, 不容错过).
    not_in: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    #: Negators that hold to the end of their clause.
    clause: tuple[str, ...] = ()
    within: int = Field(3, ge=0, le=12)


class Plain(ExclusionBase):
    """Texts whose wording as a whole reads plain, unless the rules have much against them."""

    kind: Literal["plain"]
    #: A lexicon with weights.
    lexicon: str
    #: Shorter texts say too little to be read by their wording.
    characters: int = Field(20, ge=1)
    #: Points that a step of log-odds of the wording is worth.
    step: float = Field(gt=0, le=100)
    #: Points of rules and wording together below which the hits are dismissed.
    least: float
    #: Rule → points added here only: words that tell more by themselves than the wording does.
    extra: dict[str, int] = {}


class Licensed(ExclusionBase):
    kind: Literal["licensed"]
    name_patterns: tuple[Pattern, ...] = Field(min_length=1)
    not_patterns: tuple[Pattern, ...] = ()
    #: How such a body speaks of itself in the text of an advert that names no advertiser.
    text_patterns: tuple[Pattern, ...] = ()
    #: Wordings of the scope that show the name misleads (担保公司 that says 非融资性担保).
    scope_denies: tuple[Pattern, ...] = ()
    #: For names that say too little by themselves: wordings one of which the scope must have.
    scope_needs: tuple[Pattern, ...] = ()
    kind_name: str
    licence_needed: str
    issuer: str = ""
    #: What such a body is asked at the door; what its words would be asked of others is not.
    triage: tuple[str, ...] = ()
    local: bool = False


ExclusionDocument = Annotated[
    Guard | Referent | Disclaimer | Warning_ | Negation | Plain | Licensed,
    Field(discriminator="kind"),
]


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


class Pack(Strict):
    id: str
    title: str
    version: str
    min_engine: str
    bands: dict[str, int]
    index_scale: float = 120.0
    top_needs_behaviour: bool = True
    description: str = ""


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
    terms: tuple[NonEmpty, ...] = ()
    points: int | None = Field(None, ge=0, le=100)
    reason: str = Field(min_length=1)

    @model_validator(mode="after")
    def _says_what(self) -> Extension:
        if bool(self.rule) == bool(self.lexicon):
            raise PydanticCustomError("empty", "写 rule 或 lexicon 之一")
        if not self.terms and (self.points is None or self.lexicon):
            raise PydanticCustomError("empty", "没有写要加的 terms（规则也可改 points）")
        return self


class Overlay(Strict):
    id: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str = Field(min_length=1)
    version: str
    #: ``shipped``, or the folder of a pack, from the folder of the overlay.
    base: str = "shipped"
    description: str = ""
    disable: tuple[Disabled, ...] = ()
    extend: tuple[Extension, ...] = ()


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


class Lexicon(Strict):
    id: str
    title: str
    terms: tuple[NonEmpty, ...] = ()
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
