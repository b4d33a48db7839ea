"""What else a text says that may tell a firm: who runs it, where it is, what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, cached_property

import ahocorasick_rs

from engine.link.index.postings import Postings
from engine.link.index.register import RegisterNames
from engine.link.names import trades
from engine.link.texts.doors import Door, Doors
from engine.link.texts.scene import Scene
from engine.text.dictionary import frequencies

_HAN = r"[\u4e00-\u9fff]"
#: Where somebody is called by name.
_CALLED = re.compile(
    rf"(?:找|联系人?|联系|电话|老板娘?|店主|经理|师傅|负责人|社长|理事长|法人|问|微信|加)(?:是|叫|姓名)?[:：\s]?(?={_HAN})"
)
_TITLED = re.compile(
    rf"(?=({_HAN}{{2,4}})(?:老板|师傅|经理|女士|先生|社长|老师|医生|大夫|教练|主任|律师|会计|院长|园长|校长|场长|厂长|店长|理事长|那[儿里]|那个?(?:公司|店|厂|合作社)|[办开搞弄带]的|名下|家|总|哥|姐|的|本人|负责|牵头|亲自|带队|夫妇))"
)
_MYSELF = re.compile(
    rf"(?:本人|我是|我叫|俺是|俺叫|在下|鄙人|老板娘?|店主|场主|村民|农民|社员)(?={_HAN})"
)
#: A name that is a clause of its own: 鱼苗出塘，…，下渡湖边.
_ALONE = re.compile(rf"(?:^|[\s，,。；;、！!（(\d])({_HAN}{{2,4}})(?=$|[\s，,。；;、！!）)\d])")
#: Somebody whose family name alone is told.
_FAMILY = re.compile(
    rf"(?:姓|[找问]?老|[找问]?小|阿)({_HAN})(?![\u4e00-\u9fff]?[路街村镇])|({_HAN})(?:老板|师傅|经理|姐|哥|总|家(?=[就的在，。,]|$)|女士|先生|叔|嫂|老师|[社院园校场厂店]长|大夫|医生|教练|主任|律师|会计|顾问)"
)
#: What tells nothing of what a firm does.
_COMMON = re.compile(
    r"有限|责任|公司|农民|专业|合作社|联合社|中心|服务部?|商务|经营部|销售|信息|管理|发展|科技|分公司"
)
_CALLS = "家[的里就]|哥|姐|叔|总(?!价|共|计|是)|师傅|老板|那[个里边儿]"
_STREETS, _HOUSE, _AHEAD = frozenset("路街道巷"), re.compile(r"(\d+)号"), 5
_WHOLE = 3
_SIZES, _FEW, _MANY, _NEAR, _HEAD = (4, 3, 2), 5, 3, (2, 3, 4, 5), 4


class Facts:
    """Columns of a register beside its names."""

    def __init__(
        self, register: RegisterNames, people: Sequence[str], addresses: Sequence[str]
    ) -> None:
        self._register, self._people = register, people
        self._trades: dict[int, frozenset[int]] = {}
        self._pairs: dict[int, list[str]] = {}
        self.doors = Doors(addresses)

    @cached_property
    def _persons(self) -> Postings:
        rows = [row for row, person in enumerate(self._people) if len(person) > 1]
        return Postings([self._people[row] for row in rows], rows)

    def persons(self, text: str) -> Iterator[int]:
        """Firms of a person that the text calls by name, where few have a person of that name."""
        if not self._persons.keys:
            return
        names = [text[m.end() : m.end() + 4] for m in _CALLED.finditer(text)]
        names += [text[m.end() : m.end() + 4] for m in _MYSELF.finditer(text)]
        for name in _ALONE.findall(text):
            rows = self._persons.rows(name) if not frequencies().get(name) else []
            yield from rows if len(rows) <= _FEW else ()
        yield from self._near(text)
        for name in names:
            for size in _SIZES:
                if len(name) >= size and (rows := self._persons.rows(name[:size])):
                    yield from rows[:_FEW] if len(rows) <= _FEW else ()
                    break
        for match in _TITLED.finditer(text):
            name = match.group(1)
            for size in _SIZES:
                if len(name) >= size and (rows := self._persons.rows(name[-size:])):
                    yield from rows[:_FEW] if len(rows) <= _FEW else ()
                    break

    @cached_property
    def _places(self) -> Postings:
        """Family name and a place of the address → rows."""
        return Postings.of_pairs(
            (f"{person[0]}{place}", row)
            for row, person in enumerate(self._people)
            if person
            for place in self._register.seats.own_places(row)
        )

    def _near(self, text: str) -> Iterator[int]:
        """Firms of somebody whose family name is told, with a place of the firm; and of somebody
        whose whole name stands anywhere."""
        for name in self._whole.find_matches_as_strings(text, overlapping=True):
            rows = self._persons.rows(name)
            yield from rows if len(rows) <= _FEW else ()
        families = {g for m in _FAMILY.finditer(text) for g in m.groups() if g}
        near = self._spots.find_matches_as_strings(text, overlapping=True) if families else ()
        for family in families:
            for place in near:
                rows = self._places.rows(family + place)
                yield from rows if len(rows) <= _FEW else ()

    @cached_property
    def _whole(self) -> ahocorasick_rs.AhoCorasick:
        """Whole names that are no words of the language."""
        known = frequencies()
        return ahocorasick_rs.AhoCorasick(
            [name for name in self._persons.keys if len(name) == _WHOLE and not known.get(name)]
        )

    @cached_property
    def _spots(self) -> ahocorasick_rs.AhoCorasick:
        every = dict.fromkeys(key[1:] for key in self._places.keys)
        return ahocorasick_rs.AhoCorasick([place for place in every if len(place) in _NEAR])

    def _at(self, row: int, place: str, text: str) -> bool:
        """Is it the place of the firm, and not another house of its street?"""
        if place[-1] not in _STREETS:
            return True
        own = _HOUSE.match(self._register.seats.read(row).partition(place)[2])
        said = _HOUSE.findall(text.partition(place)[2][:_AHEAD])
        if own is None or not said:
            return True
        self._register.watch.over(" ".join(said))
        return own.group(1) in said

    def _echo(self, row: int, text: str) -> int:
        """How many pairs of characters of what the firm is stand in the text: 竹编, 水泥."""
        pairs = self._pairs.get(row)
        if pairs is None:
            title = _COMMON.sub("。", self._register.title(row))[_HEAD:]
            every = (title[i : i + 2] for i in range(len(title) - 1))
            pairs = self._pairs[row] = [pair for pair in every if "。" not in pair]
        self._register.watch.over("".join(pairs), text)
        return sum(pair in text for pair in pairs)

    def _trade(self, row: int) -> frozenset[int]:
        """Numbers of the trades that a firm's name tells."""
        if row not in self._trades:
            heads = trades.topics()[0]
            title = self._register.title(row)
            self._trades[row] = frozenset(n for h in heads if h in title for n in heads[h])
        return self._trades[row]

    def _fits(self, row: int, spoken: frozenset[str], here: bool) -> Iterator[str]:
        """Does the text speak of what adverts of the firm's trade speak of, or of another trade?
        ``here``: it says where the firm is, who may raise money whatever its trade."""
        words = trades.topics()[1]
        mine = self._trade(row)
        if not mine:
            return
        told: dict[int, int] = {}
        fits = 0
        for word in spoken:
            fits += not words[word].isdisjoint(mine)
            for number in words[word]:
                told[number] = told.get(number, 0) + 1
        barred = mine | (_money() if here else frozenset())
        most = max((count for number, count in told.items() if number not in barred), default=0)
        yield f"fits {min(fits, _MANY)}"
        if not fits and most:
            yield f"unfit {min(most, _MANY)}"
        elif fits > most:
            yield "fits best"

    def of(self, row: int, scene: Scene, stem: str, doors: Sequence[Door]) -> list[str]:
        """Features of a firm; ``stem``: of its name as the text has it, which is no fact beside."""
        rest = scene.without(stem)
        text = rest.text
        found: list[str] = []
        words = trades.loosely(self._register.words(row) - trades.common())
        if topics := len(words & rest.topics):
            found.append(f"topic {min(topics, 2)}")
        places = [
            n for n in self._register.seats.own_places(row) if n in text and self._at(row, n, text)
        ]
        found += self._fits(row, rest.spoken, bool(places))
        if echo := self._echo(row, text):
            found.append(f"echo {min(echo, 2)}")
        if places:
            found.append(f"place told {min(len(places), 2)}")
        person = self._people[row] if self._people else ""
        if person and person not in self._register.title(row):
            if len(person) > 1 and person in text:
                found.append(f"person {min(len(person), 3)}")
            elif len(person) > 2 and re.search(f"{person[1:]}(?:{_CALLS})", text):
                found.append("given")
            elif any(person[0] in match.groups() for match in _FAMILY.finditer(text)):
                found.append("family")
        for door in doors:
            if row in door.rows:
                found += [f"door {door.kind}", f"door shared {min(len(door.rows), _MANY)}"]
                if self.doors.whole(row, door.said, text, self._register.watch):
                    found.append("door whole")
                if door.kind == "home" and len(door.rows) == 1:
                    found.append("door home alone")
        return list(dict.fromkeys(found))


@cache
def _money() -> frozenset[int]:
    """Trades of whoever handles other people's money."""
    heads = trades.topics()[0]
    return frozenset(number for head in ("投资", "商务信息") for number in heads[head])
