"""Firms that stand in the registrations twice are screened once."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.ruined import Row, owners
from engine.model.arrays import Flags, Ints
from engine.model.columns import encode, pieces, whole
from engine.model.credit_code import ALPHABET, LENGTH, WEIGHTS

Bytes = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]
#: Bytes looked at at once: what is made of them stays near the processor.
_STEP = 1 << 17
_ODD = np.uint64(0x9E3779B97F4A7C15)
_WEIGHTS = [np.uint16(weight) for weight in WEIGHTS]
#: What tells firms apart that have neither a valid code nor an address.
_TELLING = ("uscc", "reg_no", "legal_rep", "est_date", "phone", "county", "city", "scope")
#: All that is asked of rows with the same name.
_ASKED = list(dict.fromkeys(["uscc", "address", *_TELLING, "ent_type"]))
_SHEET = ["source_file", "source_sheet"]
#: Zero-width characters, too: nobody sees that they tell two names apart.
_SPACE = r"[\s\x{3000}\x{200b}-\x{200f}\x{2060}\x{feff}]+"
#: Two ways to write one form of firm, and what a list notes behind a name; a firm that is closed is not
#: the open one.
_LONG_FORM, _FORM = "有限责任公司", "有限公司"
_NOTED = r"(?:\((?:存续|在业|开业)\))?[。.,;、]*$"


def merge_duplicates(table: pa.Table, sheeted: pa.Array | None = None) -> tuple[pa.Table, int]:
    """Keep the first row of each firm, one with a right code before others; fill its empty cells from
    the rest, and count these.

    ``merged_rows`` names all rows of a firm that stood more than once. ``sheeted``: what
    ``several_sheets`` says of all such rows, where the table has some of them.
    """
    table = table.drop_columns(["merged_rows"]) if "merged_rows" in table.column_names else table
    codes, ruined = _identity(table)
    counts = np.bincount(codes) if len(codes) else np.zeros(0, dtype=np.int64)
    twice = counts[codes] > 1 if len(codes) else np.zeros(0, dtype=bool)
    removed = int(len(codes) - len(counts))
    if not removed:
        return table.append_column("merged_rows", _texts([""] * table.num_rows)), 0
    # Of the rows that stand more than once columns are made one by one: all may be such rows.
    among, groups = pa.array(twice), codes[twice]
    first = np.zeros(len(codes), dtype=bool)
    # Rows with a ruined code stand behind all others.
    preferred = np.argsort(ruined, kind="stable")
    first[preferred[np.unique(codes[preferred], return_index=True)[1]]] = True
    kept = table.filter(pa.array(first))
    kept_codes = codes[first]
    at = np.flatnonzero(counts[kept_codes] > 1)
    order = kept_codes[at]
    for index, name in enumerate(kept.column_names):
        column = kept.column(name)
        given = table.column(name)
        if name == "source_row" or not column.null_count or given.null_count == len(given):
            continue
        filled = _fill(column, at, _first(given.filter(among), groups, order))
        kept = kept.set_column(index, name, filled)
    places = table.select([*_SHEET, "source_row"]).filter(among)
    sheeted = several_sheets([places]) if sheeted is None else sheeted
    several = counts[kept_codes] > 1
    merged = pc.replace_with_mask(
        pa.array([""] * kept.num_rows, pa.string()),
        pa.array(several),
        _joined(_row_names(places, sheeted), groups, order),
    )
    return kept.append_column("merged_rows", pa.chunked_array([merged])), removed


def _joined(names: pa.Array, groups: Ints, wanted: Ints) -> pa.Array:
    """The names of each group wanted, in order."""
    known, begins = np.unique(np.sort(groups), return_index=True)
    ordered = names.take(pa.array(np.argsort(groups, kind="stable")))
    offsets = pa.array(np.append(begins, len(groups)), pa.int32())
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, ordered), "|")
    return joined.take(pa.array(np.searchsorted(known, wanted)))


def _texts(values: list[str]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, pa.string())])


def _first(column: pa.ChunkedArray, groups: Ints, wanted: Ints) -> list[object]:
    """The first value that is there of each group wanted."""
    there = np.flatnonzero(pc.is_valid(column).to_numpy(zero_copy_only=False))
    known, first = np.unique(groups[there], return_index=True)
    values = column.take(pa.array(there[first])).to_pylist()
    found = dict(zip(known.tolist(), values, strict=True))
    return [found.get(group) for group in wanted.tolist()]


def _fill(
    column: pa.ChunkedArray, at: npt.NDArray[np.int64], values: list[object]
) -> pa.ChunkedArray:
    nulls = pc.is_null(column).to_numpy(zero_copy_only=False)
    new = [
        (position, value)
        for position, value in zip(at, values, strict=True)
        if nulls[position] and isinstance(value, str)
    ]
    if not new:
        return column
    mask = np.zeros(len(column), dtype=bool)
    mask[[position for position, _ in new]] = True
    whole = pa.concat_arrays(column.chunks)
    replaced = pc.replace_with_mask(
        whole, pa.array(mask), pa.array([v for _, v in new], pa.string())
    )
    return pa.chunked_array([replaced])


def repeated_places(table: pa.Table) -> pa.Table:
    """The files and sheets of rows that are one firm with others of the table."""
    codes, _ = _identity(table)
    twice = np.bincount(codes)[codes] > 1
    return table.select(_SHEET).filter(pa.array(twice)).group_by(_SHEET).aggregate([])


def several_sheets(places: Iterable[pa.Table]) -> pa.Array:
    """The files of which more than one sheet stands there."""
    books = pa.concat_tables(some.select(_SHEET) for some in places).group_by(_SHEET).aggregate([])
    sheets = books.group_by("source_file").aggregate([([], "count_all")])
    return whole(sheets.filter(pc.greater(sheets.column("count_all"), 1)).column("source_file"))


def _row_names(table: pa.Table, sheeted: pa.Array) -> pa.Array:
    """``sheeted``: files of which the number of a row alone would not tell which it is."""
    names = (*_SHEET, "source_row")
    file, sheet, row = (whole(pc.cast(table.column(name), pa.string())) for name in names)
    named = pc.is_in(file, sheeted)
    place = pc.if_else(named, pc.binary_join_element_wise(file, sheet, "#"), file)
    return whole(pc.binary_join_element_wise(place, row, ":"))


def _identity(table: pa.Table) -> tuple[Ints, Flags]:
    """Equal numbers for rows of one firm: credit code and name, else name and address; which rows are
    the same firm as another with a right code (decision 19)."""
    named = encode(_named(table.column("name"))).indices.to_numpy().astype(np.int64)
    counts = np.bincount(named)
    # A name that stands once is a firm of its own; most do.
    rows = np.flatnonzero(counts[named] > 1)
    some = table.select(_ASKED)
    some = some if len(rows) == len(named) else some.take(pa.array(rows))
    shared, ruined = _among_namesakes(some, named[rows])
    codes = named.copy()
    codes[rows] = shared + len(counts)
    # Numbers without gaps, for counting.
    behind = np.zeros(len(codes), bool)
    behind[rows] = ruined
    return np.unique(codes, return_inverse=True)[1].astype(np.int64), behind


def identity_keys(table: pa.Table) -> tuple[pa.Array, pa.Array, Flags]:
    """Names as they are compared; equal texts for rows that are one firm by what they say themselves;
    which rows have a right code."""
    name, code = _named(table.column("name")), _fold(table.column("uscc"))
    valid = valid_uscc(code)
    if not valid.all():
        others = pa.array(~valid)
        code = pc.replace_with_mask(code, others, _without_code(table.filter(others)))
    return name, whole(pc.binary_join_element_wise(name, code, "\x1e")), valid


def _without_code(table: pa.Table) -> pa.Array:
    """What besides its name tells a firm without a valid code."""
    address = _fold(table.column("address"))
    # Without code and address a name is not enough: shops share names from town to town.
    others = [pc.fill_null(table.column(c), "") for c in _TELLING]
    vague = pc.binary_join_element_wise(pa.scalar("?"), *others, "\x1f")
    return whole(pc.if_else(pc.equal(address, ""), vague, address))


def _among_namesakes(table: pa.Table, names: Ints) -> tuple[Ints, Flags]:
    """The same for rows whose names, as numbers, stand more than once."""
    code = _fold(table.column("uscc"))
    valid = valid_uscc(code)
    second = pc.if_else(pa.array(valid), whole(code), _without_code(table))
    key = pc.binary_join_element_wise(pc.cast(pa.array(names), pa.string()), whole(second), "\x1e")
    codes: Ints = encode(key).indices.to_numpy().astype(np.int64)
    rows = mixed(names, valid)
    if not len(rows):
        return codes, np.zeros(len(codes), bool)
    some = table.take(pa.array(rows))
    cells = [_fold(some.column(c)).to_pylist() for c in ("address", "legal_rep", "ent_type")]
    told = [
        c if ok else ""
        for c, ok in zip(code.take(pa.array(rows)).to_pylist(), valid[rows], strict=True)
    ]
    found = owners(map(Row, names[rows].tolist(), codes[rows].tolist(), told, *cells))
    owner = np.arange(len(codes))
    owner[[*found]] = [*found.values()]
    return owner[codes], owner[codes] != codes


def mixed(names: Hashes | Ints, valid: Flags) -> Ints:
    """Rows of names that stand with a right code and without one."""
    distinct, at = np.unique(names, return_inverse=True)
    right, ruined = (np.bincount(at[some], minlength=len(distinct)) for some in (valid, ~valid))
    return np.flatnonzero(((right > 0) & (ruined > 0))[at])


def _fold(column: pa.ChunkedArray) -> pa.Array:
    """How texts are compared: width, case and spaces tell none apart."""
    text = whole(pc.fill_null(column, ""))
    rows = _unusual(text)
    if not len(rows):
        return text
    folded = pc.utf8_upper(pc.utf8_normalize(text.take(pa.array(rows)), form="NFKC"))
    folded = pc.replace_substring_regex(folded, _SPACE, "")
    return _put(text, rows, folded)


def _named(column: pa.ChunkedArray) -> pa.Array:
    """How names are compared: besides, the legal form in one writing, and no remark behind it."""
    text = _fold(column)
    rows = _long(text)
    if len(rows):
        short = pc.replace_substring(text.take(pa.array(rows)), _LONG_FORM, _FORM)
        text = _put(text, rows, short)
    noted = pc.match_substring_regex(text, r"[).,;。、]$").to_numpy(zero_copy_only=False)
    rows = np.flatnonzero(noted)
    if len(rows):
        text = _put(text, rows, pc.replace_substring_regex(text.take(pa.array(rows)), _NOTED, ""))
    return text


def _long(text: pa.Array) -> Ints:
    """Rows with the longer writing of the legal form."""
    found = pc.match_substring(text, _LONG_FORM).to_numpy(zero_copy_only=False)
    return np.flatnonzero(found)


def _put(text: pa.Array, rows: Ints, others: pa.Array) -> pa.Array:
    """With ``others`` in the ``rows``, ascending."""
    mask = np.zeros(len(text), dtype=bool)
    mask[rows] = True
    return pc.replace_with_mask(text, pa.array(mask), others)


def _unusual(text: pa.Array) -> Ints:
    """Rows with anything but digits, capitals and characters that begin as 一 to 鿿 do in UTF-8,
    none of which folding changes."""
    offsets, data = pieces(text)
    steps = range(0, len(data), _STEP)
    found = [np.flatnonzero(_folds(data[at : at + _STEP])) + at for at in steps]
    if not any(map(len, found)):
        return np.zeros(0, np.int64)
    rows = np.searchsorted(offsets, np.concatenate(found), side="right") - 1
    return rows[np.flatnonzero(np.diff(rows, prepend=-1))]


def _folds(data: Bytes) -> Flags:
    """Of each byte whether folding may change the character that it belongs to."""
    kept: Flags = data - 0x80 < 0x40
    for first, last in (0xE4, 0xE9), (ord("0"), ord("9")), (ord("A"), ord("Z")):
        kept |= data - first <= last - first
    return ~kept


def _digits() -> bytes:
    """Of each character its value in a code, 31 for none."""
    found = np.full(256, len(ALPHABET), np.uint8)
    found[[*ALPHABET.encode("ascii")]] = np.arange(len(ALPHABET))
    return found.tobytes()


_DIGITS = _digits()


def valid_uscc(codes: pa.Array | pa.ChunkedArray) -> Flags:
    """Which codes are 18 characters with a right check character (GB 32100)."""
    valid, characters = _codes(whole(codes))
    valid[valid] = _right(characters)
    return valid


def usual_codes(codes: pa.Array) -> pa.Array:
    """Which codes are those that firms usually have; none of these is a number of a person."""
    commerce = pc.match_substring_regex(codes, "^9[1-3]")
    return pc.and_(commerce, pa.array(valid_uscc(codes)))


def _codes(text: pa.Array) -> tuple[Flags, Bytes]:
    """Which texts are as long as a code, and the characters of these, a row for each."""
    offsets, data = pieces(text)
    long: Flags = np.diff(offsets) == LENGTH
    if len(data) != LENGTH * np.count_nonzero(long):
        data = pieces(text.filter(pa.array(long)))[1]
    return long, data.reshape(-1, LENGTH)


def _right(codes: Bytes) -> Flags:
    """Which of such codes have the right check character."""
    digits = np.frombuffer(codes.tobytes().translate(_DIGITS), np.uint8).reshape(-1, LENGTH)
    columns = np.ascontiguousarray(digits.T)
    # Not as a product of matrices: numpy gives that to threads, which other processes need.
    sums = np.zeros(len(digits), np.uint16)
    for column, weight in zip(columns[:-1], _WEIGHTS, strict=True):
        sums += column * weight
    right: Flags = (sums + columns[-1]) % 31 == 0
    right &= columns.max(axis=0) < len(ALPHABET)
    return right


@dataclass(frozen=True, slots=True)
class Suspects:
    """``keys``: equal numbers for rows of one firm by code, or by name and address; of others seldom.
    ``ruined``: names of the rows without a right code, which other rows of the name may have."""

    keys: Hashes
    ruined: pa.Array


def suspicions(table: pa.Table) -> Suspects:
    code = whole(pc.fill_null(table.column("uscc"), ""))
    found = _keys(code)
    # A right code is folded as it stands; most are.
    rows = np.flatnonzero(found == 0)
    found[rows] = _keys(_fold(pa.chunked_array([code.take(pa.array(rows))])))
    rows = rows[found[rows] == 0]
    others = table.select(["name", "address", *_TELLING]).take(pa.array(rows))
    names = _named(others.column("name"))
    texts = pc.binary_join_element_wise(names, _without_code(others), "\x1e")
    found[rows] = [zlib.crc32(text) for text in whole(texts).cast(pa.binary()).to_pylist()]
    return Suspects(found, names)


def _keys(codes: pa.Array) -> Hashes:
    """Of right codes a number that is seldom another one's, 0 of others."""
    long, characters = _codes(codes)
    found = np.zeros(len(long), np.uint64)
    found[long] = np.where(_right(characters), _mixed(characters), np.uint64(0))
    return found


def namesakes(table: pa.Table, names: pa.Array) -> tuple[Ints, Ints, Flags]:
    """Rows that have one of the ``names``; which of these; whether their code is right."""
    text = whole(pc.fill_null(table.column("name"), ""))
    which = _places(text, names)
    rows = np.union1d(_unusual(text), _long(text))
    which[rows] = _places(_named(pa.chunked_array([text.take(pa.array(rows))])), names)
    rows = np.flatnonzero(which >= 0)
    codes = table.column("uscc").take(pa.array(rows))
    return rows, which[rows], valid_uscc(_fold(codes))


def _places(texts: pa.Array, names: pa.Array) -> Ints:
    """Which of the names each text is, −1 for none."""
    at: Ints = pc.index_in(texts, names).fill_null(-1).to_numpy().astype(np.int64)
    return at


def _mixed(codes: Bytes) -> Hashes:
    words = np.zeros((len(codes), 24), np.uint8)
    words[:, :LENGTH] = codes
    found, *others = words.view(np.uint64).T
    for word in others:
        found = (found ^ (found >> np.uint64(29))) * _ODD + word
    mixed: Hashes = found * _ODD
    return mixed
