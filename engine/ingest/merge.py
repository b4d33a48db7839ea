"""Firms that stand in the registrations twice are screened once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.columns import encode, whole

Ints = npt.NDArray[np.int64]
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, S, V, Z
_USCC = rf"^[{_ALPHABET}]{{18}}$"
#: Zero-width characters, too: nobody sees that they tell two names apart.
_SPACE = r"[\s\x{3000}\x{200b}-\x{200f}\x{2060}\x{feff}]+"


def merge_duplicates(table: pa.Table) -> tuple[pa.Table, int]:
    """Keep the first row of each firm, fill its empty cells from later ones; count the rest.

    ``merged_rows`` names all rows of a firm that stood more than once.
    """
    table = table.drop_columns(["merged_rows"]) if "merged_rows" in table.column_names else table
    codes = _identity(table)
    counts = np.bincount(codes) if len(codes) else np.zeros(0, dtype=np.int64)
    twice = counts[codes] > 1 if len(codes) else np.zeros(0, dtype=bool)
    removed = int(len(codes) - len(counts))
    if not removed:
        return table.append_column("merged_rows", _texts([""] * table.num_rows)), 0
    subset, groups = table.filter(pa.array(twice)).combine_chunks(), codes[twice]
    names: dict[int, list[str]] = {}
    for group, row in zip(groups.tolist(), _row_names(subset), strict=True):
        names.setdefault(group, []).append(row)
    first = np.zeros(len(codes), dtype=bool)
    first[np.unique(codes, return_index=True)[1]] = True
    kept = table.filter(pa.array(first))
    kept_codes = codes[first]
    at = np.flatnonzero(counts[kept_codes] > 1)
    order = kept_codes[at]
    for index, name in enumerate(kept.column_names):
        column = kept.column(name)
        if name == "source_row" or not column.null_count:
            continue
        kept = kept.set_column(
            index, name, _fill(column, at, _first(subset.column(name), groups, order))
        )
    merged = np.full(kept.num_rows, "", dtype=object)
    merged[at] = ["|".join(names[code]) for code in order.tolist()]
    return kept.append_column("merged_rows", _texts(merged.tolist())), removed


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


def _row_names(table: pa.Table) -> list[str]:
    names = ("source_file", "source_sheet", "source_row")
    places = list(zip(*(table.column(name).to_pylist() for name in names), strict=True))
    sheets: dict[str, set[str]] = {}
    for file, sheet, _ in places:
        sheets.setdefault(file, set()).add(sheet)
    # The sheet is named only where the row number alone would not tell.
    return [
        f"{file}#{sheet}:{row}" if len(sheets[file]) > 1 else f"{file}:{row}"
        for file, sheet, row in places
    ]


def _identity(table: pa.Table) -> Ints:
    """Equal numbers for rows of one firm: credit code and name, else name and address."""
    named = encode(_fold(table.column("name"))).indices.to_numpy().astype(np.int64)
    counts = np.bincount(named)
    # A name that stands once is a firm of its own; most do.
    rows = np.flatnonzero(counts[named] > 1)
    shared = _among_namesakes(table.take(pa.array(rows)), pa.array(named[rows]))
    codes = named.copy()
    codes[rows] = shared + len(counts)
    # Numbers without gaps, for counting.
    return np.unique(codes, return_inverse=True)[1].astype(np.int64)


def identity_keys(table: pa.Table) -> pa.Array:
    """Equal texts for rows of one firm: credit code and name, else name and address."""
    name, code = _fold(table.column("name")), _fold(table.column("uscc"))
    valid = pa.array(valid_uscc(code))
    if pc.all(valid).as_py():
        return whole(pc.binary_join_element_wise(name, code, "\x1e"))
    others = pc.invert(valid)
    second = pc.replace_with_mask(whole(code), others, _without_code(table.filter(others)))
    return whole(pc.binary_join_element_wise(whole(name), second, "\x1e"))


def _without_code(table: pa.Table) -> pa.Array:
    """What besides its name tells a firm without a valid code."""
    address = _fold(table.column("address"))
    # Without code and address a name is not enough: shops share names from town to town.
    others = [
        pc.fill_null(table.column(c), "")
        for c in ("uscc", "reg_no", "legal_rep", "est_date", "phone", "county", "city", "scope")
    ]
    vague = pc.binary_join_element_wise(pa.scalar("?"), *others, "\x1f")
    return whole(pc.if_else(pc.equal(address, ""), vague, address))


def _among_namesakes(table: pa.Table, names: pa.Array) -> Ints:
    """The same for rows whose names, as numbers, stand more than once."""
    code = _fold(table.column("uscc"))
    second = pc.if_else(pa.array(valid_uscc(code)), whole(code), _without_code(table))
    key = pc.binary_join_element_wise(pc.cast(names, pa.string()), whole(second), "\x1e")
    codes: Ints = encode(key).indices.to_numpy().astype(np.int64)
    return codes


def _fold(column: pa.ChunkedArray) -> pa.ChunkedArray:
    text = pc.fill_null(column, "")
    if not pc.all(pc.string_is_ascii(text)).as_py():
        text = pc.utf8_normalize(text, form="NFKC")
    text = pc.utf8_upper(text)
    # Asking is cheaper than replacing; few registers have such a column.
    spaced = pc.any(pc.match_substring_regex(text, _SPACE)).as_py()
    return pc.replace_substring_regex(text, _SPACE, "") if spaced else text


def valid_uscc(codes: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    """Which codes are 18 characters with a right check character (GB 32100)."""
    shaped = pc.fill_null(pc.match_substring_regex(codes, _USCC), False)
    result: npt.NDArray[np.bool_] = np.array(shaped.to_numpy(zero_copy_only=False), dtype=bool)
    whole = "".join(codes.filter(shaped).to_pylist()).encode("ascii")
    if not whole:
        return result
    values = np.zeros(256, dtype=np.int64)
    values[np.frombuffer(_ALPHABET.encode("ascii"), dtype=np.uint8)] = np.arange(31)
    digits = values[np.frombuffer(whole, dtype=np.uint8).reshape(-1, 18)]
    weights = np.array([pow(3, i, 31) for i in range(17)], dtype=np.int64)
    check = (31 - (digits[:, :17] @ weights) % 31) % 31
    result[result] = check == digits[:, 17]
    return result
