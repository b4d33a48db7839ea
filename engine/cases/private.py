"""Files that name people: readable by their owner only, and there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from engine.export import explained


@contextlib.contextmanager
def arriving(target: Path) -> Iterator[Path]:
    """A file to write, which then stands in the stead of ``target``. Raises SaolouError."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(".tmp", dir=target.parent)
        os.close(handle)
        try:
            yield Path(name)
            os.replace(name, target)  # noqa: PTH105
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise explained(error, target.parent) from error
