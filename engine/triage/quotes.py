"""The words quoted for a reason: such that a reader sees why, without looking the advert up.

A number says nothing without the words around it, and of a wording that reads like known adverts
the clauses are told in which the telling pieces stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.model.arrays import Ints
from engine.model.columns import pieces, slices
from engine.model.evidence import Hit
from engine.ruleset import schema
from engine.text.around import SPOKEN, around
from engine.text.cut import in_number, personal_number, starred

#: Characters shown on either side of a hit.
QUOTE = 24
_FEW = 4
#: At the ends of what stands around a match: not so much that it could reach into that.
_FIRST = re.compile(rf"^\d{{1,{QUOTE}}}")
_LAST = re.compile(rf"\d{{1,{QUOTE}}}\Z")
#: A byte as a number with a sign from which on it begins a character.
_FIRST_BYTE = -0x40


def weighs_wording(rule: schema.Rule | None) -> bool:
    """Is the rule about the wording as a whole?"""
    return (
        rule is not None
        and rule.confidence == "low"
        and any(
            isinstance(f, schema.Keyword) and f.at_least is not None for f in rule.features.values()
        )
    )


class Quote(NamedTuple):
    """Words to quote, and where they stand; ``field`` is "" where that is not known. ``bare``: the hit
    alone, without the words around it, tells nothing."""

    words: str
    bare: bool = False
    field: str = ""
    begin: int = 0
    end: int = 0


def quotes_of(
    hits: Iterable[Hit], texts: Mapping[str, str], rule: schema.Rule | None
) -> list[Quote]:
    """What may be quoted of some hits, what tells more first.

    ``texts``: field → raw text, as far as it may be told; without it words that say nothing by
    themselves are left out.
    """
    # Where no word tells much by itself, the clauses are what convinces.
    wording = rule is not None and rule.confidence == "low"
    found: list[Quote] = []
    for hit in hits:
        if not hit.matched:
            continue
        bare = not SPOKEN.search(hit.matched)
        raw = texts.get(hit.field, "")
        known = raw[hit.start : hit.end] == hit.matched
        if not (bare or wording):
            place = (hit.field, hit.start, hit.end) if known else ()
            found.append(Quote(hit.matched, bare, *place))
        elif known:
            begin, end = around(raw, hit.start, hit.end)
            if SPOKEN.search(raw, begin, end):
                found.append(Quote(raw[begin:end], bare, hit.field, begin, end))
        elif wording and rule and (rule.applies_to == "tip" or not weighs_wording(rule)):
            found.append(Quote(hit.matched))
    return sorted(dict.fromkeys(found), key=attrgetter("bare"))


def few(quotes: Iterable[Quote]) -> list[Quote]:
    """Those that are quoted: none that stands in another one."""
    once: dict[str, Quote] = {}
    for quote in quotes:
        once.setdefault(quote.words, quote)
    together = "\0".join(once)
    told = (quote for quote in once.values() if together.count(quote.words) == 1)
    return list(islice(told, _FEW))


def in_marks(words: Sequence[str]) -> str:
    """In Chinese quotation marks; "" where there are none."""
    return f"“{'”“'.join(words)}”" if words else ""


def parts(texts: pa.Array, number: Ints, first: Ints, last: Ints) -> pa.Array:
    """``part`` of the texts with such numbers; only where a number may go on outside it is asked."""
    offsets, data = pieces(texts)
    chars = np.append(np.flatnonzero(data.view(np.int8) >= _FIRST_BYTE), len(data))
    begins = np.searchsorted(chars, offsets)
    begin, end = begins[number], begins[number + 1]
    first, last = begin + first, np.minimum(begin + last, end)
    shown = slices(data, chars[first], chars[last])
    odd = np.zeros(len(number), np.bool_)
    for cut in (first, last):
        inside = np.flatnonzero((begin < cut) & (cut < end))
        beside = slices(data, chars[cut[inside] - 1], chars[cut[inside] + 1]).dictionary_encode()
        told = np.array([in_number(two) for two in beside.dictionary.to_pylist()], np.bool_)
        odd[inside] |= told[beside.indices.to_numpy()]
    if not odd.any():
        return shown
    # Each text once: a long one is quoted thousands of times.
    some, which = np.unique(number[odd], return_inverse=True)
    read = texts.take(pa.array(some)).to_pylist()
    columns = (column[odd].tolist() for column in (first - begin, last - begin))
    cut_off = map(part, (read[at] for at in which.tolist()), *columns)
    return pc.replace_with_mask(shown, pa.array(odd), pa.array(cut_off, pa.string()))


def part(text: str, first: int, last: int) -> str:
    """``text[first:last]``, with stars for what is left of a number that goes on outside: half a
    telephone number would not be known for one, and not be masked."""
    said = text[first:last]
    if first and said[:1].isdecimal() and text[first - 1].isdecimal():
        said = _FIRST.sub(_stars, said)
    if text[last : last + 1].isdecimal() and said[-1:].isdecimal():
        said = _LAST.sub(_stars, said)
    if begun := personal_number(text, first):
        end = min(begun[1] - first, QUOTE)
        said = starred(said[:end]) + said[end:]
    if cut := personal_number(text, last):
        begin = max(cut[0] - first, len(said) - QUOTE, 0)
        said = said[:begin] + starred(said[begin:])
    return said


def _stars(digits: re.Match[str]) -> str:
    return "*" * len(digits.group())
