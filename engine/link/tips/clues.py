"""Whom a tip means that no name in full and no door tells, by clues of several kinds that agree on one
firm: a part of the name, right or as it sounds, a person, a place, what the firm is by the rest of its name.

No clue decides alone: 和顺 is a word, a street has many firms, a family name many people. Two kinds
that agree on one firm and on no other tell it: 和顺车队的成老板, 华联五楼北斗星, 岳静办的托管班.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, permutations
from typing import NamedTuple

from engine.link.adverts.firm_index import FirmIndex
from engine.link.adverts.mentions import Mention, called
from engine.link.texts.roles import BESIDE
from engine.link.tips.parts import stands_by
from engine.link.tips.people import People
from engine.link.tips.there import Inside, There, told_of_what
from engine.link.tips.townships import elsewhere
from engine.text.dictionary import frequencies
from engine.text.fold import fold

_HAN = r"[\u4e00-\u9fff]"
#: So much has to speak for a firm, which is more than any one kind can say, and so much more than for
#: any other.
_ENOUGH, _AHEAD = 2.5, 0.5
#: Several of different names are meant, each of whom so much speaks for with a person of its own.
_EACH = 3.0
#: Kinds of clues.
PART, PERSON, PLACE, WHAT, PHONE = "字号", "人员", "地点", "行业", "电话尾号"
#: 尾号0165的孟总.
_TAIL = re.compile(r"(?:尾号|尾数|(?:后|末|最后)四位)(?:数?[是为:：])?(\d{4})(?!\d)")
FAMILY = re.compile(
    rf"(?:[老小阿]|姓)({_HAN})|({_HAN})(?:总(?!价|共|是)|老板|[姐哥叔婶嫂姨爷]|经理|师傅|院长|园长|校长|社长|厂长|老师|医生|大夫|教练|导(?![购游师航致弹])|老[头汉](?!们)|站长|馆长|掌柜|家(?:[兄姐妹父]|[二两三]))"
)
#: What a business is called by its trade, behind whose it is: 小聂那个电商公司, 聂总开的养生馆.
_BODY = r"(?:公司|企业|合作社|互助社|事务所|门市部?|服务部|经营部|工作室|中心|超市|药房|茶楼|[店馆行院厂坊社铺场校班站园])"
_HIS = re.compile(
    rf"(?:{FAMILY.pattern})(?:家|他们?|[他她]们?)?(?:那|这|开|办|搞|弄|的)(?:[个家]|的)?(?:那|这)?[个家]?的?({_HAN}{{2,8}}?{_BODY})"
)
#: The same the other way round: 书画院谭院长, 那家担保公司，连总.
_ITS = re.compile(rf"({_HAN}{{1,6}}?{_BODY})(?:里|那边)?的?[，,]?(?:{FAMILY.pattern})")
#: Whose families are so many that the name tells nobody.
USUAL = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
)
#: Where a name begins as one that somebody deals with, and how a text goes on behind such.
_LED = re.compile(r"(?:^|[，。；、！？“”\"「」：:\s]|[在到给和跟与及找向从问被叫])$")
_ACTS = re.compile(
    rf"(?:的?(?:老板|业务员|员工|经理|人|公司|店|会员|[老小][\u4e00-\u9fff])|[也又都还就正]?(?:[在说叫让收骗给拉搞吸]|[那这][里儿家边]|$)|{_HAN}{{0,3}}(?:[投存交][了钱]|[收拉骗让叫]))|[，。；、！？\s]"
)
_BUILDING = "大厦|大楼|写字楼|商务楼|商厦|广场|小区|花园"
_WITHIN = re.compile(rf"(?:{_BUILDING}|[\d一二三四五六七八九十]{{1,3}}[楼层])")
_HOUSE = re.compile(rf"(?:{_BUILDING})$")
#: Of the rest of a name what tells no firm from another.
_NOTHING = re.compile(
    r"有限责任|有限|公司|股份|集团|农民|专业|个体|工商户|[（(].*?[)）]|服务|商务|经营|销售|信息|管理|发展|科技|咨询|分公司|[部店行社厂馆]$"
)
_FORM = re.compile(r"(?:有限责任|有限|股份)*公司$")
_STREET = re.compile(rf"{_HAN}{{1,4}}?(?:大道|大街|路|街|巷)")
_TOWN = re.compile(rf"({_HAN}{{2}})(?:镇|乡|街道)")
#: What says that several are meant, and that not all of them.
SEVERAL = re.compile(
    r"都|[俩仨]|[两二三四2-4](?:[家边间]|个(?!月|人|多|小时|星期|礼拜))|哥[俩仨]|[兄姐弟][妹弟兄]|总的[^，。；]{0,4}分的|一个[^，。；]{1,8}一个|楼上[^，。；]{1,8}楼下"
)
_NOT_ALL = re.compile(
    r"没(?:关系|问题|参与|有?份|收|沾|听说)|不是|无关|没事|除了|只有|分不清|不知道是?哪"
)
_ONE = r"{0}(?:[店馆厂行院社坊铺场]|公司|那[边个])|[卖做开收养种修]{0}"
#: 门头拼音写yidiantong
_SPELT = re.compile(r"拼音|(?:门头|招牌|牌子|车身|桶上|字母)[^，。；]{0,8}[A-Za-z]{6}")
#: 十五, 一百 are parts of somebody, and of every tip.
_COUNT = re.compile(r"[\d一二三四五六七八九十百千万两]+")
_LEAST, _WHOLE, _FEW, _NEAR, _MOST = 2, 3, 5, 8, 4
_RARE, _SOME, _KIN = 3, 20, 300
_SIZES = (4, 3, 2)
#: How much a place says, by how exactly it is told (``There.find``).
_LEVELS = (1.0, 1.5, 2.0, 2.0)
#: Kind of clue, row, how much it says.
Anchor = tuple[str, int, float]


class Told(NamedTuple):
    """Firms that clues agree on, and by which."""

    rows: tuple[int, ...]
    how: str


class Clues:
    """``names``, ``people``, ``addresses``: of the register of ``index``; ``there``: of ``addresses``."""

    def __init__(
        self,
        index: FirmIndex,
        names: Sequence[str],
        people: Sequence[str],
        addresses: Sequence[str],
        there: There,
    ) -> None:
        self._index, self._names, self._there = index, names, there
        self._people, self._addresses = people, addresses
        self._kin = People(people, self._does, USUAL)

    def _does(self, row: int, text: str) -> bool:
        return told_of_what(self._index.facts(row, text)) > 0

    def find(
        self, text: str, aside: Collection[int], place: str = "", among: Collection[int] = ()
    ) -> Told | None:
        """None in a register of the whole country, or where they agree on nobody but those ``aside``;
        ``place``: told beside the text; ``among``: who alone may be meant."""
        if self._index.wide:
            return None
        text, place = fold(text), fold(place)
        spelt = self._index.spelt(text)
        if len(spelt) == 1 and _SPELT.search(text) and not {*spelt} & {*aside}:
            return Told(tuple(spelt), "文中的拼音与字号一致")
        found: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        kin = self._kin.find(text)
        anchors = [*self._anchors(text, place), *((PERSON, row, w) for row, w in kin.told.items())]
        for kind, row, weight in anchors:
            if row in aside or row in kin.aside or (among and row not in among):
                continue
            found[row][kind] = max(weight, found[row][kind])
        for row, clues in found.items():
            self._beside(row, clues, text, place)
            clues[PLACE] -= self._other_street(row, place)
            if row in kin.told and self._does(row, text):
                clues[WHAT] = max(0.5, clues[WHAT])
        ranked = sorted(
            ((sum(clues.values()), row) for row, clues in found.items()),
            key=lambda one: (-one[0], one[1]),
        )
        if not ranked:
            return None
        (most, first), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
        kinds = [kind for kind, weight in found[first].items() if weight > 0]
        how = f"{'、'.join(kinds)}与文中所述相符"
        each = [
            row
            for weight, row in ranked
            if weight >= _EACH
            and found[row][PART] >= 1.5
            and (found[row][PERSON] > 0 or found[row][PLACE] >= 1.5)
        ]
        parts = [self._index.own_parts(row)[0] for row in each]  # 老贺 is 老贺收藏品 as well
        if len(each) > 1 and not any(a.startswith(b) for a, b in permutations(parts, 2)):
            return Told(tuple(sorted(each)), how)
        if most < _ENOUGH or most - second < _AHEAD:
            return None
        # In a large register many a word is a part of somebody who does something of the kind.
        if {*kinds} == {PART, WHAT} and found[first][WHAT] < 1.0:
            return None
        return Told((first,), how)

    def group(self, text: str) -> tuple[int, ...]:
        """All that bear one part, or are one person's, where the text tells what each of them is."""
        if self._index.wide or not SEVERAL.search(text) or _NOT_ALL.search(text):
            return ()
        text = fold(text)
        _, spans = self._index.parts_alone(text)
        groups = [(part := text[begin:end], self._called(part)) for begin, end, _ in spans]
        groups += [
            ("", rows)
            for begin in range(len(text))
            for size in _SIZES
            if (rows := self._of_person.get(text[begin : begin + size], []))
        ]
        for match in FAMILY.finditer(text):  # 丁总说财富公司的钱投到他的农业公司
            rows = self._kin.families.get(match[1] or match[2], [])
            one = {self._people[row] for row in rows[: _MOST + 1]}
            groups += [("", rows)] if len(one) == 1 else []
        return next((tuple(rows) for part, rows in groups if self._each(rows, part, text)), ())

    def _called(self, part: str) -> list[int]:
        return [row for row, name in enumerate(self._names) if part in name]

    def _each(self, rows: Sequence[int], part: str, text: str) -> bool:
        """Does the text say of each what it is and the others are not?"""
        if not 1 < len(rows) <= _MOST:
            return False
        # 当铺 of a firm that is called by nothing else.
        tails = (_FORM.sub("", self._names[row])[-_LEAST:] for row in rows)
        mine = [self._pieces(row, part) or [t] for row, t in zip(rows, tails, strict=True)]
        companies = [row for row in rows if "公司" in self._names[row]]
        for at, pieces in enumerate(mine):
            others = "".join(piece for other in mine[:at] + mine[at + 1 :] for piece in other)
            own = "，".join("".join(c if c not in others else "，" for c in p) for p in pieces)
            sole = companies == [rows[at]] and "公司" in text
            if not (sole or _told(own, text)):
                return False
        return True

    def _anchors(self, text: str, place: str = "") -> Iterator[Anchor]:
        """Firms that a clue tells of by itself."""
        places = {**self._there.find(place), **self._there.find(text)}
        yield from ((PLACE, row, _LEVELS[level]) for row, level in places.items())
        for said in dict.fromkeys(_STREET.findall(f"{text}，{place}")):
            on = (self._there.on(said[at:]) for at in range(len(said) - _LEAST))
            yield from ((PLACE, row, 0.75) for row in next(filter(None, on), ()))
        yield from self._by_part(text)
        yield from self._by_person(text)
        yield from self._by_sound(text, places)
        for tail in _TAIL.findall(text):
            rows = self._index.phones_ending(tail)
            yield from ((PHONE, row, 2.0) for row in rows if len(rows) == 1)

    def _other_street(self, row: int, place: str) -> float:
        """More where it was seen in another street of the register than the firm's."""
        told = {s[at:] for s in _STREET.findall(place) for at in range(len(s) - 1)}
        own = _STREET.findall(self._addresses[row])
        known = [street for street in told if self._there.on(street)]
        return float(bool(own and known) and not any(k in one for k in known for one in own))

    def _by_part(self, text: str) -> Iterator[Anchor]:
        read, spans = self._index.parts_alone(text)
        for begin, end, named in spans:
            rows = {*named, *self._longer(read[begin:end])}
            if _WITHIN.match(read, end):  # a house so called: who is on its floor
                floors = Inside.of(read[end : end + _NEAR]).floors
                for row in rows:
                    if floors & Inside.of(fold(self._addresses[row])).floors:
                        yield from ((PART, row, 1.5), (PLACE, row, 1.5))
                continue
            weight = self._named(read, begin, end)
            for row in self._going_on(rows, read, begin, end):
                if self._acts(row, read, begin, end):
                    yield PART, row, weight

    def _going_on(self, rows: Collection[int], read: str, begin: int, end: int) -> Collection[int]:
        """Of those who bear a part those whose name goes on as the text does, if any does."""
        mine = {row: called(row, read, begin, end, self._names[row]).end - end for row in rows}
        return {row for row, size in mine.items() if size >= _LEAST} or rows

    def _by_person(self, text: str) -> Iterator[Anchor]:
        for begin in range(len(text)):
            for size in _SIZES:
                word = text[begin : begin + size]
                if rows := self._of_person.get(word, ()):
                    told = Mention(rows[0], begin, begin + size)
                    few = len(rows) <= _FEW and (size >= _WHOLE or not frequencies().get(word))
                    if few and not stands_by(text, told, True):
                        yield from ((PERSON, row, 2.0) for row in rows)
                    break
        his = [(match[1] or match[2], match[3]) for match in _HIS.finditer(text)]
        his += [(match[2] or match[3], match[1]) for match in _ITS.finditer(text)]
        for family, body in his:
            kin = self._kin.families.get(family, [])
            for row in kin if len(kin) <= _KIN else ():
                if told_of_what(self._index.facts(row, body)):
                    yield from ((PERSON, row, 1.5), (WHAT, row, 1.0))

    def _by_sound(self, text: str, places: Mapping[int, int]) -> Iterator[Anchor]:
        for begin in range(len(text)):
            for size in _SIZES:
                for row in self._index.sounding(text[begin : begin + size]):
                    end = begin + size
                    here = places.get(row) or self._named_on(row, text[end : end + _LEAST])
                    led = size >= _WHOLE and _LED.search(text, max(0, begin - 1), begin)
                    if led and _ACTS.match(text, end):
                        yield from ((PART, row, 2.0), (WHAT, row, 1.0))
                    elif here:
                        yield PART, row, 1.5

    def _named_on(self, row: int, behind: str) -> bool:
        """Does a name that sounds like the firm's go on as it does?"""
        return len(behind) == _LEAST and any(behind in piece for piece in self._pieces(row))

    def _acts(self, row: int, read: str, begin: int, end: int) -> bool:
        """Is it neither a house nor one that only stands in the story?"""
        told = called(row, read, begin, end, self._names[row])
        if _HOUSE.search(read[begin:end]) and told.end == end:
            return False
        return not (BESIDE.match(read, told.end) or stands_by(read, told, True))

    @staticmethod
    def _named(read: str, begin: int, end: int) -> float:
        part = read[begin:end]
        if not frequencies().get(part) or len(part) >= _WHOLE:
            return 2.0
        led = _LED.search(read, max(0, begin - 1), begin)
        return 2.0 if led and _ACTS.match(read, end) else 1.0

    def _beside(self, row: int, clues: dict[str, float], text: str, place: str) -> None:
        """Adds what speaks for a firm that is told of anyway."""
        if elsewhere(text, self._addresses[row]):
            clues[PLACE] -= 2.0
        town = _TOWN.search(self._addresses[row])
        near = rf"{town[1]}(?:[镇乡街的上村]|这)" if town else "$^"
        if PLACE not in clues and re.search(near, f"{text}，{place}"):
            clues[PLACE] = 0.5
        person = self._people[row]
        if PERSON not in clues and person and person not in self._names[row]:
            clues[PERSON] = self._family(row, person, text)
        clues[WHAT] = max(self._what(row, clues, text), clues.get(WHAT, 0.0))

    def _family(self, row: int, person: str, text: str) -> float:
        """More where it stands right behind the name."""
        best, own = 0.0, self._index.own_parts(row)
        rare = person[0] not in USUAL and len(self._kin.families[person[0]]) <= _RARE
        for match in FAMILY.finditer(text):
            called = any(match.group() in part for part in own)  # 老贺 of 老贺收藏品 is no person
            if person[0] in match.groups() and not called:
                before = text[max(0, match.start() - _NEAR) : match.start()]
                near = any(part in before for part in own)
                best = max(best, 1.5 if near or rare else 1.0)
        return best

    def _what(self, row: int, clues: Mapping[str, float], text: str) -> float:
        """How much of what the firm is, by the rest of its name, the text tells."""
        text = _off_streets(text, self._addresses[row])
        run = max(self._shared(row, text), key=len, default="")
        if len(run) < _LEAST:
            told = self._index.facts(row, text)
            topic = any(one.startswith(("topic", "fits best")) for one in told)
            near = clues.get(PLACE, 0.0) >= 2.0
            single = (near or clues.get(PERSON, 0.0) >= 2.0) and self._single(row, text)
            return 0.5 if single or (near and topic) else 0.4 if topic else 0.0
        if len(run) > _WHOLE:
            return 2.0
        common = min(self._common[run[at : at + _LEAST]] for at in range(len(run) - 1))
        return 1.0 if common <= max(_RARE, min(_SOME, len(self._names) // 50)) else 0.5

    def _shared(self, row: int, text: str) -> Iterator[str]:
        for piece in self._pieces(row):
            for begin in range(len(piece) - 1):
                for end in range(len(piece), begin + 1, -1):
                    if piece[begin:end] in text:
                        yield piece[begin:end]
                        break

    def _single(self, row: int, text: str) -> bool:
        """Does it tell one character of that which few names have: 卖车 of 汽车贸易?"""
        few = max(_RARE, len(self._names) // 30)
        return any(
            char in text and self._common[char] <= few
            for piece in self._pieces(row)
            for char in piece
        )

    def _pieces(self, row: int, part: str = "") -> list[str]:
        """What is left of a name behind its distinctive part, or behind ``part`` of it."""
        name = self._names[row]
        part = part or self._shown(row)
        rest = name.partition(part)[2] if part and part in name else name
        return [piece for piece in _NOTHING.sub("，", rest).split("，") if len(piece) >= _LEAST]

    def _shown(self, row: int) -> str:
        """The part of its name; of a longer reading (小满短剧) what another firm is called (小满)."""
        own = self._index.own_parts(row)
        longest = max(own, key=len, default="")
        return next((p for part in own[:1] for p in self._short(part)), longest)

    def _short(self, part: str) -> Iterator[str]:
        sizes = range(len(part) - 1, _LEAST - 1, -1)
        return (part[:size] for size in sizes if part[:size] in self._index.register.brands)

    def _longer(self, part: str) -> set[int]:
        """Firms whose part is read longer and begins with another firm's: 老贺收藏品 and 老贺."""
        names = self._index.register
        entries = (e for key in names.brands.beginning(part) for e in names.entries(key))
        return {names.row(entry) for entry in islice(entries, _FEW)}

    @cached_property
    def _of_person(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, person in enumerate(self._people):
            if len(person) >= _LEAST:
                found.setdefault(person, []).append(row)
        return found

    @cached_property
    def _common(self) -> Counter[str]:
        """How many names have each character and each pair."""
        return Counter(
            pair
            for name in self._names
            for pair in {name[at : at + size] for size in (1, _LEAST) for at in range(len(name))}
        )


def _off_streets(text: str, address: str) -> str:
    """Without the streets of the address: 学府街 tells of no school."""
    for street in _STREET.findall(address):
        for at in range(len(street) - _LEAST):
            text = text.replace(street[at:], "，")
    return text


def _told(own: str, text: str) -> bool:
    """Does the text say two characters of what a firm is, or one as the trade of a business: 酒 of 酒厂?"""
    pairs = (own[at : at + _LEAST] for at in range(len(own) - 1))
    if any("，" not in pair and pair in text for pair in pairs):
        return True
    return any(re.search(_ONE.format(char), text) for char in own.replace("，", ""))
