"""What adverts were read as comes back as it was, and nothing else comes back."""

import pickle
import subprocess
from pathlib import Path

import pytest

from engine.flow.kept import packed, unpacked
from engine.match.found import TextLook, TextsFound
from engine.model.evidence import RecordEvidence
from engine.model.terms import Status


def test_back_as_it_was(found: TextsFound) -> None:
    assert unpacked(packed(found)) == found


@pytest.fixture
def found() -> TextsFound:
    return TextsFound([TextLook(RecordEvidence(3, []))], [0, 0], {1: ("月息2分",)})


class Calls:
    """A pickle that calls a function when it is read."""

    def __init__(self, function: object, *given: object) -> None:
        self.call = (function, given)

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return self.call


@pytest.mark.parametrize("place", ["alone", "within"])
def test_a_planted_pickle_runs_nothing(found: TextsFound, tmp_path: Path, place: str) -> None:
    target = tmp_path / "made"
    planted = Calls(subprocess.run, ["touch", str(target)])
    if place == "within":
        found.said[1] = planted  # type: ignore[assignment]
        planted = found  # type: ignore[assignment]
    assert unpacked(pickle.dumps(planted)) is None
    assert not target.exists()


@pytest.mark.parametrize(
    "kept", [b"", b"\x80", b"garbage", pickle.dumps([1, 2]), pickle.dumps(Status)]
)
def test_what_is_no_reading_is_read_again(kept: bytes) -> None:
    assert unpacked(kept) is None


def test_a_cut_off_file_is_read_again(found: TextsFound) -> None:
    whole = packed(found)
    assert all(unpacked(whole[:size]) is None for size in range(len(whole)))
