"""What is done beside: the same from a thread and from a copy of the process."""

from __future__ import annotations

import os
import signal

import pytest

from engine.model import processes
from engine.model.beside import beside


@pytest.mark.parametrize("copied", [False, True])
def test_gives_what_it_was_asked_for(copied: bool) -> None:
    said = ["一", "二"]  # a copy has what its parent has, picklable or not
    with beside(lambda: "".join(said), copied=copied) as other:
        assert other.result() == "一二"


@pytest.mark.parametrize("copied", [False, True])
def test_a_full_disk_is_told_as_one(copied: bool) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device", "entities.csv")

    with pytest.raises(OSError) as told, beside(full, copied=copied) as other:  # noqa: PT011
        other.result()
    assert (told.value.errno, told.value.filename) == (28, "entities.csv")


@pytest.mark.skipif(processes.way() != "fork", reason="no copies here")
def test_a_copy_that_the_system_ends_is_want_of_memory() -> None:
    def ended() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(MemoryError), beside(ended, copied=True) as other:
        other.result()


def test_it_is_over_when_the_other_fails() -> None:
    done = []
    with pytest.raises(ValueError, match="表"), beside(lambda: done.append(1)):
        raise ValueError("表")
    assert done == [1]
