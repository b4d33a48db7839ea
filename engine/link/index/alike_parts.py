"""The distinctive parts of a register's names, found by what is written for them with a slip."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cached_property

from engine.link.index.called import NAMELESS
from engine.link.index.near import Near
from engine.link.index.postings import Postings
from engine.link.names import chars, slips

#: Characters of a part that is looked for in running text with a slip in it.
SLIP_LONGEST = 6
_LEAST, _MOST_KEPT = 2, 50_000


class AlikeParts:
    """``parts``: the distinctive parts, and of each what bears it."""

    def __init__(self, parts: Postings) -> None:
        self._parts = parts
        self._alike: dict[str, tuple[str, ...]] = {}
        self._puts: dict[str, tuple[str, ...]] = {}

    def make_ready(self) -> None:
        """Make what ``near`` looks into."""
        _ = self._nearby

    def near(self, parts: Collection[str]) -> set[str]:
        """Those of ``parts`` that are no distinctive parts and may be one with a slip; some too many.
        None is longer than ``SLIP_LONGEST``."""
        known = self._parts.codes
        asked = [part for part in parts if part not in known]
        return {part for part, may in zip(asked, self._nearby.may(asked), strict=True) if may}

    def alike(self, brand: str) -> tuple[str, ...]:
        """Distinctive parts of the register that are ``brand`` with one slip."""
        found = self._alike.get(brand)
        if found is None:
            if len(self._alike) > _MOST_KEPT:
                self._alike.clear()
            found = self._alike[brand] = tuple(self._slips(brand))
        return found

    def sounding(self, part: str) -> list[str]:
        """Its distinctive parts that sound as ``part`` does, with one character written otherwise."""
        known = self._parts.codes
        return [
            other
            for i, char in enumerate(part)
            for put in self._put(char)
            if put != char and chars.sound(char, put) in ("exact", "tone")
            if (other := part[:i] + put + part[i + 1 :]) in known
        ]

    def _slips(self, brand: str) -> Iterator[str]:
        known = self._parts.codes
        near = [v for v in slips.moved(brand) if v in known]
        for i, char in enumerate(brand):
            before, after = brand[:i], brand[i + 1 :]
            if before[:_LEAST] not in self._edges[0] or after[-_LEAST:] not in self._edges[1]:
                continue
            near += [v for put in self._put(char) if (v := before + put + after) in known]
        near += [self._parts.keys[code] for code in self._shortened.rows(brand)]
        yield from (v for v in near if slips.possible(brand, v))

    def _put(self, char: str) -> tuple[str, ...]:
        """Characters of the register's distinctive parts that one may write for ``char``."""
        if char not in self._puts:
            self._puts[char] = tuple(sorted(chars.alike(char) & self._used))
        return self._puts[char]

    @cached_property
    def _nearby(self) -> Near:
        return Near([b for b in self._parts.keys if b[0] != NAMELESS], SLIP_LONGEST)

    @cached_property
    def _shortened(self) -> Postings:
        """Long parts without one character of their middle, for names that left one out."""
        return Postings.of_pairs(
            (key, code)
            for code, brand in enumerate(self._parts.keys)
            if brand[0] != NAMELESS
            for key in slips.shortened(brand)
        )

    @cached_property
    def _edges(self) -> tuple[frozenset[str], frozenset[str]]:
        """First and last one or two characters of the distinctive parts."""
        sizes = range(_LEAST + 1)
        heads = {brand[:size] for brand in self._parts.keys for size in sizes}
        return frozenset(heads), frozenset(
            brand[-size:] if size else "" for brand in self._parts.keys for size in sizes
        )

    @cached_property
    def _used(self) -> frozenset[str]:
        return frozenset("".join(self._parts.keys))
