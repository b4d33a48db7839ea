"""Which firms a tip means: one, each of several that it names, or none for certain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from engine.link.adverts.firm_index import FirmIndex
from engine.link.adverts.mentions import Mention, called
from engine.link.affiliates import is_agent
from engine.link.texts.result import MOST, LinkResult
from engine.link.tips.accusing import accuses_nobody
from engine.link.tips.at_the_place import PLACES, AtThePlace
from engine.link.tips.bare import bare
from engine.link.tips.both import Both
from engine.link.tips.branches import Branches
from engine.link.tips.by_subject import BySubject
from engine.link.tips.clearing import cleared, may_clear
from engine.link.tips.clues import FAMILY, SEVERAL, Clues
from engine.link.tips.grounds import CERTAIN, Grounds
from engine.link.tips.hints import Hints
from engine.link.tips.home import with_stops, without_own
from engine.link.tips.leaving_out import LeftOut, without_cleared
from engine.link.tips.meant import Meant
from engine.link.tips.nicknames import Nicknames, nickname, nicknames
from engine.link.tips.parts import Part, in_one_breath, parts
from engine.link.tips.subjects import Subjects, parted
from engine.link.tips.taken_back import at_its_door, taken_back, with_name
from engine.link.tips.taking import TAKES
from engine.link.tips.there import There, told_of_what
from engine.link.tips.told import ToldOf
from engine.link.tips.which import Which

_LEAST, _CLEAR = 2, 4
#: So many who are named besides are shown.
_BESIDE = 3
_SLIP = "差一字"
#: How a link by the code is told, that needs no name.
_CODE = "统一社会信用代码"
_PHONE = "电话一致"
_EACH_TOLD = "对象分别写明的人员、行业与各家相符"
_NOT_THAT = re.compile(r"不是([^，。；]{1,8}?)的?[那这][家个]")
#: 周某和何某两个人一伙: what is told of one is told of the other.
_BAND = re.compile(
    r"(?=([\u4e00-\u9fff]{2,3})[和跟与、]([\u4e00-\u9fff]{2,3}?)(?:两个?人|二人|两个|一伙|合伙|是?一起|都是))"
)
#: Who is said to run what the tip tells of.
_BOSS = re.compile(
    r"(?=([\u4e00-\u9fff]{2,3})是(?:他们|这|那)?[家个]?(?:公司|店|厂)?的?(?:老板|法人|负责人|店长))"
)
_MONEY = re.compile("[钱款]")
_SUM = re.compile(r"[\d一二两三四五六七八九十几]+[万千百](?!年|货|[多来余]?[人户家斤亩米里次])")
#: A subject that says who it is, and not what he is called.
_DESCRIBED = re.compile(
    r"某|[那这一有两俩二三几][家个]|的|老板|[姓总]|不详|不明|未知|不清楚|不知|匿名|^[无/\\—-]*$"
)
#: Whoever was named does something else as well: 在草滩村搞了个牧场.
_OTHER_BUSINESS = re.compile(
    r"(?:又|还|另外?|自己|私下)?(?:在(?P<at>[^，。；]{1,8}?))?(?:搞|办|开|弄|建|包)了?一?(?:[个家座片处]|间)(?P<what>[^，。；]{1,8})"
)


class TipLinks:
    """``names``, ``addresses``, ``people``: columns of the register (of equal length) that ``index``
    is of."""

    def __init__(
        self,
        index: FirmIndex,
        names: Sequence[str],
        addresses: Sequence[str],
        people: Sequence[str],
    ) -> None:
        self._index, self._names, self._people = index, names, people
        self._addresses = addresses
        self._told = ToldOf(names, addresses, people)
        self._nicknames = Nicknames(names, people)
        self._there = There(addresses)
        self._grounds = Grounds(index, people, self._there)
        self._subjects = Subjects(index)
        self._branches = Branches(index, names, addresses)
        self._by_subject = BySubject(index, names, addresses, people, self._firms_of)
        self._hints = Hints(index, names, addresses, self._there)
        self._clues = Clues(index, names, people, addresses, self._there)
        self._both = Both(index, names, addresses, people, self._there, self._firms_of)
        self._which = Which(index, names, people, self._there, self._firms_of)
        self._placed = AtThePlace(index, names, addresses, people, self._there, self._firms_of)

    def find(self, subject: str, text: str, uscc: str = "", place: str = "") -> Meant:
        """Whom a tip means, but not whom it clears."""
        text = with_stops(text)
        if uscc:
            return self._away(subject, text, uscc, place)
        if accuses_nobody(text):
            named = self._away(subject, text, "", place)
            return Meant((), (*named.rows, *named.candidates)[:MOST])
        found = self._found(subject, text, place)
        if not (subject or any(found)) and self._there.house_of_one(place):
            found = self._placed.find(found, f"{place}，{text}")  # a room that one firm has
        both = self._both.find((*found.rows, *found.candidates), subject, text, place)
        return Meant(both) if both and len(found.rows) < len(both) + 1 else found

    def _found(self, subject: str, text: str, place: str) -> Meant:
        left = without_cleared(self._index, self._firms_of, text)
        told = self._away("", left.text, "", place)
        told = self._of_others(told, left) if left.rows else told
        if not subject:
            return self._which.of(told, told, "", text, place)
        found = self._away(subject, text, "", place)
        if found.rows and self._accuses_none(found, subject, text):
            return Meant((), found.rows)
        if {*found.rows} & left.rows:
            others = tuple(row for row in found.rows if row not in left.rows)
            return Meant(others) if others else Meant((), found.rows)
        found = self._which.of(found, told, subject, text, place)
        # A name as people say it may be several firms'; its text tells which.
        firms = self._subjects.named(subject)
        if len(told.rows) >= max(1, len(firms)) and not self._index.named(subject):
            named = [self._one(firm, "", "", place) for firm in firms]
            if all(one.rows for one in named) and not any(
                {*one.rows} & {*told.rows} for one in named
            ):
                return found
            may_be = {row for one in (found, *named) for row in (*one.rows, *one.candidates)}
            counted = SEVERAL.search(subject) and {*told.rows} <= {*found.rows}
            if {*told.rows} <= may_be and told.rows != found.rows and not counted:
                return told
        several = (
            len(firms) >= _LEAST
        )  # one of them alone would be visited for what was told of two
        if not (found.rows or several or any(nickname(one)[0] for one in (subject, *firms))):
            besides = self._told_besides(found, subject, left.text, place)
            return found if left.rows.issuperset(besides.rows) else besides
        return found

    def _accuses_none(self, found: Meant, subject: str, text: str) -> bool:
        """Is what is told of whom the subject names taken back, said of others, or cleared of by 他们?"""
        if taken_back(text) or at_its_door(text):
            return True
        # Where others are named, nobody knows whom 他们 is.
        said = with_name(text, subject) if not self._index.likeliest(text)[1] else text
        free = without_cleared(self._index, self._firms_of, said).rows if said != text else ()
        return {*found.rows}.issubset(free) or self._free(found, subject, text)

    def _free(self, found: Meant, subject: str, text: str) -> bool:
        """Is whom the subject names cleared where the text calls it by what it is: 酒店只收场租?"""
        if len(found.rows) != 1 or self._index.wide or not may_clear(text):
            return False
        read, others = self._index.likeliest(f"{subject}，{text}")
        if not read.startswith(subject) or any(m.begin > len(subject) for m in others):
            return False
        free = cleared(read, [Mention(found.rows[0], 0, len(subject))])
        said = (read[begin:end] for begin, end in free.clauses)
        return any(subject[-_LEAST:] in clause for clause in said)

    def _away(self, subject: str, text: str, uscc: str, place: str) -> Meant:
        """Not by where its reporter lives, unless it calls the firm there by name as well."""
        said = without_own(text)
        found = self._meant(subject, said, uscc, place)
        if len(found.rows) == 1 and not uscc:
            found = self._branches.at(found, f"{place}，{said}")
        if found.rows or said == text:
            return found
        at_home = self._meant(subject, text, uscc, place).rows
        # By its end, for a county that no table knows is read as part of the name.
        called = all(any(p[-_LEAST:] in text for p in self._index.own_parts(r)) for r in at_home)
        return Meant(at_home) if at_home and called else found

    def _of_others(self, found: Meant, left: LeftOut) -> Meant:
        """Without whom the text clears; the only other one that it names clearly is meant."""
        rows, may_be = (
            tuple(row for row in some if row not in left.rows)
            for some in (found.rows, found.candidates)
        )
        sole = tuple(may_be or left.named - self._aside(left.text))
        clear = not rows and len(sole) == 1 and left.named.issuperset(sole)
        if clear and (TAKES.search(left.text) or _MONEY.search(left.text)):
            return Meant(sole)
        return Meant(rows, may_be, found.how)

    def _meant(self, subject: str, text: str, uscc: str, place: str) -> Meant:
        """Of several who are named all, if each is known; else whoever may be meant, as one of them
        alone would be visited for what was told of two."""
        firms = self._subjects.named(subject)
        several = parted(subject)
        if len(firms) < len(several) and (rows := self._by_subject.each(several)):
            return Meant(rows, how=_EACH_TOLD)
        if len(firms) < _LEAST:
            whole = self._one(subject, text, uscc, place)
            if subject and not (uscc or any(whole)) and self._describes(subject):
                return self._meant("", f"{subject}，{text}", "", place)
            if not whole.rows and firms and firms != [subject]:
                # A door beside the name (聚鑫财富，人民路8号) hides it, but tells which of a name is meant.
                alone = self._one(firms[0], text, uscc, place or subject)
                whole = alone if any(alone) else whole
            if not (subject or uscc):
                whole = self._placed.find(self._not_that(whole, text), text)
            whole = self._with_accused(whole, subject or uscc, text)
            if subject or uscc:
                return whole
            said = _NOT_THAT.sub("，", text)  # what is no mark of whom it means
            whole = self._hinted(self._with_bare(whole, said), said, place)
            if not whole.rows:
                whole = self._not_that(whole, text)
            return self._of_the_other_business(whole, text)
        found = [self._one(firm, "", "", place) for firm in firms]
        rows = tuple(sorted({row for one in found for row in one.rows}))
        if all(one.rows for one in found):
            return Meant(rows)
        if each := self._by_subject.each(several):
            return Meant(each, how=_EACH_TOLD)
        may_be = (row for one in found for row in (*one.rows, *one.candidates))
        return Meant((), tuple(dict.fromkeys(may_be))[:MOST])

    def _told_besides(self, found: Meant, subject: str, text: str, place: str) -> Meant:
        """Of those who may be called as the subject says the one that the text and the place tell, or the
        only one so called."""
        if not any(sign.search(text) for sign in (TAKES, _MONEY, _SUM)):
            return found
        if (row := self._by_subject.only(subject, f"{text}，{place}")) >= 0:
            return Meant((row,), how=f"登记中只有这一家字号含“{subject}”")
        said, aside = f"{subject}，{text}", self._aside(text)
        may_be = self._by_subject.in_county(found.candidates, f"{place}，{text}")
        told = self._clues.find(said, aside, place, may_be) if may_be else None
        return found if told is None else Meant(told.rows, how=told.how)

    def _of_the_other_business(self, found: Meant, text: str) -> Meant:
        """Of a person's firms the one whose place or trade is told of what he does besides: 面馆老板在草滩村搞了个牧场."""
        other = _OTHER_BUSINESS.search(text)
        if other is None or len(found.rows) != 1:
            return found
        (row,) = found.rows
        person = self._people[row]
        mine = [one for one in self._firms_of[person] if one != row] if person in text else []
        at, what = other["at"] or "", other["what"]
        told = [
            one
            for one in mine
            if (len(at) >= _LEAST and at[-_LEAST:] in self._addresses[one])
            or told_of_what(self._index.facts(one, what))
        ]
        here = at and at[-_LEAST:] in self._addresses[row]
        return Meant((told[0],)) if len(told) == 1 and not here else found

    def _describes(self, subject: str) -> bool:
        """Does it say who somebody is, and not what a business is called?"""
        who = subject in self._firms_of or FAMILY.fullmatch(subject) is not None
        return who or _DESCRIBED.search(subject) is not None

    def _hinted(self, found: Meant, text: str, place: str) -> Meant:
        """Whom else the text may mean, where it names nobody."""
        group = self._clues.group(text)
        if group and set(group) >= {*found.rows}:
            return Meant(tuple(sorted(group)), how="文中逐家说明的行业与各家相符")
        if found.rows:
            return found
        hint, aside = self._hints.find(text), self._aside(text)
        if hint is None:
            told = self._clues.find(text, aside, place)
            return found if told is None else Meant(told.rows, how=told.how)
        rows = tuple(r for r in hint.rows if r not in aside and not self._placed.elsewhere(r, text))
        if rows == hint.rows:
            return Meant(rows, how=hint.how)
        return Meant((), tuple(dict.fromkeys((*found.candidates, *rows)))[:MOST])

    def grounds(
        self, row: int, found: Meant, subject: str, text: str, uscc: str, place: str = ""
    ) -> str:
        """By what the firm of ``row`` was found to be meant, what it is called first and places as a support;
        "" for what nobody need doubt: its code or whole name."""
        text = without_own(text)
        link = self._index.find(names=[subject], text=text, uscc=uscc, about=True)
        named = link.how if link.row == row and link.how not in PLACES else ""
        if named in CERTAIN:
            return ""
        how = named or found.how or self._grounds.of(row, link, subject, text)
        return self._grounds.supported(row, how, found.how, place)

    def by_name(self, subject: str, text: str, uscc: str, place: str) -> tuple[int, ...]:
        """The firms that a tip names, by whatever name, code or person, or the only one that it may mean;
        not who only lies where it says."""
        text = without_own(text)
        link = self._index.find(names=[subject], text=text, uscc=uscc, about=True)
        if link.how in PLACES or not (link.how or subject):
            return ()
        found = self.find(subject, text, uscc, place)
        return found.rows or (found.candidates if len(found.candidates) == 1 else ())

    def _not_that(self, found: Meant, text: str) -> Meant:
        """Of several that bear a name without whom the text says that it does not mean: 不是修农机的那家."""
        other = _NOT_THAT.search(text)
        if other is None or not any(found):
            return found
        said = other[1]
        pairs = {said[at : at + _LEAST] for at in range(len(said) - 1)}
        rows = dict.fromkeys((*found.rows, *found.candidates, *self.beside(text, found.rows)))
        left = [row for row in rows if not any(pair in self._names[row] for pair in pairs)]
        if len(left) == len(rows):
            return found
        return Meant(tuple(left)) if len(left) == 1 else Meant((), tuple(left))

    def _with_accused(self, found: Meant, given: str, text: str) -> Meant:
        """With whom the text accuses as well, and without whom it only names; ``given``: how the tip
        itself calls whom it is about."""
        if given and not found.rows:
            return found
        read, mentions = self._mentions(text)
        if not any(found) and len({m.row for m in mentions}) < _LEAST:
            return found
        told = parts(read, [*mentions, *self._by_part(read, mentions, found.rows)])
        if len(told) < _LEAST:
            sure = not (given or found.rows) and {*told} == {*found.candidates}
            called = {nick for m in mentions for nick in nicknames(read[m.begin : m.end])}
            sure = sure and all(nick in self._names[row] for nick in called for row in told)
            if sure and Part.BYSTANDER not in told.values():
                return Meant(tuple(told))
            aside = not given and Part.BYSTANDER in (told.get(row) for row in found.rows)
            return Meant((), found.rows) if aside else found
        accused = {row for row, part in told.items() if part is Part.ACCUSED}
        if found.rows:
            mine = {row for row in found.rows if given or told.get(row) is not Part.BYSTANDER}
            others = {row for row, part in told.items() if part is not Part.BYSTANDER}
            if not mine and len(others) == 1:
                accused = others
            return Meant(tuple(sorted(mine | accused))) if accused else found
        left = {row for row, part in told.items() if part is not Part.BYSTANDER}
        rows = accused or (left if len(left) == 1 else set())
        if rows & {*found.candidates} or len(accused) >= _LEAST:
            return Meant(tuple(sorted(rows)))
        may_be = [row for row in found.candidates if told.get(row) is not Part.BYSTANDER]
        return Meant((), tuple(may_be)) if may_be else found

    def _mentions(self, text: str) -> tuple[str, list[Mention]]:
        """Where the text names which firms for sure, or in one breath with such; not where it names the
        house that somebody is in."""
        read, sure = self._index.mentions(text)
        if not self._index.wide:
            likely = self._index.likeliest(text)[1]
            sure += in_one_breath(read, sure, likely)
            rows = {m.row for m in sure}
            # Who tells of two says more of each than his part.
            long = [m for m in likely if m.end - m.begin >= _CLEAR and m.row not in rows]
            sure += long if sure and SEVERAL.search(text) else []
        return read, [m for m in sure if not self._there.house(m.row, read, m.begin, m.end)]

    def _by_part(
        self, read: str, mentions: Sequence[Mention], rows: Sequence[int]
    ) -> Iterator[Mention]:
        """Where firms are called by their part that are meant and nowhere named for sure."""
        for row in rows if not mentions else ():
            for part in self._index.own_parts(row):
                begin = read.find(part) if len(part) >= _LEAST else -1
                if begin >= 0:
                    yield called(row, read, begin, begin + len(part), self._names[row])
                    break

    def _aside(self, text: str) -> set[int]:
        """Firms that the text names and that only stand in its story."""
        told = parts(*self._mentions(text))
        return {row for row, part in told.items() if part is Part.BYSTANDER}

    def _with_bare(self, found: Meant, text: str) -> Meant:
        """With those that the text calls by nothing but their own part."""
        told = list(bare(self._index, text))
        bosses = self._bosses(text)
        sure = {one.row for one in told if one.sure} | self._two_people(text)
        sure |= {row for row in bosses if told_of_what(self._index.facts(row, text))}
        if found.rows or (sure and sure.issuperset(found.candidates)):
            return Meant(tuple(sorted({*found.rows, *sure})))
        may_be = dict.fromkeys((*found.candidates, *(one.row for one in told), *bosses))
        return Meant((), tuple(may_be)[:MOST])

    def _two_people(self, text: str) -> set[int]:
        """The firms of two who are named as one band, if each has one firm."""
        for pair in _BAND.finditer(text):
            rows = [self._firms_of.get(person, []) for person in pair.groups()]
            if all(len(found) == 1 for found in rows):
                return {found[0] for found in rows}
        return set()

    def _bosses(self, text: str) -> list[int]:
        """Firms of those who are said to run one, where they have but one."""
        rows = [self._firms_of.get(person, []) for person in _BOSS.findall(text)]
        return [found[0] for found in rows if len(found) == 1]

    @cached_property
    def _firms_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for row, person in enumerate(self._people):
            found.setdefault(person, []).append(row)
        return found

    def beside(self, text: str, rows: Sequence[int]) -> list[int]:
        """Firms that the text names beside those that the tip means."""
        text = without_own(text)
        told = [*self._index.told_beside(text, rows), *(one.row for one in bare(self._index, text))]
        return [row for row in dict.fromkeys(told) if row not in rows][:_BESIDE]

    def _one(self, subject: str, text: str, uscc: str, place: str) -> Meant:
        link = self._index.find(names=[subject], text=text, uscc=uscc, about=True)
        nick, trade = nickname(subject)
        if link.row < 0 and not link.candidates and not nick:
            row = self._told.find(subject, place)
            return Meant((row,)) if row >= 0 else Meant()
        agents = link.how.startswith(_PHONE) and is_agent(self._names[max(link.row, 0)])
        # What tells an agent from the many who share its telephone is said of them as well.
        many = agents and link.how != _PHONE and not self._index.mentions(text)[1]
        if link.row >= 0 and not many and not self._another_person(link, nick, text):
            return Meant((link.row,))
        may_be = [*([link.row] if link.row >= 0 else []), *link.candidates]
        if nick:
            may_be += self._nicknames.may_be(nick, trade)
        return Meant((), tuple(dict.fromkeys(may_be))[:MOST])

    def _another_person(self, link: LinkResult, nick: str, text: str) -> bool:
        """Does the firm lack the nickname of who is meant, or was it found by one that is misspelt?"""
        name = self._names[link.row]
        told = [nick] if nick else nicknames(text) if _SLIP in link.how else []
        return link.how != _CODE and bool(told) and not any(one in name for one in told)
