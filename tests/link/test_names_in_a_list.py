"""Names beside one another, however many a text has of them."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from engine.link.adverts.cases import listed

_NAMES = st.sets(st.text("甲乙和", min_size=1, max_size=3), max_size=4)


@given(st.text("甲乙丙、和与", max_size=12), _NAMES, _NAMES)
def test_as_if_every_pair_were_looked_for(text: str, mine: set[str], named: set[str]) -> None:
    pairs = ((a, b) for a in mine for b in named - mine)
    expected = any(
        f"{a}{sign}{b}" in text or f"{b}{sign}{a}" in text for a, b in pairs for sign in "、和与"
    )
    assert listed(text, mine, named) is expected


def test_a_text_of_thousands_of_names_is_read_at_once() -> None:
    names = {
        f"{a}{b}" for a in map(chr, range(0x4E00, 0x4E30)) for b in map(chr, range(0x5000, 0x5030))
    }
    text = "".join(sorted(names))
    started = time.process_time()
    assert not any(listed(text, {name}, names) for name in names)
    assert time.process_time() - started < 5
