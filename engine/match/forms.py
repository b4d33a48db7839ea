"""Forms of texts: what differs in figures only, parted where other figures are read otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from engine.match.figures import Figures, Named
from engine.match.found import TextLook
from engine.match.rated import Rates
from engine.match.read_text import Read, Seen
from engine.ruleset import schema
from engine.text.figured import FIGURE

#: Field, place in the raw text, figures that are read there.
Place = tuple[str, int, frozenset[str]]


@dataclass(slots=True)
class TextField:
    """A text field of a form, to be filled with the figures of another text."""

    compacted: str
    restored: str
    #: places of figures in the compacted and the restored text, each with its place in the raw
    in_compacted: list[tuple[int, int]] | None
    in_restored: list[tuple[int, int]] | None
    promises: bool
    #: see ``Facts``, sorted
    met: list[int]
    #: what names figures and may stand there
    named: Sequence[Named]


class First(NamedTuple):
    """The first text of a leaf; ``seen``: all but its rates, if it may have some."""

    look: TextLook
    record: Mapping[str, str]
    rates: Rates
    seen: Seen | None


@dataclass(slots=True)
class Leaf:
    """What texts of a form have in common that share the figures which are read as words."""

    fields: dict[str, TextField]
    warned: schema.Warning_ | None
    #: Is a rate told in other words than its own, so that no other text helps?
    alone: bool
    #: rates, where what names figures stands, … → look
    looks: dict[tuple[Any, ...], TextLook] = field(default_factory=dict)
    #: where what names figures stands → all but the rates
    seen: dict[tuple[Any, ...], Seen] = field(default_factory=dict)
    #: the first text, until there is another that is to be compared with it
    first: First | None = None


@dataclass(slots=True)
class Fork:
    """Texts part by the figures at ``places``, of which only those named there are told apart."""

    places: tuple[Place, ...]
    ways: dict[tuple[str, ...], Fork | Leaf] = field(default_factory=dict)


class Wanted(NamedTuple):
    """A text must be read as none was that goes this ``way`` (``at`` a fork, ``seen``: the places
    where it was told apart so far), or none of these words (a leaf). One reading serves all with the
    same ``key``."""

    key: tuple[Any, ...]
    at: Fork | Leaf
    way: tuple[str, ...] = ()
    seen: Set[Place] = frozenset()


def leaf_of(read: Read, figures: Figures) -> Leaf:
    warned = read.warned
    fields: dict[str, TextField] = {}
    for name, view in read.views.items():
        restored = view.restored
        fields[name] = TextField(
            view.text,
            restored.text,
            _figures_of(view.text, view.raw, view.span),
            _figures_of(restored.text, view.raw, restored.span),
            name in read.promising,
            sorted(read.met.get(name, ())),
            figures.naming(view.text),
        )
    alone = warned is not None and any(
        one.promises and one.restored != read.views[name].raw for name, one in fields.items()
    )
    return Leaf(fields, warned, alone)


def _figures_of(
    text: str, raw: str, span: Callable[[int, int], tuple[int, int]]
) -> list[tuple[int, int]] | None:
    """Places of the figures of ``text`` that are figures of ``raw``; None if it is ``raw``."""
    if text == raw:
        return None
    found = []
    for match in FIGURE.finditer(text):
        start, end = span(match.start(), match.end())
        if end - start == 1 and raw[start] == match.group():
            found.append((match.start(), start))
    return found


def filled(text: str, places: list[tuple[int, int]] | None, raw: str) -> str:
    """``text`` with the figures of another ``raw`` of its form."""
    if places is None:
        return raw
    if not places:
        return text
    chars = list(text)
    for at, source in places:
        chars[at] = raw[source]
    return "".join(chars)


def way_of(places: Sequence[Place], record: Mapping[str, str]) -> tuple[str, ...]:
    found = [(record[name][at], figures) for name, at, figures in places]
    return tuple([char if char in figures else "" for char, figures in found])
