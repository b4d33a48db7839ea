"""Where a text may name a firm of the register, and what speaks for it and against it there.

Nothing is decided here: a sighting carries features, which ``weighing`` sums up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from engine.link import places, roles, trades
from engine.link.company import CompanyName
from engine.link.forms import KINDS
from engine.link.register import RegisterNames
from engine.link.same import SHORT
from engine.link.scene import STOPS, Scene
from engine.link.stems import BODY, SOFT, Sense, Stems
from engine.text.dictionary import frequencies

#: A business that calls itself by another trade, place and all, is another one.
_OTHER = frozenset(["trade other", "shop other", "tail other"])
#: Trades that are a body of their own behind any name.
_BODIES = (
    "博物馆",
    "协会",
    "学会",
    "研究",
    "基金会",
    "商会",
    "报社",
    "电视台",
    "大学",
    "小学",
    "中学",
    "学院",
)
#: A brand that is sold, or a firm where somebody once bought what he sells now.
GOODS = "goods"
_GAP = re.compile(r"(?:那个|这个|那家|这家|家那个|这边的|那边的)")
_LEAST, _LONGEST, _MANY, _KNOWN, _ABBREVIATED = 2, 4, 3, 50, 6
#: How often the rarest character of a stem is a word of its own.
_RARE = (30, 300, 3000)
_HAN = re.compile(r"[\u4e00-\u9fff0-9a-z]+$")
#: What stands between a street or an estate and the name: 花园门面2号万众一心.
_NUMBERS = re.compile(r"(?:门面|商铺|[a-z]?\d{1,4}(?:号楼|号|栋|幢|楼|层|室|单元)|[\-,， ])+$")
_NUMBERED = 12
_RUNS, _SLIP_LONGEST = 4, 6


@dataclass(frozen=True, slots=True)
class Sighting:
    """``said``: the name as the text has it."""

    row: int
    entry: int
    former: bool
    stem: str
    said: str
    features: tuple[str, ...]


class Sightings:
    """``register``: whose firms are looked for."""

    def __init__(self, register: RegisterNames) -> None:
        self._register = register
        self._stems = Stems(register)
        self._atlas = register.parser.atlas
        self._rarity: dict[str, list[str]] = {}

    def find(self, scene: Scene, mark: bool = False) -> Iterator[Sighting]:
        """Every place where a firm may be named; ``mark``: the text is what a sender signs with."""
        for start, end in self._stems.spans(scene.text):
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

    def _at(self, scene: Scene, start: int, end: int, mark: bool) -> Iterator[Sighting]:
        stem = scene.text[start:end]
        if scene.within(start, end):
            return
        before, spots = scene.before(start, self._atlas)
        shared = self._language(stem)
        into, out = scene.cut(start, end)
        beside = [scene.text[start : end + _LEAST], *(spot.stem for spot in spots)]
        if whole := self._longer(scene, start, end):
            yield from self._meant(scene, before, start, whole)
            return
        for sense in self._stems.senses(stem, beside):
            row = self._register.row(sense.entry)
            own, begin = self._own(scene, before, start, row)
            if not own and self._register.elsewhere(spots, sense.entry):
                continue
            if not (own or spots or mark) and self._everyday_county(scene, start, sense.entry):
                continue
            left = scene.left(begin)
            if left in ("elsewhere", "against"):
                continue
            stop, told = self._follows(scene, end, sense)
            right = scene.right(stop)
            named = mark or (bool(spots) and not own)
            if right == "beside" or (right == "front" and left == "placed"):
                continue
            if not mark and self._aside(scene, begin, start, end, stop, told, row):
                continue
            stands = left in ("run", "word", "function")
            if not stands and "alone" in told and not own:  # 行中 of 进行中
                stands = left in ("led", "placed")
            if into and end - start < _LONGEST and stands:
                continue
            if "everyday size 2" in shared and left in ("run", "word") and not (own or spots):
                continue
            if "another body" in told or (named and not _OTHER.isdisjoint(told)):
                continue
            if "alone" in told and end not in scene.closed:
                longer = right == "name" and end - start == _LEAST
                if right in ("run", "word") and stem[:-1] in self._atlas.names:  # 上海瑞泰, 上海瑞
                    longer = longer or self._register.text(sense.entry).startswith(stem)
                if longer or out or (mark and stop < len(scene.text)):
                    continue
            if not mark and not own and _vain(shared, told, left):
                continue
            if sense.kind == BODY and left in ("run", "word"):
                continue
            if self._another_branch(scene, before, stop, sense.entry):
                continue
            if not own and self._register.other_town(scene.text, before, row):
                continue
            slip = mark and _form_misspelt(scene.text[stop:], sense.legal)
            if mark and scene.goes_on(stop) and not slip:  # 养老公寓c区 is no 养老公寓a区
                continue
            features = [*shared, *told, sense.kind, f"left {left}", f"right {right}"]
            at_home = end < stop and scene.text[start:stop] in self._register.address(sense.entry)
            features += ["own before"] * (own or at_home) + ["into"] * into
            features += self._compared(scene, before, end, sense.entry)
            features += ["place agrees"] * bool(spots and not own)
            former = self._register.is_former(sense.entry)
            features += ["former"] * former
            goods = scene.goods(begin, stop) or (scene.private and "trade agrees" not in told)
            features += [GOODS] * (not mark and "rest whole" not in told and goods)
            said = scene.text[before:stop]
            yield Sighting(row, sense.entry, former, stem, said, _whole(features, mark))

    def _aside(
        self, scene: Scene, begin: int, start: int, end: int, stop: int, told: list[str], row: int
    ) -> bool:
        """Is it a word, a place, or somebody whom the advertiser tells of?"""
        text = scene.text
        if scene.office or roles.borrowed(text, begin, stop) or roles.BESIDE.match(text, stop):
            return True
        if roles.customer(text, begin, stop):
            return True
        if "alone" not in told:
            return False
        if roles.wished(text, start, end):
            return True
        title = self._register.title(row)
        if scene.bank and not roles.BANKS.search(title):
            return True
        return roles.estate(text, end) and (scene.private or not roles.BUILDERS.search(title))

    def _longer(self, scene: Scene, start: int, end: int) -> str:
        """The longer part that a name is, misspelt (绿野仙宗, where a firm is 绿野仙踪)."""
        for brand in self._register.brands.beginning(scene.text[start:end]):
            said = scene.text[start : start + len(brand)]
            other = len(brand) >= _LONGEST and said != brand and _HAN.match(said)
            if other and brand in self._register.alike(said):
                return brand
        return ""

    def _meant(self, scene: Scene, before: int, start: int, brand: str) -> Iterator[Sighting]:
        stop = start + len(brand)
        for entry in self._register.entries(brand):
            row = self._register.row(entry)
            own, begin = self._own(scene, before, start, row)
            features = ["slip", *(f"slip {f}" for f in self._language(brand))]
            features += [f"slip left {scene.left(begin)}", f"slip right {scene.right(stop)}"]
            features += ["own before"] * own
            former = self._register.is_former(entry)
            said = scene.text[start:stop]
            yield Sighting(row, entry, former, said, said, _whole(features, False))

    def _everyday_county(self, scene: Scene, start: int, entry: int) -> bool:
        """Does a clause begin with another county whose name is an everyday word (嘉祥裕民)?"""
        known = places.gazetteer()
        for size in (2, 3):
            spot = known.get(scene.text[max(0, start - size) : start])
            if spot is not None and scene.open(start - size):
                return self._register.elsewhere([spot], entry)
        return False

    def _another_branch(self, scene: Scene, before: int, stop: int, entry: int) -> bool:
        """Is a branch named, and not the one that the firm is?"""
        if not self._register.parsed(entry).branch:
            return False
        kind = KINDS.match(scene.text, stop)
        mention = self._mention(scene, before, kind.end() if kind else stop)
        return bool(mention.branch) and mention.branch != self._register.parsed(entry).branch

    def _language(self, stem: str) -> list[str]:
        """How rare a stem is, among firms and in the language."""
        if stem not in self._rarity:
            self._rarity[stem] = self._rare(stem)
        return self._rarity[stem]

    def _rare(self, stem: str) -> list[str]:
        known = frequencies()
        size = f"size {min(len(stem), _LONGEST)}"
        often = known.get(stem, 0)
        if often:
            word = "everyday" if often >= _KNOWN else "word"
        elif any(known.get(stem[:i]) and known.get(stem[i:]) for i in range(2, len(stem) - 1)):
            word = "words"
        else:
            word = "coined"
        rarest = min(known.get(char, 0) for char in stem)
        rare = next((i for i, most in enumerate(_RARE) if rarest < most), len(_RARE))
        longer = any(len(b) == len(stem) + 1 for b in self._register.brands.beginning(stem))
        found = ["longer"] if longer else []
        return [
            *found,
            size,
            word,
            f"{word} {size}",
            f"rarest {rare}",
            f"bearers {min(self._stems.bearers(stem), _MANY)}",
        ]

    def _own(self, scene: Scene, before: int, start: int, row: int) -> tuple[bool, int]:
        """Does a place of the firm's own address stand before, and where does it begin?"""
        for name in self._register.own_places(row):
            for end in (start, before):
                if scene.text.endswith(name, 0, end):
                    return True, min(before, end - len(name))
        number = _NUMBERS.search(scene.text, max(0, start - _NUMBERED), start)
        if number is not None:
            for name in self._register.own_places(row):
                if scene.text.endswith(name, 0, number.start()):
                    return True, min(before, number.start() - len(name))
        return False, before

    def _follows(self, scene: Scene, end: int, sense: Sense) -> tuple[int, list[str]]:
        """Where the name ends, and how what follows fits the rest of the firm's name."""
        text, rest = scene.text, sense.rest
        gap = _GAP.match(text, end)
        at = gap.end() if gap is not None else end
        size = _common(text, at, rest)
        ends, shop = scene.after(end)
        if size == len(rest):
            form = next((f for f in _forms(sense.legal) if text.startswith(f, at + size)), "")
            if rest or form:
                told = ["rest whole", *(["legal"] if form else [])]
                stop = at + size + len(form)
                if not form and text.startswith(_BODIES, stop):
                    told.append("another body")
                return stop, told
        run, alike = scene.trade(end)
        agree = alike & sense.words
        told = ["trade agrees"] if agree - trades.common() else ["trade common"] if agree else []
        if size >= _LEAST:
            return self._tail(scene, at + size, ends[0], shop, [*told, "rest begins"])
        for more in range(_ABBREVIATED, 1, -1):
            said = text[at : at + more]
            if len(said) == more and STOPS.isdisjoint(said) and trades.abbreviates(said, rest):
                told.append(f"short {min(more, _MANY)}")
                return self._tail(scene, at + more, ends[0], shop, told)
        if told:
            return ends[0], told
        if form := next((f for f in _forms(sense.legal) if text.startswith(f, end)), ""):
            return end + len(form), ["form"]
        if run - trades.common():
            return ends[0], ["trade other", *(["shop other"] if shop else [])]
        if shop:
            return ends[0], ["shop other"]
        return end, ["alone"]

    @staticmethod
    def _tail(
        scene: Scene, at: int, end: int, shop: bool, told: list[str]
    ) -> tuple[int, list[str]]:
        """With what the name of a business goes on with behind a part of the firm's own."""
        if not shop or at >= end:
            return at, told
        known = trades.lexicon()
        kind = "tail known" if scene.text[at:end] in known or end - at == 1 else "tail other"
        return end, [*told, kind]

    def _compared(self, scene: Scene, before: int, end: int, entry: int) -> Iterator[str]:
        """What the comparison of names says of the mention."""
        ends, _ = scene.after(end)
        verdicts = [
            (self._register.compare(self._mention(scene, before, stop), entry), stop)
            for stop in ends
        ]
        best = max(verdicts, key=lambda v: v[0].likeness)
        if best[0].likeness >= SHORT:
            yield "same with trade" if best[1] > end else "same alone"
        elif best[0].same:
            yield "same nearly"

    def _mention(self, scene: Scene, before: int, end: int) -> CompanyName:
        return self._register.parser.parse(scene.text[before:end])

    def misspelt(self, scene: Scene, mark: bool = False) -> Iterator[Sighting]:
        """Before the words of a trade: parts that are one slip from a firm's of that trade."""
        text, stop, runs = scene.text, 0, 0
        for at in scene.trade_starts:
            if at < stop:
                continue
            if runs == _RUNS:
                return
            stop = trades.begins(text, at)
            runs += 1
            for size in range(min(_SLIP_LONGEST, at), _LEAST - 1, -1):
                start = at - size
                part = text[start:at]
                if not _HAN.match(part) or part in self._register.brands:
                    continue
                if size >= _LONGEST or scene.left(start) not in ("run", "word"):
                    yield from self._slips(scene, start, at, mark)

    def _slips(self, scene: Scene, start: int, at: int, mark: bool) -> Iterator[Sighting]:
        text = scene.text
        brands = self._register.alike(text[start:at])
        before, _ = scene.before(start, self._atlas) if brands else (start, ())
        ends, _ = scene.after(at) if brands else ([], False)
        for brand in brands:
            for entry in self._register.entries(brand):
                for whole in ends:
                    mention = self._mention(scene, before, whole)
                    firm = self._register.parsed(entry)
                    if not (mention.words and firm.words):
                        continue
                    verdict = self._register.compare(mention, entry)
                    telling = mention.words == firm.words and mention.words - trades.common()
                    ear = verdict.why == "字号不同" and bool(telling)
                    if not verdict.same and not ear:
                        continue
                    row = self._register.row(entry)
                    own, begin = self._own(scene, before, start, row)
                    features = ["slip", *(f"slip {f}" for f in self._language(brand))]
                    features += [
                        f"slip left {scene.left(begin)}",
                        f"slip right {scene.right(whole)}",
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
                        text[before:whole],
                        _whole(features, mark),
                    )
                    break


def _form_misspelt(left: str, legal: str) -> bool:
    """Is it the firm's legal form with one slip, or the last character of it once more?"""
    if not left or not legal:
        return False
    return left == legal[-1] or Levenshtein.distance(left, legal, score_cutoff=1) == 1


def _vain(shared: list[str], told: list[str], left: str) -> bool:
    """Is it a word of the language, or what many are called, with nothing of a name around it?"""
    if "alone" not in told or "size 2" not in shared or left in ("head", "quote"):
        return False
    return "everyday" in shared or (f"bearers {_MANY}" in shared and "coined" not in shared)


def _whole(features: list[str], mark: bool) -> tuple[str, ...]:
    """With what only speaks together: how the stem stands in the language, and what follows."""
    word = next((f for f in features if f in ("coined", "words", "word", "everyday")), "")
    follows = [
        f
        for f in features
        if f in ("alone", "form", "trade agrees", "trade common", "rest whole", "rest begins")
        or f.startswith("short ")
    ]
    left = next((f for f in features if f.startswith("left ")), "")
    right = next((f for f in features if f.startswith("right ")), "")
    joint = [f"{word} & {f}" for f in follows] if word else []
    if word and "alone" in follows:
        joint.append(f"alone {word} & {left}")
    if right == "right front":
        joint.append(f"{right} & {left}")
    if "shop other" in features or "tail other" in features:
        joint += ["other & coined"] * ("coined" in features)
    if "longer" in features and "alone" in features:
        joint.append("longer & alone")
    if SOFT in features:
        joint += [f"soft & {f}" for f in follows]
    return (*features, *joint, *(["mark"] if mark else []))


def _forms(legal: str) -> Iterator[str]:
    """How people say a legal form."""
    if legal:
        yield legal
        yield from (form for form in ("公司", "合作社", "联合社") if legal.endswith(form))


def _common(text: str, at: int, rest: str) -> int:
    """How much of the rest of a name the text goes on with."""
    size = 0
    while size < len(rest) and at + size < len(text) and text[at + size] == rest[size]:
        size += 1
    return size
