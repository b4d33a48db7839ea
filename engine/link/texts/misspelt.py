"""Where a text may name a firm of the register with a slip in the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from engine.link.index.alike_parts import SLIP_LONGEST
from engine.link.index.numbers import numbered
from engine.link.index.register import RegisterNames
from engine.link.names import trades
from engine.link.texts.naming import Naming
from engine.link.texts.scene import Scene
from engine.link.texts.sighting import Sighting, whole

_LEAST, _LONGEST = 2, 4
_RUNS = 4
_HAN = re.compile(r"[\u4e00-\u9fff0-9a-z]+$")


class Misspelt:
    """``register``: whose firms are looked for."""

    def __init__(self, register: RegisterNames, naming: Naming) -> None:
        self._register = register
        self._naming = naming
        self._atlas = register.parser.atlas
        #: parts of the texts that were looked through last, which are near none of the register
        self._far: set[str] = set()
        self._longer: dict[str, list[str]] = {}

    def find(self, scene: Scene, mark: bool = False) -> Iterator[Sighting]:
        """Before the words of a trade: parts that are one slip from a firm's of that trade."""
        text, stop, runs = scene.text, 0, 0
        for at in scene.trade_starts:
            if at < stop:
                continue
            if runs == _RUNS:
                return
            stop = trades.begins(text, at)
            runs += 1
            for size in range(min(SLIP_LONGEST, at), _LEAST - 1, -1):
                start = at - size
                part = text[start:at]
                if part in self._far or not _HAN.match(part):
                    continue
                if numbered(part) and self._register.numbered_parts.near(part):
                    self._register.watch.over(part)
                if part in self._register.brands:
                    continue
                if self._stands(scene, at, part):
                    yield from self._slips(scene, start, at, mark)

    def anywhere(self, scene: Scene) -> list[int]:
        """Where words of a trade begin that ``find`` may find a slip before, or a number that it
        compares with one of a firm."""
        text, register = scene.text, self._register
        before = {at: _before(text, at) for at in scene.trade_starts}
        parts = {part for parts in before.values() for part in parts}
        counted = {p for p in parts if numbered(p) and register.numbered_parts.near(p)}
        near = register.near(parts)
        self._far = parts - near - counted

        def told(part: str, at: int) -> bool:
            if part not in near:
                return part in counted
            return part in counted or (self._stands(scene, at, part) and bool(register.alike(part)))

        return [at for at, parts in before.items() if any(told(part, at) for part in parts)]

    @staticmethod
    def _stands(scene: Scene, at: int, part: str) -> bool:
        """May a name be that ends at ``at``, not just what happens to stand there?"""
        return len(part) >= _LONGEST or scene.left(at - len(part)) not in ("run", "word")

    def _slips(self, scene: Scene, start: int, at: int, mark: bool) -> Iterator[Sighting]:
        text = scene.text
        brands = self._register.alike(text[start:at])
        before, _ = scene.before(start, self._atlas) if brands else (start, ())
        ends, _ = scene.after(at) if brands else ([], False)
        for brand in brands:
            for entry in self._register.entries(brand):
                for stop in ends:
                    self._register.watch.over(text[before:stop])
                    mention = self._naming.mention(scene, before, stop)
                    firm = self._register.parsed(entry)
                    if not (mention.words and firm.words):
                        continue
                    verdict = self._register.compare(mention, entry)
                    telling = mention.words == firm.words and mention.words - trades.common()
                    ear = verdict.why == "字号不同" and bool(telling)
                    if not verdict.same and not ear:
                        continue
                    row = self._register.row(entry)
                    own, begin = self._naming.own(scene, before, start, row)
                    features = ["slip", *(f"slip {f}" for f in self._naming.language(brand))]
                    features += [
                        f"slip left {scene.left(begin)}",
                        f"slip right {scene.right(stop)}",
                    ]
                    features += ["own before"] * own
                    alike = trades.loosely(mention.words) & trades.loosely(firm.words)
                    features += ["slip trade"] * bool(alike - trades.common())
                    features += ["slip ear"] * ear
                    features += ["slip all"] * (mention.words == firm.words)
                    former = self._register.is_former(entry)
                    features += ["former"] * former
                    yield Sighting(
                        row,
                        entry,
                        former,
                        text[start:at],
                        text[before:stop],
                        whole(tuple(features), mark),
                    )
                    break

    def longer(self, scene: Scene, start: int, end: int) -> str:
        """The longer part that a name is, misspelt (绿野仙宗, where a firm is 绿野仙踪)."""
        stem = scene.text[start:end]
        if stem not in self._longer:
            every = self._register.brands.beginning(stem)
            self._longer[stem] = [brand for brand in every if len(brand) >= _LONGEST]
        for brand in self._longer[stem]:
            said = scene.text[start : start + len(brand)]
            self._register.watch.over(brand, said)
            other = said != brand and _HAN.match(said)
            if other and len(said) == len(brand) and brand in self._register.alike(said):
                return brand
        return ""

    def meant(
        self, scene: Scene, before: int, start: int, brand: str, more: Sequence[str] = ()
    ) -> Iterator[Sighting]:
        stop = start + len(brand)
        for entry in self._register.entries(brand):
            row = self._register.row(entry)
            own, begin = self._naming.own(scene, before, start, row)
            features = ["slip", *(f"slip {f}" for f in self._naming.language(brand)), *more]
            features += [f"slip left {scene.left(begin)}", f"slip right {scene.right(stop)}"]
            features += ["own before"] * own
            former = self._register.is_former(entry)
            said = scene.text[start:stop]
            yield Sighting(row, entry, former, said, said, whole(tuple(features), False))


def _before(text: str, at: int) -> list[str]:
    """What may be a distinctive part, that ends at ``at``."""
    return [text[at - size : at] for size in range(_LEAST, min(SLIP_LONGEST, at) + 1)]
