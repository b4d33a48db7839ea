"""How a text names a firm at one place: what stands before, and whether what follows is the rest
of the firm's name, part of it, its trade or another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.link.index.register import RegisterNames
from engine.link.index.stems import Sense, Stems
from engine.link.names import trades
from engine.link.names.company import CompanyName
from engine.link.names.same import SHORT, Verdict
from engine.link.texts.scene import BRANCH, STOPS, Scene
from engine.text.dictionary import frequencies

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
#: Who are no firm, whatever they are called: 蓝天救援队.
_TEAMS = ("队", "协会", "志愿", "基金会", "商会", "联盟", "乐团", "艺术团", "车友会", "业主群")
#: What may stand between a name and its trade: 禾苗寒假托管.
_GAP = re.compile(
    r"(?:那个|这个|那家|这家|家那个|这边的|那边的|(?:\d{2,4}年?)?(?:寒假|暑假|暑期|春季|夏季|秋季|冬季|周末|新春|年终|年底|国庆|中秋|端午|五一|元旦)(?:特惠)?)"
)
_LEAST, _LONGEST, _MANY, _KNOWN, _ABBREVIATED = 2, 4, 3, 50, 6
_MOST_KEPT = 50_000
#: What the name of a business ends with that has a door: 超市, but not 托管.
_PREMISES = re.compile(
    r"(?:超市|便利|百货|学校|药房|银行|商行|俱乐部|民宿|酒[楼家]|网咖|[店厂馆坊院吧厅园堂场])$"
)
#: Whoever manages money calls himself by any of these, whichever is registered.
_MONEY = frozenset(["投资", "股权", "资产", "资本", "财富", "理财", "基金", "私募", "创投"])
_FUNDS = frozenset(["基金", "私募"])
#: How often the rarest character of a stem is a word of its own.
_RARE = (30, 300, 3000)
#: What stands between a street or an estate and the name: 花园门面2号万众一心.
_NUMBERS = re.compile(r"(?:门面|商铺|[a-z]?\d{1,4}(?:号楼|号|栋|幢|楼|层|室|单元)|[\-,， ])+$")
_NUMBERED = 12
#: The number of a branch: 平罗2.
_LAST = re.compile(r"\d+$")
#: A branch where whoever speaks is: 在咱县的分公司.
_HERE = re.compile(r"(?:咱们?|我们?|俺们?|本|当|这)(?:[县市区旗地镇乡边里儿]|儿里)?的?$")


class Naming:
    """``register``: whose firms are looked for."""

    def __init__(self, register: RegisterNames, stems: Stems) -> None:
        self._register = register
        self._stems = stems
        self._rarity: dict[str, list[str]] = {}
        self._verdicts: dict[tuple[str, int], Verdict] = {}

    def another_branch(self, scene: Scene, before: int, stop: int, entry: int) -> bool:
        """Is a branch named, and not the one that the firm is?"""
        if not self._register.parsed(entry).branch:
            return False
        kind = BRANCH.match(scene.text, stop)
        mention = self.mention(scene, before, kind.end() if kind else stop)
        said = mention.branch.removesuffix(mention.kind)
        branch = self._register.parsed(entry).branch
        same = said == branch or (said.isdigit() and _LAST.findall(branch) == [said])
        same = same or self._register.branch_at(mention, entry)
        return bool(said) and not (same or _HERE.search(said))

    def language(self, stem: str) -> list[str]:
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

    def own(self, scene: Scene, before: int, start: int, row: int) -> tuple[bool, int]:
        """Does a place of the firm's own address stand before, and where does it begin?"""
        text, own = scene.text, self._register.seats.own_places(row)
        if text.endswith(own, 0, start) or text.endswith(own, 0, before):
            for name in own:
                for end in (start, before):
                    if text.endswith(name, 0, end):
                        return True, min(before, end - len(name))
        number = _NUMBERS.search(text, max(0, start - _NUMBERED), start) if own else None
        if number is not None and text.endswith(own, 0, number.start()):
            name = next(name for name in own if text.endswith(name, 0, number.start()))
            return True, min(before, number.start() - len(name))
        return False, before

    def follows(self, scene: Scene, end: int, sense: Sense) -> tuple[int, list[str]]:
        """Where the name ends, and how what follows fits the rest of the firm's name."""
        text, rest = scene.text, sense.rest
        gap = _GAP.match(text, end)
        at = gap.end() if gap is not None else end
        size = _common(text, at, rest)
        self._compared(scene, at, rest)
        ends, shop = scene.after(at)
        if size == len(rest):
            form = _form(text, at + size, sense)
            if rest or form:
                told = ["rest whole", *(["legal"] if form else [])]
                stop = at + size + len(form)
                if not form and text.startswith(_BODIES, stop):
                    told.append("another body")
                return stop, told
        run, alike = scene.trade(at)
        agree = alike & sense.words
        told = ["trade agrees"] if agree - trades.common() else ["trade common"] if agree else []
        if size >= _LEAST:
            if "trade agrees" not in told and self._another(scene, at + size, ends[0], sense.words):
                told = ["trade other"]  # 万汇生活超市 is no 万汇生活广场
            return self._tail(scene, at + size, ends[0], shop, [*told, "rest begins"])
        brief = trades.abbreviates(text[at : at + _LEAST], rest)
        for more in range(_ABBREVIATED, 1, -1) if brief else ():
            said = text[at : at + more]
            if len(said) == more and STOPS.isdisjoint(said) and trades.abbreviates(said, rest):
                told.append(f"short {min(more, _MANY)}")
                return self._tail(scene, at + more, ends[0], shop, told)
        if told:
            return ends[0], told
        if form := _form(text, end, sense):
            return end + len(form), ["form"]
        if run - trades.common():
            kin = _money(run, sense.words)
            return ends[0], ["trade kin" if kin else "trade other", *["shop other"] * shop]
        if shop:
            return ends[0], ["shop other"]
        if text.startswith(_TEAMS, end):
            return end, ["another body"]
        return end, ["alone"]

    def nothing_follows(self, scene: Scene, end: int) -> bool:
        """Does the text go on with nothing of a name, but for what may be the rest of a firm's?"""
        text = scene.text
        return (
            _GAP.match(text, end) is None
            and scene.after(end) == ([end], False)
            and not scene.trade(end)[0]
            and not text.startswith(_TEAMS, end)
        )

    def _compared(self, scene: Scene, at: int, rest: str) -> None:
        if scene.numbered:
            said = scene.text[at : at + max(len(rest), _ABBREVIATED)]
            self._register.watch.over(rest, said)

    def alone(self, scene: Scene, end: int, sense: Sense) -> bool:
        """Is it not the rest of the firm's name either, nor its legal form (``follows``)?"""
        text, rest = scene.text, sense.rest
        self._compared(scene, end, rest)
        return not (
            text.startswith(sense.forms, end)
            or (len(rest) == 1 and text.startswith(rest, end))
            or trades.abbreviates(text[end : end + _LEAST], rest)
        )

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

    def compared(self, scene: Scene, before: int, end: int, entry: int) -> Iterator[str]:
        """What the comparison of names says of the mention."""
        ends, _ = scene.after(end)
        words = self._register.parsed(entry).words
        verdicts = [
            (self._verdict(scene.text[before:stop], entry), stop)
            for stop in ends
            if stop == end or not self._another(scene, stop, ends[0], words)
        ]
        best = max(verdicts, key=lambda v: v[0].likeness)
        if best[0].likeness >= SHORT:
            yield "same with trade" if best[1] > end else "same alone"
        elif best[0].same:
            yield "same nearly"

    def _another(self, scene: Scene, at: int, end: int, words: frozenset[str]) -> bool:
        """Does another business than a firm's stand there: 超市 of 万汇生活超市?"""
        if not _PREMISES.search(scene.text, at, end):
            return False
        run = trades.loosely(frozenset(trades.split(scene.text[at:end], 0)[2]))
        return bool(run - trades.common()) and run.isdisjoint(trades.loosely(words))

    def _verdict(self, said: str, entry: int) -> Verdict:
        # Everyday words are what many firms are called, and stand in many texts.
        found = self._verdicts.get((said, entry))
        if found is None:
            if len(self._verdicts) > _MOST_KEPT:
                self._verdicts.clear()
            name = self._register.read(said)
            found = self._verdicts[said, entry] = self._register.compare(name, entry)
        return found

    def mention(self, scene: Scene, before: int, end: int) -> CompanyName:
        return self._register.read(scene.text[before:end])


def _money(said: frozenset[str], registered: frozenset[str]) -> bool:
    """Do both manage money? Funds have names of their own that the whole country knows (某某基金), so
    one is said of a firm only that is registered with one."""
    telling = [words - trades.common() for words in (said, registered)]
    if not all(words and words <= _MONEY for words in telling):
        return False
    return said.isdisjoint(_FUNDS) or not registered.isdisjoint(_FUNDS | {"股权"})


def _form(text: str, at: int, sense: Sense) -> str:
    """The legal form of the firm, as people say it, if it stands there; else ""."""
    if not text.startswith(sense.forms, at):
        return ""
    return next(form for form in sense.forms if text.startswith(form, at))


def _common(text: str, at: int, rest: str) -> int:
    """How much of the rest of a name the text goes on with."""
    size = 0
    while size < len(rest) and at + size < len(text) and text[at + size] == rest[size]:
        size += 1
    return size
