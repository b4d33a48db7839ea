"""Learn a scorecard of wordings from labelled texts: logistic regression, plain and repeatable."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from engine.text.scorecard import pieces

#: Strength of the penalty and steps of the solver; the penalty was found on data/training, each
#: author's batch read with what the others taught, as was how much more a rare piece counts.
PENALTY, STEPS = 0.01, 600
RARER = 2.0
#: Pieces that stand in fewer texts are left out, and weights too small to matter.
RARE, SMALL = 2, 0.02
#: The same for weights by class; their table is larger.
CLASS_PENALTY, CLASS_SMALL = 0.02, 0.25

_POWERS = 50

Table = dict[str, tuple[float, float]]
#: Piece → (inverse document frequency, weight for each class). Here pieces count as often as they
#: stand: to count them once, or rare ones more, told sectors no better.
Votes = dict[str, tuple[float, dict[str, float]]]


def train(
    texts: Sequence[str],
    labels: Sequence[bool],
    rarer: float = RARER,
    penalty: float = PENALTY,
) -> tuple[Table, float]:
    """(piece → (weight, rarity), bias). Same input, same numbers. ``rarer``: the rarity is the
    inverse document frequency to this power; ``penalty``: more of it draws readings to the middle."""
    counts = [dict.fromkeys(pieces(text), 1) for text in texts]
    known, rarity, matrix = _weighed(counts, rarer)
    wanted = np.array(labels, dtype=np.float32)[:, None]
    weights, bias = _solve(matrix, wanted, _logistic, penalty)
    table = {
        piece: (round(float(weights[i, 0]), 3), round(float(rarity[i]), 3))
        for i, piece in enumerate(known)
        if abs(weights[i, 0]) >= SMALL
    }
    return table, round(float(bias[0]), 4)


def train_classes(texts: Sequence[str], labels: Sequence[str]) -> tuple[Votes, dict[str, float]]:
    """Weights of each piece for each class (multinomial logistic regression), and the biases."""
    known, rarity, matrix = _weighed([pieces(text) for text in texts])
    classes = sorted(set(labels))
    wanted = np.array([[label == c for c in classes] for label in labels], dtype=np.float32)
    weights, bias = _solve(matrix, wanted, _softmax, CLASS_PENALTY)
    votes: Votes = {}
    for i, piece in enumerate(known):
        kept = {
            c: round(float(weights[i, k]), 2)
            for k, c in enumerate(classes)
            if abs(weights[i, k]) >= CLASS_SMALL
        }
        if kept:
            votes[piece] = (round(float(rarity[i]), 3), kept)
    return votes, {c: round(float(bias[k]), 3) for k, c in enumerate(classes)}


def _weighed(
    counts: Sequence[Mapping[str, int]], rarer: float = 1.0
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Pieces known, their rarities, and the texts (piece → times) as rows of tf-idf."""
    seen = Counter(piece for count in counts for piece in count)
    known = sorted(piece for piece, n in seen.items() if n >= RARE)
    column = {piece: i for i, piece in enumerate(known)}
    total = len(counts)
    rarity = np.array([(math.log((1 + total) / (1 + seen[p])) + 1) ** rarer for p in known])
    matrix = np.zeros((total, len(known)), dtype=np.float32)
    for row, count in enumerate(counts):
        for piece, n in count.items():
            if piece in column:
                matrix[row, column[piece]] = (1 + math.log(n)) * rarity[column[piece]]
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    return known, rarity, matrix


def _largest(products: np.ndarray) -> float:
    """The largest eigenvalue of a matrix without negative numbers, by multiplying it again and again."""
    ahead = np.ones(len(products), dtype=np.float32)
    length = 1.0
    for _ in range(_POWERS):
        ahead = products @ ahead
        length = float(np.linalg.norm(ahead))
        ahead /= max(length, 1e-9)
    return length


def _logistic(scores: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-scores))  # type: ignore[no-any-return]


def _softmax(scores: np.ndarray) -> np.ndarray:
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)  # type: ignore[no-any-return]


def _solve(
    matrix: np.ndarray,
    wanted: np.ndarray,
    chances: Callable[[np.ndarray], np.ndarray],
    penalty: float,
) -> tuple[np.ndarray, np.ndarray]:
    """Accelerated gradient descent on the penalised log-likelihood.

    Weights that start at nothing stay sums of rows of ``matrix``. There are ten times as many
    pieces as texts, so the share of each text in them is sought, on the products of the texts.
    """
    products = matrix @ matrix.T
    shares = np.zeros(wanted.shape, dtype=np.float32)
    bias = np.zeros(wanted.shape[1], dtype=np.float32)
    ahead, bias_ahead, momentum = shares, bias, 1.0
    steepest = _largest(products)
    step = np.float32(1.0 / (0.5 * (steepest + len(wanted)) + penalty))
    for _ in range(STEPS):
        error = chances(products @ ahead + bias_ahead) - wanted
        new = ahead - step * (error + np.float32(penalty) * ahead)
        new_bias = bias_ahead - step * error.sum(axis=0)
        later = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        pull = np.float32((momentum - 1) / later)
        ahead = new + pull * (new - shares)
        bias_ahead = new_bias + pull * (new_bias - bias)
        shares, bias, momentum = new, new_bias, later
    return matrix.T @ shares, bias
