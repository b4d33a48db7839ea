"""What adverts were read as comes back as it was, and nothing else comes back."""

import pickle

import pytest

from engine.flow.kept import packed, unpacked
from engine.match.found import TextLook, TextsFound
from engine.model.evidence import Hit, LicensedName, RecordEvidence
from engine.model.terms import Status


@pytest.fixture
def found() -> TextsFound:
    hit = Hit("AD-1", "text", 2, 6, "月息2分", 28, Status.SUPERSEDED, "承诺", "EXC-1")
    body = LicensedName("银行", "金融许可证", "LIC-1")
    evidence = RecordEvidence(3, [hit], body, 24.000000000000004, None, True, "新闻", {"其他": 0.1})
    return TextsFound([TextLook(evidence, ((0, "text", 2, 6),))], [0, 0], {1: ("月息3分",)})


def test_back_as_it_was(found: TextsFound) -> None:
    assert unpacked(packed(found)) == found


@pytest.mark.parametrize(
    "planted",
    [
        b"",
        b"garbage",
        pickle.dumps(Status.COUNTED),
        b'{"looks": [], "look": [], "said": {}} x',
        b'{"looks": [{"evidence": {"row": "a"}}], "look": [], "said": {}}',
        b'{"looks": 3, "look": [], "said": {}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_reading_is_read_again(planted: bytes) -> None:
    assert unpacked(planted) is None


def test_a_cut_off_file_is_read_again(found: TextsFound) -> None:
    whole = packed(found)
    assert all(unpacked(whole[:size]) is None for size in range(len(whole)))
