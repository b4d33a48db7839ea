"""Build engine/link/names/data/strokes.tsv: characters that are written with nearly the same strokes.

Run once, by hand, when the source changes; needs the file ``cnchar.order.min.js`` of the npm package
cnchar-order 3.2.6 (MIT), which the product itself does not:

    python scripts/build_strokes.py cnchar.order.min.js
"""

import re
import sys
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from engine.link.names.chars import akin

OUT = Path(__file__).resolve().parent.parent / "engine/link/names/data/strokes.tsv"
#: Share of the strokes that are the same, in order.
CLOSE, LIKE, HALF = 0.85, 0.75, 0.5
HEAD = (
    "# Built by scripts/build_strokes.py from cnchar-order (MIT); do not edit.\n"
    "# character\twritten with nearly the same strokes\twith rather the same strokes\tsharing a part"
    " and half of the strokes\n"
)


def main(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    strokes = dict(re.findall(r'"?([\u4e00-\u9fff])"?:"([a-z]+)"', text))
    chars = sorted(strokes)
    ways = [strokes[char] for char in chars]
    shares = cdist(ways, ways, scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    np.fill_diagonal(shares, 0.0)
    lines = []
    for char, row in zip(chars, shares, strict=True):
        close = "".join(chars[i] for i in np.flatnonzero(row >= CLOSE))
        like = "".join(chars[i] for i in np.flatnonzero((row >= LIKE) & (row < CLOSE)))
        built = akin(char)
        half = "".join(
            chars[i] for i in np.flatnonzero((row >= HALF) & (row < LIKE)) if chars[i] in built
        )
        if close or like or half:
            lines.append(f"{char}\t{close}\t{like}\t{half}\n")
    OUT.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
