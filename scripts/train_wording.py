"""Recompute the tables of wordings in rules/lexicons from the labelled texts in data/training."""

import csv
from itertools import cycle
from pathlib import Path

from engine.study.scorecard import PENALTY, RARER, train, train_classes

ROOT = Path(__file__).resolve().parent.parent
HEAD = "# Weights of wordings; made by scripts/train_wording.py from data/training/{}.csv.\n"
WORDING = (
    HEAD
    + "# piece\tweight\trarity (power {} of the inverse document frequency); '=' is the bias.\n"
)
#: Who speaks is told by common words (我们, 他们) as much as by rare ones; the limits of the rules
#: were found with so much penalty.
VOICE_RARER, VOICE_PENALTY = 1.0, 0.05
SECTORS = (
    HEAD.format("adverts")
    + "# piece\tinverse document frequency\tsector=weight;…; '=' holds the biases.\n"
)


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / f"data/training/{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def table(name: str, voice: bool = False) -> str:
    """The weights of one of the files: what makes its texts flagged ones. ``voice``: what makes
    them offer something, rather than warn, report or tell of such offers; half of the
    solicitations warn as well, every third ordinary advert is among them."""
    rows = _rows(name)
    told = [(r["text"], r["should_flag"] == "1") for r in rows if not voice or r["voice"]]
    if voice:
        plain = [r["text"] for r in rows if r["should_flag"] == "1" and not r["voice"]]
        other = [r["text"] for r in rows if r["should_flag"] == "0" and not r["voice"]]
        told += [(t, True) for t in (*_with_warnings(plain[::2]), *plain[1::2], *other[::3])]
    rarer, penalty = (VOICE_RARER, VOICE_PENALTY) if voice else (RARER, PENALTY)
    texts, labels = [text for text, _ in told], [flagged for _, flagged in told]
    weights, bias = train(texts, labels, rarer, penalty)
    lines = [f"{piece}\t{weight}\t{idf}" for piece, (weight, idf) in sorted(weights.items())]
    return WORDING.format(name, rarer) + f"=\t{bias}\t0\n" + "\n".join(lines) + "\n"


def _with_warnings(solicitations: list[str]) -> list[str]:
    """Each with a line of warning before or behind it, as who solicits puts one."""
    lines = [row["text"] for row in _rows("warning-lines")]
    return [
        f"{line}{text}" if number % 3 == 0 else f"{text.rstrip('。')}。{line}"
        for number, (text, line) in enumerate(zip(solicitations, cycle(lines), strict=False))
    ]


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
    (folder / "advert-voice.tsv").write_text(table("adverts", voice=True), encoding="utf-8")
    (folder / "tip-wording.tsv").write_text(table("tips"), encoding="utf-8")
    (folder / "advert-sectors.tsv").write_text(sectors(), encoding="utf-8")
