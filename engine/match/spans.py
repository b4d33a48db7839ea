"""Where a pattern matches in a column of texts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.match.scan import Ints, characters, flags

#: Texts with more matches than this are searched one by one.
_ROUNDS = 4


def spans(array: pa.Array, pattern: str) -> tuple[Ints, Ints, Ints]:
    """Number of the text, start and end (characters) of every match that is not empty, in order.

    ``array``: large strings. The matches of all texts are looked for at once: the first, then the
    first behind it, and so on.
    """
    regex = re2.compile(pattern)
    which = np.arange(len(array))
    shift = np.zeros(len(array), np.int64)
    texts: list[str] = array.to_pylist()
    found: list[Ints] = []
    single: list[Ints] = []
    # What a match has before it may decide in patterns that look at borders of words.
    rounds = 0 if regex.groups or "\\b" in pattern.lower() else _ROUNDS
    for number in range(rounds):
        hope = flags(pc.match_substring_regex(array, pattern))
        array, which, shift = array.filter(pa.array(hope)), which[hope], shift[hope]
        if not len(which):
            break
        begin = pc.find_substring_regex(array, pattern).to_numpy()
        matched = pc.extract_regex(array, f"(?P<m>{pattern})").field("m")
        start = characters(array, begin)
        length = pc.utf8_length(matched).to_numpy()
        # The text now begins with the last character of the match before, so that ^ can match
        # nowhere but at that character: whatever begins there is looked at again.
        odd = (length == 0) | ((start == 0) & (number > 0))
        single.append(which[odd])
        which, start = which[~odd], (start + shift)[~odd]
        end = start + length[~odd]
        found.append(np.stack([which, start, end]))
        shift = end - 1
        rest = [texts[i][s:] for i, s in zip(which.tolist(), shift.tolist(), strict=True)]
        array = pa.array(rest, pa.large_string())
    else:
        single.append(which)
    nothing = np.zeros((3, 0), np.int64)
    alone = np.unique(np.concatenate([nothing[0], *single]))
    every = np.concatenate([nothing, *found], axis=1)
    every = every[:, ~np.isin(every[0], alone)]
    more = [(i, *match.span()) for i in alone.tolist() for match in regex.finditer(texts[i])]
    every = np.concatenate([every, np.array(more, np.int64).reshape(-1, 3).T], axis=1)
    every = every[:, every[1] < every[2]]
    at, start, end = every[:, np.lexsort((every[1], every[0]))]
    return at, start, end
