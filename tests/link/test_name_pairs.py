"""Pairs of invented names by kind (``name_pairs.csv``), none of which the weights were learned from;
and weights that fit what they are said to be learned from."""

import csv
import random
import sys
from pathlib import Path

import pytest

from engine.link.index.register import RegisterNames
from engine.link.names.chars import look, sound
from engine.link.names.company import NameParser
from engine.link.names.same import same
from engine.link.names.slips import weights

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PARSER = NameParser()
with (HERE / "name_pairs.csv").open(encoding="utf-8", newline="") as stream:
    PAIRS = [(r["one"], r["other"], r["same"] == "1") for r in csv.DictReader(stream)]
with (ROOT / "data/training/names.csv").open(encoding="utf-8", newline="") as stream:
    LEARNED = [(r["name_a"], r["name_b"]) for r in csv.DictReader(stream)]


@pytest.mark.parametrize(("one", "other", "firm"), PAIRS)
def test_same(one: str, other: str, firm: bool) -> None:
    verdict = same(PARSER.parse(one), PARSER.parse(other))
    assert verdict.same == firm, verdict.why
    assert verdict.why
    assert same(PARSER.parse(other), PARSER.parse(one)).same == firm


def test_look_up_finds_what_the_comparison_calls_the_same() -> None:
    """The slips and cuts that only the comparison knows are reached by the look-up, too."""
    for one, other, firm in random.Random(3).sample(PAIRS, 120):
        register = RegisterNames([one])
        assert bool(register.find(register.parser.parse(other))) == firm, (one, other)


def test_pairs_were_not_learned() -> None:
    learned = {frozenset(pair) for pair in LEARNED}
    assert not [pair for pair in PAIRS if frozenset(pair[:2]) in learned]


def test_committed_weights_are_those_of_the_training_pairs() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    try:
        import train_slips
    finally:
        sys.path.remove(str(ROOT / "scripts"))
    learned = train_slips.learn(train_slips.lessons(train_slips.pairs()))
    assert learned.keys() == weights().keys()
    assert all(abs(learned[sign] - weight) < 0.02 for sign, weight in weights().items())


@pytest.mark.parametrize(
    ("a", "b", "heard", "seen"),
    [
        ("亳", "毫", "", {"close", "listed"}),
        ("鄄", "甄", "", {"listed"}),
        ("西", "栖", "", {"half", "in"}),
        ("作", "做", "exact", set()),
        ("工", "一", "", set()),
        ("泰", "水", "", set()),
    ],
)
def test_characters_alike(a: str, b: str, heard: str, seen: set[str]) -> None:
    assert sound(a, b) == sound(b, a) == heard
    assert set(look(a, b)) == set(look(b, a)) == seen


def test_reason_names_the_characters() -> None:
    verdict = same(
        PARSER.parse("银川栖云湖畔民宿有限公司"), PARSER.parse("银川西云湖畔民宿有限公司")
    )
    assert verdict.same
    assert "“栖”“西”" in verdict.why
