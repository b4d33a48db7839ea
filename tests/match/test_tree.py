"""Match trees: a fact nobody supplied is unknown, which is neither true nor false."""

from typing import Any

import pytest

from engine.match.tree import Truth, evaluate, names_in, negates

VALUES: dict[str, Truth] = {"yes": True, "also": True, "no": False, "unknown": None}


@pytest.mark.parametrize(
    ("node", "truth"),
    [
        ("yes", True),
        ("no", False),
        ("unknown", None),
        ("nobody", False),
        ({"any": ["no", "yes"]}, True),
        ({"any": ["unknown", "yes"]}, True),
        ({"any": ["no", "unknown"]}, None),
        ({"any": ["no", "nobody"]}, False),
        ({"any": "yes"}, True),
        ({"all": ["yes", "also"]}, True),
        ({"all": ["yes", "no"]}, False),
        ({"all": ["unknown", "no"]}, False),
        ({"all": ["yes", "unknown"]}, None),
        ({"not": "yes"}, False),
        ({"not": "no"}, True),
        ({"not": "unknown"}, None),
        ({"not": ["no", "nobody"]}, True),
        ({"not": ["no", "yes"]}, False),
        ({"not": ["no", "unknown"]}, None),
        ({"n_of": 2, "of": ["yes", "no", "also"]}, True),
        ({"of": ["yes", "no", "also"], "n_of": 2}, True),
        ({"n_of": 2, "of": ["yes", "no", "unknown"]}, None),
        ({"n_of": 2, "of": ["yes", "no", "nobody"]}, False),
        ({"n_of": 1, "of": ["no", "yes"]}, True),
        ({"n_of": 2, "of": ["yes", "no"], "any": ["yes"]}, False),
        ({"any": ["yes"], "not": "no"}, True),
        ({"any": ["yes"], "not": "also"}, False),
        ({"all": ["yes", {"any": ["no", {"not": "no"}]}]}, True),
    ],
)
def test_truth(node: Any, truth: Truth) -> None:
    assert evaluate(node, VALUES) is truth


def test_names() -> None:
    assert names_in("a") == ["a"]
    tree = {"all": ["a", {"n_of": 2, "of": ["b", "c"]}], "not": "last", "any": ["a"]}
    assert names_in(tree) == ["a", "b", "c", "last", "a"]


@pytest.mark.parametrize(
    ("node", "negated"),
    [
        ("a", False),
        ({"any": ["a", "b"]}, False),
        ({"n_of": 1, "of": ["a"]}, False),
        ({"not": "a"}, True),
        ({"all": ["a", {"any": ["b", {"not": "c"}]}]}, True),
        ({"all": ["a"], "not": "b"}, True),
    ],
)
def test_negation(node: Any, negated: bool) -> None:
    assert negates(node) is negated
