"""Something to be done while this process does something else."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any


@contextlib.contextmanager
def beside(
    *what: Callable[[], Any], copied: bool = False, yielding: bool = False
) -> Iterator[Callable[[], Any]]:
    """Has ``what`` done in a thread, one after the other; it is over when the context is. To be asked
    once for each of them, in turn, what it gives or raises.

    ``copied``: in a copy of this process, where that is safe: threads that do much in Python wait
    for each other. What they give is pickled then.
    """
    if copied and copies():
        from engine.model.processes import Copy

        with Copy(what, yielding=yielding) as copy:
            yield copy.result
        return
    with ThreadPoolExecutor(1) as thread:
        under_way = deque(thread.submit(one) for one in what)
        yield lambda: under_way.popleft().result()


def copies() -> bool:
    """Is it safe to make a copy of this process now?"""
    from engine.model import processes  # multiprocessing is much to load for a small run

    return processes.way() == "fork"
