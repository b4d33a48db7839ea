"""Something to be done while this process does something else."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Future, ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


@contextlib.contextmanager
def beside(what: Callable[[], T], *, copied: bool = False) -> Iterator[Future[T]]:
    """Has ``what`` done in a thread; it is over when the context is.

    ``copied``: in a copy of this process, where that is safe: threads that do much in Python wait
    for each other. What it gives, or raises, is pickled then.
    """
    if copied and copies():
        from engine.model import processes

        try:
            with processes.pool(1, _held.append, (what,)) as pool:
                yield pool.submit(_do)
        except BrokenExecutor as cause:  # the system ends processes when it has no memory
            raise MemoryError from cause
        return
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(what)


def copies() -> bool:
    """Is a further process a copy of this one?"""
    from engine.model import processes  # multiprocessing is much to load for a small run

    return processes.way() == "fork"


#: What a copy is to do: it is made with it, so that it need not be picklable.
_held: list[Callable[[], Any]] = []


def _do() -> Any:
    return _held[0]()
