"""Which of many texts may speak of a firm of the register at all: told of all of them at once.

Most texts speak of none, and to read one takes a hundred times as long. Whatever ``FirmIndex.find``
looks for in a text is looked for here, or something that stands wherever that does; what is left is
read one by one.
"""

from __future__ import annotations

from collections.abc import Container, Sequence

import numpy as np

from engine.link.adverts.local import Local, begins
from engine.link.adverts.senders import Senders
from engine.link.adverts.spelt import Spelt
from engine.link.adverts.weighing import Weighing
from engine.link.index.joined import END, Joined
from engine.link.index.numbers import HOST, codes_in
from engine.link.index.register import RegisterNames
from engine.link.texts.scene import Scene
from engine.model.arrays import Flags

_MOST_KEPT = 50_000


class Sieve:
    """``codes``: of the firms."""

    def __init__(
        self,
        register: RegisterNames,
        senders: Senders,
        weighing: Weighing,
        spelt: Spelt,
        local: Local,
        codes: Container[str],
    ) -> None:
        self._register, self._senders, self._weighing = register, senders, weighing
        self._spelt, self._local, self._codes = spelt, local, codes
        self._known: dict[str, bool] = {}

    def may_mean(
        self,
        names: Sequence[str],
        texts: Sequence[str],
        usccs: Sequence[str],
        urls: Sequence[str],
        places: Sequence[str],
    ) -> Flags:
        """Of each: may a firm be meant, or a number be compared with one of the register?"""
        where = [f"{text} {place}" for text, place in zip(texts, places, strict=True)]
        odd = np.array([END in text for text in where], np.bool_)
        scene = Scene.of_many([text.replace(END, " ") for text in texts])
        found = odd | np.array([code in self._codes for code in usccs], np.bool_)
        found |= self._weighing.anywhere(
            scene, Joined(END.join(text.replace(END, " ") for text in where))
        )
        read = scene.text.split(END)
        for at in np.flatnonzero(~found).tolist():
            found[at] = self._may_be(names[at], texts[at], urls[at], read[at])
        return found

    def _may_be(self, name: str, text: str, url: str, read: str) -> bool:
        """By what is told of a text alone."""
        return (
            HOST.search(text) is not None
            or bool(codes_in(text))
            or any(map(self._knows, self._senders.marks([name], text)))
            or self._senders.may_be_full(text)
            or (begins(read) and self._local.may(text))
            or bool(self._spelt.find(f"{url} {text}"))
        )

    def _knows(self, mark: str) -> bool:
        """Is it a name that tells anything? Many texts are signed alike."""
        found = self._known.get(mark)
        if found is None:
            if len(self._known) > _MOST_KEPT:
                self._known.clear()
            found = not self._senders.unknown(mark) or self._weighing.signs(mark)
            self._known[mark] = found
        return found
