"""Which clauses of a sentence warn, told with work that grows as the sentence does."""

import random

from engine.match.warned import touched


class Place(int):
    """A place in a text that counts how often it is asked."""

    asked = 0

    def __le__(self, other: int) -> bool:
        Place.asked += 1
        return int(self) <= other

    def __lt__(self, other: int) -> bool:
        Place.asked += 1
        return int(self) < other


def _spans(places: list[int]) -> list[tuple[int, int]]:
    return [(Place(a), Place(b)) for a, b in zip(places[::2], places[1::2], strict=True)]


def test_those_that_share_a_character() -> None:
    draw = random.Random(7)
    for _ in range(200):
        clauses = _spans(sorted(draw.sample(range(60), 12)))
        hits = _spans(sorted(draw.sample(range(60), 10)))
        told = [any(s < end and start < e for s, e in hits) for start, end in clauses]
        assert touched(clauses, hits) == told


def test_work_grows_as_the_sentence_does() -> None:
    asked = []
    for clauses in (500, 1000):
        # Each holds a hit, so that all before it are passed.
        spans = _spans([n * 5 for n in range(clauses * 2)])
        Place.asked = 0
        assert all(touched(spans, spans))
        asked.append(Place.asked)
    assert asked[1] <= asked[0] * 2.2
