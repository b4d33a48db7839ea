"""Coverage-guided fuzzing with atheris, for those who have it: ``make fuzz``.

    python scripts/fuzz.py sniff|normalise|rates -max_total_time=300

A finding is written as crash-…; put it into tests/hostile/test_fuzz.py as an ``@example``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["engine"]):
    from engine.ingest import read
    from engine.model.errors import InputError
    from engine.model.terms import RecordKind
    from engine.text.disguise import DisguiseFinder
    from engine.text.fold import fold
    from engine.text.rates.find import find_rates

FOLDER = Path(tempfile.mkdtemp(prefix="saolou-fuzz-"))
FINDER = DisguiseFinder(["投资理财", "保本保息", "高息", "民间借贷"])
HEAD = "企业名称,经营范围,住所\n".encode()


def sniff(data: bytes) -> None:
    """Encoding, delimiter, header, rows."""
    path = FOLDER / "in.csv"
    path.write_bytes(data if data[:1] != b"\x01" else HEAD + data[1:])
    try:
        found = read([path], RecordKind.REGISTRATION)
    except InputError:
        return
    assert found.rows_in == found.table.num_rows + len(found.rejected)


def normalise(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    assert len(fold(text)) == len(text)
    for word in FINDER.find(text):
        assert 0 <= word.start < word.end <= len(text)


def rates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for rate in find_rates(text):
        assert rate.raw == text[rate.start : rate.end]


if __name__ == "__main__":
    target = {"sniff": sniff, "normalise": normalise, "rates": rates}[sys.argv.pop(1)]
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
