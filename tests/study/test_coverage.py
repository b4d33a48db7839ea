"""Coverage says what fired, what never did and what lacked one condition."""

from pathlib import Path

import pytest

from engine.ruleset import load_ruleset
from engine.study.corpus import Corpus
from engine.study.coverage import Coverage, coverage
from engine.study.coverage_text import human
from engine.study.probes import relaxed


@pytest.fixture
def measured(pack: Path, corpus: Path) -> Coverage:
    return coverage(Corpus.open(corpus), load_ruleset(pack))


def test_counts(measured: Coverage) -> None:
    assert {k: (u.fired, u.alone) for k, u in measured.rules.items()} == {
        "AD-T-001": (3, 2),
        "AD-T-002": (2, 1),
        "AD-T-003": (0, 0),
    }
    assert [u.rule.id for u in measured.silent()] == ["AD-T-003"]


def test_words(measured: Coverage) -> None:
    words = measured.rules["AD-T-001"].terms["word"]
    assert (words["保本保息"].counted, words["保本保息"].alone) == (3, 3)
    assert words["稳赚不赔"].counted == 0
    # What a feature saw is known even where its rule did not fire.
    assert measured.rules["AD-T-002"].features == {"pay": 3, "gain": 2}


def test_a_slip_is_a_slip_of_its_word(pack: Path, corpus: Path) -> None:
    for file in pack.rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        slip = "kind: fuzzy, fields: [text], terms: [保木保息, 稳赚不赔]"
        text = text.replace("kind: keyword, fields: [text], terms: [保本保息, 稳赚不赔]", slip)
        file.write_text(text, encoding="utf-8")
    measured = coverage(Corpus.open(corpus), load_ruleset(pack))
    words = measured.rules["AD-T-001"].terms["word"]
    assert (words["保木保息"].counted, words["保木保息"].slips) == (3, 3)
    assert "AD-T-001  写错而认出（1）：保木保息" in human(
        measured, load_ruleset(pack), terms=True, show=9
    )


def test_near_misses_name_what_is_lacking(measured: Coverage) -> None:
    near = measured.rules["AD-T-002"].near
    assert {lacking: miss.records for lacking, miss in near.items()} == {"gain": 1}
    assert "T3" in near["gain"].examples[0]


def test_report_names_the_dead(measured: Coverage, pack: Path) -> None:
    text = human(measured, load_ruleset(pack), terms=True, show=9)
    assert "从未命中 1 条" in text
    assert "AD-T-003" in text
    assert "稳赚不赔" in text


def test_features_are_told_by_what_they_look_for(measured: Coverage, pack: Path) -> None:
    ruleset = load_ruleset(pack)
    gain = ruleset.terms_of(ruleset.by_id["AD-T-002"].features["gain"])[0]
    text = human(measured, ruleset, terms=False, show=9)
    (told,) = [line for line in text.splitlines() if "差的条件：" in line]
    assert f"“{gain}”" in told
    assert "gain" not in told
    none = human(measured, ruleset, terms=False, show=0)
    assert "差的条件：" not in none
    assert "另有 1 处" in none


@pytest.mark.parametrize(
    ("tree", "labels"),
    [
        ({"any": ["a", "b"]}, []),
        ({"all": ["a", "b"]}, ["a", "b"]),
        (
            {"all": ["a", {"n_of": 2, "of": ["b", "c", "d"]}]},
            ["a", "b、c、d 之中至少 2 个", "所列几样之中再有一样"],
        ),
        ({"any": [{"all": ["a", "b"]}, "c"]}, ["a", "b"]),
        ({"all": ["a"], "not": "b"}, ["不得有 b"]),
    ],
)
def test_every_condition_is_dropped_once(tree: dict[str, object], labels: list[str]) -> None:
    assert [label for label, _ in relaxed(tree)] == labels
