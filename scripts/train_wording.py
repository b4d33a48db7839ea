"""Recompute the tables of wordings in rules/lexicons from adverts.csv and tips.csv in data/training."""

import csv
from pathlib import Path

from engine.study.scorecard import train, train_classes

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Weights of wordings; made by scripts/train_wording.py from data/training/{}.csv.\n"
WORDING = HEAD + "# piece\tweight\tinverse document frequency; '=' is the bias.\n"
SECTORS = (
    HEAD.format("adverts")
    + "# piece\tinverse document frequency\tsector=weight;…; '=' holds the biases.\n"
)


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / f"data/training/{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table(name: str) -> str:
    """The weights of one of the files: what makes its texts flagged ones."""
    rows = _rows(name)
    weights, bias = train([r["text"] for r in rows], [r["should_flag"] == "1" for r in rows])
    lines = [f"{piece}\t{weight}\t{idf}" for piece, (weight, idf) in sorted(weights.items())]
    return WORDING.format(name) + f"=\t{bias}\t0\n" + "\n".join(lines) + "\n"


def sectors() -> str:
    """advert-sectors.tsv as it should be."""
    rows = [row for row in _rows("adverts") if row["sector"]]
    votes, bias = train_classes([r["text"] for r in rows], [r["sector"] for r in rows])
    lines = [
        f"{piece}\t{idf}\t{_pairs(weights)}" for piece, (idf, weights) in sorted(votes.items())
    ]
    return SECTORS + f"=\t0\t{_pairs(bias)}\n" + "\n".join(lines) + "\n"


def _pairs(weights: dict[str, float]) -> str:
    return ";".join(f"{name}={weight}" for name, weight in sorted(weights.items()))


if __name__ == "__main__":
    folder = ROOT / "rules/lexicons"
    (folder / "advert-wording.tsv").write_text(table("adverts"), encoding="utf-8")
    (folder / "tip-wording.tsv").write_text(table("tips"), encoding="utf-8")
    (folder / "advert-sectors.tsv").write_text(sectors(), encoding="utf-8")
