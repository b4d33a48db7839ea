"""Recompute engine/text/rates/data/rate-weights.tsv from data/training; ``--validate`` cross-validates."""

import csv
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from engine.study.ranking import (
    Labelled,
    Lesson,
    agrees,
    lesson,
    lesson_of_side,
    patterned,
    table,
    train,
)
from engine.text.rates.find import find_rates
from engine.text.rates.weights import Weights

ROOT = Path(__file__).resolve().parent.parent
HEAD = (
    "# Weights of readings of rates; made by scripts/train_rates.py from data/training.\n"
    "# feature\tweight; see docs/decisions/0011-rates-by-candidates.md.\n"
)
#: What strangers wrote without an eye on the patterns counts twice.
STRANGERS = 2.0
FOLDS, SEED = 5, 7
PLACE, SHORT = "地址：团结东路18号，电话0952-1234567。", 40
Row = dict[str, str]


def rows() -> list[Row]:
    """Labelled rates, and harmless adverts in which the patterns see no price of a loan."""
    labelled = _csv("data/training/rates.csv")
    known = {row["text"] for row in labelled}
    for row in _csv("data/training/adverts.csv"):
        if row["should_flag"] != "0" or row["text"] in known:
            continue
        if not any(rate.kind == "loan" for rate in patterned(row["text"])):
            blank = {"annual_rate_pct": "", "source": "harmless", "unseen": "0", "asked": "0"}
            labelled.append({"text": row["text"], **blank})
    return labelled


def weights() -> str:
    """rate-weights.tsv as it should be."""
    return HEAD + table(train([one for row in rows() for one in _lessons(row)]))


def validate() -> None:
    """Five-fold cross-validation: what the patterns say, and what the ranking makes of it."""
    known = rows()
    order = list(range(len(known)))
    random.Random(SEED).shuffle(order)
    said: dict[int, float | None] = {}
    lessons = [_lessons(row) for row in known]
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS])
        learned = Weights(train([one for i, s in enumerate(lessons) if i not in held for one in s]))
        for i in held:
            said[i] = _answer(known[i], lambda text, w=learned: find_rates(text, w))  # type: ignore[misc]
    for name, wanted in (
        ("texts the patterns had not seen", lambda row: row["unseen"] == "1"),
        ("strangers' texts", lambda row: row["source"] == "strangers"),
        ("all", lambda row: row["source"] not in {"harmless", "loans"}),
    ):
        chosen = [i for i, row in enumerate(known) if wanted(row)]
        patterns = [_answer(known[i], patterned) for i in chosen]
        print(f"{name}: patterns {_score([known[i] for i in chosen], patterns)}")
        print(f"{name}: ranking {_score([known[i] for i in chosen], [said[i] for i in chosen])}")


def _csv(name: str) -> list[Row]:
    with (ROOT / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _lessons(row: Row) -> list[Lesson]:
    """A price of a loan without a label teaches only that it is one."""
    labelled = [_labelled(row)]
    if row["source"] in {"tables", "loans"} and len(row["text"]) < SHORT:
        # Single sentences teach too little of how adverts end: a place changes nothing.
        labelled += [replace(labelled[0], text=text) for text in _placed(row["text"])]
    made = [lesson_of_side(one) for one in labelled]
    if row["source"] != "loans":
        made += [lesson(one) for one in labelled]
    return [one for one in made if one is not None]


def _placed(text: str) -> tuple[str, str]:
    return f"{text}。{PLACE}", PLACE + text


def _labelled(row: Row) -> Labelled:
    label = float(row["annual_rate_pct"]) if row["annual_rate_pct"] else None
    weight = STRANGERS if row["source"] == "strangers" else 1.0
    return Labelled(row["text"], label, row["unseen"] == "1", row["asked"] == "1", weight)


def _answer(row: Row, read: Callable[[str], Sequence]) -> float | None:  # type: ignore[type-arg]
    kinds = {"return", "loan"} if row["asked"] == "1" else {"return"}
    return max((r.annual_pct for r in read(row["text"]) if r.kind in kinds), default=None)


def _score(chosen: Sequence[Row], said: Sequence[float | None]) -> str:
    right = promised = left = other = 0
    for row, answer in zip(chosen, said, strict=True):
        if label := row["annual_rate_pct"]:
            promised += 1
            right += answer is not None and agrees(answer, float(label))
        else:
            other += 1
            left += answer is None
    return (
        f"promised right {right}/{promised} ({right / max(1, promised):.3f}), "
        f"none right {left}/{other} ({left / max(1, other):.3f})"
    )


if __name__ == "__main__":
    if "--validate" in sys.argv:
        validate()
    else:
        (ROOT / "engine/text/rates/data/rate-weights.tsv").write_text(weights(), encoding="utf-8")
