"""Readings left out because they cannot be likely enough would have made no difference."""

import csv
import math
from pathlib import Path

import pytest

from engine.text.disguise import DisguiseFinder, finder
from engine.text.fold import fold

HERE = Path(__file__).parent


def test_the_same_is_found_where_all_are_weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    with (HERE / "disguise_cases.csv").open(encoding="utf-8") as file:
        texts = [case["text"] for case in csv.DictReader(file)]
    # Their words in another order hold other readings, most of them none.
    texts += [text[at:] + text[:at] for text in texts for at in (3, 7)]
    words = (HERE / "disguise_vocabulary.txt").read_text(encoding="utf-8").split()

    def found(wording: float | None) -> dict[int, list[finder.Disguised]]:
        told = None if wording is None else lambda _: wording
        return DisguiseFinder(map(fold, words), wording=told).find_many(texts)

    for wording in (None, -3.0, 0.5, 3.0):
        some = found(wording)
        with monkeypatch.context() as patched:
            patched.setattr(finder, "least", lambda *_: -math.inf)
            assert some == found(wording)
        assert some
