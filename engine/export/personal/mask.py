"""Personal data made unreadable, each character by ``*``, so that every offset stays right.

Names of people, telephones and identity numbers stand in full only in the office's own workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from engine.export.personal.mobiles import without_mobiles
from engine.export.personal.numbers import mask_code, mask_number, mask_text
from engine.export.personal.people import FIRM, WITH_ROLE, mask_person
from engine.export.personal.suspects import with_numbers, with_private
from engine.ingest.merge import usual_codes
from engine.model.columns import whole
from engine.model.screening import Part
from engine.model.stored import Stored

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "MASKS",
    "Both",
    "Mask",
    "Masking",
    "Words",
    "mask_code",
    "mask_number",
    "mask_part",
    "mask_person",
    "mask_text",
    "mask_texts",
]


Mask = Callable[[str], str]
#: Bytes of columns beyond which their texts might not go into one array.
_LARGE = 1 << 29


_ENTITY_TEXTS = (
    *(
        "name",
        "reasons",
        "remarks",
        "affiliates",
        "address",
        "scope",
        "licence_name",
        "licence_needed",
    ),
    *("town", "village", "road", "building", "floor", "room"),  # cut from the address
    # Where cells have slipped into the next column, a number stands under any header.
    *("province", "city", "county", "territory", "responsible", "department", "licence_until"),
    *("ent_type", "status", "est_date"),
)
_ADVERT_TEXTS = (
    *("advertiser", "title", "text", "entity_name", "reasons", "remarks", "candidates"),
    *("media_name", "url", "channel", "publish_time"),
)
_EVIDENCE_TEXTS = ("quote", "reason")

#: What is masked in each part, and how.
MASKS: dict[str, dict[str, Mask]] = {
    "entities": {
        "legal_rep": mask_person,
        "uscc": mask_code,
        **dict.fromkeys(("phone", "responsible_phone"), mask_number),
        **dict.fromkeys(_ENTITY_TEXTS, mask_text),
    },
    "adverts": {
        **dict.fromkeys(("phone", "contact"), mask_number),
        **dict.fromkeys(_ADVERT_TEXTS, mask_text),
    },
    "evidence": dict.fromkeys(_EVIDENCE_TEXTS, mask_text),
}


def mask_part(part: Part, masks: Mapping[str, Mask], *, usual: bool = False) -> Part:
    """A copy with ``masks`` by column; columns the part lacks are passed over. ``usual``: these are
    those of ``MASKS``, with which lines are made beforehand."""
    if isinstance(part, Stored):
        changes = {name: Masking(mask) for name, mask in masks.items()}
        return part.shown(changes, part.lines if usual else None)
    if isinstance(part, pa.Table):
        return _masked_table(part, masks)
    done = part.copy(deep=False)
    for name, mask in masks.items():
        if name in done.columns:
            done[name] = _masked_series(done[name], mask)
    return done


@dataclass(frozen=True, slots=True)
class Words:
    """Puts something else for words that are known beforehand."""

    instead: Mapping[str, str]

    def __call__(self, text: str) -> str:
        for word, other in self.instead.items():
            text = text.replace(word, other)
        return text


@dataclass(frozen=True, slots=True)
class Exactly:
    """Puts something else for a whole cell."""

    instead: Mapping[str, str]

    def __call__(self, text: str) -> str:
        return self.instead.get(text, text)


@dataclass(frozen=True, slots=True)
class Both:
    """One mask after the other."""

    first: Mask
    second: Mask

    def __call__(self, text: str) -> str:
        return self.second(self.first(text))


@dataclass(frozen=True, slots=True)
class Masking:
    """Masks the texts of a column."""

    mask: Mask

    def __call__(self, texts: pa.Array) -> pa.Array:
        """Of free text only what may hold a number is looked at; each different value once."""
        if self.mask is str:  # nothing is changed
            return texts
        if isinstance(self.mask, Both):
            return Masking(self.mask.second)(Masking(self.mask.first)(texts))
        if isinstance(self.mask, Exactly):
            known = pa.array(self.mask.instead, pa.string())
            return _masked(texts, pc.is_in(texts, value_set=known), self.mask)
        if self.mask is mask_text:
            some = with_numbers(texts)
            if not some.any():
                return texts
            told = pa.array(some)
            return pc.replace_with_mask(texts, told, masked_numbers(texts.filter(told)))
        texts, done = _usual(texts, self.mask)
        return _masked(texts, pc.and_not(pc.not_equal(texts, ""), done), self.mask)


def masked_numbers(texts: pa.Array) -> pa.Array:
    """Free texts that may hold numbers, masked; most have a mobile number and nothing else."""
    shown = without_mobiles(texts)
    return _masked(shown, pa.array(with_private(shown)), mask_text)


def _masked(texts: pa.Array, which: pa.BooleanArray, mask: Mask) -> pa.Array:
    """Each different value of some is masked once."""
    chosen = pc.fill_null(which, False)
    if not pc.any(chosen).as_py():
        return texts
    coded = texts.filter(chosen).dictionary_encode()
    changed = pa.array(map(mask, coded.dictionary.to_pylist()), pa.string())
    return pc.replace_with_mask(texts, chosen, changed.take(coded.indices))


def mask_texts(texts: Sequence[str], mask: Mask) -> list[str]:
    """The texts of one column, masked."""
    try:
        cells = pa.array(texts, pa.string())
    except UnicodeEncodeError:  # half a surrogate pair
        return [mask(text) if text else text for text in texts]
    masked: list[str] = Masking(mask)(cells).to_pylist()
    return masked


def _masked_table(table: pa.Table, wanted: Mapping[str, Mask]) -> pa.Table:
    names = [name for name in table.column_names if name in wanted and table.num_rows]
    cells = {name: whole(pc.cast(table.column(name), pa.string())) for name in names}
    free = [name for name in names if wanted[name] is mask_text]
    done: dict[str, pa.Array] = {}
    if free and sum(cells[name].nbytes for name in free) < _LARGE:
        # One look at all of them: to make it ready takes longer than to look at a column of a township.
        masked = Masking(mask_text)(pa.concat_arrays([cells.pop(name) for name in free]))
        rows = table.num_rows
        done = {name: masked.slice(at * rows, rows) for at, name in enumerate(free)}
    done |= {name: Masking(wanted[name])(texts) for name, texts in cells.items()}
    for name in names:
        table = table.set_column(table.column_names.index(name), name, done[name])
    return table


def _usual(texts: pa.Array, mask: Mask) -> tuple[pa.Array, pa.Array]:
    """Names of two to four characters, telephones of digits only and codes of firms, as ``mask``
    makes them, and which are these; nearly every firm has another, so that they are worth a way
    without Python."""

    def stars(length: Any, shown: int) -> Any:
        return pc.binary_repeat("*", pc.max_element_wise(pc.subtract(length, shown), 0))

    length = pc.utf8_length(texts)
    if mask is mask_person:
        person = pc.match_substring_regex(texts, r"^[\x{4e00}-\x{9fff}]{2,4}$")
        firm = pc.match_substring_regex(texts, f"{FIRM}|{WITH_ROLE}")
        first = pc.utf8_slice_codeunits(texts, 0, 1)
        done = pc.and_not(person, firm)
        return pc.if_else(
            done, pc.binary_join_element_wise(first, stars(length, 1), ""), texts
        ), done
    if mask is mask_number:
        head, tail = (pc.utf8_slice_codeunits(texts, *at) for at in ((0, 3), (-4,)))
        masked = pc.binary_join_element_wise(head, stars(length, 7), tail, "")
        done = pc.match_substring_regex(texts, r"^[0-9]{11,14}$")
        return pc.if_else(done, masked, texts), done
    if mask is mask_code:
        return texts, usual_codes(texts)
    return texts, pa.scalar(False)


def _masked_series(values: pd.Series[Any], mask: Mask) -> pd.Series[Any]:
    changed = {}
    for value in values.unique():
        if isinstance(value, str) and value and (new := mask(value)) != value:
            changed[value] = new
    if not changed:
        return values
    import pandas as pd

    # As objects: half a surrogate pair would not go into pandas' own text.
    shown = [changed.get(v, v) if isinstance(v, str) else v for v in values]
    return pd.Series(shown, index=values.index, dtype=object)
