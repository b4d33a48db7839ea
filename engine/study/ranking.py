"""Learn the weights of readings from labelled texts: a softmax with a penalty, solved by L-BFGS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from engine.text.figure_fold import close_up, fold
from engine.text.rates.context import Scene
from engine.text.rates.patterned import by_patterns
from engine.text.rates.ranking import candidates
from engine.text.rates.rate import Rate
from engine.text.rates.weights import asking

#: Strength of the penalty, cross-validated on data/training/rates.csv.
PENALTY = 1.0
STEPS, MEMORY = 120, 8
#: Features of fewer readings are left out, and weights too small to matter.
RARE, SMALL = 2, 0.01


@dataclass(frozen=True, slots=True)
class Lesson:
    """One labelled text: for `none` and then every reading its features and if it is right."""

    features: list[list[str]]
    right: list[bool]
    weight: float


@dataclass(frozen=True, slots=True)
class Labelled:
    """`rate` is None where nothing is promised; ``unseen`` if the patterns were not mended with
    the text, so that what they say of it is worth learning from."""

    text: str
    rate: float | None
    unseen: bool
    asked: bool = False
    weight: float = 1.0


def agrees(rate: float, label: float) -> bool:
    """Labels are worked out by hand, to a percent."""
    return abs(rate - label) <= 0.011 * max(label, 0.01)


def patterned(text: str) -> list[Rate]:
    """What the patterns say, its places in the text as it is read."""
    closed, _ = close_up(fold(text))
    return by_patterns(closed, closed, Scene(closed))


def lesson(labelled: Labelled) -> Lesson | None:
    """None if the text has no readings, or not the right one."""
    closed, _ = close_up(fold(labelled.text))
    scene = Scene(closed)
    told = by_patterns(closed, closed, scene)
    found, make = candidates(closed, told, scene)
    label = labelled.rate
    right = [label is None, *(label is not None and agrees(r.annual, label) for r in found)]
    if not found or not any(right):
        return None
    made = make()
    rows = [made.nothing(), *(made.of(one) for one in found)]
    if labelled.unseen:
        for row, one in zip(rows, [None, *found], strict=True):
            row.append(made.patterns(one, told))
    return Lesson([[f for group in row for f in group] for row in rows], right, labelled.weight)


def lesson_of_side(labelled: Labelled) -> Lesson | None:
    """Whether a rate is asked of who borrows or promised to who lends; None if there is none."""
    closed, _ = close_up(fold(labelled.text))
    scene = Scene(closed)
    told = by_patterns(closed, closed, scene)
    found, make = candidates(closed, told, scene)
    if not found or (labelled.rate is None and not labelled.asked):
        return None
    made = make()
    groups = [*made.nothing(), *([made.patterns(None, told)] if labelled.unseen else [])]
    row = [f for group in groups for f in asking(group)]
    return Lesson([row, []], [labelled.asked, not labelled.asked], labelled.weight)


def train(lessons: Sequence[Lesson], penalty: float = PENALTY) -> dict[str, float]:
    """Feature → weight. Same input, same numbers."""
    seen = Counter(f for one in lessons for row in one.features for f in row)
    column = {f: i for i, f in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    rows = [[column[f] for f in row if f in column] for one in lessons for row in one.features]
    columns = np.array([i for row in rows for i in row])
    owner = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    sizes = np.array([len(one.features) for one in lessons])
    first = np.cumsum(sizes) - sizes
    text = np.repeat(np.arange(len(lessons)), sizes)
    right = np.array([r for one in lessons for r in one.right], dtype=float)
    weight = np.array([one.weight for one in lessons])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(owner, w[columns], len(rows))
        raised = np.exp(score - np.maximum.reduceat(score, first)[text])
        every, good = (
            np.add.reduceat(raised, first),
            np.add.reduceat(raised * right, first) + 1e-300,
        )
        value = float((weight * (np.log(every) - np.log(good))).sum() + 0.5 * penalty * w @ w)
        slope = (raised / every[text] - raised * right / good[text]) * weight[text]
        return value, np.bincount(columns, slope[owner], len(column)) + penalty * w

    solved = _descend(loss, np.zeros(len(column)))
    return {f: round(float(solved[i]), 3) for f, i in column.items() if abs(solved[i]) >= SMALL}


Loss = Callable[[np.ndarray], tuple[float, np.ndarray]]


def _descend(loss: Loss, at: np.ndarray) -> np.ndarray:
    """L-BFGS with halved steps."""
    value, slope = loss(at)
    moves: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(STEPS):
        way = -_newton(slope, moves)
        if way @ slope >= 0.0:
            way, moves = -slope, []
        length, down = 1.0, float(way @ slope)
        while True:
            new_value, new_slope = loss(at + length * way)
            if new_value <= value + 1e-4 * length * down or length < 1e-8:
                break
            length /= 2.0
        step, bend = length * way, new_slope - slope
        if step @ bend > 1e-10:
            moves = [*moves, (step, bend)][-MEMORY:]
        settled = abs(value - new_value) < 1e-6 * max(1.0, abs(new_value))
        at, value, slope = at + step, new_value, new_slope
        if settled:
            break
    return at


def _newton(slope: np.ndarray, moves: Sequence[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    way: np.ndarray = slope.copy()
    kept: list[float] = []
    for step, bend in reversed(moves):
        share = (step @ way) / (bend @ step)
        way = way - share * bend
        kept.append(share)
    if not moves:
        return np.asarray(way / max(1.0, float(np.linalg.norm(slope))))
    step, bend = moves[-1]
    way = way * ((step @ bend) / (bend @ bend))
    for (step, bend), share in zip(moves, reversed(kept), strict=True):
        way = way + step * (share - (bend @ way) / (bend @ step))
    return way


def table(weights: Mapping[str, float]) -> str:
    """The weights as lines of feature and weight."""
    return "".join(f"{f}\t{w}\n" for f, w in sorted(weights.items()))
