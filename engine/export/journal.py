"""What a move that was cut short had in hand, so that whoever comes next can undo it.

The folder of a result may have come from anybody: a journal counts only if it could be ours, with
names of outputs alone and no links. Any other is left as it lies.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from engine.model.names import known

_OLD, _MOVING = "old", "moving"
#: Bytes of a journal at most: a dozen short names.
_MOST = 4096


@dataclass(frozen=True, slots=True)
class Journal:
    """``arriving``: names that move from ``aside`` into ``out``; ``going``: names that stood in
    ``out`` before, and are kept in the folder ``old`` of ``aside`` until all have arrived."""

    aside: Path
    out: Path
    arriving: tuple[str, ...]
    going: tuple[str, ...]

    @property
    def old(self) -> Path:
        return self.aside / _OLD

    def write(self) -> None:
        """From now on a move is under way; the journal is there whole or not at all."""
        lines = [*(f"+{name}" for name in self.arriving), *(f"-{name}" for name in self.going)]
        half = self.aside / f"{_MOVING}.part"
        half.write_text("\n".join(lines), encoding="utf-8", newline="\n")
        half.rename(self.aside / _MOVING)

    def close(self) -> None:
        (self.aside / _MOVING).unlink()

    def undo(self) -> None:
        """What was there comes back, what is new goes; may itself be cut short and done again."""
        for name in self.going:
            if os.path.lexists(self.old / name) and not self._waits(name):
                if (self.out / name).is_dir():
                    _remove(self.out / name)
                os.replace(self.old / name, self.out / name)  # noqa: PTH105
        for name in self.arriving:
            if name not in self.going and not os.path.lexists(self.aside / name):
                _remove(self.out / name)
        self.close()

    def _waits(self, name: str) -> bool:
        """Whether the old one still stands in its place and the new one has not moved. It may be
        open elsewhere, which is why we are here."""
        places = (self.aside, self.out)
        return name in self.arriving and all(os.path.lexists(at / name) for at in places)


def under_way(aside: Path) -> bool:
    """Whether a move out of ``aside`` was begun and not ended, by us or by somebody else."""
    return os.path.lexists(aside / _MOVING)


def read(aside: Path, out: Path) -> Journal | None:
    """The journal that lies in ``aside``; None if it cannot be ours."""
    file = aside / _MOVING
    if file.is_symlink() or not file.is_file() or file.stat().st_size > _MOST:
        return None
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
    except UnicodeDecodeError:
        return None
    if not all(re.match("[+-]", line) and known(line[1:]) for line in lines):
        return None
    arriving = tuple(line[1:] for line in lines if line[0] == "+")
    going = tuple(line[1:] for line in lines if line[0] == "-")
    places = [aside / _OLD, *(aside / _OLD / n for n in going), *(aside / n for n in arriving)]
    if any(place.is_symlink() for place in places):
        return None
    return Journal(aside, out, arriving, going)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
