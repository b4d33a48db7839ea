"""https://spacy.io: PhraseMatcher over a blank Chinese pipeline."""

from __future__ import annotations

import spacy
from spacy.matcher import PhraseMatcher

from benchmarks.peers.harness import over_texts
from benchmarks.words import WORDS


def main() -> None:
    nlp = spacy.blank("zh")
    matcher = PhraseMatcher(nlp.vocab)
    for word in WORDS:
        matcher.add(word, [nlp.make_doc(word)])

    def count(texts: list[str]) -> dict[str, int]:
        found = dict.fromkeys(WORDS, 0)
        for doc in nlp.pipe(texts):
            for key in {key for key, _, _ in matcher(doc)}:
                found[nlp.vocab.strings[key]] += 1
        return found

    over_texts(count)


if __name__ == "__main__":
    main()
