"""One place where a text may name a firm, with what speaks for it and against it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from engine.link.index.stems import SOFT

#: A brand that is sold, or a firm where somebody once bought what he sells now.
GOODS = "goods"


@dataclass(frozen=True, slots=True)
class Sighting:
    """``said``: the name as the text has it."""

    row: int
    entry: int
    former: bool
    stem: str
    said: str
    features: tuple[str, ...]


@lru_cache(maxsize=20_000)
def whole(features: tuple[str, ...], mark: bool) -> tuple[str, ...]:
    """With what only speaks together: how the stem stands in the language, and what follows."""
    word = next((f for f in features if f in ("coined", "words", "word", "everyday")), "")
    follows = [
        f
        for f in features
        if f in ("alone", "form", "trade agrees", "trade common", "rest whole", "rest begins")
        or f.startswith("short ")
    ]
    left = next((f for f in features if f.startswith("left ")), "")
    right = next((f for f in features if f.startswith("right ")), "")
    joint = [f"{word} & {f}" for f in follows] if word else []
    if word and "alone" in follows:
        joint.append(f"alone {word} & {left}")
    if right == "right front":
        joint.append(f"{right} & {left}")
    if "shop other" in features or "tail other" in features:
        joint += ["other & coined"] * ("coined" in features)
    if "longer" in features and "alone" in features:
        joint.append("longer & alone")
    if SOFT in features:
        joint += [f"soft & {f}" for f in follows]
    return (*features, *joint, *(["mark"] if mark else []))
