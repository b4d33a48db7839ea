"""Templates of an office fill in and do nothing else."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from engine.cases import CaseStore
from engine.cases.papers import for_period
from engine.model.errors import UsageError

_RUN = "cycler.__init__.__globals__.os.system('touch {}')"
_WAYS = (
    "{{ " + _RUN + " }}",
    "{% set x = " + _RUN + " %}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ columns.append('x') }}",
    "{{ 1 / 0 }}",
    "{% for x in y %}",
    None,
)


@pytest.mark.parametrize("words", _WAYS)
def test_a_template_runs_nothing(tmp_path: Path, db: Path, words: str | None) -> None:
    mark, file = tmp_path / "mark", tmp_path / "summary.docx"
    if words is None:
        file.write_bytes(b"no document")
    else:
        document = docx.Document()
        document.add_paragraph(words.replace("{}", str(mark)))
        document.save(str(file))
    with (
        CaseStore.open(db, "甲", create=True) as store,
        pytest.raises(UsageError, match=r"summary\.docx 用不了"),
    ):
        for_period(store, "summary", "", "territory", tmp_path / "out", tmp_path)
    assert not mark.exists()
    assert not (tmp_path / "out").exists()
