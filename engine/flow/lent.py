"""Adverts and tips that name nobody, by the telephone of adverts that mean one firm.

Who signs one leaflet hands out others without a name. Only what somebody has to look at lends and
borrows: the number of a paper, an office or an agent stands in harmless adverts too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import pyarrow as pa

from engine.flow.questions import texts_of
from engine.link import NOBODY, LinkResult
from engine.link.names.written import signatures
from engine.link.texts.contacts import phones
from engine.triage import AdvertsRead

#: By what such a link is told, and how sure it is.
LENT = "与写明该企业的广告电话相同"
_LIKENESS = 80
#: How a number without its area code begins, which is somebody else's in the next town; and those of
#: call centres, which are anybody's.
_LOCAL, _ANYBODYS = "-", ("400", "800")
#: An area code has three digits where it begins so, else four.
_SHORT_CODES = ("01", "02")
#: A number that is not the advertiser's, with what says so.
_OTHERS = re.compile(
    r"(?:举报|报警|派出所|投诉|监督|刊登|(?:发布|投放|登)广告|广告(?:代理|热线|部|位|投放|合作)|平台|客服)"
    r"[^，。；！？,;!?\n\d]{0,12}\+?[\d\-— ()（）]{7,}"
)


def lent_telephones(
    ads: pa.Table, links: Mapping[int, LinkResult], suspicious: Collection[int]
) -> dict[int, LinkResult]:
    """Links of some of the ``suspicious`` rows that have none: to the firm that alone is meant by
    suspicious adverts with their telephone, and, where several candidates were found, to one of these."""
    meant = {row for row in suspicious if links.get(row, NOBODY).row >= 0}
    rows = sorted(suspicious)
    if not meant or len(meant) == len(rows):
        return {}
    some = ads.take(pa.array(rows))
    told = [texts_of(some, name).to_pylist() for name in ("phone", "title", "text", "advertiser")]
    cells = dict(zip(rows, zip(*told, strict=True), strict=True))

    told_of = _in_full({row: list(_numbers(*cell[:3])) for row, cell in cells.items()})
    firms: dict[str, set[int]] = {}
    for row in meant:
        for number in told_of[row]:
            firms.setdefault(number, set()).add(links[row].row)
    found: dict[int, LinkResult] = {}
    for row in rows:
        *_, text, advertiser = cells[row]
        if row in meant or advertiser or signatures(text):
            continue
        lent = [firms[n] for n in told_of[row] if n in firms]
        owners = set().union(*lent)
        may_be = links.get(row, NOBODY).candidates
        if len(owners) == 1 and (not may_be or owners.issubset(may_be)):
            found[row] = LinkResult(owners.pop(), LENT, _LIKENESS)
    return found


class Lent:
    """Telephones of suspicious adverts of which each means one firm, for tips that tell one and no firm:
    who signs leaflets calls from the same number."""

    def __init__(self, read: AdvertsRead) -> None:
        rows = [row for row, advert in read.single.items() if advert.suspicious]
        some = read.table.take(pa.array(rows, pa.int64())) if rows else None
        told = [texts_of(some, n).to_pylist() for n in ("phone", "title", "text")] if rows else []
        numbers = {row: list(_numbers(*cell)) for row, *cell in zip(rows, *told, strict=True)}
        self._owners: dict[str, set[int]] = {}
        for row, known in _in_full(numbers).items():
            link = read.links.get(row, NOBODY)
            for number in known:
                self._owners.setdefault(number, set()).update(
                    [link.row] if link.row >= 0 else link.candidates
                )

    def find(self, text: str, candidates: Collection[int]) -> int:
        """The firm of a telephone that the text of a tip tells, one of the ``candidates`` where there
        are any; else -1."""
        if not self._owners:
            return -1
        owners = [self._owners.get(number, set()) for number in _numbers("", "", text)]
        found = set().union(*owners)
        sure = len(found) == 1 and (not candidates or found.issubset(candidates))
        return found.pop() if sure else -1


def _in_full(numbers: Mapping[int, list[str]]) -> dict[int, set[str]]:
    """With the area code that another advert tells of a local number, if all tell the same."""
    known: dict[str, set[str]] = {}
    for number in {number for some in numbers.values() for number in some}:
        if number[0] == "0":
            code = 3 if number.startswith(_SHORT_CODES) else 4
            known.setdefault(f"{_LOCAL}{number[code:]}", set()).add(number)
    return {
        row: {
            full
            for number in some
            for full in (known.get(number, ()) if number[0] == _LOCAL else (number,))
            if number[0] != _LOCAL or len(known[number]) == 1
        }
        for row, some in numbers.items()
    }


def _numbers(cell: str, title: str, text: str) -> Iterator[str]:
    for told in (cell, _OTHERS.sub("；", f"{title}\n{text}")):
        yield from (number for number in phones(told) if not number.startswith(_ANYBODYS))
