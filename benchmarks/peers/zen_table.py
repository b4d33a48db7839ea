"""https://gorules.io: a decision table, as business people write it; every row that holds answers."""

from __future__ import annotations

import json

import zen

from benchmarks.peers.harness import over_texts
from benchmarks.words import WORDS


def decision() -> str:
    rules = [{"_id": word, "text": f'contains($, "{word}")', "word": f'"{word}"'} for word in WORDS]
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": "text", "name": "text", "field": "text"}],
        "outputs": [{"id": "word", "name": "word", "field": "word"}],
        "rules": rules,
    }
    at = {"position": {"x": 0, "y": 0}}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", **at},
        {"id": "words", "type": "decisionTableNode", "name": "words", "content": table, **at},
        {"id": "out", "type": "outputNode", "name": "out", **at},
    ]
    pairs = (("in", "words"), ("words", "out"))
    edges = [{"id": f"{a}-{b}", "type": "edge", "sourceId": a, "targetId": b} for a, b in pairs]
    return json.dumps({"nodes": nodes, "edges": edges})


def main() -> None:
    table = zen.ZenEngine().create_decision(decision())

    def count(texts: list[str]) -> dict[str, int]:
        found = dict.fromkeys(WORDS, 0)
        for text in texts:
            for hit in table.evaluate({"text": text})["result"]:
                found[hit["word"]] += 1
        return found

    over_texts(count)


if __name__ == "__main__":
    main()
