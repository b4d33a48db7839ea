"""Further processes of a run."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from engine.model.arrow import without_pandas


def pool(
    count: int, ready: Callable[..., None] | None = None, given: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """``count`` processes; each calls ``ready(*given)`` first. They end with the process that
    started them, however that ends.

    Spawned, not forked: it is the same on Windows, and a fork server would take its modules from
    whatever folder the office happens to be in.
    """
    spawned = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, spawned, _begin, (ready, given))


def _begin(ready: Callable[..., None] | None, given: tuple[Any, ...]) -> None:
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    without_pandas()
    if ready:
        ready(*given)


def _leave_with_parent() -> None:
    """Who waits for work of a run that was killed would wait for ever."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
