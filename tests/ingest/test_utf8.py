"""Bytes are UTF-8 for the quick look as they are for Python."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ingest.utf8 import is_utf8

#: Characters of each length at the edges of what they may be, and bytes that are none.
PARTS = (
    *(c.encode() for c in "a\n\x7f\x80é߿ࠀ营\ud7ff\uffff𠀀\U0010ffff"),
    *(b"\x80", b"\xbf", b"\xc0\x80", b"\xc1\xbf", b"\xc3", b"\xe4\xb8", b"\xe0\x9f\xbf"),
    *(b"\xed\xa0\x80", b"\xf0\x8f\xbf\xbf", b"\xf4\x90\x80\x80", b"\xf8\x88\x80\x80\x80", b"\xff"),
)


def decodes(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeError:
        return False
    return True


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=7))
def test_the_look_finds_what_decoding_finds(parts: list[bytes]) -> None:
    text = b"".join(parts)
    assert is_utf8(text) == decodes(text)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("line", ["经营", "经营范围：投资\n"])
def test_one_odd_place_in_a_long_text_is_found(part: bytes, line: str) -> None:
    """Wherever the text is cut to be looked at."""
    lines = (line * 12_000).encode()
    text = lines + part + lines
    assert is_utf8(text) == decodes(text)
