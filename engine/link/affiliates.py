"""Affiliates (关联企业): firms that share a telephone, mailbox, room or legal representative.

What very many share (a registration agent's phone, 集群注册 addresses, common names) ties nobody
together: such hubs are found by their size and left out. A name alone is not enough either; two
people of one name are told apart by a second fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from engine.model.patterns import later
from engine.text.fold import fold, fold_all
from engine.text.houses import with_digits

#: More firms than this behind one phone, mailbox or room are a hub, not a family.
HUB = 6
#: A person's name borne by more legal representatives than this is common.
COMMON_NAME = 4
#: So many firms one person may have behind a telephone of his own; more are a nominee's.
FAMILY = 20
#: A tie that alone says little: offices of one landlord, tenants one after the other.
SAME_DOOR = "同一地址"
_ROOM = later(r"\d")
_DIVISIONS = later(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,6}?(?:市|自治州|地区|盟))?"
    r"(?:[\u4e00-\u9fff]{1,8}?(?:县|区(?!域)|旗|市))?"
)
_COUNTY = later(r"[\u4e00-\u9fff]{2}(?:县|区|旗)")
#: What firms are called that register others and lend them their telephone and address.
_AGENT = later(
    r"^(?!.*(?:投资|理财|财富|资本|基金)).*(?:财税|代理?记[账帐]|会计|税务师|秘书(?:服务|事务|公司)"
    r"|(?:企业|工商)(?:登记|注册)|登记代理|注册代理|孵化(?:器|中心|基地|园)|众创空间)"
)
#: Filled in where nobody knows one: 13800000000, 12345678.
_FILLED = later(r"(\d)\1{6}$|12345678\d{0,3}$|23456789$|87654321$")
#: A name in full.
_PERSON = later(r"[\u4e00-\u9fffA-Za-z·. ]{2,}")
_NO_PERSON = later(r"无|待|未|暂|不详|某")
#: The number of a floor that the number of the room begins with; what stands around numbers.
_FLOOR = later(r"(?<!\d)(\d{1,2})层(?=(?:[a-z]座?)?\1\d{2}(?!\d))")
_AROUND = later(r"第(?=\d)|(?<=\d)(?:室|房间?)$")
#: Households of a village group are many.
_GROUP = later(r"(?<!号)\d[组队社]$")
#: Less than this is no address by itself.
_SHORTEST = 6
#: Where the address of a room goes on inside its building.
_INSIDE = later(
    r"第?(?:负|地下|b)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:楼?层|f(?![a-z])|楼(?=[\d东西南北中]|$))"
    r"|\d+单元|\d+室|(?<=[楼厦座场幢栋号心])[a-z]?\d{3,4}(?:号|室)?$"
)
_ONE_BUILDING = later(r"\d号|[楼厦座幢栋]|广场|市场|大院")
#: A remark in brackets says nothing of the door, a number in them does (（自主申报）, but 三楼（308室）).
_NOISE = later(r"[（(][^（()）\d]*(?:[)）]|$)|[^\w\u4e00-\u9fff]")


class Affiliate(NamedTuple):
    """Firm ``row`` is tied to another one by ``how`` (Chinese, for a clerk)."""

    row: int
    how: str


class Affiliates:
    """Ties between the rows of a register; sequences of equal length."""

    def __init__(
        self,
        names: Sequence[str],
        legal_reps: Sequence[str],
        phones: Sequence[str],
        emails: Sequence[str],
        addresses: Sequence[str],
    ) -> None:
        # Loaded here: most runs know of nobody whose relatives would be asked for.
        from engine.link.names.company import NameParser
        from engine.link.texts.contacts import numbers

        self._names, self._reps, self._addresses = names, legal_reps, addresses
        self._parser = NameParser()
        self._phones = [
            frozenset(n for n in (numbers(cell) if cell else ()) if not _FILLED.search(n))
            for cell in phones
        ]
        self._rooms = [room_key(address) for address in addresses]
        self._emails = [email.strip().lower() if "@" in email else "" for email in emails]
        self._by_phone = _index(self._phones)
        self._by_email = _index([{email} - {""} for email in self._emails])
        self._by_room = _index([{room} - {""} for room in self._rooms])
        self._by_rep = _index([{rep} if _whole(rep) else () for rep in legal_reps])
        self._contacts = (
            ("同一联系电话", self._by_phone, self._phones),
            ("同一邮箱", self._by_email, [{email} - {""} for email in self._emails]),
            (SAME_DOOR, self._by_room, [{room} - {""} for room in self._rooms]),
        )

    def of(self, row: int) -> list[Affiliate]:
        """Firms tied to ``row``, in order of their rows, each with the ties that hold."""
        ties: dict[int, list[str]] = defaultdict(list)
        for phone in sorted(self._phones[row]):
            self._tie(ties, row, self._own(row, self._by_phone[phone]), "同一联系电话")
        if self._emails[row]:
            self._tie(ties, row, self._by_email[self._emails[row]], "同一邮箱")
        if self._rooms[row]:
            here = [r for r in self._by_room[self._rooms[row]] if self._may_be_one(row, r)]
            self._tie(ties, row, here, SAME_DOOR)
        others = [r for r in self._by_rep.get(self._reps[row], ()) if r != row]
        for other in others if len(others) < FAMILY else ():
            own = [how for how, theirs in self._shared(row, other) if theirs]
            few = len(others) < COMMON_NAME
            if own or (few and (ties.get(other) or self._second_fact(row, other))):
                ties[other] += [*own, "同一法定代表人"]
        return [
            Affiliate(other, "、".join(dict.fromkeys(how))) for other, how in sorted(ties.items())
        ]

    def _tie(self, ties: dict[int, list[str]], row: int, rows: Iterable[int], how: str) -> None:
        known = list(rows)
        if len(known) <= HUB and not any(is_agent(self._names[r]) for r in known):
            for other in known:
                if other != row:
                    ties[other].append(how)

    def _own(self, row: int, known: Sequence[int]) -> list[int]:
        """Of those behind one telephone whom it ties to the firm: where an agent lends his, only who has
        its brand or sits in its building, which is not the agent's."""
        agents = [r for r in known if is_agent(self._names[r])]
        if not agents:
            return list(known)
        if row in agents or len(known) > HUB:
            return []
        lent = {_building(self._rooms[r]) for r in agents}
        others = [r for r in known if r not in agents]
        return [r for r in others if r == row or self._brand_or_house(row, r, lent)]

    def _may_be_one(self, row: int, other: int) -> bool:
        """No: both addresses name their county, and not the same one."""
        here, there = (_COUNTY.search(fold(self._addresses[r])) for r in (row, other))
        return not here or not there or here.group() == there.group()

    def _shared(self, row: int, other: int) -> Iterator[tuple[str, bool]]:
        """What two firms of one person share, also with many others, and whether it is mostly that
        person's."""
        for how, index, each in self._contacts:
            for key in each[row] & each[other]:
                rows = index[key]
                mine = sum(self._reps[r] == self._reps[row] for r in rows)
                yield how, 2 * mine > len(rows)

    def _second_fact(self, row: int, other: int) -> bool:
        """Beside the name: the same contact, unless they lie in two counties, brand or building."""
        if self._may_be_one(row, other) and any(True for _ in self._shared(row, other)):
            return True
        return self._brand_or_house(row, other)

    def _brand_or_house(self, row: int, other: int, lent: Container[str] = ()) -> bool:
        """Do two firms share a brand, or a building that is not one of those ``lent``?"""
        brand = self._parser.parse(self._names[row]).brand[:2]
        if len(brand) == 2 and brand == self._parser.parse(self._names[other]).brand[:2]:
            return True
        here, there = _building(self._rooms[row]), _building(self._rooms[other])
        return bool(here) and here == there and here not in lent


def is_agent(name: str) -> bool:
    """Does a firm register others and lend them its telephone and address, by its name?"""
    return _AGENT.search(name) is not None


def _whole(person: str) -> bool:
    """Is it a name, and neither masked nor a word for nobody?"""
    return _PERSON.fullmatch(person) is not None and _NO_PERSON.match(person) is None


def _index(keys: Sequence[Iterable[str]]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = defaultdict(list)
    for row, known in enumerate(keys):
        for key in known:
            index[key].append(row)
    return index


def room_key(address: str) -> str:
    """The address in one form, if it is exact enough to tell a door (it has a number).

    Divisions down to the county are left out: half of the clerks write them, half do not.
    """
    return _room(fold(address))


def room_keys(addresses: Sequence[str]) -> list[str]:
    """``room_key`` of each."""
    return [_room(folded) for folded in fold_all(addresses)]


def _room(folded: str) -> str:
    if not _ROOM.search(folded):
        return ""
    plain = _NOISE.sub("", folded)
    if not _ROOM.search(plain):
        return ""
    head = _DIVISIONS.match(plain)
    rest = plain[head.end() :] if head else plain
    found = with_digits(rest if _ROOM.search(rest) and len(rest) >= _SHORTEST else plain)
    return "" if _GROUP.search(found) else _AROUND.sub("", _FLOOR.sub("", found))


def _building(room: str) -> str:
    """What is left of a room's address without unit, floor and room; "" where that is no building
    (a street, a village)."""
    building = _INSIDE.split(room, maxsplit=1)[0]
    return building if _ONE_BUILDING.search(building) else ""
