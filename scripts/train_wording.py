"""Recompute the tables of wordings in rules/lexicons from data/training/adverts.csv."""

import csv
from pathlib import Path

from engine.study.scorecard import train, train_classes

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Weights of wordings; made by scripts/train_wording.py from data/training/adverts.csv.\n"
WORDING = HEAD + "# piece\tweight\tinverse document frequency; '=' is the bias.\n"
SECTORS = HEAD + "# piece\tinverse document frequency\tsector=weight;…; '=' holds the biases.\n"


def _rows() -> list[dict[str, str]]:
    with (ROOT / "data/training/adverts.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table() -> str:
    """advert-wording.tsv as it should be."""
    rows = _rows()
    weights, bias = train([r["text"] for r in rows], [r["should_flag"] == "1" for r in rows])
    lines = [f"{piece}\t{weight}\t{idf}" for piece, (weight, idf) in sorted(weights.items())]
    return WORDING + f"=\t{bias}\t0\n" + "\n".join(lines) + "\n"


def sectors() -> str:
    """advert-sectors.tsv as it should be."""
    rows = [row for row in _rows() if row["sector"]]
    votes, bias = train_classes([r["text"] for r in rows], [r["sector"] for r in rows])
    lines = [
        f"{piece}\t{idf}\t{_pairs(weights)}" for piece, (idf, weights) in sorted(votes.items())
    ]
    return SECTORS + f"=\t0\t{_pairs(bias)}\n" + "\n".join(lines) + "\n"


def _pairs(weights: dict[str, float]) -> str:
    return ";".join(f"{name}={weight}" for name, weight in sorted(weights.items()))


if __name__ == "__main__":
    folder = ROOT / "rules/lexicons"
    (folder / "advert-wording.tsv").write_text(table(), encoding="utf-8")
    (folder / "advert-sectors.tsv").write_text(sectors(), encoding="utf-8")
