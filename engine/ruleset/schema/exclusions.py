"""What dismisses a hit: each suppression is a document with an id."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from engine.ruleset.schema.base import Legal, Pattern, Strict, Word


class ExclusionTest(Strict):
    name: str
    text: str
    word: str
    field: str = "scope"
    expect: Literal["dismissed", "kept"]


class ExclusionBase(Strict):
    id: str = Field(pattern=r"^[A-Z0-9]+(-[A-Z0-9]+)+$", max_length=60)
    title: str
    cause: str
    description: str = ""
    applies_to: tuple[Literal["registration", "advert", "tip"], ...]
    words: tuple[str, ...] = ()
    legal: tuple[Legal, ...] = ()
    tests: tuple[ExclusionTest, ...] = ()


class Guard(ExclusionBase):
    kind: Literal["guard"]
    terms: tuple[Word, ...] = Field(min_length=1)


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
    #: Without any of them, and without patterns, the wording alone tells: see ``at_most``.
    terms: tuple[Word, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    min_hits: int = Field(1, ge=1)
    #: Words of solicitation: beside them a warning speaks only for its own sentence, and one that
    #: the wording alone tells not at all, unless the words are quoted.
    unless: tuple[str, ...] = ()
    #: Does it speak for the whole text or, beside words of solicitation, not at all? What comes
    #: before a call belongs to it where the text goes on telling one story.
    whole: bool = False
    #: What no such text names, wherever it stands: where to come, a number to call.
    bars: tuple[Pattern, ...] = ()
    #: With ``settles``: one of these must stand somewhere in the text, or the cause would not be true of it.
    names: tuple[Pattern, ...] = ()
    #: Does it speak only of texts that name no advertiser?
    unsigned: bool = False
    #: Does such a text quote solicitations? One that does not speaks for no sentence with them.
    quotes: bool = False
    #: A text that reads more than this like those of ``lexicon`` is not what the title says; one
    #: that reads less so is, where neither terms nor patterns are given.
    lexicon: str = ""
    at_most: float = Field(1.0, ge=0, le=1)
    #: Where what stands beside the sentences that warn reads more than this like those of
    #: ``lexicon``, only these sentences warn.
    rest_at_most: float = Field(1.0, ge=0, le=1)
    #: Is each sentence weighed with those that warn, not the whole text, so that however much else
    #: it says takes no promise away? Only where all read harmless the warning speaks for all.
    each: bool = False
    #: With ``each``: a sentence, or what a sentence says beside its words of warning, that by itself
    #: reads more than this like those of ``lexicon`` solicits, whatever warns beside it.
    alone_at_most: float = Field(1.0, ge=0, le=1)
    #: Does it end the matter of a tip? Then it speaks for the whole of it, and only where the tip
    #: accuses of nothing besides (``engine.match.settled``); ``lexicon`` and ``at_most`` speak of what is left
    #: of the tip without the end.
    settles: bool = False
    #: Do rates in such a text count all the same? What a saver's bank pays is beneath notice.
    rates: bool = False
    #: With ``rates``: not only those told in percent, but those told in sums of money as well?
    sums: bool = False
    #: Shorter texts say too little to be told by their wording alone.
    characters: int = Field(20, ge=1)
    #: What the wording alone tells is not told of a text that reads more than this like those of the
    #: lexicon ``offers``: who promises and says how he is found warns of nothing.
    offers: str = ""
    offers_at_most: float = Field(1.0, ge=0, le=1)

    @property
    def by_wording(self) -> bool:
        """Does the wording of the whole text alone tell?"""
        return not (self.terms or self.patterns)


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
    extra: dict[str, int] = Field({})


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
    #: For adverts whose text tells the body: what such a body never says, wherever it stands.
    text_denies: tuple[Pattern, ...] = ()
    #: And where a loan costs as much as this (percent a year) it is not such a body's.
    loan_below: float | None = Field(None, gt=0)
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
