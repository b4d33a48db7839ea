"""Personal data made unreadable, each character by ``*``, so that every offset stays right.

Names of people, telephones and identity numbers stand in full only in the office's own workbook.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.columns import whole
from engine.model.screening import Part
from engine.model.stored import Stored

#: Eighteen characters with a date of birth inside, or the fifteen of before 1999. Codes of firms
#: are as long and hold no such date; the sums of their check characters are not needed.
_IDENTITY = (
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}[0-9Xx]"
    r"(?![0-9A-Za-z])"
    r"|(?<![0-9A-Za-z])[1-9][0-9]{7}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01])[0-9]{3}(?![0-9A-Za-z])"
)
#: Mobile numbers also with the separators people put in; landlines with an area code.
_MOBILE = r"(?<![0-9])1[\s\-—.]?[3-9][0-9](?:[\s\-—.]?[0-9]){8}(?![0-9])"
_LANDLINE = r"(?<![0-9])0[0-9]{2,3}[\s\-—.()（）]{0,2}[2-9][0-9]{6,7}(?![0-9])"
_MAIL = r"(?<![\w.+\-])[A-Za-z0-9][\w.+\-]{0,63}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}"
#: Whatever else is as long may be a piece of one of these, or the number of a bank card.
_LONG = r"(?<![0-9A-Za-z.])[0-9]{11,20}(?![0-9A-Za-z])"
_PRIVATE = re.compile("|".join((_IDENTITY, _MOBILE, _LANDLINE, _LONG, _MAIL)), re.ASCII)
_FIRM = re.compile(
    r"公司|合作社|合伙|中心|集团|委员会|协会|基金|企业|事务所|银行|局$|厂$|社$|所$|店$|部$"
)
_DIGIT = re.compile(r"[0-9０-９]")
_NARROW = {ord("０") + i: ord("0") + i for i in range(10)} | {
    ord("－"): ord("-"),
    ord("＠"): ord("@"),
}
#: Anything that one of these could stand in, for RE2.
_WORTH_A_LOOK = r"(?:[0-9０-９][\s\-—.()（）－]{0,2}){9}|[@＠]"
_LOOK = re.compile(_WORTH_A_LOOK)
_SEPARATOR = re.compile(r"([,，、;；/|\s]+)")


def mask_text(text: str) -> str:
    """Free text with every telephone, identity number and address of mail masked."""
    if not _LOOK.search(text):
        return text
    narrow = text.translate(_NARROW)
    pieces: list[str] = []
    at = 0
    for found in _PRIVATE.finditer(narrow):
        pieces += [text[at : found.start()], _middle(text[found.start() : found.end()])]
        at = found.end()
    return "".join([*pieces, text[at:]]) if pieces else text


def mask_number(text: str) -> str:
    """A column of telephones, in whatever form: of every run of digits the ends stay."""
    return re.sub(r"[0-9０-９][0-9０-９\s\-—.]{4,}[0-9０-９]", lambda m: _middle(m.group()), text)


def mask_person(text: str) -> str:
    """A name of a person keeps its first character; a firm that stands in its place stays whole."""
    return "".join(
        part if not part or _SEPARATOR.match(part) or _FIRM.search(part) else _initial(part)
        for part in _SEPARATOR.split(text)
    )


def _initial(name: str) -> str:
    return name[0] + "*" * (len(name) - 1) if len(name) > 1 else "*"


def _middle(text: str) -> str:
    """The digits between the first three and the last four; short numbers keep only two."""
    digits = [at for at, char in enumerate(text) if _DIGIT.match(char) or char in "Xx"]
    if "@" in text:
        return text[0] + "*" * (text.index("@") - 1) + text[text.index("@") :]
    head, tail = (3, 4) if len(digits) >= 11 else (0, 2)
    hidden = set(digits[head : len(digits) - tail])
    if len(digits) >= 15:  # of an identity number the last four tell sex and check
        hidden = set(digits[6 : len(digits) - 1])
    return "".join("*" if at in hidden else char for at, char in enumerate(text))


def mask_part(
    part: Part,
    *,
    people: Iterable[str] = (),
    numbers: Iterable[str] = (),
    texts: Iterable[str] = (),
) -> Part:
    """A copy with the named columns masked; columns the part lacks are passed over."""
    wanted = {
        **dict.fromkeys(people, mask_person),
        **dict.fromkeys(numbers, mask_number),
        **dict.fromkeys(texts, mask_text),
    }
    if isinstance(part, Stored):
        return part.shown(_Masking(wanted))
    if isinstance(part, pa.Table):
        return _masked_table(part, wanted)
    done = part.copy(deep=False)
    for name, mask in wanted.items():
        if name in done.columns:
            done[name] = _masked_series(done[name], mask)
    return done


@dataclass(frozen=True, slots=True)
class _Masking:
    """Masks the rows of a table on disk as they are read, in whatever process."""

    wanted: Mapping[str, Callable[[str], str]]

    def __call__(self, table: pa.Table, places: object) -> pa.Table:
        return _masked_table(table, self.wanted)


def _masked_table(table: pa.Table, wanted: Mapping[str, Callable[[str], str]]) -> pa.Table:
    for at, name in enumerate(table.column_names):
        if name in wanted and table.num_rows:
            table = table.set_column(at, name, _masked_column(table.column(name), wanted[name]))
    return table


def _masked_column(column: pa.ChunkedArray, mask: Callable[[str], str]) -> pa.ChunkedArray:
    """Of free text only what may hold a number is looked at; each different value once."""
    texts = pc.cast(column, pa.string())
    if mask is mask_text:
        chosen = pc.fill_null(pc.match_substring_regex(texts, _WORTH_A_LOOK), False)
    else:
        texts = _usual(texts, mask)
        chosen = pc.fill_null(pc.and_(pc.not_equal(texts, ""), pc.equal(texts, column)), False)
    if not pc.any(chosen).as_py():
        return texts
    texts, chosen = whole(texts), whole(chosen)
    coded = texts.filter(chosen).dictionary_encode()
    changed = pa.array(map(mask, coded.dictionary.to_pylist()), pa.string())
    return pa.chunked_array([pc.replace_with_mask(texts, chosen, changed.take(coded.indices))])


def _usual(texts: pa.ChunkedArray, mask: Callable[[str], str]) -> pa.ChunkedArray:
    """Names of two to four characters and telephones of digits only, as ``mask`` makes them; nearly
    every firm has another, so that they are worth a way without Python. The rest stays."""

    def stars(length: Any, shown: int) -> Any:
        return pc.binary_repeat("*", pc.max_element_wise(pc.subtract(length, shown), 0))

    length = pc.utf8_length(texts)
    if mask is mask_person:
        person = pc.match_substring_regex(texts, r"^[\x{4e00}-\x{9fff}]{2,4}$")
        firm = pc.match_substring_regex(texts, _FIRM.pattern)
        first = pc.utf8_slice_codeunits(texts, 0, 1)
        masked = pc.binary_join_element_wise(first, stars(length, 1), "")
        return pc.if_else(pc.and_not(person, firm), masked, texts)
    if mask is mask_number:
        head, tail = (pc.utf8_slice_codeunits(texts, *at) for at in ((0, 3), (-4,)))
        masked = pc.binary_join_element_wise(head, stars(length, 7), tail, "")
        return pc.if_else(pc.match_substring_regex(texts, r"^[0-9]{11,14}$"), masked, texts)
    return texts


def _masked_series(values: pd.Series[Any], mask: Callable[[str], str]) -> pd.Series[Any]:
    changed = {}
    for value in values.unique():
        if isinstance(value, str) and value and (new := mask(value)) != value:
            changed[value] = new
    if not changed:
        return values
    # As objects: half a surrogate pair would not go into pandas' own text.
    shown = [changed.get(v, v) if isinstance(v, str) else v for v in values]
    return pd.Series(shown, index=values.index, dtype=object)
