"""Characters that nobody sees, in names and scopes of firms: soft hyphens, marks of direction, joiners,
fillers, selectors. They come with what was copied from a web page, and would part the words in which the
rules find something; in an advert they are the disguise that the rules look for, and stay.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import re2

from engine.model.columns import pieces, whole

_UNSEEN = (
    r"[\x{ad}\x{34f}\x{61c}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{180b}-\x{180e}\x{200b}-\x{200f}\x{202a}-\x{202e}"
    r"\x{2060}-\x{206f}\x{2800}\x{3164}\x{fe00}-\x{fe0f}\x{feff}\x{ffa0}\x{fffc}\x{e0000}-\x{e0fff}]"
)


def without_unseen(column: pa.ChunkedArray) -> tuple[pa.ChunkedArray, int]:
    """The column without them, and in how many of its cells there were some."""
    cells = whole(column)
    # One look at all the bytes: hardly a file has any.
    if not _ready().search(pieces(cells)[1].data):
        return column, 0
    found = pc.fill_null(pc.match_substring_regex(cells, _UNSEEN), False)
    some = pc.replace_substring_regex(cells.filter(found), _UNSEEN, "")
    return pa.chunked_array([pc.replace_with_mask(cells, found, some)]), len(some)


@cache
def _ready() -> Any:
    return re2.compile(_UNSEEN)
