"""Every character of a restored text knows its place in the raw one (found wanting by mutants)."""

from __future__ import annotations

from engine.match.restore import Restored, restore
from engine.text.disguise.result import Disguised

RAW = "买理cai，保b保x吧"


def _at(words: str, term: str, confidence: float = 0.9) -> Disguised:
    start = RAW.index(words)
    return Disguised(start, start + len(words), term, ("pinyin",), confidence)


def _whole() -> Restored:
    return restore(
        RAW, [_at("保b保x", "保本保息"), _at("理cai", "理财"), _at("cai，保", "财宝", 0.2)]
    )


def test_places() -> None:
    found = _whole()
    assert found.text == "买理财，保本保息吧"
    assert list(found.begin) == [0, 1, 1, 5, 6, 6, 6, 6, 10]
    assert list(found.end) == [1, 5, 5, 6, 10, 10, 10, 10, 11]
    assert found.span(1, 3) == (1, 5)
    assert found.span(4, 9) == (6, 11)


def test_surer_reading_holds_where_two_overlap() -> None:
    assert [r.term for r in _whole().readings] == ["理财", "保本保息"]
    same = restore(RAW, [_at("买理", "卖"), _at("理cai", "理财"), _at("保x", "保息")])
    assert [r.term for r in same.readings] == ["理财", "保息"]  # of equals the longer
    later = restore(RAW, [_at("买", "卖", 0.9), _at("吧", "把", 0.8), _at("x吧", "息", 0.7)])
    assert [r.term for r in later.readings] == ["卖", "把"]


def test_reading_of_a_stretch() -> None:
    found = _whole()
    assert found.reading(0, 11) == "理财、保本保息"
    assert found.reading(1, 5) == "理财"
    assert found.reading(5, 6) == ""  # touches both, lies in neither
    assert found.reading(9, 11) == "保本保息"


def test_plain_text_stays() -> None:
    found = restore("平常的话", [])
    assert (found.text, list(found.begin), list(found.end)) == (
        "平常的话",
        [0, 1, 2, 3],
        [1, 2, 3, 4],
    )
