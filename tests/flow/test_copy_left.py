"""A run that fails does not wait for what a copy of it still has to say."""

from __future__ import annotations

import time

import pytest

from engine.model.beside import beside, copies


@pytest.mark.skipif(not copies(), reason="there are no copies here")
def test_a_long_answer_that_nobody_hears() -> None:
    begun = time.monotonic()
    with pytest.raises(ValueError, match="lost"):
        _lose()
    assert time.monotonic() - begun < 30


def _lose() -> None:
    with beside(lambda: b"x" * 5_000_000, copied=True):
        time.sleep(0.2)
        raise ValueError("lost")
