"""Memory that nothing uses any more."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Iterator

#: Objects made before garbage is looked for. What a run remembers stays to its end, looking through
#: it again and again costs a tenth of the time, and a chunk leaves hardly any garbage.
_LITTER = 1_000_000


def seldom_look_for_garbage() -> None:
    """For a process that does nothing but one command, or a part of a run."""
    gc.set_threshold(_LITTER, 50, 50)


def give_back() -> None:
    """Give it back to the system, after work that held much and before work of other processes.

    Arrow and the C library keep what they have freed for themselves: after reading a large register
    that is two thirds of what the process holds, while its workers need theirs.
    """
    import pyarrow as pa

    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # not every C library has it
        if trim:
            trim(0)


@contextlib.contextmanager
def no_litter() -> Iterator[None]:
    """For work that makes many objects and hardly any that only garbage collection would free:
    to look through all of them again and again takes a tenth of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
