"""Which firm a text means: every firm that it may mean, weighed by what speaks for it and against.

The weights are learned from labelled adverts (``scripts/train_links.py``); one decision over all
that is known carries further than a pattern for every way to say a name.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files

import numpy as np

from engine.link.adverts.cases import TRADE, Case, alone, listed
from engine.link.index.joined import Joined
from engine.link.index.numbers import Called, Doubt, numbers
from engine.link.index.register import RegisterNames
from engine.link.index.stems import PART
from engine.link.texts.doors import Door, Doors
from engine.link.texts.facts import Facts
from engine.link.texts.scene import Scene
from engine.link.texts.sighting import GOODS, Sighting
from engine.link.texts.sightings import Sightings
from engine.model.arrays import Flags

#: A firm is linked when so much more speaks for it than against, and more than for any other.
ENOUGH, AHEAD, DOUBTFUL = 0.5, 1.6, -1.0
#: In a register of the whole country few firms sit in any one county.
HERE = 1.0
#: From here on a word of the language is a name, with nothing else beside it.
CERTAIN = 1.8
BIAS = "bias"
#: Named side by side with another firm.
LISTED = "listed"
#: Named in one text with another firm.
OTHERS = "others named"
#: The text names other counties than the firm's.
FAR = "far"
_BACKING = (
    "fits 1",
    "fits 2",
    "fits 3",
    "topic",
    "place told",
    "own before",
    "person",
    "family",
    "given",
    "door",
)
#: What else tells which firm is meant, where its name stands as that of goods.
_WHERE = ("place told", "person", "given", "door")
_TELLING = ("fits 2", "fits 3", "topic", "echo", "left quote", "right branded")
_PLACED = (*_WHERE, "place agrees", "own before", "family", "rest whole")
_HEADING = frozenset(["left head", "right stop", "size 4", "bearers 1"])
_MOST_KEPT = 50_000
#: Whom so many may be called by is called by his trade as well.
_SHARED = 20
#: How a text goes on behind what it says a place by.
_BY = ("beside", "front")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A firm that a text may mean."""

    row: int
    score: float
    features: tuple[str, ...]
    said: str
    former: bool

    @property
    def backed(self) -> bool:
        """Does anything beside its name speak for the firm?"""
        return any(f.startswith(_BACKING) for f in self.features)

    @property
    def placed(self) -> bool:
        """Does the text say where the firm is, who runs it, or its whole name?"""
        return any(f.startswith(_PLACED) for f in self.features)

    @property
    def vague(self) -> bool:
        """Is it a word of the language that nothing makes a name: from 三味书屋 to 星光大道? A made
        word may be one too (幸福里的每一天), where the text speaks of another trade."""
        if "alone" not in self.features or "mark" in self.features:
            return False
        if "coined" in self.features and ("unfit 2" not in self.features or self._heads):
            return False
        told = self.placed or any(f.startswith(_TELLING) for f in self.features)
        return not told and self.score < CERTAIN

    @property
    def _heads(self) -> bool:
        """Does a text begin with it as with who speaks: a long made word, and a stop?"""
        return _HEADING.issubset(self.features)

    @property
    def namesake(self) -> bool:
        """Does nothing but a person's name speak for it?"""
        told = [f for f in self.features if f.startswith(("place", "door"))]
        return "unnamed" in self.features and not told

    def here(self, far: bool) -> bool:
        """Does more than a name speak for a firm of this place? ``far``: another county is told."""
        if far:
            return any(f.startswith((*_WHERE, "own before")) for f in self.features)
        return self.placed

    @property
    def likeness(self) -> int:
        return min(95, round(100 / (1 + math.exp(-self.score))))


@cache
def weights() -> Mapping[str, float]:
    """Feature → weight."""
    text = (
        files("engine.link.adverts").joinpath("data/link-weights.tsv").read_text(encoding="utf-8")
    )
    lines = (line.rpartition("\t") for line in text.split("\n") if line and line[0] != "#")
    return {feature: float(weight) for feature, _, weight in lines}


class Weighing:
    """Columns of a register."""

    def __init__(
        self, register: RegisterNames, people: Sequence[str], addresses: Sequence[str]
    ) -> None:
        self._register = register
        self._sightings = Sightings(register)
        self._last: tuple[tuple[str, str, bool], Scene, list[Door]] | None = None
        self._facts = Facts(register, people, addresses)
        self._people = people
        #: of the texts that were looked through last those that name nobody with a slip
        self._right: set[str] = set()
        self._marks: dict[tuple[str, bool], tuple[Sighting, ...]] = {}

    @property
    def doors(self) -> Doors:
        """Where the firms are."""
        return self._facts.doors

    def make_ready(self) -> None:
        """Make what names are looked up in."""
        self._sightings.stems.make_ready()
        self._register.make_ready()

    @cached_property
    def _called(self) -> tuple[Called, Called]:
        atlas = self._register.parser.atlas.names
        return Called(self._sightings.stems.keys), Called((*self._people, *atlas), anywhere=True)

    def doubt(self, text: str, where: str) -> Doubt:
        """What the register may know of texts that differ from these in numbers only."""
        read, (stems, others) = Scene(text).text, self._called
        odd = others.may_stand(read)
        told = not odd and numbers(read) == numbers(text)
        return Doubt(stems.may_stand(read) | odd, told, self._facts.doors.may_stand(where))

    def knows(self, text: str, where: str, doubt: Doubt) -> bool:
        """Does it know any of that in this text?"""
        if doubt.names and not doubt.told:
            read = Scene(text).text
            if any(some.stand(read) for some in self._called):
                return True
        return doubt.houses and self._facts.doors.stands(where)

    def facts(self, row: int, text: str) -> list[str]:
        """What a text that names no firm tells that agrees with one."""
        scene, _ = self._look(text, text, about=True)
        return self._facts.of(row, scene, "", [])

    def parts_alone(self, read: str) -> Iterator[tuple[int, int, set[int]]]:
        """Where the distinctive part of a firm stands that few bear, and whose it is; ``read``:
        ``reading``."""
        stems = self._sightings.stems
        for start, end in stems.spans(read):
            stem = read[start:end]
            senses = stems.senses(stem) if stems.bearers(stem) <= _SHARED else ()
            rows = {self._register.row(sense.entry) for sense in senses if sense.kind == PART}
            if rows:
                yield start, end, rows

    def fits(self, row: int, text: str) -> bool:
        """Does a text that names no firm speak of what the firm does, and of no other county?"""
        scene, _ = self._look(text, text, about=False)
        told = self._facts.of(row, scene, "", [])
        return any(f.startswith(TRADE) for f in told) and not self._far(row, scene)

    def _far(self, row: int, scene: Scene) -> bool:
        return self._register.far(row, scene.counties) or self._register.seats.moved(
            row, scene.houses
        )

    def cases(
        self,
        marks: Sequence[str],
        text: str,
        where: str,
        stranger: bool,
        slips: bool,
        about: bool = False,
    ) -> list[Case]:
        """(row, sightings, facts) of every firm that may be meant; ``stranger``: the sender signs
        with a name that no firm of the register bears; ``slips``: only firms whose
        names are misspelt; ``about``: somebody tells of a firm."""
        scene, doors = self._look(text, where, about)
        seen: dict[int, list[Sighting]] = {}
        named = [s for mark in marks for s in self._signed(mark, slips)]
        if not slips:
            named += self._sightings.find(scene)
        elif scene.text not in self._right:
            named += self._sightings.misspelt(scene)
        for sighting in named:
            seen.setdefault(sighting.row, []).append(sighting)
        denied = self._denied(marks, seen) if seen else set()
        called: set[int] = set()
        if not slips and not stranger:
            called = {r for d in doors for r in d.rows}
            called -= self._landmarks(scene) if called else set()
            called.update(self._facts.persons(scene.text))
        seen = {row: found for row, found in seen.items() if row not in denied}
        stems = {s.stem for sightings in seen.values() for s in sightings}
        found = [
            case
            for row, sightings in seen.items()
            for case in self._case(row, sightings, scene, doors, stems, stranger)
        ]
        # What a place or a person tells is not less because the text may name the firm as well.
        there = {r for d in doors if any(seen.get(r) for r in d.rows) for r in d.rows}
        for row in sorted(called - denied):
            if row in seen or row not in there:  # who is named at a door is who is meant there
                found += self._case(row, [], scene, doors, stems, stranger)
        return alone(found)

    def _landmarks(self, scene: Scene) -> set[int]:
        """Firms by which the text says where something is: 滨河路51号聚福楼门口集合."""
        return {
            row
            for _, end, rows in self.parts_alone(scene.text)
            if any(scene.right(stop) in _BY for stop in (end, scene.after(end)[0][0]))
            for row in rows
        }

    def anywhere(self, scene: Scene, where: Joined) -> Flags:
        """Of each of many texts: may a firm be meant (``cases``)? ``where``: the same, with the
        places that are told beside them."""
        texts = Joined(scene.text)
        found = self._facts.doors.may_name(where)
        rightly, slips = map(texts.owners, self._sightings.anywhere(scene))
        found[rightly] = found[slips] = True
        misspelt = set(slips.tolist())
        self._right = {texts[at] for at in range(len(texts)) if at not in misspelt}
        for at in np.flatnonzero(~found).tolist() if any(self._people) else ():
            found[at] = any(True for _ in self._facts.persons(texts[at]))
        return found

    def signs(self, mark: str) -> bool:
        """Does it name a firm, rightly or with a slip?"""
        return bool(self._signed(mark, slips=False) or self._signed(mark, slips=True))

    def _signed(self, mark: str, slips: bool) -> Sequence[Sighting]:
        """What a sender signs with, as often as he sends."""
        found = self._marks.get((mark, slips))
        if found is None:
            if len(self._marks) > _MOST_KEPT:
                self._marks.clear()
            look = self._sightings.misspelt if slips else self._sightings.find
            found = self._marks[mark, slips] = tuple(look(Scene(mark), mark=True))
        return found

    def _case(
        self,
        row: int,
        sightings: list[Sighting],
        scene: Scene,
        doors: Sequence[Door],
        named: set[str],
        stranger: bool,
    ) -> list[Case]:
        """A firm with what is told of it; none, where it is goods of its name that are told of."""
        stem = max((s.stem for s in sightings), key=len, default="")
        told = self._facts.of(row, scene, stem, doors)
        if sightings and not any(f.startswith(_WHERE) for f in told):
            sightings = [s for s in sightings if GOODS not in s.features]
            if not sightings:
                return []
        if not sightings and scene.private:
            return []
        if not sightings:
            told = [*told, "unnamed", *(f"unnamed {one}" for one in told)]
        if self._far(row, scene):
            told.append(FAR)
        if stranger:
            told.append("stranger")
        if len({s.said for s in sightings}) > 1:
            told.append("again")
        if sightings and named - {s.stem for s in sightings}:
            told.append(OTHERS)
        if listed(scene.text, {s.stem for s in sightings}, named):
            told.append(LISTED)
        return [(row, sightings, told)]

    def reading(self, text: str, where: str, about: bool) -> str:
        """The text in the form in which names are looked for."""
        return self._look(text, where, about)[0].text

    def _look(self, text: str, where: str, about: bool) -> tuple[Scene, list[Door]]:
        """A text is looked at twice, once more for slips."""
        if self._last is None or self._last[0] != (text, where, about):
            self._last = (text, where, about), Scene(text, about), self._facts.doors.find(where)
        return self._last[1:]

    def _denied(
        self,
        marks: Sequence[str],
        seen: Mapping[int, Sequence[Sighting]],
    ) -> set[int]:
        """Firms that the sender's name is compared with and found to be another's, and those whose
        name is but a part of it."""
        found: set[int] = set()
        for mark in marks:
            scene = Scene(mark)
            for row, sightings in seen.items():
                mine = [s for s in sightings if s.stem in scene.text]
                part = not any("mark" in s.features for s in mine) and any(
                    scene.goes_on(scene.text.find(s.said) + len(s.said))
                    for s in mine
                    if s.said in scene.text
                )
                if mine and (part or all(self._register.denied(mark, s.entry) for s in mine)):
                    found.add(row)
        return found


def weigh(
    cases: Sequence[Case], table: Mapping[str, float], here: Collection[int] = ()
) -> list[Weighed]:
    """Firms that may be meant, the likeliest first; ``here``: those, of a register of the whole
    country, that sit where the advert was seen."""
    if not cases:
        return []
    found = [best(row, sightings, told, table) for row, sightings, told in cases]
    found = [replace(w, score=w.score + HERE) if w.row in here else w for w in found]
    return heaviest(found)


def heaviest(*several: Sequence[Weighed]) -> list[Weighed]:
    """Of each firm the best, the likeliest first."""
    found: dict[int, Weighed] = {}
    for one in sorted((w for some in several for w in some), key=lambda w: (-w.score, w.row)):
        found.setdefault(one.row, one)
    return list(found.values())


def best(
    row: int, sightings: Sequence[Sighting], told: Sequence[str], table: Mapping[str, float]
) -> Weighed:
    """A firm by the best of its sightings."""
    facts = total(told, table) + table.get(BIAS, 0.0)
    if not sightings:
        return Weighed(row, facts, tuple(told), "", False)
    scored = [(total(s.features, table), s) for s in sightings]
    score, sighting = max(scored, key=lambda pair: pair[0])
    return Weighed(row, facts + score, (*told, *sighting.features), sighting.said, sighting.former)


def total(features: Iterable[str], table: Mapping[str, float]) -> float:
    return sum(table.get(feature, 0.0) for feature in features)
