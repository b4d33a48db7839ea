"""Learn a scorecard of wordings from labelled texts: logistic regression, plain and repeatable."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np

from engine.text.scorecard import pieces

#: Strength of the penalty and steps of the solver; cross-validated on data/training.
PENALTY, STEPS = 0.05, 600
#: Pieces that stand in fewer texts are left out, and weights too small to matter.
RARE, SMALL = 2, 0.02

Table = dict[str, tuple[float, float]]


def train(texts: Sequence[str], labels: Sequence[bool]) -> tuple[Table, float]:
    """(piece → (weight, inverse document frequency), bias). Same input, same numbers."""
    counts = [pieces(text) for text in texts]
    seen = Counter(piece for count in counts for piece in count)
    known = sorted(piece for piece, n in seen.items() if n >= RARE)
    column = {piece: i for i, piece in enumerate(known)}
    rarity = np.array([math.log((1 + len(texts)) / (1 + seen[p])) + 1 for p in known])
    matrix = np.zeros((len(texts), len(known)), dtype=np.float32)
    for row, count in enumerate(counts):
        for piece, n in count.items():
            if piece in column:
                matrix[row, column[piece]] = (1 + math.log(n)) * rarity[column[piece]]
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    weights, bias = _solve(matrix, np.array(labels, dtype=np.float32))
    table = {
        piece: (round(float(weights[i]), 3), round(float(rarity[i]), 3))
        for piece, i in column.items()
        if abs(weights[i]) >= SMALL
    }
    return table, round(bias, 4)


def _solve(matrix: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, float]:
    """Accelerated gradient descent on the penalised log-likelihood."""
    weights = np.zeros(matrix.shape[1], dtype=np.float32)
    ahead, bias, bias_ahead, momentum = weights, 0.0, 0.0, 1.0
    steepest = float(np.linalg.norm(matrix, 2)) ** 2
    step = 1.0 / (0.25 * (steepest + len(labels)) + PENALTY)
    for _ in range(STEPS):
        error = 1 / (1 + np.exp(-(matrix @ ahead + bias_ahead))) - labels
        new = ahead - step * (matrix.T @ error + PENALTY * ahead)
        new_bias = bias_ahead - step * float(error.sum())
        later = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        ahead = new + (momentum - 1) / later * (new - weights)
        bias_ahead = new_bias + (momentum - 1) / later * (new_bias - bias)
        weights, bias, momentum = new, new_bias, later
    return weights, bias
