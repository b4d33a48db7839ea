"""Firms that stand in the registrations twice are screened once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

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
    subset = table.filter(pa.array(twice)).to_pandas()
    groups = codes[twice]
    names = _row_names(subset).groupby(groups, sort=False).agg("|".join).to_dict()
    filled = subset.groupby(groups, sort=False).first()
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
        kept = kept.set_column(index, name, _fill(column, at, filled[name].reindex(order).tolist()))
    merged = np.full(kept.num_rows, "", dtype=object)
    merged[at] = [names[code] for code in order]
    return kept.append_column("merged_rows", _texts(merged.tolist())), removed


def _texts(values: list[str]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(values, pa.string())])


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


def _row_names(frame: pd.DataFrame) -> pd.Series[str]:
    files, sheets = frame["source_file"].astype(str), frame["source_sheet"].astype(str)
    # The sheet is named only where the row number alone would not tell.
    several = sheets.groupby(files).transform("nunique") > 1
    place = files.where(~several, files + "#" + sheets)
    return (place + ":" + frame["source_row"].astype(str)).reset_index(drop=True)


def _identity(table: pa.Table) -> npt.NDArray[np.int64]:
    """Equal numbers for rows of one firm."""
    encoded = identity_keys(table).dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = pa.concat_arrays(encoded.unify_dictionaries().chunks)
    codes: npt.NDArray[np.int64] = encoded.indices.to_numpy().astype(np.int64)
    return codes


def identity_keys(table: pa.Table) -> pa.Array | pa.ChunkedArray:
    """Equal texts for rows of one firm: credit code and name, else name and address."""
    name = _fold(table.column("name"))
    code = _fold(table.column("uscc"))
    valid = pa.array(valid_uscc(code))
    address = _fold(table.column("address"))
    # Without code and address a name is not enough: shops share names from town to town.
    others = [
        pc.fill_null(table.column(c), "")
        for c in ("uscc", "reg_no", "legal_rep", "est_date", "phone", "county", "city", "scope")
    ]
    vague = pc.binary_join_element_wise(pa.scalar("?"), *others, "\x1f")
    second = pc.if_else(valid, code, pc.if_else(pc.equal(address, ""), vague, address))
    return pc.binary_join_element_wise(name, second, "\x1e").combine_chunks()


def _fold(column: pa.ChunkedArray) -> pa.ChunkedArray:
    text = pc.utf8_upper(pc.utf8_normalize(pc.fill_null(column, ""), form="NFKC"))
    return pc.replace_substring_regex(text, _SPACE, "")


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
