"""Which firm published an advert, or is meant by a tip. Several candidates are never one link."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

import pyarrow as pa

from engine.link.adverts.cases import Case
from engine.link.adverts.choosing import Choice
from engine.link.adverts.local import Local, begins
from engine.link.adverts.mentions import Mention, likeliest, mentions
from engine.link.adverts.senders import Senders
from engine.link.adverts.sieve import Sieve
from engine.link.adverts.spelt import Spelt
from engine.link.adverts.weighing import (
    DOUBTFUL,
    ENOUGH,
    FAR,
    Weighed,
    Weighing,
    heaviest,
    weigh,
    weights,
)
from engine.link.affiliates import is_agent
from engine.link.index.numbers import Doubt, codes_in
from engine.link.index.register import RegisterNames
from engine.link.names.forms import LEGAL
from engine.link.names.places import Spot
from engine.link.texts.contacts import Contacts
from engine.link.texts.halls import lets_a_hall
from engine.link.texts.pages import pages
from engine.link.texts.result import MOST, NOBODY, LinkResult, one_of
from engine.link.texts.roles import individual, office, served
from engine.link.texts.scene import Scene
from engine.model.arrays import Flags
from engine.model.beside import beside, copies
from engine.text.dictionary import words

#: What a text tells of where a firm is.
_SAYS_WHERE = ("door", "place told", "place agrees", "own before")
#: From so many firms on a copy pays for itself.
_MANY = 10_000


class FirmIndex:
    """Look-ups over the columns of the register (sequences of equal length).

    ``former``: former names, ``webs``: sites, ``addresses``, ``people``: who represents a firm by
    law; each may be left out.
    """

    def __init__(
        self,
        names: Sequence[str],
        usccs: Sequence[str],
        phones: Sequence[str],
        former: Sequence[str] = (),
        webs: Sequence[str] = (),
        addresses: Sequence[str] = (),
        people: Sequence[str] = (),
    ) -> None:
        self._register = RegisterNames(names, former, addresses)
        self._senders = Senders(self._register)
        self._choice = Choice(self._register)
        self._weighing = Weighing(self._register, people, addresses)
        self._spelt = Spelt(self._register)
        self._local = Local(self._register)
        self._contacts = Contacts(phones, webs)
        self._code: dict[str, list[int]] = {}
        for row, code in enumerate(usccs):
            if code:
                self._code.setdefault(code, []).append(row)
        self._sieve = Sieve(
            self._register, self._senders, self._weighing, self._spelt, self._local, self._code
        )

    def make_ready(self) -> None:
        """Make what is looked up, half of it in a copy of this process. Without this, and where no
        copy may be made, it is made when it is first asked for."""
        if len(self._register.titles) < _MANY or not copies():
            return
        _ = words()  # so many names ask for nearly all of them
        register, doors = self._register, self._weighing.doors
        second = partial(register.read_part, 1, 2)
        with beside(second, lambda: doors.index, copied=True) as made:
            first = register.read_part(0, 2)
            register.give([first, made()])
            self._weighing.make_ready()
            doors.index = made()

    def find(
        self,
        *,
        names: Sequence[str],
        text: str = "",
        uscc: str = "",
        phone: str = "",
        url: str = "",
        place: str = "",
        about: bool = False,
        table: Mapping[str, float] | None = None,
    ) -> LinkResult:
        """The best link: code, full name, name as people write it, phone, site; else what all that
        the text says speaks for. What is found by name only and fits several firms may be decided
        by the rest. ``about``: the text tells of a firm, it is not the firm's own. ``table``: other
        weights than the learned ones."""
        self._register.watch.begin()
        if uscc and len(self._code.get(uscc, ())) == 1:
            return LinkResult(self._code[uscc][0], "统一社会信用代码", 100)
        coded = self._coded(text)
        marks = self._senders.marks(names, text)
        self._register.watch.texts(marks, text)
        marked = self._senders.marked(marks)
        # Another firm of the register may name whose goods it sells, or whom it warns of.
        if len(coded) == 1 and (about or marked is None or marked.row in (-1, coded[0])):
            own = about or not office(text)
            row, others = (coded[0], ()) if own else (-1, tuple(coded))
            return LinkResult(row, "文中出现统一社会信用代码", 100, others)
        seen = self._register.spots(place)
        by_name = self._senders.full(marks, text) or marked
        if by_name is not None:
            self._watch_names((by_name.row, *by_name.candidates), text)
        stranger = marked is None and self._senders.strange(marks)
        aside = (
            not about
            and by_name is not None
            and by_name.row >= 0
            and self._told_of(by_name.row, marks, text, stranger)
        )
        if aside and by_name is not None:
            by_name = LinkResult(-1, by_name.how, by_name.similarity, (by_name.row,))
        if by_name is not None and by_name.row >= 0:
            return self._choice.longer_part(by_name, marks, text)
        reached, contact = self._reached(f"{phone} {text}", f"{url} {text}")
        rows = reached if by_name is None else [r for r in reached if r in by_name.candidates]
        if len(rows) == 1:
            return LinkResult(rows[0], contact, 90)
        nobody = by_name is None and not reached and not stranger
        where = f"{text} {place}"
        if nobody and begins(self._weighing.reading(text, where, about)):
            local = self._local.find(text, seen)
            if local.row >= 0:
                return local
        table = weights() if table is None else table

        def look(slips: bool) -> list[Weighed]:
            looked: list[Case] = []
            for page in pages(text):
                # Nobody signs on one page what is told on another.
                signed = marks if page == text else self._senders.marks(names, page)
                told = f"{page} {place}", stranger, slips, about
                looked += self._weighing.cases(signed, page, *told)
            wide = self._register.wide and seen
            here = [row for row, _, _ in looked if wide and self._register.lies(row, seen)]
            return weigh(looked, table, here)

        weighed = look(slips=False)
        if not weighed or weighed[0].score < ENOUGH:
            weighed = heaviest(weighed, look(slips=True))
        self._watch_names((w.row for w in weighed), text)
        if by_name is None and reached:
            return self._called_there(reached, contact, weighed, text, stranger)
        found = self._choice.heaviest(weighed, text) if weighed else NOBODY
        private = not about and any(map(individual, names))
        if found.row >= 0 and (private or self._unsure(found.row, weighed, stranger, seen)):
            found = LinkResult(-1, found.how, found.similarity, (found.row,))
            if by_name is not None:
                return by_name
        if by_name is not None and not (found.row in by_name.candidates and weighed[0].backed):
            decided = self._choice.decided(by_name, weighed, text)
            if decided.row < 0 and not aside:
                decided = self._of_its_trade(decided, text)
            if reached or aside:  # that it sits where the advert was seen makes it no advertiser
                return decided
            return self._seen_there(decided, seen, weighed, text)
        if by_name is None and found.row < 0 and not found.candidates:
            cut = self._senders.shortened.find(marks)
            if cut.row >= 0:
                return cut
            found = self._spelt_by(f"{url} {text}", text, stranger)
            return self._senders.resembling(marks) if stranger and not found.candidates else found
        sure = weighed and weighed[0].score >= ENOUGH and not weighed[0].vague
        sure = sure and not (stranger and "mark" not in weighed[0].features)
        return self._seen_there(found, seen, weighed, text) if sure else found

    def _coded(self, text: str) -> list[int]:
        """Firms whose codes stand in the text; each code of one firm only."""
        found = []
        for code in codes_in(text):
            self._register.watch.over(code, code)
            found += rows if len(rows := self._code.get(code, [])) == 1 else []
        return sorted(set(found))

    def may_mean(
        self,
        *,
        names: Sequence[str],
        texts: Sequence[str],
        usccs: Sequence[str],
        urls: Sequence[str],
        places: Sequence[str],
    ) -> Flags:
        """Of each of many texts: may ``find`` give anything, or anything that hangs on its numbers?
        But for telephones and sites (``may_reach``)."""
        return self._sieve.may_mean(names, texts, usccs, urls, places)

    def _watch_names(self, rows: Iterable[int], text: str) -> None:
        for row in rows:
            if row >= 0 and self._register.numbered(row):
                names = self._register.title(row), self._register.branch(row)
                self._register.watch.names(names, text)

    def hangs(self, changing: Iterable[str]) -> bool:
        """May what ``find`` last found be another firm, or none, if the text had others instead of
        these of its numbers? Not if the register knows none of either (``knows``)."""
        return self._register.watch.hangs(changing)

    def doubt(self, text: str, where: str) -> Doubt:
        """What may be known of texts that differ from these in numbers only."""
        return self._weighing.doubt(text, where)

    def knows(self, text: str, where: str, doubt: Doubt) -> bool:
        """Is any of that known of this text?"""
        return self._weighing.knows(text, where, doubt)

    def may_reach(self, texts: pa.Array) -> Flags:
        """Which texts may hold a telephone or site of a firm?"""
        return self._contacts.reach.may(texts)

    def marks(self, names: Sequence[str], text: str) -> list[str]:
        """What the sender is called, by himself or by a list."""
        return self._senders.marks(names, text)

    def named(self, name: str) -> bool:
        """Is it a firm's name in full?"""
        return bool(self._register.exact(name))

    def business(self, name: str) -> bool:
        """Is it what a business may be called, whether or not the register knows it?"""
        read = self._register.read(name)
        return bool(read.brands and (read.words or read.form))

    def reaches(self, phone: str, text: str, url: str) -> bool:
        """Does any firm have a telephone or site of these?"""
        return bool(self._reached(f"{phone} {text}", f"{url} {text}")[0])

    def _spelt_by(self, sites: str, text: str, stranger: bool) -> LinkResult:
        """A firm whose name a site spells, where the text speaks of its trade."""
        rows = self._spelt.find(sites)
        if not rows:
            return NOBODY
        found = one_of(rows, "网址拼音与字号一致", 80)
        sure = found.row >= 0 and not stranger and not self._register.wide
        if sure and self._weighing.fits(found.row, text):
            return found
        return LinkResult(-1, found.how, found.similarity, tuple(rows[:MOST]))

    def _unsure(
        self, row: int, weighed: Sequence[Weighed], stranger: bool, seen: Sequence[Spot]
    ) -> bool:
        """Does the text's own advertiser, county or house seem to be another than the firm?
        ``seen``: where somebody saw the advert."""
        first = next(w for w in weighed if w.row == row)
        if stranger and "mark" not in first.features:
            return True
        lies = self._register.lies(first.row, seen)
        if self._strays(first, seen) or (lies is False and first.namesake):
            return True
        told = "place agrees" in first.features
        far = FAR in first.features or (lies is False and not told)
        near = lies is True and not far
        return (self._register.wide or far) and not near and not first.here(far)

    def _of_its_trade(self, found: LinkResult, text: str) -> LinkResult:
        """Of several of one name the only one whose trade the text speaks of."""
        mine = [row for row in found.candidates if self._weighing.fits(row, text)]
        if len(found.candidates) == MOST or len(mine) != 1 or self._register.wide:
            return found
        return LinkResult(mine[0], f"{found.how}，行业相符", found.similarity)

    def _strays(self, first: Weighed, seen: Sequence[Spot]) -> bool:
        """Is it a misspelt name, seen in another township than the firm's?"""
        return "slip" in first.features and self._register.seats.other_than(first.row, seen)

    def _seen_there(
        self, found: LinkResult, seen: Sequence[Spot], weighed: Sequence[Weighed], text: str
    ) -> LinkResult:
        """Of several firms so called the one that sits where the advert was seen, if all others sit
        elsewhere and the text itself says no place."""
        if found.row >= 0 or not seen or not 0 < len(found.candidates) < MOST:
            return found
        if Scene(text).counties or any(
            f.startswith(_SAYS_WHERE) for w in weighed for f in w.features
        ):
            return found
        if any(self._strays(w, seen) for w in weighed[:1]):
            return found
        lies = {row: self._register.lies(row, seen) for row in found.candidates}
        here = [row for row, there in lies.items() if there]
        if len(here) != 1 or None in lies.values():
            return found
        return LinkResult(here[0], f"{found.how}，地点相符", found.similarity)

    def _told_of(self, row: int, marks: Sequence[str], text: str, stranger: bool) -> bool:
        """Does an office, or a firm that signs, tell of the firm, or is it one whom somebody worked
        for, or does one of another county sign with its short name?"""
        if any(self._register.exact(mark) for mark in marks):
            return False
        at = text.find(title := self._register.title(row))
        others = [mark for mark in marks if not title.startswith(mark)]  # no branch's head office
        if office(text) or (stranger and any(LEGAL.search(mark) for mark in others)):
            return True
        end = at + len(title)
        if at >= 0 and (served(text, at, end) or lets_a_hall(text, at, end, title)):
            return True
        # A branch of a firm from elsewhere has that place in its own name.
        scene = Scene(text.replace(title, "，"))
        return self._register.far(row, scene.counties) or self._senders.elsewhere(row, marks, scene)

    def cases(
        self, marks: Sequence[str], text: str, place: str = "", slips: bool = False
    ) -> list[Case]:
        """Every firm that may be meant, with what speaks for it and against; ``slips``: those
        whose names are misspelt."""
        stranger = self._senders.strange(marks) and self._senders.marked(marks) is None
        return self._weighing.cases(marks, text, f"{text} {place}", stranger, slips)

    @property
    def register(self) -> RegisterNames:
        return self._register

    @property
    def wide(self) -> bool:
        """Is it a register of many provinces?"""
        return self._register.wide

    def facts(self, row: int, text: str) -> list[str]:
        """What a text that names no firm tells that agrees with one (features of ``Facts``)."""
        return self._weighing.facts(row, text)

    def own_parts(self, row: int) -> tuple[str, ...]:
        """Readings of what tells the firm's name from others of its trade and place."""
        return self._register.read(self._register.title(row)).brands

    def parts_alone(self, text: str) -> tuple[str, list[tuple[int, int, set[int]]]]:
        """The text in the form that names are looked for in, and where distinctive parts stand in it
        that few bear, with whose they are."""
        read = self._weighing.reading(text, text, True)
        return read, list(self._weighing.parts_alone(read))

    def sounding(self, part: str) -> list[int]:
        """Firms whose distinctive part sounds as ``part`` does and is written otherwise."""
        entries = (e for b in self._register.sounding(part) for e in self._register.entries(b))
        return sorted({self._register.row(entry) for entry in entries})

    def phones_ending(self, digits: str) -> list[int]:
        """Firms whose telephone ends so."""
        return self._contacts.ending(digits)

    def spelt(self, text: str) -> list[int]:
        """Firms whose part a word of Latin letters in the text spells."""
        return self._spelt.find(text)

    def told_beside(self, text: str, rows: Collection[int]) -> list[int]:
        """Firms that a text about those of ``rows`` names besides, the likeliest first."""
        meant = [self._register.title(row) for row in rows]
        cases = self._weighing.cases((), text, text, False, False, True)
        return [
            w.row
            for w in weigh(cases, weights())
            if w.score >= DOUBTFUL
            and w.said
            and not w.vague
            # A namesake was not named besides.
            and w.row not in rows
            and not any(w.said in title for title in meant)
        ]

    def mentions(self, text: str) -> tuple[str, list[Mention]]:
        """Where a text that tells of firms names which of them for sure; with the text in the form
        that the places are in."""
        return mentions(self._weighing, text, self._register.wide)

    def likeliest(self, text: str) -> tuple[str, list[Mention]]:
        """The same, with the likeliest firm for every place that may name one."""
        return likeliest(self._weighing, text, self._register.title)

    def _reached(self, phones: str, sites: str) -> tuple[list[int], str]:
        """Firms of the first telephone that any has, else of the first site."""
        if rows := self._contacts.by_phone(phones):
            return rows, "电话一致"
        return self._contacts.by_site(sites), "网址一致"

    def _called_there(
        self,
        rows: Sequence[int],
        contact: str,
        weighed: Sequence[Weighed],
        text: str,
        stranger: bool,
    ) -> LinkResult:
        """Of several firms that share a telephone (an agent's, a family's) the one that the text
        means; all of them, if it tells none from the others."""
        mine = [w for w in weighed if w.row in rows]
        found = self._choice.heaviest(mine, text) if mine and not stranger else NOBODY
        if found.row >= 0:
            return LinkResult(found.row, f"{found.how}，{contact}", found.similarity)
        called = {w.row for w in mine if w.said}
        if len(called) == 1 and not stranger:  # one of them alone is called at all
            return LinkResult(called.pop(), f"{contact}，文中出现字号", 85)
        # An agent's telephone is that of whoever has none.
        agents = [r for r in rows if is_agent(self._register.title(r))]
        asked = agents or rows
        fitting = [] if stranger else [r for r in asked if self._weighing.fits(r, text)]
        if len(rows) > 1 and len(fitting) == 1:
            return LinkResult(fitting[0], f"{contact}，行业相符", 85)
        if agents and len(rows) > 1:
            return LinkResult(-1, contact, 90, tuple(agents))
        return one_of(rows, contact, 90)
