"""Further processes of a run."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from engine.model.arrow import without_pandas


def way() -> str:
    """How a further process begins: as a copy of this one where that is safe, else anew.

    A copy is at work in milliseconds and shares the memory of whatever was loaded before. It has no
    thread but the one that made it, so a lock that another one held stays locked for ever: who has
    threads makes no copies. Those of Arrow and of numpy see to copies themselves. macOS has
    libraries that do not, Windows has no copies, and a server for them would take its modules from
    whatever folder the office happens to be in.
    """
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"


def pool(
    count: int, ready: Callable[..., None] | None = None, given: tuple[Any, ...] = ()
) -> ProcessPoolExecutor:
    """``count`` processes; each calls ``ready(*given)`` first. They end with the process that
    started them, however that ends."""
    context = multiprocessing.get_context(way())
    kind = _Copies if context.get_start_method() == "fork" else ProcessPoolExecutor
    return kind(count, context, _begin, (ready, given))


class _Copies(ProcessPoolExecutor):
    """While they are at work, nobody looks for garbage among what was made before: to look is to
    write into every object, and what is written into is not shared."""

    def __init__(self, *given: Any) -> None:
        gc.freeze()
        super().__init__(*given)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        super().shutdown(wait, cancel_futures=cancel_futures)
        gc.unfreeze()  # this process may go on with something else


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
