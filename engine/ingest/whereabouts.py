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

_BARE = re.compile(r"[A-Za-z]?-?\d+(?:-\d+)*[A-Za-z]?")
_LETTER = re.compile(r"[A-Za-z]")
#: How else the units are written.
_UNITS = MappingProxyType(
    {"号": "号", "号楼": "[幢座栋#]|号楼", "单元": "单元", "层": "[层楼Ff]", "室": "[室号房]"}
)
_SPACE = re.compile(r"\s+")
#: What is written for a place of business that is the registered one.
_SAME = re.compile(r"^(?:(?:同|与|和|跟).{0,12}|[一相]同.{0,4}|无|暂无|没有|不详|未知|是|否)$")
#: A place that somebody can go to: a house, a floor, a building, a village.
_PLACED = re.compile(r"\d|[路街道巷弄村组队社厦楼座园区场城苑庄桥号]")
_SHORTEST = 4


def is_piece(rank: int) -> bool:
    """Does a column of this rank hold a part of the address?"""
    return PIECE_RANK <= rank < PIECE_RANK + len(PIECES)


def in_pieces(
    parts: Sequence[pa.ChunkedArray], ranks: Sequence[int], front: Sequence[pa.ChunkedArray]
) -> pa.ChunkedArray:
    """Whole addresses, the best first, and what columns of their own add to them; ``front``: what
    stands before pieces without a whole one, in order.

    Row by row: only ledgers of buildings have such columns, and those are short.
    """
    order = sorted(range(len(parts)), key=lambda at: (ranks[at], at))
    whole = [parts[at].to_pylist() for at in order if not is_piece(ranks[at])]
    units = [PIECES[ranks[at] - PIECE_RANK].unit for at in order if is_piece(ranks[at])]
    columns = [parts[at].to_pylist() for at in order if is_piece(ranks[at])]
    places = [column.to_pylist() for column in front]
    made: list[str | None] = []
    for row in range(len(parts[0])):
        pieces = [(column[row], unit) for column, unit in zip(columns, units, strict=True)]
        address = next((column[row] for column in whole if column[row]), "")
        if not address and any(piece for piece, _ in pieces):
            address = "".join(dict.fromkeys(column[row] or "" for column in places))
        for piece, unit in pieces:
            if piece:
                address = _with(address, piece, unit)
        made.append(address or None)
    return pa.chunked_array([pa.array(made, pa.string())])


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
