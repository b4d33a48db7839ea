"""What is done beside: the same from a thread and from a copy of the process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from engine.model.beside import beside


@pytest.mark.parametrize("copied", [False, True])
def test_gives_what_it_was_asked_for(copied: bool) -> None:
    said = ["一", "二"]  # a copy has what its parent has, picklable or not
    with beside(lambda: "".join(said), copied=copied) as other:
        assert other() == "一二"


@pytest.mark.parametrize("copied", [False, True])
def test_one_after_the_other(copied: bool) -> None:
    done: list[int] = []

    def next_() -> int:
        done.append(len(done))
        return done[-1]

    with beside(next_, next_, next_, copied=copied) as other:
        assert [other(), other(), other()] == [0, 1, 2]


@pytest.mark.parametrize("copied", [False, True])
def test_a_full_disk_is_told_as_one(copied: bool) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device", "entities.csv")

    with pytest.raises(OSError) as told, beside(full, copied=copied) as other:  # noqa: PT011
        other()
    assert (told.value.errno, told.value.filename) == (28, "entities.csv")


_YIELDS = """
import os
from engine.model.beside import beside

usual = os.nice(0)
for yielding in (False, True):
    with beside(lambda: os.nice(0) > usual, copied=True, yielding=yielding) as other:
        print(other(), os.nice(0) == usual)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no copies here")
def test_a_yielding_copy_lets_others_go_first_and_its_parent_does_not() -> None:
    said = subprocess.run([sys.executable, "-c", _YIELDS], capture_output=True, text=True)
    assert said.stdout.split() == ["False", "True", "True", "True"], said.stderr


_ENDED = """
import os, signal
from engine.model.beside import beside

try:
    with beside(lambda: os.kill(os.getpid(), signal.SIGKILL), copied=True) as other:
        other()
except MemoryError:
    print("want of memory")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no copies here")
def test_a_copy_that_the_system_ends_is_want_of_memory() -> None:
    # In a process of its own: one with threads makes no copies, and would end itself here.
    ended = subprocess.run([sys.executable, "-c", _ENDED], capture_output=True, text=True)
    assert ended.stdout.strip() == "want of memory", ended.stderr


def test_it_is_over_when_the_other_fails() -> None:
    done = []
    with pytest.raises(ValueError, match="表"), beside(lambda: done.append(1)):
        raise ValueError("表")
    assert done == [1]
