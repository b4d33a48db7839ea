"""https://pypi.org/project/rule-engine: one rule a word."""

from __future__ import annotations

import rule_engine

from benchmarks.peers.harness import over_texts
from benchmarks.words import WORDS


def main() -> None:
    types = rule_engine.type_resolver_from_dict({"text": rule_engine.DataType.STRING})
    context = rule_engine.Context(type_resolver=types)
    rules = {word: rule_engine.Rule(f'"{word}" in text', context=context) for word in WORDS}

    def count(texts: list[str]) -> dict[str, int]:
        found = dict.fromkeys(WORDS, 0)
        for text in texts:
            record = {"text": text}
            for word, rule in rules.items():
                found[word] += rule.matches(record)
        return found

    over_texts(count)


if __name__ == "__main__":
    main()
