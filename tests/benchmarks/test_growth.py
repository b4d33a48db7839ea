"""Exponents, the overlay of invented terms, and the picture."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import growth, overlay, saolou
from benchmarks.chart import draw
from benchmarks.curve import Curve, Point
from benchmarks.fit import exponent
from benchmarks.growth import Growth, tell
from benchmarks.measure import Cost
from benchmarks.saolou import Screened
from engine.ruleset import load_ruleset

TEXTS = ["百货、日用品销售；建筑材料批发", "餐饮服务（凭许可证经营）", "农业机械租赁与维修"]


@pytest.mark.parametrize("power", [0.0, 1.0, 2.0])
def test_exponent_is_found(power: float) -> None:
    sizes = [10, 100, 1000]
    assert exponent(sizes, [3 * n**power for n in sizes]) == pytest.approx(power)


def test_start_up_hides_growth_unless_taken_off() -> None:
    sizes = [10, 100, 1000]
    seconds = [50 + 0.1 * n for n in sizes]
    assert exponent(sizes, seconds) < 0.5
    assert exponent(sizes, seconds, start=50) == pytest.approx(1)


def test_nothing_to_fit() -> None:
    assert math.isnan(exponent([10, 100], [1.0, 1.0], start=1.0))
    assert math.isnan(exponent([10, 10], [1.0, 2.0]))


def test_terms_are_different_and_the_same_again() -> None:
    given = overlay.terms(TEXTS, 300, seed=1)
    assert len(set(given)) == 300
    assert given == overlay.terms(TEXTS, 300, seed=1)
    assert given != overlay.terms(TEXTS, 300, seed=2)
    assert all(3 <= len(term) <= 6 and term.isalpha() for term in given)
    assert any(term in text for term in given for text in TEXTS)
    with pytest.raises(ValueError, match="Chinese"):
        overlay.terms(["abc"], 3, seed=1)


def test_terms_as_rare_as_the_shipped_ones() -> None:
    texts = [*TEXTS, "投资咨询", "投资咨询；百货"]
    assert 2 in overlay.shipped(texts)
    once, often = "甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未"
    given = overlay.terms([once, often, often], 200, seed=1, rare=[1])
    assert any(term in once for term in given)
    assert not any(term in often for term in given)


def test_overlay_is_loaded_beside_the_shipped_rules(tmp_path: Path) -> None:
    given = overlay.terms(TEXTS, 25, seed=1)
    ruleset = load_ruleset(overlay.write(tmp_path, given))
    assert ruleset.overlay is not None
    assert ruleset.overlay.own == 3
    last = ruleset.by_id["BENCH-00003"]
    assert last.features["word"].terms == tuple(given[20:])


def test_curve_and_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    points = tuple(Point(n, 2 + n / 100, 1 + n / 100, 100) for n in (100, 1000))
    curves = [Curve("rows", "registrations", points, 1.0), Curve("workers", "processes", (), 0.0)]
    for curve in curves:
        tell(curve)
    assert "without start-up 1.00" in capsys.readouterr().out
    picture = draw(curves, tmp_path / "growth.svg")
    assert picture.read_text(encoding="utf-8").rstrip().endswith("</svg>")


def test_a_run_that_fails_ends_its_curve_and_keeps_what_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    costs = {100: 2.0, 1000: 3.0, 4000: 5.0}

    def screen(arguments: Sequence[str], *_: object) -> Screened:
        size = (tmp_path / "long.csv").stat().st_size
        near = max((n for n in costs if n < size), default=0)
        assert arguments[0] == "--ads"
        if near == 0 or size > 10_000:
            return Screened(Cost(9, 9, 9, -9, "", "too long"), {})
        return Screened(Cost(costs[near], costs[near], 1, 0, "", ""), {"rows": {}})

    monkeypatch.setattr(saolou, "screen", screen)
    monkeypatch.setattr(growth, "TEXTS_JOINED", 500)
    curve = Growth(None, None, 10, tmp_path, 1).of_length([1000, 4000, 16_000, 64_000])
    assert [(p.size, p.cpu) for p in curve.points] == [(1000, 3), (4000, 5)]
    assert curve.start == 2
    assert "exit -9: too long" in capsys.readouterr().out
