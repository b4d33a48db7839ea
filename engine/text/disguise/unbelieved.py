"""Ways on which nothing is read that ``accept`` would believe: they need not be walked."""

from __future__ import annotations

from engine.text.disguise import result as kind
from engine.text.disguise.trie import WHOLE, Node
from engine.text.disguise.ways import Step

#: No term is read in which these stand beside marks that were jumped over (``accept.possible``).
UNPARTED = frozenset({kind.INITIAL, kind.EMOJI})
#: What is changed so and still can be nothing else.
_STRONG = frozenset({kind.SPLIT, kind.PINYIN, kind.INSERTED})


def unbelieved(
    name: str, steps: tuple[Step, ...], gaps: tuple[tuple[int, int], ...], child: Node
) -> bool:
    """Is it known already that no term from ``child`` on will be believed (see ``accept``)?"""
    if name in UNPARTED and gaps:
        return True
    if child.longest >= WHOLE:
        return False
    if name == kind.DIGIT:
        return child.longest == 2
    weak = {step[0] for step in steps if step[0] and step[0] not in _STRONG}
    if not weak or (name != kind.INITIAL and kind.INITIAL not in weak):
        return False
    # Of a short word with a first letter the rest stands, or all are first letters.
    if name in _STRONG:
        return False
    return name != kind.INITIAL or weak != {kind.INITIAL} or not child.spelt
