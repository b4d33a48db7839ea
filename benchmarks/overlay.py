"""An overlay of invented terms, for measuring what more rules cost.

One term in ten is cut out of the register itself, so that some rules find something, as an office's
own do; the others are drawn from its characters and stand almost nowhere. What is cut out blindly is
mostly what every firm writes (批发零, 的商品): three thousand such terms find two firms of three, which
no rules do. So they may also be kept as rare as the terms of the shipped rules.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

from engine.match.compiled import CompiledRules
from engine.ruleset import load_ruleset

TERMS_A_RULE = 10
FOUND = 1 / 10
#: So often a term of the wanted rarity is looked for.
TRIES = 1000
LENGTHS = (3, 4, 5, 6)
_ENDS = frozenset("，。；、：,;:()（）*+ \n\t")


def shipped(texts: Sequence[str]) -> list[int]:
    """How often each of the shipped terms stands in ``texts``, of those that do."""
    compiled = CompiledRules(load_ruleset(), "registration")
    words = compiled.by_field["scope"]
    joined = "\n".join(texts)
    counts = [joined.count(compiled.terms[t]) for t in sorted(words.judged)]
    return [count for count in counts if count]


def terms(texts: Sequence[str], count: int, seed: int, rare: Sequence[int] = ()) -> list[str]:
    """``count`` different terms made of the characters of ``texts``. ``rare``: each that is cut out
    stands there about as often as one of these, drawn by lot."""
    draw = Random(seed)
    characters = sorted({c for text in texts for c in text if "一" <= c <= "鿿"})
    if not characters:
        raise ValueError("no Chinese text to draw terms from")
    joined = "\n".join(texts)
    found: dict[str, None] = {}
    while len(found) < count:
        length = draw.choice(LENGTHS)
        text = draw.choice(texts)
        if draw.random() < FOUND and len(text) > length:
            start = draw.randrange(len(text) - length)
            term = text[start : start + length]
            for _ in range(TRIES if rare else 0):
                if _chinese(term) and 1 <= draw.choice(rare) / joined.count(term) <= 2:
                    break
                text = draw.choice(texts)
                start = draw.randrange(max(1, len(text) - length))
                term = text[start : start + length]
        else:
            term = "".join(draw.choice(characters) for _ in range(length))
        if _chinese(term):
            found[term] = None
    return list(found)


def _chinese(text: str) -> bool:
    return all("一" <= c <= "鿿" for c in text)


def write(folder: Path, given: Sequence[str]) -> Path:
    """A folder for ``--rules``: the shipped pack and these terms, ten to a rule."""
    rules = folder / "registration"
    rules.mkdir(parents=True, exist_ok=True)
    head = "id: benchmark\ntitle: benchmark\nversion: 0.1.0\n"
    (folder / "overlay.yaml").write_text(head, encoding="utf-8")
    groups = [given[at : at + TERMS_A_RULE] for at in range(0, len(given), TERMS_A_RULE)]
    # JSON is YAML: no quoting to think of.
    written = [json.dumps(_rule(n, group), ensure_ascii=False) for n, group in enumerate(groups, 1)]
    (rules / "invented.yaml").write_text("\n---\n".join(written) + "\n", encoding="utf-8")
    return folder


def _rule(number: int, group: Sequence[str]) -> dict[str, object]:
    fields = ["name", "scope"]
    return {
        "id": f"BENCH-{number:05d}",
        "title": f"invented {number}",
        "severity": "info",
        "applies_to": "registration",
        "role": "membership",
        "family": f"benchmark-{number}",
        "sectors": ["other"],
        "element": "context",
        "features": {"word": {"kind": "keyword", "fields": fields, "terms": list(group)}},
        "match": {"any": ["word"]},
        "points": 0,
        "legal": [{"instrument": "防范和处置非法集资条例", "article": "第八条"}],
    }
