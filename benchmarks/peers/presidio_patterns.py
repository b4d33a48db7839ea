"""https://microsoft.github.io/presidio: one pattern recogniser a word.

Called directly: an AnalyzerEngine would need an NLP engine, which only costs time here. A deny list
would ask for borders of words, which Chinese text does not have.
"""

from __future__ import annotations

from presidio_analyzer import Pattern, PatternRecognizer

from benchmarks.peers.harness import over_texts
from benchmarks.words import WORDS


def main() -> None:
    recognisers = [
        PatternRecognizer(
            supported_entity=word, supported_language="zh", patterns=[Pattern(word, word, 0.5)]
        )
        for word in WORDS
    ]

    def count(texts: list[str]) -> dict[str, int]:
        found = dict.fromkeys(WORDS, 0)
        for text in texts:
            for recogniser in recognisers:
                word = recogniser.supported_entities[0]
                found[word] += bool(recogniser.analyze(text, [word]))
        return found

    over_texts(count)


if __name__ == "__main__":
    main()
