"""What a rule looks for: the closed set of kinds of features."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeGuard

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from engine.ruleset.schema.base import NonEmpty, Pattern, Strict, Word

#: Of a word with a slip so many characters stand together unchanged.
_STAYING = 2
_NUMERALS = {1: "一", 2: "两"}
#: A part in a pattern; {2,4} is none.
_PART = re.compile(r"\{([^\W\d][^{},]*)\}")


class Near(Strict):
    terms: tuple[Word, ...]
    side: Literal["left", "right", "both"] = "left"
    within: int = Field(4, ge=0, le=40)


class Keyword(Strict):
    kind: Literal["keyword"]
    fields: tuple[str, ...]
    terms: tuple[Word, ...] = ()
    lexicon: str = ""
    plain: bool = False
    #: Only where somebody took pains to hide the word: other characters, signs, marks inside it.
    disguised: bool = False
    unless_near: Near | None = None
    #: For a lexicon with weights: the share (0 to 1) from which the wording counts.
    at_least: float | None = Field(None, ge=0.3, lt=1)


class Fuzzy(Strict):
    kind: Literal["fuzzy"]
    fields: tuple[str, ...]
    #: How many characters of a word may be wrong, lacking or too many.
    max_edits: int = Field(1, ge=1, le=2)
    #: Shorter words of a lexicon are found only as they are.
    min_length: int = Field(4, ge=4)
    terms: tuple[Word, ...] = ()
    lexicon: str = ""

    @property
    def needed(self) -> int:
        """The fewest characters of a word that may differ in so many: two of them stay together."""
        return _STAYING * (self.max_edits + 1)

    @property
    def said(self) -> str:
        """How it differs from a keyword, for analysts."""
        return f"错{_NUMERALS[self.max_edits]}个字也算"

    @field_validator("terms")
    @classmethod
    def _long_enough(cls, terms: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        edits, least = info.data.get("max_edits", 1), info.data.get("min_length", 0)
        least = max(least, _STAYING * (edits + 1))
        for term in terms:
            said = {"term": term, "edits": _NUMERALS[edits], "least": str(least)}
            if len(term) < least:
                why = "“{term}”太短：允许错{edits}个字的词至少要有 {least} 个字。短词写成 kind: keyword"
                raise PydanticCustomError("fuzzy", why, said)
            if any(char.isdecimal() for char in term):
                why = "“{term}”里有数字：差一个数字就是另一个数，不能算写错。写成 kind: keyword"
                raise PydanticCustomError("fuzzy", why, said)
        return terms


def _put_together(data: Any) -> Any:
    """A pattern with its parts in it; each must be named."""
    parts = data.get("parts") if isinstance(data, dict) else None
    pattern = data.get("pattern") if isinstance(data, dict) else None
    if not isinstance(parts, dict) or not isinstance(pattern, str):
        return data
    if odd := sorted(map(str, set(_PART.findall(pattern)) ^ parts.keys())):
        why = "parts 和 pattern 里的名字对不上：{odd}"
        raise PydanticCustomError("pattern", why, {"odd": "、".join(odd)})
    return {**data, "pattern": _PART.sub(lambda name: f"(?:{parts[name[1]]})", pattern)}


class Within(Strict):
    #: As of ``Regex``.
    parts: dict[NonEmpty, NonEmpty] = Field({})
    #: It names no figures but all ten, as texts that differ in figures only are read once.
    pattern: Pattern
    cause: NonEmpty

    _whole = model_validator(mode="before")(_put_together)


class Regex(Strict):
    kind: Literal["regex"]
    fields: tuple[str, ...]
    #: Pieces that the pattern names in braces ({每期给}), so that a long one can be read.
    parts: dict[NonEmpty, NonEmpty] = Field({})
    pattern: Pattern
    #: The pattern is tried only on texts that hold one of these.
    anchors: tuple[str, ...] = Field(min_length=1, max_length=5000)
    #: A match that lies within one of this does not count: it says something else there.
    unless_within: Within | None = None

    _whole = model_validator(mode="before")(_put_together)


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


def is_weighed(feature: object) -> TypeGuard[Keyword]:
    """Is it asked of the wording as a whole, not of single words?"""
    return isinstance(feature, Keyword) and feature.at_least is not None


def is_textual(feature: object) -> TypeGuard[Keyword | Fuzzy | Regex]:
    """Is it found in the words of a text?"""
    return isinstance(feature, Keyword | Fuzzy | Regex)
