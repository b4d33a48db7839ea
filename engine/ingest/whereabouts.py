"""Where a firm is: an address in pieces, a place of business besides the registered one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.headers.built import PIECES
from engine.ingest.headers.names import PIECE_RANK
from engine.model.columns import whole

_BARE = re.compile(r"[A-Za-z]?-?\d+(?:-\d+)*[A-Za-z]?")
_LETTER = re.compile(r"[A-Za-z]")
#: How else the units are written.
_UNITS = MappingProxyType(
    {"号": "号", "号楼": "[幢座栋#]|号楼", "单元": "单元", "层": "[层楼Ff]", "室": "[室号房]"}
)
#: An address that begins with a division. 小区, 市场 and 红旗路 are none.
_DIVISION = r"^[^路街巷号\d]{1,14}?(?:省|街道|办事处|(?:市|县|旗|镇|乡|[^小社园校景矿厂院片]区)(?:[^路街巷场集民政]|$))"
_TOWN = re.compile(r"[\u4e00-\u9fff]{1,14}(?:镇|乡|街道|办事处|开发区|园区|农场|林场|苏木)")
_VILLAGE = re.compile(
    r"[\u4e00-\u9fff]{1,14}(?:村|社区|居委会|村委会|嘎查)(?:第?[一二三四五六七八九十\d]{1,3}[组队社])?"
)
#: Of an address that names its own village.
_OWN_VILLAGE = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:村|社区)")
_SPACE = re.compile(r"\s+")
#: What is written for a place of business that is the registered one.
_SAME = re.compile(r"^(?:(?:同|与|和|跟).{0,12}|[一相]同.{0,4}|无|暂无|没有|不详|未知|是|否)$")
#: A place that somebody can go to: a house, a floor, a building, a village.
_PLACED = re.compile(r"\d|[路街道巷弄村组队社厦楼座园区场城苑庄桥号]")
_SHORTEST = 4


def is_piece(rank: int) -> bool:
    """Does a column of this rank hold a part of the address?"""
    return PIECE_RANK <= rank < PIECE_RANK + len(PIECES)


def in_pieces(parts: Sequence[pa.ChunkedArray], ranks: Sequence[int]) -> pa.ChunkedArray:
    """Whole addresses, the best first, and what columns of their own add to them.

    Row by row: only ledgers of buildings have such columns, and those are short.
    """
    order = sorted(range(len(parts)), key=lambda at: (ranks[at], at))
    complete = [parts[at].to_pylist() for at in order if not is_piece(ranks[at])]
    units = [PIECES[ranks[at] - PIECE_RANK].unit for at in order if is_piece(ranks[at])]
    columns = [parts[at].to_pylist() for at in order if is_piece(ranks[at])]
    made: list[str | None] = []
    for row in range(len(parts[0])):
        pieces = [(column[row], unit) for column, unit in zip(columns, units, strict=True)]
        address = next((column[row] for column in complete if column[row]), "")
        for piece, unit in pieces:
            if piece:
                address = _with(address, piece, unit)
        made.append(address or None)
    return pa.chunked_array([pa.array(made, pa.string())])


def below(
    addresses: pa.ChunkedArray, towns: list[pa.ChunkedArray], villages: list[pa.ChunkedArray]
) -> pa.ChunkedArray:
    """The addresses, each behind the town and village that columns of their own name, unless it begins
    with a division itself or has them in it. A village says where to go also by itself, a town does not."""
    told = pc.fill_null(pc.match_substring_regex(addresses, _DIVISION), False)
    rows = np.flatnonzero(~told.to_numpy())
    shown = pa.array(rows)
    known = addresses.take(shown).to_pylist()
    town = _first_of(towns, shown, _TOWN)
    village = _first_of(villages, shown, _VILLAGE)
    made = [
        _behind(address or "", *fronts)
        for address, *fronts in zip(known, town, village, strict=True)
    ]
    mask = np.zeros(len(addresses), bool)
    mask[rows] = True
    filled = pc.replace_with_mask(whole(addresses), pa.array(mask), pa.array(made, pa.string()))
    return pa.chunked_array([filled])


def _first_of(columns: list[pa.ChunkedArray], rows: pa.Array, like: re.Pattern[str]) -> list[str]:
    """Of each row the first cell that is like such a name; other things stand in such columns too."""
    cells = zip(*(column.take(rows).to_pylist() for column in columns), strict=True)
    names = [
        next((c for cell in row if cell and like.fullmatch(c := _SPACE.sub("", cell))), "")
        for row in cells
    ]
    return names or [""] * len(rows)


def _behind(address: str, town: str, village: str) -> str | None:
    if not address and not village:
        return None
    bare = _SPACE.sub("", address)
    if village in bare or _OWN_VILLAGE.match(bare):
        village = ""
    return f"{'' if town in bare or town in village else town}{village}{address}"


def _with(address: str, piece: str, unit: str) -> str:
    """The address with a piece behind it, unless it is told there already."""
    piece = _SPACE.sub("", piece)
    if unit and (_BARE.fullmatch(piece) or _LETTER.fullmatch(piece)):
        # 团结路305号 is a house, no room.
        house = "" if unit == "号" else "(?<![路街巷道弄])"
        told = rf"(?<![0-9A-Za-z]){house}{re.escape(piece)}(?:{unit}|{_UNITS[unit]}|$)"
        if re.search(told, address):
            return address
        return address + piece + ("座" if unit == "号楼" and not piece[-1].isdigit() else unit)
    return address if piece in address else address + piece


def with_addresses(firms: pa.Table) -> pa.Table:
    """Of firms that say where they do business, this is where they are: ``address`` is where to go,
    and ``registered_address`` says where else they are registered."""
    business = firms.column("business_address")
    if business.null_count == firms.num_rows:
        return firms
    registered = firms.column("address")
    differ = pc.fill_null(pc.and_(pc.is_valid(business), pc.not_equal(business, registered)), False)
    rows = pa.chunked_array([pc.indices_nonzero(differ)])
    known = pc.coalesce(registered, business)
    if len(rows):
        pairs = zip(registered.take(rows).to_pylist(), business.take(rows).to_pylist(), strict=True)
        goes = [_leads_to(seat, place) for seat, place in pairs]
        there = np.zeros(firms.num_rows, bool)
        there[rows.to_numpy()] = [place for place, _ in goes]
        apart = np.zeros(firms.num_rows, bool)
        apart[rows.to_numpy()] = [other for _, other in goes]
        known = pc.if_else(pa.array(there), business, known)
        nothing = pa.scalar(None, pa.string())
        firms = _with_column(
            firms, "registered_address", pc.if_else(pa.array(apart), registered, nothing)
        )
    return _with_column(firms, "address", known)


def _with_column(firms: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    return firms.set_column(firms.column_names.index(name), name, column)


def _leads_to(registered: str, business: str) -> tuple[bool, bool]:
    """Is the place of business where to go, and is it another place than the registered one?

    Of one place written twice, the longer writing says more.
    """
    seat, place = (
        _SPACE.sub("", unicodedata.normalize("NFKC", text)) for text in (registered, business)
    )
    if _SAME.match(place) or len(place) < _SHORTEST or not _PLACED.search(place) or place in seat:
        return False, False
    return True, seat not in place
