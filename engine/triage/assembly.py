"""What a screening gathered, before it becomes frames."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from engine import place
from engine.link import Home, LicenceIndex, LinkResult
from engine.match.alike import Found
from engine.model.evidence import RecordEvidence
from engine.model.terms import Band
from engine.ruleset import RuleSet
from engine.score import Score
from engine.text.codes import personal

#: Bands of adverts that somebody must look at.
SUSPICIOUS = (Band.HIGH, Band.MEDIUM)
#: No vowels: no words come of them.
_LETTERS, _LENGTH = "BCDFGHJKLMNPQRSTVWXZ", 8
_OF_CONTENT = "AD-"
_MADE_UP = re.compile(rf"AD(?:\d{{6,}}|-[{_LETTERS}]{{{_LENGTH}}})(?:#\d+)?")


@dataclass(slots=True)
class ReadAdvert:
    """``numbers``: row and number of each advert that says it, in order of these numbers; ``look``: how
    it reads."""

    numbers: list[tuple[int, str]]
    evidence: RecordEvidence
    score: Score
    link: LinkResult
    #: title and text as they were written, to quote from
    texts: Mapping[str, str] = field(default_factory=dict)
    look: int = -1

    @property
    def ids(self) -> list[str]:
        return [ad_id for _, ad_id in self.numbers]

    @property
    def kind(self) -> tuple[Any, ...]:
        """The same for adverts that are alike but for their figures. What else may differ within a look
        comes with a score of its own."""
        return (self.look, id(self.score), *[hit.status for hit in self.evidence.hits])

    @property
    def order(self) -> tuple[Any, ...]:
        """Of adverts that say the same the one that counts: by their numbers, or, where they have none, by
        what they say. The order of rows in a file tells nothing."""
        _, ad_id = self.numbers[0]
        said = (*self.texts.values(),) if ad_id.startswith(_OF_CONTENT) else ()
        return bool(said), said, short_first(ad_id)

    @property
    def suspicious(self) -> bool:
        return self.score.band in SUSPICIOUS


@dataclass(slots=True)
class Entity:
    """A firm of the register (``row`` ≥ 0) or an advertiser found in none (``row`` −1)."""

    row: int
    evidence: RecordEvidence
    adverts: list[ReadAdvert] = field(default_factory=list)
    tips: list[tuple[str, RecordEvidence]] = field(default_factory=list)
    name: str = ""
    #: instead of a name, what an advertiser without one is known by
    said: str = ""
    #: (number, place) of its adverts; "" with the place that a tip tells of
    seen: list[tuple[str, str]] = field(default_factory=list)
    #: firms that its tips name, too
    beside: list[str] = field(default_factory=list)
    #: (number of a tip, by what it was placed with the firm)
    placed_by: list[tuple[str, str]] = field(default_factory=list)
    #: (name of the affiliate, what ties them, points that the affiliate passes on)
    ties: list[tuple[str, str, int]] = field(default_factory=list)


class Advertiser(NamedTuple):
    """One found in no register. ``said``: where nothing names it, what its adverts say."""

    name: str
    adverts: list[ReadAdvert]
    said: str = ""


class Entities:
    """Firms with evidence: those of which only the registration is known, by their look; and,
    in ``single``, those of which more is known, each for itself (row of the register → entity)."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.single: dict[int, Entity] = {}

    @cached_property
    def _at(self) -> dict[int, int]:
        return {row: at for at, row in enumerate(self.found.rows.tolist())}

    def of(self, row: int) -> Entity:
        """The entity of a row of the register, from now on kept for itself."""
        entity = self.single.get(row)
        if entity is None:
            at = self._at.get(row)
            evidence = RecordEvidence(row, []) if at is None else self.found.evidence(at)
            entity = self.single[row] = Entity(row, evidence)
        return entity

    def evidence_of(self, row: int) -> RecordEvidence | None:
        """The evidence of a row, to read; None when there is none."""
        if row in self.single:
            return self.single[row].evidence
        at = self._at.get(row)
        return None if at is None else self.found.looks[self.found.look[at]].evidence

    def __len__(self) -> int:
        return len(self._at) + sum(1 for row in self.single if row not in self._at)


def entity_id(uscc: str, name: str, address: str) -> str:
    """The credit code, else a number made from name and address: an identity number in the
    column of codes would stand in every table and file."""
    if uscc and not personal(uscc):
        return uscc
    return "N" + hashlib.blake2s(f"{name}|{address}".encode(), digest_size=6).hexdigest()


def made_up(*told: str) -> str:
    """The number of an advert that has none to show, by what is told of it: rows of two months' files have
    the same numbers. Letters alone, as a long number is masked like a telephone."""
    rest = int.from_bytes(hashlib.blake2s("|".join(told).encode("utf-8", "surrogatepass")).digest())
    letters = ""
    for _ in range(_LENGTH):
        rest, letter = divmod(rest, len(_LETTERS))
        letters += _LETTERS[letter]
    return _OF_CONTENT + letters


def is_made_up(ad_id: str) -> bool:
    """Is it no number of the office's own? Those of earlier versions told the row."""
    return bool(_MADE_UP.fullmatch(ad_id))


def short_first(number: str) -> tuple[int, str]:
    """Orders running numbers: 9 before 10."""
    return len(number), number


class Assembly(NamedTuple):
    """What rows are made from, besides the evidence.

    ``firms`` and ``ads``: the rows that are asked for one by one, as plain dicts, under the row
    numbers that entities and adverts use.
    """

    firms: Mapping[int, Mapping[str, Any]]
    ads: Mapping[int, Mapping[str, Any]]
    ruleset: RuleSet
    licences: LicenceIndex
    territories: place.Territories
    as_of: str
    home: Home
    #: area code → document that orders its use; empty unless the office supplies a list
    origins: Mapping[str, str]
    #: whether there is a register that an advertiser may be missing from
    registered: bool = True

    def firm(self, row: int, column: str) -> str:
        return _text(self.firms[row].get(column)) if row >= 0 else ""

    def ad(self, row: int, column: str) -> str:
        return _text(self.ads[row].get(column)) if row >= 0 else ""


def _text(value: Any) -> str:
    return "" if value is None else str(value)
