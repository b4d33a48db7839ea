"""Points that fit the labels of adverts better, as a proposal.

An advert is suspicious from band 中 upwards, so its points minus that limit are a score of a
logistic model whose weights are the points of the rules. They are searched one at a time, in whole
steps, held near the present values (L2), never below 0, and never in another order within a family
(monotone): a proposal must stay something a person can defend. Firms are left out: their
disposition does not depend on points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.model.arrays import Floats
from engine.model.errors import InputError
from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.study.cases import cases
from engine.study.corpus import Corpus, records

Masks = npt.NDArray[np.bool_]
LIMIT = "中"
_STEPS = (-8, -4, -2, -1, 1, 2, 4, 8)
_SCALE = 8.0
_SWEEPS = 12


@dataclass(frozen=True, slots=True)
class Data:
    """``fired[i, j]``: rule j counted in advert i; ``base``: points no rule of the model brings."""

    rules: tuple[str, ...]
    families: tuple[tuple[int, ...], ...]
    fired: Masks
    base: Floats
    wanted: Masks

    def part(self, rows: Masks) -> Data:
        return Data(self.rules, self.families, self.fired[rows], self.base[rows], self.wanted[rows])


@dataclass(frozen=True, slots=True)
class Proposal:
    """``rows``: (rule or 中, present, proposed, adverts in which it counted), only what changes.

    Losses are mean logistic losses; those named ``held_out`` come from cross-validation, with the
    number of adverts judged wrongly.
    """

    rows: tuple[tuple[str, int, int, int], ...]
    adverts: int
    loss: tuple[float, float]
    held_out: tuple[float, float]
    wrong: tuple[int, int]
    held_out_wrong: tuple[int, int]

    @property
    def helps(self) -> bool:
        """Better on adverts that were not used to find it."""
        return bool(self.rows) and self.held_out[1] < self.held_out[0]


def tune(corpus: Corpus, ruleset: RuleSet, strength: float = 1.0, folds: int = 5) -> Proposal:
    """``strength``: how dear it is to leave the present points. Raises InputError."""
    data = gather(corpus, corpus.screen(ruleset), ruleset)
    return propose(data, ruleset, strength, folds)


def gather(corpus: Corpus, run: Run, ruleset: RuleSet) -> Data:
    """What the model sees of a run. Rules whose points depend on the field stay as they are."""
    found = cases(corpus, run, ruleset).get("广告")
    if not found:
        raise InputError(f"“{corpus.folder}”里没有标注过的广告（labels_adverts.csv），无法调分。")
    counted: dict[str, set[str]] = {}
    for row in records(run.evidence[run.evidence["status"] != "dismissed"]):
        if row["ad_id"]:
            counted.setdefault(row["ad_id"], set()).add(row["rule_id"])
    rules = tuple(
        rule.id
        for rule in sorted(ruleset.rules_for("advert"), key=lambda r: r.id)
        if isinstance(rule.points, int) and rule.status == "stable"
    )
    fired = np.array([[r in counted.get(c.key, ()) for r in rules] for c in found], bool)
    by_family: dict[str, list[int]] = {}
    for i, rule in enumerate(rules):
        by_family.setdefault(ruleset.by_id[rule].family, []).append(i)
    families = tuple(tuple(members) for members in by_family.values())
    data = Data(rules, families, fired, np.zeros(len(found)), np.array([c.positive for c in found]))
    present = _present(ruleset, rules)
    points = np.array([c.points for c in found], float)
    return Data(rules, families, fired, points - _points(data, present), data.wanted)


def propose(data: Data, ruleset: RuleSet, strength: float, folds: int) -> Proposal:
    """Fits all adverts for the proposal, and each fold's rest to see whether it carries over."""
    start = np.append(_present(ruleset, data.rules), float(ruleset.pack.bands[LIMIT]))
    best = _fit(data, start, strength)
    count = len(data.wanted)
    # Alternating within each class, so that every fold has its share of both.
    fold = np.empty(count, int)
    for side in (True, False):
        where = np.flatnonzero(data.wanted == side)
        fold[where] = np.arange(len(where)) % folds
    held, wrong = np.zeros(2), [0, 0]
    for k in range(folds):
        inside, outside = data.part(fold != k), data.part(fold == k)
        if not len(outside.wanted) or not len(inside.wanted):
            continue
        fitted = _fit(inside, start, strength)
        for i, weights in enumerate((start, fitted)):
            held[i] += _loss(outside, weights) * len(outside.wanted)
            wrong[i] += _wrong(outside, weights)
    names = (*data.rules, LIMIT)
    uses = [*data.fired.sum(axis=0).tolist(), count]
    rows = tuple(
        (name, int(a), int(b), int(n))
        for name, a, b, n in zip(names, start, best, uses, strict=True)
        if a != b
    )
    return Proposal(
        rows,
        count,
        (_loss(data, start), _loss(data, best)),
        (float(held[0]) / count, float(held[1]) / count),
        (_wrong(data, start), _wrong(data, best)),
        (wrong[0], wrong[1]),
    )


def _present(ruleset: RuleSet, rules: Sequence[str]) -> Floats:
    return np.array([float(ruleset.by_id[r].points) for r in rules])  # type: ignore[arg-type]


def _points(data: Data, weights: Floats) -> Floats:
    """Points of each advert: the best of every family, on top of its base."""
    total = data.base.copy()
    for members in data.families:
        index = list(members)
        total += (data.fired[:, index] * weights[index]).max(axis=1)
    return np.asarray(total, np.float64)


def _margin(data: Data, weights: Floats) -> Floats:
    return np.asarray(_points(data, weights[:-1]) - weights[-1], np.float64)


def _loss(data: Data, weights: Floats) -> float:
    margin = (_margin(data, weights) + 0.5) / _SCALE
    signed = np.where(data.wanted, margin, -margin)
    return float(np.logaddexp(0.0, -signed).mean())


def _wrong(data: Data, weights: Floats) -> int:
    return int(((_margin(data, weights) >= 0) != data.wanted).sum())


def _fit(data: Data, start: Floats, strength: float) -> Floats:
    """Coordinate search from the present points; deterministic."""
    weights = start.copy()
    cost = _loss(data, weights)
    used = [i for i in range(len(data.rules)) if data.fired[:, i].any()]
    scale = strength / (100.0 * max(1, len(data.wanted)))
    for _ in range(_SWEEPS):
        before = cost
        for i in (*used, len(weights) - 1):
            for step in _STEPS:
                trial = weights.copy()
                trial[i] += step
                if not _allowed(data, start, trial, i):
                    continue
                value = _loss(data, trial) + scale * float(((trial - start) ** 2).sum())
                if value < cost - 1e-9:
                    weights, cost = trial, value
        if cost == before:
            break
    return weights


def _allowed(data: Data, start: Floats, trial: Floats, i: int) -> bool:
    if i == len(trial) - 1:
        return bool(trial[i] >= 1)
    if trial[i] < 0:
        return False
    family = next(members for members in data.families if i in members)
    return all((start[i] - start[j]) * (trial[i] - trial[j]) >= 0 for j in family)
