"""Further processes of a run."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.connection import Connection
from typing import Any

from engine.model.arrow import without_pandas

#: Who yields by so much has a third of what each of the others has.
_NICE = 5


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


class Copy:
    """A copy of this process, where ``way`` allows it, that does one thing after the other. It needs
    no thread here, so there may be several."""

    def __init__(self, what: Sequence[Callable[[], Any]], *, yielding: bool = False) -> None:
        """``yielding``: where processors are few the others go first."""
        gc.freeze()
        copying = multiprocessing.get_context("fork")
        self._told, telling = copying.Pipe(duplex=False)
        self._process = copying.Process(target=_tell, args=(telling, what, yielding))
        self._process.start()
        telling.close()

    def __enter__(self) -> Copy:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._told.close()
        if kind is not None:  # it has the other end of the pipe too, and would wait to be heard
            self._process.kill()
        self._process.join()
        gc.unfreeze()

    def result(self) -> Any:
        """What the next of them gives, or raises, once it is done."""
        try:
            done, told = self._told.recv()
        except EOFError as cause:  # the system ends processes when it has no memory
            raise MemoryError from cause
        if not done:
            raise told
        return told


def _tell(telling: Connection, what: Sequence[Callable[[], Any]], yielding: bool) -> None:
    if yielding:
        os.nice(_NICE)
    _begin(None, ())
    with contextlib.suppress(BrokenPipeError):
        for one in what:
            try:
                told: tuple[bool, Any] = True, one()
            except BaseException as error:  # whatever it is, who asks has to know
                told = False, error
            telling.send(told)
            if not told[0]:
                return


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
