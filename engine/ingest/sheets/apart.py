"""Workbooks that could not be looked into beforehand, read in a process of their own.

These are the old xls, and zips that only the native reader understands. It panics on many a
damaged one, or takes memory without end, and says so on the screen of whoever called it. In
another process neither reaches anybody.
"""

from __future__ import annotations

import pickle
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

from engine.ingest.limits import Limits, beyond, refuse_sheets
from engine.ingest.sheets.merged import Range
from engine.model.confined import command

#: Times the time of the processor that may pass, on a machine that does other things as well.
_WAIT = 20
#: How a process ends that has used up its time.
_USED_UP = -24  # SIGXCPU, which Windows does not know
_CHILD = Path(__file__).with_name("apart_child.py")


class Unreadable(Exception):
    """The reader failed, or did not come to an end."""


class Apart(NamedTuple):
    """A sheet; ``unseen``: the numbers of rows that it does not show, from 1."""

    name: str
    cells: list[list[Any]]
    merged: list[Range]
    hidden: bool
    unseen: list[int]


def read_apart(data: bytes, source: str, limits: Limits) -> list[Apart]:
    """Every sheet. Raises Unreadable, and InputError for a limit."""
    try:
        ended = subprocess.run(
            command(_CHILD, *map(str, (limits.cells, limits.sheets, limits.seconds))),
            input=data,
            capture_output=True,
            timeout=_WAIT * limits.seconds,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as cause:
        if isinstance(cause, subprocess.TimeoutExpired) or (
            isinstance(cause, subprocess.CalledProcessError) and cause.returncode == _USED_UP
        ):
            what, found = "读取时间", f"到了 {limits.seconds} 秒还没有读完"
            raise beyond("seconds", what, found, limits.seconds, source) from cause
        raise Unreadable("the reader did not come to an end") from cause
    how, told = pickle.loads(ended.stdout)  # written by our own process
    if how == "beyond":
        raise beyond("cells", "工作表", f"有 {told} 个单元格", limits.cells, source)
    if how == "sheets":
        refuse_sheets(told, limits, source)
    if how == "bad":
        raise Unreadable(told)
    return [Apart(*sheet) for sheet in told]
