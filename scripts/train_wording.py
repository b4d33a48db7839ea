"""Recompute rules/lexicons/advert-wording.tsv from data/training/adverts.csv."""

import csv
from pathlib import Path

from engine.study.scorecard import train

ROOT = Path(__file__).resolve().parent.parent
HEAD = (
    "# Weights of wordings; made by scripts/train_wording.py from data/training/adverts.csv.\n"
    "# piece\tweight\tinverse document frequency; '=' is the bias.\n"
)


def table() -> str:
    """The file as it should be."""
    with (ROOT / "data/training/adverts.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    weights, bias = train([r["text"] for r in rows], [r["should_flag"] == "1" for r in rows])
    lines = [f"{piece}\t{weight}\t{idf}" for piece, (weight, idf) in sorted(weights.items())]
    return HEAD + f"=\t{bias}\t0\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    (ROOT / "rules/lexicons/advert-wording.tsv").write_text(table(), encoding="utf-8")
