"""A long text in pages: what stands thousands of characters away tells nothing of a firm, and a text
that names thousands of firms would be read through for each of them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.link.texts.scene import STOPS

_MOST = 4000
#: As long as a name with its place may be, where no stop lets a page end.
_AGAIN = 100
_CLOSE = 1000
#: What ends a sentence; within one other signs part, which names may hold.
_ENDS = frozenset("。！？!?\n")


def pages(text: str) -> Iterator[str]:
    """A text of at most ``_MOST`` characters is one page. A page ends before a stop, with which the
    next begins, so that no name is cut and none heads a page as a sender heads a text."""
    start = 0
    while len(text) - start > _MOST:
        limit = start + _MOST
        near = range(limit, limit - _CLOSE, -1)
        ends = (next((at for at in near if text[at] in some), 0) for some in (_ENDS, STOPS))
        end = next(filter(None, ends), 0)
        yield text[start : end or limit]
        start = end or limit - _AGAIN
    yield text[start:]
