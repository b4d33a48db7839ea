"""Recompute engine/link/names/data/slip-weights.tsv from data/training/names.csv; ``--validate``
cross-validates."""

import csv
import random
import sys
from pathlib import Path

from engine.link.names.company import NameParser
from engine.link.names.same import apart, readings, slip_signs
from engine.link.names.slips import score
from engine.study.ranking import Lesson, train

ROOT = Path(__file__).resolve().parent.parent
HEAD = (
    "# Weights of the signs of a slip of the pen; made by scripts/train_slips.py from\n"
    "# data/training/names.csv.\n"
    "# sign\tweight; see docs/decisions/0017-slips-are-learned.md.\n"
)
FOLDS, SEED = 10, 7
#: What strangers wrote without an eye on the mechanism counts twice.
STRANGERS = 2.0
Pair = tuple[str, str, bool, float]


def pairs() -> list[Pair]:
    with (ROOT / "data/training/names.csv").open(encoding="utf-8", newline="") as stream:
        return [
            (
                r["name_a"],
                r["name_b"],
                r["same"] == "1",
                STRANGERS if r["source"] == "strangers" else 1.0,
            )
            for r in csv.DictReader(stream)
        ]


def lessons(known: list[Pair]) -> list[tuple[Pair, list[str]]]:
    """Pairs of which only a slip can make one firm, and its signs."""
    parser = NameParser()
    found = []
    for pair in known:
        one, other = parser.parse(pair[0]), parser.parse(pair[1])
        if apart(one, other) or not one.brands or not other.brands:
            continue
        if signs := next((s for r in readings(one, other) if (s := slip_signs(*r))), None):
            found.append((pair, signs))
    return found


def learn(known: list[tuple[Pair, list[str]]]) -> dict[str, float]:
    return train([Lesson([signs, []], [pair[2], not pair[2]], pair[3]) for pair, signs in known])


def weights() -> str:
    """slip-weights.tsv as it should be."""
    learned = learn(lessons(pairs()))
    return HEAD + "".join(f"{sign}\t{weight}\n" for sign, weight in sorted(learned.items()))


def validate() -> None:
    known = lessons(pairs())
    order = list(range(len(known)))
    random.Random(SEED).shuffle(order)
    right, wrong = [0, 0], []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        learned = learn([one for i, one in enumerate(known) if i not in held])
        for i in sorted(held):
            pair, signs = known[i]
            said = score(signs, learned) > 0
            right[pair[2]] += said == pair[2]
            if said != pair[2]:
                wrong.append((*pair[:3], round(score(signs, learned), 2)))
    slips = sum(pair[2] for pair, _ in known)
    print(f"slips told {right[1]}/{slips}, two firms told {right[0]}/{len(known) - slips}")
    for one in wrong:
        print(*one)


if __name__ == "__main__":
    if "--validate" in sys.argv:
        validate()
    else:
        (ROOT / "engine/link/names/data/slip-weights.tsv").write_text(weights(), encoding="utf-8")
