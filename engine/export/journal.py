"""What a move that was cut short had in hand, so that whoever comes next can undo it.

The folder of a result may have come from anybody: a journal counts only if it could be ours, with
names of outputs alone and no links. Any other is left as it lies.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import NamedTuple

from engine.model.names import known

_OLD, _BACK, _MOVING = "old", "back", "moving"
#: Bytes of a journal at most: a dozen short names.
_MOST = 4096


class Journal(NamedTuple):
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
        (self.aside / _BACK).mkdir(exist_ok=True)
        for name in self.going:
            if os.path.lexists(self.old / name) and not self._waits(name):
                self._take_back(name)
                os.replace(self.old / name, self.out / name)  # noqa: PTH105
        for name in self.arriving:
            if name not in self.going and not os.path.lexists(self.aside / name):
                self._take_back(name)
                _remove(self.out / name)
        self.close()

    def _take_back(self, name: str) -> None:
        """What is new goes on in a folder of its own: in its first place it would be taken for
        something that has not moved."""
        new, back = self.out / name, self.aside / _BACK / name
        if new.is_dir() and not new.is_symlink():
            os.replace(new, back)  # noqa: PTH105
        elif new.is_file() and name in self.arriving:
            keep(new, back)

    def gather(self) -> None:
        """After ``undo``: all that is new in its first place again, and nothing else."""
        shutil.rmtree(self.old, ignore_errors=True)
        for path in list((self.aside / _BACK).iterdir()):
            os.replace(path, self.aside / path.name)  # noqa: PTH105
        (self.aside / _BACK).rmdir()

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


def keep(file: Path, copy: Path) -> None:
    """The same file under another name as well."""
    copy.unlink(missing_ok=True)
    if file.is_symlink():  # itself, as anything may be behind it
        copy.symlink_to(file.readlink())
        return
    try:
        copy.hardlink_to(file)
    except (OSError, NotImplementedError):  # a memory stick knows no links
        shutil.copy2(file, copy)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
