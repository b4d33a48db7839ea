"""Where a text may name a firm of the register, and what speaks for it and against it there.

Nothing is decided here: a sighting carries features, which ``weighing`` sums up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from engine.link.index.register import RegisterNames
from engine.link.index.stems import BODY, Stems
from engine.link.names import places, trades
from engine.link.texts import across, roles
from engine.link.texts.halls import lets_a_hall
from engine.link.texts.misspelt import Misspelt
from engine.link.texts.naming import Naming
from engine.link.texts.scene import Scene
from engine.link.texts.sighting import GOODS, Sighting, whole
from engine.text.dictionary import frequencies

#: A business that calls itself by another trade, place and all, is another one.
_OTHER = frozenset(["trade other", "shop other", "tail other"])
_INSIDE, _UNION = re.compile(r"\(([\u4e00-\u9fff]{2,6})\)"), "合作社"
_LEAST, _LONGEST, _MANY, _KNOWN = 2, 4, 3, 50


class Sightings:
    """``register``: whose firms are looked for."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register
        self.stems = Stems(register)
        self._atlas = register.parser.atlas
        self._naming = Naming(register, self.stems)
        self._misspelt = Misspelt(register, self._naming)

    def find(self, scene: Scene, mark: bool = False) -> Iterator[Sighting]:
        """Every place where a firm may be named; ``mark``: the text is what a sender signs with."""
        for start, end in self.stems.spans(scene.text):
            if mark or not self._idle(scene, start, end):
                yield from self._at(scene, start, end, mark)

    @staticmethod
    def _idle(scene: Scene, start: int, end: int) -> bool:
        """Is it an everyday word in the midst of a clause, with no trade behind it?"""
        text = scene.text
        return (
            frequencies().get(text[start:end], 0) >= _KNOWN
            and not (scene.open(start) or scene.placed(start))
            and start not in scene.opened
            and not trades.first(text, end)
            and scene.left(start) in ("run", "word", "function")
            and not scene.after(end)[1]
        )

    def anywhere(self, scene: Scene) -> tuple[list[int], list[int]]:
        """Where a firm may be named, and where with a slip; ``scene``: of many texts."""
        return self.stems.anywhere(scene.text), self._misspelt.anywhere(scene)

    def misspelt(self, scene: Scene, mark: bool = False) -> Iterator[Sighting]:
        """Every place where a firm may be named with a slip before the words of its trade."""
        return self._misspelt.find(scene, mark)

    def _at(self, scene: Scene, start: int, end: int, mark: bool) -> Iterator[Sighting]:
        stem = scene.text[start:end]
        inside = across.within(scene.text, start, end)
        before, spots = scene.before(start, self._atlas)
        self._register.watch.over(scene.text[before:start])
        shared = self._naming.language(stem)
        beside = [scene.text[start : end + _LEAST], *(spot.stem for spot in spots)]
        if meant := self._misspelt.longer(scene, start, end):
            yield from self._misspelt.meant(scene, before, start, meant)
            return
        senses = self.stems.senses(stem, beside)
        into = bool(senses) and across.runs_into(scene.text, start, end)
        dull = "everyday size 2" in shared and scene.left(before) in ("run", "word") and not spots
        vain = not mark and _vain(shared, scene.left(before))
        bare = vain and self._naming.nothing_follows(scene, end)
        self._register.watch.over(scene.text[before:end])
        for sense in senses:
            goes_on = len(sense.rest) >= _LEAST and scene.text.startswith(sense.rest[:_LEAST], end)
            if inside and not goes_on:  # 龙泉山 is a word, but in 龙泉山庄 it is the firm's
                continue
            row = self._register.row(sense.entry)
            own, begin = self._naming.own(scene, before, start, row)
            if not own and (dull or (bare and self._naming.alone(scene, end, sense))):
                continue
            if not own and self._register.elsewhere(spots, sense.entry):
                continue
            if not (own or spots or mark) and self._everyday_county(scene, start, sense.entry):
                continue
            left = scene.left(begin)
            if left in ("elsewhere", "against"):
                continue
            stop, told = self._naming.follows(scene, end, sense)
            self._register.watch.over(scene.text[before:stop])
            if self._another_form(scene, end, stop, sense.entry) or self._seated(
                scene, stop, sense.entry
            ):
                continue
            right = scene.right(stop)
            named = mark or (bool(spots) and not own)
            if right == "beside" or (right == "front" and left == "placed"):
                continue
            if (right == "serves" and left != "head") or self._lets(scene, begin, stop, row):
                continue
            stands = left in ("run", "word", "function")
            if not stands and "alone" in told and not own:  # 行中 of 进行中
                stands = left in ("led", "placed")
            if into and end - start < _LONGEST and stands:
                continue
            said = scene.text[before:stop]
            if "another body" in told:
                continue
            if named and not _OTHER.isdisjoint(told) and not self._same(said, sense.entry):
                continue
            if "alone" in told and end not in scene.closed:
                longer = right == "name" and end - start == _LEAST
                if right in ("run", "word") and stem[:-1] in self._atlas.names:  # 上海瑞泰, 上海瑞
                    longer = longer or self._register.text(sense.entry).startswith(stem)
                longer = longer or self._a_place(stem, self._register.row(sense.entry))
                cut = across.runs_out(scene.text, start, end) and not scene.speaks(
                    end
                )  # 水桶 of 大叠水桶装水
                cut = cut and not ("coined size 4" in shared and left in ("head", "quote"))
                longer = longer or scene.quoted_on(start, end)
                if longer or cut or (mark and stop < len(scene.text)):
                    continue
            ends_at = stop if _OTHER.isdisjoint(told) else end
            if scene.housed(ends_at) and not (own or self._speaks(scene, sense.rest)):
                continue
            if vain and not own and "alone" in told:
                continue
            if sense.kind == BODY and left in ("run", "word"):
                continue
            if not mark and self._aside(scene, begin, start, end, stop, told, row):
                continue
            if self._naming.another_branch(scene, before, stop, sense.entry):
                continue
            if not own and self._register.seats.other_town(scene.text, before, row):
                continue
            slip = mark and _form_misspelt(scene.text[stop:], sense.legal)
            if mark and scene.goes_on(stop) and not slip:  # 养老公寓c区 is no 养老公寓a区
                continue
            features = [*shared, *told, sense.kind, f"left {left}", f"right {right}"]
            at_home = end < stop and scene.text[start:stop] in self._register.address(sense.entry)
            features += ["own before"] * (own or at_home) + ["into"] * into
            features += self._naming.compared(scene, before, end, sense.entry)
            features += ["place agrees"] * bool(spots and not own)
            former = self._register.is_former(sense.entry)
            features += ["former"] * former
            goods = scene.goods(begin, stop) or (scene.private and "trade agrees" not in told)
            features += [GOODS] * (not mark and "rest whole" not in told and goods)
            yield Sighting(row, sense.entry, former, stem, said, whole(tuple(features), mark))

    def _another_form(self, scene: Scene, end: int, stop: int, entry: int) -> bool:
        """Does 合作社 follow that the firm's own name has not?"""
        return _UNION in scene.text[end : stop + len(_UNION)] and _UNION not in self._register.text(
            entry
        )

    def _seated(self, scene: Scene, stop: int, entry: int) -> bool:
        """Does another place stand in brackets behind the name: 瑞祥堂大药房（赣州）?"""
        inside = _INSIDE.match(scene.text, stop)
        if inside is None:
            return False
        spots, edges = places.head(inside.group(1), self._atlas)
        whole_place = bool(spots) and edges[-1] == len(inside.group(1))
        return whole_place and self._register.elsewhere(spots, entry)

    def _lets(self, scene: Scene, begin: int, stop: int, row: int) -> bool:
        return lets_a_hall(scene.text, begin, stop, self._register.title(row))

    def _a_place(self, stem: str, row: int) -> bool:
        """Is what would be a firm's name nothing but where it sits: a county and its town?"""
        own = self._register.seats.own_places(row)
        return any(
            stem[at:] in own and (not at or stem[:at] in self._atlas.names)
            for at in range(len(stem) - 1)
        )

    @staticmethod
    def _speaks(scene: Scene, rest: str) -> bool:
        """Does a text that names a building speak of what a firm does that is called like it?"""
        if len(rest) >= _LEAST and rest[-_LEAST:] in scene.text:
            return True
        heads, words = trades.topics()
        mine = {number for head in heads if head in rest for number in heads[head]}
        return any(not mine.isdisjoint(words[word]) for word in scene.spoken)

    def _same(self, said: str, entry: int) -> bool:
        """Is it what people make of a company's name: 腾跃管理咨询公司 for 腾跃企业管理咨询有限公司?"""
        name = self._register.read(said)
        return name.formal and self._register.compare(name, entry).same

    def _aside(
        self, scene: Scene, begin: int, start: int, end: int, stop: int, told: list[str], row: int
    ) -> bool:
        """Is it a word, a place, or somebody whom the advertiser tells of?"""
        text = scene.text
        if scene.office or scene.told_of(begin, stop):
            return True
        if "alone" not in told:
            return False
        if roles.wished(text, start, end):
            return True
        title = self._register.title(row)
        if scene.bank and not roles.BANKS.search(title):
            return True
        return roles.estate(text, end) and (scene.private or not roles.BUILDERS.search(title))

    def _everyday_county(self, scene: Scene, start: int, entry: int) -> bool:
        """Does a clause begin with another county whose name is an everyday word (嘉祥裕民)?"""
        known = places.gazetteer()
        for size in (2, 3):
            spot = known.get(scene.text[max(0, start - size) : start])
            if spot is not None and scene.open(start - size):
                return self._register.elsewhere([spot], entry)
        return False


def _form_misspelt(left: str, legal: str) -> bool:
    """Is it the firm's legal form with one slip, or the last character of it once more?"""
    if not left or not legal:
        return False
    return left == legal[-1] or Levenshtein.distance(left, legal, score_cutoff=1) == 1


def _vain(shared: list[str], left: str) -> bool:
    """Is it a word of the language, or what many are called, that is no name if nothing of one
    stands around it?"""
    if "size 2" not in shared or left in ("head", "quote"):
        return False
    return "everyday" in shared or (f"bearers {_MANY}" in shared and "coined" not in shared)
