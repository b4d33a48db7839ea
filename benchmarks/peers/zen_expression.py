"""https://gorules.io: the same words as one compiled expression, called once a row."""

from __future__ import annotations

import zen

from benchmarks.peers.harness import over_texts
from benchmarks.words import WORDS


def main() -> None:
    tests = ", ".join(f'contains(text, "{word}")' for word in WORDS)
    expression = zen.compile_expression(f"[{tests}]")

    def count(texts: list[str]) -> dict[str, int]:
        found = [0] * len(WORDS)
        for text in texts:
            answers = expression.evaluate({"text": text})
            found = [n + held for n, held in zip(found, answers, strict=True)]
        return dict(zip(WORDS, found, strict=True))

    over_texts(count)


if __name__ == "__main__":
    main()
