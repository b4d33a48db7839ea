"""``saolou`` as it is typed, in this process: what a process of its own adds is tested elsewhere."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from engine.cli import main as command


class _Pipe(io.TextIOWrapper):
    """A stream the command may take for a terminal's and take over."""


class _Open(io.RawIOBase):
    """Passes on what is written and survives the closing of those who write."""

    def __init__(self, to: io.BytesIO) -> None:
        self._to = to

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        return self._to.write(bytes(data))


def saolou(*args: str, cwd: Path | None = None) -> CompletedProcess[str]:
    """Exit code and what was said, run in the folder ``cwd``."""
    out, err = io.BytesIO(), io.BytesIO()
    here, typed, litter = Path.cwd(), sys.argv, gc.get_threshold()
    with (
        contextlib.redirect_stdout(_Pipe(_Open(out), encoding="utf-8")),
        contextlib.redirect_stderr(_Pipe(_Open(err), encoding="utf-8")),
    ):
        sys.argv = ["saolou", *args]
        try:
            os.chdir(cwd or here)
            command.main()
            code: Any = 0
        except SystemExit as end:
            code = end.code
        finally:
            os.chdir(here)
            sys.argv = typed
            gc.set_threshold(*litter)  # this process goes on, and would never look for garbage
        sys.stdout.flush()
        sys.stderr.flush()
    said = [stream.getvalue().decode("utf-8", "replace") for stream in (out, err)]
    return CompletedProcess(list(args), code or 0, *said)
